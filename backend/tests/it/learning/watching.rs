//! What is credited: the promises of the design, one test each.

use chrono::TimeDelta;
use tongyu_shared::learning::{
    endpoints::ReportWatch,
    types::{NewReport, ReportReceipt},
};

use super::{
    film::{self, DURATION_S, Film},
    viewer::{MOTHER, OTHER, Phone, stored},
};
use crate::{kit::Site, on_both};

async fn play(site: &Site, phone: &Phone, ranges: &[[u32; 2]], seconds: i64) -> u32 {
    site.pass(TimeDelta::seconds(seconds));
    phone.saw(ranges).await.covered_s
}

async fn film_of(site: &Site) -> Film {
    film::published(site).await
}

on_both! {
    async fn the_first_half_twice_is_fifty_percent(site: Site) {
        let film = film_of(&site).await;
        let phone = Phone::of(&site, MOTHER, film).await;
        assert_eq!(play(&site, &phone, &[[0, 150]], 150).await, 150);
        let again = Phone::of(&site, MOTHER, film).await;
        site.pass(TimeDelta::seconds(150));
        let receipt = again.saw(&[[0, 150]]).await;
        assert_eq!((receipt.covered_s * 2, receipt.done), (DURATION_S, false));
    }

    async fn dragging_to_the_end_is_a_second_at_the_most(site: Site) {
        let phone = Phone::of(&site, MOTHER, film_of(&site).await).await;
        site.pass(TimeDelta::minutes(10));
        let receipt = phone.saw(&[[DURATION_S - 1, DURATION_S]]).await;
        assert_eq!((receipt.covered_s, receipt.done), (1, false));
    }

    async fn a_lost_answer_loses_nothing_and_counts_nothing_twice(site: Site) {
        let film = film_of(&site).await;
        let phone = Phone::of(&site, MOTHER, film).await;
        site.pass(TimeDelta::seconds(120));
        phone.saw(&[[0, 100]]).await;
        // The phone never heard of it, and sends the same and more.
        phone.saw(&[[0, 100]]).await;
        assert_eq!(phone.saw(&[[0, 110]]).await.covered_s, 110);
        assert_eq!(stored(&site, MOTHER, film).await, [[0, 110]]);
    }

    async fn two_devices_make_the_exact_union(site: Site) {
        let film = film_of(&site).await;
        let one = Phone::of(&site, MOTHER, film).await;
        let other = Phone::of(&site, MOTHER, film).await;
        site.pass(TimeDelta::seconds(120));
        let (a, b) = tokio::join!(one.saw(&[[0, 90]]), other.saw(&[[60, 130], [200, 210]]));
        assert_eq!(a.covered_s.max(b.covered_s), 140);
        assert_eq!(stored(&site, MOTHER, film).await, [[0, 130], [200, 210]]);
    }

    async fn a_forged_hour_is_clipped_to_what_the_clock_allows(site: Site) {
        let film = film_of(&site).await;
        let phone = Phone::of(&site, MOTHER, film).await;
        assert_eq!(phone.saw(&[[0, 300]]).await.covered_s, 15);
        assert_eq!(play(&site, &phone, &[[0, 300]], 10).await, 35);
        // Neither other parts of the film nor fresh tickets give more.
        for from in [100, 150, 200] {
            let fresh = Phone::of(&site, MOTHER, film).await;
            assert_eq!(fresh.saw(&[[from, from + 50]]).await.covered_s, 35);
        }
        assert_eq!(play(&site, &phone, &[[0, 300]], 200).await, 300);
    }

    async fn what_is_still_clipped_is_not_confirmed_and_is_credited_in_full_later(site: Site) {
        let film = film_of(&site).await;
        let early = Phone::of(&site, MOTHER, film).await;
        assert_eq!(play(&site, &early, &[[0, 150]], 150).await, 150);
        // Played without a net, so that the ticket comes late; the other phone goes on meanwhile.
        let late = Phone::of(&site, MOTHER, film).await;
        let receipt = late.saw(&[[0, DURATION_S]]).await;
        assert!(receipt.covered_s < DURATION_S && !receipt.whole, "{receipt:?}");
        // As many seconds are stored as these, and yet not these.
        let receipt = late.saw(&[[200, 300]]).await;
        assert!(receipt.covered_s >= 100 && !receipt.whole, "{receipt:?}");
        site.pass(TimeDelta::seconds(160));
        let receipt = late.saw(&[[0, DURATION_S]]).await;
        assert_eq!((receipt.covered_s, receipt.whole), (DURATION_S, true));
    }

    async fn twice_the_speed_covers_everything(site: Site) {
        let phone = Phone::of(&site, MOTHER, film_of(&site).await).await;
        site.pass(TimeDelta::seconds(i64::from(DURATION_S) / 2));
        let receipt = phone.saw(&[[0, DURATION_S]]).await;
        assert_eq!((receipt.covered_s, receipt.done), (DURATION_S, true));
    }

    async fn what_is_learnt_stays_learnt_and_is_found_with_the_report(site: Site) {
        let film = film_of(&site).await;
        let phone = Phone::of(&site, MOTHER, film).await;
        site.pass(TimeDelta::minutes(5));
        assert!(!phone.saw(&[[0, 239]]).await.done);
        assert!(phone.saw(&[[0, 239], [295, 296]]).await.done);
        let other = Phone::of(&site, MOTHER, film).await;
        assert!(other.ticket.done && other.saw(&[[0, 1]]).await.done);
    }

    async fn another_phone_goes_on_where_one_left_off(site: Site) {
        let film = film_of(&site).await;
        let phone = Phone::of(&site, MOTHER, film).await;
        site.pass(TimeDelta::minutes(2));
        phone.saw(&[[0, 35]]).await;
        let other = Phone::of(&site, MOTHER, film).await;
        assert_eq!((other.ticket.position_s, other.ticket.duration_s), (35, DURATION_S));
        assert_eq!(other.ticket.covered, [[0, 35]]);
        // Somebody else has seen nothing of it.
        assert!(stored(&site, OTHER, film).await.is_empty());
    }

    async fn a_phone_that_was_put_away_does_not_take_the_place_back(site: Site) {
        let film = film_of(&site).await;
        let put_away = Phone::of(&site, MOTHER, film).await;
        let other = Phone::of(&site, MOTHER, film).await;
        site.pass(TimeDelta::minutes(5));
        assert_eq!(other.saw(&[[0, 200]]).await.position_s, 200);
        // What it played without a net counts, and it hears where she is by now.
        let late = put_away.saw(&[[200, 235]]).await;
        assert_eq!((late.covered_s, late.position_s), (235, 200));
        // Once she plays on there, she is there.
        let knows = NewReport { position_before: late.position_s, ..put_away.report(&[[200, 240]]) };
        let answer = put_away.client.send::<ReportWatch>(&(), &knows).await;
        assert_eq!(answer.ok::<ReportReceipt>().position_s, 240);
    }

    async fn the_next_report_is_asked_for_within_the_packs_bounds(site: Site) {
        let film = film_of(&site).await;
        let phone = Phone::of(&site, MOTHER, film).await;
        let receipt = phone.saw(&[[0, 5]]).await;
        for next in [phone.ticket.next_s, receipt.next_s] {
            assert!((48..=72).contains(&next), "{next}");
        }
    }

    async fn the_more_people_watch_the_later_a_phone_reports_again(site: Site) {
        let film = film_of(&site).await;
        let phone = Phone::of(&site, MOTHER, film).await;
        let (watching, now) = (&site.app.watching, site.app.clock.now());
        let rules = watching.rules(now).await.expect("rules");
        // As many as need twice the least interval.
        for _ in 0..2 * rules.reports_per_s * u32::from(rules.report_s_least) {
            watching.next_s(rand::random(), &rules, now);
        }
        site.pass(TimeDelta::seconds(1));
        let fresh = Phone::of(&site, OTHER, film).await;
        let receipt = phone.saw(&[[0, 5]]).await;
        for next in [fresh.ticket.next_s, receipt.next_s] {
            assert!((90..=152).contains(&next), "{next}");
        }
    }

    async fn a_report_asks_the_database_once_to_read_and_once_to_write(site: Site) {
        let film = film_of(&site).await;
        let phone = Phone::of(&site, MOTHER, film).await;
        phone.saw(&[[0, 5]]).await;
        let before = site.app.db.statements();
        phone.saw(&[[0, 6]]).await;
        assert_eq!(site.app.db.statements() - before, 2);
        // A repeat writes nothing.
        let before = site.app.db.statements();
        phone.saw(&[[0, 6]]).await;
        assert_eq!(site.app.db.statements() - before, 1);
    }
}
