//! What a test can be without on one's own machine, and not in CI.

use std::env;

/// The value of a variable. Without it a test says aloud what it leaves out; in CI it fails.
pub fn needed(variable: &str) -> Option<String> {
    let in_ci = env::var_os("CI").is_some();
    found(variable, env::var(variable).ok(), in_ci)
}

fn found(variable: &str, value: Option<String>, in_ci: bool) -> Option<String> {
    if value.is_none() {
        assert!(!in_ci, "{variable} must be set in CI");
        eprintln!("skipped: {variable} is not set");
    }
    value
}

#[test]
fn what_is_there_is_used_and_what_is_missing_is_left_out_on_ones_own_machine_alone() {
    let cluster = Some("postgres://".to_owned());
    assert_eq!(found("CLUSTER", cluster.clone(), true), cluster);
    assert_eq!(found("CLUSTER", None, false), None);
}

#[test]
#[should_panic(expected = "CLUSTER must be set in CI")]
fn nothing_is_left_out_in_ci() {
    found("CLUSTER", None, true);
}
