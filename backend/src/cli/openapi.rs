//! `tongyu openapi`: the document of the API.

use std::{fs, path::PathBuf, process::ExitCode};

use super::{FAILED, Failure};
use crate::openapi;

/// Options of `openapi`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Compare with a file instead; exit code 1 where they differ · 与文件比较，不一致时退出码为 1
    #[arg(long, value_name = "FILE")]
    check: Option<PathBuf>,
}

/// Prints the document, or compares it.
pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let document = openapi::text()?;
    let Some(file) = &args.check else {
        print!("{document}");
        return Ok(ExitCode::SUCCESS);
    };
    if fs::read_to_string(file)? == document {
        return Ok(ExitCode::SUCCESS);
    }
    let name = file.display();
    eprintln!("{name} 与接口不一致。请运行：tongyu openapi > {name}");
    eprintln!("{name} is not the document of this version. Run: tongyu openapi > {name}");
    Ok(ExitCode::from(FAILED))
}
