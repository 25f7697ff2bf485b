//! One-time codes: five minutes, five tries, once; and nothing tells a known phone from another.

use tongyu::seed::label;
use tongyu_shared::{
    access::Role,
    identity::{
        endpoints::ReadSession,
        types::{CodeSent, Me},
    },
};

use super::{PHONE, TEACHER, UNKNOWN, another, ask_code, fresh_code, minutes, refused, sign_in};
use crate::{kit::Client, on_both};

/// The six digits behind a marker on a page.
fn digits_in(page: &str) -> String {
    let (_, rest) = page.split_once("验证码 ").expect("a code on the page");
    rest.chars().take(6).collect()
}

on_both! {
    async fn the_code_on_the_phone_signs_in(site: Site) {
        ask_code(&site, PHONE).await.ok::<CodeSent>();
        site.run_jobs().await;
        let messages = format!("/demo/messages?person={}", label::person(TEACHER));
        let phone = site.anonymous().raw("GET", &messages, None, None).await;
        let answer = sign_in(&site, PHONE, &digits_in(&phone.text)).await;
        let me = answer.ok::<Me>();
        assert_eq!((me.name.as_str(), me.demo), (TEACHER, true));
        let role = me.roles.first().expect("a role");
        assert_eq!(role.role, Role::HeadTeacher);
        assert_eq!(role.node_name, "三年级(2)班");
        assert_eq!(role.school_name.as_deref(), Some("海棠路小学"));

        let cookie = answer.set_cookie.expect("a cookie");
        let pair = cookie.split(';').next().map(str::to_owned);
        let again = Client::new(site.origin(), pair).get::<ReadSession>(&()).await.ok::<Me>();
        assert_eq!(again, me);
    }

    async fn five_wrong_tries_spoil_the_right_code(site: Site) {
        let code = fresh_code(&site).await;
        for _ in 0..5 {
            refused(&sign_in(&site, PHONE, &another(&code)).await);
        }
        refused(&sign_in(&site, PHONE, &code).await);
    }

    async fn four_wrong_tries_do_not(site: Site) {
        let code = fresh_code(&site).await;
        for _ in 0..4 {
            refused(&sign_in(&site, PHONE, &another(&code)).await);
        }
        sign_in(&site, PHONE, &code).await.ok::<Me>();
    }

    async fn a_code_works_once(site: Site) {
        let code = fresh_code(&site).await;
        sign_in(&site, PHONE, &code).await.ok::<Me>();
        refused(&sign_in(&site, PHONE, &code).await);
    }

    async fn a_code_is_good_for_less_than_five_minutes(site: Site) {
        let code = fresh_code(&site).await;
        site.pass(minutes(5));
        refused(&sign_in(&site, PHONE, &code).await);
    }

    async fn a_code_of_four_minutes_is_still_good(site: Site) {
        let code = fresh_code(&site).await;
        site.pass(minutes(4));
        sign_in(&site, PHONE, &code).await.ok::<Me>();
    }

    async fn only_the_newest_code_counts(site: Site) {
        let first = fresh_code(&site).await;
        site.pass(minutes(1));
        let second = fresh_code(&site).await;
        refused(&sign_in(&site, PHONE, &first).await);
        sign_in(&site, PHONE, &second).await.ok::<Me>();
    }

    async fn an_unknown_phone_gets_the_same_answers(site: Site) {
        let (known, unknown) = (ask_code(&site, PHONE).await, ask_code(&site, UNKNOWN).await);
        assert_eq!((known.status, &known.text), (unknown.status, &unknown.text));
        let known = refused(&sign_in(&site, PHONE, "000000").await);
        let unknown = refused(&sign_in(&site, UNKNOWN, "000000").await);
        assert_eq!((known.title, known.detail), (unknown.title, unknown.detail));
    }

    async fn a_code_belongs_to_its_phone(site: Site) {
        let code = fresh_code(&site).await;
        // The head teacher of the class next door.
        refused(&sign_in(&site, "19900000001", &code).await);
    }

    async fn what_is_no_phone_or_no_code_names_the_field(site: Site) {
        for (phone, code, field) in [("12", "000000", "phone"), (PHONE, "00000", "code")] {
            let answer = sign_in(&site, phone, code).await;
            assert_eq!(answer.status, 422, "{}", answer.text);
            assert!(answer.text.contains(&format!("\"field\":\"{field}\"")), "{}", answer.text);
        }
    }
}
