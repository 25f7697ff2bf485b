//! P4 已记下: where each matter went, the ring one step further, and what comes next. Shown from
//! the receipt while this page of the app lives, and read again from the server after that.

use leptos::prelude::*;
use tongyu_shared::{
    access::Action,
    feedback::types::MatterLine,
    ids::{StudentId, VisitId},
    names::mask_name,
    text::visits as visit_words,
    time::words as time_words,
    visits::{
        endpoints::{ReadToday, ReadVisit},
        types::{Outcome, VisitPath},
        words,
    },
};

use super::{
    parts::{CoverageRing, RiskQuestion},
    view::{next_family, noted},
};
use crate::{
    clock,
    i18n::lang,
    load::{load, load_once},
    session::Session,
    t,
    ui::{Actions, Card, Heading, Icon, IconView, Kind, LinkButton, Masked, Row, Rows},
};
pub use receipt::{Saved, remember};

mod receipt;

/// The page after a visit was submitted.
#[component]
pub fn SavedPage(
    /// The visit.
    visit: VisitId,
) -> impl IntoView {
    match receipt::of(visit) {
        Some(saved) => page(&saved),
        None => load::<ReadVisit>(move || (VisitPath { visit }, ()))
            .view(6, |detail| page(&Saved::of_detail(&detail))),
    }
}

fn page(saved: &Saved) -> AnyView {
    let sentence = sentence(saved);
    let matters = (saved.outcome == Outcome::Recorded).then(|| matters(&saved.matters));
    view! {
        <div class="narrow">
            <Heading title=t!(visits::saved)/>
            <Card>
                <div class="visits-done">
                    <IconView icon=Icon::Check/>
                    <p><b>{sentence}</b></p>
                    <p class="muted">{t!(visits::saved_delivered)}</p>
                </div>
                {matters}
            </Card>
            {ring(saved)}
            <RiskQuestion/>
            {family(saved)}
            {onwards(saved.visit, saved.students.clone())}
        </div>
    }
    .into_any()
}

fn sentence(saved: &Saved) -> Signal<String> {
    if let Some(words) = noted(lang(), saved.outcome, saved.wanted_mode) {
        return Signal::stored(words.to_owned());
    }
    let title = |name: &str| t!(visits::saved_title, name);
    Masked::name(title(&saved.name), title(&mask_name(&saved.name)))
}

fn matters(matters: &[MatterLine]) -> AnyView {
    if matters.is_empty() {
        return view! { <p class="muted visits-none">{t!(visits::matters_placed_none)}</p> }
            .into_any();
    }
    let rows = matters.iter().map(matter).collect_view();
    view! {
        <h2>{t!(visits::matters_placed, matters.len())}</h2>
        <Rows>{rows}</Rows>
    }
    .into_any()
}

fn matter(matter: &MatterLine) -> AnyView {
    let kind = words::brought_back(lang(), matter.kind);
    let href = if Session::get().may(Action::MatterRead) {
        ["/matters/", &matter.matter.to_string()].concat()
    } else {
        String::new()
    };
    view! { <Row who=kind note=matter.excerpt.clone() detail=whereto(matter) href/> }.into_any()
}

/// The desk it went to, and until when the family has its answer.
fn whereto(matter: &MatterLine) -> String {
    let office = match matter.unit(lang()) {
        Some(unit) => unit,
        None if matter.for_information => return t!(visits::matter_noted).to_owned(),
        None => visit_words::matter_to_coordinator(lang()),
    };
    let place = match matter.due_on {
        Some(due) => {
            let day = time_words::date_near(lang(), clock::today(), due);
            t!(visits::matter_to_by, office, day)
        }
        None => office.to_owned(),
    };
    ["→ ", &place].concat()
}

fn ring(saved: &Saved) -> AnyView {
    let (Some(coverage), Some(class)) = (saved.coverage, saved.class) else {
        return ().into_any();
    };
    let before = saved.before;
    view! {
        <Card>
            <CoverageRing class coverage before/>
        </Card>
    }
    .into_any()
}

fn family(saved: &Saved) -> AnyView {
    let asked = match (saved.outcome, saved.family_is_asked) {
        (Outcome::Recorded, Some(true)) => t!(visits::family_is_asked),
        (Outcome::Recorded, Some(false)) => t!(visits::family_not_asked),
        _ => return ().into_any(),
    };
    view! {
        <Card title=t!(visit_pages::family_gets)>
            <p class="muted">{asked}</p>
        </Card>
    }
    .into_any()
}

fn onwards(visit: VisitId, students: Vec<StudentId>) -> AnyView {
    let today = load_once::<ReadToday>(|| ((), ()));
    let next = move || {
        let family = today.get().and_then(|today| next_family(&today, &students));
        family.map(|(student, name)| {
            let text = |name: &str| t!(visits::next_family, name);
            let text = Masked::name(text(&name), text(&mask_name(&name)));
            let href = ["/students/", &student.to_string()].concat();
            view! { <LinkButton text href/> }
        })
    };
    view! {
        <Actions>
            {next}
            <LinkButton text=t!(visits::back_to_today) href="/today" kind=Kind::Secondary/>
            <LinkButton
                text=t!(visit_pages::see_record)
                href=["/visits/", &visit.to_string()].concat()
                kind=Kind::Quiet
            />
        </Actions>
    }
    .into_any()
}
