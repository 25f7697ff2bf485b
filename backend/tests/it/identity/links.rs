//! One-time sign-in links from the command line.

use chrono::TimeDelta;
use tongyu::{
    http::{fault::Fault, input::Stamp},
    identity,
};
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

    async fn a_phone_without_account_gets_no_link(site: Site) {
        let fault = make(&site, UNKNOWN).await.expect_err("nobody has this phone");
        assert_eq!(fault.code(), ProblemCode::NotFound);
    }
}
