//! `tongyu init SITE.toml`: an empty site becomes a city with districts, schools, offices, terms,
//! routing and its first administrator, all in one transaction.

mod check;
mod file;
mod plant;

pub use file::read_days;

use std::path::{Path, PathBuf};

use super::{Failure, opened, preflight, stamp};
use crate::{
    audit::{self, By},
    config::Config,
    crypto::Keys,
    identity, site,
};

/// Options of `init`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What the site is made of; docs/site.example.toml shows one · 站点文件
    #[arg(value_name = "SITE.toml")]
    file: PathBuf,
}

/// Sets the site up and prints how its administrator signs in.
pub fn run(args: &Args, config: &Config) -> Result<(), Failure> {
    let site = file::read(&args.file)?;
    let keys = Keys::read_or_create(Path::new(&config.keys_file))?;
    let db = opened::database(config)?;
    db.migrate_blocking()?;
    preflight::refuse_demo(&db)?;
    if !db.read_blocking(site::is_empty)? {
        return Err(Failure::new(
            "站点已经建立过，没有改动任何数据。",
            "this site has been set up before; nothing was changed",
        ));
    }
    let stamp = stamp::now();
    let now = stamp.now;
    let counts = site.counts();
    let token = db.write_blocking(move |tx| {
        plant::plant(tx, &keys, &site, now)?;
        let entry = audit::Entry {
            by: By::Staff,
            action: "org.init_site",
            subject_kind: "site_setting",
            subject_id: "site",
            student: None,
        };
        audit::record(tx, &stamp, &entry)?;
        identity::make_sign_in_link(tx, &keys, &site.phone, &stamp)
    })?;
    let link = identity::sign_in_address(&config.public_origin, &token);
    println!("站点已建立：{counts}。管理员登录链接（只能用一次，一天内有效）：");
    println!(
        "The site is set up. The administrator's sign-in link, good once and for a day:\n{link}"
    );
    println!("规则包还没有批准：两人凭文号批准后，家长的诉求才收得下。请运行 tongyu pack approve");
    println!(
        "No rule pack is approved yet, and no request can be taken in before: run `tongyu pack approve`."
    );
    Ok(())
}
