//! Reading matters and what their lines show.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::{dsl::count_star, prelude::*};
use tongyu_db::{
    Col, Conn,
    schema::{account, matter, matter_event, org_node, person, routing_rule, student},
};
use tongyu_shared::{
    feedback::{
        state::MatterState,
        types::{MatterKind, Theme},
    },
    ids::{AccountId, MatterId, NodeId, StudentId},
    org::types::NodeKind,
    time::{Date, Instant},
};

use super::{
    super::{
        reach::Reach,
        rows::{EventRow, MatterRow},
    },
    lists::{Condition, of_reach},
};
use crate::{access::Scope, feedback::LinesFor, http::fault::Fault};

/// A matter by id, for those who have a right to it already.
pub fn matter(conn: &mut Conn, id: MatterId) -> Result<Option<MatterRow>, Fault> {
    Ok(matter::table
        .find(id.to_string())
        .select(MatterRow::as_select())
        .first(conn)
        .optional()?)
}

/// A matter within reach.
pub fn visible(
    conn: &mut Conn,
    reach: &Reach,
    today: Date,
    id: MatterId,
) -> Result<Option<MatterRow>, Fault> {
    Ok(matter::table
        .filter(matter::id.eq(id.to_string()))
        .filter(of_reach(reach, today))
        .select(MatterRow::as_select())
        .first(conn)
        .optional()?)
}

/// The matters that another room asked for.
pub fn matters_of(conn: &mut Conn, which: &LinesFor) -> Result<Vec<MatterRow>, Fault> {
    let query = matter::table.select(MatterRow::as_select()).into_boxed();
    let query = match which {
        LinesFor::Student(pupil, confided) => query
            .filter(matter::student_id.eq(pupil.to_string()))
            .filter(told(confided))
            // What a pupil's former school was told stays there.
            .filter(
                matter::school_id.eq_any(
                    student::table
                        .filter(student::id.eq(pupil.to_string()))
                        .select(student::school_id),
                ),
            )
            .order((matter::captured_at.desc(), matter::id.desc())),
        LinesFor::Matters(ids) => query
            .filter(matter::id.eq_any(texts(ids)))
            .filter(matter::class_only.eq(false))
            .order((matter::captured_at, matter::id)),
        LinesFor::Classes(classes, confided) => query
            .filter(matter::class_id.eq_any(texts(classes)))
            .filter(told(confided))
            .filter(matter::state.eq_any(open_states()))
            .order((matter::answer_due_at, matter::id)),
    };
    Ok(query.load(conn)?)
}

/// All but what was told to another head teacher alone.
fn told(confided: &Scope) -> Condition {
    let hers = matter::class_id.eq_any(confided.nodes());
    Box::new(matter::class_only.eq(false).or(hers))
}

fn texts<T: ToString>(ids: &[T]) -> Vec<String> {
    ids.iter().map(ToString::to_string).collect()
}

fn open_states() -> Vec<&'static str> {
    let open = MatterState::ALL.iter().filter(|state| state.is_open());
    open.map(|state| state.as_str()).collect()
}

/// How many open matters each of these pupils has, those left out that were told to another head
/// teacher alone.
pub fn open_counts(
    conn: &mut Conn,
    confided: &Scope,
    students: &[StudentId],
) -> Result<HashMap<StudentId, u32>, Fault> {
    let rows: Vec<(Col<StudentId>, bool)> = matter::table
        .inner_join(student::table)
        .filter(matter::student_id.eq_any(texts(students)))
        .filter(matter::state.eq_any(open_states()))
        .filter(
            matter::class_only
                .eq(false)
                .or(matter::class_id.eq_any(confided.nodes())),
        )
        .select((
            student::id,
            // Not a condition: it would lead the planner to all matters of the school.
            matter::school_id.eq(student::school_id),
        ))
        .load(conn)?;
    let mut counts = HashMap::new();
    for (student, _) in rows.into_iter().filter(|(_, same_school)| *same_school) {
        *counts.entry(student.0).or_insert(0) += 1;
    }
    Ok(counts)
}

/// How many of these matters are open.
pub fn open_in(conn: &mut Conn, matters: &[MatterId]) -> Result<u32, Fault> {
    let count: i64 = matter::table
        .filter(matter::id.eq_any(texts(matters)))
        .filter(matter::state.eq_any(open_states()))
        .select(count_star())
        .first(conn)?;
    number(count)
}

/// A school's matters in each state that has any, without what was told to head teachers alone.
pub fn counts(conn: &mut Conn, school: NodeId) -> Result<Vec<(MatterState, u32)>, Fault> {
    let rows: Vec<(Col<MatterState>, i64)> = matter::table
        .filter(matter::school_id.eq(school.to_string()))
        .filter(matter::class_only.eq(false))
        .group_by(matter::state)
        .select((matter::state, count_star()))
        .load(conn)?;
    rows.into_iter()
        .map(|(state, count)| Ok((state.0, number(count)?)))
        .collect()
}

/// How many open matters of a school should have been answered before `now` and were not.
pub fn past_due(conn: &mut Conn, school: NodeId, now: Instant) -> Result<u32, Fault> {
    let count: i64 = matter::table
        .filter(matter::school_id.eq(school.to_string()))
        .filter(matter::class_only.eq(false))
        .filter(matter::state.eq_any(open_states()))
        .filter(matter::delivered_at.is_null())
        .filter(matter::answer_due_at.lt(now.naive_utc()))
        .select(count_star())
        .first(conn)?;
    number(count)
}

fn number(count: i64) -> Result<u32, Fault> {
    u32::try_from(count).map_err(Fault::internal)
}

/// Some matters whose answer was delivered by `until` and on which the family said nothing.
pub fn silent(conn: &mut Conn, until: NaiveDateTime, most: i64) -> Result<Vec<MatterId>, Fault> {
    let ids: Vec<Col<MatterId>> = matter::table
        .filter(matter::state.eq(MatterState::AwaitingParent.as_str()))
        .filter(matter::delivered_at.le(until))
        .order(matter::delivered_at)
        .limit(most)
        .select(matter::id)
        .load(conn)?;
    Ok(ids.into_iter().map(Col::into_inner).collect())
}

/// The events of a matter, the first first.
pub fn events(conn: &mut Conn, id: MatterId) -> Result<Vec<EventRow>, Fault> {
    Ok(matter_event::table
        .filter(matter_event::matter_id.eq(id.to_string()))
        .order(matter_event::seq)
        .select(EventRow::as_select())
        .load(conn)?)
}

/// Which office owns matters of a kind and theme in some schools.
pub type Routing = HashMap<(NodeId, MatterKind, Theme), NodeId>;

/// The routing tables of some schools.
pub fn routing(conn: &mut Conn, schools: &[NodeId]) -> Result<Routing, Fault> {
    type Row = (Col<NodeId>, Col<MatterKind>, Col<Theme>, Col<NodeId>);
    let rows: Vec<Row> = routing_rule::table
        .filter(routing_rule::school_id.eq_any(texts(schools)))
        .select((
            routing_rule::school_id,
            routing_rule::kind,
            routing_rule::theme,
            routing_rule::office_id,
        ))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(school, kind, theme, office)| ((school.0, kind.0, theme.0), office.0))
        .collect())
}

/// Whether `office` is an office of the school that exists today.
pub fn is_office_of(
    conn: &mut Conn,
    office: NodeId,
    school: NodeId,
    today: Date,
) -> Result<bool, Fault> {
    let found: Option<String> = org_node::table
        .find(office.to_string())
        .filter(org_node::parent_id.eq(school.to_string()))
        .filter(org_node::kind.eq(NodeKind::Office.as_str()))
        .filter(
            org_node::valid_to
                .is_null()
                .or(org_node::valid_to.ge(today.naive())),
        )
        .select(org_node::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// The names of classes and offices.
pub fn node_names(conn: &mut Conn, nodes: &[NodeId]) -> Result<HashMap<NodeId, String>, Fault> {
    let rows: Vec<(Col<NodeId>, String)> = org_node::table
        .filter(org_node::id.eq_any(texts(nodes)))
        .select((org_node::id, org_node::name))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, name)| (id.0, name)).collect())
}

/// The names of pupils.
pub fn student_names(
    conn: &mut Conn,
    students: &[StudentId],
) -> Result<HashMap<StudentId, String>, Fault> {
    let rows: Vec<(Col<StudentId>, String)> = student::table
        .filter(student::id.eq_any(texts(students)))
        .select((student::id, student::name))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, name)| (id.0, name)).collect())
}

/// The names of the people behind accounts.
pub fn staff_names(
    conn: &mut Conn,
    accounts: &[AccountId],
) -> Result<HashMap<AccountId, String>, Fault> {
    let rows: Vec<(Col<AccountId>, String)> = account::table
        .inner_join(person::table)
        .filter(account::id.eq_any(texts(accounts)))
        .select((account::id, person::name))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, name)| (id.0, name)).collect())
}

/// Those of these nodes that lie within a scope.
pub fn within(conn: &mut Conn, scope: &Scope, nodes: &[NodeId]) -> Result<Vec<NodeId>, Fault> {
    let ids: Vec<Col<NodeId>> = org_node::table
        .filter(org_node::id.eq_any(texts(nodes)))
        .filter(org_node::id.eq_any(scope.nodes()))
        .select(org_node::id)
        .load(conn)?;
    Ok(ids.into_iter().map(Col::into_inner).collect())
}
