//! P3 记录: one page on which a visit is written down at the door. Every keystroke is kept until
//! the server has the visit; a repeat of the submit is the same visit.

mod brought_back;
mod delivered;
mod draft;
mod entry;
mod fields;
mod follow_up;
mod keeping;
mod meeting;
mod submit;
mod who;

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};
use tongyu_shared::{
    ids::StudentId,
    names::mask_name,
    visits::{
        endpoints::ReadFamilyCard,
        types::{FamilyCard, Outcome, PlanLine, StudentPath},
    },
};

use fields::Fields;
use keeping::{Opened, Page};
use meeting::Meeting;
use submit::{Submit, SubmitBar};

use crate::{
    api::ApiError,
    clock,
    form::Form,
    load::{Load, load_once},
    offline::{DraftKind, draft::Keeper},
    query, t,
    ui::{Crumbs, FormFrame, Heading, MaskButton, Masked, Notice, Skeleton},
};

/// The page for one pupil's family.
#[component]
pub fn RecordPage(
    /// The pupil.
    student: StudentId,
) -> impl IntoView {
    let card = load_once::<ReadFamilyCard>(move || (StudentPath { student }, ()));
    let page = Page::new(keeper(student));
    let found = Signal::derive(move || {
        page.opened
            .with(|opened| opened.as_ref().is_some_and(|opened| opened.restored))
    });
    let undo = Callback::new(move |()| page.take_back());
    page.open(query::param("outcome").get_untracked().parse().ok());
    page.ask_before_leaving();
    view! {
        <div class="narrow">
            {still_here(card, found)}
            {card
                .view(
                    9,
                    move |card| {
                        view! {
                            {head(&card)}
                            {move || match page.opened.get() {
                                Some(opened) => form(page, &card, &opened, undo),
                                None => view! { <Skeleton lines=9/> }.into_any(),
                            }}
                        }
                        .into_any()
                    },
                )}
        </div>
    }
    .into_any()
}

fn keeper(student: StudentId) -> Keeper {
    Keeper::new(DraftKind::Visit, &student.to_string())
}

/// Whether a record of this pupil's family was begun on this device; false until the disk answers.
pub fn begun(student: StudentId) -> Signal<bool> {
    let begun = RwSignal::new(false);
    let keeper = keeper(student);
    spawn_local(async move {
        if keeper.restore().await.is_some() {
            // The page may be gone before the disk answers.
            begun.try_set(true);
        }
    });
    begun.into()
}

/// Says that the text is safe where there is no network to show its page.
pub fn still_here(card: Load<FamilyCard>, begun: Signal<bool>) -> AnyView {
    (move || {
        let hidden = card.get().is_none() && card.error() == Some(ApiError::Offline);
        (hidden && begun.get()).then(|| view! { <Notice text=t!(visit_pages::still_here)/> })
    })
    .into_any()
}

fn head(card: &FamilyCard) -> AnyView {
    let title = |name: &str| t!(visits::record_of, name);
    let title = Masked::name(title(&card.name), title(&mask_name(&card.name)));
    let back = ["/students/", &card.student.to_string()].concat();
    view! {
        <Crumbs above=vec![(back, t!(visits::card).into())]/>
        <Heading title sub=card.class_name.clone()>
            <MaskButton/>
        </Heading>
    }
    .into_any()
}

fn form(page: Page, card: &Arc<FamilyCard>, opened: &Opened, undo: Callback<()>) -> AnyView {
    let mut draft = opened.draft.clone();
    let due = |plan: &&PlanLine| plan.planned_for.date() <= clock::today();
    if let Some(plan) = card.plan.as_ref().filter(due)
        && !opened.restored
    {
        draft.mode = plan.mode;
    }
    let fields = Fields::of(&draft);
    page.keep_all(fields);
    let form = Form::provide();
    let submit = Submit::new(form, card, fields, page.keeper);
    let held = Memo::new(move |_| fields.outcome() == Outcome::Recorded);
    let (met, family) = (Arc::clone(card), Arc::clone(card));
    let rest = move || {
        if held.get() {
            all(&family, fields)
        } else {
            follow_up::next_only(fields)
        }
    };
    view! {
        {opened.restored.then(|| page.restored_notice(undo))}
        <FormFrame on_submit=Callback::new(move |()| submit.run())>
            <Meeting card=met fields/>
            {rest}
            <SubmitBar submit/>
        </FormFrame>
    }
    .into_any()
}

/// The sections of a visit that took place.
fn all(card: &Arc<FamilyCard>, fields: Fields) -> AnyView {
    view! {
        {delivered::delivered(&card.sheet, fields)}
        {brought_back::brought_back(card, fields)}
        {follow_up::agreed(fields)}
        {follow_up::closing(fields)}
    }
    .into_any()
}
