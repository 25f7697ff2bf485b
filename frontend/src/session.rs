//! Who is signed in on this device, and what happens when that ends.

use std::cell::Cell;

use leptos::{prelude::*, task::spawn_local};
use tongyu_shared::{
    access::Action,
    identity::{endpoints::ReadSession, types::Me},
};

use crate::{
    api::{self, ApiError},
    prefs,
};

/// Where the last person is kept, so that the app opens without network. No secret: the cookie
/// decides what the server gives.
const KEPT: &str = "me";

/// The session as signals.
#[derive(Clone, Copy)]
pub struct Session {
    /// The person; `None` while nobody is signed in.
    pub me: RwSignal<Option<Me>>,
    /// Whether it is known yet who is signed in.
    pub known: RwSignal<bool>,
    /// The server answered 401: the sign-in sheet lies over the page, whose text stays.
    pub ended: RwSignal<bool>,
    /// Counts sign-ins.
    begun: RwSignal<u32>,
}

thread_local! {
    static CURRENT: Cell<Option<Session>> = const { Cell::new(None) };
}

impl Session {
    /// Makes the session and asks the server who is signed in; once, at the root of the app.
    pub fn provide() -> Self {
        let session = Self {
            me: RwSignal::new(None),
            known: RwSignal::new(false),
            ended: RwSignal::new(false),
            begun: RwSignal::new(0),
        };
        CURRENT.set(Some(session));
        provide_context(session);
        spawn_local(async move {
            match api::call::<ReadSession>(&(), &(), &()).await {
                Ok(reply) => session.begin(reply.value),
                Err(ApiError::Offline) => session.me.set(remembered()),
                Err(_) => session.leave(),
            }
            session.known.set(true);
        });
        session
    }

    /// The session provided above.
    pub fn get() -> Self {
        expect_context()
    }

    /// Someone signed in: the sheet goes, the page goes on.
    pub fn begin(self, me: Me) {
        match serde_json::to_string(&me) {
            Ok(json) => prefs::keep(KEPT, &json),
            Err(error) => leptos::logging::warn!("{error}"),
        }
        let same = self.me.with_untracked(|old| old.as_ref() == Some(&me));
        if !same {
            self.me.set(Some(me));
        }
        self.ended.set(false);
        self.begun.update(|count| *count = count.wrapping_add(1));
    }

    /// Nobody is signed in any more, on purpose.
    pub fn leave(self) {
        prefs::keep(KEPT, "");
        self.me.set(None);
        self.ended.set(false);
    }

    /// The account drafts are kept under; empty while nobody is signed in.
    pub fn user(self) -> String {
        self.me.with_untracked(|me| {
            me.as_ref()
                .map_or_else(String::new, |me| me.account.to_string())
        })
    }

    /// Whether the person may do `action` somewhere. Follows the session.
    pub fn may(self, action: Action) -> bool {
        self.me
            .with(|me| me.as_ref().is_some_and(|me| may(me, action)))
    }
}

/// Whether any role of `me` allows `action`.
pub fn may(me: &Me, action: Action) -> bool {
    me.roles.iter().any(|held| held.role.may(action))
}

/// The server no longer knows this session. Someone who was signed in gets the sheet; someone
/// who was not is on a page that asks for a sign-in itself.
pub fn ended() {
    if let Some(session) = CURRENT.get()
        && session.me.with_untracked(Option::is_some)
    {
        session.ended.set(true);
    }
}

/// Takes a refusal away that said that nobody was signed in, once someone is: it would ask for what
/// was done already.
pub fn forgive(refused: RwSignal<Option<ApiError>>) {
    let Some(session) = CURRENT.get() else { return };
    Effect::new(move |before: Option<u32>| {
        let begun = session.begun.get();
        let only_that = refused.try_with_untracked(|error| {
            let error = error.as_ref();
            error.is_some_and(ApiError::is_signed_out)
        });
        if before.is_some_and(|before| before != begun) && only_that == Some(true) {
            refused.try_set(None);
        }
        begun
    });
}

fn remembered() -> Option<Me> {
    let json = prefs::kept(KEPT)?;
    // Unreadable where another version of the app kept it, and empty after signing out.
    api::decode(&json).ok()
}
