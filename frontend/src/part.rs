//! The front end comes in two parts, each a module of its own: the day's work of teachers, which
//! a first visit loads, and the desk, which is loaded by whoever opens a page below `/desk`
//! ([decision 10](../../docs/decisions/0010-second-module.md)).

use leptos::prelude::AnyView;

use crate::route::segments;

/// What the paths of the desk begin with; the server and the service worker go by the same word.
pub const DESK: &str = "desk";

/// One of the two parts.
#[derive(Clone, Copy)]
pub struct Part {
    /// Whether it is the desk.
    pub is_desk: bool,
    /// The pages that nobody needs to sign in for.
    pub open: fn(&[&str]) -> Option<AnyView>,
    /// The pages for whoever is signed in.
    pub pages: fn(&[&str]) -> Option<AnyView>,
}

impl Part {
    /// Whether the page at `path` is in this part; the way to another one is a full load.
    pub fn has(self, path: &str) -> bool {
        is_of_desk(path) == self.is_desk
    }
}

fn is_of_desk(path: &str) -> bool {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    segments(path).first() == Some(&DESK)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_lies_below_the_desk_is_of_the_desk() {
        for path in ["/desk", "/desk/", "/desk/sheet", "/desk?show=all"] {
            assert!(is_of_desk(path), "{path}");
        }
        for path in ["/", "/desktop", "/schools/desk", "/me?from=/desk"] {
            assert!(!is_of_desk(path), "{path}");
        }
    }
}
