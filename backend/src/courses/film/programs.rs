//! The programs that measure and convert films, as child processes: no shell, no input, no
//! network, low priority, a time limit.

use std::{
    env,
    path::{Path, PathBuf},
    process::{Output, Stdio},
    time::Duration,
};

use tokio::process::Command;
use tongyu_shared::api::problem::ProblemCode;

use crate::http::fault::Fault;

/// The programs by name or path.
#[derive(Clone, Debug)]
pub struct Programs {
    ffmpeg: String,
    ffprobe: String,
}

/// Where they are.
#[derive(Clone, Debug)]
pub struct Found {
    /// Converts.
    pub ffmpeg: PathBuf,
    /// Measures.
    pub ffprobe: PathBuf,
}

impl Programs {
    /// The programs of these names or paths.
    pub fn new(ffmpeg: &str, ffprobe: &str) -> Self {
        Self {
            ffmpeg: ffmpeg.to_owned(),
            ffprobe: ffprobe.to_owned(),
        }
    }

    /// Where they are; a problem that says what to install where one is missing.
    pub fn find(&self) -> Result<Found, Fault> {
        let there = |name: &str| find(name).ok_or(Fault::Problem(ProblemCode::FilmToolsMissing));
        Ok(Found {
            ffmpeg: there(&self.ffmpeg)?,
            ffprobe: there(&self.ffprobe)?,
        })
    }
}

fn find(program: &str) -> Option<PathBuf> {
    if program.contains('/') {
        return Some(PathBuf::from(program)).filter(|path| path.is_file());
    }
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

/// How a program ended.
pub enum Ended {
    /// Well; what it wrote.
    Well(Vec<u8>),
    /// It refused.
    Badly,
    /// The disk was full.
    DiskFull,
    /// It took too long and was stopped.
    TooLate,
}

/// Runs a program to its end, in `folder`. It is stopped when the wait for it is given up.
pub async fn run(
    program: &Path,
    args: &[&str],
    folder: &Path,
    limit: Duration,
) -> Result<Ended, Fault> {
    let mut command = polite(program);
    command
        .args(args)
        .current_dir(folder)
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    match tokio::time::timeout(limit, command.output()).await {
        Ok(output) => Ok(ended(output.map_err(Fault::internal)?)),
        Err(_) => Ok(Ended::TooLate),
    }
}

/// The program, giving way to those who wait for a page.
fn polite(program: &Path) -> Command {
    let Some(nice) = find("nice") else {
        return Command::new(program);
    };
    let mut command = Command::new(nice);
    command.args(["-n", "10"]).arg(program);
    command
}

fn ended(output: Output) -> Ended {
    if output.status.success() {
        return Ended::Well(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    if said.contains("No space left on device") {
        return Ended::DiskFull;
    }
    // What it said may hold words out of the film.
    tracing::info!(status = %output.status, "a film was refused by the converter");
    Ended::Badly
}
