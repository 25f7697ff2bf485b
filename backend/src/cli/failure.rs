//! Why a command did not do what was asked, in words for the person at the terminal.

use std::fmt;

use tongyu_shared::Lang;

use crate::http::fault::Fault;

/// A failure, told in both languages.
#[derive(Debug, PartialEq, Eq)]
pub struct Failure {
    zh: String,
    en: String,
}

impl Failure {
    /// A failure that was foreseen, and what to do about it.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            zh: zh.into(),
            en: en.into(),
        }
    }
}

impl Failure {
    /// A fault whose words differ by language.
    pub fn both(zh: &Fault, en: &Fault) -> Self {
        Self {
            zh: told(zh, Lang::ZhCn),
            en: told(en, Lang::En),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}", self.zh, self.en)
    }
}

/// What libraries say, they say in English.
impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::new("命令没有完成，原因如下。", format!("error: {error}"))
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::both(&fault, &fault)
    }
}

fn told(fault: &Fault, lang: Lang) -> String {
    match fault {
        Fault::Invalid(errors) => errors
            .iter()
            .map(|error| format!("{}: {}", error.field, error.message(lang)))
            .collect::<Vec<_>>()
            .join("\n"),
        Fault::Internal(cause) => format!("{}: {cause}", fault.code().title(lang)),
        Fault::Db(error) => format!("{}: {error}", fault.code().title(lang)),
        Fault::Explained(code, advice) => format!("{}: {advice}", code.title(lang)),
        _ => format!("{} {}", fault.code().title(lang), fault.code().advice(lang)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_that_is_wrong_is_named_in_both_languages() {
        let text = Failure::from(Fault::field("approval.by_second", "two_persons")).to_string();
        let lines: Vec<_> = text.lines().collect();
        assert!(
            lines
                .iter()
                .all(|line| line.starts_with("approval.by_second: ")),
            "{text}"
        );
        assert_eq!(lines.len(), 2);
    }
}
