//! What the actions on one matter share: its newest version, what is being written, what was
//! just done, and what others did meanwhile.

use leptos::prelude::*;
use tongyu_shared::{
    api::endpoint::Endpoint,
    feedback::types::{AnswerMatter, MatterDetail, MatterPath},
    ids::MatterId,
};

use super::story;
use crate::{
    api::ApiError,
    form::Form,
    i18n::lang,
    load::Load,
    offline::{DraftKind, draft::Keeper, texts::Texts},
    t,
    ui::{Announcer, failure_words},
};

/// The desk of one matter. It outlives the drawing of each version, and so does the text on it.
#[derive(Clone, Copy)]
pub struct Desk {
    path: MatterPath,
    load: StoredValue<Load<MatterDetail>>,
    /// The answer being written, also to reword a proposed one.
    pub answer: RwSignal<String>,
    /// Keeps that answer.
    pub keeper: Keeper,
    /// Why it is handed back.
    pub reason: RwSignal<String>,
    /// Keeps that reason, and the office that it should go to.
    pub returning: Texts,
    /// The office it goes to, or should go to.
    pub office: RwSignal<String>,
    /// Whether the form for handing back is open.
    pub handing_back: RwSignal<bool>,
    /// What was just done and what comes next.
    pub done: RwSignal<Option<String>>,
    clash: RwSignal<Option<Clash>>,
}

/// Someone else was faster.
#[derive(Clone)]
struct Clash {
    /// How many steps were known before.
    known: usize,
    error: ApiError,
}

impl Desk {
    /// The desk of `matter`, with the answer that was kept for it.
    pub fn new(matter: MatterId, load: Load<MatterDetail>) -> Self {
        let id = matter.to_string();
        let (reason, office) = (RwSignal::default(), RwSignal::default());
        let desk = Self {
            path: MatterPath { matter },
            load: StoredValue::new(load),
            answer: RwSignal::new(String::new()),
            keeper: Keeper::new(DraftKind::Answer, &id),
            reason,
            returning: Texts::new(DraftKind::HandBack, &id, &[reason, office]),
            office,
            handing_back: RwSignal::new(false),
            done: RwSignal::new(None),
            clash: RwSignal::new(None),
        };
        desk.keeper.restore_into(move |kept| {
            desk.answer.try_set(kept);
        });
        Effect::new(move |_| {
            if desk.returning.found.get() {
                desk.handing_back.set(true);
            }
        });
        desk
    }

    /// The id of its matter.
    pub fn matter(self) -> String {
        self.path.matter.to_string()
    }

    /// The matter as it was last read.
    pub fn load(self) -> Load<MatterDetail> {
        self.load.get_value()
    }

    /// A form whose refusals by 409 or 412 are told as what others did meanwhile.
    pub fn form(self) -> Form {
        let form = Form::provide();
        Effect::new(move |_| {
            let clash = form
                .failure
                .get()
                .filter(|error| matches!(error.status(), 409 | 412));
            if let Some(error) = clash {
                form.failure.set(None);
                self.clashed(error);
            }
        });
        form
    }

    fn clashed(self, error: ApiError) {
        let known = self
            .load()
            .get_untracked()
            .map_or(0, |detail| detail.timeline.len());
        self.done.set(None);
        self.clash.set(Some(Clash { known, error }));
        self.load().reload();
        to_top();
    }

    /// What others did meanwhile; as long as that is not known, what the server said.
    pub fn news(self) -> Option<String> {
        let clash = self.clash.get()?;
        let news: Vec<String> = self.load().get().map_or_else(Vec::new, |detail| {
            (clash.known..detail.timeline.len())
                .map(|index| story::told(lang(), &detail.timeline, index))
                .collect()
        });
        if news.is_empty() {
            let (title, advice) = failure_words(&clash.error);
            return Some([title, advice].join(" "));
        }
        let news = news.join(t!(visits::list_comma));
        Some(t!(matter_pages::changed_meanwhile, news))
    }

    /// Sends one of the actions for the version on the screen; `then` says what comes next, once
    /// the draft that `keeper` keeps of it, if any, is forgotten.
    pub fn send<E>(
        self,
        form: Form,
        keeper: Option<Keeper>,
        body: &E::Body,
        then: impl FnOnce(&MatterDetail) + 'static,
    ) where
        E: Endpoint<Path = MatterPath, Query = (), Reply = MatterDetail>,
    {
        let sent = keeper.map(Keeper::sent);
        form.send_if_match::<E>(&self.path, body, self.load().etag(), move |reply| {
            if let Some(sent) = sent {
                sent.received();
            }
            then(&reply.value);
        });
    }

    /// Sends the answer, or the approval of one.
    pub fn send_answer<E>(
        self,
        form: Form,
        text: String,
        then: impl FnOnce(&MatterDetail) + 'static,
    ) where
        E: Endpoint<Path = MatterPath, Query = (), Body = AnswerMatter, Reply = MatterDetail>,
    {
        let keeper = Some(self.keeper);
        self.send::<E>(form, keeper, &AnswerMatter { text }, move |detail| {
            self.answer.set(String::new());
            then(detail);
        });
    }

    /// Forgets the answer being written.
    pub fn drop_answer(self) {
        self.answer.set(String::new());
        self.keeper.done();
    }

    /// Says what was done and what comes next.
    pub fn say(self, text: String) {
        if let Some(Announcer(said)) = use_context() {
            said.set(text.clone());
        }
        self.clash.set(None);
        self.done.set(Some(text));
        to_top();
    }
}

/// Where what was done stands.
fn to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}
