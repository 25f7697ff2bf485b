//! Pages of matters within reach.

use chrono::NaiveDateTime;
use diesel::{BoxableExpression, prelude::*, sql_types::Bool};
use serde::{Deserialize, Serialize};
use tongyu_db::{
    Backend, Conn,
    cursor::{self, Page},
    live_on,
    schema::{enrolment, matter, matter_event, student},
};
use tongyu_shared::{
    api::{page::PAGE_SIZE, problem::ProblemCode},
    feedback::{
        state::{MatterEvent, MatterState},
        types::MatterFilter,
    },
    time::Date,
};

use super::super::{reach::Reach, rows::MatterRow};
use crate::{access::Scope, http::fault::Fault};

/// A condition on matters.
pub type Condition = Box<dyn BoxableExpression<matter::table, Backend, SqlType = Bool>>;

/// What is open to someone, and what was told to her alone as the head teacher of a class.
pub fn of_reach(reach: &Reach, today: Date) -> Condition {
    let confided = matter::class_id.eq_any(reach.confided.nodes());
    let open = of_scope(&reach.open, today).and(matter::class_only.eq(false));
    Box::new(open.or(matter::class_only.eq(true).and(confided)))
}

/// Matters of a class or an office within reach; those that an office within reach answered once,
/// wherever they are now; and those of pupils who are in a class within reach by now, as far as
/// their present school was told them.
fn of_scope(scope: &Scope, today: Date) -> Condition {
    let answered = matter_event::table
        .filter(matter_event::kind.eq(MatterEvent::Answer.as_str()))
        .filter(
            matter_event::office_id
                .assume_not_null()
                .eq_any(scope.nodes()),
        )
        .select(matter_event::matter_id);
    let pupils = enrolment::table
        .filter(enrolment::class_id.eq_any(scope.nodes()))
        .filter(live_on!(enrolment, today.naive()))
        .select(enrolment::student_id);
    let their_school = student::table
        .filter(student::id.eq(matter::student_id))
        .select(student::school_id);
    Box::new(
        matter::class_id
            .eq_any(scope.nodes())
            .or(matter::office_id.assume_not_null().eq_any(scope.nodes()))
            .or(matter::id.eq_any(answered))
            .or(matter::student_id
                .eq_any(pupils)
                .and(matter::school_id.eq_any(their_school))),
    )
}

/// The states that a filter shows.
fn states(filter: MatterFilter) -> Vec<&'static str> {
    let shown = |state: &&MatterState| {
        let with_family = matches!(
            state,
            MatterState::AwaitingParent | MatterState::WaitingFamily
        );
        match filter {
            MatterFilter::Open => state.is_open() && !with_family,
            MatterFilter::WithFamily => with_family,
            MatterFilter::Ended => !state.is_open(),
        }
    };
    let states = MatterState::ALL.iter().filter(shown);
    states.map(|state| state.as_str()).collect()
}

/// The key of a row in a list of matters that are due: ended ones behind.
#[derive(Serialize, Deserialize)]
struct DueKey {
    ended: bool,
    due: NaiveDateTime,
    id: String,
}

/// The key of a row in a list of ended matters, the last ended in front.
#[derive(Serialize, Deserialize)]
struct EndedKey {
    ended_at: NaiveDateTime,
    id: String,
}

/// One page of the matters within reach: those due first in front, ended ones by their end.
pub fn page(
    conn: &mut Conn,
    (reach, today): (&Reach, Date),
    show: Option<MatterFilter>,
    after: Option<&str>,
) -> Result<Page<MatterRow>, Fault> {
    if show == Some(MatterFilter::Ended) {
        return ended(conn, reach, today, after);
    }
    let mut query = matter::table
        .filter(of_reach(reach, today))
        .select(MatterRow::as_select())
        .order((
            matter::closed_at.is_not_null(),
            matter::answer_due_at,
            matter::id,
        ))
        .limit(Page::<MatterRow>::fetch(PAGE_SIZE))
        .into_boxed();
    if let Some(filter) = show {
        query = query.filter(matter::state.eq_any(states(filter)));
    }
    if let Some(key) = key::<DueKey>(after)? {
        let later = matter::answer_due_at.gt(key.due).assume_not_null();
        let behind = matter::answer_due_at
            .eq(key.due)
            .assume_not_null()
            .and(matter::id.gt(key.id));
        let same_part = matter::closed_at.is_not_null().eq(key.ended);
        let after = same_part.and(later.or(behind));
        query = if key.ended {
            query.filter(after)
        } else {
            query.filter(matter::closed_at.is_not_null().or(after))
        };
    }
    cut(query.load(conn)?, |row: &MatterRow| DueKey {
        ended: row.closed_at.is_some(),
        due: row.answer_due_at.unwrap_or_default(),
        id: row.id.to_string(),
    })
}

fn ended(
    conn: &mut Conn,
    reach: &Reach,
    today: Date,
    after: Option<&str>,
) -> Result<Page<MatterRow>, Fault> {
    let mut query = matter::table
        .filter(of_reach(reach, today))
        .filter(matter::state.eq_any(states(MatterFilter::Ended)))
        .select(MatterRow::as_select())
        .order((matter::closed_at.desc(), matter::id.desc()))
        .limit(Page::<MatterRow>::fetch(PAGE_SIZE))
        .into_boxed();
    if let Some(key) = key::<EndedKey>(after)? {
        let earlier = matter::closed_at.lt(key.ended_at).assume_not_null();
        let behind = matter::closed_at
            .eq(key.ended_at)
            .assume_not_null()
            .and(matter::id.lt(key.id));
        query = query.filter(earlier.or(behind));
    }
    cut(query.load(conn)?, |row: &MatterRow| EndedKey {
        ended_at: row.closed_at.unwrap_or_default(),
        id: row.id.to_string(),
    })
}

fn key<K: serde::de::DeserializeOwned>(after: Option<&str>) -> Result<Option<K>, Fault> {
    after
        .map(cursor::decode)
        .transpose()
        .map_err(|_| ProblemCode::UnreadableQuery.into())
}

fn cut<K: Serialize>(
    rows: Vec<MatterRow>,
    key: impl Fn(&MatterRow) -> K,
) -> Result<Page<MatterRow>, Fault> {
    Page::cut(rows, PAGE_SIZE, key).map_err(Fault::internal)
}
