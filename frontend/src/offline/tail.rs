//! The newest text of a draft until the disk has it. Written at once and in place, where
//! IndexedDB answers only later: a page that is torn away between two keystrokes loses none.

use leptos::prelude::window;
use web_sys::Storage;

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn name(user: &str, key: &str) -> String {
    ["draft:", user, ":", key].concat()
}

/// Holds `text`. Where the browser refuses, the slower disk is on its own.
pub fn hold(user: &str, key: &str, text: &str) {
    if let Some(storage) = storage()
        && storage.set_item(&name(user, key), text).is_err()
    {
        // An older text must not come back in place of a newer one on the disk.
        release(user, key);
    }
}

/// The text that the disk may not have got.
pub fn held(user: &str, key: &str) -> Option<String> {
    storage()?.get_item(&name(user, key)).ok().flatten()
}

/// The keys of `user` whose newest text the disk may not have got.
pub fn keys(user: &str) -> Vec<String> {
    let Some(storage) = storage() else {
        return Vec::new();
    };
    let begin = name(user, "");
    let names = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten());
    names
        .filter_map(|name| name.strip_prefix(&begin).map(str::to_owned))
        .collect()
}

/// The disk has it, or nobody needs it any more.
pub fn release(user: &str, key: &str) {
    if let Some(storage) = storage()
        && storage.remove_item(&name(user, key)).is_err()
    {
        leptos::logging::warn!("the end of a draft stays");
    }
}
