//! P1 今日: what is planned, how far each class is this term, whom to be in touch with next, what is
//! on its way; for a mentor the pupils on the list.

use std::sync::Arc;

use leptos::prelude::*;
use tongyu_shared::{
    access::Action,
    time::{Date, words as time_words},
    visits::{
        endpoints::ReadToday,
        types::{ClassToday, PlanLine, Today},
    },
};

use super::{
    asked::{asked_lessons, waits_for_head_teacher},
    parts::{CoverageRing, family_row, matter_on_its_way, plan_row, reached_before},
    view::still_to_meet,
};
use crate::{
    i18n::lang,
    load::load,
    session::Session,
    t,
    ui::{Card, Empty, Heading, LinkButton, MaskButton, Rows, Tag},
};

/// The first page of a head teacher or mentor.
#[component]
pub fn TodayPage() -> impl IntoView {
    let today = load::<ReadToday>(|| ((), ()));
    today.view(6, |today| page(&today))
}

fn page(today: &Arc<Today>) -> AnyView {
    let day = today.now.date();
    for class in &today.classes {
        reached_before::note(class.class, class.coverage.reached);
    }
    let term = today.term.clone();
    view! {
        <Heading title=title(today) sub=sub(today, day)>
            {term.map(|text| view! { <Tag text/> })}
        </Heading>
        {plans(today, day)}
        {today.classes.iter().map(|class| class_card(class, today.classes.len() > 1)).collect_view()}
        {to_do(today, day)}
        {today.classes.iter().map(|class| asked_lessons(class.class)).collect_view()}
        {my_pupils(today, day)}
        {nobody(today)}
    }
    .into_any()
}

fn title(today: &Today) -> String {
    match today.classes.as_slice() {
        [class] => t!(visits::today_title, class.name.as_str()),
        _ => t!(visits::today).to_owned(),
    }
}

fn sub(today: &Today, day: Date) -> String {
    let mut words = time_words::date_long(lang(), day);
    if let Some(week) = today.week {
        words.push(' ');
        words.push_str(&time_words::week(lang(), week));
    }
    words
}

fn class_card(class: &ClassToday, several: bool) -> AnyView {
    let (id, coverage) = (class.class, class.coverage);
    let name = several.then(|| class.name.clone());
    view! {
        <Card>
            {name.map(|name| view! { <p class="muted">{name}</p> })}
            <CoverageRing class=id coverage before=None/>
        </Card>
    }
    .into_any()
}

/// What is planned for today, or was before it, and below it for the next days.
fn plans(today: &Today, day: Date) -> AnyView {
    let (due, later): (Vec<_>, Vec<_>) = today
        .plans
        .iter()
        .partition(|plan| plan.planned_for.date() <= day);
    let group = |title: &'static str, plans: Vec<&PlanLine>| {
        let rows = plans.into_iter().map(plan_row).collect_view();
        view! { <Card title><Rows>{rows}</Rows></Card> }.into_any()
    };
    let due = (!due.is_empty()).then(|| group(t!(visit_pages::planned_today), due));
    let later = (!later.is_empty()).then(|| group(t!(visit_pages::planned_later), later));
    view! {
        {due}
        {later}
    }
    .into_any()
}

fn my_pupils(today: &Today, day: Date) -> AnyView {
    if today.pupils.is_empty() {
        return ().into_any();
    }
    let rows = today
        .pupils
        .iter()
        .map(|pupil| family_row(pupil.family.clone(), day, Some(pupil.class_name.clone())))
        .collect_view();
    view! {
        <Card title=t!(visit_pages::my_pupils) side=|| view! { <MaskButton/> }>
            <Rows>{rows}</Rows>
        </Card>
    }
    .into_any()
}

fn to_do(today: &Today, day: Date) -> AnyView {
    if today.classes.is_empty() {
        return ().into_any();
    }
    let several = today.classes.len() > 1;
    let families = today.classes.iter().flat_map(|class| {
        let note = several.then(|| class.name.clone());
        class
            .next
            .iter()
            .cloned()
            .map(move |family| family_row(family, day, note.clone()))
    });
    let (asked, others): (Vec<_>, Vec<_>) = today
        .matters
        .iter()
        .cloned()
        .partition(waits_for_head_teacher);
    let row = |matter| matter_on_its_way(matter, day);
    let rows: Vec<AnyView> = asked
        .into_iter()
        .map(row)
        .chain(families)
        .chain(others.into_iter().map(row))
        .collect();
    if rows.is_empty() {
        return nothing_to_do(today);
    }
    let rows = rows.collect_view();
    view! {
        <Card title=t!(visit_pages::to_do_today) side=|| view! { <MaskButton/> }>
            <Rows>{rows}</Rows>
        </Card>
    }
    .into_any()
}

fn nothing_to_do(today: &Today) -> AnyView {
    let left: u32 = today
        .classes
        .iter()
        .map(|class| still_to_meet(&class.coverage))
        .sum();
    let (reason, link) = if left == 0 {
        (t!(visits::to_do_none_left).to_owned(), t!(visits::class))
    } else {
        (t!(visits::to_do_none, left), t!(visits::see_them))
    };
    view! {
        <Card title=t!(visit_pages::to_do_today)>
            <Empty reason>
                <LinkButton text=link href="/classes"/>
            </Empty>
        </Card>
    }
    .into_any()
}

fn nobody(today: &Today) -> AnyView {
    if !(today.classes.is_empty() && today.pupils.is_empty()) {
        return ().into_any();
    }
    let (reason, advice) = if Session::get().may(Action::ClassRead) {
        (t!(visits::no_class), t!(visits::no_class_advice))
    } else {
        (
            t!(visit_pages::no_pupils),
            t!(visit_pages::no_pupils_advice),
        )
    };
    view! {
        <Card>
            <Empty reason>
                <p>{advice}</p>
            </Empty>
        </Card>
    }
    .into_any()
}
