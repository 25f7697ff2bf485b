//! `tongyu user link`: signing in without a text message.

use std::path::Path;

use tongyu_shared::api::problem::ProblemCode;

use super::{Failure, opened, phone, stamp};
use crate::{config::Config, crypto::Keys, http::fault::Fault, identity};

/// Options of `user`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Make a sign-in link for a phone, good once and for a day · 生成一次性登录链接，一天内有效
    Link {
        /// The phone of an account · 账号的手机号
        #[arg(value_name = "PHONE")]
        phone: String,
    },
}

/// Prints a link.
pub fn run(args: &Args, config: &Config) -> Result<(), Failure> {
    let Command::Link { phone } = &args.command;
    let phone = phone::parse(phone)?;
    let keys = Keys::read(Path::new(&config.keys_file))?;
    let db = opened::migrated(config)?;
    let stamp = stamp::now();
    let made = db.write_blocking(move |tx| identity::make_sign_in_link(tx, &keys, &phone, &stamp));
    let token = made.map_err(|fault| match fault {
        Fault::Problem(ProblemCode::NotFound) => {
            Failure::new("没有用这个手机号的账号。", "no account has this phone")
        }
        other => other.into(),
    })?;
    println!(
        "{}",
        identity::sign_in_address(&config.public_origin, &token)
    );
    Ok(())
}
