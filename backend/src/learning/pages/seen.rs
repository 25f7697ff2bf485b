//! What has been seen of a film, drawn as a bar.

use maud::{Markup, html};
use tongyu_shared::{Lang, learning::covered::Covered, text::learning as words};

/// The bar of a film's seconds. The script adds what is seen meanwhile.
pub fn bar(lang: Lang, covered: &Covered, duration_s: u32) -> Markup {
    html! {
        svg viewBox={ "0 0 " (duration_s.max(1)) " 1" } preserveAspectRatio="none" role="img"
            aria-label=(words::seen_bar(lang)) {
            @for [from, to] in covered.ranges() {
                rect x=(from) width=(to - from) height="1" {}
            }
            path id="seen" d="" {}
        }
    }
}

/// The part that was seen, from the left, where only its size is known.
pub fn part(covered_s: u32, duration_s: u32) -> Markup {
    html! {
        svg viewBox={ "0 0 " (duration_s.max(1)) " 1" } preserveAspectRatio="none" aria-hidden="true" {
            rect width=(covered_s.min(duration_s)) height="1" {}
        }
    }
}

/// The share of a film in whole percent; less than all is never 100.
pub fn percent(covered_s: u32, duration_s: u32) -> u32 {
    let share = u64::from(covered_s) * 100 / u64::from(duration_s.max(1));
    u32::try_from(share.min(100)).unwrap_or(100)
}
