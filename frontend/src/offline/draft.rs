//! Drafts: every keystroke of a form is kept per user until the server's receipt.

use std::{cell::RefCell, rc::Rc};

use leptos::{prelude::*, task::spawn_local};

use super::{
    DraftKind,
    latest::Latest,
    store::{Store, StoreError},
    tail,
};
use crate::{clock, session::Session};

/// Keeps `json` under `key` for `user`; returns once it is on the disk.
pub async fn save(user: &str, key: &str, json: &str) -> Result<(), StoreError> {
    Store::open(user).await?.put(key, json).await
}

/// The newest text that is kept under `key` for `user`.
pub async fn load(user: &str, key: &str) -> Result<Option<String>, StoreError> {
    if let Some(text) = tail::held(user, key) {
        return Ok(Some(text));
    }
    Store::open(user).await?.get(key).await
}

/// Forgets `key` of `user`: the server has it.
async fn remove(user: &str, key: &str) -> Result<(), StoreError> {
    Store::open(user).await?.remove(key).await
}

/// Forgets `key` of `user`, also what the disk did not get: the person wants it gone.
pub async fn discard(user: &str, key: &str) -> Result<(), StoreError> {
    tail::release(user, key);
    remove(user, key).await
}

/// The keys kept for `user`, in order.
pub async fn list(user: &str) -> Result<Vec<String>, StoreError> {
    let mut keys = Store::open(user).await?.keys().await?;
    keys.extend(tail::keys(user));
    keys.sort();
    keys.dedup();
    Ok(keys)
}

/// Where the text of a form is, for the line that says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Kept {
    /// Nothing was typed yet.
    #[default]
    Nothing,
    /// On this device since this time of day.
    Here(String),
    /// The server has it since this time of day; nothing was typed after that.
    Saved(String),
    /// This browser keeps nothing; the text is in the open page only.
    Nowhere,
}

/// Keeps one form as it is typed. Cheap to call on every keystroke: writes never overlap and
/// only the newest text is written.
#[derive(Clone, Copy)]
pub struct Keeper {
    /// Where the text is.
    pub kept: RwSignal<Kept>,
    work: StoredValue<Rc<Work>, LocalStorage>,
}

struct Work {
    user: String,
    key: String,
    latest: RefCell<Latest>,
}

impl Keeper {
    /// A keeper for the draft of `id`, of whoever is signed in.
    pub fn new(kind: DraftKind, id: &str) -> Self {
        Self::of_user(Session::get().user(), kind, id)
    }

    /// A keeper for the draft of `id` that is `user`'s.
    pub fn of_user(user: String, kind: DraftKind, id: &str) -> Self {
        let work = Work {
            user,
            key: kind.key(id),
            latest: RefCell::default(),
        };
        Self {
            kept: RwSignal::new(Kept::Nothing),
            work: StoredValue::new_local(Rc::new(work)),
        }
    }

    /// Keeps `json` as the newest text.
    pub fn keep(self, json: String) {
        let work = self.work.get_value();
        tail::hold(&work.user, &work.key, &json);
        let start = work.latest.borrow_mut().offer(json);
        if start {
            spawn_local(self.write(work));
        }
    }

    /// Whether something typed is not on the disk: then leaving the page must ask.
    pub fn unsaved(self) -> bool {
        self.work.with_value(|work| work.latest.borrow().unsaved())
    }

    /// What was kept before; `None` where there is nothing, or nothing can be kept.
    pub async fn restore(self) -> Option<String> {
        let work = self.work.try_get_value()?;
        match load(&work.user, &work.key).await {
            Ok(found) => found,
            Err(error) => {
                self.lost(&error);
                None
            }
        }
    }

    /// Gives `show` what was kept before. What was typed meanwhile goes before it.
    pub fn restore_into(self, show: impl FnOnce(String) + 'static) {
        self.restore_boxed(Box::new(show));
    }

    fn restore_boxed(self, show: Box<dyn FnOnce(String)>) {
        spawn_local(async move {
            // The page may be gone before the disk answers; the draft stays.
            if let Some(kept) = self.restore().await
                && let Some(work) = self.work.try_get_value()
                && work.latest.borrow().turn() == 0
            {
                show(kept);
            }
        });
    }

    /// What is being sent now, for when the server has it.
    pub fn sent(self) -> Sent {
        let work = self.work.get_value();
        let turn = work.latest.borrow().turn();
        Sent {
            kept: self.kept,
            work,
            turn,
        }
    }

    /// Nobody needs it: forget the draft.
    pub fn done(self) {
        self.kept.try_set(Kept::Nothing);
        if let Some(work) = self.work.try_get_value() {
            work.forget();
        }
    }

    async fn write(self, work: Rc<Work>) {
        loop {
            let Some(text) = work.latest.borrow_mut().next() else {
                tail::release(&work.user, &work.key);
                return;
            };
            match save(&work.user, &work.key, &text).await {
                Ok(()) if work.latest.borrow().forgotten() => work.remove().await,
                Ok(()) => {
                    // The page may be gone; the text is kept all the same.
                    self.kept.try_set(Kept::Here(clock::time_now()));
                }
                Err(error) => {
                    self.lost(&error);
                    work.latest.borrow_mut().failed(text);
                    return;
                }
            }
        }
    }

    fn lost(self, error: &StoreError) {
        leptos::logging::warn!("this browser keeps no drafts: {error}");
        self.kept.try_set(Kept::Nowhere);
    }
}

/// A text on its way to the server. It may arrive after its page is gone.
pub struct Sent {
    kept: RwSignal<Kept>,
    work: Rc<Work>,
    turn: u32,
}

impl Sent {
    /// The server has it, and what was typed since is of no use: forgets the draft.
    pub fn closed(self) {
        self.work.forget();
    }

    /// The server has it: forgets the draft, and says so. False where something was typed since;
    /// then that stays.
    pub fn received(self) -> bool {
        let newest = self.work.latest.borrow().turn() == self.turn;
        if newest {
            self.kept.try_set(Kept::Saved(clock::time_now()));
            self.work.forget();
        }
        newest
    }
}

impl Work {
    fn forget(self: &Rc<Self>) {
        let writing = self.latest.borrow_mut().forget();
        tail::release(&self.user, &self.key);
        // A write under way would bring the draft back: it forgets when it ends.
        if !writing {
            let work = Rc::clone(self);
            spawn_local(async move { work.remove().await });
        }
    }

    async fn remove(&self) {
        if let Err(error) = remove(&self.user, &self.key).await {
            leptos::logging::warn!("the draft stays: {error}");
        }
    }
}
