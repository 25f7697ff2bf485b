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

use leptos::prelude::*;
use tongyu_shared::{
    ids::StudentId,
    names::mask_name,
    visits::{
        endpoints::ReadFamilyCard,
        types::{FamilyCard, Outcome, StudentPath},
    },
};

use fields::Fields;
use keeping::{Opened, Page};
use meeting::Meeting;
use submit::{Submit, SubmitBar};

use crate::{
    form::Form,
    load::load_once,
    query, t,
    ui::{Crumbs, FormFrame, Heading, MaskButton, Masked, Skeleton},
};

/// The page for one pupil's family.
#[component]
pub fn RecordPage(
    /// The pupil.
    student: StudentId,
) -> impl IntoView {
    let card = load_once::<ReadFamilyCard>(move || (StudentPath { student }, ()));
    let key = ["visit:", &student.to_string()].concat();
    let page = Page::new(key);
    let undo = Callback::new(move |()| page.take_back());
    page.open(query::param("outcome").get_untracked().parse().ok());
    page.ask_before_leaving();
    view! {
        <div class="narrow">
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
    let fields = Fields::of(&opened.draft);
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
