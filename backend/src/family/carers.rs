//! Carers whom a guardian lets see her child's things, or not.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use maud::{Markup, html};
use serde::Deserialize;
use tongyu_db::Tx;
use tongyu_shared::{
    Lang, ids::CarerRequestId, names::mask_phone, text::family_pages as words,
    time::words as time_words, visits::words::relation,
};

use super::shell::id;
use crate::{
    crypto::{self, Keys},
    http::fault::Fault,
    learning::{self, Watching},
    messages::tabs::Tab,
    org::joining::{self, CarerRequest, Guest, leads_to, take as taken},
};

/// Where a wish is decided.
pub const ONE: &str = "/p/carers/{request}";

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Answer {
    Yes,
    No,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    answer: Answer,
}

/// Takes a guardian's word on a carer. A second one changes nothing.
pub async fn take(req: HttpRequest, payload: web::Payload) -> HttpResponse {
    taken(&req, payload, Tab::Me.href(), async |guest, form: Form| {
        let request: CarerRequestId = id(&req, "request")?;
        let yes = matches!(form.answer, Answer::Yes);
        let mark = match decide(&guest, request, yes).await {
            Ok(()) if yes => "accepted",
            Ok(()) => "declined",
            Err(fault) if fault.code().status() == StatusCode::CONFLICT.as_u16() => "decided",
            Err(fault) => return Err(fault),
        };
        Ok(leads_to(&format!("{}?{mark}", Tab::Me.href()), None))
    })
    .await
}

/// A no ends the consent that came with the wish, and what rests on it: only that makes everybody's
/// reports wait.
async fn decide(guest: &Guest, request: CarerRequestId, yes: bool) -> Result<(), Fault> {
    let guardian = (guest.actor.person, guest.actor.account);
    let (db, stamp) = (&guest.app.db, guest.stamp);
    let decide = move |tx: &mut Tx<'_>| joining::decide_carer(tx, guardian, request, yes, &stamp);
    if yes {
        return db.write(decide).await.map(|_| ());
    }
    let decline = move |tx: &mut Tx<'_>| {
        let who = decide(tx)?;
        learning::stop_unless_agreed(tx, who, stamp.now)
    };
    db.write_locked(Watching::CLEARING, decline).await
}

/// A wish with the phone that was proved, masked.
pub struct Shown {
    request: CarerRequest,
    phone: String,
}

impl Shown {
    /// Opens what is shown of a wish.
    pub fn of(keys: &Keys, request: CarerRequest) -> Result<Self, Fault> {
        let phone = match &request.phone_sealed {
            Some(sealed) => {
                let phone = crypto::phone::open(keys, request.person, sealed)?;
                mask_phone(phone.as_str())
            }
            None => String::new(),
        };
        Ok(Self { request, phone })
    }
}

/// The wishes with their buttons.
pub fn section(lang: Lang, wishes: &[Shown]) -> Markup {
    html! {
        @if !wishes.is_empty() {
            section.card id="carers" {
                h2 { (words::carers(lang)) }
                @for wish in wishes { (draw(lang, wish)) }
            }
        }
    }
}

fn draw(lang: Lang, wish: &Shown) -> Markup {
    let request = &wish.request;
    let day = time_words::date_short(lang, request.asked_at.date());
    let how = relation(lang, request.relation);
    html! {
        form method="post" action=(ONE.replace("{request}", &request.id.to_string())) {
            p { b { (words::carer_who(lang, &request.name, &request.child, how)) } }
            p.muted { (wish.phone) " · " span.date { (day) } }
            p.muted { (words::carer_what(lang)) }
            p.actions.two {
                button.btn name="answer" value="yes" { (words::carer_yes(lang)) }
                button.btn.sec name="answer" value="no" { (words::carer_no(lang)) }
            }
        }
    }
}
