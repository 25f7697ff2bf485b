//! What is covered until a press: a phone number, an address. Each press is logged by the server,
//! and what it uncovers is covered again after ten seconds.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use tongyu_shared::{
    ids::{PersonId, StudentId},
    visits::{
        endpoints::{RevealAddress, RevealPhone},
        types::{GuardianPath, Revealed, StudentPath},
    },
};

use crate::{
    api::{self, ApiError, Reply},
    t,
    ui::{Button, Icon, Kind, failure_words, toast},
};

/// How long it stays uncovered.
const SHOWN: Duration = Duration::from_secs(10);

#[derive(Clone, Copy)]
struct Uncovered {
    value: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
}

impl Uncovered {
    fn new() -> Self {
        Self {
            value: RwSignal::new(None),
            busy: RwSignal::new(false),
        }
    }

    fn show(self, answer: Result<Revealed, ApiError>) -> Option<String> {
        self.busy.try_set(false);
        match answer {
            Ok(Revealed { value }) => {
                self.value.try_set(Some(value.clone()));
                // The page may be gone by then.
                set_timeout(move || drop(self.value.try_set(None)), SHOWN);
                Some(value)
            }
            Err(error) => {
                toast(failure_words(&error).0);
                None
            }
        }
    }
}

/// A phone with 拨打 and 看号码.
#[component]
pub fn RevealPhoneLine(
    /// The pupil.
    student: StudentId,
    /// Whose phone.
    person: PersonId,
    /// What may be seen of it.
    masked: String,
) -> impl IntoView {
    let shown = Uncovered::new();
    let uncover = move |call: bool| {
        Callback::new(move |()| {
            shown.busy.set(true);
            spawn_local(async move {
                let path = GuardianPath { student, person };
                let answer = api::call::<RevealPhone>(&path, &(), &()).await;
                let number = shown.show(answer.map(value));
                if let Some(number) = number.filter(|_| call) {
                    dial(&number);
                }
            });
        })
    };
    view! {
        {move || match shown.value.get() {
            Some(number) => view! {
                <a class="btn quiet" href=["tel:", &number].concat()>{number.clone()}</a>
            }
            .into_any(),
            None => view! { <span class="pair">{masked.clone()}</span> }.into_any(),
        }}
        <span>
            <Button text=t!(visits::call) icon=Icon::Phone kind=Kind::Quiet busy=shown.busy on_press=uncover(true)/>
            <Button text=t!(visits::show_phone) icon=Icon::Eye kind=Kind::Quiet busy=shown.busy on_press=uncover(false)/>
        </span>
    }
    .into_any()
}

/// The address, behind a press.
#[component]
pub fn RevealAddressLine(
    /// The pupil.
    student: StudentId,
) -> impl IntoView {
    let shown = Uncovered::new();
    let uncover = Callback::new(move |()| {
        shown.busy.set(true);
        spawn_local(async move {
            let answer = api::call::<RevealAddress>(&StudentPath { student }, &(), &()).await;
            shown.show(answer.map(value));
        });
    });
    (move || match shown.value.get() {
        Some(address) => view! { <span role="status">{address}</span> }.into_any(),
        None => view! {
            <Button text=t!(visits::show_address) icon=Icon::Eye kind=Kind::Quiet busy=shown.busy on_press=uncover/>
        }
        .into_any(),
    })
    .into_any()
}

fn value<E: tongyu_shared::api::endpoint::Endpoint>(reply: Reply<E>) -> E::Reply {
    reply.value
}

fn dial(number: &str) {
    if window()
        .location()
        .set_href(&["tel:", number].concat())
        .is_err()
    {
        leptos::logging::warn!("this browser cannot dial");
    }
}
