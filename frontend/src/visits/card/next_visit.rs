//! 约个时间: the reader's plan to visit the family, made, moved and dropped.

use leptos::prelude::*;
use tongyu_shared::{
    api::problem::FieldProblem,
    ids::{PlanId, StudentId},
    visits::{
        endpoints::{CancelPlan, MovePlan, PlanVisit},
        types::{FamilyCard, NewPlan, PlanChange, PlanLine, PlanPath, VisitMode},
        words,
    },
};

use super::super::{
    parts::{mode_chips, planned_for},
    view::moment,
};
use crate::{
    clock,
    form::Form,
    i18n::lang,
    t,
    ui::{Actions, Button, Card, DateField, FormFrame, Kind, TimeField, toast},
};

/// When most families are at home.
const EVENING: &str = "19:00";

/// The card with the plan, or with the way to make one.
pub fn next_visit(card: &FamilyCard) -> AnyView {
    let editor = Editor::new(card);
    view! {
        <Card title=t!(visit_pages::next_visit)>
            <FormFrame on_submit=Callback::new(move |()| editor.send())>
                {move || if editor.open.get() { editor.fields() } else { editor.shown() }}
            </FormFrame>
        </Card>
    }
    .into_any()
}

#[derive(Clone, Copy)]
struct Editor {
    form: Form,
    student: StudentId,
    plan: StoredValue<Option<PlanLine>>,
    /// Made here once, so that a repeat makes no second plan.
    id: PlanId,
    open: RwSignal<bool>,
    date: RwSignal<String>,
    time: RwSignal<String>,
    mode: RwSignal<String>,
}

impl Editor {
    fn new(card: &FamilyCard) -> Self {
        let plan = card.plan.clone();
        let (date, time, mode) = match &plan {
            Some(plan) => (
                plan.planned_for.date(),
                tongyu_shared::time::words::clock(plan.planned_for),
                plan.mode,
            ),
            None => (
                clock::today().plus_days(1),
                EVENING.to_owned(),
                VisitMode::Home,
            ),
        };
        Self {
            form: Form::provide(),
            student: card.student,
            id: plan.as_ref().map_or_else(PlanId::new, |plan| plan.plan),
            plan: StoredValue::new(plan),
            open: RwSignal::new(false),
            date: RwSignal::new(date.to_string()),
            time: RwSignal::new(time),
            mode: RwSignal::new(mode.to_string()),
        }
    }

    fn shown(self) -> AnyView {
        let edit = Callback::new(move |()| self.open.set(true));
        let Some(plan) = self.plan.get_value() else {
            return view! {
                <Button text=t!(visit_pages::plan_a_time) kind=Kind::Secondary on_press=edit/>
            }
            .into_any();
        };
        let drop = Callback::new(move |()| self.cancel());
        view! {
            <p>
                <b>{planned_for(&plan)}</b>
                " "
                {words::mode(lang(), plan.mode)}
            </p>
            <Actions>
                <Button text=t!(visit_pages::change_time) kind=Kind::Secondary on_press=edit/>
                <Button
                    text=t!(visit_pages::cancel_plan)
                    kind=Kind::Quiet
                    busy=self.form.busy
                    on_press=drop
                />
            </Actions>
        }
        .into_any()
    }

    fn fields(self) -> AnyView {
        let close = Callback::new(move |()| self.open.set(false));
        view! {
            <div class="visits-start">
                <DateField name="planned_for" label=t!(visit_pages::date) value=self.date/>
                <TimeField name="time" label=t!(visit_pages::time) value=self.time/>
            </div>
            {mode_chips(self.mode)}
            <Actions>
                <Button text=t!(visit_pages::keep_plan) submit=true busy=self.form.busy/>
                <Button text=t!(ui::close) kind=Kind::Quiet on_press=close/>
            </Actions>
        }
        .into_any()
    }

    fn send(self) {
        let at = moment(&self.date.get_untracked(), &self.time.get_untracked());
        let mode = self.mode.with_untracked(|mode| mode.parse());
        let (Some(planned_for), Ok(mode)) = (at, mode) else {
            self.form.show(vec![FieldProblem {
                field: "planned_for".to_owned(),
                code: "required".to_owned(),
                message: t!(visit_pages::plan_needs_time).to_owned(),
            }]);
            return;
        };
        let path = PlanPath { plan: self.id };
        match self.etag() {
            None => {
                let student = self.student;
                let body = NewPlan {
                    student,
                    planned_for,
                    mode,
                };
                self.form
                    .send::<PlanVisit>(&path, &body, |reply| said(&reply.value));
            }
            etag => {
                let body = PlanChange { planned_for, mode };
                self.form
                    .send_if_match::<MovePlan>(&path, &body, etag, |reply| said(&reply.value));
            }
        }
    }

    fn cancel(self) {
        let path = PlanPath { plan: self.id };
        self.form
            .send_if_match::<CancelPlan>(&path, &(), self.etag(), |_| {
                toast(t!(visit_pages::plan_cancelled));
            });
    }

    /// The version of the plan that is on the page.
    fn etag(self) -> Option<String> {
        self.plan.with_value(|plan| {
            let plan = plan.as_ref()?;
            Some(["\"v", &plan.version.to_string(), "\""].concat())
        })
    }
}

fn said(plan: &PlanLine) {
    toast(t!(visit_pages::plan_kept, planned_for(plan)));
}
