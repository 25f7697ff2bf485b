//! The rule packs of a site: drafts, their approval by two persons, and those that bind on a day.

use diesel::prelude::*;
use tongyu_db::{Conn, Tx, live_on, schema::rule_pack};
use tongyu_shared::{
    api::problem::ProblemCode,
    org::pack::{Approval, PackStatus, RulePack},
    time::{Date, Instant},
    validate::Errors,
};
use uuid::Uuid;

use crate::http::fault::Fault;

/// The packs in force on `day`, by code: of each the newest version that two persons approved.
pub fn packs_in_force(conn: &mut Conn, day: Date) -> Result<Vec<RulePack>, Fault> {
    let documents: Vec<(String, String)> = rule_pack::table
        .filter(rule_pack::status.eq(PackStatus::Approved.as_str()))
        .filter(live_on!(rule_pack, day.naive()))
        .order((rule_pack::code, rule_pack::version.desc()))
        .select((rule_pack::code, rule_pack::document))
        .load(conn)?;
    let mut packs = Vec::new();
    let mut last = None;
    for (code, document) in documents {
        if last.as_ref() != Some(&code) {
            packs.push(RulePack::parse(&document).map_err(Fault::internal)?);
            last = Some(code);
        }
    }
    Ok(packs)
}

/// The smallest basis of a sum that those may see who may not open its rows: the strictest bound
/// of the packs in force. Without any, none is small enough to be shown.
pub fn smallest_aggregate(conn: &mut Conn, day: Date) -> Result<u32, Fault> {
    let packs = packs_in_force(conn, day)?;
    let bounds = packs.iter().filter_map(|pack| pack.smallest_aggregate);
    Ok(bounds.max().unwrap_or(u32::MAX))
}

/// Keeps a draft, in place of a draft of the same version. An approved version is
/// [`ProblemCode::Exists`]: what has bound people does not change afterwards.
pub fn insert_draft(tx: &mut Tx<'_>, pack: &RulePack) -> Result<(), Fault> {
    put(
        tx,
        &RulePack {
            status: PackStatus::Draft,
            approval: None,
            ..pack.clone()
        },
        None,
    )
}

/// Keeps a pack as approved by two different persons under a document number (文号). Refused are
/// the same person twice, a missing number, and a version that is approved already.
pub fn approve(
    tx: &mut Tx<'_>,
    pack: &RulePack,
    (by_first, by_second): (&str, &str),
    number: &str,
    now: Instant,
) -> Result<(), Fault> {
    let approval = Approval {
        number: number.trim().to_owned(),
        by_first: by_first.trim().to_owned(),
        by_second: by_second.trim().to_owned(),
        on: now.date(),
    };
    let approved = RulePack {
        status: PackStatus::Approved,
        approval: Some(approval),
        ..pack.clone()
    };
    put(tx, &approved, Some(now))
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = rule_pack, treat_none_as_default_value = false, treat_none_as_null = true)]
struct PackRow<'a> {
    id: String,
    code: &'a str,
    version: i32,
    status: &'static str,
    document: String,
    effective_from: chrono::NaiveDate,
    effective_to: Option<chrono::NaiveDate>,
    document_number: Option<String>,
    approved_by_a: Option<String>,
    approved_by_b: Option<String>,
    approved_at: Option<chrono::NaiveDateTime>,
}

fn put(tx: &mut Tx<'_>, pack: &RulePack, approved_at: Option<Instant>) -> Result<(), Fault> {
    let errors = Errors::of(pack);
    if !errors.is_empty() {
        return Err(Fault::Invalid(errors));
    }
    let version = i32::try_from(pack.version).map_err(Fault::internal)?;
    let known: Option<(String, String)> = rule_pack::table
        .filter(rule_pack::code.eq(&pack.code))
        .filter(rule_pack::version.eq(version))
        .select((rule_pack::id, rule_pack::status))
        .first(tx.conn())
        .optional()?;
    let approval = pack.approval.as_ref();
    let row = PackRow {
        id: known
            .as_ref()
            .map_or_else(|| Uuid::now_v7().to_string(), |(id, _)| id.clone()),
        code: &pack.code,
        version,
        status: pack.status.as_str(),
        document: serde_json::to_string(pack).map_err(Fault::internal)?,
        effective_from: pack.effective_from.naive(),
        effective_to: pack.effective_to.map(Date::naive),
        document_number: approval.map(|approval| approval.number.clone()),
        approved_by_a: approval.map(|approval| approval.by_first.clone()),
        approved_by_b: approval.map(|approval| approval.by_second.clone()),
        approved_at: approved_at.map(Instant::naive_utc),
    };
    match known {
        None => {
            diesel::insert_into(rule_pack::table)
                .values(&row)
                .execute(tx.conn())?;
        }
        Some((id, status)) if status == PackStatus::Draft.as_str() => {
            diesel::update(rule_pack::table.find(id))
                .set(&row)
                .execute(tx.conn())?;
        }
        Some(_) => return Err(ProblemCode::Exists.into()),
    }
    Ok(())
}
