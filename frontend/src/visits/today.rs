//! P1 今日: how far each class is this term, whom to be in touch with next, and what is on its way.

use std::sync::Arc;

use leptos::prelude::*;
use tongyu_shared::{
    time::{Date, words as time_words},
    visits::{
        endpoints::ReadToday,
        types::{ClassToday, Today},
    },
};

use super::{
    parts::{CoverageRing, family_row, matter_on_its_way, reached_before},
    view::still_to_meet,
};
use crate::{
    i18n::lang,
    load::load,
    t,
    ui::{Card, Empty, Heading, LinkButton, MaskButton, Rows, Tag},
};

/// The first page of a head teacher.
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
        {today.classes.iter().map(|class| class_card(class, today.classes.len() > 1)).collect_view()}
        {to_do(today, day)}
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
    let matters = today
        .matters
        .iter()
        .cloned()
        .map(|matter| matter_on_its_way(matter, day));
    let rows: Vec<AnyView> = families.chain(matters).collect();
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
    if !today.classes.is_empty() {
        return ().into_any();
    }
    view! {
        <Card>
            <Empty reason=t!(visits::no_class)>
                <p>{t!(visits::no_class_advice)}</p>
            </Empty>
        </Card>
    }
    .into_any()
}
