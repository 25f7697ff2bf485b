//! `tongyu pack approve`: two persons put a rule pack into force.

use std::{fs, path::PathBuf};

use tongyu_shared::org::pack::RulePack;

use super::{Failure, opened, stamp};
use crate::{
    audit::{self, By},
    config::Config,
    http::fault::Fault,
    org::packs,
};

/// Options of `pack`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Put a rule pack into force: two persons, one document number · 两人凭文号批准规则包
    Approve {
        /// The pack's document, JSON · 规则包文件
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// The persons who approve it, given twice: two different ones · 批准人，写两次，两个不同的人
        #[arg(long, required = true, value_name = "NAME", action = clap::ArgAction::Append)]
        by: Vec<String>,
        /// The number of the document that says so · 文号
        #[arg(long, value_name = "NUMBER")]
        number: String,
    },
}

/// Approves a pack.
pub fn run(args: &Args, config: &Config) -> Result<(), Failure> {
    let Command::Approve { file, by, number } = &args.command;
    let [first, second] = by.as_slice() else {
        return Err(Failure::new(
            "要写两位批准人：--by 甲 --by 乙",
            "two persons approve: --by A --by B",
        ));
    };
    let text = fs::read_to_string(file).map_err(|error| {
        Failure::new(
            format!("读不了文件 {}", file.display()),
            format!("{}: {error}", file.display()),
        )
    })?;
    let pack = RulePack::parse(&text).map_err(|error| {
        Failure::new(
            format!("{} 第 {} 行不对", file.display(), error.line()),
            format!("{}: {error}", file.display()),
        )
    })?;
    let title = format!("{} {}（{}）", pack.code, pack.version, pack.title);
    let (approvers, number) = ((first.clone(), second.clone()), number.clone());
    let stamp = stamp::now();
    opened::migrated(config)?.write_blocking(move |tx| {
        packs::approve(tx, &pack, (&approvers.0, &approvers.1), &number, stamp.now)?;
        let subject = format!("{}/{}", pack.code, pack.version);
        let entry = audit::Entry {
            by: By::Staff,
            action: "org.approve_pack",
            subject_kind: "rule_pack",
            subject_id: &subject,
            student: None,
        };
        audit::record(tx, &stamp, &entry)?;
        Ok::<_, Fault>(())
    })?;
    println!("已批准：{title}\napproved: {title}");
    Ok(())
}
