//! Forms of server-rendered pages: how they are read, and how it is told what is to be corrected.

use actix_web::web::Payload;
use maud::{Markup, html};
use serde::de::DeserializeOwned;
use tongyu_shared::{Lang, api::problem::ProblemCode, validate::FieldError};

use crate::http::{body, fault::Fault};

/// The largest form of a link page.
pub const FORM_LIMIT: usize = 16 * 1024;
/// The largest form with a long text: 2,000 Chinese characters are 18 KB on their way.
pub const LONG_FORM_LIMIT: usize = 64 * 1024;

/// A submitted form.
pub async fn read<T: DeserializeOwned>(payload: Payload) -> Result<T, Fault> {
    parse(&body::read(payload, FORM_LIMIT).await?)
}

/// A form from its bytes. Browsers send two characters for a line break, where `maxlength` counts one: a text that could be
/// typed must not be too long here.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Fault> {
    let sent: Vec<(String, String)> = decode(bytes)?;
    let typed: Vec<_> = sent
        .into_iter()
        .map(|(name, value)| (name, value.replace("\r\n", "\n")))
        .collect();
    let typed = serde_html_form::to_string(&typed).map_err(Fault::internal)?;
    decode(typed.as_bytes())
}

fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Fault> {
    serde_html_form::from_bytes(bytes).map_err(|_| ProblemCode::UnreadableBody.into())
}

/// A form that was refused.
#[derive(Clone, Debug)]
pub struct Refused<F> {
    /// What was typed.
    pub form: F,
    /// What is to be corrected.
    pub errors: Vec<FieldError>,
}

/// What to correct, above everything else, with the way to each field. A field's id is its name.
pub fn to_correct(lang: Lang, errors: &[FieldError]) -> Markup {
    html! {
        @if !errors.is_empty() {
            div.notice.bad role="alert" {
                @for error in errors {
                    p { a href={ "#" (name_of(error)) } { (error.message(lang)) } }
                }
            }
        }
    }
}

/// The field of the form, as its id.
fn name_of(error: &FieldError) -> &str {
    error.field.rsplit('.').next().unwrap_or_default()
}

/// A field with what is wrong with it.
#[derive(Debug)]
pub struct Field {
    name: &'static str,
    wrong: Option<String>,
}

impl Field {
    /// The field of this name.
    pub fn of(lang: Lang, name: &'static str, errors: &[FieldError]) -> Self {
        let wrong = errors.iter().find(|error| name_of(error) == name);
        Self {
            name,
            wrong: wrong.map(|error| error.message(lang)),
        }
    }

    /// Its name, which is its id.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// What is wrong, to stand between its label and itself.
    pub fn wrong(&self) -> Markup {
        html! {
            @if let Some(wrong) = &self.wrong { p.wrong id={ (self.name) "-wrong" } { (wrong) } }
        }
    }

    /// Its `aria-invalid`.
    pub fn invalid(&self) -> Option<&'static str> {
        self.wrong.as_ref().map(|_| "true")
    }

    /// Its `aria-describedby`.
    pub fn described(&self) -> Option<String> {
        self.wrong.as_ref().map(|_| format!("{}-wrong", self.name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_break_is_one_character_and_nothing_else_is_changed() {
        let sent = b"note=a%0D%0Ab%0A%0D%250D%0a+%E5%A5%BD&also=1&also=2&none=";
        let read: Vec<(String, String)> = parse(sent).expect("a form");
        let read: Vec<_> = read.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        let expected = [
            ("note", "a\nb\n\r%0D\n 好"),
            ("also", "1"),
            ("also", "2"),
            ("none", ""),
        ];
        assert_eq!(read, expected);
    }

    #[test]
    fn an_error_leads_to_its_field_and_stands_at_it() {
        let errors = [FieldError::required("objection.name")];
        let above = to_correct(Lang::ZhCn, &errors).into_string();
        assert!(above.contains("href=\"#name\""), "{above}");
        let field = Field::of(Lang::ZhCn, "name", &errors);
        assert!(field.wrong().into_string().contains("id=\"name-wrong\""));
        assert_eq!(field.described().as_deref(), Some("name-wrong"));
        let other = Field::of(Lang::ZhCn, "text", &errors);
        assert_eq!((other.invalid(), other.described()), (None, None));
        assert_eq!(to_correct(Lang::ZhCn, &[]).into_string(), "");
    }
}
