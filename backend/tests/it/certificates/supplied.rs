//! A certificate that came over without a holder gets one from a later sheet, and nothing else changes.

use tongyu::seed::{demo, label};
use tongyu_shared::{
    access::Role,
    api::page::Page,
    certification::certificates::{
        endpoints::ListCertificates,
        legacy::{HolderLink, LegacyBatch, LegacyFault},
        types::{CertificateLine, CertificateQuery},
    },
};

use super::{
    desk::{CERTIFIER, MANAGER, read},
    legacy::{confirm, upload},
    namesakes::{PHONE, namesake, own, sheet},
    places::DISTRICT_MANAGER,
};
use crate::{
    certification::desk::grant,
    kit::{Client, Site},
    on_both,
};

async fn all(client: &Client) -> Vec<CertificateLine> {
    let query = CertificateQuery::default();
    let page: Page<CertificateLine> = client
        .call::<ListCertificates>(&(), &query, &(), None)
        .await
        .ok();
    page.items
}

/// Uploads a sheet, and has it confirmed.
async fn taken_over(site: &Site, text: &str) -> LegacyBatch {
    let (manager, certifier) = (site.client(MANAGER).await, site.client(CERTIFIER).await);
    let batch: LegacyBatch = upload(&manager, text).await.ok();
    confirm(&certifier, &batch).await.ok()
}

/// The only fault of the only row.
async fn fault(client: &Client, text: &str) -> LegacyFault {
    let batch: LegacyBatch = upload(client, text).await.ok();
    assert_eq!((batch.good, batch.refused), (0, 1), "{batch:?}");
    let [fault] = batch.rows[0].faults[..] else {
        panic!("{:?}", batch.rows[0].faults);
    };
    fault
}

on_both! {
    async fn a_later_sheet_supplies_the_holder_who_was_missing_and_nothing_else(site: Site) {
        let second = namesake(&site).await;
        taken_over(&site, &sheet("")).await;
        let (manager, certifier) = (site.client(MANAGER).await, site.client(CERTIFIER).await);
        let before = all(&manager).await;
        let [certificate] = &before[..] else { panic!("{before:?}") };
        let batch: LegacyBatch = upload(&manager, &sheet(PHONE)).await.ok();
        assert_eq!((batch.good, batch.rows[0].holder), (1, HolderLink::Supplied));
        let note = batch.rows[0].note.as_deref().expect("a note");
        assert!(note.contains("补上持证人"), "{note}");
        let holder = site.client_of(second).await;
        assert_eq!(own(&holder).await, 0, "a dry run links nothing");
        let done: LegacyBatch = confirm(&certifier, &batch).await.ok();
        assert_eq!((done.good, done.refused), (1, 0));
        assert_eq!((own(&holder).await, own(&site.client("陈雨").await).await), (1, 0));
        assert_eq!(all(&manager).await, before, "the same certificate");
        let way = read(&site, certificate.id).await.steps;
        let way: Vec<_> = way.iter().map(|step| step.what.as_str()).collect();
        assert_eq!(way, ["由以前的证书转入", "补上持证人"]);
        assert_eq!(fault(&manager, &sheet(PHONE)).await, LegacyFault::NumberTaken);
    }

    async fn a_holder_whom_a_certificate_has_stays(site: Site) {
        taken_over(&site, &sheet("")).await;
        let second = namesake(&site).await;
        let manager = site.client(MANAGER).await;
        assert_eq!(fault(&manager, &sheet(PHONE)).await, LegacyFault::HolderOther);
        let (first, second) = (site.client("陈雨").await, site.client_of(second).await);
        assert_eq!((own(&first).await, own(&second).await), (1, 0));
    }

    async fn of_two_sheets_that_supply_the_same_the_second_finds_it_done(site: Site) {
        namesake(&site).await;
        taken_over(&site, &sheet("")).await;
        let (manager, certifier) = (site.client(MANAGER).await, site.client(CERTIFIER).await);
        let one: LegacyBatch = upload(&manager, &sheet(PHONE)).await.ok();
        let other: LegacyBatch = upload(&manager, &sheet(PHONE)).await.ok();
        assert_eq!(other.rows[0].holder, HolderLink::Supplied);
        confirm(&certifier, &one).await.ok::<LegacyBatch>();
        let late: LegacyBatch = confirm(&certifier, &other).await.ok();
        assert_eq!((late.good, &late.rows[0].faults[..]), (0, &[LegacyFault::NumberTaken][..]));
    }

    async fn nobody_supplies_herself_as_the_holder(site: Site) {
        let second = namesake(&site).await;
        taken_over(&site, &sheet("")).await;
        grant(&site, "陈雨/2", Role::Certifier, label::node(demo::CITY)).await;
        let (manager, herself) = (site.client(MANAGER).await, site.client_of(second).await);
        let batch: LegacyBatch = upload(&manager, &sheet(PHONE)).await.ok();
        assert_eq!((batch.good, batch.rows[0].holder), (1, HolderLink::Supplied));
        let done: LegacyBatch = confirm(&herself, &batch).await.ok();
        assert_eq!((done.good, &done.rows[0].faults[..]), (0, &[LegacyFault::OwnCause][..]));
        assert_eq!(own(&herself).await, 0);
    }

    async fn a_row_that_says_something_else_or_comes_from_elsewhere_supplies_nobody(site: Site) {
        let second = namesake(&site).await;
        taken_over(&site, &sheet("")).await;
        let manager = site.client(MANAGER).await;
        let good = sheet(PHONE);
        for other in [
            good.replace("初级讲师", "高级指导师"),
            good.replace("2023-09-01,", "2023-09-02,"),
            good.replace("2023-09-01,", "2023-09-01,2030-01-01"),
        ] {
            assert_eq!(fault(&manager, &other).await, LegacyFault::NumberTaken, "{other}");
        }
        grant(&site, DISTRICT_MANAGER, Role::DistrictAdmin, label::node("甲区")).await;
        let district = site.client(DISTRICT_MANAGER).await;
        let elsewhere = good.replace("海棠路小学", "不在系统里的学校");
        assert_eq!(fault(&district, &elsewhere).await, LegacyFault::NumberTaken);
        assert_eq!(own(&site.client_of(second).await).await, 0);
    }
}
