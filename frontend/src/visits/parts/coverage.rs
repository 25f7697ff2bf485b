//! The ring of a class: how many families were met this term, and how.

use leptos::prelude::*;
use tongyu_shared::{
    ids::NodeId,
    visits::{types::Coverage, words},
};

use super::super::view::{still_to_meet, ways};
use crate::{i18n::lang, t, ui::Ring};

/// The ring with its words. From `before`, where it is known, it moves to what is so now.
#[component]
pub fn CoverageRing(
    /// The class, which the number of families leads to.
    class: NodeId,
    /// Whom it has met.
    coverage: Coverage,
    /// How many it had met when this phone last looked.
    #[prop(optional_no_strip)]
    before: Option<u32>,
    /// Whether the number of families still to meet leads to the class.
    #[prop(default = true)]
    linked: bool,
) -> impl IntoView {
    let Coverage {
        students, reached, ..
    } = coverage;
    let done = RwSignal::new(before.unwrap_or(reached));
    // The ring is on the screen as it was; then it closes by its step.
    Effect::new(move |_| {
        request_animation_frame(move || {
            // The page may be gone by the next frame.
            done.try_set(reached);
        });
    });
    view! {
        <div class="ring-side">
            <Ring done all=students label=t!(visits::reached_ring, reached, students)/>
            <div>
                <h2>{t!(visits::contact_this_term)}</h2>
                <p class="muted">{by_way(&coverage)}</p>
                {to_meet(class, &coverage, linked)}
            </div>
        </div>
    }
    .into_any()
}

fn by_way(coverage: &Coverage) -> AnyView {
    let spaced = ways(coverage).into_iter().enumerate();
    spaced
        .map(|(index, (mode, count))| {
            let word = t!(visits::by_mode, words::mode(lang(), mode), count);
            let dot = if index == 0 { "" } else { " · " };
            view! { {dot}<span class="pair">{word}</span> }
        })
        .collect_view()
        .into_any()
}

fn to_meet(class: NodeId, coverage: &Coverage, linked: bool) -> AnyView {
    let left = still_to_meet(coverage);
    if coverage.students == 0 {
        return ().into_any();
    }
    let waiting = (coverage.other_way > 0).then(
        || view! { <p class="small">{t!(visits::other_way_waiting, coverage.other_way)}</p> },
    );
    let left = if left == 0 {
        view! { <p class="muted">{t!(visits::all_reached)}</p> }.into_any()
    } else {
        still_left(class, left, linked)
    };
    view! {
        {left}
        {waiting}
    }
    .into_any()
}

fn still_left(class: NodeId, left: u32, linked: bool) -> AnyView {
    let left = t!(visits::not_yet, left);
    if linked {
        let href = ["/classes/", &class.to_string()].concat();
        view! { <a class="visits-left" href=href>{left}</a> }.into_any()
    } else {
        view! { <p class="muted">{left}</p> }.into_any()
    }
}
