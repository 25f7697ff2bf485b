//! Two people of one name: a certificate from before becomes that of one of them only where the sheet
//! says which.

use tongyu::{
    http::fault::Fault,
    identity::people::{NewAccount, NewPerson, add_accounts, add_people},
    org::grants::{self, NewGrant},
    seed::{demo, label},
};
use tongyu_shared::{
    access::Role,
    certification::certificates::{
        endpoints::ListOwnCertificates,
        legacy::{HolderLink, LegacyBatch},
        types::OwnCertificates,
    },
    ids::AccountId,
    names::Phone,
};

use super::{
    desk::{CERTIFIER, MANAGER},
    legacy::{confirm, upload},
    places::{DISTRICT_MANAGER, name},
};
use crate::{
    certification::desk::grant,
    kit::{Client, Site},
    on_both,
};

/// The phone of the second one.
pub const PHONE: &str = "19900008801";

/// A second 陈雨 at the same school.
pub async fn namesake(site: &Site) -> AccountId {
    named_so(site, Some(demo::SCHOOL)).await
}

/// A second 陈雨, with a post there or without any.
async fn named_so(site: &Site, post: Option<&'static str>) -> AccountId {
    let (keys, now) = (site.app.keys.clone(), site.app.clock.now());
    let (person, account) = (label::person("陈雨/2"), label::account("陈雨/2"));
    let added: Result<(), Fault> = site
        .app
        .db
        .write(move |tx| {
            let phone: Phone = PHONE.parse().expect("a phone");
            let new = NewPerson {
                id: person,
                name: "陈雨".to_owned(),
                phone: Some(phone.clone()),
            };
            add_people(tx, &keys, &[new], now)?;
            let new = NewAccount {
                id: account,
                person,
                phone: Some(phone),
            };
            add_accounts(tx, &keys, &[new], now)?;
            let grant = post.map(|school| NewGrant {
                id: label::grant("陈雨/2"),
                account,
                role: Role::HeadTeacher,
                node: label::node(school),
                title: "教师",
                valid_from: now.date(),
                valid_to: None,
                granted_by: None,
            });
            grants::add(tx, grant.as_slice())
        })
        .await;
    added.expect("a namesake");
    account
}

pub fn sheet(phone: &str) -> String {
    sheet_of(demo::SCHOOL, phone)
}

fn sheet_of(school: &str, phone: &str) -> String {
    format!(
        "姓名,单位,级别,证书编号,发证日期,有效期至,手机号\n\
         陈雨,{school},初级讲师,旧〔2023〕001,2023-09-01,,{phone}\n"
    )
}

pub async fn own(client: &Client) -> usize {
    let own: OwnCertificates = client.get::<ListOwnCertificates>(&()).await.ok();
    own.items.len()
}

on_both! {
    async fn without_a_second_mark_the_certificate_is_nobodys_and_the_dry_run_says_so(site: Site) {
        let second = namesake(&site).await;
        let (manager, certifier) = (site.client(MANAGER).await, site.client(CERTIFIER).await);
        let batch: LegacyBatch = upload(&manager, &sheet("")).await.ok();
        assert_eq!((batch.good, batch.rows[0].holder), (1, HolderLink::Several));
        let note = batch.rows[0].note.as_deref().unwrap_or_default();
        assert!(note.contains("同名") && note.contains("手机号"), "{note}");
        confirm(&certifier, &batch).await.ok::<LegacyBatch>();
        let (first, second) = (site.client("陈雨").await, site.client_of(second).await);
        assert_eq!((own(&first).await, own(&second).await), (0, 0));
    }

    async fn a_phone_tells_which_of_them_it_is(site: Site) {
        let second = namesake(&site).await;
        let (manager, certifier) = (site.client(MANAGER).await, site.client(CERTIFIER).await);
        let batch: LegacyBatch = upload(&manager, &sheet(PHONE)).await.ok();
        assert_eq!((batch.rows[0].holder, &batch.rows[0].note), (HolderLink::Known, &None));
        confirm(&certifier, &batch).await.ok::<LegacyBatch>();
        let (first, second) = (site.client("陈雨").await, site.client_of(second).await);
        assert_eq!((own(&first).await, own(&second).await), (0, 1));
    }

    async fn a_parent_of_the_name_and_with_the_phone_holds_no_certificate(site: Site) {
        let parent = named_so(&site, None).await;
        let (manager, certifier) = (site.client(MANAGER).await, site.client(CERTIFIER).await);
        let batch: LegacyBatch = upload(&manager, &sheet(PHONE)).await.ok();
        assert_eq!(batch.rows[0].holder, HolderLink::OtherPhone);
        confirm(&certifier, &batch).await.ok::<LegacyBatch>();
        let (teacher, parent) = (site.client("陈雨").await, site.client_of(parent).await);
        assert_eq!((own(&teacher).await, own(&parent).await), (0, 0));
    }

    async fn who_has_a_post_outside_the_sheets_place_is_not_looked_for(site: Site) {
        grant(&site, DISTRICT_MANAGER, Role::DistrictAdmin, label::node("甲区")).await;
        let elsewhere = named_so(&site, Some("乙区东街道一校")).await;
        let (district, city) = (site.client(DISTRICT_MANAGER).await, site.client(MANAGER).await);
        let school = name("甲区东街道一校");
        let batch: LegacyBatch = upload(&district, &sheet_of(&school, PHONE)).await.ok();
        assert_eq!((batch.good, batch.rows[0].holder), (1, HolderLink::Unknown));
        let done: LegacyBatch = confirm(&city, &batch).await.ok();
        assert_eq!(done.rows[0].holder, HolderLink::Unknown);
        assert_eq!(own(&site.client_of(elsewhere).await).await, 0);
    }

    async fn a_phone_that_is_another_persons_makes_the_name_mean_nobody(site: Site) {
        let (manager, certifier) = (site.client(MANAGER).await, site.client(CERTIFIER).await);
        let batch: LegacyBatch = upload(&manager, &sheet(PHONE)).await.ok();
        assert_eq!(batch.rows[0].holder, HolderLink::OtherPhone);
        // Who came to the school meanwhile is found on confirming.
        let second = namesake(&site).await;
        let done: LegacyBatch = confirm(&certifier, &batch).await.ok();
        assert_eq!(done.rows[0].holder, HolderLink::Known);
        let (first, second) = (site.client("陈雨").await, site.client_of(second).await);
        assert_eq!((own(&first).await, own(&second).await), (0, 1));
    }
}
