//! 认定: one's own application, cohorts, trainings, scores, assessors' seats, 拟认定 and
//! certificates.

#[expect(
    clippy::large_types_passed_by_value,
    reason = "a page's signals: handles that are meant to be copied"
)]
mod applications;
mod apply;
mod bulk;
mod certificates;
#[expect(
    clippy::large_types_passed_by_value,
    reason = "a page's signals: handles that are meant to be copied"
)]
mod cohort;
mod cohorts;
mod decision;
mod everyone;
mod evidence;
mod file;
mod legacy;
mod notice;
mod notices;
mod own;
mod own_application;
mod publish;
mod rules;
mod scores;
mod seat;
mod seats;
mod training;
mod trainings;
mod view;

use leptos::prelude::*;
use tongyu_shared::{api::problem::FieldProblem, validate::FieldError};

use crate::{form::Form, i18n::lang};

/// The page at `path` below the desk, where it is this room's.
pub fn page(path: &[&str]) -> Option<AnyView> {
    if let ["certification", rest @ ..] = path {
        return run(rest);
    }
    Some(match *path {
        ["instructor"] => view! { <own::OwnPage/> }.into_any(),
        ["instructor", "apply", level] => {
            let level = view::level_of(level)?;
            view! { <apply::ApplyPage level/> }.into_any()
        }
        ["instructor", application] => {
            let application = application.parse().ok()?;
            view! { <own_application::OwnApplicationPage application/> }.into_any()
        }
        ["seats"] => view! { <seats::SeatsPage/> }.into_any(),
        ["seats", seat] => view! { <seat::SeatPage seat=seat.parse().ok()?/> }.into_any(),
        ["trainings"] => view! { <trainings::OwnTrainingsPage/> }.into_any(),
        ["trainings", training] => {
            view! { <training::TrainingPage training=training.parse().ok()?/> }.into_any()
        }
        _ => return None,
    })
}

/// The pages of those who run certification and who certify.
fn run(path: &[&str]) -> Option<AnyView> {
    Some(match *path {
        [] => view! { <cohorts::CohortsPage/> }.into_any(),
        ["applications"] => view! { <applications::ApplicationsPage/> }.into_any(),
        ["applications", application] => {
            view! { <file::FilePage application=application.parse().ok()?/> }.into_any()
        }
        ["cohorts", cohort] => {
            view! { <cohort::CohortPage cohort=cohort.parse().ok()?/> }.into_any()
        }
        ["cohorts", cohort, "publish"] => {
            view! { <publish::PublishPage cohort=cohort.parse().ok()?/> }.into_any()
        }
        ["cohorts", cohort, "trainings"] => {
            view! { <trainings::CohortTrainingsPage cohort=cohort.parse().ok()?/> }.into_any()
        }
        ["cohorts", cohort, "scores"] => {
            view! { <scores::ScoresPage cohort=cohort.parse().ok()?/> }.into_any()
        }
        ["cohorts", cohort, "lessons"] => {
            view! { <scores::LessonsPage cohort=cohort.parse().ok()?/> }.into_any()
        }
        ["notices"] => view! { <notices::NoticesPage/> }.into_any(),
        ["notices", notice] => {
            view! { <notice::NoticePage notice=notice.parse().ok()?/> }.into_any()
        }
        ["certificates"] => view! { <certificates::CertificatesPage/> }.into_any(),
        ["certificates", certificate] => {
            let certificate = certificate.parse().ok()?;
            view! { <certificates::CertificatePage certificate/> }.into_any()
        }
        ["legacy"] => view! { <legacy::LegacyPage/> }.into_any(),
        ["legacy", batch] => {
            view! { <legacy::LegacyBatchPage batch=batch.parse().ok()?/> }.into_any()
        }
        _ => return None,
    })
}

/// Says at a field that it is empty, and what belongs there.
fn empty(form: Form, field: &str) {
    form.show(vec![FieldError::required(field).to_problem(lang())]);
}

/// Says at a field what the server was not even asked.
fn wrong(form: Form, field: &str, message: &str) {
    form.show(vec![FieldProblem {
        field: field.to_owned(),
        code: "required".to_owned(),
        message: message.to_owned(),
    }]);
}
