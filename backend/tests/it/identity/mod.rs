//! Signing in and out.

mod codes;
mod links;
mod people;
mod personas;
mod sessions;
mod throttle;

use chrono::TimeDelta;
use diesel::prelude::*;
use tongyu::{http::fault::Fault, seed::label};
use tongyu_db::{Col, schema::sign_in_code};
use tongyu_shared::{
    api::problem::{Problem, ProblemCode},
    identity::{
        endpoints::{RequestCode, SignInWithCode},
        types::{CodeRequest, CodeSent, CodeSignIn},
    },
    ids::CodeId,
};

use crate::kit::{Answer, Site};

/// A head teacher of the demo city, and her phone.
const TEACHER: &str = "陈雨";
const PHONE: &str = "199 0000 0002";
/// A phone that nobody has.
const UNKNOWN: &str = "19900009999";

async fn ask_code(site: &Site, phone: &str) -> Answer {
    let body = CodeRequest {
        phone: phone.to_owned(),
    };
    site.anonymous().send::<RequestCode>(&(), &body).await
}

async fn sign_in(site: &Site, phone: &str, code: &str) -> Answer {
    let body = CodeSignIn {
        phone: phone.to_owned(),
        code: code.to_owned(),
    };
    site.anonymous().send::<SignInWithCode>(&(), &body).await
}

/// Asks for a code for the teacher and tells it, as her phone would.
async fn fresh_code(site: &Site) -> String {
    ask_code(site, PHONE).await.ok::<CodeSent>();
    let account = label::account(TEACHER).to_string();
    let newest: Col<CodeId> = site
        .app
        .db
        .read(move |conn| {
            Ok::<_, Fault>(
                sign_in_code::table
                    .filter(sign_in_code::account_id.eq(account))
                    .order((sign_in_code::created_at.desc(), sign_in_code::id.desc()))
                    .select(sign_in_code::id)
                    .first(conn)?,
            )
        })
        .await
        .expect("a code was made");
    site.app.keys.sign_in_code(newest.as_bytes())
}

/// Six digits that are not `code`.
fn another(code: &str) -> String {
    let number: u32 = code.parse().expect("digits");
    format!("{:06}", (number + 1) % 1_000_000)
}

#[track_caller]
fn refused(answer: &Answer) -> Problem {
    assert_eq!(answer.set_cookie, None);
    answer.problem(ProblemCode::SignInFailed)
}

fn minutes(count: i64) -> TimeDelta {
    TimeDelta::minutes(count)
}
