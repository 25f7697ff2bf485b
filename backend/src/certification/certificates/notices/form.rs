//! The form of an objection: what it sends, and how it is drawn – empty, again with what is to be
//! corrected, and, when it came too late, as text that its writer can take along.

use maud::{Markup, html};
use serde::Deserialize;
use tongyu_shared::{
    Lang,
    certification::certificates::notice::OBJECTION_MAX,
    ids::ApplicationId,
    names::mask_name,
    text::certificates as words,
    validate::{Errors, FieldError},
};

use super::{
    objections::{NewObjection, SHORT_MAX},
    store::EntryRow,
};
use crate::messages::{
    again::Written,
    forms::{Field, LONG_FORM_LIMIT},
};

/// Under what the errors of the form stand, which gives them sentences of their own.
const PART: &str = "objection";
/// The error at whom it is against.
pub const AGAINST: &str = "objection.application";

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectionForm {
    #[serde(default)]
    application: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    contact: String,
    #[serde(default)]
    text: String,
}

impl Written for ObjectionForm {
    const FIELDS: &'static [&'static str] = &["text"];
    const LIMIT: usize = LONG_FORM_LIMIT;
}

impl ObjectionForm {
    /// The objection, where nothing is to be corrected.
    pub fn checked(&self) -> Result<NewObjection, Vec<FieldError>> {
        let application = self.application.parse::<ApplicationId>();
        let new = NewObjection {
            // A blank one is refused below and goes nowhere; the other fields are checked with it.
            application: application.unwrap_or_default(),
            name: self.name.clone(),
            contact: self.contact.clone(),
            text: self.text.clone(),
        };
        let mut errors = Errors::default();
        if application.is_err() {
            errors.add(AGAINST, "choose_one", Vec::new());
        }
        errors.within(PART, &new);
        let found = errors.into_found();
        if found.is_empty() {
            Ok(new)
        } else {
            Err(found)
        }
    }

    /// Against whom, if it names one of these people.
    fn against<'a>(&self, people: &'a [EntryRow]) -> Option<&'a EntryRow> {
        let mut people = people.iter();
        people.find(|one| one.application_id.to_string() == self.application)
    }
}

fn label(lang: Lang, field: &str) -> &'static str {
    match field {
        "application" => words::objection_whom(lang),
        "name" => words::objection_name(lang),
        "contact" => words::objection_contact(lang),
        _ => words::objection_text(lang),
    }
}

/// The form.
pub fn draw(
    lang: Lang,
    people: &[EntryRow],
    form: &ObjectionForm,
    errors: &[FieldError],
) -> Markup {
    let chosen = form.against(people).map(|one| one.application_id.0);
    let field = |name: &'static str| Field::of(lang, name, errors);
    let (whom, name, contact, text) = (
        field("application"),
        field("name"),
        field("contact"),
        field("text"),
    );
    html! {
        form.card method="post" {
            h2 { (words::objection(lang)) }
            p.muted { (words::notice_how(lang)) }
            (head(lang, &whom))
            select id="application" name="application" required
                aria-invalid=[whom.invalid()] aria-describedby=[whom.described()] {
                option value="" { (words::objection_choose(lang)) }
                @for person in people {
                    option value=(person.application_id.0)
                        selected[chosen == Some(person.application_id.0)] {
                        (person.name) " · " (person.school_name)
                    }
                }
            }
            (head(lang, &name))
            input id="name" name="name" required maxlength=(SHORT_MAX) autocomplete="name"
                value=(form.name) aria-invalid=[name.invalid()] aria-describedby=[name.described()];
            (head(lang, &contact))
            input id="contact" name="contact" required maxlength=(SHORT_MAX) autocomplete="tel"
                value=(form.contact) aria-invalid=[contact.invalid()]
                aria-describedby=[contact.described()];
            (head(lang, &text))
            textarea id="text" name="text" required maxlength=(OBJECTION_MAX) rows="5"
                aria-invalid=[text.invalid()] aria-describedby=[text.described()] {
                // HTML takes a first line break away.
                "\n" (form.text)
            }
            button.btn { (words::objection_send(lang)) }
        }
    }
}

/// A field's label, and what is wrong below it.
fn head(lang: Lang, field: &Field) -> Markup {
    html! {
        label for=(field.name()) { (label(lang, field.name())) }
        (field.wrong())
    }
}

/// What came too late: nothing of it is stored, so that its writer keeps it, and hears where it can
/// still go.
pub fn too_late(lang: Lang, people: &[EntryRow], form: &ObjectionForm, complaints: &str) -> Markup {
    let against = form.against(people).map(|one| mask_name(&one.name));
    let fact = |label: &str, value: &str| html! { dt { (label) } dd { (value) } };
    html! {
        div.notice.bad role="alert" {
            p { b { (words::objection_closed(lang)) } }
            p { (words::objection_closed_what(lang)) }
            @if !complaints.is_empty() { p { (words::objection_closed_where(lang, complaints)) } }
        }
        section.card {
            h2 { (words::objection_yours(lang)) }
            dl.facts {
                (fact(words::objection_whom(lang), &against.unwrap_or_default()))
                (fact(words::objection_name(lang), &form.name))
                (fact(words::objection_contact(lang), &form.contact))
            }
            label for="text" { (words::objection_text(lang)) }
            textarea id="text" readonly rows="8" { "\n" (form.text) }
        }
    }
}
