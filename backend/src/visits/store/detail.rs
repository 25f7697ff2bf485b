//! What a visit says. Sealed text comes out sealed; the service opens what its reader may see.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use tongyu_db::{
    Col, Conn,
    schema::{
        account, enrolment, guardianship, matter, org_node, person, student, visit, visit_matter,
        visit_met, visit_student,
    },
};
use tongyu_shared::{
    ids::{AccountId, MatterId, NodeId, PersonId, StudentId, VisitId},
    time::{Date, Instant},
    visits::{
        state::{ConfirmedBy, VisitState},
        types::{Delivered, Outcome, Relation, VisitMode},
    },
};

use super::{instant, texts};
use crate::{access::Scope, http::fault::Fault};

/// A visit's own row, in words where a page shows words.
#[derive(Clone, Debug)]
pub struct Detail {
    /// Where it stands.
    pub state: VisitState,
    /// Whose word confirmed it, where it was confirmed.
    pub confirmed_by: Option<ConfirmedBy>,
    /// When it began.
    pub started_at: Instant,
    /// Minutes it took.
    pub minutes: i32,
    /// How it took place.
    pub mode: VisitMode,
    /// What became of it.
    pub outcome: Outcome,
    /// The way the family would rather have.
    pub wanted_mode: Option<VisitMode>,
    /// Whether the child was there.
    pub met_child: bool,
    /// What of the four was done.
    pub delivered: Vec<Delivered>,
    /// When to be in touch again.
    pub next_contact: Option<Date>,
    /// The class.
    pub class_name: String,
    /// The school.
    pub school_name: String,
    /// Who recorded it.
    pub author_name: String,
}

diesel::alias!(org_node as school_node: SchoolNode);

#[expect(clippy::struct_excessive_bools, reason = "the columns of the table")]
#[derive(Queryable)]
struct DetailRow {
    state: Col<VisitState>,
    confirmed_by: Option<Col<ConfirmedBy>>,
    started_at: NaiveDateTime,
    minutes: i32,
    mode: Col<VisitMode>,
    outcome: Col<Outcome>,
    wanted_mode: Option<Col<VisitMode>>,
    met_child: bool,
    care: bool,
    policy: bool,
    opinions_sought: bool,
    resources: bool,
    next_contact_on: Option<NaiveDate>,
    class_name: String,
    school_name: String,
    author_name: String,
}

/// A visit by id. Whether the reader may see it, [`texts_within`] says.
pub fn detail(conn: &mut Conn, id: VisitId) -> Result<Option<Detail>, Fault> {
    let row: Option<DetailRow> = visit::table
        .inner_join(account::table.inner_join(person::table))
        .inner_join(org_node::table.on(org_node::id.eq(visit::class_id)))
        .inner_join(school_node.on(school_node.field(org_node::id).eq(visit::school_id)))
        .filter(visit::id.eq(id.to_string()))
        .select((
            visit::state,
            visit::confirmed_by,
            visit::started_at,
            visit::minutes,
            visit::mode,
            visit::outcome,
            visit::wanted_mode,
            visit::met_child,
            visit::care,
            visit::policy,
            visit::opinions_sought,
            visit::resources,
            visit::next_contact_on,
            org_node::name,
            school_node.field(org_node::name),
            person::name,
        ))
        .first(conn)
        .optional()?;
    Ok(row.map(DetailRow::into_detail))
}

impl DetailRow {
    fn into_detail(self) -> Detail {
        let done = [
            (self.care, Delivered::Care),
            (self.policy, Delivered::Policy),
            (self.opinions_sought, Delivered::OpinionsSought),
            (self.resources, Delivered::Resources),
        ];
        Detail {
            state: self.state.0,
            confirmed_by: self.confirmed_by.map(Col::into_inner),
            started_at: instant(self.started_at),
            minutes: self.minutes,
            mode: self.mode.0,
            outcome: self.outcome.0,
            wanted_mode: self.wanted_mode.map(|mode| mode.0),
            met_child: self.met_child,
            delivered: done
                .into_iter()
                .filter(|(done, _)| *done)
                .map(|(_, what)| what)
                .collect(),
            next_contact: self.next_contact_on.map(Date::from),
            class_name: self.class_name,
            school_name: self.school_name,
            author_name: self.author_name,
        }
    }
}

/// What was written of one pupil, sealed with that pupil's key.
#[derive(Clone, Debug)]
pub struct StudentText {
    /// The pupil.
    pub student: StudentId,
    /// Name in full.
    pub name: String,
    /// The agreed measure.
    pub measure_sealed: Option<Vec<u8>>,
    /// Family circumstances.
    pub circumstances_sealed: Option<Vec<u8>>,
}

type TextRow = (Col<StudentId>, String, Option<Vec<u8>>, Option<Vec<u8>>);

/// The pupils of a visit whom a reader with this scope may read about: all of a visit to a class
/// of the scope, else those who have come into such a class of the same school since. Empty where
/// the visit is out of reach or does not exist.
pub fn texts_within(
    conn: &mut Conn,
    id: VisitId,
    scope: &Scope,
    today: Date,
) -> Result<Vec<StudentText>, Fault> {
    let today = today.naive();
    let pupils_now = enrolment::table
        .filter(enrolment::class_id.eq_any(scope.nodes()))
        .filter(enrolment::from_on.le(today))
        .filter(enrolment::to_on.is_null().or(enrolment::to_on.ge(today)))
        .select(enrolment::student_id);
    let came_since = visit_student::student_id
        .eq_any(pupils_now)
        .and(visit::school_id.eq(student::school_id));
    let rows: Vec<TextRow> = visit_student::table
        .inner_join(visit::table)
        .inner_join(student::table)
        .filter(visit_student::visit_id.eq(id.to_string()))
        .filter(visit::class_id.eq_any(scope.nodes()).or(came_since))
        .order((student::name, student::id))
        .select((
            student::id,
            student::name,
            visit_student::measure_sealed,
            visit_student::circumstances_sealed,
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(student_text).collect())
}

/// The pupils of a visit that this account recorded in one of these schools, with its beginning.
/// Which of them its author may still read about, the caller says.
pub fn texts_by(
    conn: &mut Conn,
    id: VisitId,
    author: AccountId,
    schools: &[NodeId],
) -> Result<Vec<(StudentText, Instant)>, Fault> {
    let rows: Vec<(TextRow, NaiveDateTime)> = visit_student::table
        .inner_join(visit::table)
        .inner_join(student::table)
        .filter(visit_student::visit_id.eq(id.to_string()))
        .filter(visit::author_id.eq(author.to_string()))
        .filter(visit::school_id.eq_any(texts(schools)))
        .order((student::name, student::id))
        .select((
            (
                student::id,
                student::name,
                visit_student::measure_sealed,
                visit_student::circumstances_sealed,
            ),
            visit::started_at,
        ))
        .load(conn)?;
    let text = |(row, at): (TextRow, NaiveDateTime)| (student_text(row), instant(at));
    Ok(rows.into_iter().map(text).collect())
}

/// All pupils of a visit. For a family's link page, whose service leaves out other families.
pub fn all_texts(conn: &mut Conn, id: VisitId) -> Result<Vec<StudentText>, Fault> {
    let rows: Vec<TextRow> = visit_student::table
        .inner_join(student::table)
        .filter(visit_student::visit_id.eq(id.to_string()))
        .order((student::name, student::id))
        .select((
            student::id,
            student::name,
            visit_student::measure_sealed,
            visit_student::circumstances_sealed,
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(student_text).collect())
}

fn student_text((student, name, measure_sealed, circumstances_sealed): TextRow) -> StudentText {
    StudentText {
        student: student.0,
        name,
        measure_sealed,
        circumstances_sealed,
    }
}

/// Someone who was met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Met {
    /// The person.
    pub person: PersonId,
    /// Name in full.
    pub name: String,
    /// Relation to the pupil.
    pub relation: Relation,
}

/// Who of these pupils' families was met.
pub fn met_of(conn: &mut Conn, id: VisitId, students: &[StudentId]) -> Result<Vec<Met>, Fault> {
    let family = guardianship::table
        .filter(guardianship::student_id.eq_any(texts(students)))
        .select(guardianship::person_id);
    let rows: Vec<(Col<PersonId>, String, Col<Relation>)> = visit_met::table
        .inner_join(person::table)
        .filter(visit_met::visit_id.eq(id.to_string()))
        .filter(visit_met::person_id.eq_any(family))
        .order((visit_met::relation, person::id))
        .select((person::id, person::name, visit_met::relation))
        .load(conn)?;
    let met = |(person, name, relation): (Col<PersonId>, _, Col<Relation>)| Met {
        person: person.0,
        name,
        relation: relation.0,
    };
    Ok(rows.into_iter().map(met).collect())
}

/// What these visits brought back about a pupil.
pub fn matters_of_visits(
    conn: &mut Conn,
    visits: &[VisitId],
    about: StudentId,
) -> Result<Vec<MatterId>, Fault> {
    if visits.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<Col<MatterId>> = visit_matter::table
        .inner_join(matter::table)
        .filter(visit_matter::visit_id.eq_any(texts(visits)))
        .filter(matter::student_id.eq(about.to_string()))
        .order(matter::id)
        .select(matter::id)
        .load(conn)?;
    Ok(rows.into_iter().map(Col::into_inner).collect())
}

/// What a visit brought back about these pupils; what `raiser` alone said, where one is given.
pub fn matters_of(
    conn: &mut Conn,
    id: VisitId,
    students: &[StudentId],
    raiser: Option<PersonId>,
) -> Result<Vec<MatterId>, Fault> {
    let mut query = visit_matter::table
        .inner_join(matter::table)
        .filter(visit_matter::visit_id.eq(id.to_string()))
        .filter(matter::student_id.eq_any(texts(students)))
        .order(matter::id)
        .select(matter::id)
        .into_boxed();
    if let Some(raiser) = raiser {
        query = query.filter(matter::raiser_id.eq(raiser.to_string()));
    }
    let rows: Vec<Col<MatterId>> = query.load(conn)?;
    Ok(rows.into_iter().map(Col::into_inner).collect())
}

/// One visit of one pupil, as the family card lists it.
#[derive(Clone, Debug)]
pub struct VisitOfStudent {
    /// The visit.
    pub visit: VisitId,
    /// Who recorded it.
    pub author: AccountId,
    /// When it began.
    pub started_at: Instant,
    /// How it took place.
    pub mode: VisitMode,
    /// What became of it.
    pub outcome: Outcome,
    /// Where it stands.
    pub state: VisitState,
    /// The agreed measure.
    pub measure_sealed: Option<Vec<u8>>,
}

type StudentVisitRow = (
    Col<VisitId>,
    Col<AccountId>,
    NaiveDateTime,
    Col<VisitMode>,
    Col<Outcome>,
    Col<VisitState>,
    Option<Vec<u8>>,
    bool,
);

/// The visits of a pupil by the present school, the latest first. The caller has checked that the
/// pupil is within reach.
pub fn visits_of_student(conn: &mut Conn, of: StudentId) -> Result<Vec<VisitOfStudent>, Fault> {
    let rows: Vec<StudentVisitRow> = visit_student::table
        .inner_join(visit::table)
        .inner_join(student::table)
        .filter(visit_student::student_id.eq(of.to_string()))
        .filter(visit::state.ne(VisitState::Voided.as_str()))
        .order((visit::started_at.desc(), visit::id.desc()))
        .select((
            visit::id,
            visit::author_id,
            visit::started_at,
            visit::mode,
            visit::outcome,
            visit::state,
            visit_student::measure_sealed,
            // Not a condition: it would lead the planner to all visits of the school.
            visit::school_id.eq(student::school_id),
        ))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(visit_of_student).collect())
}

/// The visit, unless it was by a school that the pupil has left.
fn visit_of_student(row: StudentVisitRow) -> Option<VisitOfStudent> {
    let (visit, author, started_at, mode, outcome, state, measure_sealed, same_school) = row;
    same_school.then_some(VisitOfStudent {
        visit: visit.0,
        author: author.0,
        started_at: instant(started_at),
        mode: mode.0,
        outcome: outcome.0,
        state: state.0,
        measure_sealed,
    })
}

/// A pupil's address as it is stored.
pub fn address_sealed(conn: &mut Conn, of: StudentId) -> Result<Option<Vec<u8>>, Fault> {
    Ok(student::table
        .find(of.to_string())
        .select(student::address_sealed)
        .first::<Option<Vec<u8>>>(conn)
        .optional()?
        .flatten())
}
