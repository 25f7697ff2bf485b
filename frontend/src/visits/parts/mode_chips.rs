//! The ways of a visit, of which one is chosen.

use leptos::prelude::*;
use tongyu_shared::visits::{types::VisitMode, words};

use crate::{
    i18n::lang,
    t,
    ui::{Chips, Choice},
};

/// All ways, the value being the one chosen.
pub fn mode_chips(value: RwSignal<String>) -> AnyView {
    let choices = mode_choices(VisitMode::ALL.iter().copied());
    view! { <Chips name="mode" legend=t!(visits::mode) choices value/> }.into_any()
}

/// These ways as choices.
pub fn mode_choices(ways: impl Iterator<Item = VisitMode>) -> Vec<Choice> {
    ways.map(|mode| Choice::new(mode.as_str(), words::mode(lang(), mode)))
        .collect()
}
