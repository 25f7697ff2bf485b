//! What came of each step, told together at the end.

use anyhow::{Result, bail};
use std::time::Duration;

/// What came of a step.
pub enum Outcome {
    /// It passed, in this time.
    Passed(Duration),
    /// It failed after this time, for this reason.
    Failed(Duration, String),
    /// It was not asked for.
    Skipped,
}

/// The outcomes so far.
#[derive(Default)]
pub struct Summary {
    rows: Vec<(&'static str, Outcome)>,
}

impl Summary {
    /// Notes an outcome.
    pub fn add(&mut self, step: &'static str, outcome: Outcome) {
        self.rows.push((step, outcome));
    }

    /// Prints the table.
    ///
    /// # Errors
    /// Names the steps that failed.
    pub fn finish(&self) -> Result<()> {
        println!("\n{:<12} {:>8}  outcome", "step", "seconds");
        for (step, outcome) in &self.rows {
            match outcome {
                Outcome::Passed(took) => println!("{step:<12} {:>8.1}  passed", took.as_secs_f32()),
                Outcome::Failed(took, why) => {
                    println!("{step:<12} {:>8.1}  FAILED: {why}", took.as_secs_f32());
                }
                Outcome::Skipped => println!("{step:<12} {:>8}  skipped", "-"),
            }
        }
        let failed: Vec<_> = self
            .rows
            .iter()
            .filter(|(_, outcome)| matches!(outcome, Outcome::Failed(..)))
            .map(|(step, _)| *step)
            .collect();
        if failed.is_empty() {
            return Ok(());
        }
        bail!("failed: {}", failed.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_failure_fails_the_whole_by_name() {
        let mut summary = Summary::default();
        summary.add("fmt", Outcome::Passed(Duration::ZERO));
        summary.add("rules", Outcome::Skipped);
        assert!(summary.finish().is_ok());
        summary.add(
            "deny",
            Outcome::Failed(Duration::ZERO, "a licence".to_owned()),
        );
        assert_eq!(summary.finish().unwrap_err().to_string(), "failed: deny");
    }
}
