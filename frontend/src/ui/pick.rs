//! Boxes that pick rows of a list, and one that picks them all.

use std::collections::BTreeSet;

use leptos::prelude::*;

/// What is picked: any kind of id.
pub trait Picked: Copy + Ord + Send + Sync + 'static {}
impl<T: Copy + Ord + Send + Sync + 'static> Picked for T {}

/// The box of one row.
#[component]
pub fn Pick<T: Picked>(
    /// What the row is about, for screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// What the row stands for.
    of: T,
    /// What is picked.
    picked: RwSignal<BTreeSet<T>>,
    /// It cannot be picked; the reason stands in the row.
    #[prop(optional)]
    barred: bool,
) -> impl IntoView {
    let on = Signal::derive(move || picked.with(|picked| picked.contains(&of)));
    let press = Callback::new(move |()| toggle(picked, of));
    tick(label, on, press, Signal::stored(barred), true)
}

/// Picks or drops one.
pub fn toggle<T: Picked>(picked: RwSignal<BTreeSet<T>>, of: T) {
    picked.update(|picked| {
        if !picked.remove(&of) {
            picked.insert(of);
        }
    });
}

/// The box above a list.
#[component]
pub fn PickAll<T: Picked>(
    /// What a press picks.
    #[prop(into)]
    label: Signal<String>,
    /// All of them.
    of: Vec<T>,
    /// What is picked.
    picked: RwSignal<BTreeSet<T>>,
    /// It cannot be pressed now.
    #[prop(into, optional)]
    barred: Signal<bool>,
) -> impl IntoView {
    let all: BTreeSet<T> = of.into_iter().collect();
    let none = all.is_empty();
    let seen = all.clone();
    let on =
        Signal::derive(move || !seen.is_empty() && picked.with(|picked| seen.is_subset(picked)));
    let press = Callback::new(move |()| {
        let whole = on.get_untracked();
        picked.set(if whole { BTreeSet::new() } else { all.clone() });
    });
    let barred = Signal::derive(move || none || barred.get());
    tick(label, on, press, barred, false)
}

fn tick(
    label: Signal<String>,
    on: Signal<bool>,
    press: Callback<()>,
    barred: Signal<bool>,
    quiet: bool,
) -> AnyView {
    view! {
        <label class="check pick">
            <input
                type="checkbox"
                disabled=barred
                prop:checked=on
                on:change=move |_| press.run(())
            />
            <i></i>
            <span class=if quiet { "sr" } else { "" }>{label}</span>
        </label>
    }
    .into_any()
}
