//! Certification in the database.

mod applications;
mod batches;
mod cohorts;
mod evidence;
mod people;
mod seats;
mod tables;

pub use applications::{
    appealed_levels, appeals_of, application, application_visible, by_ids, decide_appeal,
    events_of, insert_appeal, insert_application, insert_event, insert_relations, join_cohort,
    next_seq, of_cohort, of_person, page, raise_version, some, update,
};
pub use batches::{batch, batch_files, confirm_batch, insert_batch, mark_flagged, mark_opened};
pub use cohorts::{
    cohort, cohort_names, cohorts_within, in_cohorts, insert_cohort, insert_training,
    places_within, sign_ins_in, training, trainings_of, trainings_of_trainer,
};
pub use evidence::{
    declared_to, exams_of, lessons_of, micro_lessons_of, relations_of, reviewers_of, sent_back_of,
    sign_ins_of, trainers_of,
};
pub use people::{
    HoldsRole, Staff, holders_around, known, names_of_nodes, people, posts_of, staff, titles_on,
};
pub use seats::{
    free_seat, insert_seat, loads, score_seat, seat, seats_of, seats_of_assessor, sits_in,
};
pub use tables::{
    correct_exam, correct_lesson, insert_exam, insert_lesson, insert_sign_in, sign_in_again,
    take_back_sign_in,
};
