//! 我的: who she is, her children and who else has joined for them, carers to decide on, type and
//! language, and the ways out.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode};
use maud::{Markup, html};
use tongyu_db::Conn;
use tongyu_shared::{
    Lang, names::mask_phone, text::family_pages as words, time::words as time_words,
    visits::types::Relation, visits::words::relation,
};

use super::{
    carers::{self, Shown},
    ending, inviting, leaving,
    shell::{marked, page},
    signing_out, waiting,
};
use crate::{
    http::fault::Fault,
    identity,
    messages::{
        page::{Reader, other_language, unbroken},
        tabs::Tab,
    },
    org::joining::{self, Carer, Child, Given, Guest, NOTICE},
};

/// A child with what stands around it.
struct OwnChild {
    child: Child,
    /// How others who joined are related to the child.
    others: Vec<Relation>,
    /// Carers whose view she may end.
    carers: Vec<Carer>,
    /// Whether she decides for the child.
    decides: bool,
    /// What she agreed to.
    agreed: Option<Given>,
}

struct Me {
    phone: Option<String>,
    children: Vec<OwnChild>,
    carers: Vec<Shown>,
}

/// Shows the page.
pub async fn show(req: HttpRequest) -> HttpResponse {
    joining::show(&req, async |guest| {
        let reading = guest.clone();
        let me = guest.app.db.read(move |conn| load(conn, &reading)).await?;
        let at = (Tab::Me, StatusCode::OK);
        let reader = Reader::of(&req, guest.relation());
        Ok(page(&guest, &req, at, words::tab_me, |lang| {
            html! {
                h1 { (words::me(lang)) }
                (done(lang, &req))
                (who(lang, &guest, &me))
                (carers::section(lang, &me.carers))
                @for child in &me.children { (own_child(lang, child)) }
                (settings(&reader, &me.children))
                (ways_out(lang))
            }
        }))
    })
    .await
}

fn load(conn: &mut Conn, guest: &Guest) -> Result<Me, Fault> {
    let keys = &guest.app.keys;
    let phone = identity::phone_of(conn, keys, guest.actor.person)?;
    let decided = waiting::decided_by(conn, guest, &guest.stamp)?;
    let mut children = Vec::with_capacity(guest.children.len());
    for child in &guest.children {
        let hers = decided.contains(&child.student);
        children.push(OwnChild {
            others: others(conn, guest, child)?,
            carers: if hers {
                joining::carers_of(conn, child.student, guest.stamp.now.date())?
            } else {
                Vec::new()
            },
            decides: hers,
            agreed: joining::given(conn, guest.actor.person, child.student)?,
            child: child.clone(),
        });
    }
    let carers = waiting::carers(conn, guest)?
        .into_iter()
        .map(|request| Shown::of(keys, request))
        .collect::<Result<_, _>>()?;
    Ok(Me {
        phone: phone.map(|phone| mask_phone(phone.as_str())),
        children,
        carers,
    })
}

fn others(conn: &mut Conn, guest: &Guest, child: &Child) -> Result<Vec<Relation>, Fault> {
    let joined = joining::joined_people(conn, &[child.student], guest.stamp.now.date())?;
    let others: Vec<_> = joined
        .into_iter()
        .map(|(_, person)| person)
        .filter(|person| *person != guest.actor.person)
        .collect();
    let found = joining::relations(conn, child.student, &others)?;
    Ok(found.into_iter().map(|(_, relation)| relation).collect())
}

/// What the form before has done.
fn done(lang: Lang, req: &HttpRequest) -> Markup {
    let said = ["accepted", "declined", "decided", "ended", "left"]
        .into_iter()
        .find(|mark| marked(req, mark))
        .and_then(|mark| words::by_key(lang, &format!("done_{mark}")));
    html! { @if let Some(said) = said { p.notice role="status" { (said) } } }
}

fn who(lang: Lang, guest: &Guest, me: &Me) -> Markup {
    html! {
        section.card {
            dl.facts {
                dt { (words::my_name(lang)) } dd { (guest.actor.name) }
                @if let Some(phone) = &me.phone {
                    dt { (words::my_phone(lang)) } dd { (phone) }
                }
            }
            @if guest.children.is_empty() { p.muted { (words::no_child(lang)) } }
        }
    }
}

fn own_child(lang: Lang, own: &OwnChild) -> Markup {
    let child = &own.child;
    let others: Vec<_> = own.others.iter().map(|how| relation(lang, *how)).collect();
    html! {
        section.card {
            h2 { (child.name) }
            p.muted { (child.school_name) " " (child.class_name) }
            p { (words::you_are(lang, relation(lang, child.relation))) }
            p {
                @if others.is_empty() { (words::nobody_else(lang)) } @else {
                    (words::others_joined(lang, others.join(words::comma(lang))))
                }
            }
            @if !own.carers.is_empty() {
                ul.lines {
                    @for carer in &own.carers { li { (carer_line(lang, child, carer)) } }
                }
            }
            p.actions {
                @if own.decides {
                    a.btn.sec href=(inviting::address(child.student)) { (words::invite(lang)) }
                }
                a.quiet href=(leaving::address(child.student)) { (words::leave(lang)) }
            }
        }
    }
}

/// What she agreed to, and when.
fn agreed_to(lang: Lang, agreed: Given) -> Markup {
    let day = time_words::date_short(lang, agreed.on);
    let said = if agreed.for_child {
        words::agreed_both(lang, &day)
    } else {
        words::agreed_own(lang, &day)
    };
    unbroken(&said, &day)
}

/// A carer, with the way to end what she sees.
fn carer_line(lang: Lang, child: &Child, carer: &Carer) -> Markup {
    let who = words::carer_named(lang, relation(lang, carer.relation), &carer.name);
    html! {
        a href=(ending::address(child.student, carer.person)) {
            span.grow { (who) }
            span { (words::end(lang)) }
        }
    }
}

/// How the pages look, and by the notice what she agreed to for each child.
fn settings(reader: &Reader, children: &[OwnChild]) -> Markup {
    let lang = reader.lang;
    html! {
        section.card {
            h2 { (words::settings(lang)) }
            ul.lines {
                li {
                    @if reader.big {
                        a href="?big=0" { (words::type_standard(lang)) }
                    } @else {
                        a href="?big=1" { (words::type_large(lang)) }
                    }
                }
                li { (other_language(reader)) }
                li { a href=(NOTICE) { (words::notice(lang)) } }
            }
            @for own in children {
                @if let Some(agreed) = &own.agreed {
                    p.muted { b { (own.child.name) } " " (agreed_to(lang, *agreed)) }
                }
            }
        }
    }
}

fn ways_out(lang: Lang) -> Markup {
    html! {
        form method="post" action=(signing_out::HERE) {
            p.actions { button.btn.sec { (words::sign_out(lang)) } }
        }
        form method="post" action=(signing_out::EVERYWHERE) {
            p.actions { button.quiet { (words::sign_out_everywhere(lang)) } }
        }
    }
}
