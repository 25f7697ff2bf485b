//! How a class was reached, counted by its pupils: for each pupil and way one look at an index, so
//! that it does not matter how many visits were made.

use diesel::{
    dsl::{auto_type, exists},
    prelude::*,
};
use tongyu_db::{
    Conn, Tx,
    schema::{enrolment, student, visit, visit_student},
};
use tongyu_shared::{
    ids::{NodeId, VisitId},
    time::Date,
    visits::{
        state::VisitState,
        types::{Coverage, Outcome, VisitMode},
    },
};

use crate::http::fault::Fault;

/// What stands for a family that was heard to wish for another way.
const OTHER_WAY: &str = "other_way";

/// The way in which a visit reaches its pupils, as it is stored; none for a closed door.
pub fn way_of(outcome: Outcome, mode: VisitMode) -> Option<&'static str> {
    match outcome {
        Outcome::Recorded => Some(mode.as_str()),
        Outcome::OtherWay => Some(OTHER_WAY),
        Outcome::Attempted => None,
    }
}

/// Whether a visit in this state counts: what a family denies does not until that is settled.
const fn counts(state: VisitState) -> bool {
    !matches!(state, VisitState::Disputed | VisitState::Voided)
}

/// Takes a visit out of the count, or back into it, when it moves between states.
pub fn set_counts(
    tx: &mut Tx<'_>,
    id: VisitId,
    from: VisitState,
    to: VisitState,
) -> Result<(), Fault> {
    if counts(from) == counts(to) {
        return Ok(());
    }
    let way = if counts(to) {
        let row: Option<(String, String)> = visit::table
            .find(id.to_string())
            .select((visit::outcome, visit::mode))
            .first(tx.conn())
            .optional()?;
        row.and_then(|(outcome, mode)| way_of(outcome.parse().ok()?, mode.parse().ok()?))
    } else {
        None
    };
    diesel::update(visit_student::table.filter(visit_student::visit_id.eq(id.to_string())))
        .set(visit_student::reached_by.eq(way))
        .execute(tx.conn())?;
    Ok(())
}

/// Whether the pupil of the outer query was reached in this way by the present school.
#[auto_type]
fn reached_in(way: &'static str, since: chrono::NaiveDateTime) -> _ {
    exists(
        visit_student::table
            .filter(visit_student::student_id.eq(student::id))
            .filter(visit_student::reached_by.eq(way))
            .filter(visit_student::school_id.eq(student::school_id.nullable()))
            .filter(visit_student::started_at.ge(since)),
    )
}

type Ways = (bool, bool, bool, bool, bool, bool);

/// Coverage of the pupils who are in this class today by the visits since `since`; without a term
/// nothing is counted but pupils. The same as [`tongyu_shared::visits::coverage`] counts.
pub fn count_in_class(
    conn: &mut Conn,
    class: NodeId,
    today: Date,
    since: Option<Date>,
) -> Result<Coverage, Fault> {
    // Without a term no visit is late enough.
    let since = since.or_else(|| Date::new(9999, 1, 1)).unwrap_or(today);
    let since = since.first_instant().naive_utc();
    let rows: Vec<Ways> = enrolment::table
        .inner_join(student::table)
        .filter(enrolment::class_id.eq(class.to_string()))
        .filter(tongyu_db::live_on!(enrolment, today.naive()))
        .select((
            reached_in(VisitMode::Home.as_str(), since),
            reached_in(VisitMode::School.as_str(), since),
            reached_in(VisitMode::Online.as_str(), since),
            reached_in(VisitMode::Phone.as_str(), since),
            reached_in(VisitMode::Group.as_str(), since),
            reached_in(OTHER_WAY, since),
        ))
        .load(conn)?;
    let mut coverage = Coverage::default();
    for (home, school, online, phone, group, other_way) in rows {
        coverage.students += 1;
        // The best way counts, in the order of their declaration.
        let column = match () {
            () if home => &mut coverage.home,
            () if school => &mut coverage.school,
            () if online => &mut coverage.online,
            () if phone => &mut coverage.phone,
            () if group => &mut coverage.group,
            () if other_way => &mut coverage.other_way,
            () => continue,
        };
        *column += 1;
        coverage.reached += 1;
    }
    Ok(coverage)
}
