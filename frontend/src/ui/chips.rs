//! Chips: one of several, or several of several. Real inputs under large labels.

use leptos::prelude::*;

use super::{
    field::{FieldError, described_by},
    text_field::changed,
};
use crate::form::{Form, field_id};

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is kept.
    pub value: String,
    /// What is shown.
    pub label: String,
}

impl Choice {
    /// A choice that shows `label` and keeps `value`.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
        }
    }
}

/// One of several.
#[component]
pub fn Chips(
    /// The path the server uses for it.
    #[prop(into)]
    name: String,
    /// What is chosen.
    #[prop(into)]
    legend: Signal<String>,
    /// The choices.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// The value chosen; empty for none.
    value: RwSignal<String>,
    /// The legend is for screen readers only, because a heading says it.
    #[prop(optional)]
    quiet: bool,
    /// Runs after every change.
    #[prop(into, optional)]
    on_change: Option<Callback<()>>,
) -> impl IntoView {
    let changed = changed(use_context::<Form>(), name.clone(), on_change);
    let pick = Pick {
        chosen: Callback::new(move |choice: String| value.with(|value| *value == choice)),
        press: Callback::new(move |(choice, _): (String, bool)| {
            value.set(choice);
            changed.run(());
        }),
        kind: "radio",
    };
    group(name, legend, choices, quiet, pick)
}

/// Several of several.
#[component]
pub fn MultiChips(
    /// The path the server uses for it.
    #[prop(into)]
    name: String,
    /// What is chosen.
    #[prop(into)]
    legend: Signal<String>,
    /// The choices.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// The values chosen, in the order of choosing.
    value: RwSignal<Vec<String>>,
    /// The legend is for screen readers only, because a heading says it.
    #[prop(optional)]
    quiet: bool,
    /// Runs after every change.
    #[prop(into, optional)]
    on_change: Option<Callback<()>>,
) -> impl IntoView {
    let changed = changed(use_context::<Form>(), name.clone(), on_change);
    let pick = Pick {
        chosen: Callback::new(move |choice: String| value.with(|value| value.contains(&choice))),
        press: Callback::new(move |(choice, on): (String, bool)| {
            value.update(|value| {
                value.retain(|other| *other != choice);
                if on {
                    value.push(choice);
                }
            });
            changed.run(());
        }),
        kind: "checkbox",
    };
    group(name, legend, choices, quiet, pick)
}

#[derive(Clone, Copy)]
struct Pick {
    chosen: Callback<String, bool>,
    press: Callback<(String, bool)>,
    kind: &'static str,
}

fn group(
    name: String,
    legend: Signal<String>,
    choices: Signal<Vec<Choice>>,
    quiet: bool,
    pick: Pick,
) -> AnyView {
    let id = field_id(&name);
    let described = described_by(&name, false);
    let group_name = id.clone();
    let chips = move || {
        choices
            .get()
            .into_iter()
            .enumerate()
            .map(|(index, choice)| pick.chip(&group_name, index, choice))
            .collect_view()
    };
    view! {
        <fieldset class="field" aria-describedby=described>
            <legend class=if quiet { "sr" } else { "legend" }>{legend}</legend>
            <div class="chips">{chips}</div>
            <FieldError name/>
        </fieldset>
    }
    .into_any()
}

impl Pick {
    fn chip(self, name: &str, index: usize, choice: Choice) -> AnyView {
        // The first input carries the field's own id: the summary links to it.
        let id = if index == 0 {
            name.to_owned()
        } else {
            [name, "-", &index.to_string()].concat()
        };
        let (value, pressed) = (choice.value.clone(), choice.value);
        view! {
            <label class="chip">
                <input
                    type=self.kind
                    id=id
                    name=name.to_owned()
                    prop:checked=move || self.chosen.run(value.clone())
                    on:change=move |event| {
                        self.press.run((pressed.clone(), event_target_checked(&event)));
                    }
                />
                <span>{choice.label}</span>
            </label>
        }
        .into_any()
    }
}
