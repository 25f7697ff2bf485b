//! Fields of one line: text, numbers, days, times. One control, four doors.

use leptos::{ev, prelude::*};
use web_sys::HtmlInputElement;

use super::{
    Field,
    field::{described_by, error_of},
    typing::{Typing, swallow_enter},
};
use crate::form::{Form, field_id};

/// One line of text.
#[component]
pub fn TextField(
    /// The path the server uses for it.
    #[prop(into)]
    name: String,
    /// Its label.
    #[prop(into)]
    label: Signal<String>,
    /// Its text.
    value: RwSignal<String>,
    /// What helps to fill it in.
    #[prop(into, optional)]
    hint: Option<Signal<String>>,
    /// It may stay empty.
    #[prop(optional)]
    optional: bool,
    /// `tel`, `email`, `search`, `password`; text by default.
    #[prop(default = "text")]
    kind: &'static str,
    /// What the browser may fill in: `tel`, `one-time-code`, `name`.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Runs after every change.
    #[prop(into, optional)]
    on_change: Option<Callback<()>>,
) -> impl IntoView {
    let control = Control {
        kind,
        autocomplete,
        inputmode: mode(kind, autocomplete),
        short: false,
        number: false,
    };
    view! {
        <Field name=name.clone() label hint=hint optional>
            {control.draw(name, value, hint.is_some(), on_change)}
        </Field>
    }
    .into_any()
}

/// A whole number, kept as it is typed but without letters: the form says what is wrong with any
/// other. `unit` stands behind it.
#[component]
pub fn NumberField(
    /// The path the server uses for it.
    #[prop(into)]
    name: String,
    /// Its label.
    #[prop(into)]
    label: Signal<String>,
    /// Its text.
    value: RwSignal<String>,
    /// What is counted.
    #[prop(into, optional)]
    unit: Signal<String>,
    /// What helps to fill it in.
    #[prop(into, optional)]
    hint: Option<Signal<String>>,
    /// It may stay empty.
    #[prop(optional)]
    optional: bool,
    /// Runs after every change.
    #[prop(into, optional)]
    on_change: Option<Callback<()>>,
) -> impl IntoView {
    let control = Control {
        kind: "text",
        autocomplete: "off",
        inputmode: "numeric",
        short: true,
        number: true,
    };
    view! {
        <Field name=name.clone() label hint=hint optional>
            <div class="with-unit">
                {control.draw(name, value, hint.is_some(), on_change)} <span class="muted">{unit}</span>
            </div>
        </Field>
    }
    .into_any()
}

/// A day, in the browser's own picker; the text is `2026-11-23`.
#[component]
pub fn DateField(
    /// The path the server uses for it.
    #[prop(into)]
    name: String,
    /// Its label.
    #[prop(into)]
    label: Signal<String>,
    /// The day, or nothing.
    value: RwSignal<String>,
    /// What helps to fill it in.
    #[prop(into, optional)]
    hint: Option<Signal<String>>,
    /// It may stay empty.
    #[prop(optional)]
    optional: bool,
    /// Runs after every change.
    #[prop(into, optional)]
    on_change: Option<Callback<()>>,
) -> impl IntoView {
    let control = Control {
        kind: "date",
        autocomplete: "off",
        inputmode: "none",
        short: true,
        number: false,
    };
    view! {
        <Field name=name.clone() label hint=hint optional>
            {control.draw(name, value, hint.is_some(), on_change)}
        </Field>
    }
    .into_any()
}

/// A time of day, in the browser's own picker; the text is `19:42`.
#[component]
pub fn TimeField(
    /// The path the server uses for it.
    #[prop(into)]
    name: String,
    /// Its label.
    #[prop(into)]
    label: Signal<String>,
    /// The time, or nothing.
    value: RwSignal<String>,
    /// It may stay empty.
    #[prop(optional)]
    optional: bool,
    /// Runs after every change.
    #[prop(into, optional)]
    on_change: Option<Callback<()>>,
) -> impl IntoView {
    let control = Control {
        kind: "time",
        autocomplete: "off",
        inputmode: "none",
        short: true,
        number: false,
    };
    view! {
        <Field name=name.clone() label optional>
            {control.draw(name, value, false, on_change)}
        </Field>
    }
    .into_any()
}

/// The keyboard a phone shows.
fn mode(kind: &str, autocomplete: &str) -> &'static str {
    match (kind, autocomplete) {
        ("tel", _) => "tel",
        ("email", _) => "email",
        ("search", _) => "search",
        (_, "one-time-code") => "numeric",
        _ => "text",
    }
}

struct Control {
    kind: &'static str,
    autocomplete: &'static str,
    inputmode: &'static str,
    short: bool,
    /// It takes a number.
    number: bool,
}

impl Control {
    fn draw(
        self,
        name: String,
        value: RwSignal<String>,
        hint: bool,
        on_change: Option<Callback<()>>,
    ) -> AnyView {
        let form = use_context::<Form>();
        let id = field_id(&name);
        let described = described_by(&name, hint);
        let error = error_of(name.clone());
        let typing = Typing::new(value, changed(form, name, on_change));
        let taken = move |event: &ev::Event| {
            if self.number && !typing.is_composing() {
                keep_number(event)
            } else {
                event_target_value(event)
            }
        };
        view! {
            <input
                class=if self.short { "input short" } else { "input" }
                id=id
                type=self.kind
                inputmode=self.inputmode
                autocomplete=self.autocomplete
                aria-describedby=described
                aria-invalid=move || error.get().is_some().then_some("true")
                prop:value=value
                on:compositionstart=move |_| typing.start()
                on:compositionend=move |event| {
                    typing.end(event_target_value(&event));
                    typing.input(taken(&event));
                }
                on:input=move |event| typing.input(taken(&event))
                on:keydown=|event| swallow_enter(&event)
            />
        }
        .into_any()
    }
}

/// Takes letters out of the control, and gives what stays.
fn keep_number(event: &ev::Event) -> String {
    let typed = event_target_value(event);
    let number = number_of(&typed);
    if number != typed {
        event_target::<HtmlInputElement>(event).set_value(&number);
    }
    number
}

/// A number as it was meant: full width made narrow, and without the letter of a shortcut. Sign and
/// point stay: without them it would be another number.
fn number_of(text: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => {
            char::from_u32(u32::from(c) - u32::from('！') + u32::from('!')).unwrap_or(c)
        }
        other => other,
    };
    let narrow = text.chars().map(narrow);
    narrow.filter(|c| !c.is_ascii_alphabetic()).collect()
}

/// What follows a change: the form hears of it, then the page.
pub fn changed(form: Option<Form>, name: String, on_change: Option<Callback<()>>) -> Callback<()> {
    Callback::new(move |()| {
        if let Some(form) = form {
            form.touched(&name);
        }
        if let Some(on_change) = on_change {
            on_change.run(());
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_takes_no_letter_of_a_shortcut() {
        for (typed, kept) in [("r", ""), ("38r", "38"), ("ｒ３８", "38"), ("38", "38")] {
            assert_eq!(number_of(typed), kept, "{typed}");
        }
    }

    #[test]
    fn a_number_is_never_made_another_one() {
        for (typed, kept) in [
            ("-5", "-5"),
            ("－５", "-5"),
            ("8.5", "8.5"),
            ("８．５", "8.5"),
            ("0.5", "0.5"),
            ("1,000", "1,000"),
            ("8 5", "8 5"),
            ("八五", "八五"),
        ] {
            assert_eq!(number_of(typed), kept, "{typed}");
            // Read as a number of people, points or hours, it is refused and named at the field.
            assert!(kept.parse::<u32>().is_err(), "{typed}");
        }
    }
}
