//! `tongyu audit verify`: whether the log is what was sealed.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use super::{FAILED, Failure, opened};
use crate::{
    audit::{self, Checkpoint, VerifyReport},
    clock::Clock,
    config::Config,
    crypto::Keys,
};

/// Options of `audit`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Recompute the chain and tell the first place that is broken; exit code 1 if there is one · 校验审计链，发现改动时退出码为 1
    Verify {
        /// Checkpoints kept elsewhere, one a line [default: the setting `audit_checkpoints`] · 另处保存的检查点，每行一个
        #[arg(long, value_name = "FILE")]
        checkpoints: Option<PathBuf>,
    },
}

/// Verifies the chain; exit code 1 where something is wrong.
pub fn run(args: &Args, config: &Config) -> Result<ExitCode, Failure> {
    let Command::Verify { checkpoints } = &args.command;
    let keys = Keys::read(Path::new(&config.keys_file))?;
    let outside = match (checkpoints, config.audit_checkpoints.as_str()) {
        (Some(file), _) => read(file, &keys)?,
        (None, "") => Vec::new(),
        (None, file) => read(Path::new(file), &keys)?,
    };
    let db = opened::migrated(config)?;
    let now = Clock::System.now();
    let report = db.read_blocking(|conn| audit::verify(conn, &keys, &outside, now))?;
    print!("{}", told(&report));
    Ok(if report.is_sound() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(FAILED)
    })
}

/// A line that this site did not write proves nothing, so it is refused.
fn read(file: &Path, keys: &Keys) -> Result<Vec<Checkpoint>, Failure> {
    let text = fs::read_to_string(file).map_err(|error| {
        let name = file.display();
        Failure::new(
            format!("读不了检查点文件 {name}"),
            format!("checkpoints {name}: {error}"),
        )
    })?;
    (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(number, line): (usize, &str)| {
            Checkpoint::parse(keys, line.trim()).ok_or_else(|| {
                Failure::new(
                    format!("{} 第 {number} 行不是本站的检查点", file.display()),
                    format!(
                        "{} line {number} is no checkpoint of this site",
                        file.display()
                    ),
                )
            })
        })
        .collect()
}

fn told(report: &VerifyReport) -> String {
    let overdue = match (report.overdue, report.oldest_unsealed) {
        (true, Some(since)) => {
            format!("超过一分钟未封存 unsealed for over a minute, since: {since}\n")
        }
        _ => String::new(),
    };
    let verdict = match report.broken_at {
        Some(place) => format!("第一处被改动 first broken: {place}"),
        None => "没有发现改动 nothing was changed".to_owned(),
    };
    let VerifyReport {
        sealed, unsealed, ..
    } = report;
    format!("已封存 sealed: {sealed}\n待封存 unsealed: {unsealed}\n{overdue}{verdict}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_tells_the_first_broken_place() {
        let sound = VerifyReport {
            sealed: 7,
            unsealed: 1,
            oldest_unsealed: None,
            overdue: false,
            broken_at: None,
        };
        assert!(told(&sound).contains("sealed: 7\n待封存 unsealed: 1\n没有发现改动"));
        let broken = VerifyReport {
            broken_at: Some(4),
            ..sound
        };
        assert!(told(&broken).contains("first broken: 4"));
    }
}
