//! 成立 or not: a choice and its reason, of an appeal or an objection.

use leptos::prelude::*;
use tongyu_shared::api::endpoint::Endpoint;

use crate::{
    act::etag,
    offline::DraftKind,
    t,
    ui::{Chips, Choice, KeptReason, ReasonForm, toast},
};

/// A decision being made.
#[derive(Clone, Copy)]
pub struct Decision {
    reason: KeptReason,
    upheld: RwSignal<String>,
}

impl Decision {
    /// The decision on `id`, as far as it was kept.
    pub fn new(kind: DraftKind, id: &str) -> Self {
        let upheld = RwSignal::new(String::new());
        Self {
            reason: KeptReason::beside(kind, id, &[upheld]),
            upheld,
        }
    }

    /// Sends what `body` makes of the choice and the reason; says at the choice where nothing was
    /// chosen.
    pub fn send<E>(self, path: &E::Path, version: i32, body: impl FnOnce(bool, String) -> E::Body)
    where
        E: Endpoint<Query = ()>,
    {
        let chosen = self.upheld.get_untracked();
        if chosen.is_empty() {
            let what = t!(certification_pages::decision_missing);
            return super::wrong(self.reason.form, "upheld", what);
        }
        let body = body(chosen == YES, self.reason.text());
        self.reason.send::<E>(path, &body, etag(version), |_| {
            toast(t!(certification_pages::decided));
        });
    }

    /// The form: what is decided, how it is called when upheld and when not.
    pub fn draw(
        self,
        legend: &'static str,
        [upheld, dismissed]: [&'static str; 2],
        hint: &'static str,
        send: Callback<()>,
    ) -> AnyView {
        let choices = vec![Choice::new(YES, upheld), Choice::new("no", dismissed)];
        view! {
            <ReasonForm
                reason=self.reason
                label=t!(certification_pages::reason)
                hint
                button=t!(certification_pages::decide)
                on_submit=send
            >
                <Chips
                    name="upheld"
                    legend
                    choices
                    value=self.upheld
                    on_change=self.reason.keep()
                />
            </ReasonForm>
        }
        .into_any()
    }
}

const YES: &str = "yes";
