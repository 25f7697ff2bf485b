//! A matter in a list of the head teacher: what was said, who has it, how long the family waits.

use leptos::prelude::*;
use tongyu_shared::{
    feedback::{state::MatterState, types::MatterLine},
    names::mask_name,
    text::feedback as words,
    time::Date,
    visits::words as visit_words,
};

use super::super::view::{said_and_owner, wait};
use crate::{
    i18n::lang,
    ui::{Masked, Row, Tag, Tone},
};

/// A matter with the days the family still waits.
pub fn matter_on_its_way(matter: MatterLine, today: Date) -> AnyView {
    let tag = matter.due_on.map(|due| wait(lang(), today, due));
    let (text, tone) = tag.unwrap_or_else(|| (state(matter.state).to_owned(), Tone::Plain));
    let kind = kind(&matter);
    let detail = said_and_owner(lang(), &matter);
    let href = href(&matter);
    let who = match matter.student_name {
        Some(name) => {
            let masked = mask_name(&name);
            Masked::name(name, masked)
        }
        None => Signal::stored(matter.class_name),
    };
    view! { <Row who note=kind detail href><Tag text tone/></Row> }.into_any()
}

/// A matter with its state; it leads to its way where the reader may see that.
pub fn matter_row(matter: &MatterLine, linked: bool) -> AnyView {
    let kind = kind(matter);
    let tone = match matter.state {
        MatterState::Closed | MatterState::Noted => Tone::Ok,
        _ => Tone::Plain,
    };
    let text = state(matter.state);
    let detail = said_and_owner(lang(), matter);
    let href = if linked { href(matter) } else { String::new() };
    view! {
        <Row who=kind detail href>
            <Tag text tone/>
        </Row>
    }
    .into_any()
}

fn kind(matter: &MatterLine) -> &'static str {
    if matter.asked.is_some() {
        words::question(lang())
    } else {
        visit_words::brought_back(lang(), matter.kind)
    }
}

fn href(matter: &MatterLine) -> String {
    ["/matters/", &matter.matter.to_string()].concat()
}

fn state(state: MatterState) -> &'static str {
    words::by_key(lang(), &["state_", state.as_str()].concat()).unwrap_or(state.as_str())
}
