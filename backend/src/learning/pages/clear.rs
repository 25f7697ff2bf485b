//! 清空我的学习记录: asked once more, then done for good.

use actix_web::{HttpRequest, HttpResponse, web};
use maud::html;
use tongyu_db::Tx;
use tongyu_shared::text::learning as words;

use super::{
    CLEAR, OWN,
    lesson::relation,
    own::framed_own,
    signed_in::{own_page, see_other},
};
use crate::{http::origin, learning::own, messages::page::Reader};

/// Asks.
pub async fn show(req: HttpRequest) -> HttpResponse {
    own_page(&req, async |visit, someone| {
        let reader = Reader::of(&req, relation(Some(&someone)));
        let lang = reader.lang;
        let body = html! {
            h1 { (words::clear_question(lang)) }
            p { (words::clear_what(lang)) }
            form.actions method="post" action=(CLEAR) {
                button.btn { (words::clear_yes(lang)) }
                a.btn.sec href=(OWN) { (words::clear_no(lang)) }
            }
        };
        Ok(framed_own(
            &visit,
            &reader,
            words::clear_question(lang),
            &body,
        ))
    })
    .await
}

/// Deletes the record.
pub async fn take(req: HttpRequest, _payload: web::Payload) -> HttpResponse {
    own_page(&req, async |visit, someone| {
        origin::check_form(&req, &visit.app.config)?;
        let stamp = someone.stamp(&req, visit.now);
        let person = someone.person;
        let write = move |tx: &mut Tx<'_>| own::clear(tx, person, &stamp);
        visit.app.db.write(write).await?;
        Ok(see_other(&format!("{OWN}?cleared")))
    })
    .await
}
