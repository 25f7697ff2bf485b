//! The URL is the state: filters, tabs and the open row stand in the query string, so that a
//! link, a reload and the back button show the same screen.

use leptos::prelude::*;
use leptos_router::{hooks::use_query_map, params::ParamsMap};

use crate::route;

/// The value of `name` in the query string; empty where it is absent.
pub fn param(name: &'static str) -> Memo<String> {
    let query = use_query_map();
    Memo::new(move |_| query.with(|map| map.get_str(name).unwrap_or_default().to_owned()))
}

/// A signal for `name` that reads the URL, and a callback that writes it without a new history
/// entry. An empty value takes the name out.
pub fn param_signal(name: &'static str) -> (Memo<String>, Callback<String>) {
    let query = use_query_map();
    let set = Callback::new(move |value: String| {
        let next = query.with_untracked(|map| with(map.clone(), name, value));
        route::replace_query(&next);
    });
    (param(name), set)
}

/// The query string, `?` included, with `name` set to `value`.
fn with(mut map: ParamsMap, name: &str, value: String) -> String {
    if value.is_empty() {
        map.remove(name);
    } else {
        map.replace(name.to_owned(), value);
    }
    map.to_query_string()
}
