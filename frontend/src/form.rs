//! The only form engine: which field is wrong and why, what else went wrong, busy, changed.
//! Fields find it in the context by their name, the path the server uses: `matters.0.text`.

use std::sync::atomic::{AtomicU32, Ordering};

use leptos::{prelude::*, task::spawn_local};
use tongyu_shared::{
    api::{endpoint::Endpoint, problem::FieldProblem},
    validate::{Errors, Validate},
};

use crate::{
    api::{self, ApiError, Outgoing, Raw, Reply},
    i18n::lang,
    ui,
};

/// The state of one form; a context of its fields.
#[derive(Clone, Copy)]
pub struct Form {
    /// Tells its fields from those of other forms on the page.
    number: u32,
    /// Fields that need another value, in the order of the problem.
    pub errors: RwSignal<Vec<FieldProblem>>,
    /// What went wrong beside fields.
    pub failure: RwSignal<Option<ApiError>>,
    /// A submit is on its way.
    pub busy: RwSignal<bool>,
    /// Something was typed since the last success.
    pub dirty: RwSignal<bool>,
    /// Rises with every refusal: the summary takes the focus then.
    pub refusals: RwSignal<u32>,
}

type Done = Box<dyn FnOnce(Raw) -> Result<(), ApiError>>;

impl Form {
    /// Makes a form and provides it to the fields below.
    pub fn provide() -> Self {
        let form = Self::unplaced();
        provide_context(form);
        form
    }

    /// Makes a form that a part of the page provides later, with `provide_context`.
    pub fn unplaced() -> Self {
        static MADE: AtomicU32 = AtomicU32::new(1);
        Self {
            number: MADE.fetch_add(1, Ordering::Relaxed),
            errors: RwSignal::new(Vec::new()),
            failure: RwSignal::new(None),
            busy: RwSignal::new(false),
            dirty: RwSignal::new(false),
            refusals: RwSignal::new(0),
        }
    }

    /// The id of its field called `name`, which no other form on the page has.
    pub fn field_id(self, name: &str) -> String {
        id_in(&self.number.to_string(), name)
    }

    /// The sentence at the field `name`, if it needs another value.
    pub fn error(self, name: &str) -> Option<String> {
        self.errors.with(|errors| message_at(errors, name))
    }

    /// Takes the sentence at `name` away, once its field was changed.
    pub fn touched(self, name: &str) {
        self.dirty.set(true);
        if self
            .errors
            .with_untracked(|errors| message_at(errors, name).is_some())
        {
            self.errors
                .update(|errors| errors.retain(|error| error.field != name));
        }
    }

    /// Shows the rules that `body` breaks; true where it breaks none.
    pub fn check(self, body: &impl Validate) -> bool {
        let found = Errors::of(body);
        self.show(found.iter().map(|error| error.to_problem(lang())).collect())
    }

    /// Shows these errors; true where there are none.
    pub fn show(self, errors: Vec<FieldProblem>) -> bool {
        let fine = errors.is_empty();
        self.failure.set(None);
        self.errors.set(errors);
        if !fine {
            self.refusals.update(|n| *n += 1);
        }
        fine
    }

    /// Shows why a submit failed: at the fields where the server names them, else above the form.
    pub fn fail(self, error: ApiError) {
        self.busy.set(false);
        match error {
            ApiError::Problem(problem) if !problem.errors.is_empty() => {
                self.show(problem.errors);
            }
            error => {
                self.errors.set(Vec::new());
                self.failure.set(Some(error));
                self.refusals.update(|n| *n += 1);
            }
        }
    }

    /// Checks `body` and sends it to endpoint `E` once; `done` gets the answer. The text stays in
    /// the form whatever happens.
    pub fn send<E>(self, path: &E::Path, body: &E::Body, done: impl FnOnce(Reply<E>) + 'static)
    where
        E: Endpoint<Query = ()>,
    {
        self.send_if_match::<E>(path, body, None, done);
    }

    /// As `send`, for a change to the version named by `etag`.
    pub fn send_if_match<E>(
        self,
        path: &E::Path,
        body: &E::Body,
        etag: Option<String>,
        done: impl FnOnce(Reply<E>) + 'static,
    ) where
        E: Endpoint<Query = ()>,
    {
        if self.busy.get_untracked() || !self.check(body) {
            return;
        }
        let request = Outgoing::of::<E>(path, &(), body).map(|out| Outgoing {
            if_match: etag,
            ..out
        });
        let done: Done = Box::new(move |raw| {
            done(Reply {
                value: api::decode(&raw.text)?,
                etag: raw.etag,
            });
            Ok(())
        });
        self.run(request, done);
    }

    fn run(self, request: Result<Outgoing, ApiError>, done: Done) {
        self.busy.set(true);
        spawn_local(async move {
            let answer = match request {
                Ok(request) => api::send(request).await,
                Err(error) => Err(error),
            };
            let failed = match answer {
                Ok(raw) => {
                    self.busy.try_set(false);
                    self.dirty.try_set(false);
                    done(raw).err()
                }
                Err(error) => Some(error),
            };
            if let Some(error) = failed {
                // The page may be gone by now; then there is nobody to tell here.
                if self.busy.try_get_untracked().is_some() {
                    self.fail(error);
                } else {
                    ui::toast(crate::t!(ui::failed_elsewhere));
                }
            }
        });
    }
}

/// The sentence for the field at `name`.
fn message_at(errors: &[FieldProblem], name: &str) -> Option<String> {
    errors
        .iter()
        .find(|error| error.field == name)
        .map(|error| error.message.clone())
}

/// The id of the field called `name` in the form around it, for its label and what describes it.
/// Asked for while the field is drawn: later there is no form around.
pub fn field_id(name: &str) -> String {
    match use_context::<Form>() {
        Some(form) => form.field_id(name),
        None => id_in("", name),
    }
}

fn id_in(form: &str, name: &str) -> String {
    let mut id = ["f", form, "-"].concat();
    id.extend(name.chars().map(|c| if c == '.' { '-' } else { c }));
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(field: &str, message: &str) -> FieldProblem {
        FieldProblem {
            field: field.into(),
            code: "required".into(),
            message: message.into(),
        }
    }

    #[test]
    fn a_field_shows_its_own_sentence_only() {
        let errors = [
            wrong("matters.0.text", "写一句"),
            wrong("matters.1.text", "太长"),
        ];
        assert_eq!(
            message_at(&errors, "matters.1.text"),
            Some("太长".to_owned())
        );
        assert_eq!(message_at(&errors, "matters"), None);
    }

    #[test]
    fn an_id_has_no_dot_because_links_and_selectors_read_it() {
        assert_eq!(field_id("matters.0.text"), "f-matters-0-text");
    }

    #[test]
    fn fields_of_one_name_in_two_forms_have_two_ids() {
        let owner = Owner::new();
        owner.set();
        let first = Form::provide();
        let in_first = field_id("reason");
        let second = Form::provide();
        assert_eq!(in_first, first.field_id("reason"));
        assert_eq!(field_id("reason"), second.field_id("reason"));
        assert_ne!(in_first, second.field_id("reason"));
    }

    #[test]
    fn changing_a_field_takes_its_sentence_away_and_no_other() {
        let owner = Owner::new();
        owner.set();
        let form = Form::provide();
        assert!(!form.show(vec![wrong("a", "x"), wrong("b", "y")]));
        form.touched("a");
        assert_eq!(
            (form.error("a"), form.error("b")),
            (None, Some("y".to_owned()))
        );
        assert!(form.dirty.get_untracked());
    }
}
