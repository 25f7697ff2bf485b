//! What may be done with an import: each step asks for the right again, and every change leaves
//! an audit row.

use chrono::TimeDelta;
use tongyu_db::{Conn, Tx};
use tongyu_shared::{
    Lang,
    access::Action,
    api::{
        page::{PAGE_SIZE, Page},
        problem::ProblemCode,
    },
    ids::{ImportId, NodeId},
    org::import::{ApplyReport, ImportProblem, ImportState},
};

use super::{
    examine::{Examined, Rows},
    roster,
    school::ImportSchool,
    staff,
    store::{self, Import, NewImport},
};
use crate::{
    access::{Actor, authorize},
    audit::{self, By},
    crypto::Keys,
    http::{fault::Fault, input::Stamp},
};

/// The school, where this person may import for it; 404 elsewhere.
pub fn school(
    conn: &mut Conn,
    actor: &Actor,
    id: NodeId,
    stamp: &Stamp,
) -> Result<ImportSchool, Fault> {
    authorize(conn, actor, Action::RosterImport, id)?;
    ImportSchool::load(conn, id, stamp.now.date())
}

/// Keeps an upload that was read and checked.
pub fn keep(
    tx: &mut Tx<'_>,
    actor: &Actor,
    new: &NewImport,
    stamp: &Stamp,
) -> Result<Import, Fault> {
    authorize(tx, actor, Action::RosterImport, new.school)?;
    store::insert(tx, new, actor.account, stamp.now)?;
    record(tx, stamp, "org.upload_sheet", new.id)?;
    find(tx, actor, new.id)
}

/// An import of a school that this person may import for.
pub fn find(conn: &mut Conn, actor: &Actor, id: ImportId) -> Result<Import, Fault> {
    store::find(conn, &actor.scope(Action::RosterImport), id)
}

/// An import that is not written yet, with the school it is for and its file.
pub struct Open {
    /// The import.
    pub import: Import,
    /// Its school.
    pub school: ImportSchool,
    /// The bytes of its file.
    pub bytes: Vec<u8>,
}

/// An import that is not written yet; 409 where it is.
pub fn open(
    conn: &mut Conn,
    keys: &Keys,
    actor: &Actor,
    id: ImportId,
    stamp: &Stamp,
) -> Result<Open, Fault> {
    let import = find(conn, actor, id)?;
    if import.summary.state != ImportState::Checked {
        return Err(ProblemCode::NotInThisState.into());
    }
    let school = ImportSchool::load(conn, import.summary.school, stamp.now.date())?;
    let bytes = store::content(conn, keys, id)?;
    Ok(Open {
        import,
        school,
        bytes,
    })
}

/// Keeps another column match for version `base`; 412 where it has another version.
pub fn rematch(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: ImportId,
    base: i32,
    found: &Examined,
    stamp: &Stamp,
) -> Result<Import, Fault> {
    let import = find(tx, actor, id)?;
    if import.summary.state != ImportState::Checked {
        return Err(ProblemCode::NotInThisState.into());
    }
    let counts = found.rows.counts();
    if !store::set_columns(tx, id, base, &found.headers, &found.columns, counts)? {
        return Err(Fault::Stale(import.version));
    }
    record(tx, stamp, "org.match_columns", id)?;
    find(tx, actor, id)
}

/// A page of problems. `after` is how many came before: the order is that of the sheet, which does
/// not change.
pub fn problems(
    found: &Examined,
    after: Option<&str>,
    lang: Lang,
) -> Result<Page<ImportProblem>, Fault> {
    let from: usize = match after {
        None => 0,
        Some(text) => text.parse().map_err(|_| ProblemCode::UnreadableQuery)?,
    };
    let problems = found.rows.problems();
    let size = PAGE_SIZE as usize;
    let items: Vec<_> = problems
        .iter()
        .skip(from)
        .take(size)
        .map(|problem| ImportProblem {
            message: problem.text(lang),
            problem: problem.clone(),
        })
        .collect();
    let next = from.saturating_add(size);
    Ok(Page {
        items,
        next: (next < problems.len()).then(|| next.to_string()),
    })
}

/// Notes that someone took the sheet with its marks away: it holds every name and phone.
pub fn downloaded(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: ImportId,
    stamp: &Stamp,
) -> Result<(), Fault> {
    find(tx, actor, id)?;
    record(tx, stamp, "org.download_returned_workbook", id)
}

/// Writes the accepted rows of version `base` and empties the import; 409 where that was done,
/// 412 where the columns were matched anew since.
pub fn apply(
    tx: &mut Tx<'_>,
    keys: &Keys,
    actor: &Actor,
    id: ImportId,
    base: i32,
    rows: &Rows,
    stamp: &Stamp,
) -> Result<ApplyReport, Fault> {
    let import = find(tx, actor, id)?;
    if import.summary.state != ImportState::Checked {
        return Err(ProblemCode::NotInThisState.into());
    }
    if import.version != base {
        return Err(Fault::Stale(import.version));
    }
    let report = apply_rows(tx, keys, import.summary.school, rows, stamp)?;
    if !store::set_applied(tx, id, base, &report, stamp.now)? {
        return Err(Fault::Stale(import.version));
    }
    record(tx, stamp, "org.apply_import", id)?;
    Ok(report)
}

/// Writes the accepted rows for a school in one transaction, so that nobody sees half a roster
/// and a failure leaves nothing behind. With 3,000 pupils an unoptimised build holds the writer
/// for about a second, once or twice a year for each school; slices would buy little for that.
pub fn apply_rows(
    tx: &mut Tx<'_>,
    keys: &Keys,
    school: NodeId,
    rows: &Rows,
    stamp: &Stamp,
) -> Result<ApplyReport, Fault> {
    store::claim_school(tx, school)?;
    let school = ImportSchool::load(tx, school, stamp.now.date())?;
    match rows {
        Rows::Roster(checked) => roster::apply(tx, keys, &school, &checked.accepted, stamp),
        Rows::Staff(checked) => staff::apply(tx, keys, &school, &checked.accepted, stamp),
        Rows::Unmatched => Err(ProblemCode::NotInThisState.into()),
    }
}

/// Days after which an upload that nobody wrote is forgotten: it holds a school's names and phones.
const KEPT_DAYS: i64 = 7;

/// Forgets some uploads that nobody wrote in time; how many there were.
pub fn forget_unwritten(tx: &mut Tx<'_>, stamp: &Stamp) -> Result<u32, Fault> {
    let before = stamp.now.plus(TimeDelta::days(-KEPT_DAYS));
    let forgotten = store::delete_unwritten(tx, before)?;
    let entries: Vec<_> = forgotten
        .iter()
        .map(|id| audit::Entry {
            by: By::Staff,
            action: "org.forget_sheet",
            subject_kind: "sheet_import",
            subject_id: id,
            student: None,
        })
        .collect();
    audit::record_all(tx, stamp, &entries)?;
    u32::try_from(forgotten.len()).map_err(Fault::internal)
}

fn record(tx: &mut Tx<'_>, stamp: &Stamp, action: &'static str, id: ImportId) -> Result<(), Fault> {
    let entry = audit::Entry {
        by: By::Staff,
        action,
        subject_kind: "sheet_import",
        subject_id: &id.to_string(),
        student: None,
    };
    audit::record(tx, stamp, &entry)
}
