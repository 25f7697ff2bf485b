//! A family in a list: who, when last, who looks after the child, and what is agreed on.

use leptos::prelude::*;
use tongyu_shared::{
    names::mask_name,
    time::{Date, words as time_words},
    visits::{
        types::{FamilyLine, Outcome},
        words,
    },
};

use crate::{
    i18n::lang,
    t,
    ui::{Masked, Row, Tag, Tone},
};

/// A row that leads to the family card.
pub fn family_row(family: FamilyLine, today: Date, note: Option<String>) -> AnyView {
    let masked = mask_name(&family.name);
    let detail = detail(&family, today);
    let tag = tag(&family, today);
    let href = ["/students/", &family.student.to_string()].concat();
    let who = Masked::name(family.name, masked);
    let note = note.unwrap_or_default();
    view! {
        <Row who note detail href>
            {tag.map(|(text, tone)| view! { <Tag text tone/> })}
        </Row>
    }
    .into_any()
}

fn detail(family: &FamilyLine, today: Date) -> String {
    let mut parts = vec![match family.last {
        Some(last) => {
            let way = match last.outcome {
                Outcome::Recorded => words::mode(lang(), last.mode),
                outcome => words::outcome(lang(), outcome),
            };
            let when = time_words::relative_day(lang(), today, last.started_at.date());
            t!(visits::last_visit, when, way)
        }
        None => t!(visits::never_visited).to_owned(),
    }];
    if let Some(carer) = family.carer {
        parts.push(t!(visits::carer, words::relation(lang(), carer)));
    }
    parts.join(" · ")
}

fn tag(family: &FamilyLine, today: Date) -> Option<(String, Tone)> {
    if let Some(next) = family.next_contact {
        let tone = if next <= today { Tone::Ok } else { Tone::Plain };
        let day = time_words::relative_day(lang(), today, next);
        return Some((t!(visits::next_contact_on, day), tone));
    }
    (family.open_matters > 0).then(|| (t!(visits::open_matters, family.open_matters), Tone::Plain))
}
