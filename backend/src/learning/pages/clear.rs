//! 清空我的学习记录: asked once more, then done for good.

use actix_web::{HttpRequest, HttpResponse, web};
use maud::html;
use serde::Deserialize;
use tongyu_db::Tx;
use tongyu_shared::text::learning as words;

use super::{CLEAR, OWN, own::framed_own};
use crate::{
    learning::{own, store::CLEARING},
    messages::page::Reader,
    org::joining::{self, Guest},
};

/// The form sends nothing but itself.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClearForm {}

/// Asks.
pub async fn show(req: HttpRequest) -> HttpResponse {
    joining::show(&req, async |guest: Guest| {
        let reader = Reader::of(&req, guest.relation());
        let lang = reader.lang;
        let body = html! {
            h1 { (words::clear_question(lang)) }
            p { (words::clear_what(lang)) }
            form.actions method="post" action=(CLEAR) {
                button.btn { (words::clear_yes(lang)) }
                a.btn.sec href=(OWN) { (words::clear_no(lang)) }
            }
        };
        let title = words::clear_question(lang);
        Ok(framed_own(&guest.app, &reader, title, &body))
    })
    .await
}

/// Deletes the record.
pub async fn take(req: HttpRequest, payload: web::Payload) -> HttpResponse {
    joining::take(&req, payload, CLEAR, async |guest: Guest, _: ClearForm| {
        let (person, stamp) = (guest.actor.person, guest.stamp);
        let write = move |tx: &mut Tx<'_>| own::clear(tx, person, &stamp);
        guest.app.db.write_locked(CLEARING, write).await?;
        Ok(joining::leads_to(&format!("{OWN}?cleared"), None))
    })
    .await
}
