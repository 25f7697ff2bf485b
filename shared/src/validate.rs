//! Field errors: the same checks run in the form, before anything is sent, and on the server.
//! Each has a code with its sentence in `locales/*/validation.json`.

use crate::{
    api::problem::FieldProblem,
    lang::Lang,
    names::Phone,
    text,
    time::{Date, Instant, words},
};

/// What checks itself before it is stored.
pub trait Validate {
    /// Adds what is wrong to `errors`; adds nothing where all is well.
    fn validate(&self, errors: &mut Errors) {
        let _: &Errors = errors;
    }
}

impl Validate for () {}

/// One field that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The field as a path: `matters.0.text`.
    pub field: String,
    /// The rule's code, a key of `validation.json`.
    pub code: &'static str,
    /// What the sentence fills in.
    pub args: Vec<(&'static str, String)>,
}

impl FieldError {
    /// The sentence that says what to do, in the reader's language: the one of this very field
    /// (`required_relations_name`), of fields called so (`required_name`), or of the rule.
    pub fn message(&self, lang: Lang) -> String {
        let names = self.field.split('.').filter(|part| !is_index(part));
        let names: Vec<_> = names.collect();
        let said = |field: &str| {
            let key = [self.code, "_", field].concat();
            text::validation::by_key(lang, &key)
        };
        let template = said(&names.join("_"))
            .or_else(|| said(names.last()?))
            .or_else(|| text::validation::by_key(lang, self.code));
        text::fill_in(template.unwrap_or(self.code), &self.args)
    }

    /// That `field` breaks a rule whose sentence has nothing to fill in.
    pub fn of(field: impl Into<String>, code: &'static str) -> Self {
        Self {
            field: field.into(),
            code,
            args: Vec::new(),
        }
    }

    /// That `field` is empty, for a form that cannot make a body without it.
    pub fn required(field: &str) -> Self {
        Self::of(field, "required")
    }

    /// The error as it travels.
    pub fn to_problem(&self, lang: Lang) -> FieldProblem {
        FieldProblem {
            field: self.field.clone(),
            code: self.code.to_owned(),
            message: self.message(lang),
        }
    }
}

fn is_index(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_digit())
}

/// Collects field errors under the path of the part being checked.
#[derive(Debug, Default)]
pub struct Errors {
    found: Vec<FieldError>,
    prefix: String,
}

impl Errors {
    /// The errors of `value`; empty where it is valid.
    pub fn of(value: &impl Validate) -> Vec<FieldError> {
        let mut errors = Self::default();
        value.validate(&mut errors);
        errors.found
    }

    /// What has been found, in the order of the checks.
    pub fn into_found(self) -> Vec<FieldError> {
        self.found
    }

    /// Adds an error at `field`.
    pub fn add(&mut self, field: &str, code: &'static str, args: Vec<(&'static str, String)>) {
        let field = format!("{}{field}", self.prefix);
        self.found.push(FieldError { field, code, args });
    }

    /// Checks a part, whose fields then stand under `name`.
    pub fn within(&mut self, name: &str, part: &impl Validate) {
        let length = self.prefix.len();
        self.prefix.push_str(name);
        self.prefix.push('.');
        part.validate(self);
        self.prefix.truncate(length);
    }

    /// Checks each part of a list, whose fields then stand under `name.index`.
    pub fn each(&mut self, name: &str, parts: &[impl Validate]) {
        for (index, part) in parts.iter().enumerate() {
            self.within(&format!("{name}.{index}"), part);
        }
    }

    /// `text` must not be blank.
    pub fn required(&mut self, field: &str, text: &str) {
        if text.trim().is_empty() {
            self.add(field, "required", Vec::new());
        }
    }

    /// `text` has at most `max` characters; the message names both numbers.
    pub fn max_chars(&mut self, field: &str, text: &str, max: usize) {
        let actual = text.chars().count();
        if actual > max {
            let args = vec![("max", max.to_string()), ("actual", actual.to_string())];
            self.add(field, "too_long", args);
        }
    }

    /// `number` lies in `min..=max`.
    pub fn in_range(&mut self, field: &str, number: i32, min: i32, max: i32) {
        if !(min..=max).contains(&number) {
            let args = vec![
                ("min", min.to_string()),
                ("max", max.to_string()),
                ("actual", number.to_string()),
            ];
            self.add(field, "out_of_range", args);
        }
    }

    /// `text` is a mobile number; the message says what is wrong with it.
    pub fn phone(&mut self, field: &str, text: &str) {
        if let Err(error) = text.parse::<Phone>() {
            self.add(field, error.code(), error.args());
        }
    }

    /// `date` is not later than `today`.
    pub fn not_in_future(&mut self, field: &str, date: Date, today: Date) {
        if date > today {
            self.add(field, "in_the_future", Vec::new());
        }
    }

    /// `at` lies in `min..=max`, where `max` is now. The message names the first moment, in China
    /// time, or says that a day or a time is yet to come.
    pub fn instant_within(&mut self, field: &str, at: Instant, min: Instant, max: Instant) {
        let said = |bound: Instant| format!("{} {}", bound.date(), words::clock(bound));
        if at < min {
            self.add(field, "too_early", vec![("min", said(min))]);
        } else if at.date() > max.date() {
            self.add(field, "after_today", Vec::new());
        } else if at > max {
            self.add(field, "in_the_future", Vec::new());
        }
    }

    /// `date` is later than `today`: a day to be in touch again.
    pub fn contact_later(&mut self, field: &str, date: Date, today: Date) {
        if date <= today {
            self.add(field, "contact_later", Vec::new());
        }
    }

    /// `last` is not before `first`.
    pub fn in_order(&mut self, field: &str, first: Date, last: Date) {
        if last < first {
            self.add(field, "unordered", Vec::new());
        }
    }

    /// A list has between `min` and `max` entries.
    pub fn count(&mut self, field: &str, actual: usize, min: usize, max: usize) {
        if actual < min {
            self.add(field, "choose_one", Vec::new());
        } else if actual > max {
            let args = vec![("max", max.to_string()), ("actual", actual.to_string())];
            self.add(field, "too_many_entries", args);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Part(&'static str);

    impl Validate for Part {
        fn validate(&self, errors: &mut Errors) {
            errors.required("text", self.0);
            errors.max_chars("text", self.0, 3);
        }
    }

    struct Whole(Vec<Part>);

    impl Validate for Whole {
        fn validate(&self, errors: &mut Errors) {
            errors.count("parts", self.0.len(), 1, 2);
            errors.each("parts", &self.0);
        }
    }

    #[test]
    fn an_error_names_the_path_of_its_field_and_both_numbers() {
        let errors = Errors::of(&Whole(vec![Part("好"), Part("一二三四")]));
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0].field, "parts.1.text");
        let message = errors[0].message(Lang::ZhCn);
        assert!(message.contains('3') && message.contains('4'), "{message}");
    }

    #[test]
    fn blank_text_and_an_empty_list_are_named() {
        let codes = |whole: &Whole| Errors::of(whole).iter().map(|e| e.code).collect::<Vec<_>>();
        assert_eq!(codes(&Whole(vec![])), ["choose_one"]);
        assert_eq!(codes(&Whole(vec![Part(" ")])), ["required"]);
    }

    #[test]
    fn an_empty_field_is_told_what_belongs_there() {
        let said = |field: &str| FieldError::required(field).message(Lang::ZhCn);
        assert_eq!(said("relations.0.name"), "请填对方的姓名");
        assert_eq!(said("name"), "请填姓名");
        assert_eq!(said("rows.3.correction"), "请写明更正的原因");
        assert_eq!(said("something"), "这一项是空的，请填写");
    }

    fn found(check: impl FnOnce(&mut Errors)) -> Vec<String> {
        let mut errors = Errors::default();
        check(&mut errors);
        errors
            .into_found()
            .iter()
            .map(|error| error.message(Lang::En))
            .collect()
    }

    #[test]
    fn length_is_counted_in_characters_not_bytes() {
        assert!(found(|e| e.max_chars("text", "家校社", 3)).is_empty());
        let message = found(|e| e.max_chars("text", "家校社协", 3));
        assert_eq!(message, ["At most 3 characters, now 4"]);
    }

    #[test]
    fn days_and_moments_keep_their_bounds() {
        let day = |text: &str| text.parse::<Date>().expect("a day");
        let (first, last) = (day("2026-11-22"), day("2026-11-23"));
        assert!(found(|e| e.not_in_future("on", last, last)).is_empty());
        assert_eq!(
            found(|e| e.not_in_future("on", last, first)),
            ["Cannot be later than now"]
        );
        assert!(found(|e| e.in_order("to", first, first)).is_empty());
        assert_eq!(found(|e| e.in_order("to", last, first)).len(), 1);

        let (min, max) = (first.first_instant(), last.first_instant());
        let tick = chrono::TimeDelta::microseconds(1);
        let within = |at| found(|e| e.instant_within("at", at, min, max));
        assert!(within(min).is_empty() && within(max).is_empty());
        assert_eq!(
            within(min.plus(-tick)),
            ["Cannot be earlier than 2026-11-22 00:00"]
        );
        assert_eq!(within(max.plus(tick)), ["Cannot be later than now"]);
        assert_eq!(
            within(max.plus(chrono::TimeDelta::days(1))),
            ["The date cannot be later than today"]
        );
        assert!(found(|e| e.contact_later("next", last, first)).is_empty());
        assert_eq!(found(|e| e.contact_later("next", first, first)).len(), 1);
    }

    #[test]
    fn numbers_keep_their_bounds() {
        for (number, wrong) in [(0, true), (1, false), (8, false), (9, true)] {
            assert_eq!(
                !found(|e| e.in_range("n", number, 1, 8)).is_empty(),
                wrong,
                "{number}"
            );
        }
    }
}
