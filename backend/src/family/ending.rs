//! Ending what a carer sees of a child: asked once more, then done at once.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use maud::html;
use tongyu_db::{Conn, Tx};
use tongyu_shared::{
    ids::{PersonId, StudentId},
    text::family_pages as words,
    visits::words::relation,
};

use super::shell::{Press, id, page};
use crate::{
    http::fault::{Fault, NOT_FOUND},
    learning::{self, Watching},
    messages::tabs::Tab,
    org::joining::{self, Carer, Guest, leads_to, show as shown, take as taken},
};

/// Where a carer's view is ended.
pub const ONE: &str = "/p/children/{student}/carers/{person}/end";

/// The address for one carer of one child.
pub fn address(student: StudentId, person: PersonId) -> String {
    ONE.replace("{student}", &student.to_string())
        .replace("{person}", &person.to_string())
}

/// Says what follows, with the button.
pub async fn show(req: HttpRequest) -> HttpResponse {
    shown(&req, async |guest| {
        let child = guest.child(id(&req, "student")?)?;
        let carer = carer(&guest, child.student, id(&req, "person")?).await?;
        let at = (Tab::Me, StatusCode::OK);
        Ok(page(&guest, &req, at, words::end_title, |lang| {
            let how = relation(lang, carer.relation);
            html! {
                h1 { (words::end_title(lang)) }
                section.card {
                    p { b { (words::carer_named(lang, how, &carer.name)) } }
                    p { (words::end_what(lang, &child.name)) }
                    p { (words::end_stays(lang)) }
                    p { (words::end_again(lang)) }
                }
                form method="post" {
                    p.actions {
                        button.btn.bad { (words::end_now(lang)) }
                        a.btn.sec href=(Tab::Me.href()) { (words::end_not(lang)) }
                    }
                }
            }
        }))
    })
    .await
}

/// A carer of the child, for a guardian who decides for it.
async fn carer(guest: &Guest, student: StudentId, person: PersonId) -> Result<Carer, Fault> {
    let reading = guest.clone();
    let read = move |conn: &mut Conn| {
        let (guardian, stamp) = (reading.actor.person, reading.stamp);
        if !joining::decides_for(conn, guardian, student, &stamp)? {
            return Err(NOT_FOUND);
        }
        let carers = joining::carers_of(conn, student, stamp.now.date())?;
        let mut carers = carers.into_iter();
        carers.find(|carer| carer.person == person).ok_or(NOT_FOUND)
    };
    guest.app.db.read(read).await
}

/// Ends it.
pub async fn take(req: HttpRequest, payload: web::Payload) -> HttpResponse {
    taken(&req, payload, req.path(), async |guest, _: Press| {
        let pair: (StudentId, PersonId) = (id(&req, "student")?, id(&req, "person")?);
        let guardian = (guest.actor.person, guest.actor.account);
        let stamp = guest.stamp;
        let end = move |tx: &mut Tx<'_>| {
            joining::end_carer(tx, guardian, pair, &stamp)?;
            learning::stop_unless_agreed(tx, pair.1, stamp.now)
        };
        let db = &guest.app.db;
        db.write_locked(Watching::CLEARING, end).await?;
        Ok(leads_to(&format!("{}?ended", Tab::Me.href()), None))
    })
    .await
}
