//! What a rule pack's document must hold beyond its form.

use super::{Approval, CourseRules, MatterProcess, PackStatus, RulePack, VisitProcess};
use crate::{
    feedback::clocks::LimitClass,
    validate::{Errors, Validate},
};

impl Validate for RulePack {
    fn validate(&self, errors: &mut Errors) {
        errors.required("code", &self.code);
        errors.max_chars("code", &self.code, 40);
        errors.required("title", &self.title);
        errors.max_chars("title", &self.title, 80);
        at_least_one(errors, "version", self.version);
        if let Some(last) = self.effective_to {
            errors.in_order("effective_to", self.effective_from, last);
        }
        check_approval(self, errors);
        no_repeats(errors, "special_groups", &self.special_groups);
        let keys: Vec<_> = self
            .frequency
            .iter()
            .map(|r| (r.audience, r.contact))
            .collect();
        for (index, (audience, contact)) in keys.iter().enumerate() {
            if keys
                .iter()
                .take(index)
                .any(|key| *key == (*audience, *contact))
            {
                let said = format!("{audience}, {contact}");
                errors.add(
                    &format!("frequency.{index}"),
                    "repeated",
                    vec![("actual", said)],
                );
            }
        }
        if let Some(visits) = &self.visits {
            errors.within("visits", visits);
        }
        if let Some(matters) = &self.matters {
            errors.within("matters", matters);
        }
        if let Some(courses) = &self.courses {
            errors.within("courses", courses);
        }
        if let Some(certification) = &self.certification {
            errors.within("certification", certification);
        }
        if let Some(certificates) = &self.certificates {
            errors.within("certificates", certificates);
        }
        if let Some(learning) = &self.learning {
            errors.within("learning", learning);
        }
        if let Some(smallest) = self.smallest_aggregate {
            at_least_one(errors, "smallest_aggregate", smallest);
        }
    }
}

/// An approved pack has its approval, a draft has none.
fn check_approval(pack: &RulePack, errors: &mut Errors) {
    match (&pack.status, &pack.approval) {
        (PackStatus::Draft, None) => {}
        (PackStatus::Draft, Some(_)) => errors.add("status", "unknown_value", Vec::new()),
        (PackStatus::Approved, None) => errors.add("approval", "required", Vec::new()),
        (PackStatus::Approved, Some(approval)) => errors.within("approval", approval),
    }
}

impl Validate for Approval {
    fn validate(&self, errors: &mut Errors) {
        errors.required("number", &self.number);
        errors.max_chars("number", &self.number, 60);
        errors.required("by_first", &self.by_first);
        errors.required("by_second", &self.by_second);
        if self.by_first.trim() == self.by_second.trim() {
            errors.add("by_second", "two_persons", Vec::new());
        }
    }
}

impl Validate for VisitProcess {
    fn validate(&self, errors: &mut Errors) {
        errors.in_range(
            "silent_edit_minutes",
            self.silent_edit_minutes.into(),
            0,
            24 * 60,
        );
        errors.in_range("silence_days", self.silence_days.into(), 1, 60);
        errors.in_range("proposal_hours", self.proposal_hours.into(), 1, 24 * 30);
    }
}

impl Validate for MatterProcess {
    fn validate(&self, errors: &mut Errors) {
        for class in LimitClass::ALL {
            match self.limits.get(class) {
                None => errors.add(&format!("limits.{class}"), "required", Vec::new()),
                Some(limits) => {
                    for (name, limit) in [
                        ("first_answer", limits.first_answer),
                        ("solution", limits.solution),
                    ] {
                        let field = format!("limits.{class}.{name}");
                        errors.in_range(&field, limit.number().into(), 1, 400);
                    }
                }
            }
        }
        errors.in_range("cycles.cycles_max", self.cycles.cycles_max.into(), 1, 9);
        errors.in_range("cycles.returns_max", self.cycles.returns_max.into(), 0, 9);
        errors.in_range("cycles.reopen_days", self.cycles.reopen_days.into(), 0, 400);
        errors.in_range("question_days", self.question_days.into(), 1, 60);
        errors.in_range("silence_days", self.silence_days.into(), 1, 60);
        if !(1..=100).contains(&self.warn_percent) {
            errors.add("warn_percent", "percent", Vec::new());
        }
        let (open, close) = (self.office_hours.from_minute, self.office_hours.to_minute);
        errors.in_range(
            "office_hours.to_minute",
            close.into(),
            i32::from(open) + 1,
            24 * 60,
        );
    }
}

impl Validate for CourseRules {
    fn validate(&self, errors: &mut Errors) {
        errors.in_range("class_hour_minutes", self.class_hour_minutes.into(), 1, 240);
        errors.in_range("sessions_per_year", self.sessions_per_year.into(), 0, 100);
        errors.in_range(
            "class_hours_per_year",
            self.class_hours_per_year.into(),
            0,
            400,
        );
        errors.in_range("film_max_mb", self.film_max_mb.into(), 1, 2000);
        errors.in_range("film_max_minutes", self.film_max_minutes.into(), 1, 120);
        errors.in_range("film_max_mb", self.film_max_mb.into(), 1, 2000);
        errors.in_range("film_max_minutes", self.film_max_minutes.into(), 1, 120);
    }
}

fn at_least_one(errors: &mut Errors, field: &str, number: u32) {
    let number = i32::try_from(number).unwrap_or(i32::MAX);
    errors.in_range(field, number, 1, 1_000_000);
}

fn no_repeats<T: PartialEq + ToString>(errors: &mut Errors, field: &str, entries: &[T]) {
    for (index, entry) in entries.iter().enumerate() {
        if entries.iter().take(index).any(|earlier| earlier == entry) {
            let args = vec![("actual", entry.to_string())];
            errors.add(&format!("{field}.{index}"), "repeated", args);
        }
    }
}
