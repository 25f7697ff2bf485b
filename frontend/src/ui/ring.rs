//! A share of a whole as a ring, with the two numbers inside and the sentence behind it.

use leptos::prelude::*;

/// The circumference of the ring's circle of radius 39.
const ROUND: f64 = 245.04;

/// `done` of `all`. `label` is the whole sentence, for screen readers.
#[component]
pub fn Ring(
    /// How many are done.
    #[prop(into)]
    done: Signal<u32>,
    /// Of how many.
    #[prop(into)]
    all: Signal<u32>,
    /// The sentence it stands for.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let gap = move || (ROUND * (1.0 - share(done.get(), all.get()))).to_string();
    let numbers = move || [done.get().to_string(), "/".into(), all.get().to_string()].concat();
    view! {
        <svg class="ring" viewBox="0 0 92 92" role="img" aria-label=label>
            <circle cx="46" cy="46" r="39"></circle>
            <circle
                class="ring-done"
                cx="46"
                cy="46"
                r="39"
                stroke-dasharray=ROUND.to_string()
                stroke-dashoffset=gap
                class:none=move || done.get() == 0
            ></circle>
            <text x="46" y="53" text-anchor="middle">{numbers}</text>
        </svg>
    }
    .into_any()
}

/// The share between 0 and 1; an empty whole counts as nothing done.
pub fn share(done: u32, all: u32) -> f64 {
    if all == 0 {
        0.0
    } else {
        (f64::from(done) / f64::from(all)).min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_stays_between_nothing_and_all() {
        for (done, all, expected) in [
            (0, 0, 0.0),
            (0, 4, 0.0),
            (1, 4, 0.25),
            (4, 4, 1.0),
            (5, 4, 1.0),
        ] {
            assert!(
                (share(done, all) - expected).abs() < f64::EPSILON,
                "{done}/{all}"
            );
        }
    }
}
