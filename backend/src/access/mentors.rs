//! 全员育人导师: the dated list of a mentor's pupils, which is all that a mentor's role reaches.

use diesel::prelude::*;
use tongyu_db::{
    Col, Conn, Tx, each, live_on,
    schema::{mentor_pupil, student},
};
use tongyu_shared::{
    ids::{AccountId, NodeId, StudentId},
    time::Date,
};
use uuid::Uuid;

use crate::http::fault::Fault;

/// A pupil on a mentor's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The pupil.
    pub student: StudentId,
    /// Since when.
    pub from_on: Date,
    /// The last day; open where absent.
    pub to_on: Option<Date>,
}

impl Listed {
    /// Whether the pupil is on the list on `day`.
    pub fn on(&self, day: Date) -> bool {
        self.from_on <= day && self.to_on.is_none_or(|last| day <= last)
    }
}

/// A mentor's list, also of days gone by: the pupils who are in one of these schools.
pub fn listed(
    conn: &mut Conn,
    mentor: AccountId,
    schools: &[NodeId],
) -> Result<Vec<Listed>, Fault> {
    type Row = (Col<StudentId>, chrono::NaiveDate, Option<chrono::NaiveDate>);
    let schools: Vec<_> = schools.iter().map(ToString::to_string).collect();
    let rows: Vec<Row> = mentor_pupil::table
        .inner_join(student::table)
        .filter(mentor_pupil::account_id.eq(mentor.to_string()))
        .filter(student::school_id.eq_any(schools))
        .order(mentor_pupil::id)
        .select((
            mentor_pupil::student_id,
            mentor_pupil::from_on,
            mentor_pupil::to_on,
        ))
        .load(conn)?;
    let listed = |(student, from_on, to_on): Row| Listed {
        student: student.0,
        from_on: from_on.into(),
        to_on: to_on.map(Date::from),
    };
    Ok(rows.into_iter().map(listed).collect())
}

/// Whether a mentor looks after anyone on `day`.
pub fn has_pupils(conn: &mut Conn, mentor: AccountId, day: Date) -> Result<bool, Fault> {
    let found: Option<String> = mentor_pupil::table
        .filter(mentor_pupil::account_id.eq(mentor.to_string()))
        .filter(live_on!(mentor_pupil, day.naive()))
        .select(mentor_pupil::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

#[derive(Insertable)]
#[diesel(table_name = mentor_pupil, treat_none_as_default_value = false)]
struct ListedRow {
    id: String,
    account_id: String,
    student_id: String,
    from_on: chrono::NaiveDate,
    to_on: Option<chrono::NaiveDate>,
}

/// Puts pupils on a mentor's list.
pub fn add(tx: &mut Tx<'_>, mentor: AccountId, new: &[Listed]) -> Result<(), Fault> {
    let rows: Vec<_> = new
        .iter()
        .map(|listed| ListedRow {
            id: Uuid::now_v7().to_string(),
            account_id: mentor.to_string(),
            student_id: listed.student.to_string(),
            from_on: listed.from_on.naive(),
            to_on: listed.to_on.map(Date::naive),
        })
        .collect();
    if !rows.is_empty() {
        each!(tx, |c| diesel::insert_into(mentor_pupil::table)
            .values(&rows)
            .execute(c))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pupil_is_on_the_list_from_the_first_day_to_the_last() {
        let day = |text: &str| text.parse::<Date>().expect(text);
        let mut listed = Listed {
            student: StudentId::from_u128(1),
            from_on: day("2026-09-01"),
            to_on: Some(day("2026-10-31")),
        };
        for (on, expected) in [
            ("2026-08-31", false),
            ("2026-09-01", true),
            ("2026-10-31", true),
            ("2026-11-01", false),
        ] {
            assert_eq!(listed.on(day(on)), expected, "{on}");
        }
        listed.to_on = None;
        assert!(listed.on(day("2027-01-01")));
    }
}
