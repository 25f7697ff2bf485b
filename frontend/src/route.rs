//! Going somewhere from code, and taking a path apart. Which page answers a path stands in
//! `app.rs`: a slice pattern each, checked by the compiler, without a type per route.

use std::cell::RefCell;

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
    location::{BrowserUrl, LocationProvider},
};

type Go = Box<dyn Fn(&str, NavigateOptions)>;

thread_local! {
    static GO: RefCell<Option<Go>> = const { RefCell::new(None) };
}

/// Takes hold of the router; once, inside it. Gives the path as a signal.
pub fn provide() -> Memo<String> {
    GO.set(Some(Box::new(use_navigate())));
    let path = use_location().pathname;
    let browser = use_context::<BrowserUrl>();
    Effect::new(move |_| {
        path.track();
        // The page is drawn: the address bar may follow.
        if let Some(browser) = &browser {
            browser.ready_to_complete();
        }
    });
    path
}

/// Opens the page at `path` in the app.
pub fn go(path: &str) {
    navigate(path, NavigateOptions::default());
}

/// Opens the page at `path` in place of the one that is open.
pub fn replace(path: &str) {
    navigate(
        path,
        NavigateOptions {
            replace: true,
            ..NavigateOptions::default()
        },
    );
}

/// What stands behind the `#`, and takes it out of the address bar and the history.
pub fn take_fragment() -> String {
    let fragment = window().location().hash().unwrap_or_default();
    let Some(fragment) = fragment.strip_prefix('#').filter(|text| !text.is_empty()) else {
        return String::new();
    };
    let path = window().location().pathname().unwrap_or_default();
    let bare = window().history().and_then(|history| {
        history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&path))
    });
    if bare.is_err() {
        leptos::logging::warn!("the address keeps its fragment");
    }
    fragment.to_owned()
}

/// Puts another query string (`?` included, or empty) on the page that is open.
pub fn replace_query(query: &str) {
    let path = window().location().pathname().unwrap_or_default();
    navigate(
        &[path.as_str(), query].concat(),
        NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        },
    );
}

fn navigate(path: &str, options: NavigateOptions) {
    GO.with_borrow(|go| {
        if let Some(go) = go {
            go(path, options);
        }
    });
}

/// The parts of a path: `/class/3/` is `["class", "3"]`.
pub fn segments(path: &str) -> Vec<&str> {
    path.split('/').filter(|part| !part.is_empty()).collect()
}

/// Whether the tab at `href` stands for `path`: itself or something below it.
pub fn is_under(path: &str, href: &str) -> bool {
    path.strip_prefix(href)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slashes_at_the_ends_make_no_parts() {
        assert_eq!(segments("/class/3/"), ["class", "3"]);
        assert!(segments("/").is_empty());
    }

    #[test]
    fn a_tab_stands_for_the_pages_below_it_and_not_for_its_namesakes() {
        assert!(is_under("/class", "/class"));
        assert!(is_under("/class/3", "/class"));
        assert!(!is_under("/classroom", "/class"));
    }
}
