//! The access matrix: every endpoint that asks for a role, called by every kind of person, with
//! generated bodies. A declared endpoint without a row fails. No answer may carry another
//! school's canary, and a call that is denied changes no row.

mod cast;
mod rows;
mod sample;
mod snapshot;

use std::collections::BTreeSet;

use tongyu_shared::api::endpoint::{Access, Declaration};

use self::{
    cast::{Cast, Person},
    rows::{Expected, ROWS},
};
use crate::{
    kit::{Answer, fixture::canary},
    on_both,
};

fn guarded() -> Vec<Declaration> {
    tongyu::openapi::declared()
        .into_iter()
        .filter(|d| matches!(d.access, Access::Can(_) | Access::SignedIn))
        .collect()
}

#[test]
fn every_guarded_endpoint_has_one_row_and_no_row_is_left_over() {
    let declared: BTreeSet<_> = guarded().iter().map(|d| d.name).collect();
    let rows: BTreeSet<_> = ROWS.iter().map(|row| row.endpoint).collect();
    assert_eq!(rows.len(), ROWS.len(), "an endpoint has two rows");
    assert_eq!(declared, rows);
}

on_both! {
    async fn everyone_gets_what_the_matrix_says_and_nothing_of_another_school(site: Site) {
        let cast = Cast::gather(&site).await;
        let before = snapshot::rows(&site).await;
        let mut wrong = Vec::new();
        for declaration in guarded() {
            for person in &cast.people {
                let expected = expectation(&declaration, person);
                if expected.denies() {
                    let answer = call(&cast, &declaration, person).await;
                    check(&declaration, person, expected, &answer, &mut wrong);
                }
            }
        }
        assert_eq!(before, snapshot::rows(&site).await, "a denied call changed a row");
        for declaration in guarded() {
            for person in &cast.people {
                let expected = expectation(&declaration, person);
                // Signing out ends the session that the other rows need.
                let ends_session = declaration.name.starts_with("SignOut");
                if !expected.denies() && !ends_session {
                    let answer = call(&cast, &declaration, person).await;
                    check(&declaration, person, expected, &answer, &mut wrong);
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

fn expectation(declaration: &Declaration, person: &Person) -> Expected {
    let row = ROWS
        .iter()
        .find(|row| row.endpoint == declaration.name)
        .expect("a row");
    row.expected(person.role, person.foreign)
}

async fn call(cast: &Cast, declaration: &Declaration, person: &Person) -> Answer {
    let path = cast.fill(declaration.path);
    let query = if declaration.name == "UploadSheet" {
        "?kind=roster&name=a.csv"
    } else {
        ""
    };
    // A visit must name real pupils before anyone can be told that they are not theirs.
    let body = match declaration.name {
        "SubmitVisit" => Some(cast.visit.clone()),
        _ => sample::body(declaration),
    };
    let version = (declaration.method.as_str() != "GET").then_some("\"v0\"");
    person
        .client
        .raw(
            declaration.method.as_str(),
            &format!("{path}{query}"),
            body,
            version,
        )
        .await
}

fn check(
    declaration: &Declaration,
    person: &Person,
    expected: Expected,
    answer: &Answer,
    wrong: &mut Vec<String>,
) {
    if !expected.fits(answer.status) {
        wrong.push(format!(
            "{} by {}: {expected:?}, got {} {}",
            declaration.name, person.label, answer.status, answer.text
        ));
    }
    for school in crate::kit::fixture::schools() {
        if Some(&school) != person.school.as_ref() && answer.text.contains(&canary(&school)) {
            wrong.push(format!(
                "{} shows {school} to {}",
                declaration.name, person.label
            ));
        }
    }
}
