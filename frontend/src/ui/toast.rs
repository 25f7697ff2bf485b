//! What just happened, for a moment, and the way back while there is one.

use std::{cell::Cell, time::Duration};

use leptos::prelude::*;

use super::{Button, Kind};
use crate::t;

/// How long a word stays.
const WORD: Duration = Duration::from_secs(5);
/// How long the way back stays.
const UNDO: Duration = Duration::from_secs(10);

#[derive(Clone)]
struct Message {
    text: String,
    undo: Option<Callback<()>>,
}

#[derive(Clone, Copy)]
struct Place {
    message: RwSignal<Option<Message>>,
    turn: RwSignal<u32>,
}

thread_local! {
    static PLACE: Cell<Option<Place>> = const { Cell::new(None) };
}

/// Says `text` for five seconds.
pub fn toast(text: impl Into<String>) {
    say(
        Message {
            text: text.into(),
            undo: None,
        },
        WORD,
    );
}

/// Says `text` for ten seconds and offers to undo it.
pub fn toast_undo(text: impl Into<String>, undo: Callback<()>) {
    say(
        Message {
            text: text.into(),
            undo: Some(undo),
        },
        UNDO,
    );
}

fn say(message: Message, duration: Duration) {
    let Some(place) = PLACE.get() else { return };
    place.turn.update(|n| *n = n.wrapping_add(1));
    let turn = place.turn.get_untracked();
    place.message.set(Some(message));
    set_timeout(
        move || {
            if place.turn.get_untracked() == turn {
                place.message.set(None);
            }
        },
        duration,
    );
}

/// Where toasts appear; once, in the shell.
#[component]
pub fn Toasts() -> impl IntoView {
    let place = Place {
        message: RwSignal::new(None),
        turn: RwSignal::new(0),
    };
    PLACE.set(Some(place));
    let undo = move |undo: Callback<()>| {
        let press = Callback::new(move |()| {
            place.message.set(None);
            // Whoever offered it may be gone; then there is nothing to bring back.
            let _: Option<()> = undo.try_run(());
        });
        view! { <Button text=t!(ui::undo) kind=Kind::Quiet on_press=press/> }
    };
    view! {
        <div class="toasts no-print" role="status" aria-live="polite">
            {move || {
                place.message.get()
                    .map(|message| {
                        view! {
                            <div class="toast">
                                <span>{message.text}</span>
                                {message.undo.map(undo)}
                            </div>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}
