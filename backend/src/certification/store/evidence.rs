//! What the system holds on candidates, for many of them at once.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use tongyu_db::{
    Col, Conn,
    schema::{
        account, application, application_event, declared_relation, exam_score, lesson,
        observed_lesson, sign_in, training,
    },
};
use tongyu_shared::{
    certification::state::CertEvent,
    courses::state::LessonState,
    ids::{ApplicationId, PersonId},
};

use super::super::rows::{ExamRow, LessonRowDb, RelationRow, SignInRow, TrainingRow};
use crate::http::fault::Fault;

fn texts<T: ToString>(ids: &[T]) -> Vec<String> {
    ids.iter().map(ToString::to_string).collect()
}

/// Sign-ins with their trainings, the first day first; those taken back too.
pub fn sign_ins_of(
    conn: &mut Conn,
    ids: &[ApplicationId],
) -> Result<Vec<(SignInRow, TrainingRow)>, Fault> {
    Ok(sign_in::table
        .inner_join(training::table)
        .filter(sign_in::application_id.eq_any(texts(ids)))
        .order((training::day, training::id))
        .select((SignInRow::as_select(), TrainingRow::as_select()))
        .load(conn)?)
}

/// Two people between whom there is a tie; the first is one of those who were asked about.
type Ties = Vec<(PersonId, PersonId)>;

/// Who trains those who made these applications: who holds a training of the cohort, and who held
/// one that they signed in to, for whichever application of theirs.
pub fn trainers_of(
    conn: &mut Conn,
    ids: &[ApplicationId],
    people: &[PersonId],
) -> Result<Ties, Fault> {
    let planned: Vec<(Col<PersonId>, Col<PersonId>)> = application::table
        .inner_join(training::table.on(training::cohort_id.nullable().eq(application::cohort_id)))
        .inner_join(account::table.on(account::id.eq(training::trainer_id)))
        .filter(application::id.eq_any(texts(ids)))
        .select((application::person_id, account::person_id))
        .distinct()
        .load(conn)?;
    let signed_in: Vec<(Col<PersonId>, Col<PersonId>)> = sign_in::table
        .inner_join(application::table)
        .inner_join(training::table)
        .inner_join(account::table.on(account::id.eq(training::trainer_id)))
        .filter(application::person_id.eq_any(texts(people)))
        .filter(sign_in::taken_back_at.is_null())
        .select((application::person_id, account::person_id))
        .distinct()
        .load(conn)?;
    let all = planned.into_iter().chain(signed_in);
    Ok(all.map(|(who, by)| (who.0, by.0)).collect())
}

/// Who declared a relation to these people as an assessor, of whichever application of theirs.
pub fn declared_to(conn: &mut Conn, people: &[PersonId]) -> Result<Ties, Fault> {
    let rows: Vec<(Col<PersonId>, Col<PersonId>)> = declared_relation::table
        .inner_join(application::table)
        .inner_join(account::table)
        .filter(application::person_id.eq_any(texts(people)))
        .select((application::person_id, account::person_id))
        .distinct()
        .load(conn)?;
    Ok(rows.into_iter().map(|(who, by)| (who.0, by.0)).collect())
}

/// Observed lessons, the first day first.
pub fn lessons_of(conn: &mut Conn, ids: &[ApplicationId]) -> Result<Vec<LessonRowDb>, Fault> {
    Ok(observed_lesson::table
        .filter(observed_lesson::application_id.eq_any(texts(ids)))
        .order((observed_lesson::day, observed_lesson::class_name))
        .select(LessonRowDb::as_select())
        .load(conn)?)
}

/// Exams, the first day first.
pub fn exams_of(conn: &mut Conn, ids: &[ApplicationId]) -> Result<Vec<ExamRow>, Fault> {
    Ok(exam_score::table
        .filter(exam_score::application_id.eq_any(texts(ids)))
        .order((exam_score::day, exam_score::part))
        .select(ExamRow::as_select())
        .load(conn)?)
}

/// Declared relations.
pub fn relations_of(conn: &mut Conn, ids: &[ApplicationId]) -> Result<Vec<RelationRow>, Fault> {
    Ok(declared_relation::table
        .filter(declared_relation::application_id.eq_any(texts(ids)))
        .order((declared_relation::declared_at, declared_relation::id))
        .select(RelationRow::as_select())
        .load(conn)?)
}

/// When each of these applications was sent back.
pub fn sent_back_of(
    conn: &mut Conn,
    ids: &[ApplicationId],
) -> Result<Vec<(ApplicationId, NaiveDateTime)>, Fault> {
    let rows: Vec<(Col<ApplicationId>, NaiveDateTime)> = application_event::table
        .filter(application_event::application_id.eq_any(texts(ids)))
        .filter(application_event::kind.eq(CertEvent::SendBack.as_str()))
        .order((application_event::application_id, application_event::seq))
        .select((application_event::application_id, application_event::at))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, at)| (id.0, at)).collect())
}

/// The published micro-lessons of some people, by title.
pub fn micro_lessons_of(
    conn: &mut Conn,
    people: &[PersonId],
) -> Result<Vec<(PersonId, String)>, Fault> {
    let rows: Vec<(Col<PersonId>, String)> = lesson::table
        .inner_join(account::table.on(account::id.eq(lesson::author_id)))
        .filter(account::person_id.eq_any(texts(people)))
        .filter(lesson::state.eq(LessonState::Published.as_str()))
        .order((lesson::published_at, lesson::id))
        .select((account::person_id, lesson::title))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(who, title)| (who.0, title))
        .collect())
}

diesel::alias!(account as reviewer: Reviewer);

/// Who worked on a micro-lesson with these people: author and reviewer of the same one. The first
/// is one of the people, whichever of the two.
pub fn reviewers_of(conn: &mut Conn, people: &[PersonId]) -> Result<Ties, Fault> {
    let rows: Vec<(Col<PersonId>, Col<PersonId>)> = lesson::table
        .inner_join(account::table.on(account::id.eq(lesson::author_id)))
        .inner_join(
            reviewer.on(reviewer
                .field(account::id)
                .nullable()
                .eq(lesson::reviewer_id)),
        )
        .filter(
            account::person_id
                .eq_any(texts(people))
                .or(reviewer.field(account::person_id).eq_any(texts(people))),
        )
        .select((account::person_id, reviewer.field(account::person_id)))
        .distinct()
        .load(conn)?;
    let both = rows
        .into_iter()
        .flat_map(|(author, other)| [(author.0, other.0), (other.0, author.0)]);
    Ok(both.filter(|(who, _)| people.contains(who)).collect())
}
