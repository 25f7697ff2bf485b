//! People and accounts as rosters bring them.

use diesel::prelude::*;
use tongyu::{
    crypto,
    http::fault::Fault,
    identity::{create_account, find_or_create_person},
};
use tongyu_db::schema::person;
use tongyu_shared::{api::problem::ProblemCode, names::Phone};

use crate::on_both;

on_both! {
    async fn the_same_name_and_phone_is_the_same_person(site: Site) {
        let (keys, now) = (site.app.keys.clone(), site.app.clock.now());
        let phone = Phone::parse("19900008001").expect("a phone");
        let shared = phone.clone();
        let (first, again, other_name, no_phone, no_phone_again) = site
            .app
            .db
            .write(move |tx| {
                let mut find = |name, phone| find_or_create_person(tx, &keys, name, phone, now);
                Ok::<_, Fault>((
                    find("周岚", Some(&shared))?,
                    find("周岚", Some(&shared))?,
                    find("王桂兰", Some(&shared))?,
                    find("周岚", None)?,
                    find("周岚", None)?,
                ))
            })
            .await
            .expect("people");
        assert_eq!(first, again);
        let others = [other_name, no_phone, no_phone_again];
        assert!(others.iter().all(|other| *other != first), "{others:?}");
        assert_ne!(no_phone, no_phone_again);

        let keys = site.app.keys.clone();
        let sealed: Result<Vec<u8>, Fault> = site
            .app
            .db
            .read(move |conn| {
                let row = person::table.find(first.to_string());
                Ok(row.select(person::phone_sealed.assume_not_null()).first(conn)?)
            })
            .await;
        let opened = crypto::phone::open(&keys, first, &sealed.expect("the row"));
        assert_eq!(opened.ok(), Some(phone));
    }

    async fn a_phone_signs_in_one_person(site: Site) {
        let (keys, now) = (site.app.keys.clone(), site.app.clock.now());
        let phone = Phone::parse("19900008002").expect("a phone");
        let fault = site
            .app
            .db
            .write(move |tx| {
                let one = find_or_create_person(tx, &keys, "甲", Some(&phone), now)?;
                let two = find_or_create_person(tx, &keys, "乙", Some(&phone), now)?;
                let account = create_account(tx, &keys, one, &phone, now)?;
                assert_eq!(create_account(tx, &keys, one, &phone, now)?, account);
                create_account(tx, &keys, two, &phone, now)
            })
            .await
            .expect_err("the phone is taken");
        assert_eq!(fault.code(), ProblemCode::Exists);
    }
}
