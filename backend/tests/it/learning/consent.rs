//! What is recorded rests on a consent: nothing is where none stands, nor after it was taken back.

use diesel::prelude::*;
use tongyu::seed::label;
use tongyu_db::schema::{lesson_try, watch};
use tongyu_shared::{
    api::problem::ProblemCode,
    ids::PersonId,
    learning::{endpoints::IssueTicket, types::Ticket},
};

use super::{
    film,
    viewer::{self, MOTHER, Phone},
};
use crate::{
    family::{self, STRANGER, asking_grandmother, decide, holder, look, press},
    kit::{Client, Site},
    on_both,
};

/// Leaves both her children.
async fn leaves(mother: &Client) {
    for child in ["李一诺", "李一涵"] {
        let page = format!("/p/children/{}/leave", label::student(child));
        assert_eq!(press(mother, &page, "").await.status, 303);
    }
}

/// How much is stored of what a person watched and tried.
async fn rows(site: &Site, who: PersonId) -> (i64, i64) {
    look(site, move |conn| {
        let who = who.to_string();
        let watched = watch::table.filter(watch::person_id.eq(&who)).count();
        let tried = lesson_try::table
            .filter(lesson_try::person_id.eq(&who))
            .count();
        Ok((watched.get_result(conn)?, tried.get_result(conn)?))
    })
    .await
}

on_both! {
    async fn who_left_watches_on_and_nothing_is_recorded(site: Site) {
        let film = film::published(&site).await;
        let phone = Phone::of(&site, MOTHER, film).await;
        let mother = &phone.client;
        let lesson = format!("/w/{}", film.lesson);
        let who = viewer::person(&site, MOTHER).await;
        site.pass(chrono::TimeDelta::minutes(1));
        phone.saw(&[[0, 35]]).await;
        press(mother, &format!("{lesson}/tried"), "").await;
        assert_eq!(rows(&site, who).await, (1, 1));

        leaves(mother).await;
        let page = family::open(mother, &lesson).await;
        assert_eq!(page.status, 200);
        assert!(page.text.contains("<video controls") && page.text.contains("不记您学了什么"));
        for mark in ["data-person", "我试过了", "/p/sign-in"] {
            assert!(!page.text.contains(mark), "{mark}: {}", page.text);
        }
        mother.send::<IssueTicket>(&(), &film.wanted_by(who)).await.problem(ProblemCode::NotFound);
        assert_eq!(press(mother, &format!("{lesson}/tried"), "").await.status, 303);
        assert_eq!(rows(&site, who).await, (0, 0));
    }

    async fn who_waits_has_agreed_and_who_is_declined_is_recorded_no_more(site: Site) {
        let film = film::published(&site).await;
        let grandmother = asking_grandmother(&site).await;
        let (_, who) = holder(&site, STRANGER).await;
        let wanted = film.wanted_by(who);
        grandmother.send::<IssueTicket>(&(), &wanted).await.ok::<Ticket>();
        decide(&site.client(MOTHER).await, "no").await;
        grandmother.send::<IssueTicket>(&(), &wanted).await.problem(ProblemCode::NotFound);
    }
}
