//! A page that is just coming: what the browser says meanwhile is neither yes nor no.

use anyhow::Error;

/// What the driver and the page say while one page goes and the next one comes, or while a part is
/// drawn anew: the thing that was meant, or the page that was asked, is no longer there.
const SAID: &[&str] = &[
    "stale element",
    "is stale",
    "intercepted",
    "aborted by navigation",
    "no such execution context",
    "execution context was destroyed",
    "cannot find context with specified id",
    "inspected target navigated or closed",
    "node with given id",
    "does not belong to the document",
    "frame was detached",
];

/// Whether an error says no more than that the page is going or coming. Whoever waits looks again.
pub fn is_coming(error: &Error) -> bool {
    let said = format!("{error:#}").to_lowercase();
    SAID.iter().any(|words| said.contains(words))
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    use super::*;

    #[test]
    fn a_page_on_its_way_is_told_from_a_browser_that_is_gone() {
        for (said, coming) in [
            (
                "unknown error: aborted by navigation: loader has changed",
                true,
            ),
            ("javascript error: no such execution context", true),
            ("Stale element reference: stale element not found", true),
            ("Node with given id does not belong to the document", true),
            (
                "invalid session id: session deleted as the browser has closed",
                false,
            ),
            ("javascript error: film is null", false),
        ] {
            let error = anyhow!(said).context("a script of the kit failed");
            assert_eq!(is_coming(&error), coming, "{said}");
        }
    }
}
