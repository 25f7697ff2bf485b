//! Visits in the database. Functions that write take the transaction; those that read people's
//! data take the pupils, classes or scope that their caller was granted.

mod answers;
mod contacts;
mod detail;
mod disputed;
mod plans;
mod reached;
mod submission;

pub use answers::{Answered, NewAnswer, answers_of, confirmable, insert_answer, set_state};
pub use answers::{confirm_silent, silent_visits};
pub use contacts::{
    Contact, ContactsOf, contacts, open_matters_of_visits, pupils_of_matters,
    visits_with_open_matters,
};
pub use detail::{
    Detail, Met, StudentText, VisitOfStudent, address_sealed, all_texts, detail, matters_of,
    matters_of_visits, met_of, texts_by, texts_within, visits_of_student,
};
pub use disputed::{denied_at, disputed_within, names_of_pupils};
pub use plans::{
    NewPlanRow, Plan, PlanMove, change_plan, insert_plan, open_plans_for, open_plans_until,
    plan_by_id,
};
pub use reached::{count_in_class, way_of};
pub use submission::{
    First, MetRow, StudentRow, VisitRow, first, insert, insert_matters, is_family_asked,
};

use tongyu_shared::{
    ids::{PersonId, VisitId},
    time::Instant,
};

use crate::crypto::Place;

/// Where the agreed measure is sealed.
pub fn measure_place(visit: &str) -> Place<'_> {
    Place {
        table: "visit_student",
        column: "measure_sealed",
        row: visit,
    }
}

/// Where family circumstances are sealed.
pub fn circumstances_place(visit: &str) -> Place<'_> {
    Place {
        table: "visit_student",
        column: "circumstances_sealed",
        row: visit,
    }
}

/// Where the note on a family's answer is sealed; `row` comes from [`answer_row`].
pub fn note_place(row: &str) -> Place<'_> {
    Place {
        table: "visit_answer",
        column: "note_sealed",
        row,
    }
}

/// The row of a person's answer.
pub fn answer_row(visit: VisitId, person: PersonId) -> String {
    format!("{visit}/{person}")
}

fn texts<T: ToString>(ids: &[T]) -> Vec<String> {
    ids.iter().map(ToString::to_string).collect()
}

fn instant(at: chrono::NaiveDateTime) -> Instant {
    Instant::from_naive_utc(at)
}
