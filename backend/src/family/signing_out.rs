//! Signing out, here or on every device.

use std::iter;

use actix_web::{HttpRequest, HttpResponse, web};
use tongyu_shared::visits::types::Relation;

use super::shell::Press;
use crate::{
    access::session,
    app::App,
    identity,
    messages::{
        page::Reader,
        tabs::{SIGN_IN, Tab},
    },
    org::joining::{Guest, leads_to, take, take_all},
};

/// Where this device signs out.
pub const HERE: &str = "/p/sign-out";
/// Where all devices do.
pub const EVERYWHERE: &str = "/p/sign-out-everywhere";

/// Ends this session. Where it is over already, that is what was asked for.
pub async fn here(req: HttpRequest) -> HttpResponse {
    take_all(&req, async |app, guest| {
        let relation = guest.as_ref().and_then(Guest::relation);
        if let Some(guest) = guest {
            let (id, stamp) = (guest.actor.session, guest.stamp);
            app.db
                .write(move |tx| identity::sign_out(tx, id, &stamp))
                .await?;
        }
        Ok(out(app, &req, relation))
    })
    .await
}

/// Ends all sessions of this account.
pub async fn everywhere(req: HttpRequest, payload: web::Payload) -> HttpResponse {
    take(&req, payload, Tab::Me.href(), async |guest, _: Press| {
        let (id, stamp) = (guest.actor.account, guest.stamp);
        guest
            .app
            .db
            .write(move |tx| identity::sign_out_everywhere(tx, id, &stamp))
            .await?;
        Ok(out(&guest.app, &req, guest.relation()))
    })
    .await
}

/// The way in, in the type size of the page before: it does not know who comes.
fn out(app: &App, req: &HttpRequest, relation: Option<Relation>) -> HttpResponse {
    let kept = Reader::of(req, relation).cookies();
    let cookies = iter::once(session::removal(app)).chain(kept);
    leads_to(&format!("{SIGN_IN}?out"), cookies)
}
