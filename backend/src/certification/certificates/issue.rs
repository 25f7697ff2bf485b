//! Issuing the certificates of a notice: one transaction gives the numbers, without a gap, one
//! signature and one message each. All or none.

use std::collections::{BTreeSet, HashMap};

use tongyu_db::Tx;
use tongyu_shared::{
    Lang,
    access::Action,
    api::problem::ProblemCode,
    certification::{
        certificates::{
            history::Happening,
            notice::{IssueReport, IssuedCertificate, NoticeState, state},
            number::{NumberParts, number},
            rules::CertificateRules,
            standing::last_day,
        },
        conflicts::certifier_conflict,
        pack::Level,
        state::{CertActor, CertEvent, CertState},
        words::certifier_conflict as conflict_words,
    },
    ids::{ApplicationId, CertificateId, NoticeId},
    text::{certificates as words, certification::name_separator},
    time::{Date, words::date_long},
};

use super::{
    super::{
        applications::{self, Step},
        caller::Caller,
        files::{self, File},
        store as base,
    },
    credential::{self, Facts, Issuer},
    notices::store::{self as notices, NoticeRow},
    office,
    rows::{CertificateRow, NewCertificateEventRow, NewCertificateRow},
    status_list::PLACES,
    store,
};
use crate::http::fault::{Fault, NOT_FOUND};

/// Issues the certificates of a notice under a document number (文号), as the site at this address,
/// which may be the demo; asked again with the same number, tells the same. 409 before its days are
/// over or while an objection is undecided, 403 for who trained or assessed one of them.
pub fn issue(
    tx: &mut Tx<'_>,
    caller: &Caller,
    (origin, demo): (&str, bool),
    id: NoticeId,
    document_number: &str,
) -> Result<IssueReport, Fault> {
    let scope = caller.actor.scope(Action::CertificationCertify);
    notices::visible(tx, &scope, id)?.ok_or(NOT_FOUND)?;
    notices::take_up(tx, id)?;
    let notice = notices::find(tx, id)?.ok_or(NOT_FOUND)?;
    let document_number = document_number.trim();
    if let Some(known) = &notice.document_number {
        return issued_before(tx, caller.lang, id, known, document_number);
    }
    // Whoever stands on it is not told here either that someone objects.
    let files = candidates(tx, caller, id)?;
    must_be_ready(tx, caller, &notice)?;
    let batch = Batch {
        rules: office::rules(tx, caller.today(), caller.lang)?,
        city: office::city(tx, notice.node_id.0)?,
        today: caller.today(),
        caller,
        origin,
        demo,
        notice: id,
        document_number,
    };
    let rows = batch.rows(tx, &files)?;
    batch.write(tx, &files, &rows)?;
    notices::mark_issued(tx, id, document_number, caller.stamp.now)?;
    applications::record(tx, &caller.stamp, "notice.issue", "public_notice", &id)?;
    Ok(report(document_number, &store::of_notice(tx, id)?))
}

fn issued_before(
    tx: &mut Tx<'_>,
    lang: Lang,
    id: NoticeId,
    known: &str,
    asked: &str,
) -> Result<IssueReport, Fault> {
    if known != asked {
        let said = words::other_document_number(lang, known);
        return Err(Fault::Explained(ProblemCode::DiffersFromFirst, said));
    }
    Ok(report(known, &store::of_notice(tx, id)?))
}

fn report(document_number: &str, rows: &[CertificateRow]) -> IssueReport {
    let issued = |row: &CertificateRow| IssuedCertificate {
        id: row.id.0,
        number: row.number.clone(),
        name: row.name.clone(),
    };
    IssueReport {
        document_number: document_number.to_owned(),
        certificates: rows.iter().map(issued).collect(),
    }
}

fn must_be_ready(tx: &mut Tx<'_>, caller: &Caller, notice: &NoticeRow) -> Result<(), Fault> {
    let undecided = notices::undecided(tx, &[notice.id.0])?.len();
    let undecided = u32::try_from(undecided).unwrap_or(u32::MAX);
    let closed = notice.closed(caller.stamp.now);
    let said = match state(false, closed, undecided > 0) {
        NoticeState::Open => {
            let day = date_long(caller.lang, notice.last_day.into());
            words::notice_runs(caller.lang, day)
        }
        NoticeState::Undecided => words::objections_open(caller.lang, undecided),
        NoticeState::Ready | NoticeState::Issued => return Ok(()),
    };
    Err(Fault::Explained(ProblemCode::NotInThisState, said))
}

/// Those on the notice who are still to be certified, in its order. Who was refused after it and
/// stands on a newer one is certified by that one alone. Whoever certifies has neither trained nor
/// assessed one of them, and none of them holds a certificate of the level by now.
fn candidates(tx: &mut Tx<'_>, caller: &Caller, id: NoticeId) -> Result<Vec<File>, Fault> {
    let entries = notices::entries(tx, id)?;
    let ids: Vec<ApplicationId> = entries.iter().map(|row| row.application_id.0).collect();
    let mut rows = base::by_ids(tx, &ids)?;
    let latest = notices::latest_of(tx, &ids)?;
    rows.retain(|row| row.state.0 == CertState::PublicNotice && latest.get(&row.id.0) == Some(&id));
    if rows.is_empty() {
        let said = words::nobody_left(caller.lang).to_owned();
        return Err(Fault::Explained(ProblemCode::NotInThisState, said));
    }
    let places: HashMap<_, _> = ids.iter().zip(0_usize..).collect();
    rows.sort_by_key(|row| places.get(&row.id.0).copied());
    let files = files::gather(tx, rows, caller.today())?;
    for file in &files {
        caller.not_in_own_cause(file.row.person_id.0)?;
        if let Some(conflict) = certifier_conflict(&file.ties, caller.actor.person) {
            let said = conflict_words(caller.lang, conflict).to_owned();
            return Err(Fault::Explained(ProblemCode::Forbidden, said));
        }
    }
    must_hold_none(tx, caller, &files)?;
    Ok(files)
}

/// Refuses all where someone holds a running certificate of the level, and says who: one can come
/// from a sheet of holders while the notice runs.
fn must_hold_none(tx: &mut Tx<'_>, caller: &Caller, files: &[File]) -> Result<(), Fault> {
    let wanted = files.iter().map(|file| &file.row);
    let wanted: Vec<_> = wanted.map(|row| (row.person_id.0, row.level.0)).collect();
    let held = store::held_already(tx, &wanted, caller.today())?;
    let holders = files.iter().zip(held).filter(|(_, held)| held.is_some());
    let names: Vec<_> = holders.map(|(file, _)| file.name.as_str()).collect();
    if names.is_empty() {
        return Ok(());
    }
    let names = names.join(name_separator(caller.lang));
    let said = words::hold_one_already(caller.lang, names);
    Err(Fault::Explained(ProblemCode::NotInThisState, said))
}

/// What all certificates of one issue have in common.
struct Batch<'a> {
    caller: &'a Caller,
    origin: &'a str,
    demo: bool,
    notice: NoticeId,
    document_number: &'a str,
    rules: CertificateRules,
    city: String,
    today: Date,
}

impl Batch<'_> {
    fn rows(&self, tx: &mut Tx<'_>, files: &[File]) -> Result<Vec<NewCertificateRow>, Fault> {
        let numbers = self.numbers(tx, files)?;
        let places = free_places(tx, files.len())?;
        let issuer = Issuer {
            keys: &self.caller.keys,
            origin: self.origin,
            city: &self.city,
            demo: self.demo,
        };
        let with = files.iter().zip(numbers).zip(places);
        with.map(|((file, number), place)| self.row(issuer, file, number, place))
            .collect()
    }

    fn row(
        &self,
        issuer: Issuer<'_>,
        file: &File,
        number: String,
        place: i32,
    ) -> Result<NewCertificateRow, Fault> {
        let rules = file.rules()?;
        let facts = Facts {
            id: CertificateId::new(),
            number,
            name: file.name.clone(),
            level: file.row.level.0,
            document_number: Some(self.document_number.to_owned()),
            issued_on: self.today,
            valid_to: last_day(self.today, rules.validity_years),
            status_index: place,
        };
        let credential = credential::issue(issuer, &facts, Some(rules.hours))?;
        Ok(NewCertificateRow {
            application_id: Some(file.row.id.to_string()),
            notice_id: Some(self.notice.to_string()),
            person_id: Some(file.row.person_id.to_string()),
            node_id: file.row.school_id.to_string(),
            school_name: file.school_name.clone(),
            ..new_row(&facts, credential)
        })
    }

    /// The numbers, in the order of the files. The counter's row is raised once for each level, in
    /// the order of levels, so that two issues never wait for each other in a ring.
    fn numbers(&self, tx: &mut Tx<'_>, files: &[File]) -> Result<Vec<String>, Fault> {
        let levels: BTreeSet<Level> = files.iter().map(|file| file.row.level.0).collect();
        let mut next = HashMap::new();
        for level in levels {
            let of_level = files.iter().filter(|file| file.row.level.0 == level);
            let count = i32::try_from(of_level.count()).map_err(Fault::internal)?;
            let series = (self.rules.prefix.as_str(), level, self.today.year());
            next.insert(level, store::take_numbers(tx, series, count)?);
        }
        let mut regions = HashMap::new();
        let mut numbers = Vec::with_capacity(files.len());
        for file in files {
            let (school, level) = (file.row.school_id.0, file.row.level.0);
            let district = match regions.get(&school) {
                Some(known) => known,
                None => regions
                    .entry(school)
                    .or_insert(office::district(tx, school)?),
            };
            let serial = next.entry(level).or_insert(1);
            let parts = NumberParts {
                prefix: &self.rules.prefix,
                level,
                year: self.today.year(),
                region: self.rules.region_of(district.as_deref()),
                serial: u32::try_from(*serial).unwrap_or(0),
            };
            *serial += 1;
            numbers.push(number(&parts).ok_or_else(|| {
                let said = words::numbers_used_up(self.caller.lang).to_owned();
                Fault::Explained(ProblemCode::NotInThisState, said)
            })?);
        }
        Ok(numbers)
    }

    fn write(
        &self,
        tx: &mut Tx<'_>,
        files: &[File],
        rows: &[NewCertificateRow],
    ) -> Result<(), Fault> {
        let by = Some(self.caller.actor.account.to_string());
        let event = |row: &NewCertificateRow| NewCertificateEventRow {
            certificate_id: row.id.clone(),
            seq: 1,
            kind: Happening::Certify.as_str(),
            at: self.caller.stamp.now.naive_utc(),
            account_id: by.clone(),
            reason_sealed: None,
        };
        let events: Vec<_> = rows.iter().map(event).collect();
        store::insert(tx, rows, &events)?;
        for file in files {
            let step = Step::new(CertEvent::Certify, CertActor::Certifier);
            let (id, stamp) = (file.row.id.0, &self.caller.stamp);
            applications::advance(tx, &self.caller.keys, id, step, stamp)?;
            office::tell_holder(tx, file.row.person_id.0, stamp)?;
        }
        Ok(())
    }
}

/// A row that says these facts, of nobody and from nowhere yet.
pub fn new_row(facts: &Facts, credential: String) -> NewCertificateRow {
    NewCertificateRow {
        id: facts.id.to_string(),
        number: facts.number.clone(),
        application_id: None,
        notice_id: None,
        legacy_batch_id: None,
        person_id: None,
        node_id: String::new(),
        name: facts.name.clone(),
        school_name: String::new(),
        level: facts.level.as_str(),
        document_number: facts.document_number.clone(),
        issued_on: facts.issued_on.naive(),
        valid_to: facts.valid_to.map(Date::naive),
        state: CertState::Certified.as_str(),
        status_index: facts.status_index,
        credential,
        version: 1,
    }
}

/// As many free places in the status lists, by chance.
pub fn free_places(tx: &mut Tx<'_>, count: usize) -> Result<Vec<i32>, Fault> {
    let mut free = BTreeSet::new();
    for _ in 0..64 {
        let missing = count - free.len();
        if missing == 0 {
            break;
        }
        let drawn: Vec<i32> = (0..missing)
            .map(|_| rand::random_range(0..PLACES))
            .collect();
        let taken = store::taken(tx, &drawn)?;
        free.extend(drawn.into_iter().filter(|place| !taken.contains(place)));
    }
    if free.len() < count {
        return Err(Fault::internal("the status lists are full"));
    }
    // A set is in order, which would tell who was issued together.
    let mut free: Vec<_> = free.into_iter().collect();
    for at in (1..free.len()).rev() {
        free.swap(at, rand::random_range(0..=at));
    }
    Ok(free)
}
