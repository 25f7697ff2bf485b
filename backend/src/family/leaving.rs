//! Taking the consent back: what is deleted and what stays is said before the button.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use maud::html;
use serde::Deserialize;
use tongyu_db::Tx;
use tongyu_shared::{ids::StudentId, text::family_pages as words};

use super::shell::{id, page};
use crate::{
    http::fault::Fault,
    learning::{self, Watching},
    messages::tabs::Tab,
    org::joining::{self, Guest, leads_to, show as shown, take as taken},
};

/// Where the consent for a child is taken back.
pub const ONE: &str = "/p/children/{student}/leave";

/// The address for one child.
pub fn address(student: StudentId) -> String {
    ONE.replace("{student}", &student.to_string())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    /// Whether the record of learning goes too, where she stays for another child.
    #[serde(default)]
    learning: String,
}

/// Says what follows, with the button.
pub async fn show(req: HttpRequest) -> HttpResponse {
    shown(&req, async |guest| {
        let child = guest.child(id(&req, "student")?)?;
        let last = guest.children.len() == 1;
        let at = (Tab::Me, StatusCode::OK);
        Ok(page(&guest, &req, at, words::leave, |lang| {
            html! {
                h1 { (words::leave(lang)) }
                p.muted { (child.name) " · " (child.school_name) " " (child.class_name) }
                section.card {
                    h2 { (words::leave_gone(lang)) }
                    p { (words::leave_view(lang, &child.name)) }
                    @if last { p { (words::leave_learning(lang)) } }
                    h2 { (words::leave_stays(lang)) }
                    p { (words::leave_school(lang)) }
                    p { (words::leave_lessons(lang)) }
                }
                form.card method="post" {
                    @if !last {
                        label.choice {
                            input type="checkbox" name="learning" value="erase";
                            span { (words::leave_learning_too(lang)) }
                        }
                    }
                    p.actions {
                        button.btn.bad { (words::leave_now(lang)) }
                        a.btn.sec href=(Tab::Me.href()) { (words::leave_not(lang)) }
                    }
                }
            }
        }))
    })
    .await
}

/// Takes it back. With the last child the record of learning goes.
pub async fn take(req: HttpRequest, payload: web::Payload) -> HttpResponse {
    taken(&req, payload, req.path(), async |guest, form: Form| {
        let student: StudentId = id(&req, "student")?;
        guest.child(student)?;
        if form.learning == "erase" || !leave_one(&guest, student).await? {
            leave_and_forget(&guest, student).await?;
        }
        Ok(leads_to(&format!("{}?left", Tab::Me.href()), None))
    })
    .await
}

/// Leaves a child where she sees another one. Nothing is done for the last: what she learnt goes with
/// it, and only that makes everybody's reports wait.
async fn leave_one(guest: &Guest, student: StudentId) -> Result<bool, Fault> {
    let (person, stamp) = (guest.actor.person, guest.stamp);
    let leave = move |tx: &mut Tx<'_>| {
        if joining::is_last(tx, person, student, stamp.now.date())? {
            return Ok(false);
        }
        joining::withdraw(tx, person, student, &stamp)?;
        Ok::<_, Fault>(true)
    };
    guest.app.db.write(leave).await
}

async fn leave_and_forget(guest: &Guest, student: StudentId) -> Result<(), Fault> {
    let (person, stamp) = (guest.actor.person, guest.stamp);
    let leave = move |tx: &mut Tx<'_>| {
        learning::forget_person(tx, person, &stamp)?;
        joining::withdraw(tx, person, student, &stamp)
    };
    guest.app.db.write_locked(Watching::CLEARING, leave).await
}
