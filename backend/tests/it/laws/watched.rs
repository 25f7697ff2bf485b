//! What someone watched is known again wherever it is told: numbers that stand nowhere else. The
//! access matrix and that of the pages look for them in every answer to somebody else.

use diesel::prelude::*;
use tongyu::{http::fault::Fault, seed::label};
use tongyu_db::schema::{lesson_try, watch};
use tongyu_shared::{
    api::endpoint::{Access, Method},
    ids::PersonId,
    learning::endpoints::ReadOwnLearning,
    time::Instant,
};

use super::matrix::cast::{ADMIN, COORDINATOR, TEACHER};
use crate::{
    family::LIS_MOTHER,
    kit::{Answer, Site},
    learning::film,
    on_both,
};

/// Seconds seen, and where the film was left.
const SECONDS: (i32, i32) = (4_242_420, 4_242_409);
/// When it was finished, and tried.
const AT: &str = "2026-11-22T11:13:37+08:00";
/// The seconds, and the same in minutes.
const NUMBERS: [&str; 4] = ["4242420", "4242409", "70707", "70706"];
/// The end of the time of day.
const TIME: &str = ":13:37";

/// Lets a person have watched a lesson and tried it.
pub async fn plant(site: &Site, person: PersonId) {
    let film = film::published(site).await;
    let at = AT.parse::<Instant>().expect("an instant").naive_utc();
    let written: Result<(), Fault> = site
        .app
        .db
        .write(move |tx| {
            diesel::insert_into(watch::table)
                .values((
                    watch::person_id.eq(person.to_string()),
                    watch::asset_id.eq(film.asset.to_string()),
                    watch::lesson_id.eq(film.lesson.to_string()),
                    watch::covered.eq(Vec::<u8>::new()),
                    watch::covered_s.eq(SECONDS.0),
                    watch::position_s.eq(SECONDS.1),
                    watch::began_at.eq(at),
                    watch::last_on.eq(at.date()),
                    watch::completed_at.eq(at),
                ))
                .execute(tx.conn())?;
            diesel::insert_into(lesson_try::table)
                .values((
                    lesson_try::person_id.eq(person.to_string()),
                    lesson_try::lesson_id.eq(film.lesson.to_string()),
                    lesson_try::tried_at.eq(at),
                    lesson_try::helped.eq("a_little"),
                ))
                .execute(tx.conn())?;
            Ok(())
        })
        .await;
    written.expect("it was watched");
}

/// What of it a text tells. Numbers stand by themselves: no id has groups of these lengths.
pub fn told(text: &str) -> Vec<&str> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let mut found: Vec<_> = words.filter(|word| NUMBERS.contains(word)).collect();
    found.extend(text.contains(TIME).then_some(TIME));
    found
}

on_both! {
    async fn she_herself_reads_what_the_laws_look_for(site: Site) {
        plant(&site, label::person("李一涵/mother")).await;
        let own: Answer = site.client(LIS_MOTHER).await.get::<ReadOwnLearning>(&()).await;
        assert_eq!(own.status, 200);
        let told = told(&own.text);
        for wanted in ["4242420", "4242409", TIME] {
            assert!(told.contains(&wanted), "{wanted}: {}", own.text);
        }
    }

    async fn what_everyone_may_read_tells_nothing_of_it(site: Site) {
        plant(&site, label::person("李一涵/mother")).await;
        let open: Vec<_> = tongyu::openapi::declared()
            .into_iter()
            .filter(|one| matches!(one.access, Access::Public | Access::Demo))
            .filter(|one| one.method == Method::Get)
            .collect();
        assert!(!open.is_empty());
        for who in [TEACHER, COORDINATOR, ADMIN] {
            let client = site.client(who).await;
            for one in &open {
                let answer = client.raw("GET", one.path, None, None).await;
                assert_eq!(answer.status, 200, "{}: {}", one.name, answer.text);
                assert!(told(&answer.text).is_empty(), "{}: {}", one.name, answer.text);
            }
        }
    }
}
