//! `tongyu import roster|staff`: a sheet from the command line, through the same checks as in the
//! app.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use tongyu_db::Db;
use tongyu_shared::{
    Lang,
    ids::NodeId,
    org::{
        import::ApplyReport,
        sheet::{SheetCounts, SheetKind},
    },
};

use super::{Failure, opened, stamp};
use crate::{
    audit::{self, By},
    config::Config,
    crypto::Keys,
    http::{fault::Fault, input::Stamp},
    org::imports::{Examined, How, ImportSchool, Rows, apply_rows, examine, reason, schools_named},
};

/// Options of `import`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Import pupils and their guardians · 导入学生名单
    Roster(Sheet),
    /// Import staff with their offices and classes · 导入教职工名单
    Staff(Sheet),
}

#[derive(Debug, clap::Args)]
struct Sheet {
    /// The sheet: .xlsx, .xls or .csv · 表格文件
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The school it is for, by name or id · 学校名称或编号
    #[arg(long, value_name = "SCHOOL")]
    school: String,
    /// Only check, write nothing · 只检查，不写入
    #[arg(long)]
    dry_run: bool,
    /// Where to put the sheet with its bad cells red and the reasons in notes · 标红并写明原因的表格存到哪里
    #[arg(long, value_name = "FILE")]
    returned: Option<PathBuf>,
}

/// Checks a sheet and, unless asked not to, writes its accepted rows.
pub fn run(args: &Args, config: &Config) -> Result<(), Failure> {
    let (kind, sheet) = match &args.command {
        Command::Roster(sheet) => (SheetKind::Roster, sheet),
        Command::Staff(sheet) => (SheetKind::Staff, sheet),
    };
    let stamp = stamp::now();
    let bytes = fs::read(&sheet.file).map_err(|error| {
        let name = sheet.file.display();
        Failure::new(format!("读不了文件 {name}"), format!("{name}: {error}"))
    })?;
    let keys = Keys::read(Path::new(&config.keys_file))?;
    let db = opened::migrated(config)?;
    let id = school(&db, &sheet.school)?;
    let school = db.read_blocking(|conn| ImportSchool::load(conn, id, stamp.now.date()))?;
    let name = file_name(&sheet.file);
    let found = examine(&bytes, &name, How::Proposed(kind), &school)
        .map_err(|error| Failure::both(&reason(error, Lang::ZhCn), &reason(error, Lang::En)))?;
    print!("{}", checked(&found));
    if let Some(path) = &sheet.returned {
        fs::write(path, found.returned(&name, Lang::ZhCn)?)?;
    }
    if matches!(found.rows, Rows::Unmatched) {
        return Err(Failure::new(
            "表头里少了必需的列，没有写入。请改表头，或在网页上导入并手工对应。",
            "a required column was not found, nothing was written; mend the header, or match the \
             columns in the app",
        ));
    }
    if sheet.dry_run {
        println!("只检查，没有写入。\nChecked only; nothing was written.");
        return Ok(());
    }
    let report = apply(&db, keys, id, found.rows, stamp)?;
    print!("{}", applied(&report));
    Ok(())
}

/// The school of a name or an id.
fn school(db: &Db, wanted: &str) -> Result<NodeId, Failure> {
    if let Ok(id) = wanted.parse() {
        return Ok(id);
    }
    let found = db.read_blocking(|conn| schools_named(conn, &[wanted.trim()], None))?;
    match found.as_slice() {
        [(_, id)] => Ok(*id),
        [] => Err(Failure::new(
            format!("没有叫“{wanted}”的学校。"),
            format!("no school is called `{wanted}`"),
        )),
        several => {
            let ids: Vec<_> = several.iter().map(|(_, id)| id.to_string()).collect();
            let ids = ids.join(", ");
            Err(Failure::new(
                format!("有几所学校叫“{wanted}”，请用编号：{ids}"),
                format!("several schools are called `{wanted}`; use an id: {ids}"),
            ))
        }
    }
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn apply(
    db: &Db,
    keys: Keys,
    school: NodeId,
    rows: Rows,
    stamp: Stamp,
) -> Result<ApplyReport, Failure> {
    Ok(db.write_blocking(move |tx| {
        let report = apply_rows(tx, &keys, school, &rows, &stamp)?;
        let entry = audit::Entry {
            by: By::Staff,
            action: "org.import_sheet",
            subject_kind: "org_node",
            subject_id: &school.to_string(),
            student: None,
        };
        audit::record(tx, &stamp, &entry)?;
        Ok::<_, Fault>(report)
    })?)
}

/// What the check found: every problem by its row, then the counts.
fn checked(found: &Examined) -> String {
    let mut text = String::new();
    for problem in found.rows.problems() {
        // Writing into a String cannot fail.
        let _ = writeln!(text, "第 {} 行：{}", problem.row, problem.text(Lang::ZhCn));
    }
    let SheetCounts {
        read,
        accepted,
        warned,
        refused,
        blank,
    } = found.rows.counts();
    let _ = writeln!(
        text,
        "读到 {read} 行：可导入 {accepted}（其中有提示 {warned}），不导入 {refused}，空行 {blank}\n\
         {read} rows read: {accepted} accepted ({warned} with a warning), {refused} refused, \
         {blank} blank"
    );
    text
}

/// What was written.
fn applied(report: &ApplyReport) -> String {
    let mut text = String::new();
    for note in &report.notes {
        // Writing into a String cannot fail.
        let _ = writeln!(text, "第 {} 行：{}", note.row, note.text(Lang::ZhCn));
    }
    let ApplyReport {
        added,
        updated,
        unchanged,
        skipped,
        places_added,
        guardians_added,
        ..
    } = report;
    let _ = writeln!(
        text,
        "已写入：新增 {added}，更新 {updated}，不变 {unchanged}，跳过 {skipped}；新增班级或处室 \
         {places_added}，家长 {guardians_added}\n\
         written: {added} added, {updated} updated, {unchanged} unchanged, {skipped} skipped; \
         {places_added} classes or offices and {guardians_added} guardians added"
    );
    text
}
