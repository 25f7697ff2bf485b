//! P3 记录: one page on which a visit is written down at the door. Every keystroke is kept until
//! the server has the visit; a repeat of the submit is the same visit.

mod brought_back;
mod delivered;
mod draft;
mod entry;
mod fields;
mod follow_up;
mod meeting;
mod submit;

use std::sync::Arc;

use leptos::{ev, prelude::*, task::spawn_local};
use tongyu_shared::{
    ids::StudentId,
    names::mask_name,
    visits::{
        endpoints::ReadFamilyCard,
        types::{FamilyCard, Outcome, StudentPath},
    },
};

use brought_back::BroughtBackFields;
use draft::Draft;
use fields::Fields;
use meeting::Meeting;
use submit::{Submit, SubmitBar};

use crate::{
    clock,
    form::Form,
    load::load_once,
    offline::draft::{Keeper, Kept},
    query,
    session::Session,
    t,
    ui::{Button, Crumbs, FormFrame, Heading, Kind, MaskButton, Masked, Notice, Skeleton, toast_undo},
};

/// The draft that the page works on, and whether it was found on the device.
#[derive(Clone)]
struct Opened {
    draft: Draft,
    restored: bool,
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Page {
    opened: RwSignal<Option<Opened>>,
    keeper: Keeper,
}

/// The page for one pupil's family.
#[component]
pub fn RecordPage(
    /// The pupil.
    student: StudentId,
) -> impl IntoView {
    let card = load_once::<ReadFamilyCard>(move || (StudentPath { student }, ()));
    let key = ["visit:", &student.to_string()].concat();
    let page = Page {
        opened: RwSignal::new(None),
        keeper: Keeper::new(Session::get().user(), key),
    };
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
                                Some(opened) => page.form(&card, opened),
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

impl Page {
    /// Takes up what was kept, or begins; `asked` is the outcome that was pressed on the way here.
    fn open(self, asked: Option<Outcome>) {
        spawn_local(async move {
            let kept = self.keeper.restore().await.and_then(|json| read(&json));
            let restored = kept.is_some();
            let mut draft = kept.unwrap_or_else(|| Draft::opened(clock::now()));
            if let Some(outcome) = asked {
                draft.outcome = outcome;
            }
            // The page may be gone before the disk answers.
            self.opened.try_set(Some(Opened { draft, restored }));
        });
    }

    /// The browser asks before a page is closed whose text is nowhere else.
    fn ask_before_leaving(self) {
        let handle = window_event_listener(ev::beforeunload, move |event| {
            if self.keeper.unsaved() {
                event.prevent_default();
            }
        });
        on_cleanup(move || handle.remove());
    }

    fn form(self, card: &Arc<FamilyCard>, opened: Opened) -> AnyView {
        let fields = Fields::of(&opened.draft);
        self.keep_all(fields);
        let form = Form::provide();
        let submit = Submit::new(form, card, fields, self.keeper);
        let held = Memo::new(move |_| fields.outcome() == Outcome::Recorded);
        let (met, family) = (Arc::clone(card), Arc::clone(card));
        let rest = move || {
            if held.get() { all(&family, fields) } else { follow_up::next_only(fields) }
        };
        view! {
            {opened.restored.then(|| self.restored_notice(opened.draft))}
            <FormFrame on_submit=Callback::new(move |()| submit.run())>
                <Meeting card=met fields/>
                {rest}
                <SubmitBar submit/>
            </FormFrame>
        }
        .into_any()
    }

    /// Keeps the draft after every change.
    fn keep_all(self, fields: Fields) {
        Effect::new(move |before: Option<String>| {
            let json = write(&fields.draft());
            if before.is_some_and(|before| before != json) {
                self.keeper.keep(json.clone());
            }
            json
        });
    }

    fn restored_notice(self, old: Draft) -> AnyView {
        let press = Callback::new(move |()| {
            let old = old.clone();
            self.start_with(Draft::opened(clock::now()), false);
            self.keeper.done();
            self.keeper.kept.set(Kept::Nothing);
            let undo = Callback::new(move |()| {
                self.keeper.keep(write(&old));
                self.start_with(old.clone(), true);
            });
            toast_undo(t!(visit_pages::restarted), undo);
        });
        view! {
            <Notice text=t!(visit_pages::restored)>
                <Button text=t!(visit_pages::restart) kind=Kind::Quiet on_press=press/>
            </Notice>
        }
        .into_any()
    }

    fn start_with(self, draft: Draft, restored: bool) {
        // The toast that brings the old text back may outlive the page.
        self.opened.try_set(Some(Opened { draft, restored }));
    }
}

/// The sections of a visit that took place.
fn all(card: &Arc<FamilyCard>, fields: Fields) -> AnyView {
    view! {
        {delivered::delivered(&card.sheet, fields)}
        <BroughtBackFields card=Arc::clone(card) fields/>
        {follow_up::agreed(fields)}
        {follow_up::closing(fields)}
    }
    .into_any()
}

fn write(draft: &Draft) -> String {
    serde_json::to_string(draft).unwrap_or_else(|error| {
        leptos::logging::error!("a draft is always JSON: {error}");
        String::new()
    })
}

fn read(json: &str) -> Option<Draft> {
    match serde_json::from_str(json) {
        Ok(draft) => Some(draft),
        Err(error) => {
            leptos::logging::warn!("the kept draft is unreadable: {error}");
            None
        }
    }
}
