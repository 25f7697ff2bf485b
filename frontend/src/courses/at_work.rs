//! A text at work, held against the server's: on what it was begun, and the question which one
//! stays where the server has another one by now. Nothing is overwritten unseen.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use tongyu_shared::courses::types::LessonDetail;

use super::desk::Desk;
use crate::{
    offline::{
        DraftKind,
        draft::{Keeper, Sent},
    },
    t,
    ui::{Actions, Button, Details, KeptNote, Kind, Notice, Tone, toast, toast_undo},
};

/// A text as it is kept on this device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Begun {
    /// What the server had when it was begun; unknown where an older version of the app kept it.
    base: Option<String>,
    text: String,
}

impl Begun {
    fn read(kept: &str) -> Self {
        serde_json::from_str(kept).unwrap_or_else(|_| Self {
            base: None,
            text: kept.to_owned(),
        })
    }
}

/// How a text stands to the server's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// They are the same.
    Same,
    /// Nothing was changed here: the server's is shown.
    Follows,
    /// It was changed here only: saving it overwrites nobody.
    GoesOn,
    /// Both were changed: a person decides.
    Overtaken,
}

/// How `text`, begun on `base`, stands to what the server has now.
fn standing(base: Option<&str>, text: &str, server: &str) -> Standing {
    if text == server {
        Standing::Same
    } else if base == Some(text) {
        Standing::Follows
    } else if base == Some(server) {
        Standing::GoesOn
    } else {
        Standing::Overtaken
    }
}

/// A part of a lesson that is being written.
#[derive(Clone, Copy)]
pub struct AtWork {
    /// Keeps it.
    pub keeper: Keeper,
    /// Whether something was typed that the server does not have.
    unsaved: RwSignal<bool>,
    typed: Callback<(), String>,
    show: Callback<String>,
    base: StoredValue<Option<String>>,
    newer: RwSignal<Option<String>>,
    /// What stood here before the newer one was taken.
    before: StoredValue<Option<Begun>>,
}

impl AtWork {
    /// What `typed` gives and `show` shows, with what was kept of it before; `of` is the same of
    /// the lesson as the server has it.
    pub fn new(
        kind: DraftKind,
        desk: Desk,
        of: fn(&LessonDetail) -> String,
        typed: Callback<(), String>,
        show: Callback<String>,
        unsaved: RwSignal<bool>,
    ) -> Self {
        let server = move || desk.found.get().map(|found| of(&found));
        let at_work = Self {
            keeper: Keeper::new(kind, &desk.lesson.to_string()),
            unsaved,
            typed,
            show,
            base: StoredValue::new(untrack(server)),
            newer: RwSignal::new(None),
            before: StoredValue::new(None),
        };
        at_work.keeper.restore_into(move |kept| {
            let begun = Begun::read(&kept);
            at_work.base.try_set_value(begun.base);
            at_work.show.try_run(begun.text);
            at_work.unsaved.try_set(true);
            if let Some(server) = untrack(server) {
                at_work.hold_against(&server);
            }
        });
        Effect::new(move |_| {
            if let Some(server) = server() {
                at_work.hold_against(&server);
            }
        });
        at_work
    }

    fn hold_against(self, server: &str) {
        let text = self.typed.run(());
        match self
            .base
            .with_value(|base| standing(base.as_deref(), &text, server))
        {
            Standing::Same => self.settle(server),
            Standing::Follows => {
                self.show.run(server.to_owned());
                self.settle(server);
            }
            Standing::GoesOn => self.newer.set(None),
            Standing::Overtaken => self.newer.set(Some(server.to_owned())),
        }
    }

    /// What stands here is the server's.
    fn settle(self, server: &str) {
        self.base.set_value(Some(server.to_owned()));
        self.newer.set(None);
        if self.unsaved.get_untracked() {
            self.unsaved.set(false);
            self.keeper.done();
        }
    }

    /// Keeps what stands here now.
    pub fn keep(self) {
        self.unsaved.set(true);
        let begun = Begun {
            base: self.base.get_value(),
            text: self.typed.run(()),
        };
        if let Ok(json) = serde_json::to_string(&begun) {
            self.keeper.keep(json);
        }
    }

    /// Whether a person has to decide before anything is saved.
    pub fn overtaken(self) -> Signal<bool> {
        Signal::derive(move || self.newer.with(Option::is_some))
    }

    /// Where the text is, and why it cannot be saved now, for the line at the button.
    pub fn note(self) -> AnyView {
        let kept = self.keeper.kept;
        let first = move || {
            let asked = self.newer.with(Option::is_some);
            asked.then(|| view! { <b>{t!(course_pages::newer_first)}</b> })
        };
        view! { {first} <KeptNote kept/> }.into_any()
    }

    /// The server took what was sent, and has `server` now. What was typed since is to be saved
    /// still.
    pub fn saved(self, sent: Sent, server: String) {
        let newest = sent.received();
        // The page may be gone by now.
        if self.base.try_set_value(Some(server.clone())).is_some() {
            return;
        }
        self.newer.set(None);
        if newest {
            self.unsaved.set(false);
            self.show.run(server);
        } else {
            self.keep();
        }
    }

    /// The question, where there is one. `told` names what differs, and draws the server's.
    pub fn question(self, told: fn(&str, &str) -> (String, AnyView)) -> AnyView {
        let mine = Callback::new(move |()| self.keep_mine());
        let undo = Callback::new(move |()| self.take_back());
        let theirs = Callback::new(move |()| self.take_newer(undo));
        (move || {
            let newer = self.newer.get()?;
            let (parts, shown) = told(&self.typed.run(()), &newer);
            Some(view! {
                <div class="newer">
                    <Notice tone=Tone::Warn text=t!(course_pages::newer, parts)/>
                    <Details summary=t!(course_pages::newer_see)>{shown}</Details>
                    <Actions>
                        <Button
                            text=t!(course_pages::newer_mine)
                            kind=Kind::Secondary
                            on_press=mine
                        />
                        <Button
                            text=t!(course_pages::newer_take)
                            kind=Kind::Secondary
                            on_press=theirs
                        />
                    </Actions>
                </div>
            })
        })
        .into_any()
    }

    fn keep_mine(self) {
        self.base.set_value(self.newer.get_untracked());
        self.newer.set(None);
        self.keep();
        toast(t!(course_pages::newer_mine_kept));
    }

    fn take_newer(self, undo: Callback<()>) {
        let Some(newer) = self.newer.get_untracked() else {
            return;
        };
        self.before.set_value(Some(Begun {
            base: self.base.get_value(),
            text: self.typed.run(()),
        }));
        self.show.run(newer.clone());
        self.settle(&newer);
        toast_undo(t!(course_pages::newer_taken), undo);
    }

    /// Brings back what was typed, and asks again.
    fn take_back(self) {
        let newer = self.base.get_value();
        if let Some(Begun { base, text }) = self.before.get_value() {
            self.base.set_value(base);
            self.show.run(text);
            self.keep();
            self.newer.set(newer);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_never_put_over_a_newer_one_of_the_server_unasked() {
        use Standing as S;
        for (base, text, server, stands) in [
            // Nothing newer: what was typed goes on.
            (Some("旧"), "我的", "旧", S::GoesOn),
            // Newer, and typed on the older one.
            (Some("旧"), "我的", "新", S::Overtaken),
            // Kept by an older version of the app: nobody knows on what it was typed.
            (None, "我的", "旧", S::Overtaken),
            // Newer, and nothing typed.
            (Some("旧"), "旧", "新", S::Follows),
            // Saved already, from here or from elsewhere.
            (Some("旧"), "新", "新", S::Same),
            (None, "新", "新", S::Same),
            (Some("旧"), "旧", "旧", S::Same),
        ] {
            let found = standing(base, text, server);
            assert_eq!(found, stands, "{base:?} {text} {server}");
        }
    }

    #[test]
    fn a_draft_of_an_older_version_is_kept_and_its_beginning_unknown() {
        for kept in ["WEBVTT\n\n00:01.000 --> 00:02.000\n好", r#"{"title":"题"}"#] {
            let begun = Begun {
                base: None,
                text: kept.to_owned(),
            };
            assert_eq!(Begun::read(kept), begun);
        }
    }
}
