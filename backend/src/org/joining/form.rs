//! The form of the join page: what it sends, and what it must hold.

use serde::Deserialize;
use tongyu_shared::{
    identity::types::CodeSignIn,
    ids::StudentId,
    names::Phone,
    validate::{Errors, FieldError, Validate as _},
    visits::types::Relation,
};

use super::code::Asking;
use crate::messages::again::Written;

/// The most characters of a name.
pub const NAME_MAX: usize = 30;

/// Where a guardian agrees for the child, and what is wrong without.
pub const CHILD: &str = "child";
/// The error there.
pub const CHILD_NEEDED: &str = "child_consent_needed";

/// What the form sends. A personal link needs what is agreed to alone.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Form {
    /// `yes` where the box is ticked.
    pub consent: String,
    /// `yes` where the box for the child is ticked.
    pub child: String,
    /// Other children of the same person.
    pub also: Vec<StudentId>,
    /// As what, by a family's link.
    pub relation: Option<Relation>,
    /// The name, as typed.
    pub name: String,
    /// The phone, as typed.
    pub phone: String,
    /// The code; empty until it was sent.
    pub code: Option<String>,
}

impl Written for Form {
    const FIELDS: &'static [&'static str] = &["name"];
}

impl Form {
    /// What is missing where the phone is proved already.
    pub fn consent_errors(&self, may_decide: bool) -> Vec<FieldError> {
        let mut errors = Errors::default();
        self.check_consent(may_decide, &mut errors);
        errors.into_found()
    }

    /// Whether a guardian agrees for the child.
    pub fn for_child(&self) -> bool {
        self.child == "yes"
    }

    /// A guardian agrees twice; a carer cannot agree for the child.
    fn check_consent(&self, may_decide: bool, errors: &mut Errors) {
        if self.consent != "yes" {
            errors.add("consent", "consent_needed", Vec::new());
        }
        if may_decide && !self.for_child() {
            errors.add(CHILD, CHILD_NEEDED, Vec::new());
        }
    }

    /// Who asks by a family's link, or what to correct.
    pub fn asking(&self) -> Result<Asking, Vec<FieldError>> {
        let mut errors = Errors::default();
        if self.relation.is_none() {
            errors.add("relation", "choose_one", Vec::new());
        }
        errors.required("name", &self.name);
        errors.max_chars("name", &self.name, NAME_MAX);
        self.check_phone(&mut errors);
        let parent = matches!(self.relation, Some(Relation::Mother | Relation::Father));
        self.check_consent(parent, &mut errors);
        let found = errors.into_found();
        match (self.relation, Phone::parse(&self.phone)) {
            (Some(relation), Ok(phone)) if found.is_empty() => Ok(Asking {
                name: self.name.trim().to_owned(),
                phone,
                relation,
            }),
            _ => Err(found),
        }
    }

    /// Phone and code are checked as everywhere one signs in.
    fn check_phone(&self, errors: &mut Errors) {
        match &self.code {
            Some(code) => CodeSignIn {
                phone: self.phone.clone(),
                code: code.trim().to_owned(),
            }
            .validate(errors),
            None => errors.phone("phone", &self.phone),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled() -> Form {
        Form {
            consent: "yes".to_owned(),
            relation: Some(Relation::PaternalGrandmother),
            name: " 王桂兰 ".to_owned(),
            phone: "19900001001".to_owned(),
            ..Form::default()
        }
    }

    fn fields(form: &Form) -> Vec<String> {
        let errors = form.asking().expect_err("something is missing");
        errors.into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn a_family_link_asks_for_relation_name_phone_and_consent() {
        let asking = filled().asking().expect("it is complete");
        assert_eq!(asking.name, "王桂兰");
        assert_eq!(
            fields(&Form::default()),
            ["relation", "name", "phone", "consent"]
        );
    }

    #[test]
    fn a_code_has_six_digits() {
        let mut form = filled();
        form.code = Some("12345".to_owned());
        assert_eq!(fields(&form), ["code"]);
        form.code = Some("123456".to_owned());
        assert!(form.asking().is_ok());
    }

    #[test]
    fn nobody_joins_without_the_tick() {
        assert_eq!(Form::default().consent_errors(false).len(), 1);
        assert!(filled().consent_errors(false).is_empty());
    }

    #[test]
    fn parents_agree_for_the_child_apart() {
        let mut form = Form {
            relation: Some(Relation::Father),
            ..filled()
        };
        assert_eq!(fields(&form), ["child"]);
        assert_eq!(form.consent_errors(true).len(), 1);
        form.child = "yes".to_owned();
        assert!(form.asking().is_ok() && form.consent_errors(true).is_empty());
    }
}
