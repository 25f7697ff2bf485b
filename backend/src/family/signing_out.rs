//! Signing out, here or on every device.

use actix_web::{HttpRequest, HttpResponse, web};

use super::shell::Press;
use crate::{
    access::session,
    identity,
    messages::tabs::SIGN_IN,
    org::joining::{leads_to, take},
};

/// Where this device signs out.
pub const HERE: &str = "/p/sign-out";
/// Where all devices do.
pub const EVERYWHERE: &str = "/p/sign-out-everywhere";

/// Ends this session.
pub async fn here(req: HttpRequest, payload: web::Payload) -> HttpResponse {
    take(&req, payload, async |guest, _: Press| {
        let (id, stamp) = (guest.actor.session, guest.stamp);
        guest
            .app
            .db
            .write(move |tx| identity::sign_out(tx, id, &stamp))
            .await?;
        Ok(out(session::removal(&guest.app)))
    })
    .await
}

/// Ends all sessions of this account.
pub async fn everywhere(req: HttpRequest, payload: web::Payload) -> HttpResponse {
    take(&req, payload, async |guest, _: Press| {
        let (id, stamp) = (guest.actor.account, guest.stamp);
        guest
            .app
            .db
            .write(move |tx| identity::sign_out_everywhere(tx, id, &stamp))
            .await?;
        Ok(out(session::removal(&guest.app)))
    })
    .await
}

fn out(cookie: actix_web::cookie::Cookie<'static>) -> HttpResponse {
    leads_to(&format!("{SIGN_IN}?out"), Some(cookie))
}
