//! Who is signed in on this device, and what happens when that ends.

use std::cell::Cell;

use leptos::prelude::*;
use tongyu_shared::access::{Action, Role};

/// The person at the screen, as far as drawing it needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Who {
    /// The account; drafts are kept under it.
    pub id: String,
    /// The name, in full.
    pub name: String,
    /// Roles held somewhere; none for families.
    pub roles: Vec<Role>,
}

impl Who {
    /// Whether any role held allows `action` somewhere.
    pub fn may(&self, action: Action) -> bool {
        self.roles.iter().any(|role| role.may(action))
    }
}

/// The session as signals.
#[derive(Clone, Copy)]
pub struct Session {
    /// The person; `None` while nobody is signed in.
    pub who: RwSignal<Option<Who>>,
    /// The server answered 401: the sign-in sheet lies over the page, whose text stays.
    pub ended: RwSignal<bool>,
}

thread_local! {
    static CURRENT: Cell<Option<Session>> = const { Cell::new(None) };
}

impl Session {
    /// Makes the session; once, at the root of the app.
    pub fn provide() -> Self {
        let session = Self {
            who: RwSignal::new(None),
            ended: RwSignal::new(false),
        };
        CURRENT.set(Some(session));
        provide_context(session);
        session
    }

    /// The session provided above.
    pub fn get() -> Self {
        expect_context()
    }

    /// Someone signed in: the sheet goes, the page goes on.
    pub fn begin(self, who: Who) {
        self.who.set(Some(who));
        self.ended.set(false);
    }

    /// Signed out on purpose.
    pub fn leave(self) {
        self.who.set(None);
        self.ended.set(false);
    }

    /// The account drafts are kept under; the empty one while nobody is signed in.
    pub fn user(self) -> String {
        self.who
            .with_untracked(|who| who.as_ref().map(|w| w.id.clone()).unwrap_or_default())
    }
}

/// The server no longer knows this session. Someone who was signed in gets the sheet; someone
/// who was not is on a page that asks for a sign-in itself.
pub fn ended() {
    if let Some(session) = CURRENT.get()
        && session.who.with_untracked(Option::is_some)
    {
        session.ended.set(true);
    }
}
