//! Imports in the database. The content is sealed, and emptied once it was written.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use tongyu_db::{
    Col, Conn, Tx,
    schema::{org_node, school, sheet_import},
};
use tongyu_shared::{
    ids::{AccountId, ImportId, NodeId},
    org::{
        import::{ApplyReport, ImportState, ImportSummary},
        sheet::{ColumnMatch, SheetCounts, SheetKind},
    },
    time::Instant,
};

use crate::{
    access::Scope,
    crypto::{Keys, Place},
    http::fault::{Fault, NOT_FOUND},
};

/// Uploads that are deleted at once.
const SLICE: i64 = 50;

/// Where an import's content is sealed.
fn content_place(import: &str) -> Place<'_> {
    Place {
        table: "sheet_import",
        column: "content_sealed",
        row: import,
    }
}

/// An import with its version, without its content.
#[derive(Clone, Debug)]
pub struct Import {
    /// What the page shows.
    pub summary: ImportSummary,
    /// Grows with each change.
    pub version: i32,
}

/// An import by id, where its school lies in the scope; 404 elsewhere.
pub fn find(conn: &mut Conn, scope: &Scope, id: ImportId) -> Result<Import, Fault> {
    type Row = (
        (
            Col<NodeId>,
            String,
            Col<SheetKind>,
            String,
            Col<ImportState>,
        ),
        (String, String, String, Option<String>, i32),
    );
    let row: Option<Row> = sheet_import::table
        .inner_join(org_node::table)
        .filter(sheet_import::id.eq(id.to_string()))
        .filter(sheet_import::school_id.eq_any(scope.nodes()))
        .select((
            (
                sheet_import::school_id,
                org_node::name,
                sheet_import::kind,
                sheet_import::file_name,
                sheet_import::state,
            ),
            (
                sheet_import::headers,
                sheet_import::column_match,
                sheet_import::counts,
                sheet_import::report,
                sheet_import::version,
            ),
        ))
        .first(conn)
        .optional()?;
    let (
        (school, school_name, kind, file_name, state),
        (headers, columns, counts, report, version),
    ) = row.ok_or(NOT_FOUND)?;
    let summary = ImportSummary {
        id,
        school: school.0,
        school_name,
        kind: kind.0,
        file_name,
        state: state.0,
        headers: from_json(&headers)?,
        columns: from_json(&columns)?,
        counts: from_json(&counts)?,
        report: report.as_deref().map(from_json).transpose()?,
    };
    Ok(Import { summary, version })
}

/// The bytes of the file. The caller has asked for the right to the import.
pub fn content(conn: &mut Conn, keys: &Keys, id: ImportId) -> Result<Vec<u8>, Fault> {
    let id = id.to_string();
    let sealed: Vec<u8> = sheet_import::table
        .find(&id)
        .select(sheet_import::content_sealed)
        .first(conn)?;
    Ok(keys.open(content_place(&id), &sealed)?)
}

/// An upload to be kept.
#[derive(Clone, Debug)]
pub struct NewImport {
    /// Its id.
    pub id: ImportId,
    /// The school it is for.
    pub school: NodeId,
    /// The file's name.
    pub file_name: String,
    /// The file, sealed.
    pub content_sealed: Vec<u8>,
    /// The words of the header row.
    pub headers: Vec<String>,
    /// Which column holds what.
    pub columns: ColumnMatch,
    /// How the rows divide.
    pub counts: SheetCounts,
}

/// Seals the bytes of a file for its row.
pub fn seal(keys: &Keys, id: ImportId, bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    Ok(keys.seal(content_place(&id.to_string()), bytes)?)
}

/// Keeps an upload. It takes the place of what the same person uploaded for this before and never
/// wrote: no sheet full of names stays without need.
pub fn insert(tx: &mut Tx<'_>, new: &NewImport, by: AccountId, now: Instant) -> Result<(), Fault> {
    let kind = new.columns.kind();
    diesel::delete(
        sheet_import::table
            .filter(sheet_import::school_id.eq(new.school.to_string()))
            .filter(sheet_import::kind.eq(kind.as_str()))
            .filter(sheet_import::created_by.eq(by.to_string()))
            .filter(sheet_import::state.eq(ImportState::Checked.as_str())),
    )
    .execute(tx.conn())?;
    diesel::insert_into(sheet_import::table)
        .values((
            sheet_import::id.eq(new.id.to_string()),
            sheet_import::school_id.eq(new.school.to_string()),
            sheet_import::kind.eq(kind.as_str()),
            sheet_import::state.eq(ImportState::Checked.as_str()),
            sheet_import::file_name.eq(&new.file_name),
            sheet_import::content_sealed.eq(&new.content_sealed),
            sheet_import::headers.eq(to_json(&new.headers)?),
            sheet_import::column_match.eq(to_json(&new.columns)?),
            sheet_import::counts.eq(to_json(&new.counts)?),
            sheet_import::report.eq(None::<String>),
            sheet_import::created_by.eq(by.to_string()),
            sheet_import::created_at.eq(now.naive_utc()),
            sheet_import::applied_at.eq(None::<NaiveDateTime>),
            sheet_import::version.eq(1),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Another column match for version `base`. `false` where it has another version.
pub fn set_columns(
    tx: &mut Tx<'_>,
    id: ImportId,
    base: i32,
    headers: &[String],
    columns: &ColumnMatch,
    counts: SheetCounts,
) -> Result<bool, Fault> {
    let written = diesel::update(
        sheet_import::table
            .find(id.to_string())
            .filter(sheet_import::version.eq(base)),
    )
    .set((
        sheet_import::headers.eq(to_json(headers)?),
        sheet_import::column_match.eq(to_json(columns)?),
        sheet_import::counts.eq(to_json(&counts)?),
        sheet_import::version.eq(base + 1),
    ))
    .execute(tx.conn())?;
    Ok(written == 1)
}

/// Marks version `base` as written and empties it: the content, and the headings that came with it.
pub fn set_applied(
    tx: &mut Tx<'_>,
    id: ImportId,
    base: i32,
    report: &ApplyReport,
    now: Instant,
) -> Result<bool, Fault> {
    let written = diesel::update(
        sheet_import::table
            .find(id.to_string())
            .filter(sheet_import::version.eq(base)),
    )
    .set((
        sheet_import::state.eq(ImportState::Applied.as_str()),
        sheet_import::content_sealed.eq(Vec::<u8>::new()),
        sheet_import::headers.eq("[]"),
        sheet_import::report.eq(to_json(report)?),
        sheet_import::applied_at.eq(now.naive_utc()),
        sheet_import::version.eq(base + 1),
    ))
    .execute(tx.conn())?;
    Ok(written == 1)
}

/// Deletes some of the uploads from before `before` that were never written, and gives their ids.
pub fn delete_unwritten(tx: &mut Tx<'_>, before: Instant) -> Result<Vec<String>, Fault> {
    let ids: Vec<String> = sheet_import::table
        .filter(sheet_import::state.eq(ImportState::Checked.as_str()))
        .filter(sheet_import::created_at.le(before.naive_utc()))
        .order(sheet_import::id)
        .limit(SLICE)
        .select(sheet_import::id)
        .load(tx.conn())?;
    diesel::delete(sheet_import::table.filter(sheet_import::id.eq_any(&ids))).execute(tx.conn())?;
    Ok(ids)
}

/// Makes two imports of one school come one after the other: the second starts again on what the
/// first wrote.
pub fn claim_school(tx: &mut Tx<'_>, id: NodeId) -> Result<(), Fault> {
    diesel::update(school::table.find(id.to_string()))
        .set(school::system.eq(school::system))
        .execute(tx.conn())?;
    Ok(())
}

fn to_json<T: Serialize + ?Sized>(value: &T) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(Fault::internal)
}

fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, Fault> {
    serde_json::from_str(text).map_err(Fault::internal)
}
