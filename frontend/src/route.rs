//! The address bar: where the app is, going somewhere, and taking a path apart. Which page answers
//! a path stands in the rooms: a slice pattern each, checked by the compiler. On the browser's own
//! history; a router library took thirty times the bytes for types that nobody used.

use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Element, HtmlAnchorElement, MouseEvent};

use crate::part::Part;

/// Where the app is.
#[derive(Clone, Copy)]
struct Here {
    part: Part,
    path: RwSignal<String>,
    query: RwSignal<String>,
}

/// Follows the address bar, the back button and presses on links; once, at the top of the app.
/// Gives the path as a signal. What is not in `part` is a full load.
pub fn provide(part: Part) -> Memo<String> {
    let here = Here {
        part,
        path: RwSignal::new(pathname()),
        query: RwSignal::new(search()),
    };
    provide_context(here);
    HERE.set(Some(here));
    window_event_listener(ev::popstate, move |_| here.follow());
    window_event_listener(ev::click, move |press| {
        if let Some(to) = link_within(&press)
            && part.has(&to)
        {
            press.prevent_default();
            go(&to);
        }
    });
    Memo::new(move |_| here.path.get())
}

thread_local! {
    static HERE: std::cell::Cell<Option<Here>> = const { std::cell::Cell::new(None) };
}

impl Here {
    fn follow(self) {
        let (path, query) = (pathname(), search());
        if self.query.with_untracked(|old| *old != query) {
            self.query.set(query);
        }
        if self.path.with_untracked(|old| *old != path) {
            self.path.set(path);
        }
    }
}

fn pathname() -> String {
    window().location().pathname().unwrap_or_default()
}

fn search() -> String {
    window().location().search().unwrap_or_default()
}

/// Where a plain press on a link of the app leads; nothing for other presses, links that say they
/// lead out of the app, and places on the same page.
fn link_within(press: &MouseEvent) -> Option<String> {
    let other = press.ctrl_key() || press.meta_key() || press.shift_key() || press.alt_key();
    if other || press.button() != 0 || press.default_prevented() {
        return None;
    }
    let pressed = press.target()?.dyn_into::<Element>().ok()?;
    let link = pressed
        .closest("a[href]")
        .ok()??
        .dyn_into::<HtmlAnchorElement>()
        .ok()?;
    let out =
        link.rel() == "external" || link.has_attribute("download") || !link.target().is_empty();
    let ours = window()
        .location()
        .origin()
        .is_ok_and(|origin| origin == link.origin());
    if out || !ours || !link.hash().is_empty() {
        return None;
    }
    Some([link.pathname(), link.search()].concat())
}

/// The query string, `?` included, as a signal.
pub fn query() -> RwSignal<String> {
    expect_context::<Here>().query
}

/// Opens the page at `path` in the app.
pub fn go(path: &str) {
    if write(path, false) {
        window().scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Opens the page at `path` in place of the one that is open.
pub fn replace(path: &str) {
    if write(path, true) {
        window().scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Puts another query string (`?` included, or empty) on the page that is open.
pub fn replace_query(query: &str) {
    write(&[pathname().as_str(), query].concat(), true);
}

/// What stands behind the `#`, and takes it out of the address bar and the history.
pub fn take_fragment() -> String {
    let fragment = window().location().hash().unwrap_or_default();
    let Some(fragment) = fragment.strip_prefix('#').filter(|text| !text.is_empty()) else {
        return String::new();
    };
    write(&pathname(), true);
    fragment.to_owned()
}

/// Writes the address and shows its page. A browser that refuses (too many in a short time) is
/// sent there the long way, and so is one that goes to the other part.
fn write(path: &str, in_place: bool) -> bool {
    if HERE.get().is_some_and(|here| !here.part.has(path)) {
        load(path, in_place);
        return false;
    }
    let written = window().history().and_then(|history| {
        if in_place {
            history.replace_state_with_url(&JsValue::NULL, "", Some(path))
        } else {
            history.push_state_with_url(&JsValue::NULL, "", Some(path))
        }
    });
    if written.is_ok() {
        if let Some(here) = HERE.get() {
            here.follow();
        }
    } else {
        load(path, in_place);
    }
    written.is_ok()
}

/// Leaves the app for a page that the server draws, in place of the one that is open.
pub fn leave(path: &str) {
    load(path, true);
}

/// Leaves this document for another one.
fn load(path: &str, in_place: bool) {
    let location = window().location();
    let left = if in_place {
        location.replace(path)
    } else {
        location.assign(path)
    };
    if left.is_err() {
        leptos::logging::warn!("the address cannot be opened");
    }
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
