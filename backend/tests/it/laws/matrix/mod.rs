//! The access matrix: every endpoint that asks for a role, called by every kind of person, on
//! things in a state in which the right person is served, with the true version. A declared
//! endpoint without a row fails. No answer may carry another school's canary, a call that is
//! denied changes no row, and one that changes something stands in the audit log. What the pupil's
//! mother has watched is told to nobody but her.

pub mod cast;
mod counts;
pub mod links;
mod mixed;
mod rows;
mod sample;
pub mod snapshot;
pub mod things;

pub use sample::body as sample_body;

use std::collections::BTreeSet;

use tongyu::seed::label;
use tongyu_shared::api::endpoint::{Access, Declaration, Method};

use self::{
    cast::{Cast, MOTHER, Person},
    rows::{Expected, Kind, ROWS, Row},
    things::{Call, prepare},
};
use super::watched;
use crate::{
    kit::{
        Answer, Site,
        fixture::{canary, schools},
    },
    on_both,
};

fn guarded() -> Vec<Declaration> {
    let mut all: Vec<_> = tongyu::openapi::declared()
        .into_iter()
        .filter(|d| matches!(d.access, Access::Can(_) | Access::SignedIn | Access::Ticket))
        .collect();
    // Last what ends the sessions that the others need.
    all.sort_by_key(|d| d.name.starts_with("SignOut"));
    all
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
        watched::plant(&site, label::person(MOTHER)).await;
        let mut wrong = Vec::new();
        let mut calls = Vec::new();
        for declaration in guarded() {
            calls.push((declaration, prepare(&site, &declaration).await));
        }
        let before = snapshot::rows(&site).await;
        for (declaration, call) in &calls {
            for person in &cast.people {
                let expected = expectation(declaration, person);
                if expected.denies() {
                    let call = match person.role {
                        Kind::Anonymous => call.clone(),
                        _ => call.clone().sent_by(&site, &person.label).await,
                    };
                    let answer = call.by(&person.client).await;
                    check(declaration, person, expected, &answer, &mut wrong);
                }
            }
        }
        assert_eq!(before, snapshot::rows(&site).await, "a denied call changed a row");
        for (declaration, _) in &calls {
            for person in &cast.people {
                if !expectation(declaration, person).denies() {
                    allowed(&site, declaration, person, &mut wrong).await;
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

fn row_of(declaration: &Declaration) -> &'static Row {
    ROWS.iter()
        .find(|row| row.endpoint == declaration.name)
        .expect("a row")
}

fn expectation(declaration: &Declaration, person: &Person) -> Expected {
    row_of(declaration).expected(declaration, person.role, person.foreign)
}

/// A call that must succeed, on a thing of its own where it changes something.
async fn allowed(site: &Site, declaration: &Declaration, person: &Person, wrong: &mut Vec<String>) {
    let call: Call = prepare(site, declaration)
        .await
        .sent_by(site, &person.label)
        .await;
    let changes = declaration.method != Method::Get;
    let client = if declaration.name.starts_with("SignOut") {
        &site.client(&person.label).await
    } else {
        &person.client
    };
    let before = counts::audit_entries(site).await;
    let answer = call.by(client).await;
    check(declaration, person, Expected::Allowed, &answer, wrong);
    let row = row_of(declaration);
    let logged = (changes && !row.traceless) || (row.reads_sealed && !person.foreign);
    if logged && answer.status < 300 && counts::audit_entries(site).await == before {
        wrong.push(format!(
            "{} by {} is not in the audit log",
            declaration.name, person.label
        ));
    }
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
    for school in leaks(&answer.text, &person.schools) {
        wrong.push(format!(
            "{} shows {school} to {}",
            declaration.name, person.label
        ));
    }
    if person.role != Kind::Guardian {
        for told in watched::told(&answer.text) {
            wrong.push(format!(
                "{} tells {} what the mother watched: {told}",
                declaration.name, person.label
            ));
        }
    }
}

/// Schools beside these of which a text tells something.
fn leaks(text: &str, own: &[String]) -> Vec<String> {
    let mut schools = schools();
    schools.retain(|school| !own.contains(school) && text.contains(&canary(school)));
    schools
}
