//! One press that changes something, without a form: busy meanwhile, and the refusal beside it.

use leptos::{prelude::*, task::spawn_local};
use tongyu_shared::api::endpoint::Endpoint;

use crate::{
    api::{self, ApiError, Outgoing},
    session,
    ui::{Notice, Tone, failure_words},
};

/// The state of one press, or of several that exclude each other.
#[derive(Clone, Copy)]
pub struct Act {
    /// It is on its way.
    pub busy: RwSignal<bool>,
    refused: RwSignal<Option<ApiError>>,
}

impl Default for Act {
    fn default() -> Self {
        Self::new()
    }
}

impl Act {
    /// Nothing pressed yet.
    pub fn new() -> Self {
        Self {
            busy: RwSignal::new(false),
            refused: RwSignal::new(None),
        }
    }

    /// Sends `body` to endpoint `E` once, for the version named by `etag`; `done` gets the answer.
    pub fn send<E>(
        self,
        path: &E::Path,
        body: &E::Body,
        etag: Option<String>,
        done: impl FnOnce(E::Reply) + 'static,
    ) where
        E: Endpoint<Query = ()>,
    {
        if self.busy.get_untracked() {
            return;
        }
        let request = Outgoing::of::<E>(path, &(), body).map(|out| Outgoing {
            if_match: etag,
            ..out
        });
        self.run(
            request,
            Box::new(move |text| {
                done(api::decode(text)?);
                Ok(())
            }),
        );
    }

    fn run(self, request: Result<Outgoing, ApiError>, done: Done) {
        self.busy.set(true);
        self.refused.set(None);
        spawn_local(async move {
            let answer = match request {
                Ok(request) => api::send(request).await,
                Err(error) => Err(error),
            };
            // The page may be gone by now.
            if self.busy.try_set(false).is_some() {
                return;
            }
            if let Err(error) = answer.and_then(|raw| done(&raw.text)) {
                self.refused.try_set(Some(error));
            }
        });
    }

    /// Why the last press was refused; nothing otherwise.
    pub fn refusal(self) -> AnyView {
        session::forgive(self.refused);
        (move || {
            self.refused.get().map(|error| {
                let (title, advice) = failure_words(&error);
                view! { <Notice tone=Tone::Bad text=[title, advice].join(" ")/> }
            })
        })
        .into_any()
    }
}

type Done = Box<dyn FnOnce(&str) -> Result<(), ApiError>>;

/// A version as `If-Match` names it.
pub fn etag(version: i32) -> Option<String> {
    Some(["\"v", &version.to_string(), "\""].concat())
}
