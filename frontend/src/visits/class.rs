//! 班级: the families of a class, grouped by what to do next, the longest not visited first.

use std::sync::Arc;

use leptos::prelude::*;
use tongyu_shared::{
    ids::NodeId,
    org::types::ClassPath,
    time::Date,
    visits::{
        endpoints::{ListFamilies, ReadToday},
        types::{ClassFamilies, ClassToday, Today},
    },
};

use super::{
    parts::{CoverageRing, family_row, reached_before},
    view::{Group, in_group},
};
use crate::{
    clock,
    i18n::lang,
    load::{load, load_once},
    org::invite::InviteClassCard,
    route, t,
    ui::{Card, Empty, Heading, MaskButton, Row, Rows, TextField},
};

/// Leads to the one class, or lets one choose of several.
#[component]
pub fn ClassesPage() -> impl IntoView {
    let today = load_once::<ReadToday>(|| ((), ()));
    today.view(4, |today| match today.classes.as_slice() {
        [only] => {
            let href = href(only);
            // After this page is drawn: the router cannot leave a page that it is entering.
            request_animation_frame(move || route::replace(&href));
            ().into_any()
        }
        [] => no_class(),
        _ => choose(&today),
    })
}

fn href(class: &ClassToday) -> String {
    ["/classes/", &class.class.to_string()].concat()
}

fn no_class() -> AnyView {
    view! {
        <Heading title=t!(visits::class)/>
        <Card>
            <Empty reason=t!(visits::no_class)>
                <p>{t!(visits::no_class_advice)}</p>
            </Empty>
        </Card>
    }
    .into_any()
}

fn choose(today: &Arc<Today>) -> AnyView {
    let rows = today.classes.iter().map(|class| {
        let reached = t!(
            visits::reached_of,
            class.coverage.reached,
            class.coverage.students
        );
        view! {
            <Row
                who=class.name.clone()
                note=class.school_name.clone()
                detail=reached
                href=href(class)
            />
        }
    });
    let rows = rows.collect_view();
    view! {
        <Heading title=t!(visit_pages::choose_class)/>
        <Card>
            <Rows>{rows}</Rows>
        </Card>
    }
    .into_any()
}

/// A class whole.
#[component]
pub fn ClassPage(
    /// The class.
    class: NodeId,
) -> impl IntoView {
    let families = load::<ListFamilies>(move || (ClassPath { class }, ()));
    // Outside the list, so that a reload of the list takes no letter away.
    let sought = RwSignal::new(String::new());
    families.view(8, move |class| page(&class, sought))
}

fn page(class: &Arc<ClassFamilies>, sought: RwSignal<String>) -> AnyView {
    reached_before::note(class.class, class.coverage.reached);
    let body = if class.families.is_empty() {
        view! {
            <Card>
                <Empty reason=t!(visits::class_empty)>
                    <p>{t!(visits::class_empty_advice)}</p>
                </Empty>
            </Card>
        }
        .into_any()
    } else {
        families(Arc::clone(class), sought)
    };
    let (id, coverage) = (class.class, class.coverage);
    view! {
        <Heading title=class.name.clone() sub=class.school_name.clone()>
            <MaskButton/>
        </Heading>
        <Card>
            <CoverageRing class=id coverage before=None linked=false/>
        </Card>
        <InviteClassCard class=id/>
        {body}
    }
    .into_any()
}

fn families(class: Arc<ClassFamilies>, sought: RwSignal<String>) -> AnyView {
    let today = clock::today();
    view! {
        <TextField name="sought" label=t!(visit_pages::search_by_name) kind="search" value=sought/>
        {move || {
            let text = sought.get();
            let cards: Vec<AnyView> = Group::ALL
                .into_iter()
                .filter_map(|group| group_card(&class, group, &text, today))
                .collect();
            if cards.is_empty() {
                let reason = t!(visit_pages::search_none, text.trim());
                view! { <Empty reason/> }.into_any()
            } else {
                cards.collect_view().into_any()
            }
        }}
    }
    .into_any()
}

fn group_card(class: &ClassFamilies, group: Group, sought: &str, today: Date) -> Option<AnyView> {
    let found = in_group(&class.families, group, sought);
    if found.is_empty() {
        return None;
    }
    let title = t!(visit_pages::group_head, group.words(lang()), found.len());
    let rows = found
        .into_iter()
        .map(|family| family_row(family, today, None))
        .collect_view();
    let note = (group == Group::NotYet)
        .then(|| view! { <p class="small">{t!(visits::longest_first)}</p> });
    Some(
        view! {
            <Card title>
                {note}
                <Rows>{rows}</Rows>
            </Card>
        }
        .into_any(),
    )
}
