//! Bringing the days that do not follow the week up to date: each autumn the next year's become
//! known, and now and then one moves.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use tongyu_db::{Col, Conn, Tx, schema::calendar_day};
use tongyu_shared::{org::calendar::DayKind, time::Date};

use super::terms::{SpecialDay, add_days};
use crate::http::fault::Fault;

/// What becomes of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayChange {
    /// It was not known.
    Added(SpecialDay),
    /// It was known otherwise.
    Changed {
        /// As it was.
        was: SpecialDay,
        /// As it is.
        now: SpecialDay,
    },
    /// It follows the week again.
    Removed(SpecialDay),
}

/// What a list of days changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Update {
    /// Day by day; empty where all is known.
    pub changes: Vec<DayChange>,
    /// How many known days of the list's years are not in it and stay.
    pub kept: usize,
}

/// The days that are known, in order.
pub fn known(conn: &mut Conn) -> Result<Vec<SpecialDay>, Fault> {
    let rows: Vec<(chrono::NaiveDate, Col<DayKind>, String)> = calendar_day::table
        .order(calendar_day::day)
        .select((calendar_day::day, calendar_day::kind, calendar_day::name))
        .load(conn)?;
    let day = |(day, kind, name): (chrono::NaiveDate, Col<DayKind>, String)| SpecialDay {
        day: day.into(),
        kind: kind.0,
        name,
    };
    Ok(rows.into_iter().map(day).collect())
}

/// What `wanted` changes in what is known. It speaks of its own days alone, but of `whole_year` it
/// says all there is.
pub fn update(known: &[SpecialDay], wanted: &[SpecialDay], whole_year: Option<i32>) -> Update {
    let by_day: BTreeMap<Date, &SpecialDay> = known.iter().map(|day| (day.day, day)).collect();
    let days: BTreeSet<Date> = wanted.iter().map(|day| day.day).collect();
    let years: BTreeSet<i32> = days.iter().map(|day| day.year()).collect();
    let changed = wanted.iter().filter_map(|now| match by_day.get(&now.day) {
        None => Some(DayChange::Added(now.clone())),
        Some(was) if *was != now => Some(DayChange::Changed {
            was: (*was).clone(),
            now: now.clone(),
        }),
        Some(_) => None,
    });
    let others = known.iter().filter(|day| !days.contains(&day.day));
    let (gone, stay): (Vec<_>, Vec<_>) = others.partition(|day| whole_year == Some(day.day.year()));
    let kept = stay.iter().filter(|day| years.contains(&day.day.year()));
    Update {
        kept: kept.count(),
        changes: changed
            .chain(gone.into_iter().cloned().map(DayChange::Removed))
            .collect(),
    }
}

/// Writes changes.
pub fn apply(tx: &mut Tx<'_>, changes: &[DayChange]) -> Result<(), Fault> {
    let (mut gone, mut new) = (Vec::new(), Vec::new());
    for change in changes {
        match change {
            DayChange::Added(day) => new.push(day.clone()),
            DayChange::Changed { was, now } => {
                gone.push(was.day.naive());
                new.push(now.clone());
            }
            DayChange::Removed(day) => gone.push(day.day.naive()),
        }
    }
    diesel::delete(calendar_day::table.filter(calendar_day::day.eq_any(gone)))
        .execute(tx.conn())?;
    if new.is_empty() {
        return Ok(());
    }
    add_days(tx, &new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> Vec<SpecialDay> {
        let day = |word: &str| {
            let (day, kind) = word.split_once(' ').unwrap();
            SpecialDay {
                day: day.parse().unwrap(),
                kind: kind.parse().unwrap(),
                name: "元旦".to_owned(),
            }
        };
        text.split(", ")
            .filter(|word| !word.is_empty())
            .map(day)
            .collect()
    }

    /// What is known, what comes, the year of which it says all; added, changed, removed, kept.
    #[test]
    fn a_list_adds_and_changes_and_takes_away_only_from_a_year_of_which_it_says_all() {
        const KNOWN: &str = "2026-10-01 holiday, 2027-01-01 holiday, 2027-01-02 holiday";
        for (wanted, whole, expected) in [
            ("2028-01-01 holiday", None, (1, 0, 0, 0)),
            ("2027-01-01 holiday, 2027-01-02 holiday", None, (0, 0, 0, 0)),
            ("2027-01-02 workday", None, (0, 1, 0, 1)),
            ("2027-01-02 workday", Some(2027), (0, 1, 1, 0)),
            // The last days of a year in the next one's list take nothing of their year away.
            (
                "2026-12-31 holiday, 2027-01-01 holiday",
                Some(2027),
                (1, 0, 1, 1),
            ),
            ("", None, (0, 0, 0, 0)),
        ] {
            let update = update(&days(KNOWN), &days(wanted), whole);
            let count = |wanted: fn(&DayChange) -> bool| {
                update
                    .changes
                    .iter()
                    .filter(|change| wanted(change))
                    .count()
            };
            let found = (
                count(|change| matches!(change, DayChange::Added(_))),
                count(|change| matches!(change, DayChange::Changed { .. })),
                count(|change| matches!(change, DayChange::Removed(_))),
                update.kept,
            );
            assert_eq!(found, expected, "{wanted} {whole:?}");
        }
    }
}
