//! Guardians as joining needs them, barred ones included: rules decide what each is shown.

use diesel::prelude::*;
use tongyu_db::{
    Col, Conn, live_on,
    schema::{
        carer_end, carer_request, consent, enrolment, guardianship, org_node, person, school_class,
        student,
    },
};
use tongyu_shared::{
    ids::{NodeId, PersonId, StudentId},
    org::grades::Stage,
    time::Date,
    visits::types::Relation,
};

use crate::{
    http::fault::Fault,
    org::{places::stage_of, roster_reads::school_node},
};

/// A child as the way to joining names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pupil {
    /// The child.
    pub student: StudentId,
    /// Name in full; pages of links mask it.
    pub name: String,
    /// `三年级(2)班`.
    pub class_name: String,
    /// The school.
    pub school_name: String,
    /// The class today.
    pub class: NodeId,
    /// The stage of its grade.
    pub stage: Option<Stage>,
}

type PupilRow = (Col<StudentId>, String, String, String, Col<NodeId>, String);

fn to_pupil((student, name, class_name, school_name, class, grade): PupilRow) -> Pupil {
    Pupil {
        student: student.0,
        name,
        class_name,
        school_name,
        class: class.0,
        stage: stage_of(&grade),
    }
}

/// These children where they are in a class today, each once.
pub fn pupils(conn: &mut Conn, students: &[StudentId], today: Date) -> Result<Vec<Pupil>, Fault> {
    let students: Vec<_> = students.iter().map(ToString::to_string).collect();
    let rows: Vec<PupilRow> = enrolment::table
        .inner_join(student::table)
        .inner_join(org_node::table)
        .inner_join(school_class::table.on(school_class::node_id.eq(enrolment::class_id)))
        .inner_join(school_node.on(school_node.field(org_node::id).eq(student::school_id)))
        .filter(enrolment::student_id.eq_any(students))
        .filter(live_on!(enrolment, today.naive()))
        .order((org_node::sort, student::name, student::id, enrolment::id))
        .select((
            student::id,
            student::name,
            org_node::name,
            school_node.field(org_node::name),
            org_node::id,
            school_class::grade,
        ))
        .load(conn)?;
    let mut found: Vec<Pupil> = Vec::with_capacity(rows.len());
    for pupil in rows.into_iter().map(to_pupil) {
        if found.iter().all(|known| known.student != pupil.student) {
            found.push(pupil);
        }
    }
    Ok(found)
}

/// How someone is related to a child whom she sees no more, or not yet: it says how large her pages
/// are set, and nothing else.
pub fn last_relation(conn: &mut Conn, who: PersonId) -> Result<Option<Relation>, Fault> {
    let known: Option<Col<Relation>> = guardianship::table
        .filter(guardianship::person_id.eq(who.to_string()))
        .order(guardianship::id.desc())
        .select(guardianship::relation)
        .first(conn)
        .optional()?;
    let asked = |conn: &mut Conn| {
        carer_request::table
            .filter(carer_request::person_id.eq(who.to_string()))
            .order(carer_request::id.desc())
            .select(carer_request::relation)
            .first::<Col<Relation>>(conn)
            .optional()
    };
    let relation = match known {
        Some(known) => Some(known),
        None => asked(conn)?,
    };
    Ok(relation.map(Col::into_inner))
}

/// How someone stands to a child today, and what the school lets this person do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The relation.
    pub relation: Relation,
    /// `false` for a barred guardian.
    pub may_view: bool,
    /// Whether this is a guardian, who decides for the child.
    pub may_decide: bool,
}

/// How a person stands to a child today.
pub fn standing(
    conn: &mut Conn,
    who: PersonId,
    of: StudentId,
    today: Date,
) -> Result<Option<Standing>, Fault> {
    let row: Option<(Col<Relation>, bool, bool)> = guardianship::table
        .filter(guardianship::person_id.eq(who.to_string()))
        .filter(guardianship::student_id.eq(of.to_string()))
        .filter(live_on!(guardianship, today.naive()))
        .select((
            guardianship::relation,
            guardianship::may_view,
            guardianship::may_decide,
        ))
        .first(conn)
        .optional()?;
    Ok(row.map(|(relation, may_view, may_decide)| Standing {
        relation: relation.0,
        may_view,
        may_decide,
    }))
}

/// A guardian whom the roster knows by a phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Registered {
    /// Who.
    pub person: PersonId,
    /// As what.
    pub relation: Relation,
    /// `false` for a barred guardian.
    pub may_view: bool,
}

/// Guardians of a child whom the roster knows by this phone, barred ones too.
pub fn registered(
    conn: &mut Conn,
    of: StudentId,
    phone_hash: &str,
    today: Date,
) -> Result<Vec<Registered>, Fault> {
    let rows: Vec<(Col<PersonId>, Col<Relation>, bool)> = guardianship::table
        .inner_join(person::table)
        .filter(guardianship::student_id.eq(of.to_string()))
        .filter(person::phone_hash.eq(phone_hash))
        .filter(live_on!(guardianship, today.naive()))
        .order(guardianship::id)
        .select((person::id, guardianship::relation, guardianship::may_view))
        .load(conn)?;
    let known = |(person, relation, may_view): (Col<PersonId>, Col<Relation>, bool)| Registered {
        person: person.0,
        relation: relation.0,
        may_view,
    };
    Ok(rows.into_iter().map(known).collect())
}

/// The children whom a person may view and has not joined for. Where a guardian ended her view, she
/// joins by a guardian's word alone.
pub fn not_joined(conn: &mut Conn, who: PersonId, today: Date) -> Result<Vec<StudentId>, Fault> {
    let agreed = consent::table
        .filter(consent::person_id.eq(who.to_string()))
        .filter(consent::withdrawn_at.is_null())
        .select(consent::student_id);
    let ended = carer_end::table
        .filter(carer_end::person_id.eq(who.to_string()))
        .select(carer_end::student_id);
    let rows: Vec<Col<StudentId>> = guardianship::table
        .filter(guardianship::person_id.eq(who.to_string()))
        .filter(guardianship::may_view.eq(true))
        .filter(live_on!(guardianship, today.naive()))
        .filter(guardianship::student_id.ne_all(agreed))
        .filter(guardianship::student_id.ne_all(ended))
        .order(guardianship::id)
        .select(guardianship::student_id)
        .load(conn)?;
    Ok(rows.into_iter().map(Col::into_inner).collect())
}

/// The relations of people to a child, in the order of the roster.
pub fn relations(
    conn: &mut Conn,
    of: StudentId,
    people: &[PersonId],
) -> Result<Vec<(PersonId, Relation)>, Fault> {
    let people: Vec<_> = people.iter().map(ToString::to_string).collect();
    let rows: Vec<(Col<PersonId>, Col<Relation>)> = guardianship::table
        .filter(guardianship::student_id.eq(of.to_string()))
        .filter(guardianship::person_id.eq_any(people))
        .order(guardianship::id)
        .select((guardianship::person_id, guardianship::relation))
        .load(conn)?;
    Ok(rows.into_iter().map(|(who, how)| (who.0, how.0)).collect())
}
