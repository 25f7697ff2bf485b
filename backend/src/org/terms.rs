//! Terms of a district, and the days that do not follow the week.

use std::collections::BTreeMap;

use diesel::prelude::*;
use tongyu_db::{
    Col, Conn, Tx, each,
    schema::{calendar_day, term},
};
use tongyu_shared::{
    ids::NodeId,
    org::{
        calendar::{DayKind, OfficeHours, WorkingCalendar},
        grades::{Half, SchoolYear},
    },
    time::Date,
};
use uuid::Uuid;

use crate::http::fault::Fault;

/// Adds a term to a district.
pub fn add_term(
    tx: &mut Tx<'_>,
    district: NodeId,
    year: SchoolYear,
    half: Half,
    (starts_on, ends_on): (Date, Date),
) -> Result<(), Fault> {
    diesel::insert_into(term::table)
        .values((
            term::id.eq(Uuid::now_v7().to_string()),
            term::district_id.eq(district.to_string()),
            term::school_year.eq(year.0),
            term::number.eq(if half == Half::First { 1 } else { 2 }),
            term::starts_on.eq(starts_on.naive()),
            term::ends_on.eq(ends_on.naive()),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// A day that does not follow the week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpecialDay {
    /// The day.
    pub day: Date,
    /// A holiday on a weekday, or a working day on a weekend.
    pub kind: DayKind,
    /// `国庆节`.
    pub name: String,
}

#[derive(Insertable)]
#[diesel(table_name = calendar_day, treat_none_as_default_value = false)]
struct DayRow<'a> {
    day: chrono::NaiveDate,
    kind: &'static str,
    name: &'a str,
}

/// Adds special days; a day that is known already stays as it is.
pub fn add_days(tx: &mut Tx<'_>, days: &[SpecialDay]) -> Result<(), Fault> {
    let rows: Vec<_> = days
        .iter()
        .map(|day| DayRow {
            day: day.day.naive(),
            kind: day.kind.as_str(),
            name: &day.name,
        })
        .collect();
    each!(tx, |c| diesel::insert_into(calendar_day::table)
        .values(&rows)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// The working calendar with all special days that are known.
pub fn working_calendar(conn: &mut Conn, office: OfficeHours) -> Result<WorkingCalendar, Fault> {
    let rows: Vec<(chrono::NaiveDate, Col<DayKind>)> = calendar_day::table
        .select((calendar_day::day, calendar_day::kind))
        .load(conn)?;
    let days: BTreeMap<Date, DayKind> = rows
        .into_iter()
        .map(|(day, kind)| (Date::from(day), kind.0))
        .collect();
    Ok(WorkingCalendar::new(days, office))
}
