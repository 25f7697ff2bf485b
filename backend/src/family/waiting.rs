//! What waits for a guardian: carers to say yes or no to, answers to say a word on, visits to
//! confirm.

use std::collections::HashSet;

use maud::{Markup, html};
use tongyu_db::Conn;
use tongyu_shared::{
    Lang, ids::StudentId, messages::LinkPurpose, text::family_pages as words,
    time::words as time_words,
};

use crate::{
    crypto::Keys,
    feedback::{self, OwnMatter},
    http::{fault::Fault, input::Stamp},
    messages::{links, page::unbroken, tabs::Tab},
    org::joining::{self, CarerRequest, Guest},
};

/// What waits.
pub struct Waiting {
    /// Wishes of carers that she may decide.
    pub carers: Vec<CarerRequest>,
    /// Her matters that are answered.
    answers: Vec<OwnMatter>,
    /// The pages of visits that nobody confirmed.
    visits: Vec<String>,
}

impl Waiting {
    /// Reads what waits for someone.
    pub fn load(conn: &mut Conn, keys: &Keys, guest: &Guest) -> Result<Self, Fault> {
        let (person, now) = (guest.actor.person, guest.stamp.now);
        let children: HashSet<_> = guest.children.iter().map(|child| child.student).collect();
        let mut answers = feedback::of_person(conn, keys, person, now.date())?;
        answers.retain(|matter| matter.may_answer && children.contains(&matter.student));
        let visits = links::waiting(conn, LinkPurpose::VisitConfirm, person, now)?
            .into_iter()
            .filter(|(_, student)| children.contains(student))
            .map(|(link, _)| links::path(keys, link, LinkPurpose::VisitConfirm))
            .collect();
        Ok(Self {
            carers: carers(conn, guest)?,
            answers,
            visits,
        })
    }

    /// The lines, each leading to where it is done. Nothing where nothing waits.
    pub fn draw(&self, lang: Lang) -> Markup {
        let nothing = self.carers.is_empty() && self.answers.is_empty() && self.visits.is_empty();
        html! {
            @if !nothing {
                section.card {
                    h2 { (words::waits_for_you(lang)) }
                    ul.lines {
                        @for carer in &self.carers {
                            li { a href={ (Tab::Me.href()) "#carers" } {
                                (words::waits_carer(lang, &carer.name))
                            } }
                        }
                        @for matter in &self.answers { li { (answer(lang, matter)) } }
                        @for page in &self.visits {
                            li { a href=(page) { (words::waits_visit(lang)) } }
                        }
                    }
                }
            }
        }
    }
}

fn answer(lang: Lang, matter: &OwnMatter) -> Markup {
    let day = time_words::date_short(lang, matter.said_at.date());
    html! {
        a href={ (Tab::Matters.href()) "/" (matter.matter) } {
            span { (unbroken(&words::waits_answer(lang, &day), &day)) }
        }
    }
}

/// The wishes of carers for the children for whom this guardian decides.
pub fn carers(conn: &mut Conn, guest: &Guest) -> Result<Vec<CarerRequest>, Fault> {
    let children = decided_by(conn, guest, &guest.stamp)?;
    if children.is_empty() {
        return Ok(Vec::new());
    }
    joining::carers_waiting_for(conn, &children)
}

/// The children for whom this guardian decides.
pub fn decided_by(conn: &mut Conn, guest: &Guest, stamp: &Stamp) -> Result<Vec<StudentId>, Fault> {
    let mut decided = Vec::with_capacity(guest.children.len());
    for child in &guest.children {
        if joining::decides_for(conn, guest.actor.person, child.student, stamp)? {
            decided.push(child.student);
        }
    }
    Ok(decided)
}
