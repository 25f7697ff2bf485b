//! The children whose things a person sees: a live guardianship that lets her view, and a live
//! consent. Barred guardians and those who took their consent back see none.

use diesel::prelude::*;
use tongyu_db::{
    Col, Conn, live_on,
    schema::{consent, enrolment, guardianship, org_node, school_class, student},
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

/// A child of a guardian or carer who joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Child {
    /// The child.
    pub student: StudentId,
    /// Name in full.
    pub name: String,
    /// The class today.
    pub class: NodeId,
    /// `三年级(2)班`.
    pub class_name: String,
    /// The school.
    pub school: NodeId,
    /// Its name.
    pub school_name: String,
    /// The stage of the class's grade.
    pub stage: Stage,
    /// How the person is related to the child.
    pub relation: Relation,
}

type Row = (
    Col<StudentId>,
    String,
    Col<NodeId>,
    String,
    Col<NodeId>,
    String,
    String,
    Col<Relation>,
);

/// The children of a person today, in the order of their classes. A child is shown once, however
/// many classes it is in.
pub fn children(conn: &mut Conn, person: PersonId, today: Date) -> Result<Vec<Child>, Fault> {
    let agreed = consent::table
        .filter(consent::person_id.eq(person.to_string()))
        .filter(consent::withdrawn_at.is_null())
        .select(consent::student_id);
    let rows: Vec<Row> = guardianship::table
        .inner_join(student::table.inner_join(enrolment::table.inner_join(org_node::table)))
        .inner_join(school_class::table.on(school_class::node_id.eq(enrolment::class_id)))
        .inner_join(school_node.on(school_node.field(org_node::id).eq(student::school_id)))
        .filter(guardianship::person_id.eq(person.to_string()))
        .filter(guardianship::may_view.eq(true))
        .filter(guardianship::student_id.eq_any(agreed))
        .filter(live_on!(guardianship, today.naive()))
        .filter(live_on!(enrolment, today.naive()))
        .order((org_node::sort, student::name, student::id, enrolment::id))
        .select((
            student::id,
            student::name,
            org_node::id,
            org_node::name,
            school_node.field(org_node::id),
            school_node.field(org_node::name),
            school_class::grade,
            guardianship::relation,
        ))
        .load(conn)?;
    let mut children: Vec<Child> = Vec::with_capacity(rows.len());
    for row in rows {
        let child = child(row)?;
        if children.iter().all(|known| known.student != child.student) {
            children.push(child);
        }
    }
    Ok(children)
}

fn child(
    (student, name, class, class_name, school, school_name, grade, relation): Row,
) -> Result<Child, Fault> {
    let stage = stage_of(&grade).ok_or_else(|| Fault::internal("a class without a stage"))?;
    Ok(Child {
        student: student.0,
        name,
        class: class.0,
        class_name,
        school: school.0,
        school_name,
        stage,
        relation: relation.0,
    })
}

/// Whether a person has joined for a child whose things she may see.
pub fn joined(conn: &mut Conn, person: PersonId, today: Date) -> Result<bool, Fault> {
    Ok(!children(conn, person, today)?.is_empty())
}
