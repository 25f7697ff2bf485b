//! Sessions: the cookie, its end on one device and on all, and requests that others forge.

use chrono::TimeDelta;
use diesel::prelude::*;
use tongyu::{
    http::fault::Fault,
    org::grants::{self, NewGrant},
    seed::label,
};
use tongyu_db::schema::account;
use tongyu_shared::{
    access::Role,
    api::problem::ProblemCode,
    identity::{
        endpoints::{ReadSession, SignOut, SignOutEverywhere},
        types::Me,
    },
};

use super::{PHONE, TEACHER, fresh_code, sign_in};
use crate::{
    kit::{Client, Site, databases},
    on_both,
};

async fn is_signed_in(client: &Client) -> bool {
    let answer = client.get::<ReadSession>(&()).await;
    if answer.status == 200 {
        return true;
    }
    answer.problem(ProblemCode::SignedOut);
    false
}

async fn make_coordinator(site: &Site) {
    let (now, account) = (site.app.clock.now(), label::account(TEACHER));
    let written: Result<(), Fault> = site
        .app
        .db
        .write(move |tx| {
            let grant = NewGrant {
                id: label::grant("who becomes coordinator"),
                account,
                role: Role::Coordinator,
                node: label::node("海棠路小学"),
                title: "副校长",
                valid_from: now.date(),
                valid_to: None,
                granted_by: None,
            };
            grants::add(tx, &[grant])
        })
        .await;
    written.expect("the grant is added");
}

on_both! {
    async fn the_cookie_is_out_of_reach_of_scripts_and_other_sites(site: Site) {
        let code = fresh_code(&site).await;
        let cookie = sign_in(&site, PHONE, &code).await.set_cookie.expect("a cookie");
        for part in ["tongyu=", "HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=604800"] {
            assert!(cookie.contains(part), "{part} is missing in {cookie}");
        }
        // Plain http is for the demo alone; a browser would drop a Secure cookie there.
        assert!(!cookie.contains("Secure") && !cookie.contains("Domain"), "{cookie}");
    }

    async fn signing_out_ends_this_session_and_takes_the_cookie(site: Site) {
        let (phone, desk) = (site.client(TEACHER).await, site.client(TEACHER).await);
        let answer = phone.get::<SignOut>(&()).await;
        assert_eq!(answer.status, 204);
        let cookie = answer.set_cookie.expect("a removal");
        assert!(cookie.starts_with("tongyu=;") && cookie.contains("Max-Age=0"), "{cookie}");
        assert!(!is_signed_in(&phone).await);
        assert!(is_signed_in(&desk).await);
    }

    async fn signing_out_everywhere_ends_every_session_of_the_account(site: Site) {
        let (phone, desk) = (site.client(TEACHER).await, site.client(TEACHER).await);
        let other = site.client("赵敏").await;
        assert_eq!(phone.get::<SignOutEverywhere>(&()).await.status, 204);
        assert!(!is_signed_in(&phone).await);
        assert!(!is_signed_in(&desk).await);
        assert!(is_signed_in(&other).await);
        assert!(is_signed_in(&site.client(TEACHER).await).await);
    }

    async fn a_forged_request_changes_nothing(site: Site) {
        let teacher = site.client(TEACHER).await;
        let forged = [
            vec![("sec-fetch-site", "cross-site"), ("x-tongyu", "1")],
            vec![("sec-fetch-site", "same-site"), ("x-tongyu", "1")],
            vec![("origin", "https://elsewhere.example"), ("x-tongyu", "1")],
            vec![("sec-fetch-site", "same-origin")],
            vec![],
        ];
        for headers in forged {
            let url = format!("{}/api/v1/sessions", site.origin());
            let mut request = reqwest::Client::new().delete(url);
            if let Some(cookie) = teacher.cookie() {
                request = request.header("cookie", cookie);
            }
            for (name, value) in &headers {
                request = request.header(*name, *value);
            }
            Client::answer(request).await.problem(ProblemCode::ForeignOrigin);
        }
        assert!(is_signed_in(&teacher).await);
    }

    async fn a_teachers_session_sleeps_eight_hours_at_most(site: Site) {
        let teacher = site.client(TEACHER).await;
        site.pass(TimeDelta::hours(8));
        assert!(is_signed_in(&teacher).await);
        site.pass(TimeDelta::hours(8) + TimeDelta::minutes(11));
        assert!(!is_signed_in(&teacher).await);
    }

    async fn a_coordinators_session_sleeps_half_an_hour_at_most(site: Site) {
        let coordinator = site.client("赵敏").await;
        site.pass(TimeDelta::minutes(41));
        assert!(!is_signed_in(&coordinator).await);
    }

    async fn a_session_in_use_ends_after_seven_days_all_the_same(site: Site) {
        let teacher = site.client(TEACHER).await;
        for _ in 0..27 {
            site.pass(TimeDelta::hours(6));
            assert!(is_signed_in(&teacher).await);
        }
        site.pass(TimeDelta::hours(6));
        assert!(!is_signed_in(&teacher).await);
    }

    async fn who_becomes_coordinator_is_signed_out_twelve_hours_after_signing_in(site: Site) {
        let teacher = site.client(TEACHER).await;
        site.pass(TimeDelta::hours(2));
        assert!(is_signed_in(&teacher).await);
        make_coordinator(&site).await;
        for _ in 0..19 {
            site.pass(TimeDelta::minutes(30));
            assert!(is_signed_in(&teacher).await);
        }
        site.pass(TimeDelta::minutes(30));
        assert!(!is_signed_in(&teacher).await);
    }

    async fn closing_an_account_ends_its_sessions_at_the_next_request(site: Site) {
        let teacher = site.client(TEACHER).await;
        let (id, now) = (label::account(TEACHER).to_string(), site.app.clock.now());
        site.app
            .db
            .write(move |tx| {
                diesel::update(account::table.find(&id))
                    .set(account::disabled_at.eq(now.naive_utc()))
                    .execute(tx.conn())?;
                Ok::<_, Fault>(())
            })
            .await
            .expect("the account is closed");
        assert!(!is_signed_in(&teacher).await);
    }

    async fn whoever_is_signed_in_is_told_who_that_is(site: Site) {
        let me = site.client("赵敏").await.get::<ReadSession>(&()).await.ok::<Me>();
        assert_eq!(me.account, label::account("赵敏"));
        assert!(me.roles.iter().all(|role| role.school == Some(label::node("海棠路小学"))));
        assert!(!is_signed_in(&site.anonymous()).await);
    }

    async fn a_mentor_is_told_whether_there_is_a_pupil_on_the_list_today(site: Site) {
        for (who, none) in [("吴桐", false), ("赵晴", true)] {
            let me = site.client(who).await.get::<ReadSession>(&()).await.ok::<Me>();
            let mentor: Vec<_> = me.roles.iter().map(|held| held.without_pupils).collect();
            assert_eq!(mentor, [none], "{who}");
        }
    }

    async fn every_answer_is_dated_by_the_clock_that_the_site_goes_by(site: Site) {
        for client in [site.client("赵敏").await, site.anonymous()] {
            let answer = client.get::<ReadSession>(&()).await;
            assert_eq!(answer.headers["date"], "Mon, 23 Nov 2026 11:00:00 GMT");
        }
    }
}

#[actix_web::test]
async fn over_https_the_cookie_is_bound_to_the_host_and_secure() {
    let site = Site::start(databases::sqlite(), |config| {
        "https://jy.example.cn".clone_into(&mut config.public_origin);
    });
    let code = fresh_code(&site).await;
    let cookie = sign_in(&site, PHONE, &code)
        .await
        .set_cookie
        .expect("a cookie");
    assert!(
        cookie.starts_with("__Host-tongyu=") && cookie.contains("Secure"),
        "{cookie}"
    );
}
