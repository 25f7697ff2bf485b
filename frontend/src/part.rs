//! The front end comes in parts, each a module of its own: the day's work of teachers, which a first
//! visit loads, the desk, and certification; the two are loaded by whoever opens one of their pages
//! ([decision 10](../../docs/decisions/0010-second-module.md)).

use leptos::prelude::AnyView;
pub use tongyu_shared::parts::{DESK, PartName};

/// One of the parts.
#[derive(Clone, Copy)]
pub struct Part {
    /// Which one.
    pub name: PartName,
    /// The pages that nobody needs to sign in for.
    pub open: fn(&[&str]) -> Option<AnyView>,
    /// The pages for whoever is signed in.
    pub pages: fn(&[&str]) -> Option<AnyView>,
}

impl Part {
    /// Whether the page at `path` is in this part; the way to another one is a full load.
    pub fn has(self, path: &str) -> bool {
        PartName::of(path) == self.name
    }
}

#[cfg(test)]
mod tests {
    use tongyu_shared::parts::CERTIFICATION;

    use super::*;

    #[test]
    fn the_service_worker_knows_the_same_paths() {
        let worker = include_str!("../service-worker.js");
        let words = CERTIFICATION.map(|word| format!("\"{word}\"")).join(", ");
        assert!(worker.contains(&format!("[{words}]")), "{words}");
        assert!(worker.contains(&format!("\"/{DESK}\"")), "{DESK}");
    }
}
