//! Where the text of the page is: found again on this device, kept after every change, begun anew,
//! and brought back.

use leptos::{ev, prelude::*, task::spawn_local};
use tongyu_shared::visits::types::Outcome;

use super::{draft::Draft, fields::Fields};
use crate::{
    clock,
    offline::draft::{Keeper, Kept},
    t,
    ui::{Button, Kind, Notice, toast_undo},
};

/// The draft that the page works on, and whether it was found on the device.
#[derive(Clone)]
pub struct Opened {
    /// What is written down.
    pub draft: Draft,
    /// Whether it was found on the device.
    pub restored: bool,
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub struct Page {
    /// Nothing until the disk has answered.
    pub opened: RwSignal<Option<Opened>>,
    /// Keeps every keystroke.
    pub keeper: Keeper,
    /// What was there before a fresh start.
    before: StoredValue<Option<Draft>>,
}

impl Page {
    /// The page whose text `keeper` keeps.
    pub fn new(keeper: Keeper) -> Self {
        Self {
            opened: RwSignal::new(None),
            keeper,
            before: StoredValue::new(None),
        }
    }

    /// Takes up what was kept, or begins; `asked` is the outcome that was pressed on the way here.
    pub fn open(self, asked: Option<Outcome>) {
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
    pub fn ask_before_leaving(self) {
        let handle = window_event_listener(ev::beforeunload, move |event| {
            if self.keeper.unsaved() {
                event.prevent_default();
            }
        });
        on_cleanup(move || handle.remove());
    }

    /// Keeps the draft after every change.
    pub fn keep_all(self, fields: Fields) {
        Effect::new(move |before: Option<String>| {
            let json = write(&fields.draft());
            if before.is_some_and(|before| before != json) {
                self.keeper.keep(json.clone());
            }
            json
        });
    }

    /// Says that there was something, and offers to begin anew. `undo` belongs to the page, which
    /// outlives this notice.
    pub fn restored_notice(self, undo: Callback<()>) -> AnyView {
        let press = Callback::new(move |()| {
            self.start_anew();
            toast_undo(t!(visit_pages::restarted), undo);
        });
        view! {
            <Notice text=t!(visit_pages::restored)>
                <Button text=t!(visit_pages::restart) kind=Kind::Quiet on_press=press/>
            </Notice>
        }
        .into_any()
    }

    fn start_anew(self) {
        let old = self.opened.get_untracked().map(|opened| opened.draft);
        self.before.set_value(old);
        self.keeper.done();
        self.keeper.kept.set(Kept::Nothing);
        self.opened.set(Some(Opened {
            draft: Draft::opened(clock::now()),
            restored: false,
        }));
    }

    /// Brings back what was there before a fresh start.
    pub fn take_back(self) {
        let Some(draft) = self.before.get_value() else {
            return;
        };
        self.keeper.keep(write(&draft));
        self.opened.set(Some(Opened {
            draft,
            restored: true,
        }));
    }
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
