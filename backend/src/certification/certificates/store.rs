//! Certificates in the database.

use diesel::{BoxableExpression, dsl::max, prelude::*, sql_types::Bool};
use serde::{Deserialize, Serialize};
use tongyu_db::{
    Backend, Conn, Tx,
    cursor::{self, Page},
    each,
    schema::{certificate, certificate_counter, certificate_event, certificate_file},
};
use tongyu_shared::{
    api::{page::PAGE_SIZE, problem::ProblemCode},
    certification::{
        certificates::standing::{counts, runs},
        pack::Level,
        state::CertState,
    },
    ids::{AccountId, CertificateId, NoticeId, PersonId},
    time::Date,
};

use super::rows::{CertificateEventRow, CertificateRow, NewCertificateEventRow, NewCertificateRow};
use crate::{access::Scope, http::fault::Fault};

type Condition = Box<dyn BoxableExpression<certificate::table, Backend, SqlType = Bool>>;

/// A certificate by id.
pub fn find(conn: &mut Conn, id: CertificateId) -> Result<Option<CertificateRow>, Fault> {
    Ok(certificate::table
        .find(id.to_string())
        .select(CertificateRow::as_select())
        .first(conn)
        .optional()?)
}

/// A certificate within reach.
pub fn visible(
    conn: &mut Conn,
    scope: &Scope,
    id: CertificateId,
) -> Result<Option<CertificateRow>, Fault> {
    Ok(certificate::table
        .filter(certificate::id.eq(id.to_string()))
        .filter(certificate::node_id.eq_any(scope.nodes()))
        .select(CertificateRow::as_select())
        .first(conn)
        .optional()?)
}

/// Someone's certificates, the newest first.
pub fn of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<CertificateRow>, Fault> {
    Ok(certificate::table
        .filter(certificate::person_id.eq(person.to_string()))
        .order((certificate::issued_on.desc(), certificate::number.desc()))
        .select(CertificateRow::as_select())
        .load(conn)?)
}

/// The certificates of a notice, by number.
pub fn of_notice(conn: &mut Conn, notice: NoticeId) -> Result<Vec<CertificateRow>, Fault> {
    Ok(certificate::table
        .filter(certificate::notice_id.eq(notice.to_string()))
        .order(certificate::number)
        .select(CertificateRow::as_select())
        .load(conn)?)
}

/// Which certificates a list shows.
pub struct Wanted<'a> {
    /// Part of a name, number or school.
    pub find: Option<&'a str>,
    /// How they stand on `today`.
    pub state: Option<CertState>,
    /// The day.
    pub today: Date,
    /// Days before the end from which one is due for renewal.
    pub renewal_due_days: u16,
}

impl Wanted<'_> {
    fn conditions(&self) -> Vec<Condition> {
        let mut all: Vec<Condition> = Vec::new();
        if let Some(find) = self.find {
            let escaped = find
                .replace('\\', "\\\\")
                .replace('%', "\\%")
                .replace('_', "\\_");
            let like = format!("%{escaped}%");
            all.push(Box::new(
                certificate::name
                    .like(like.clone())
                    .escape('\\')
                    .or(certificate::number.like(like.clone()).escape('\\'))
                    .or(certificate::school_name.like(like).escape('\\')),
            ));
        }
        if let Some(state) = self.state {
            all.push(self.standing(state));
        }
        all
    }

    /// The same rule as `standing::shown`, as a condition.
    fn standing(&self, state: CertState) -> Condition {
        let today = self.today.naive();
        let soon = self.today.plus_days(self.renewal_due_days.into()).naive();
        let over = certificate::valid_to
            .is_not_null()
            .and(certificate::valid_to.assume_not_null().lt(today));
        let ending = certificate::valid_to
            .is_not_null()
            .and(certificate::valid_to.assume_not_null().le(soon));
        let stored = |state: CertState| certificate::state.eq(state.as_str());
        match state {
            CertState::Expired => Box::new(
                over.and(
                    certificate::state
                        .eq_any([CertState::Certified.as_str(), CertState::Suspended.as_str()]),
                ),
            ),
            CertState::RenewalDue => Box::new(
                stored(CertState::Certified)
                    .and(ending)
                    .and(diesel::dsl::not(over)),
            ),
            CertState::Certified => Box::new(stored(state).and(diesel::dsl::not(ending))),
            CertState::Suspended => Box::new(stored(state).and(diesel::dsl::not(over))),
            other => Box::new(stored(other)),
        }
    }
}

#[derive(Serialize, Deserialize)]
struct NumberKey {
    issued_on: chrono::NaiveDate,
    number: String,
}

/// One page of the certificates within reach, the newest first.
pub fn page(
    conn: &mut Conn,
    scope: &Scope,
    wanted: &Wanted<'_>,
    after: Option<&str>,
) -> Result<Page<CertificateRow>, Fault> {
    let mut query = certificate::table
        .filter(certificate::node_id.eq_any(scope.nodes()))
        .order((certificate::issued_on.desc(), certificate::number.desc()))
        .limit(Page::<()>::fetch(PAGE_SIZE))
        .select(CertificateRow::as_select())
        .into_boxed();
    for condition in wanted.conditions() {
        query = query.filter(condition);
    }
    if let Some(after) = after {
        let key: NumberKey = cursor::decode(after).map_err(|_| ProblemCode::UnreadableQuery)?;
        let same_day = certificate::issued_on
            .eq(key.issued_on)
            .and(certificate::number.lt(key.number));
        query = query.filter(certificate::issued_on.lt(key.issued_on).or(same_day));
    }
    let rows: Vec<CertificateRow> = query.load(conn)?;
    Page::cut(rows, PAGE_SIZE, |row: &CertificateRow| NumberKey {
        issued_on: row.issued_on,
        number: row.number.clone(),
    })
    .map_err(Fault::internal)
}

/// The places of all certificates in these states, for a status list.
pub fn marked(conn: &mut Conn, states: &[CertState]) -> Result<Vec<i32>, Fault> {
    let states: Vec<_> = states.iter().map(|state| state.as_str()).collect();
    Ok(certificate::table
        .filter(certificate::state.eq_any(states))
        .order(certificate::status_index)
        .select(certificate::status_index)
        .load(conn)?)
}

/// Which of these places are taken.
pub fn taken(conn: &mut Conn, places: &[i32]) -> Result<Vec<i32>, Fault> {
    let mut taken = Vec::new();
    for part in places.chunks(500) {
        let found: Vec<i32> = certificate::table
            .filter(certificate::status_index.eq_any(part))
            .select(certificate::status_index)
            .load(conn)?;
        taken.extend(found);
    }
    Ok(taken)
}

/// Which of these numbers are taken.
pub fn numbers_taken(conn: &mut Conn, numbers: &[&str]) -> Result<Vec<String>, Fault> {
    let mut taken = Vec::new();
    for part in numbers.chunks(500) {
        let found: Vec<String> = certificate::table
            .filter(certificate::number.eq_any(part))
            .select(certificate::number)
            .load(conn)?;
        taken.extend(found);
    }
    Ok(taken)
}

/// The last number of a prefix, level and year that was given; 0 before the first.
pub fn last_number(
    conn: &mut Conn,
    (prefix, level, year): (&str, Level, i32),
) -> Result<u32, Fault> {
    let last: Option<i32> = certificate_counter::table
        .find((prefix, level.as_str(), year))
        .select(certificate_counter::last)
        .first(conn)
        .optional()?;
    Ok(last.and_then(|last| u32::try_from(last).ok()).unwrap_or(0))
}

/// Takes the next `count` numbers of a prefix, level and year; the first of them. A transaction
/// that fails gives them back.
pub fn take_numbers(
    tx: &mut Tx<'_>,
    (prefix, level, year): (&str, Level, i32),
    count: i32,
) -> Result<i32, Fault> {
    each!(tx, |c| diesel::insert_into(certificate_counter::table)
        .values((
            certificate_counter::prefix.eq(prefix),
            certificate_counter::level.eq(level.as_str()),
            certificate_counter::year.eq(year),
            certificate_counter::last.eq(0),
        ))
        .on_conflict_do_nothing()
        .execute(c))?;
    let row = certificate_counter::table.find((prefix, level.as_str(), year));
    diesel::update(row)
        .set(certificate_counter::last.eq(certificate_counter::last + count))
        .execute(tx.conn())?;
    let last: i32 = row.select(certificate_counter::last).first(tx.conn())?;
    Ok(last - count + 1)
}

/// Adds certificates with their first events.
pub fn insert(
    tx: &mut Tx<'_>,
    certificates: &[NewCertificateRow],
    events: &[NewCertificateEventRow],
) -> Result<(), Fault> {
    for part in certificates.chunks(500) {
        each!(tx, |c| diesel::insert_into(certificate::table)
            .values(part)
            .execute(c))?;
    }
    for part in events.chunks(1_000) {
        each!(tx, |c| diesel::insert_into(certificate_event::table)
            .values(part)
            .execute(c))?;
    }
    Ok(())
}

/// Adds an event behind the others; its number.
pub fn next_seq(conn: &mut Conn, id: CertificateId) -> Result<i32, Fault> {
    let last: Option<i32> = certificate_event::table
        .filter(certificate_event::certificate_id.eq(id.to_string()))
        .select(max(certificate_event::seq))
        .first(conn)?;
    Ok(last.unwrap_or(0) + 1)
}

/// What happened to a certificate, the oldest first.
pub fn events(conn: &mut Conn, id: CertificateId) -> Result<Vec<CertificateEventRow>, Fault> {
    Ok(certificate_event::table
        .filter(certificate_event::certificate_id.eq(id.to_string()))
        .order(certificate_event::seq)
        .select(CertificateEventRow::as_select())
        .load(conn)?)
}

/// Moves a certificate from the version that was seen; `false` where it has moved on.
pub fn change(
    tx: &mut Tx<'_>,
    row: &CertificateRow,
    state: CertState,
    proposed_by: Option<AccountId>,
) -> Result<bool, Fault> {
    let seen = certificate::table
        .find(row.id.to_string())
        .filter(certificate::version.eq(row.version));
    let changed = diesel::update(seen)
        .set((
            certificate::state.eq(state.as_str()),
            certificate::proposed_by.eq(proposed_by.map(|by| by.to_string())),
            certificate::version.eq(row.version + 1),
        ))
        .execute(tx.conn())?;
    Ok(changed == 1)
}

/// A file that was rendered before.
pub fn file(conn: &mut Conn, hash: &str, form: &str) -> Result<Option<Vec<u8>>, Fault> {
    Ok(certificate_file::table
        .find((hash, form))
        .select(certificate_file::content)
        .first(conn)
        .optional()?)
}

/// Keeps a rendered file; the files of what the certificate said before go.
pub fn keep_file(
    tx: &mut Tx<'_>,
    id: CertificateId,
    (hash, form): (&str, &str),
    content: &[u8],
) -> Result<(), Fault> {
    diesel::delete(
        certificate_file::table
            .filter(certificate_file::certificate_id.eq(id.to_string()))
            .filter(certificate_file::form.eq(form))
            .filter(certificate_file::hash.ne(hash)),
    )
    .execute(tx.conn())?;
    each!(tx, |c| diesel::insert_into(certificate_file::table)
        .values((
            certificate_file::hash.eq(hash),
            certificate_file::form.eq(form),
            certificate_file::certificate_id.eq(id.to_string()),
            certificate_file::content.eq(content),
        ))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// A certificate of someone's, as it stands on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Whose.
    pub person: PersonId,
    /// Of which level.
    pub level: Level,
    /// The day of issue.
    pub since: Date,
    /// The number.
    pub number: String,
    /// How it stands.
    pub state: CertState,
}

/// How every certificate of some people stands on a day, the first issued first; those from before
/// too.
pub fn standings(
    conn: &mut Conn,
    people: &[PersonId],
    today: Date,
) -> Result<Vec<Standing>, Fault> {
    let people: Vec<_> = people.iter().map(ToString::to_string).collect();
    let rows: Vec<CertificateRow> = certificate::table
        .filter(certificate::person_id.eq_any(people))
        .order((certificate::issued_on, certificate::number))
        .select(CertificateRow::as_select())
        .load(conn)?;
    let standing = |row: CertificateRow| {
        Some(Standing {
            person: row.person_id?.0,
            level: row.level.0,
            since: row.issued_on.into(),
            // Whether it is due for renewal makes no difference to who asks.
            state: row.shown(today, 0),
            number: row.number,
        })
    };
    Ok(rows.into_iter().filter_map(standing).collect())
}

/// The certificates of some people that count on a day: neither over nor taken away, given back or
/// suspended.
pub fn held(conn: &mut Conn, people: &[PersonId], today: Date) -> Result<Vec<Standing>, Fault> {
    let mut held = standings(conn, people, today)?;
    held.retain(|one| counts(one.state));
    Ok(held)
}

/// The certificates of some people that still run on a day, suspended or not.
pub fn running(conn: &mut Conn, people: &[PersonId], today: Date) -> Result<Vec<Standing>, Fault> {
    let mut running = standings(conn, people, today)?;
    running.retain(|one| runs(one.state));
    Ok(running)
}

/// Of each of these, who is to be certified for a level, the number of a certificate of that level
/// that still runs.
pub fn held_already(
    conn: &mut Conn,
    wanted: &[(PersonId, Level)],
    today: Date,
) -> Result<Vec<Option<String>>, Fault> {
    let people: Vec<_> = wanted.iter().map(|(person, _)| *person).collect();
    let running = running(conn, &people, today)?;
    let number = |(person, level): &(PersonId, Level)| {
        let mut running = running.iter();
        let held = running.find(|one| (one.person, one.level) == (*person, *level))?;
        Some(held.number.clone())
    };
    Ok(wanted.iter().map(number).collect())
}
