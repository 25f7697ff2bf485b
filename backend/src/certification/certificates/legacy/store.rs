//! Sheets of holders in the database.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use tongyu_db::{
    Col, Conn, Tx, each,
    schema::{account, certificate, legacy_batch, legacy_row, org_closure, person, role_grant},
};
use tongyu_shared::{
    certification::{
        certificates::legacy::{HolderLink, LegacyState},
        pack::Level,
    },
    ids::{AccountId, LegacyId, NodeId, PersonId},
    time::Instant,
};

use super::super::rows::CertificateRow;
use crate::{access::Scope, http::fault::Fault};

/// A sheet of holders.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = legacy_batch)]
pub struct BatchRow {
    pub id: Col<LegacyId>,
    pub node_id: Col<NodeId>,
    pub file_name: String,
    pub state: Col<LegacyState>,
    pub uploaded_by: Col<AccountId>,
    pub uploaded_at: NaiveDateTime,
    pub version: i32,
}

/// A new sheet.
#[derive(Insertable)]
#[diesel(table_name = legacy_batch, treat_none_as_default_value = false)]
pub struct NewBatchRow {
    pub id: String,
    pub node_id: String,
    pub file_name: String,
    pub state: &'static str,
    pub uploaded_by: String,
    pub uploaded_at: NaiveDateTime,
    pub version: i32,
}

/// A holder as the sheet says. `faults` are words with spaces between; empty for a good row.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = legacy_row, treat_none_as_default_value = false)]
pub struct HolderRow {
    pub batch_id: String,
    pub row_number: i32,
    pub name: String,
    pub school_name: String,
    pub school_id: Option<String>,
    pub level: Option<Col<Level>>,
    pub number: String,
    pub issued_on: Option<NaiveDate>,
    pub valid_to: Option<NaiveDate>,
    pub faults: String,
    pub phone_hash: Option<String>,
    pub holder: Col<HolderLink>,
}

/// Keeps a sheet with its rows.
pub fn insert(tx: &mut Tx<'_>, batch: &NewBatchRow, rows: &[HolderRow]) -> Result<(), Fault> {
    diesel::insert_into(legacy_batch::table)
        .values(batch)
        .execute(tx.conn())?;
    for part in rows.chunks(500) {
        each!(tx, |c| diesel::insert_into(legacy_row::table)
            .values(part)
            .execute(c))?;
    }
    Ok(())
}

/// A sheet within reach.
pub fn visible(conn: &mut Conn, scope: &Scope, id: LegacyId) -> Result<Option<BatchRow>, Fault> {
    Ok(legacy_batch::table
        .filter(legacy_batch::id.eq(id.to_string()))
        .filter(legacy_batch::node_id.eq_any(scope.nodes()))
        .select(BatchRow::as_select())
        .first(conn)
        .optional()?)
}

/// The rows of a sheet, in its order.
pub fn rows(conn: &mut Conn, id: LegacyId) -> Result<Vec<HolderRow>, Fault> {
    Ok(legacy_row::table
        .filter(legacy_row::batch_id.eq(id.to_string()))
        .order(legacy_row::row_number)
        .select(HolderRow::as_select())
        .load(conn)?)
}

/// Confirms a sheet from the version that was seen; `false` where it has moved on.
pub fn confirm(
    tx: &mut Tx<'_>,
    batch: &BatchRow,
    (by, now): (AccountId, Instant),
) -> Result<bool, Fault> {
    let seen = legacy_batch::table
        .find(batch.id.to_string())
        .filter(legacy_batch::version.eq(batch.version));
    let changed = diesel::update(seen)
        .set((
            legacy_batch::state.eq(LegacyState::Confirmed.as_str()),
            legacy_batch::confirmed_by.eq(by.to_string()),
            legacy_batch::confirmed_at.eq(now.naive_utc()),
            legacy_batch::version.eq(batch.version + 1),
        ))
        .execute(tx.conn())?;
    Ok(changed == 1)
}

/// The certificates of this place, or of places below it, that bear these numbers.
pub fn kept(
    conn: &mut Conn,
    place: NodeId,
    numbers: &[&str],
) -> Result<Vec<CertificateRow>, Fault> {
    let mut all = Vec::new();
    for part in numbers.chunks(500) {
        let found: Vec<CertificateRow> = certificate::table
            .inner_join(org_closure::table.on(org_closure::descendant_id.eq(certificate::node_id)))
            .filter(org_closure::ancestor_id.eq(place.to_string()))
            .filter(certificate::number.eq_any(part))
            .select(CertificateRow::as_select())
            .load(conn)?;
        all.extend(found);
    }
    Ok(all)
}

/// Gives a certificate the holder that it lacks; `false` where it has moved on.
pub fn supply_holder(
    tx: &mut Tx<'_>,
    row: &CertificateRow,
    holder: PersonId,
) -> Result<bool, Fault> {
    let seen = certificate::table
        .find(row.id.to_string())
        .filter(certificate::person_id.is_null())
        .filter(certificate::version.eq(row.version));
    let changed = diesel::update(seen)
        .set((
            certificate::person_id.eq(holder.to_string()),
            certificate::version.eq(row.version + 1),
        ))
        .execute(tx.conn())?;
    Ok(changed == 1)
}

/// Notes a fault that was found on confirming.
pub fn refuse(tx: &mut Tx<'_>, row: &HolderRow, faults: &str) -> Result<(), Fault> {
    diesel::update(legacy_row::table.find((&row.batch_id, row.row_number)))
        .set(legacy_row::faults.eq(faults))
        .execute(tx.conn())?;
    Ok(())
}

/// Notes whom a row turned out to mean on confirming.
pub fn note_holder(tx: &mut Tx<'_>, row: &HolderRow, holder: HolderLink) -> Result<(), Fault> {
    diesel::update(legacy_row::table.find((&row.batch_id, row.row_number)))
        .set(legacy_row::holder.eq(holder.as_str()))
        .execute(tx.conn())?;
    Ok(())
}

/// Everyone who has, or had, a post, with what the post lies in.
#[diesel::dsl::auto_type]
fn in_posts() -> _ {
    person::table
        .inner_join(account::table.on(account::person_id.eq(person::id)))
        .inner_join(role_grant::table.on(role_grant::account_id.eq(account::id)))
        .inner_join(org_closure::table.on(org_closure::descendant_id.eq(role_grant::node_id)))
}

/// School, name and person of those with these names who have, or had, a post in these schools.
pub fn at_schools(
    conn: &mut Conn,
    schools: &[&str],
    names: &[&str],
) -> Result<Vec<(String, String, PersonId)>, Fault> {
    let mut all = Vec::new();
    for part in names.chunks(500) {
        let found: Vec<(String, String, Col<PersonId>)> = in_posts()
            .filter(org_closure::ancestor_id.eq_any(schools))
            .filter(person::name.eq_any(part))
            .select((org_closure::ancestor_id, person::name, person::id))
            .distinct()
            .load(conn)?;
        all.extend(plain(found));
    }
    Ok(all)
}

/// Phone, name and person of those who have, or had, a post in this place and whose phone, or the
/// phone they sign in with, is one of these. Certificates are of staff: parents are nobody here.
pub fn with_phones(
    conn: &mut Conn,
    place: NodeId,
    phones: &[&str],
) -> Result<Vec<(String, String, PersonId)>, Fault> {
    let mut all = Vec::new();
    for part in phones.chunks(500) {
        let own: Vec<(String, String, Col<PersonId>)> = in_posts()
            .filter(org_closure::ancestor_id.eq(place.to_string()))
            .filter(person::phone_hash.assume_not_null().eq_any(part))
            .select((
                person::phone_hash.assume_not_null(),
                person::name,
                person::id,
            ))
            .distinct()
            .load(conn)?;
        let signs_in: Vec<(String, String, Col<PersonId>)> = in_posts()
            .filter(org_closure::ancestor_id.eq(place.to_string()))
            .filter(account::phone_hash.assume_not_null().eq_any(part))
            .select((
                account::phone_hash.assume_not_null(),
                person::name,
                person::id,
            ))
            .distinct()
            .load(conn)?;
        all.extend(plain(own).chain(plain(signs_in)));
    }
    Ok(all)
}

fn plain(
    found: Vec<(String, String, Col<PersonId>)>,
) -> impl Iterator<Item = (String, String, PersonId)> {
    let plain = |(mark, name, person): (String, String, Col<PersonId>)| (mark, name, person.0);
    found.into_iter().map(plain)
}
