//! 邀请家里人: the family's link, to be passed on by hand.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use maud::html;
use tongyu_db::Conn;
use tongyu_shared::{
    ids::StudentId, org::joining::FamilyInvitation, text::family_pages as words,
    time::words as time_words,
};

use super::shell::{Press, id, page};
use crate::{
    http::fault::{Fault, NOT_FOUND},
    messages::tabs::Tab,
    org::joining::{self, Guest, leads_to, show as shown, take as taken},
};

/// Where a child's family is invited.
pub const ONE: &str = "/p/children/{student}/invitation";

/// The address for one child.
pub fn address(student: StudentId) -> String {
    ONE.replace("{student}", &student.to_string())
}

/// Shows the link where there is one, and the button that makes it.
pub async fn show(req: HttpRequest) -> HttpResponse {
    shown(&req, async |guest| {
        let student: StudentId = id(&req, "student")?;
        let child = guest.child(student)?;
        let link = known(&guest, student).await?;
        let at = (Tab::Me, StatusCode::OK);
        Ok(page(&guest, &req, at, words::invite, |lang| {
            html! {
                h1 { (words::invite(lang)) }
                p.muted { (child.name) " · " (child.school_name) " " (child.class_name) }
                p { (words::invite_how(lang)) }
                @match &link {
                    Some(link) => {
                        section.card {
                            label for="link" { (words::invite_link(lang)) }
                            input.field id="link" readonly value=(link.url);
                            p.muted { (words::invite_until(lang, time_words::date_short(lang, link.until))) }
                        }
                    }
                    None => {
                        form.card method="post" {
                            p.actions { button.btn { (words::invite_make(lang)) } }
                        }
                    }
                }
                p.muted { (words::invite_confirm(lang)) }
                p { a href=(Tab::Me.href()) { (words::back_to_me(lang)) } }
            }
        }))
    })
    .await
}

async fn known(guest: &Guest, student: StudentId) -> Result<Option<FamilyInvitation>, Fault> {
    let reading = guest.clone();
    let read = move |conn: &mut Conn| {
        let (person, stamp) = (reading.actor.person, reading.stamp);
        if !joining::decides_for(conn, person, student, &stamp)? {
            return Err(NOT_FOUND);
        }
        let site = (&reading.app.keys, reading.app.config.public_origin.as_str());
        joining::family_invitation(conn, site, student, stamp.now)
    };
    guest.app.db.read(read).await
}

/// Makes the link.
pub async fn take(req: HttpRequest, payload: web::Payload) -> HttpResponse {
    taken(&req, payload, req.path(), async |guest, _: Press| {
        let student: StudentId = id(&req, "student")?;
        guest.child(student)?;
        let making = guest.clone();
        guest
            .app
            .db
            .write(move |tx| {
                let site = (&making.app.keys, making.app.config.public_origin.as_str());
                joining::invite_own_family(tx, site, &making.actor, student, &making.stamp)
            })
            .await?;
        Ok(leads_to(&address(student), None))
    })
    .await
}
