//! A phone as an operator types it.

use tongyu_shared::{Lang, names::Phone, validate::FieldError};

use super::Failure;

/// A phone, with what is wrong with it in both languages.
pub fn parse(text: &str) -> Result<Phone, Failure> {
    Phone::parse(text).map_err(|error| {
        let field = FieldError {
            field: String::new(),
            code: error.code(),
            args: error.args(),
        };
        Failure::new(field.message(Lang::ZhCn), field.message(Lang::En))
    })
}
