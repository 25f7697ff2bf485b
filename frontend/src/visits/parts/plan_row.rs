//! A planned visit in a list: to whom, when, how.

use leptos::prelude::*;
use tongyu_shared::{
    names::mask_name,
    time::words as time_words,
    visits::{types::PlanLine, words},
};

use crate::{
    clock,
    i18n::lang,
    ui::{Masked, Row, Tag},
};

/// A row that leads to the family card.
pub fn plan_row(plan: &PlanLine) -> AnyView {
    let who = Masked::name(plan.name.clone(), mask_name(&plan.name));
    let when = planned_for(plan);
    let href = ["/students/", &plan.student.to_string()].concat();
    let text = words::mode(lang(), plan.mode);
    view! {
        <Row who note=when detail=plan.class_name.clone() href>
            <Tag text/>
        </Row>
    }
    .into_any()
}

/// `明天 19:00`.
pub fn planned_for(plan: &PlanLine) -> String {
    time_words::relative(lang(), clock::now(), plan.planned_for)
}
