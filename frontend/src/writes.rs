//! One counter of successful writes. Whatever is loaded on the screen follows it and loads again.

use std::cell::Cell;

use leptos::prelude::*;

thread_local! {
    static COUNT: Cell<Option<RwSignal<u32>>> = const { Cell::new(None) };
}

/// Makes the counter; once, at the root of the app.
pub fn provide() {
    COUNT.set(Some(RwSignal::new(0)));
}

/// A write succeeded.
pub fn happened() {
    if let Some(count) = COUNT.get() {
        count.update(|n| *n = n.wrapping_add(1));
    }
}

/// Runs the surrounding effect again after the next write.
pub fn track() {
    if let Some(count) = COUNT.get() {
        count.track();
    }
}
