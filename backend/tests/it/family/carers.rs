//! Carers whom the roster does not know: a guardian who joined says yes or no, and nobody else.

use chrono::TimeDelta;
use diesel::prelude::*;
use tongyu::seed::label;
use tongyu_db::schema::{carer_request, consent, guardianship, join_ask, message, person};

use super::{
    LI, LIS_FATHER, LIS_MOTHER, STRANGER, WANG, WANGS_MOTHER, accounts_with, ask_to_join,
    asking_grandmother, decide, family_link, filled, hash_of, look, open, press,
};
use crate::{kit::Site, laws::matrix::snapshot, on_both};

/// How many people have a phone.
async fn people_with(site: &Site, phone: &str) -> i64 {
    let hash = hash_of(site, phone);
    look(site, move |conn| {
        Ok(person::table
            .filter(person::phone_hash.eq(hash))
            .count()
            .get_result(conn)?)
    })
    .await
}

on_both! {
    async fn a_stranger_sees_nothing_until_a_guardian_says_yes(site: Site) {
        let stranger = asking_grandmother(&site).await;
        let home = open(&stranger, "/p").await;
        assert!(home.text.contains("等孩子的监护人确认") && !home.text.contains(LI), "{}", home.text);
        let mother = site.client(LIS_MOTHER).await;
        assert!(open(&mother, "/p").await.text.contains("何秀英想一起关心孩子"));
        let asked_at = site.app.clock.now().naive_utc();
        site.pass(TimeDelta::hours(1));
        assert_eq!(decide(&mother, "yes").await.status, 303);
        assert!(open(&stranger, "/p").await.text.contains(LI));
        let (decides, views): (bool, bool) = look(&site, |conn| {
            Ok(guardianship::table
                .filter(guardianship::student_id.eq(label::student(LI).to_string()))
                .filter(guardianship::relation.eq("maternal_grandmother"))
                .select((guardianship::may_decide, guardianship::may_view))
                .first(conn)?)
        }).await;
        assert_eq!((decides, views), (false, true));
        let (role, given_at): (String, chrono::NaiveDateTime) = look(&site, |conn| {
            Ok(consent::table
                .filter(consent::given_as.eq("carer"))
                .select((consent::given_as, consent::given_at))
                .first(conn)?)
        }).await;
        assert_eq!((role.as_str(), given_at), ("carer", asked_at), "dated when she agreed");
        let told: i64 = look(&site, |conn| {
            Ok(message::table.filter(message::template.eq("carer_accepted")).count().get_result(conn)?)
        }).await;
        assert_eq!(told, 1);
    }

    async fn a_carer_who_joined_decides_on_nobody(site: Site) {
        let grandmother = asking_grandmother(&site).await;
        let mother = site.client(LIS_MOTHER).await;
        decide(&mother, "yes").await;
        let page = family_link(&site, LI).await;
        ask_to_join(&site, &page, ("maternal_grandfather", "何大山", "19900007776")).await;
        let me = open(&grandmother, "/p/me").await;
        assert!(!me.text.contains("何大山") && !me.text.contains("/p/carers/"));
        let wish = open(&mother, "/p/me").await;
        let (_, rest) = wish.text.split_once("action=\"").expect("a wish");
        let action = rest.split('"').next().expect("an address").to_owned();
        let before = snapshot::rows(&site).await;
        assert_eq!(press(&grandmother, &action, "answer=yes").await.status, 404);
        let invitation = format!("/p/children/{}/invitation", label::student(LI));
        assert_eq!(open(&grandmother, &invitation).await.status, 404);
        assert_eq!(press(&grandmother, &invitation, "").await.status, 404);
        assert_eq!(before, snapshot::rows(&site).await);
    }

    async fn whom_a_guardian_does_not_know_sees_nothing(site: Site) {
        let stranger = asking_grandmother(&site).await;
        let mother = site.client(LIS_MOTHER).await;
        assert_eq!(decide(&mother, "no").await.status, 303);
        let home = open(&stranger, "/p").await;
        assert!(home.text.contains("李*涵家里这次没有确认您") && !home.text.contains(LI));
        assert!(home.text.contains("再点一次家里的邀请链接"), "{}", home.text);
        assert!(!open(&mother, "/p/me").await.text.contains("何秀英"));
    }

    async fn the_first_word_of_two_guardians_counts(site: Site) {
        let page = family_link(&site, LI).await;
        let father = ask_to_join(&site, &page, ("father", "李志强", LIS_FATHER)).await;
        asking_grandmother(&site).await;
        let wish = open(&father, "/p/me").await;
        let (_, rest) = wish.text.split_once("action=\"").expect("a wish");
        let action = rest.split('"').next().expect("an address").to_owned();
        assert_eq!(decide(&site.client(LIS_MOTHER).await, "no").await.status, 303);
        let before = snapshot::rows(&site).await;
        let second = press(&father, &action, "answer=yes").await;
        assert!(second.headers["location"].to_str().expect("a path").ends_with("?decided"));
        assert_eq!(before, snapshot::rows(&site).await);
    }

    async fn where_nobody_joined_the_page_says_who_must_first(site: Site) {
        let page = family_link(&site, WANG).await;
        let stranger = ask_to_join(&site, &page, ("other", "王秀", STRANGER)).await;
        let home = open(&stranger, "/p").await;
        assert!(home.text.contains("请孩子的爸爸或妈妈先加入"), "{}", home.text);
        assert!(!home.text.contains(WANG));
    }

    async fn a_parent_of_another_family_is_asked_about_too(site: Site) {
        let page = family_link(&site, WANG).await;
        let mother = ask_to_join(&site, &page, ("other", "何娟", "19900001003")).await;
        let home = open(&mother, "/p").await;
        assert!(home.text.contains(LI), "her own children stay hers");
        assert!(home.text.contains("您想加入王*明的家") && !home.text.contains(WANG));
    }

    async fn whom_a_guardian_declined_may_ask_again(site: Site) {
        asking_grandmother(&site).await;
        let mother = site.client(LIS_MOTHER).await;
        decide(&mother, "no").await;
        site.pass(TimeDelta::hours(1));
        let again = asking_grandmother(&site).await;
        assert!(!open(&again, "/p").await.text.contains("没有确认"), "it is asked anew");
        assert_eq!(decide(&mother, "yes").await.status, 303);
        assert!(open(&again, "/p").await.text.contains(LI));
    }

    async fn a_typed_phone_gets_neither_account_nor_wish_until_it_is_proved(site: Site) {
        let page = family_link(&site, LI).await;
        for (relation, name, phone) in [("other", "路人", STRANGER), ("father", "李志强", LIS_FATHER)] {
            let sent = press(&site.anonymous(), &page, &filled(relation, name, phone, None)).await;
            assert_eq!(sent.status, 200);
            assert_eq!(accounts_with(&site, phone).await, 0, "{name}");
        }
        let wishes: i64 = look(&site, |conn| Ok(carer_request::table.count().get_result(conn)?)).await;
        assert_eq!(wishes, 0);
        let wrong = press(&site.anonymous(), &page, &filled("other", "路人", STRANGER, Some("000000"))).await;
        assert_eq!(wrong.status, 422);
        assert_eq!(accounts_with(&site, STRANGER).await, 0);
        site.pass(TimeDelta::minutes(2));
        asking_grandmother(&site).await;
        assert_eq!(accounts_with(&site, STRANGER).await, 1);
        let asks: i64 = look(&site, |conn| {
            Ok(join_ask::table.filter(join_ask::relation.ne("father")).count().get_result(conn)?)
        }).await;
        assert_eq!(asks, 0, "nothing typed is left");
        assert_eq!(people_with(&site, STRANGER).await, 1, "the name that was not proved is gone");
    }

    async fn who_never_proved_the_phone_is_forgotten(site: Site) {
        let page = family_link(&site, WANG).await;
        press(&site.anonymous(), &page, &filled("other", "路人", STRANGER, None)).await;
        assert_eq!(people_with(&site, STRANGER).await, 1);
        press(&site.anonymous(), &page, &filled("mother", "周岚", WANGS_MOTHER, None)).await;
        site.pass(TimeDelta::hours(23));
        site.run_jobs().await;
        assert_eq!(people_with(&site, STRANGER).await, 1);
        site.pass(TimeDelta::hours(2));
        site.run_jobs().await;
        assert_eq!(people_with(&site, STRANGER).await, 0);
        assert_eq!(people_with(&site, WANGS_MOTHER).await, 1, "the roster's person stays");
        asking_grandmother(&site).await;
        site.pass(TimeDelta::days(2));
        site.run_jobs().await;
        assert_eq!(people_with(&site, STRANGER).await, 1, "who proved it waits on");
    }
}
