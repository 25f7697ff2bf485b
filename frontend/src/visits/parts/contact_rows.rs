//! The people around a child, each with a relation and a covered phone.

use leptos::prelude::*;
use tongyu_shared::{
    ids::StudentId,
    names::mask_name,
    visits::{types::GuardianLine, words},
};

use super::RevealPhoneLine;
use crate::{
    i18n::lang,
    t,
    ui::{Fact, Masked, Tag, Tone},
};

/// One line for each guardian.
pub fn guardians(student: StudentId, people: Vec<GuardianLine>) -> AnyView {
    people
        .into_iter()
        .map(|guardian| one(student, guardian))
        .collect_view()
        .into_any()
}

fn one(student: StudentId, guardian: GuardianLine) -> AnyView {
    let masked = mask_name(&guardian.name);
    let name = Masked::name(guardian.name, masked);
    let person = guardian.person;
    view! {
        <Fact label=words::relation(lang(), guardian.relation)>
            <span>{name}</span>
            {guardian
                .primary_carer
                .then(|| view! { <Tag text=t!(visits::primary_carer) tone=Tone::Info/> })}
            {match guardian.phone_masked {
                Some(masked) => view! { <RevealPhoneLine student person masked/> }.into_any(),
                None => view! { <span class="small">{t!(visits::no_phone)}</span> }.into_any(),
            }}
        </Fact>
    }
    .into_any()
}
