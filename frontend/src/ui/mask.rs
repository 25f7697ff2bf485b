//! 遮住姓名: covers the names on the screen while others can look at it.

use leptos::prelude::*;

use super::{Button, Icon, Kind};
use crate::t;

/// Whether names are covered; a context of the whole app.
#[derive(Clone, Copy)]
pub struct Masked(pub RwSignal<bool>);

impl Masked {
    /// `full` or `masked`, whichever may be seen; follows the button.
    pub fn name(full: String, masked: String) -> Signal<String> {
        let Masked(on) = expect_context();
        Signal::derive(move || {
            if on.get() {
                masked.clone()
            } else {
                full.clone()
            }
        })
    }
}

/// The button that covers and uncovers.
#[component]
pub fn MaskButton() -> impl IntoView {
    let Masked(on) = expect_context();
    let text = move || {
        if on.get() {
            t!(ui::show_names)
        } else {
            t!(ui::cover_names)
        }
    };
    view! {
        <Button
            text
            icon=Icon::EyeOff
            kind=Kind::Quiet
            on_press=Callback::new(move |()| on.update(|on| *on = !*on))
        />
    }
    .into_any()
}
