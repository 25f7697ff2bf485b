//! Sending the visit: check, freeze what the clock said, send, and forget the draft once the
//! server has it. Whatever goes wrong, the text stays.

use std::sync::Arc;

use leptos::prelude::*;
use tongyu_shared::{
    api::problem::{FieldProblem, ProblemCode},
    ids::{MatterId, VisitId},
    visits::{
        endpoints::SubmitVisit,
        types::{FamilyCard, NewVisit, VisitPath, VisitReceipt},
    },
};

use super::{
    super::{
        parts::reached_before,
        saved::{Saved, remember},
        view::{begins_later, place_of, place_on_page, sentence},
    },
    fields::Fields,
};
use crate::{
    api::ApiError,
    clock,
    form::Form,
    i18n::lang,
    offline::draft::Keeper,
    route, t,
    ui::{Actions, Button, KeptNote, Kind, LinkButton, Notice, Tone},
};

/// What submitting needs.
#[derive(Clone, Copy)]
pub struct Submit {
    form: Form,
    fields: Fields,
    keeper: Keeper,
    card: StoredValue<Arc<FamilyCard>>,
    /// The matters in the order in which they were sent.
    sent: StoredValue<Vec<MatterId>>,
}

impl Submit {
    /// Gets ready; from now on errors of the server stand at the fields of the page.
    pub fn new(form: Form, card: &Arc<FamilyCard>, fields: Fields, keeper: Keeper) -> Self {
        let submit = Self {
            form,
            fields,
            keeper,
            card: StoredValue::new(Arc::clone(card)),
            sent: StoredValue::new(Vec::new()),
        };
        Effect::new(move |_| submit.place_errors());
        submit
    }

    /// Checks and sends.
    pub fn run(self) {
        if self.form.busy.get_untracked() {
            return;
        }
        let draft = untrack(|| self.fields.draft());
        let Some(started) = draft.started_at() else {
            return self.refuse("started_at", t!(visit_pages::start_needed));
        };
        let now = clock::now();
        if let Some(message) = begins_later(lang(), started, now) {
            return self.refuse("started_at", message);
        }
        let Some(minutes) = draft.minutes(started, now) else {
            return self.refuse("minutes", t!(visit_pages::minutes_needed));
        };
        let student = self.card.with_value(|card| card.student);
        let visit = draft.to_visit(student, started, minutes);
        self.sent.set_value(ids(&visit));
        if !self.form.check(&visit) {
            return;
        }
        if draft.minutes.is_empty() {
            self.fields.all().sent_minutes.set(Some(minutes));
        }
        let path = VisitPath { visit: draft.visit };
        let done_with = visit.clone();
        let sent = self.keeper.sent();
        self.form.send::<SubmitVisit>(&path, &visit, move |reply| {
            sent.closed();
            self.done(&done_with, reply.value);
        });
    }

    fn refuse(self, field: &str, message: &str) {
        self.form.show(vec![FieldProblem {
            field: field.to_owned(),
            code: "required".to_owned(),
            message: message.to_owned(),
        }]);
    }

    fn place_errors(self) {
        let found = self.form.errors.get();
        let placed = self.sent.with_value(|sent| placed(&found, sent));
        if placed != found {
            self.form.errors.set(placed);
        }
    }

    fn done(self, visit: &NewVisit, receipt: VisitReceipt) {
        let saved = self.card.with_value(|card| Saved {
            visit: receipt.visit,
            name: card.name.clone(),
            students: visit.students.clone(),
            outcome: visit.outcome,
            wanted_mode: visit.wanted_mode,
            matters: receipt.matters,
            class: Some(card.class),
            coverage: receipt.coverage,
            before: reached_before::get(card.class),
            family_is_asked: Some(receipt.family_is_asked),
        });
        remember(saved);
        route::replace(&["/visits/", &receipt.visit.to_string(), "/saved"].concat());
    }
}

/// Errors at the fields of the page, in its words and order.
fn placed(found: &[FieldProblem], sent: &[MatterId]) -> Vec<FieldProblem> {
    let mut placed: Vec<FieldProblem> = found
        .iter()
        .map(|error| {
            let field = place_of(&error.field, sent);
            FieldProblem {
                message: sentence(lang(), &field, &error.code)
                    .unwrap_or_else(|| error.message.clone()),
                field,
                code: error.code.clone(),
            }
        })
        .collect();
    placed.sort_by_key(|error| place_on_page(&error.field));
    placed
}

fn ids(visit: &NewVisit) -> Vec<MatterId> {
    let matters = visit.brought_back.iter().flat_map(|said| &said.matters);
    matters.map(|matter| matter.id).collect()
}

/// The bar that stays in reach: where the text is, and the button.
#[component]
pub fn SubmitBar(
    /// What it does.
    submit: Submit,
) -> impl IntoView {
    let form = submit.form;
    let kept = submit.keeper.kept;
    let note = move || view! { <KeptNote kept/> };
    view! {
        {move || form.failure.get().map(|error| failure(&error, submit))}
        <Actions sticky=true note>
            <Button text=t!(visits::submit) submit=true busy=form.busy/>
        </Actions>
    }
    .into_any()
}

/// What to do next is said at the button too: the summary stands far above it.
fn failure(error: &ApiError, submit: Submit) -> AnyView {
    let stored = matches!(
        error,
        ApiError::Problem(problem) if problem.code == ProblemCode::DiffersFromFirst
    );
    if stored {
        return first_is_stored(untrack(|| submit.fields.draft()).visit);
    }
    // Once more would fail as well; the summary leads to the sign-in.
    if error.is_signed_out() {
        return ().into_any();
    }
    view! { <Notice text=t!(visit_pages::sent_not) tone=Tone::Bad/> }.into_any()
}

fn first_is_stored(visit: VisitId) -> AnyView {
    let href = ["/visits/", &visit.to_string()].concat();
    view! {
        <Notice text=t!(visit_pages::first_is_stored) tone=Tone::Warn>
            <LinkButton text=t!(visit_pages::see_first) href kind=Kind::Quiet/>
        </Notice>
    }
    .into_any()
}
