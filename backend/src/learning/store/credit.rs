//! Reports become rows: merged with what is there, many at once.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveDateTime};
use diesel::{prelude::*, upsert::excluded};
use tongyu_db::{
    Col, Conn, Tx,
    schema::{learning_cleared, person, watch},
};
use tongyu_shared::{
    ids::{AssetId, LessonId, PersonId},
    learning::{completion::completed, covered::Covered, rules::LearningRules},
    time::Instant,
};

use crate::http::fault::Fault;

/// A report that has passed its ticket, to be merged with what is there.
#[derive(Clone, Debug)]
pub struct Credit {
    /// Who watched.
    pub person: PersonId,
    /// Which lesson.
    pub lesson: LessonId,
    /// Which film.
    pub asset: AssetId,
    /// When the ticket was given.
    pub issued_at: Instant,
    /// When the report came.
    pub now: Instant,
    /// Length of the film.
    pub duration_s: u32,
    /// What the phone says.
    pub reported: Covered,
    /// What of it the clock allows since the ticket.
    pub seen: Covered,
    /// Where the film stands.
    pub position_s: u32,
    /// Where it stood here, as far as the phone knew.
    pub position_before_s: u32,
    /// The numbers that hold.
    pub rules: LearningRules,
}

/// What is stored of a film.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Seconds seen in all.
    pub covered_s: u32,
    /// Whether it counts as learnt.
    pub done: bool,
    /// Where it was left.
    pub position_s: u32,
    /// Whether all that was reported is there.
    pub whole: bool,
    /// When the person's record was emptied, or her tickets were ended, last.
    pub cleared_at: Option<Instant>,
}

impl Stored {
    fn of(credit: &Credit, there: &Watched, cleared_at: Option<Instant>) -> Self {
        Self {
            covered_s: there.covered.seconds(),
            done: there.completed_at.is_some(),
            position_s: there.position_s,
            whole: credit.reported.minus(&there.covered).is_empty(),
            cleared_at,
        }
    }
}

/// What a person has seen of a film. Lessons with the same film share it: nobody watches twice what
/// she knows. It bears the name of the one that she watched last, and all of them say 学完了.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watched {
    /// The lesson that it was watched with last.
    pub lesson: LessonId,
    /// The seconds.
    pub covered: Covered,
    /// Where it was left.
    pub position_s: u32,
    /// When the first ticket was given.
    pub began_at: Instant,
    /// When it was learnt.
    pub completed_at: Option<Instant>,
}

impl Watched {
    /// Nothing yet, under the ticket of a report.
    fn nothing(credit: &Credit) -> Self {
        Self {
            lesson: credit.lesson,
            covered: Covered::default(),
            position_s: 0,
            began_at: credit.issued_at,
            completed_at: None,
        }
    }

    /// With a report added: as many of its seconds as the clock allows since the first ticket, and
    /// its place unless another phone went on since. Seconds are a union; a place is not.
    fn with(&self, credit: &Credit) -> Self {
        let began_at = self.began_at.min(credit.issued_at);
        let elapsed_ms = credit.now.since(began_at).num_milliseconds();
        let bound = credit.rules.clock_bound(elapsed_ms);
        let covered = self.covered.credit(&credit.seen, bound);
        let done = completed(&covered, credit.duration_s, &credit.rules);
        let knew = credit.position_before_s == self.position_s;
        Self {
            lesson: credit.lesson,
            completed_at: self.completed_at.or(done.then_some(credit.now)),
            position_s: if knew {
                credit.position_s
            } else {
                self.position_s
            },
            began_at,
            covered,
        }
    }
}

type Key = (PersonId, AssetId);

#[derive(Queryable)]
struct Row {
    lesson_id: Col<LessonId>,
    covered: Vec<u8>,
    position_s: i32,
    began_at: NaiveDateTime,
    completed_at: Option<NaiveDateTime>,
}

impl TryFrom<Row> for Watched {
    type Error = Fault;

    fn try_from(row: Row) -> Result<Self, Fault> {
        Ok(Self {
            lesson: row.lesson_id.0,
            covered: Covered::from_bytes(&row.covered).map_err(Fault::internal)?,
            position_s: u32::try_from(row.position_s).unwrap_or_default(),
            began_at: Instant::from_naive_utc(row.began_at),
            completed_at: row.completed_at.map(Instant::from_naive_utc),
        })
    }
}

#[derive(Insertable)]
#[diesel(table_name = watch, treat_none_as_default_value = false)]
struct NewRow {
    person_id: String,
    asset_id: String,
    lesson_id: String,
    covered: Vec<u8>,
    covered_s: i32,
    position_s: i32,
    began_at: NaiveDateTime,
    last_on: NaiveDate,
    completed_at: Option<NaiveDateTime>,
}

/// Merges reports with what is there and writes what has changed: one read and one write, however
/// many they are, under [`super::REPORTING`]. What each then finds stored, in their order.
pub fn credit(tx: &mut Tx<'_>, credits: &[Credit]) -> Result<Vec<Stored>, Fault> {
    let Present { mut rows, cleared } = present(tx, credits)?;
    let mut changed: BTreeMap<Key, NewRow> = BTreeMap::new();
    let mut stored = Vec::with_capacity(credits.len());
    for credit in credits {
        let key = (credit.person, credit.asset);
        let cleared_at = cleared.get(&credit.person).copied();
        let before = rows.remove(&key);
        let is_new = before.is_none();
        let before = before.unwrap_or_else(|| Watched::nothing(credit));
        if cleared_at.is_some_and(|at| credit.issued_at < at) {
            // What was deleted does not come back from a phone that still holds it, and nothing is
            // added where the consent has ended.
            stored.push(Stored::of(credit, &before, cleared_at));
            if !is_new {
                rows.insert(key, before);
            }
            continue;
        }
        let after = before.with(credit);
        stored.push(Stored::of(credit, &after, cleared_at));
        if is_new || after != before {
            changed.insert(key, new_row(credit, &after)?);
        }
        rows.insert(key, after);
    }
    upsert(tx, &changed.into_values().collect::<Vec<_>>())?;
    Ok(stored)
}

/// What is there of the films of some reports.
#[derive(Default)]
struct Present {
    rows: BTreeMap<Key, Watched>,
    /// Before when tickets count no more, of those people of whom there is such a time.
    cleared: BTreeMap<PersonId, Instant>,
}

type Found = (
    Col<PersonId>,
    Option<(Col<AssetId>, Row)>,
    Option<NaiveDateTime>,
);

fn present(tx: &mut Tx<'_>, credits: &[Credit]) -> Result<Present, Fault> {
    let found = match tx.conn() {
        Conn::Postgres(conn) => together(conn, credits)?,
        Conn::Sqlite(conn) => one_by_one(conn, credits)?,
    };
    let mut present = Present::default();
    for (person, row, cleared_at) in found {
        if let Some((asset, row)) = row {
            present.rows.insert((person.0, asset.0), row.try_into()?);
        }
        if let Some(at) = cleared_at {
            present
                .cleared
                .insert(person.0, Instant::from_naive_utc(at));
        }
    }
    Ok(present)
}

/// The rows of people in films.
macro_rules! rows_of {
    ($people:expr, $films:expr) => {
        person::table
            .left_join(watch::table.on(watch::person_id.eq(person::id).and($films)))
            .left_join(learning_cleared::table)
            .filter($people)
            .select((
                person::id,
                (
                    watch::asset_id,
                    (
                        watch::lesson_id,
                        watch::covered,
                        watch::position_s,
                        watch::began_at,
                        watch::completed_at,
                    ),
                )
                    .nullable(),
                learning_cleared::cleared_at.nullable(),
            ))
    };
}

fn together(conn: &mut PgConnection, credits: &[Credit]) -> QueryResult<Vec<Found>> {
    let people: BTreeSet<_> = credits.iter().map(|credit| credit.person).collect();
    let assets: BTreeSet<_> = credits.iter().map(|credit| credit.asset).collect();
    let people: Vec<_> = people.into_iter().map(|id| id.to_string()).collect();
    let assets: Vec<_> = assets.into_iter().map(|id| id.to_string()).collect();
    rows_of!(person::id.eq_any(people), watch::asset_id.eq_any(assets)).load(conn)
}

/// SQLite prepares this once and asks no network: cheaper than one statement for all, which it
/// would prepare anew for each number of reports.
fn one_by_one(conn: &mut SqliteConnection, credits: &[Credit]) -> QueryResult<Vec<Found>> {
    let keys: BTreeSet<_> = credits
        .iter()
        .map(|credit| (credit.person, credit.asset))
        .collect();
    let mut found = Vec::with_capacity(keys.len());
    for (person, asset) in keys {
        let (person, asset) = (person.to_string(), asset.to_string());
        let row = rows_of!(person::id.eq(person), watch::asset_id.eq(asset)).first(conn);
        found.extend(row.optional()?);
    }
    Ok(found)
}

fn new_row(credit: &Credit, after: &Watched) -> Result<NewRow, Fault> {
    let whole = |seconds: u32| i32::try_from(seconds).map_err(Fault::internal);
    Ok(NewRow {
        person_id: credit.person.to_string(),
        asset_id: credit.asset.to_string(),
        lesson_id: after.lesson.to_string(),
        covered: after.covered.to_bytes(),
        covered_s: whole(after.covered.seconds())?,
        position_s: whole(after.position_s)?,
        began_at: after.began_at.naive_utc(),
        last_on: credit.now.date().naive(),
        completed_at: after.completed_at.map(Instant::naive_utc),
    })
}

/// What a row that is there takes over from the one that comes.
macro_rules! upsert_of {
    ($rows:expr) => {
        diesel::insert_into(watch::table)
            .values($rows)
            .on_conflict((watch::person_id, watch::asset_id))
            .do_update()
            .set((
                watch::lesson_id.eq(excluded(watch::lesson_id)),
                watch::covered.eq(excluded(watch::covered)),
                watch::covered_s.eq(excluded(watch::covered_s)),
                watch::position_s.eq(excluded(watch::position_s)),
                watch::began_at.eq(excluded(watch::began_at)),
                watch::last_on.eq(excluded(watch::last_on)),
                watch::completed_at.eq(excluded(watch::completed_at)),
            ))
    };
}

/// One statement on PostgreSQL, which is a way off. SQLite is asked row by row: a statement of one
/// row is prepared once, one of many rows anew for each number of rows.
fn upsert(tx: &mut Tx<'_>, rows: &[NewRow]) -> Result<(), Fault> {
    if rows.is_empty() {
        return Ok(());
    }
    match tx.conn() {
        Conn::Postgres(conn) => {
            upsert_of!(rows).execute(conn)?;
        }
        Conn::Sqlite(conn) => {
            for row in rows {
                upsert_of!(row).execute(conn)?;
            }
        }
    }
    Ok(())
}

/// What a person has seen of a film.
pub fn watched(
    conn: &mut Conn,
    person: PersonId,
    asset: AssetId,
) -> Result<Option<Watched>, Fault> {
    let row: Option<Row> = watch::table
        .find((person.to_string(), asset.to_string()))
        .select((
            watch::lesson_id,
            watch::covered,
            watch::position_s,
            watch::began_at,
            watch::completed_at,
        ))
        .first(conn)
        .optional()?;
    row.map(TryInto::try_into).transpose()
}
