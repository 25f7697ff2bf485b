//! What stands below a visit: what only the head teacher reads, and the family's own word.

use leptos::prelude::*;
use tongyu_shared::{
    access::Action,
    time::words as time_words,
    visits::{
        types::{Outcome, VisitDetail},
        words,
    },
};

use crate::{clock, i18n::lang, session::Session, t, ui::Card};

/// Family circumstances, for whom they are meant.
pub fn circumstances(visit: &VisitDetail) -> AnyView {
    let text = match &visit.circumstances {
        Some(text) if text.is_empty() => return ().into_any(),
        Some(text) => text.clone(),
        None if Session::get().may(Action::CircumstancesRead) => return ().into_any(),
        None => t!(visits::circumstances_hidden).to_owned(),
    };
    let hint = visit
        .circumstances
        .is_some()
        .then(|| view! { <p class="small">{t!(visits::circumstances_hint)}</p> });
    view! {
        <Card title=t!(visits::circumstances)>
            <p class="visits-said">{text}</p>
            {hint}
        </Card>
    }
    .into_any()
}

/// What the family said about the record.
pub fn family_answer(visit: &VisitDetail) -> AnyView {
    if visit.outcome != Outcome::Recorded {
        return ().into_any();
    }
    let body = match visit.family_answer.clone() {
        None => view! { <p class="muted">{t!(visits::family_answer_none)}</p> }.into_any(),
        Some(given) => {
            let when = time_words::relative(lang(), clock::now(), given.at);
            let note =
                (!given.note.is_empty()).then(|| view! { <blockquote>{given.note}</blockquote> });
            view! {
                <p>
                    <b>{words::answer(lang(), given.answer)}</b>
                    " "
                    <span class="muted">{when}</span>
                </p>
                {note}
            }
            .into_any()
        }
    };
    view! { <Card title=t!(visits::family_answer)>{body}</Card> }.into_any()
}
