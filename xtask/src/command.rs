//! Starts other programs, always in sight: what runs is printed, its output passes through.

use crate::{interrupt, places};
use anyhow::{Context, Result, bail};
use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::Duration;

/// How often a running program is looked at: short beside any step, long beside a wake-up.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// The cargo that runs us, in the repository's root.
pub fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(places::root());
    if in_ci() {
        command.env("CARGO_TERM_PROGRESS_WHEN", "never");
    }
    command
}

/// Whether this is a run for the record, which skips nothing and draws no progress bars.
pub fn in_ci() -> bool {
    env::var_os("CI").is_some()
}

/// Prints and runs the command to its end.
///
/// # Errors
/// When it cannot start, ends with anything but zero, or the user asked to stop.
pub fn run(command: &mut Command) -> Result<()> {
    if interrupt::asked_to_stop() {
        bail!("stopped on request");
    }
    println!("$ {}", shown(command));
    let child = start(command)?;
    let status = wait(child)?;
    if !status.success() {
        bail!("`{}` failed ({status})", shown(command));
    }
    Ok(())
}

/// Starts the command without waiting for it.
pub fn start(command: &mut Command) -> Result<Child> {
    command
        .spawn()
        .with_context(|| format!("cannot start `{}`", shown(command)))
}

/// Runs the command without a word and returns what it wrote.
///
/// # Errors
/// When it cannot start or fails; its own complaint passes through.
pub fn output_of(command: &mut Command) -> Result<String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot start `{}`", shown(command)))?;
    if !output.status.success() {
        bail!("`{}` failed ({})", shown(command), output.status);
    }
    String::from_utf8(output.stdout).context("the output is not UTF-8")
}

/// The program's place on the `PATH`.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

fn wait(mut child: Child) -> Result<ExitStatus> {
    loop {
        if let Some(status) = child.try_wait().context("cannot wait for the program")? {
            if interrupt::asked_to_stop() {
                bail!("stopped on request");
            }
            return Ok(status);
        }
        if interrupt::asked_to_stop() {
            // From a terminal the program got the signal too; a lone TERM reached only us.
            thread::sleep(LOOK_EVERY);
            child.kill().context("cannot stop the program")?;
            child.wait().context("cannot wait for the program")?;
            bail!("stopped on request");
        }
        thread::sleep(LOOK_EVERY);
    }
}

/// The command as one would type it.
fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(command.get_program());
    let words = std::iter::once(name).chain(command.get_args());
    words.map(quoted).collect::<Vec<_>>().join(" ")
}

fn quoted(word: &OsStr) -> String {
    let word = word.to_string_lossy();
    let plain = |c: char| c.is_alphanumeric() || "-_./=:,@%+".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.into_owned()
    } else {
        format!("'{word}'")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shown_command_can_be_typed_again() {
        let mut command = Command::new("/usr/bin/cargo");
        command.args(["test", "--test", "[!j]*", "-p", "tongyu"]);
        assert_eq!(shown(&command), "cargo test --test '[!j]*' -p tongyu");
    }
}
