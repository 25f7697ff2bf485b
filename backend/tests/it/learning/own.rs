//! One's own record: complete for oneself, nothing of anyone else, deleted when one says so.

use chrono::TimeDelta;
use tongyu_shared::{
    ids::AssetId,
    learning::{endpoints::ReadOwnLearning, types::OwnLearning},
};

use super::{
    film::{self, Film},
    viewer::{MOTHER, OTHER, Phone, stored},
};
use crate::{family::press, kit::Site, on_both};

async fn record(site: &Site, who: &str) -> OwnLearning {
    site.client(who)
        .await
        .get::<ReadOwnLearning>(&())
        .await
        .ok()
}

on_both! {
    async fn the_record_tells_its_owner_everything_and_nobody_else_anything(site: Site) {
        let (learnt, begun) = (film::published(&site).await, film::published(&site).await);
        let first = Phone::of(&site, MOTHER, learnt).await;
        let second = Phone::of(&site, MOTHER, begun).await;
        site.pass(TimeDelta::minutes(5));
        first.saw(&[[0, 300]]).await;
        second.saw(&[[0, 35]]).await;
        let own = record(&site, MOTHER).await;
        assert_eq!((own.lessons_done, own.seen_s, own.class_hour_minutes), (1, 335, Some(40)));
        let line = |film: Film| {
            own.lessons.iter().find(|line| line.lesson == film.lesson).expect("a line")
        };
        assert!(line(learnt).completed_at.is_some());
        assert_eq!((line(begun).covered_s, line(begun).position_s), (35, 35));
        assert!(line(begun).completed_at.is_none());
        let others = record(&site, OTHER).await;
        assert_eq!((others.lessons_done, others.seen_s), (0, 0));
        assert!(others.lessons.is_empty());
    }

    async fn lessons_with_the_same_film_are_learnt_together_under_the_one_watched_last(site: Site) {
        let first = film::published(&site).await;
        let second = film::published_with(&site, first.asset).await;
        let phone = Phone::of(&site, MOTHER, first).await;
        site.pass(TimeDelta::minutes(5));
        assert!(phone.saw(&[[0, 300]]).await.done);
        // Not a second more of it, nor another place: it is watched with the other lesson all the same.
        Phone::of(&site, MOTHER, second).await.saw(&[[0, 300]]).await;
        let own = record(&site, MOTHER).await;
        let lines: Vec<_> = own.lessons.iter().map(|line| line.lesson).collect();
        assert_eq!((lines, own.lessons_done, own.seen_s), (vec![second.lesson], 1, 300));
        let page = phone.client.raw("GET", "/p/learning", None, None).await;
        for lesson in [first.lesson, second.lesson] {
            let link = format!("href=\"/w/{lesson}\"");
            let (_, rest) = page.text.split_once(&link).expect("it is on the shelf");
            let (entry, _) = rest.split_once("</li>").expect("a line");
            assert!(entry.contains("学完了"), "{lesson}: {entry}");
        }
    }

    async fn a_lesson_finished_again_with_its_new_film_is_one_lesson(site: Site) {
        let before = film::published(&site).await;
        let phone = Phone::of(&site, MOTHER, before).await;
        site.pass(TimeDelta::minutes(5));
        assert!(phone.saw(&[[0, 300]]).await.done);
        site.pass(TimeDelta::days(1));
        let after = Film { asset: AssetId::new(), ..before };
        film::add_film(&site, after.asset).await;
        film::change(&site, after.lesson, "published", Some(after.asset)).await;
        let phone = Phone::of(&site, MOTHER, after).await;
        site.pass(TimeDelta::minutes(5));
        assert!(phone.saw(&[[0, 280]]).await.done);
        let own = record(&site, MOTHER).await;
        assert_eq!((own.lessons.len(), own.lessons_done, own.seen_s), (1, 1, 280));
    }

    async fn emptying_the_record_empties_ones_own_alone_and_is_asked_once_more(site: Site) {
        let film = film::published(&site).await;
        for who in [MOTHER, OTHER] {
            let phone = Phone::of(&site, who, film).await;
            site.pass(TimeDelta::minutes(1));
            phone.saw(&[[0, 40]]).await;
        }
        let mother = site.client(MOTHER).await;
        let asked = mother.raw("GET", "/p/learning/clear", None, None).await;
        assert!(asked.status == 200 && asked.text.contains("method=\"post\""), "{}", asked.text);
        assert_eq!(stored(&site, MOTHER, film).await, [[0, 40]]);
        let cleared = press(&mother, "/p/learning/clear", "").await;
        assert_eq!(cleared.status, 303, "{}", cleared.text);
        assert!(stored(&site, MOTHER, film).await.is_empty());
        assert!(record(&site, MOTHER).await.lessons.is_empty());
        assert_eq!(stored(&site, OTHER, film).await, [[0, 40]]);
    }

    async fn what_was_emptied_does_not_come_back_from_a_phone_that_still_holds_it(site: Site) {
        let film = film::published(&site).await;
        let phone = Phone::of(&site, MOTHER, film).await;
        let other = Phone::of(&site, OTHER, film).await;
        site.pass(TimeDelta::minutes(1));
        assert_eq!(phone.saw(&[[0, 40]]).await.cleared_at, None);
        assert_eq!(press(&phone.client, "/p/learning/clear", "").await.status, 303);
        site.pass(TimeDelta::minutes(1));
        let receipt = phone.saw(&[[0, 60]]).await;
        assert_eq!((receipt.covered_s, receipt.done, receipt.whole), (0, false, false));
        assert!(record(&site, MOTHER).await.lessons.is_empty());
        // Every phone hears of it: from the receipt, with a ticket, and from the page.
        let fresh = Phone::of(&site, MOTHER, film).await;
        assert!(receipt.cleared_at.is_some() && receipt.cleared_at == fresh.ticket.cleared_at);
        let page = fresh.client.raw("GET", &format!("/w/{}", film.lesson), None, None).await;
        let told = serde_json::to_value(receipt.cleared_at).expect("JSON");
        let told = format!("data-cleared=\"{}\"", told.as_str().expect("a moment"));
        assert!(page.text.contains(&told), "{told}: {}", page.text);
        // What is watched from now on counts, and nobody else has lost anything.
        assert_eq!(fresh.saw(&[[0, 9]]).await.covered_s, 9);
        assert_eq!(phone.saw(&[[0, 60]]).await.covered_s, 9);
        assert_eq!(other.saw(&[[0, 30]]).await.covered_s, 30);
        assert_eq!(stored(&site, MOTHER, film).await, [[0, 9]]);
    }

    async fn another_sites_form_empties_nothing(site: Site) {
        let film = film::published(&site).await;
        let phone = Phone::of(&site, MOTHER, film).await;
        phone.saw(&[[0, 9]]).await;
        let forged = phone.client.bare("POST", "/p/learning/clear")
            .header("sec-fetch-site", "cross-site")
            .header("content-type", "application/x-www-form-urlencoded");
        assert_eq!(crate::kit::Client::answer(forged).await.status, 403);
        assert_eq!(stored(&site, MOTHER, film).await, [[0, 9]]);
    }
}
