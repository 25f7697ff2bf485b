//! `cargo xtask test`: every check that a change must pass, one after the other.

mod axe;
pub mod needs;
mod openbadges;
mod postgres;
mod steps;
mod summary;

use crate::command::in_ci;
use crate::interrupt;
use anyhow::{Result, bail};
use std::collections::BTreeSet;
use std::time::Instant;
use steps::{STEPS, Step};
use summary::{Outcome, Summary};

/// Options of `test`.
#[derive(clap::Args)]
pub struct Args {
    /// Run only these steps (may be repeated); refused in CI
    #[arg(long, value_name = "STEP")]
    only: Vec<String>,
    /// List the steps and stop
    #[arg(long)]
    list: bool,
}

/// Runs the steps to the end even when one fails, and fails if any did.
pub fn test(args: &Args) -> Result<()> {
    if args.list {
        for step in STEPS {
            println!("{:<12} {}", step.name, step.about);
        }
        return Ok(());
    }
    check_choice(&args.only, in_ci())?;
    let chosen = |step: &Step| args.only.is_empty() || args.only.iter().any(|n| n == step.name);
    let needs: BTreeSet<_> = STEPS
        .iter()
        .filter(|step| chosen(step))
        .flat_map(|step| step.needs)
        .copied()
        .collect();
    needs::install(&needs.into_iter().collect::<Vec<_>>())?;
    let mut summary = Summary::default();
    for step in STEPS {
        summary.add(
            step.name,
            if chosen(step) {
                run(step)
            } else {
                Outcome::Skipped
            },
        );
        if interrupt::asked_to_stop() {
            break;
        }
    }
    summary.finish()
}

fn run(step: &Step) -> Outcome {
    println!("\n=== {}: {}", step.name, step.about);
    let begun = Instant::now();
    let result = (step.run)();
    let took = begun.elapsed();
    match result {
        Ok(()) => Outcome::Passed(took),
        Err(error) => {
            eprintln!("\n{}: {error:#}", step.name);
            Outcome::Failed(took, format!("{error:#}"))
        }
    }
}

fn check_choice(only: &[String], in_ci: bool) -> Result<()> {
    if in_ci && !only.is_empty() {
        bail!("in CI nothing is skipped: leave --only out");
    }
    if let Some(unknown) = only
        .iter()
        .find(|name| !STEPS.iter().any(|s| s.name == **name))
    {
        let known: Vec<_> = STEPS.iter().map(|step| step.name).collect();
        bail!(
            "there is no step `{unknown}`; there are: {}",
            known.join(", ")
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_ci_no_step_can_be_left_out() {
        let only = [STEPS[0].name.to_owned()];
        assert!(check_choice(&only, true).is_err());
        assert!(check_choice(&only, false).is_ok());
        assert!(check_choice(&[], true).is_ok());
    }

    #[test]
    fn a_misspelt_step_is_an_error_and_not_an_empty_run() {
        let refusal = check_choice(&["fmtt".to_owned()], false)
            .unwrap_err()
            .to_string();
        assert!(
            refusal.contains("fmtt") && refusal.contains("fmt,"),
            "{refusal}"
        );
    }
}
