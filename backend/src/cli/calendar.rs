//! `tongyu calendar import`: holidays and 调休 of a year, into a site that runs.

use std::{collections::BTreeSet, path::PathBuf};

use super::{Failure, init, opened, stamp};
use crate::{
    audit::{self, By},
    config::Config,
    http::fault::Fault,
    org::{
        calendar::{self, DayChange, Update},
        terms::SpecialDay,
    },
};

/// Options of `calendar`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Import holidays and days worked instead, as [[days]] of the site file · 导入节假日和调休
    Import {
        /// The days; docs/site.example.toml shows some · 写着 [[days]] 的文件
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// The file has every day of this year: what else is known of it goes · 这一年以文件为准，文件里没有的去掉
        #[arg(long, value_name = "YEAR")]
        whole_year: Option<i32>,
        /// Only say what would change · 只看会改什么，不写入
        #[arg(long)]
        dry_run: bool,
    },
}

/// Brings the calendar up to date and says what changed.
pub fn run(args: &Args, config: &Config) -> Result<(), Failure> {
    let Command::Import {
        file,
        whole_year,
        dry_run,
    } = &args.command;
    let wanted = init::read_days(file)?;
    let years: BTreeSet<i32> = wanted.iter().map(|day| day.day.year()).collect();
    if let Some(year) = whole_year.filter(|year| !years.contains(year)) {
        return Err(Failure::new(
            format!("文件里没有 {year} 年的日子，没有改动任何数据。"),
            format!("the file has no day of {year}; nothing was changed"),
        ));
    }
    let (db, stamp) = (opened::migrated(config)?, stamp::now());
    let (whole_year, write) = (*whole_year, !dry_run);
    let update = db.write_blocking(move |tx| {
        let update = calendar::update(&calendar::known(tx)?, &wanted, whole_year);
        if write && !update.changes.is_empty() {
            calendar::apply(tx, &update.changes)?;
            let subject: Vec<_> = years.iter().map(ToString::to_string).collect();
            let entry = audit::Entry {
                by: By::Staff,
                action: "org.import_calendar",
                subject_kind: "calendar_day",
                subject_id: &subject.join(","),
                student: None,
            };
            audit::record(tx, &stamp, &entry)?;
        }
        Ok::<_, Fault>(update)
    })?;
    tell(&update);
    if *dry_run {
        println!("只检查，没有写入。\nChecked only; nothing was written.");
    }
    Ok(())
}

fn tell(update: &Update) {
    let mut counts = [0; 3];
    for change in &update.changes {
        let [added, changed, removed] = &mut counts;
        match change {
            DayChange::Added(day) => {
                *added += 1;
                println!("+ {}", line(day));
            }
            DayChange::Changed { was, now } => {
                *changed += 1;
                println!("~ {} → {} {}", line(was), now.kind, now.name);
            }
            DayChange::Removed(day) => {
                *removed += 1;
                println!("- {}", line(day));
            }
        }
    }
    let [added, changed, removed] = counts;
    let kept = update.kept;
    println!("新增 {added} 天，改动 {changed} 天，去掉 {removed} 天");
    println!("{added} days added, {changed} changed, {removed} removed");
    if kept > 0 {
        println!("另有 {kept} 天文件里没有，保留着；要去掉请加 --whole-year 年份");
        println!(
            "{kept} more days of these years are not in the file and stay; --whole-year YEAR removes them"
        );
    }
}

fn line(day: &SpecialDay) -> String {
    format!("{} {} {}", day.day, day.kind, day.name)
}
