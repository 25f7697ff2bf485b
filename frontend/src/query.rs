//! The URL is the state: filters, tabs and the open row stand in the query string, so that a
//! link, a reload and the back button show the same screen.

use leptos::prelude::*;

use crate::route;

/// The value of `name` in the query string; empty where it is absent.
pub fn param(name: &'static str) -> Memo<String> {
    let query = route::query();
    Memo::new(move |_| query.with(|query| value_of(query, name)))
}

/// A signal for `name` that reads the URL, and a callback that writes it without a new history
/// entry. An empty value takes the name out.
pub fn param_signal(name: &'static str) -> (Memo<String>, Callback<String>) {
    let query = route::query();
    let set = Callback::new(move |value: String| {
        let next = query.with_untracked(|query| with(query, name, value));
        route::replace_query(&next);
    });
    (param(name), set)
}

type Pairs = Vec<(String, String)>;

/// An address that someone mistyped has no parameters.
fn pairs(query: &str) -> Pairs {
    serde_html_form::from_str(query.trim_start_matches('?')).unwrap_or_default()
}

fn value_of(query: &str, name: &str) -> String {
    let found = pairs(query).into_iter().find(|(key, _)| key == name);
    found.map(|(_, value)| value).unwrap_or_default()
}

/// The query string, `?` included, with `name` set to `value`.
fn with(query: &str, name: &str, value: String) -> String {
    let mut pairs = pairs(query);
    pairs.retain(|(key, _)| key != name);
    if !value.is_empty() {
        pairs.push((name.to_owned(), value));
    }
    match serde_html_form::to_string(&pairs) {
        Ok(text) if !text.is_empty() => ["?", &text].concat(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_set_replaced_and_taken_out() {
        assert_eq!(with("", "show", "open".to_owned()), "?show=open");
        let both = with("?show=open&q=%E7%8E%8B", "show", "ended".to_owned());
        assert_eq!(value_of(&both, "show"), "ended");
        assert_eq!(value_of(&both, "q"), "王");
        assert_eq!(with("?show=open", "show", String::new()), "");
    }
}
