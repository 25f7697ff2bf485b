//! The command line: one file a command. Everything an operator reads is in Chinese and English.

mod audit;
mod calendar;
mod demo;
mod failure;
mod grant;
mod import;
mod init;
mod listen;
mod migrate;
mod openapi;
mod opened;
mod pack;
mod phone;
mod preflight;
mod serve;
mod stamp;
mod user;
mod welcome;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::config::{Config, Loaded};

pub use failure::Failure;

/// What the process answers when a command did not do what was asked.
const FAILED: u8 = 1;

/// Tongyu: home, school and society raise children together · 同育：家校社协同育人
#[derive(Debug, Parser)]
#[command(name = "tongyu", version, arg_required_else_help = true)]
pub struct Cli {
    /// Settings file, TOML (docs/configuration.md) · 配置文件
    #[arg(long, global = true, value_name = "FILE", env = "TONGYU_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve a site in production · 正式运行
    Serve,
    /// Make a demo city and serve it · 建立并运行演示环境
    Demo(demo::Args),
    /// Set up an empty site from a file · 按文件建立站点
    Init(init::Args),
    /// Bring the database to this version · 升级数据库
    Migrate(migrate::Args),
    /// Import a roster or a staff list · 导入学生或教职工名单
    Import(import::Args),
    /// Accounts · 账号
    User(user::Args),
    /// Holidays and days worked instead · 节假日和调休
    Calendar(calendar::Args),
    /// Who may do what, where and since when · 授予和收回角色
    Grant(grant::Args),
    /// Rule packs · 规则包
    Pack(pack::Args),
    /// Print the OpenAPI document · 输出接口文档
    Openapi(openapi::Args),
    /// The audit log · 审计日志
    Audit(audit::Args),
}

/// Runs the command of this process's arguments.
pub fn run() -> ExitCode {
    match execute(&Cli::parse()) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::from(FAILED)
        }
    }
}

fn execute(cli: &Cli) -> Result<ExitCode, Failure> {
    let settings = || settings(cli);
    match &cli.command {
        Command::Serve => serve::run(settings()?)?,
        Command::Demo(args) => demo::run(args, settings()?.config)?,
        Command::Init(args) => init::run(args, &settings()?.config)?,
        Command::Migrate(args) => return migrate::run(args, &settings()?.config),
        Command::Import(args) => import::run(args, &settings()?.config)?,
        Command::User(args) => user::run(args, &settings()?.config)?,
        Command::Calendar(args) => calendar::run(args, &settings()?.config)?,
        Command::Grant(args) => grant::run(args, &settings()?.config)?,
        Command::Pack(args) => pack::run(args, &settings()?.config)?,
        Command::Openapi(args) => return openapi::run(args),
        Command::Audit(args) => return audit::run(args, &settings()?.config),
    }
    Ok(ExitCode::SUCCESS)
}

/// The settings of the file and of those variables that are text.
fn settings(cli: &Cli) -> Result<Loaded, Failure> {
    let variables = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    Ok(Config::load(cli.config.as_deref(), variables)?)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_and_option_says_what_it_does_in_both_languages() {
        fn check(command: &clap::Command) {
            let about = command
                .get_about()
                .map(ToString::to_string)
                .unwrap_or_default();
            assert!(about.contains(" · "), "{}: {about}", command.get_name());
            for arg in command.get_arguments() {
                let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                assert!(
                    help.contains(" · "),
                    "{} {}: {help}",
                    command.get_name(),
                    arg.get_id()
                );
            }
            command.get_subcommands().for_each(check);
        }
        check(&Cli::command());
    }
}
