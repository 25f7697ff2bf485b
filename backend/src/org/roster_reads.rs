//! Who is in which class on a day, and who looks after whom: read by every room that shows
//! pupils. Each function takes the classes or the scope that its caller has been granted.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use tongyu_db::{
    Col, Conn, live_on,
    schema::{carer_end, enrolment, guardianship, org_node, person, school_class, student},
};
use tongyu_shared::{
    ids::{NodeId, PersonId, StudentId},
    time::Date,
    visits::types::Relation,
};

use crate::{access::Scope, http::fault::Fault};

diesel::alias!(org_node as school_node: SchoolNode);

/// A class with its school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassPlace {
    /// The class.
    pub id: NodeId,
    /// `三年级(2)班`.
    pub name: String,
    /// Its school.
    pub school: NodeId,
    /// The school's name.
    pub school_name: String,
}

/// A pupil in a class on the day that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolled {
    /// The pupil.
    pub student: StudentId,
    /// Name in full.
    pub name: String,
    /// The class.
    pub class: NodeId,
    /// Its name.
    pub class_name: String,
    /// The school.
    pub school: NodeId,
}

/// A guardian or carer by the school's roster, as staff know the family. Barred ones are never loaded;
/// whether something may be shown is [`relation_of`]'s to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guardian {
    /// The pupil.
    pub student: StudentId,
    /// The person.
    pub person: PersonId,
    /// Name in full.
    pub name: String,
    /// Relation to the pupil.
    pub relation: Relation,
    /// Whether this is who mainly looks after the child.
    pub primary_carer: bool,
    /// The phone as it is stored; absent where none is known.
    pub phone_sealed: Option<Vec<u8>>,
    /// Whether something may be sent, were there a phone: not where a guardian ended this carer's view.
    pub may_be_told: bool,
}

impl Guardian {
    /// Whether something can be sent.
    pub const fn is_reachable(&self) -> bool {
        self.may_be_told && self.phone_sealed.is_some()
    }
}

/// The classes of a scope, in the order of grades.
pub fn classes_within(
    conn: &mut Conn,
    scope: &Scope,
    today: Date,
) -> Result<Vec<ClassPlace>, Fault> {
    let rows: Vec<(Col<NodeId>, String, Col<NodeId>, String)> = school_class::table
        .inner_join(org_node::table.on(org_node::id.eq(school_class::node_id)))
        .inner_join(school_node.on(school_node.field(org_node::id).eq(school_class::school_id)))
        .filter(school_class::node_id.eq_any(scope.nodes()))
        .filter(live_on!(org_node, today.naive()))
        .order((org_node::sort, org_node::id))
        .select((
            org_node::id,
            org_node::name,
            school_node.field(org_node::id),
            school_node.field(org_node::name),
        ))
        .load(conn)?;
    let place = |(id, name, school, school_name): (Col<NodeId>, _, Col<NodeId>, _)| ClassPlace {
        id: id.0,
        name,
        school: school.0,
        school_name,
    };
    Ok(rows.into_iter().map(place).collect())
}

/// The class, where it lies in the scope.
pub fn class_within(
    conn: &mut Conn,
    scope: &Scope,
    class: NodeId,
    today: Date,
) -> Result<Option<ClassPlace>, Fault> {
    // A scope with classes holds few; one query serves both questions.
    let places = classes_within(conn, scope, today)?;
    Ok(places.into_iter().find(|place| place.id == class))
}

/// The classes of a school, in the order of grades.
pub fn classes_of_school(
    conn: &mut Conn,
    school: NodeId,
    today: Date,
) -> Result<Vec<(NodeId, String)>, Fault> {
    let rows: Vec<(Col<NodeId>, String)> = school_class::table
        .inner_join(org_node::table.on(org_node::id.eq(school_class::node_id)))
        .filter(school_class::school_id.eq(school.to_string()))
        .filter(live_on!(org_node, today.naive()))
        .order((org_node::sort, org_node::id))
        .select((org_node::id, org_node::name))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, name)| (id.0, name)).collect())
}

/// The query that the reads below share: every pupil with the class she is in on a day.
macro_rules! in_class_on {
    ($day:expr) => {
        enrolment::table
            .inner_join(student::table)
            .inner_join(org_node::table)
            .filter(live_on!(enrolment, $day.naive()))
            .select((
                student::id,
                student::name,
                org_node::id,
                org_node::name,
                student::school_id,
            ))
    };
}

type EnrolledRow = (Col<StudentId>, String, Col<NodeId>, String, Col<NodeId>);

fn enrolled((student, name, class, class_name, school): EnrolledRow) -> Enrolled {
    Enrolled {
        student: student.0,
        name,
        class: class.0,
        class_name,
        school: school.0,
    }
}

/// The pupils who are in these classes on `day`, by name.
pub fn students_in_classes(
    conn: &mut Conn,
    classes: &[NodeId],
    day: Date,
) -> Result<Vec<Enrolled>, Fault> {
    let classes: Vec<_> = classes.iter().map(ToString::to_string).collect();
    let rows: Vec<EnrolledRow> = in_class_on!(day)
        .filter(enrolment::class_id.eq_any(classes))
        .order((student::name, student::id))
        .load(conn)?;
    Ok(rows.into_iter().map(enrolled).collect())
}

/// The class of a pupil on `day`, if there is one.
pub fn enrolled_on(
    conn: &mut Conn,
    student: StudentId,
    day: Date,
) -> Result<Option<Enrolled>, Fault> {
    let row: Option<EnrolledRow> = in_class_on!(day)
        .filter(enrolment::student_id.eq(student.to_string()))
        .order(enrolment::id)
        .first(conn)
        .optional()?;
    Ok(row.map(enrolled))
}

/// Those of these pupils who are in a class of the scope on `day`.
pub fn students_within(
    conn: &mut Conn,
    scope: &Scope,
    students: &[StudentId],
    day: Date,
) -> Result<Vec<Enrolled>, Fault> {
    let students: Vec<_> = students.iter().map(ToString::to_string).collect();
    let rows: Vec<EnrolledRow> = in_class_on!(day)
        .filter(enrolment::student_id.eq_any(students))
        .filter(enrolment::class_id.eq_any(scope.nodes()))
        .order(enrolment::id)
        .load(conn)?;
    Ok(rows.into_iter().map(enrolled).collect())
}

/// These pupils with the classes they are in on `day`, by name. The caller has checked that they
/// are within reach.
pub fn students_of(
    conn: &mut Conn,
    students: &[StudentId],
    day: Date,
) -> Result<Vec<Enrolled>, Fault> {
    if students.is_empty() {
        return Ok(Vec::new());
    }
    let students: Vec<_> = students.iter().map(ToString::to_string).collect();
    let rows: Vec<EnrolledRow> = in_class_on!(day)
        .filter(enrolment::student_id.eq_any(students))
        .order((student::name, student::id))
        .load(conn)?;
    Ok(rows.into_iter().map(enrolled).collect())
}

/// Brothers and sisters, who share one of `guardians` on `day`, wherever they go to school.
pub fn siblings_of(
    conn: &mut Conn,
    of: StudentId,
    guardians: &[PersonId],
    day: Date,
) -> Result<Vec<StudentId>, Fault> {
    let guardians: Vec<_> = guardians.iter().map(ToString::to_string).collect();
    let rows: Vec<Col<StudentId>> = guardianship::table
        .filter(guardianship::person_id.eq_any(guardians))
        .filter(guardianship::student_id.ne(of.to_string()))
        .filter(guardianship::may_view.eq(true))
        .filter(live_on!(guardianship, day.naive()))
        .select(guardianship::student_id)
        .distinct()
        .load(conn)?;
    Ok(rows.into_iter().map(Col::into_inner).collect())
}

/// The class of each of these pupils on `day`, in words.
pub fn class_names_of(
    conn: &mut Conn,
    students: &[StudentId],
    day: Date,
) -> Result<HashMap<StudentId, String>, Fault> {
    let students: Vec<_> = students.iter().map(ToString::to_string).collect();
    let rows: Vec<(Col<StudentId>, String)> = enrolment::table
        .inner_join(org_node::table)
        .filter(enrolment::student_id.eq_any(students))
        .filter(live_on!(enrolment, day.naive()))
        .order(enrolment::id)
        .select((enrolment::student_id, org_node::name))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(student, name)| (student.0, name))
        .collect())
}

type GuardianRow = (
    Col<StudentId>,
    Col<PersonId>,
    String,
    Col<Relation>,
    bool,
    (Option<Vec<u8>>, bool, Option<NaiveDateTime>),
);

fn guardian((student, person, name, relation, primary_carer, reach): GuardianRow) -> Guardian {
    let (phone_sealed, may_decide, ended_at) = reach;
    Guardian {
        student: student.0,
        person: person.0,
        name,
        relation: relation.0,
        primary_carer,
        phone_sealed,
        may_be_told: may_decide || ended_at.is_none(),
    }
}

/// The guardians and carers of these pupils on `day`, who mainly look after them first.
pub fn guardians_of(
    conn: &mut Conn,
    students: &[StudentId],
    day: Date,
) -> Result<Vec<Guardian>, Fault> {
    let students: Vec<_> = students.iter().map(ToString::to_string).collect();
    let ended = carer_end::table.on(carer_end::student_id
        .eq(guardianship::student_id)
        .and(carer_end::person_id.eq(guardianship::person_id)));
    let rows: Vec<GuardianRow> = guardianship::table
        .inner_join(person::table)
        .left_join(ended)
        .filter(guardianship::student_id.eq_any(students))
        .filter(guardianship::may_view.eq(true))
        .filter(live_on!(guardianship, day.naive()))
        .order((guardianship::primary_carer.desc(), guardianship::id))
        .select((
            guardianship::student_id,
            person::id,
            person::name,
            guardianship::relation,
            guardianship::primary_carer,
            (
                person::phone_sealed,
                guardianship::may_decide,
                carer_end::ended_at.nullable(),
            ),
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(guardian).collect())
}

/// Who mainly looks after each of these pupils.
pub fn carers_in_classes(
    conn: &mut Conn,
    classes: &[NodeId],
    day: Date,
) -> Result<Vec<(StudentId, Relation)>, Fault> {
    let classes: Vec<_> = classes.iter().map(ToString::to_string).collect();
    let pupils = enrolment::table
        .filter(enrolment::class_id.eq_any(classes))
        .filter(live_on!(enrolment, day.naive()))
        .select(enrolment::student_id);
    let rows: Vec<(Col<StudentId>, Col<Relation>)> = guardianship::table
        .filter(guardianship::student_id.eq_any(pupils))
        .filter(guardianship::primary_carer.eq(true))
        .filter(guardianship::may_view.eq(true))
        .filter(live_on!(guardianship, day.naive()))
        .order(guardianship::id)
        .select((guardianship::student_id, guardianship::relation))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(student, relation)| (student.0, relation.0))
        .collect())
}

/// Whose view nobody ended: the word of a guardian outweighs the roster for a carer.
macro_rules! not_ended {
    ($who:expr) => {
        guardianship::may_decide
            .eq(true)
            .or(guardianship::student_id.ne_all(
                carer_end::table
                    .filter(carer_end::person_id.eq($who.to_string()))
                    .select(carer_end::student_id),
            ))
    };
}

/// Whether something can be sent to this person about the pupil on `day`: a guardian, or a carer whose
/// view nobody ended, who may view and has a phone.
pub fn may_receive(
    conn: &mut Conn,
    guardian: PersonId,
    of: StudentId,
    day: Date,
) -> Result<bool, Fault> {
    let found: Option<String> = guardianship::table
        .inner_join(person::table)
        .filter(guardianship::person_id.eq(guardian.to_string()))
        .filter(guardianship::student_id.eq(of.to_string()))
        .filter(guardianship::may_view.eq(true))
        .filter(not_ended!(guardian))
        .filter(live_on!(guardianship, day.naive()))
        .filter(person::phone_sealed.is_not_null())
        .select(guardianship::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// How a guardian or carer who may view is related to the pupil on `day`; nothing where the right
/// has ended, by the roster or by a guardian's word.
pub fn relation_of(
    conn: &mut Conn,
    guardian: PersonId,
    of: StudentId,
    day: Date,
) -> Result<Option<Relation>, Fault> {
    let relation: Option<Col<Relation>> = guardianship::table
        .filter(guardianship::person_id.eq(guardian.to_string()))
        .filter(guardianship::student_id.eq(of.to_string()))
        .filter(guardianship::may_view.eq(true))
        .filter(not_ended!(guardian))
        .filter(live_on!(guardianship, day.naive()))
        .select(guardianship::relation)
        .first(conn)
        .optional()?;
    Ok(relation.map(Col::into_inner))
}
