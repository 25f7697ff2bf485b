//! The matrix of the pages that the server renders: every page and form that is mounted, called by
//! everyone who has to do with a child of a class, on things of that child and its mother. A page
//! without a row fails. Nobody is told what another family said or a mother watched, what is hidden
//! looks like what does not exist, and neither opening a page nor a form that is refused changes a
//! row.

mod cast;
mod foreign;
mod rows;
mod things;

use std::collections::BTreeSet;

use tongyu::seed::label;
use tongyu_shared::api::endpoint::Method;

use self::{
    cast::{Cast, WAITING, Who},
    rows::{Expected, ROWS, Row},
    things::{OTHERS_SAID, SAID, Things},
};
use super::{matrix::snapshot, watched};
use crate::{
    family::{LI, WANG, leads, open, press, press_from_elsewhere},
    kit::{Answer, Client, Site},
    on_both,
};

/// What stands on pages of these people alone.
const SECRETS: [(&str, &[Who]); 5] = [
    (LI, &[Who::Mother, Who::Father, Who::Carer]),
    (SAID, &[Who::Mother]),
    (WAITING, &[Who::Mother, Who::Father, Who::Waiting]),
    (WANG, &[Who::OtherMother]),
    (OTHERS_SAID, &[Who::OtherMother]),
];

#[test]
fn every_page_has_one_row_and_no_row_is_left_over() {
    let rows: BTreeSet<_> = ROWS.iter().map(|row| (row.method, row.path)).collect();
    assert_eq!(rows.len(), ROWS.len(), "a page has two rows");
    let mounted = tongyu::app::mounts().mounted().into_iter();
    let pages = mounted.filter(|(_, path)| !path.starts_with("/api/"));
    assert_eq!(pages.collect::<BTreeSet<_>>(), rows);
    for row in ROWS {
        assert_eq!(row.marks.len(), Who::ALL.len(), "{}", row.path);
    }
}

/// Everyone, and what is asked for.
struct Stage {
    cast: Cast,
    clients: Vec<(Who, Client)>,
    things: Things,
}

impl Stage {
    async fn set(site: &Site) -> Self {
        let things = Things::make(site).await;
        let cast = Cast::gather(site).await;
        let things = things.of(site, &cast).await;
        things::answered(site, "王小明/mother", OTHERS_SAID).await;
        watched::plant(site, label::person("李一涵/mother")).await;
        let mut clients = Vec::new();
        for who in Who::ALL {
            clients.push((who, cast.client(site, who).await));
        }
        Self {
            cast,
            clients,
            things,
        }
    }
}

async fn call(client: &Client, row: &Row, things: &Things) -> Answer {
    let address = things.address(row.path);
    match row.method {
        Method::Get => open(client, &address).await,
        _ => press(client, &address, &things.form(row.path)).await,
    }
}

fn check(row: &Row, who: Who, answer: &Answer, wrong: &mut Vec<String>) {
    let expected = row.expected(who);
    let named = format!("{} {} by {who:?}", row.method.as_str(), row.path);
    if !expected.fits(leads(answer)) {
        let got = leads(answer);
        wrong.push(format!(
            "{named}: {expected:?}, got {got:?} {}",
            answer.text
        ));
    }
    if !row.tells_all {
        wrong.extend(tells(who, answer).map(|what| format!("{named} tells {what}")));
    }
}

/// What an answer tells that is not for this person.
fn tells(who: Who, answer: &Answer) -> impl Iterator<Item = String> {
    let secrets = SECRETS
        .into_iter()
        .filter(move |(_, known)| !known.contains(&who));
    let told = secrets.filter(|(secret, _)| answer.text.contains(secret));
    let watched = watched::told(&answer.text)
        .into_iter()
        .filter(move |_| who != Who::Mother);
    told.map(|(secret, _)| secret.to_owned())
        .chain(watched.map(str::to_owned))
}

/// The rows whose forms end what the others need come last.
fn forms() -> Vec<&'static Row> {
    let mut forms: Vec<_> = ROWS
        .iter()
        .filter(|row| row.method == Method::Post)
        .collect();
    forms.sort_by_key(|row| (row.path.contains("sign-out"), row.path.ends_with("leave")));
    forms
}

on_both! {
    async fn everyone_gets_what_the_page_matrix_says(site: Site) {
        let stage = Stage::set(&site).await;
        let mut wrong = Vec::new();
        let before = snapshot::rows(&site).await;
        for row in ROWS {
            for (who, client) in &stage.clients {
                let expected = row.expected(*who);
                if row.method == Method::Post && !expected.denies() {
                    continue;
                }
                let answer = call(client, row, &stage.things).await;
                check(row, *who, &answer, &mut wrong);
                if expected == Expected::Hidden {
                    let none = call(client, row, &stage.things.unknown()).await;
                    if (none.status, &none.text) != (answer.status, &answer.text) {
                        wrong.push(format!("{} by {who:?} is not as if there were none", row.path));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert_eq!(before, snapshot::rows(&site).await, "opening or a refused form changed a row");
    }

    async fn a_form_that_is_taken_does_something(site: Site) {
        let stage = Stage::set(&site).await;
        let mut wrong = Vec::new();
        for row in forms() {
            for who in Who::ALL {
                if row.expected(who).denies() {
                    continue;
                }
                let things = stage.things.fresh(&site, row.path).await;
                let client = stage.cast.client(&site, who).await;
                let before = snapshot::rows(&site).await;
                let answer = call(&client, row, &things).await;
                check(row, who, &answer, &mut wrong);
                let same = before == snapshot::rows(&site).await;
                if same != row.idle.contains(&who) {
                    wrong.push(format!("{} by {who:?}: changed {}", row.path, !same));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn no_form_is_taken_from_anothers_page_nor_where_there_is_none(site: Site) {
        let stage = Stage::set(&site).await;
        let forms: BTreeSet<_> = forms().iter().map(|row| row.path).collect();
        let before = snapshot::rows(&site).await;
        for row in ROWS {
            let address = stage.things.address(row.path);
            let form = stage.things.form(row.path);
            for (who, client) in &stage.clients {
                let (answer, expected) = match row.method {
                    Method::Get if !forms.contains(row.path) => (press(client, &address, &form).await, 405),
                    Method::Post if !row.from_anywhere => {
                        (press_from_elsewhere(client, &address, &form).await, 403)
                    }
                    _ => continue,
                };
                assert_eq!(answer.status, expected, "{} by {who:?}: {}", row.path, answer.text);
            }
        }
        assert_eq!(before, snapshot::rows(&site).await, "a refused form changed a row");
    }
}
