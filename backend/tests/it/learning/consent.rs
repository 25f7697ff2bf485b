//! What is recorded rests on a consent: nothing is where none stands, nor after it was taken back.

use diesel::prelude::*;
use tongyu::{
    http::fault::Fault,
    org::grants::{self, NewGrant},
    seed::label,
};
use tongyu_db::schema::{enrolment, lesson_try, watch};
use tongyu_shared::{
    access::Role,
    api::problem::ProblemCode,
    ids::{GrantId, PersonId},
    learning::{endpoints::IssueTicket, types::Ticket},
};

use super::{
    film::{self, Film},
    viewer::{self, MOTHER, Phone},
};
use crate::{
    family::{
        self, STRANGER, ask_to_join, asking_grandmother, decide, family_link, holder, look, press,
    },
    kit::{Client, Site},
    on_both,
};

/// The two children of the mother.
const CHILDREN: [&str; 2] = ["李一诺", "李一涵"];

/// Takes her consent for a child back.
async fn leaves(mother: &Client, child: &str) {
    let page = format!("/p/children/{}/leave", label::student(child));
    assert_eq!(press(mother, &page, "").await.status, 303);
}

/// A child's last day in its class was yesterday.
async fn graduates(site: &Site, child: &str) {
    let child = label::student(child).to_string();
    let last = site.app.clock.now().date().plus_days(-1).naive();
    let written: Result<usize, Fault> = site
        .app
        .db
        .write(move |tx| {
            let hers = enrolment::table.filter(enrolment::student_id.eq(&child));
            Ok(diesel::update(hers)
                .set(enrolment::to_on.eq(last))
                .execute(tx.conn())?)
        })
        .await;
    assert_eq!(written.expect("a last day"), 1);
}

/// Gives someone a post at the children's school.
async fn works(site: &Site, who: &str) {
    let grant = NewGrant {
        id: GrantId::new(),
        account: label::account(who),
        role: Role::HeadTeacher,
        node: label::node("海棠路小学/三年级(1)班"),
        title: "班主任",
        valid_from: site.app.clock.now().date(),
        valid_to: None,
        granted_by: None,
    };
    let given = site
        .app
        .db
        .write(move |tx| grants::add(tx, std::slice::from_ref(&grant)));
    given.await.expect("a post");
}

/// The phone of the grandmother who asked, with a ticket of a minute ago.
async fn grandmothers(site: &Site, client: Client, film: Film) -> (Phone, PersonId) {
    let (_, who) = holder(site, STRANGER).await;
    let ticket = client.send::<IssueTicket>(&(), &film.wanted_by(who)).await;
    let ticket = ticket.ok();
    site.pass(chrono::TimeDelta::minutes(1));
    (Phone { client, ticket }, who)
}

/// No ticket is given, and none that was given before is good for anything.
async fn is_not_recorded(site: &Site, phone: &Phone, who: PersonId, film: Film) {
    let before = seconds(site, who).await;
    site.pass(chrono::TimeDelta::minutes(1));
    phone.saw(&[[0, 90]]).await;
    assert_eq!(seconds(site, who).await, before);
    let wanted = film.wanted_by(who);
    let refused = phone.client.send::<IssueTicket>(&(), &wanted).await;
    refused.problem(ProblemCode::NotFound);
}

/// How many seconds of films are stored that a person watched.
async fn seconds(site: &Site, who: PersonId) -> Vec<i32> {
    look(site, move |conn| {
        let hers = watch::table.filter(watch::person_id.eq(who.to_string()));
        Ok(hers.select(watch::covered_s).load(conn)?)
    })
    .await
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

        for child in CHILDREN {
            leaves(mother, child).await;
        }
        let page = family::open(mother, &lesson).await;
        assert_eq!(page.status, 200);
        assert!(page.text.contains("<video controls") && page.text.contains("不记您学了什么"));
        for mark in ["data-person", "我试过了", "/p/sign-in"] {
            assert!(!page.text.contains(mark), "{mark}: {}", page.text);
        }
        is_not_recorded(&site, &phone, who, film).await;
        assert_eq!(press(mother, &format!("{lesson}/tried"), "").await.status, 303);
        assert_eq!(rows(&site, who).await, (0, 0));
    }

    async fn a_consent_for_a_child_who_left_school_records_nothing(site: Site) {
        let film = film::published(&site).await;
        let phone = Phone::of(&site, MOTHER, film).await;
        let who = viewer::person(&site, MOTHER).await;
        let [elder, younger] = CHILDREN;
        graduates(&site, elder).await;
        site.pass(chrono::TimeDelta::minutes(1));
        phone.saw(&[[0, 35]]).await;
        assert_eq!(seconds(&site, who).await, [35], "the younger one is still there");

        leaves(&phone.client, younger).await;
        assert!(seconds(&site, who).await.is_empty());
        is_not_recorded(&site, &phone, who, film).await;
        press(&phone.client, &format!("/w/{}/tried", film.lesson), "").await;
        assert_eq!(rows(&site, who).await, (0, 0));
    }

    async fn nobody_is_recorded_whose_children_have_all_left_school(site: Site) {
        let film = film::published(&site).await;
        let mother = site.client(MOTHER).await;
        let wanted = film.wanted_by(viewer::person(&site, MOTHER).await);
        mother.send::<IssueTicket>(&(), &wanted).await.ok::<Ticket>();
        for child in CHILDREN {
            graduates(&site, child).await;
        }
        mother.send::<IssueTicket>(&(), &wanted).await.problem(ProblemCode::NotFound);
    }

    async fn a_post_does_not_stand_in_for_a_consent_that_was_taken_back(site: Site) {
        works(&site, MOTHER).await;
        let film = film::published(&site).await;
        let phone = Phone::of(&site, MOTHER, film).await;
        let who = viewer::person(&site, MOTHER).await;
        site.pass(chrono::TimeDelta::minutes(1));
        for child in CHILDREN {
            leaves(&phone.client, child).await;
        }
        is_not_recorded(&site, &phone, who, film).await;
        press(&phone.client, &format!("/w/{}/tried", film.lesson), "").await;
        assert_eq!(rows(&site, who).await, (0, 0));
    }

    async fn who_waits_has_agreed_and_who_is_declined_is_recorded_no_more(site: Site) {
        let film = film::published(&site).await;
        let grandmother = asking_grandmother(&site).await;
        let (phone, who) = grandmothers(&site, grandmother, film).await;
        decide(&site.client(MOTHER).await, "no").await;
        is_not_recorded(&site, &phone, who, film).await;
    }

    async fn a_carer_whose_view_was_ended_keeps_her_record_and_nothing_is_added(site: Site) {
        let film = film::published(&site).await;
        let grandmother = asking_grandmother(&site).await;
        let mother = site.client(MOTHER).await;
        decide(&mother, "yes").await;
        let (phone, who) = grandmothers(&site, grandmother, film).await;
        phone.saw(&[[0, 35]]).await;
        let page = format!("/p/children/{}/carers/{who}/end", label::student(family::LI));
        assert_eq!(press(&mother, &page, "").await.status, 303);
        is_not_recorded(&site, &phone, who, film).await;
        assert_eq!(seconds(&site, who).await, [35]);
    }

    async fn another_wish_that_waits_still_records(site: Site) {
        let film = film::published(&site).await;
        asking_grandmother(&site).await;
        site.pass(chrono::TimeDelta::minutes(5));
        let page = family_link(&site, family::WANG).await;
        let asked = ("maternal_grandmother", "何秀英", STRANGER);
        let grandmother = ask_to_join(&site, &page, asked).await;
        let (phone, who) = grandmothers(&site, grandmother, film).await;
        decide(&site.client(MOTHER).await, "no").await;
        phone.saw(&[[0, 35]]).await;
        assert_eq!(seconds(&site, who).await, [35]);
    }
}
