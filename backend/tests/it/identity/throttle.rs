//! Too many tries: 429 with the time to wait, the same for phones that nobody has.

use chrono::TimeDelta;
use tongyu_shared::{api::problem::ProblemCode, identity::types::CodeSent};

use super::{PHONE, UNKNOWN, another, ask_code, fresh_code, minutes, refused, sign_in};
use crate::{kit::Answer, on_both};

#[track_caller]
fn wait(answer: &Answer) -> &str {
    answer.problem(ProblemCode::TooMany);
    answer.headers["retry-after"].to_str().expect("a number")
}

on_both! {
    async fn a_phone_gets_one_code_a_minute(site: Site) {
        for phone in [PHONE, UNKNOWN] {
            let sent = ask_code(&site, phone).await.ok::<CodeSent>();
            assert_eq!(sent.again_in_s, 60);
            assert_eq!(wait(&ask_code(&site, phone).await), "60");
        }
        site.pass(TimeDelta::seconds(59));
        assert_eq!(wait(&ask_code(&site, PHONE).await), "1");
        site.pass(TimeDelta::seconds(1));
        ask_code(&site, PHONE).await.ok::<CodeSent>();
    }

    async fn ten_tries_in_a_row_and_then_a_pause(site: Site) {
        let code = fresh_code(&site).await;
        for _ in 0..10 {
            refused(&sign_in(&site, PHONE, &another(&code)).await);
        }
        assert_eq!(wait(&sign_in(&site, PHONE, &code).await), "60");
        site.pass(minutes(1));
        refused(&sign_in(&site, PHONE, &code).await);
    }
}
