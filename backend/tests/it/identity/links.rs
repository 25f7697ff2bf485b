//! One-time sign-in links from the command line.

use chrono::TimeDelta;
use diesel::prelude::*;
use tongyu::{
    http::{fault::Fault, input::Stamp},
    identity,
    seed::label,
};
use tongyu_db::schema::{account, audit_entry};
use tongyu_shared::{
    api::problem::ProblemCode,
    identity::{
        endpoints::SignInWithLink,
        types::{LinkSignIn, Me},
    },
    names::Phone,
};

use super::{PHONE, TEACHER, UNKNOWN, refused};
use crate::{
    kit::{Answer, Site},
    on_both,
};

async fn make(site: &Site, phone: &str) -> Result<String, Fault> {
    let phone = Phone::parse(phone).expect("a phone");
    let (keys, now) = (site.app.keys.clone(), site.app.clock.now());
    let stamp = Stamp {
        now,
        request: None,
        account: None,
    };
    site.app
        .db
        .write(move |tx| identity::make_sign_in_link(tx, &keys, &phone, &stamp))
        .await
}

async fn open(site: &Site, token: &str) -> Answer {
    let body = LinkSignIn {
        token: token.to_owned(),
    };
    site.anonymous().send::<SignInWithLink>(&(), &body).await
}

/// The links of the failed tries in the log.
async fn failures(site: &Site) -> Vec<String> {
    let found: Result<Vec<String>, Fault> = site
        .app
        .db
        .read(|conn| {
            let ids = audit_entry::table
                .filter(audit_entry::action.eq("identity.wrong_link"))
                .order(audit_entry::id)
                .select(audit_entry::subject_id)
                .load(conn)?;
            Ok(ids)
        })
        .await;
    found.expect("the log")
}

on_both! {
    async fn a_link_signs_in_once(site: Site) {
        let token = make(&site, PHONE).await.expect("a link");
        assert_eq!(open(&site, &token).await.ok::<Me>().name, TEACHER);
        refused(&open(&site, &token).await);
    }

    async fn a_link_is_good_for_a_day(site: Site) {
        let token = make(&site, PHONE).await.expect("a link");
        site.pass(TimeDelta::hours(24));
        refused(&open(&site, &token).await);
    }

    async fn a_changed_or_invented_token_opens_nothing(site: Site) {
        let token = make(&site, PHONE).await.expect("a link");
        let first = if token.starts_with('A') { 'B' } else { 'A' };
        let changed = format!("{first}{}", &token[1..]);
        for bad in [changed.as_str(), "", "x", &token[..token.len() - 1]] {
            refused(&open(&site, bad).await);
        }
        open(&site, &token).await.ok::<Me>();
    }

    async fn every_failed_try_stands_in_the_log(site: Site) {
        let token = make(&site, PHONE).await.expect("a link");
        for bad in ["x", &token[..token.len() - 1]] {
            refused(&open(&site, bad).await);
        }
        assert_eq!(failures(&site).await, ["unknown", "unknown"]);
        open(&site, &token).await.ok::<Me>();
        refused(&open(&site, &token).await);
        assert_eq!(failures(&site).await.len(), 3, "a used link too");
    }

    async fn the_link_of_a_closed_account_opens_nothing_and_stands_in_the_log(site: Site) {
        let token = make(&site, PHONE).await.expect("a link");
        let (id, now) = (label::account(TEACHER).to_string(), site.app.clock.now());
        let closed: Result<(), Fault> = site.app.db.write(move |tx| {
            diesel::update(account::table.find(&id))
                .set(account::disabled_at.eq(now.naive_utc()))
                .execute(tx.conn())?;
            Ok(())
        }).await;
        closed.expect("the account is closed");
        refused(&open(&site, &token).await);
        assert_eq!(failures(&site).await.len(), 1);
    }

    async fn a_phone_without_account_gets_no_link(site: Site) {
        let fault = make(&site, UNKNOWN).await.expect_err("nobody has this phone");
        assert_eq!(fault.code(), ProblemCode::NotFound);
    }
}
