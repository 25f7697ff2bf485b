//! How one met: whether, in which way, whom, and for how long.

use std::sync::Arc;

use leptos::prelude::*;
use tongyu_shared::{
    names::mask_name,
    time::words as time_words,
    visits::{
        types::{FamilyCard, Outcome, VisitMode},
        words,
    },
};

use super::{
    super::parts::{Fold, mode_chips, mode_choices},
    draft::CHILD,
    fields::Fields,
};
use crate::{
    clock,
    i18n::lang,
    t,
    ui::{Card, Chips, Choice, DateField, Masked, MultiChips, TimeField},
};

/// Minutes one can choose instead of the clock's.
const MINUTES: [i32; 5] = [15, 30, 45, 60, 90];

/// The first section.
#[component]
pub fn Meeting(
    /// The family.
    card: Arc<FamilyCard>,
    /// The controls.
    fields: Fields,
) -> impl IntoView {
    let outcomes: Vec<Choice> = Outcome::ALL
        .iter()
        .map(|&outcome| Choice::new(outcome.as_str(), words::outcome(lang(), outcome)))
        .collect();
    let outcome = Memo::new(move |_| fields.outcome());
    let siblings = siblings_of(&card, fields);
    view! {
        <Card title=t!(visits::section_visit)>
            <Chips name="outcome" legend=t!(visits::outcome) choices=outcomes value=fields.all().outcome quiet=true/>
            {move || match outcome.get() {
                Outcome::Recorded => held(&card, fields),
                Outcome::Attempted => mode_chips(fields.all().mode),
                Outcome::OtherWay => wanted(fields),
            }}
            {siblings}
            {move || (outcome.get() == Outcome::Recorded).then(|| duration(fields))}
            {start(fields)}
        </Card>
    }
    .into_any()
}

/// Another way than at home, since that is what the family does not want.
fn wanted(fields: Fields) -> AnyView {
    let others = VisitMode::ALL.iter().copied();
    let choices = mode_choices(others.filter(|mode| *mode != VisitMode::Home));
    view! {
        <Chips name="wanted_mode" legend=t!(visits::wanted_mode) choices value=fields.all().wanted_mode/>
    }
    .into_any()
}

fn held(card: &FamilyCard, fields: Fields) -> AnyView {
    let people = card.guardians.iter().map(|guardian| {
        let relation = words::relation(lang(), guardian.relation);
        Choice::new(guardian.person.to_string(), relation)
    });
    let child = Choice::new(CHILD, t!(visits::met_child));
    let choices: Vec<Choice> = people.chain([child]).collect();
    view! {
        {mode_chips(fields.all().mode)}
        <MultiChips name="met" legend=t!(visits::met) choices value=fields.all().met/>
    }
    .into_any()
}

fn siblings_of(card: &FamilyCard, fields: Fields) -> AnyView {
    if card.siblings.is_empty() {
        return ().into_any();
    }
    let names: Vec<_> = card
        .siblings
        .iter()
        .map(|sibling| {
            let name = Masked::name(sibling.name.clone(), mask_name(&sibling.name));
            (sibling.student.to_string(), name)
        })
        .collect();
    let choices = Signal::derive(move || {
        let each = names.iter();
        each.map(|(id, name)| Choice::new(id.clone(), name.get()))
            .collect::<Vec<_>>()
    });
    view! {
        <MultiChips name="siblings" legend=t!(visits::with_siblings) choices value=fields.all().siblings/>
    }
    .into_any()
}

/// By the clock, or as chosen.
fn duration(fields: Fields) -> AnyView {
    let chosen = MINUTES
        .map(|minutes| Choice::new(minutes.to_string(), t!(visit_pages::minutes_short, minutes)));
    let by_clock = Choice::new("", t!(visit_pages::minutes_auto));
    let choices: Vec<Choice> = [by_clock].into_iter().chain(chosen).collect();
    view! { <Chips name="minutes" legend=t!(visits::minutes) choices value=fields.all().minutes/> }
        .into_any()
}

/// The clock began when the page was opened, which can be put right.
fn start(fields: Fields) -> AnyView {
    let when = move || {
        let started = fields.draft().started_at();
        let when = started.map(|at| time_words::relative(lang(), clock::now(), at));
        t!(visit_pages::started, when.unwrap_or_default())
    };
    view! {
        <Fold summary=Signal::derive(when) fields=&["started_at", "date", "time"]>
            <div class="visits-start">
                <DateField name="started_at" label=t!(visit_pages::date) value=fields.all().date/>
                <TimeField name="time" label=t!(visit_pages::time) value=fields.all().time/>
            </div>
        </Fold>
    }
    .into_any()
}
