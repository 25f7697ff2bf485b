//! `tongyu migrate`: the database of this version.

use std::process::ExitCode;

use super::{FAILED, Failure, opened};
use crate::config::Config;

/// Options of `migrate`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only tell what would be done; exit code 1 if anything · 只检查，有待做的步骤时退出码为 1
    #[arg(long)]
    check: bool,
}

/// Applies what is pending, or tells it.
pub fn run(args: &Args, config: &Config) -> Result<ExitCode, Failure> {
    let db = opened::database(config)?;
    if args.check {
        let pending = db.pending_migrations_blocking()?;
        list("待升级 pending", &pending);
        return Ok(if pending.is_empty() {
            ExitCode::SUCCESS
        } else {
            ExitCode::from(FAILED)
        });
    }
    list("已升级 applied", &db.migrate_blocking()?);
    Ok(ExitCode::SUCCESS)
}

fn list(what: &str, names: &[String]) {
    for name in names {
        println!("{what}: {name}");
    }
    if names.is_empty() {
        println!("数据库已是最新版本。\nThe database is at this version.");
    }
}
