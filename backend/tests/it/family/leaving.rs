//! Taking the consent back: the view ends at once, what she learnt goes, what the school must keep
//! stays, and the row keeps both its days.

use std::{sync::Mutex, time::Duration};

use chrono::TimeDelta;
use diesel::prelude::*;
use tokio::time::timeout;
use tongyu::{http::fault::Fault, seed::label};
use tongyu_db::{
    TableLock,
    schema::{audit_entry, consent, guardianship, person},
};

use super::{
    AGREED, LI, LIS_MOTHER, STRANGER, WANG, asking_grandmother, decide, hash_of, joined_sign_in,
    leads, look, open, personal_link, press, press_from_elsewhere, signed_in, written_again,
};
use crate::{kit::Site, laws::matrix::snapshot, on_both};

fn leave(child: &str) -> String {
    format!("/p/children/{}/leave", label::student(child))
}

async fn cleared(site: &Site) -> i64 {
    look(site, |conn| {
        Ok(audit_entry::table
            .filter(audit_entry::action.eq("learning.clear"))
            .count()
            .get_result(conn)?)
    })
    .await
}

on_both! {
    async fn a_consent_taken_back_ends_the_view_at_once(site: Site) {
        let page = personal_link(&site, WANG, "王小明/mother").await;
        let mother = signed_in(&site, &press(&site.anonymous(), &page, AGREED).await);
        let said = open(&mother, &leave(WANG)).await;
        assert!(said.text.contains("学习记录会删掉") && said.text.contains("家访记录"));
        let given = site.app.clock.now().naive_utc();
        site.pass(TimeDelta::minutes(5));
        assert_eq!(leads(&press(&mother, &leave(WANG), "").await), (303, "/p/me?left"));
        let home = open(&mother, "/p").await;
        assert!(!home.text.contains(WANG) && home.text.contains("没有可以看到的孩子"));
        assert_eq!(open(&mother, &leave(WANG)).await.status, 404);
        assert_eq!(press(&mother, &leave(WANG), "").await.status, 404);
        let days: (chrono::NaiveDateTime, Option<chrono::NaiveDateTime>) = look(&site, |conn| {
            Ok(consent::table
                .filter(consent::student_id.eq(label::student(WANG).to_string()))
                .select((consent::given_at, consent::withdrawn_at))
                .first(conn)?)
        }).await;
        assert_eq!(days, (given, Some(site.app.clock.now().naive_utc())));
        assert_eq!(cleared(&site).await, 1, "what she learnt is gone");
        let rosters: i64 = look(&site, |conn| {
            Ok(guardianship::table
                .filter(guardianship::person_id.eq(label::person("王小明/mother").to_string()))
                .count()
                .get_result(conn)?)
        }).await;
        assert_eq!(rosters, 1, "the roster is the school's");
    }

    async fn who_left_comes_back_by_a_new_invitation(site: Site) {
        let page = personal_link(&site, WANG, "王小明/mother").await;
        let mother = signed_in(&site, &press(&site.anonymous(), &page, AGREED).await);
        press(&mother, &leave(WANG), "").await;
        site.pass(TimeDelta::days(1));
        let again = personal_link(&site, WANG, "王小明/mother").await;
        assert_ne!(again, page);
        let old = press(&site.anonymous(), &page, AGREED).await;
        assert_eq!(old.status, 409);
        for said in [old, open(&site.anonymous(), &page).await, open(&mother, &page).await] {
            assert!(said.text.contains("您现在没有加入") && said.text.contains("再发一次邀请"));
            assert!(!said.text.contains("已经加入了，谢谢"), "{}", said.text);
        }
        let back = press(&site.anonymous(), &again, AGREED).await;
        assert_eq!(leads(&back), (303, &*joined_sign_in(WANG)));
        assert!(back.set_cookie.is_none(), "a link opens no account that is there already");
        assert!(open(&mother, "/p").await.text.contains(WANG));
    }

    async fn what_she_learnt_stays_while_she_stays_for_another_child(site: Site) {
        let mother = site.client(LIS_MOTHER).await;
        assert_eq!(press(&mother, &leave("李一诺"), "").await.status, 303);
        assert_eq!(cleared(&site).await, 0);
        assert!(open(&mother, "/p").await.text.contains(LI));
        assert_eq!(press(&mother, &leave(LI), "").await.status, 303);
        assert_eq!(cleared(&site).await, 1);
    }

    async fn of_two_children_left_at_once_one_is_the_last(site: Site) {
        let mother = site.client(LIS_MOTHER).await;
        let (one, other) = (leave(LI), leave("李一诺"));
        let (one, other) = tokio::join!(press(&mother, &one, ""), press(&mother, &other, ""));
        assert_eq!((one.status, other.status), (303, 303));
        assert_eq!(cleared(&site).await, 1, "nothing is left behind");
    }

    async fn who_leaves_one_of_her_children_lets_nobodys_report_wait(site: Site) {
        if site.app.db.is_sqlite() {
            return; // It has one writer, and no lock on reports.
        }
        let (release, released) = std::sync::mpsc::channel::<()>();
        let (reports, held) = tokio::sync::oneshot::channel::<()>();
        let (reports, released) = (Mutex::new(Some(reports)), Mutex::new(released));
        let db = site.app.db.clone();
        let reporting = tokio::spawn(async move {
            let lock = TableLock::shared("learning_cleared");
            db.write_locked(lock, move |_| {
                let told = reports.lock().expect("a lock").take().map(|reports| reports.send(()));
                assert_eq!(told, Some(Ok(())), "reports are stored once");
                let end = released.lock().expect("a lock").recv();
                assert!(end.is_err(), "nothing is sent");
                Ok::<_, Fault>(())
            }).await
        });
        held.await.expect("reports are being stored");
        let mother = site.client(LIS_MOTHER).await;
        let page = leave("李一诺");
        let left = timeout(Duration::from_secs(20), press(&mother, &page, "")).await;
        drop(release);
        reporting.await.expect("a task").expect("they are stored");
        assert_eq!(left.expect("it waits for the reports of others").status, 303);
    }

    async fn a_carers_right_ends_with_the_consent_and_begins_anew_as_a_carers(site: Site) {
        let grandmother = asking_grandmother(&site).await;
        let mother = site.client(LIS_MOTHER).await;
        decide(&mother, "yes").await;
        let rows = || look(&site, |conn| {
            Ok(guardianship::table
                .filter(guardianship::student_id.eq(label::student(LI).to_string()))
                .filter(guardianship::relation.eq("maternal_grandmother"))
                .select((guardianship::to_on.is_null(), guardianship::may_decide))
                .load::<(bool, bool)>(conn)?)
        });
        assert_eq!(press(&grandmother, &leave(LI), "").await.status, 303);
        assert_eq!(rows().await, [(false, false)], "ended, not deleted");
        assert!(!open(&grandmother, "/p").await.text.contains(LI));
        site.pass(TimeDelta::hours(1));
        let again = asking_grandmother(&site).await;
        assert!(!open(&again, "/p").await.text.contains(LI), "it takes a guardian's word again");
        decide(&mother, "yes").await;
        assert!(open(&again, "/p").await.text.contains(LI));
        assert_eq!(rows().await, [(true, false)]);
    }

    async fn what_the_roster_said_before_a_guardians_word_stays(site: Site) {
        let grandmother = asking_grandmother(&site).await;
        written_again(&site, "何秀英", STRANGER, LI).await;
        decide(&site.client(LIS_MOTHER).await, "yes").await;
        assert_eq!(press(&grandmother, &leave(LI), "").await.status, 303);
        let hash = hash_of(&site, STRANGER);
        let live: i64 = look(&site, move |conn| {
            Ok(guardianship::table
                .inner_join(person::table)
                .filter(person::phone_hash.eq(hash))
                .filter(guardianship::to_on.is_null())
                .count()
                .get_result(conn)?)
        }).await;
        assert_eq!(live, 1);
    }

    async fn nobody_leaves_for_another_and_no_foreign_page_makes_her_leave(site: Site) {
        let mother = site.client(LIS_MOTHER).await;
        let before = snapshot::rows(&site).await;
        assert_eq!(press(&mother, &leave(WANG), "").await.status, 404);
        assert_eq!(press_from_elsewhere(&mother, &leave(LI), "").await.status, 403);
        assert_eq!(open(&mother, &leave(LI)).await.status, 200);
        assert_eq!(before, snapshot::rows(&site).await);
    }
}
