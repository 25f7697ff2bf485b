//! The way of a sheet of holders: uploaded and checked, confirmed by a second person, written in one
//! transaction. Refused rows are reported and stay out.

use std::collections::HashSet;

use tongyu_db::{Conn, Tx};
use tongyu_shared::{
    Lang,
    access::Action,
    api::problem::ProblemCode,
    certification::certificates::{
        history::Happening,
        legacy::{HolderLink, LegacyBatch, LegacyFault, LegacyRow, LegacyState},
        series::Numbered,
    },
    ids::{CertificateId, LegacyId, PersonId},
    text::{certificates as words, certification::name_separator},
    time::{Date, Instant},
};

use super::{
    super::{
        super::{applications, caller::Caller, store as base},
        credential::{self, Facts, Issuer},
        issue::{free_places, new_row},
        office,
        rows::{NewCertificateEventRow, NewCertificateRow},
        store as certificates,
    },
    holders::People,
    own_rows,
    place::Place,
    series::Continued,
    sheet::{self, SheetHolder},
    store::{self, BatchRow, HolderRow, NewBatchRow},
    supplied::{Here, supply},
};
use crate::{
    http::fault::{Fault, NOT_FOUND},
    org::imports::reason,
};

/// Reads an uploaded file.
pub fn read(bytes: &[u8], name: &str, today: Date, lang: Lang) -> Result<Vec<SheetHolder>, Fault> {
    sheet::holders(bytes, name, today).map_err(|error| {
        if error == tongyu_shared::org::sheet::SheetError::NoHeader {
            Fault::Explained(
                ProblemCode::UnreadableSheet,
                words::columns_missing(lang, wanted(lang)),
            )
        } else {
            reason(error, lang)
        }
    })
}

/// The headings that the sheet must have, as people read them.
fn wanted(lang: Lang) -> String {
    let names = [
        words::column_name(lang),
        words::column_school(lang),
        words::column_level(lang),
        words::column_number(lang),
        words::column_issued_on(lang),
        words::column_valid_to(lang),
    ];
    names.join(name_separator(lang))
}

/// Keeps a sheet with its dry run.
pub fn keep(
    tx: &mut Tx<'_>,
    caller: &Caller,
    file_name: &str,
    holders: &[SheetHolder],
) -> Result<LegacyBatch, Fault> {
    let id = LegacyId::new();
    let place = Place::of(tx, caller, holders)?;
    let read = holders.iter().map(|one| read_row(caller, id, &place, one));
    let mut rows: Vec<_> = read.collect();
    dry_run(tx, caller, &place, holders, &mut rows)?;
    let batch = NewBatchRow {
        id: id.to_string(),
        node_id: place.node.to_string(),
        file_name: file_name.to_owned(),
        state: LegacyState::Proposed.as_str(),
        uploaded_by: caller.actor.account.to_string(),
        uploaded_at: caller.stamp.now.naive_utc(),
        version: 1,
    };
    store::insert(tx, &batch, &rows)?;
    applications::record(tx, &caller.stamp, "legacy.upload", "legacy_batch", &id)?;
    view(tx, caller, id)
}

/// A row as it is kept, before it is known whom it means and what is wrong with it.
fn read_row(
    caller: &Caller,
    id: LegacyId,
    place: &Place,
    SheetHolder { row, phone }: &SheetHolder,
) -> HolderRow {
    HolderRow {
        batch_id: id.to_string(),
        row_number: i32::try_from(row.row).unwrap_or(i32::MAX),
        name: row.name.clone(),
        school_name: row.school.clone(),
        school_id: place.school(&row.school).map(|id| id.to_string()),
        level: row.level.map(tongyu_db::Col),
        number: row.number.clone(),
        issued_on: row.issued_on.map(Date::naive),
        valid_to: row.valid_to.map(Date::naive),
        faults: String::new(),
        phone_hash: phone.as_ref().map(|phone| caller.keys.phone_hash(phone)),
        holder: tongyu_db::Col(HolderLink::Unknown),
    }
}

/// Whom each row means, and what is wrong with it: what the sheet alone tells, and what its school
/// and its number mean here.
fn dry_run(
    conn: &mut Conn,
    caller: &Caller,
    place: &Place,
    holders: &[SheetHolder],
    rows: &mut [HolderRow],
) -> Result<(), Fault> {
    let people = People::of(conn, place.node, rows)?;
    let numbers: Vec<_> = holders.iter().map(|one| one.row.number.as_str()).collect();
    let here = Here::under(conn, place.node, &numbers)?;
    let mut all = Vec::with_capacity(rows.len());
    for (SheetHolder { row: read, .. }, row) in holders.iter().zip(rows.iter_mut()) {
        let mut faults = read.faults.clone();
        if place.is_elsewhere(&read.school) {
            faults.push(LegacyFault::SchoolElsewhere);
        }
        let (link, who) = people.link(row);
        row.holder.0 = link;
        match here.meet(row, who) {
            None => {}
            Some(Ok(_)) => row.holder.0 = HolderLink::Supplied,
            Some(Err(fault)) => faults.push(fault),
        }
        faults.extend(own_rows::fault(caller, who));
        all.push(faults);
    }
    let new = rows.iter().zip(&all);
    let new = new.filter(|(row, faults)| row.holder.0 != HolderLink::Supplied && faults.is_empty());
    let new: Vec<_> = new.filter_map(|(row, _)| numbered(row)).collect();
    let series = Continued::by(conn, &new, caller.today())?;
    for (row, mut faults) in rows.iter_mut().zip(all) {
        if faults.is_empty() {
            faults.extend(series.fault(&row.number));
        }
        row.faults = joined(&faults);
    }
    Ok(())
}

/// A row as its series is asked about; one without level or day is refused for that.
fn numbered(row: &HolderRow) -> Option<Numbered<'_>> {
    Some(Numbered {
        number: &row.number,
        level: row.level?.0,
        year: Date::from(row.issued_on?).year(),
    })
}

fn taken(conn: &mut Conn, numbers: &[&str]) -> Result<HashSet<String>, Fault> {
    Ok(certificates::numbers_taken(conn, numbers)?
        .into_iter()
        .collect())
}

fn joined(faults: &[LegacyFault]) -> String {
    faults
        .iter()
        .map(|fault| fault.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

/// A word that is no fault is one of ours: left out, the row would look good.
fn parted(faults: &str) -> Result<Vec<LegacyFault>, Fault> {
    faults
        .split_whitespace()
        .map(|word| {
            word.parse()
                .map_err(|_| Fault::internal("an unknown fault of a row"))
        })
        .collect()
}

/// A sheet with its dry run. Whoever may confirm it is told which rows they would have to leave to
/// somebody else.
pub fn view(conn: &mut Conn, caller: &Caller, id: LegacyId) -> Result<LegacyBatch, Fault> {
    let scope = caller.actor.scope(Action::CertificationRead);
    let batch = store::visible(conn, &scope, id)?.ok_or(NOT_FOUND)?;
    let staff = base::staff(conn, &[batch.uploaded_by.0])?;
    let mut rows = store::rows(conn, id)?;
    if batch.state.0 == LegacyState::Proposed {
        own_rows::mark(conn, caller, batch.node_id.0, &mut rows)?;
    }
    let shown = rows.iter().map(|row| shown(row, caller.lang));
    let mut rows = shown.collect::<Result<Vec<_>, _>>()?;
    rows.sort_by_key(|row| (row.faults.is_empty(), row.note.is_none(), row.row));
    let count = |good: bool| {
        let number = rows
            .iter()
            .filter(|row| row.faults.is_empty() == good)
            .count();
        u32::try_from(number).unwrap_or(u32::MAX)
    };
    Ok(LegacyBatch {
        id,
        state: batch.state.0,
        file_name: batch.file_name,
        uploaded_by: base::known(&staff, batch.uploaded_by.0)?.name.clone(),
        uploaded_at: Instant::from_naive_utc(batch.uploaded_at),
        good: count(true),
        refused: count(false),
        may_confirm: batch.state.0 == LegacyState::Proposed
            && batch.uploaded_by.0 != caller.actor.account,
        version: batch.version,
        rows,
    })
}

fn shown(row: &HolderRow, lang: Lang) -> Result<LegacyRow, Fault> {
    let faults = parted(&row.faults)?;
    // A fault without words shows its name, and is not left out.
    let named = |key: String| words::by_key(lang, &key).map_or_else(|| key.clone(), str::to_owned);
    let said = |fault: &LegacyFault| named(format!("fault_{fault}"));
    let holder = row.holder.0;
    let doubtful = faults.is_empty() && holder != HolderLink::Known;
    Ok(LegacyRow {
        row: u32::try_from(row.row_number).unwrap_or(0),
        name: row.name.clone(),
        school: row.school_name.clone(),
        school_known: row.school_id.is_some(),
        level: row.level.map(|level| level.0),
        number: row.number.clone(),
        issued_on: row.issued_on.map(Date::from),
        valid_to: row.valid_to.map(Date::from),
        holder,
        note: doubtful.then(|| named(format!("holder_{holder}"))),
        messages: faults.iter().map(said).collect(),
        faults,
    })
}

/// Confirms a sheet that someone else uploaded: its good rows become certificates of the site at this
/// address, which may be the demo.
pub fn confirm(
    tx: &mut Tx<'_>,
    caller: &Caller,
    site: (&str, bool),
    id: LegacyId,
) -> Result<LegacyBatch, Fault> {
    let scope = caller.actor.scope(Action::CertificationRead);
    let batch = store::visible(tx, &scope, id)?.ok_or(NOT_FOUND)?;
    if batch.uploaded_by.0 == caller.actor.account {
        let said = words::same_person_uploads(caller.lang).to_owned();
        return Err(Fault::Explained(ProblemCode::Forbidden, said));
    }
    if batch.state.0 == LegacyState::Confirmed {
        return view(tx, caller, id);
    }
    let base = caller.base()?;
    let by = (caller.actor.account, caller.stamp.now);
    if base != batch.version || !store::confirm(tx, &batch, by)? {
        return Err(Fault::Stale(batch.version));
    }
    let mut good = store::rows(tx, id)?;
    good.retain(|row| row.faults.is_empty());
    own_rows::refuse(tx, caller, batch.node_id.0, &mut good)?;
    let supplies = |row: &HolderRow| row.holder.0 == HolderLink::Supplied;
    let (supplying, new): (Vec<_>, _) = good.into_iter().partition(supplies);
    supply(tx, caller, batch.node_id.0, &supplying)?;
    let new = still_good(tx, caller, new)?;
    write(tx, caller, site, &batch, &new)?;
    applications::record(tx, &caller.stamp, "legacy.confirm", "legacy_batch", &id)?;
    view(tx, caller, id)
}

/// The rows that become certificates, without those whose number was taken since, or no longer
/// follows. Those that follow move the counters.
fn still_good(
    tx: &mut Tx<'_>,
    caller: &Caller,
    mut rows: Vec<HolderRow>,
) -> Result<Vec<HolderRow>, Fault> {
    let numbers: Vec<_> = rows.iter().map(|row| row.number.as_str()).collect();
    let taken = taken(tx, &numbers)?;
    refuse(tx, &mut rows, |number| {
        taken.contains(number).then_some(LegacyFault::NumberTaken)
    })?;
    let numbered: Vec<_> = rows.iter().filter_map(numbered).collect();
    let series = Continued::by(tx, &numbered, caller.today())?;
    refuse(tx, &mut rows, |number| series.fault(number))?;
    series.move_counters(tx)?;
    Ok(rows)
}

/// Notes a fault on the rows whose number is wrong, and takes them out.
fn refuse(
    tx: &mut Tx<'_>,
    rows: &mut Vec<HolderRow>,
    wrong: impl Fn(&str) -> Option<LegacyFault>,
) -> Result<(), Fault> {
    for row in rows.iter() {
        if let Some(fault) = wrong(&row.number) {
            store::refuse(tx, row, fault.as_str())?;
        }
    }
    rows.retain(|row| wrong(&row.number).is_none());
    Ok(())
}

fn write(
    tx: &mut Tx<'_>,
    caller: &Caller,
    (origin, demo): (&str, bool),
    batch: &BatchRow,
    good: &[HolderRow],
) -> Result<(), Fault> {
    let city = office::city(tx, batch.node_id.0)?;
    let issuer = Issuer {
        keys: &caller.keys,
        origin,
        city: &city,
        demo,
    };
    let places = free_places(tx, good.len())?;
    let people = People::of(tx, batch.node_id.0, good)?;
    let mut rows = Vec::with_capacity(good.len());
    for (holder, place) in good.iter().zip(places) {
        let (link, person) = people.link(holder);
        if link != holder.holder.0 {
            store::note_holder(tx, holder, link)?;
        }
        rows.push(certificate(issuer, batch, (holder, person), place)?);
    }
    let event = |row: &NewCertificateRow| NewCertificateEventRow {
        certificate_id: row.id.clone(),
        seq: 1,
        kind: Happening::TakeOver.as_str(),
        at: caller.stamp.now.naive_utc(),
        account_id: Some(caller.actor.account.to_string()),
        reason_sealed: None,
    };
    let events: Vec<_> = rows.iter().map(event).collect();
    certificates::insert(tx, &rows, &events)
}

/// A holder's certificate, with the number it always had.
fn certificate(
    issuer: Issuer<'_>,
    batch: &BatchRow,
    (holder, person): (&HolderRow, Option<PersonId>),
    place: i32,
) -> Result<NewCertificateRow, Fault> {
    let (Some(level), Some(issued_on)) = (holder.level, holder.issued_on) else {
        return Err(Fault::internal("a good row has a level and a day"));
    };
    let facts = Facts {
        id: CertificateId::new(),
        number: holder.number.clone(),
        name: holder.name.clone(),
        level: level.0,
        document_number: None,
        issued_on: issued_on.into(),
        valid_to: holder.valid_to.map(Date::from),
        status_index: place,
    };
    let credential = credential::issue(issuer, &facts, None)?;
    let node = holder.school_id.clone();
    Ok(NewCertificateRow {
        legacy_batch_id: Some(batch.id.to_string()),
        person_id: person.map(|person| person.to_string()),
        node_id: node.unwrap_or_else(|| batch.node_id.to_string()),
        school_name: holder.school_name.clone(),
        ..new_row(&facts, credential)
    })
}
