//! Holders from before: a dry run, a second person, their own numbers.

use tongyu::seed::{demo, label};
use tongyu_shared::{
    access::Role,
    api::problem::ProblemCode,
    certification::{
        certificates::{
            endpoints::{
                ConfirmLegacyHolders, ListCertificates, ListOwnCertificates, ReadLegacyHolders,
            },
            legacy::{LegacyBatch, LegacyFault, LegacyPath, LegacyRow, LegacyState},
            types::{CertificateLine, CertificateQuery, OwnCertificates},
        },
        endpoints::ListOwnApplications,
        pack::Level,
        rules::RuleKind,
        state::CertState,
        types::OwnApplications,
    },
};

use super::{
    desk::{CERTIFIER, MANAGER, open, page_path, read},
    namesakes::own,
};
use crate::{
    certification::desk::grant,
    kit::{Answer, Client, Site},
    on_both,
};

pub const SHEET: &str = "姓名,单位,级别,证书编号,发证日期,有效期至\n\
    陈雨,海棠路小学,初级讲师,旧〔2023〕001,2023-09-01,2027-01-31\n\
    张远,远山小学,高级指导师,旧〔2023〕002,2023-09-01,\n\
    李四,海棠路小学,特级,旧〔2023〕003,2023-09-01,\n\
    王五,海棠路小学,初级讲师,旧〔2023〕001,2023-09-01,\n";

/// Uploads a sheet of holders.
pub async fn upload(client: &Client, text: &str) -> Answer {
    let request = client
        .request(
            "POST",
            "/api/v1/legacy-holders?name=%E6%8C%81%E8%AF%81%E4%BA%BA.csv",
        )
        .body(text.to_owned());
    Client::answer(request).await
}

/// Confirms one.
pub async fn confirm(client: &Client, batch: &LegacyBatch) -> Answer {
    let path = LegacyPath { batch: batch.id };
    let version = format!("\"v{}\"", batch.version);
    client
        .call::<ConfirmLegacyHolders>(&path, &(), &(), Some(&version))
        .await
}

async fn all(client: &Client) -> Vec<CertificateLine> {
    let page: tongyu_shared::api::page::Page<CertificateLine> = client
        .call::<ListCertificates>(&(), &CertificateQuery::default(), &(), None)
        .await
        .ok();
    page.items
}

/// Whether someone can apply for the first level, and has it as the second one asks.
async fn junior(site: &Site, who: &str) -> (bool, bool) {
    let list: OwnApplications = site
        .client(who)
        .await
        .get::<ListOwnApplications>(&())
        .await
        .ok();
    let offer = |level| {
        let mut offers = list.offers.iter();
        offers.find(|offer| offer.level == level).expect("an offer")
    };
    let senior = &offer(Level::SeniorInstructor).rules;
    let held = senior
        .iter()
        .find(|line| line.rule == RuleKind::HeldLevel)
        .expect("a line");
    (offer(Level::JuniorLecturer).open, !held.sources.is_empty())
}

/// The row of 陈雨.
fn row(batch: &LegacyBatch) -> &LegacyRow {
    let mut rows = batch.rows.iter();
    rows.find(|row| row.name == "陈雨").expect("her row")
}

on_both! {
    async fn good_rows_become_certificates_when_a_second_person_confirms(site: Site) {
        let (manager, certifier) = (site.client(MANAGER).await, site.client(CERTIFIER).await);
        let batch: LegacyBatch = upload(&manager, SHEET).await.ok();
        assert_eq!((batch.state, batch.good, batch.refused), (LegacyState::Proposed, 2, 2));
        assert!(!batch.may_confirm);
        let faults: Vec<_> = batch.rows.iter().take(2).map(|row| row.faults.clone()).collect();
        assert_eq!(faults, [vec![LegacyFault::LevelUnknown], vec![LegacyFault::NumberTwice]]);
        assert!(batch.rows[0].messages[0].contains("级别"));
        assert!(all(&manager).await.is_empty(), "a dry run writes none");
        let problem = confirm(&manager, &batch).await.problem(ProblemCode::Forbidden);
        assert!(problem.detail.contains("另一个人"), "{}", problem.detail);
        let done: LegacyBatch = confirm(&certifier, &batch).await.ok();
        assert_eq!((done.state, done.good), (LegacyState::Confirmed, 2));
        confirm(&certifier, &batch).await.ok::<LegacyBatch>();
        let mut lines = all(&manager).await;
        lines.sort_by(|a, b| a.number.cmp(&b.number));
        let numbers: Vec<_> = lines.iter().map(|line| line.number.as_str()).collect();
        assert_eq!(numbers, ["旧〔2023〕001", "旧〔2023〕002"]);
        assert!(lines.iter().all(|line| line.legacy));
        assert_eq!(lines[0].state, CertState::RenewalDue);
        assert_eq!((lines[1].state, lines[1].valid_to), (CertState::Certified, None));
        let way = read(&site, lines[1].id).await.steps;
        assert_eq!((way.len(), way[0].what.as_str()), (1, "由以前的证书转入"));
        let page = open(&site, &page_path(&site, lines[1].id).await).await;
        assert!(page.text.contains("长期有效") && page.text.contains("张*"), "{}", page.text);
        let holder = site.client("陈雨").await;
        let own: OwnCertificates = holder.get::<ListOwnCertificates>(&()).await.ok();
        assert_eq!(own.items.len(), 1, "known by name and school");
    }

    async fn who_holds_a_level_from_before_applies_again_when_it_is_over(site: Site) {
        let (manager, certifier) = (site.client(MANAGER).await, site.client(CERTIFIER).await);
        let batch: LegacyBatch = upload(&manager, SHEET).await.ok();
        confirm(&certifier, &batch).await.ok::<LegacyBatch>();
        let (open, has) = junior(&site, "陈雨").await;
        assert!(!open && has, "it counts towards the next level, and is held");
        // Its last day is 31 January.
        site.pass(chrono::TimeDelta::days(75));
        let (open, has) = junior(&site, "陈雨").await;
        assert!(open && !has, "it is over");
    }

    async fn numbers_that_are_here_are_refused_before_and_on_confirming(site: Site) {
        let (manager, certifier) = (site.client(MANAGER).await, site.client(CERTIFIER).await);
        let first: LegacyBatch = upload(&manager, SHEET).await.ok();
        let second: LegacyBatch = upload(&manager, SHEET).await.ok();
        confirm(&certifier, &first).await.ok::<LegacyBatch>();
        let late: LegacyBatch = confirm(&certifier, &second).await.ok();
        assert_eq!((late.good, late.refused), (0, 4));
        let third: LegacyBatch = upload(&manager, SHEET).await.ok();
        assert!(third.rows.iter().any(|row| row.faults.contains(&LegacyFault::NumberTaken)));
        assert_eq!(all(&manager).await.len(), 2);
    }

    async fn nobody_makes_herself_a_holder(site: Site) {
        let own_cause = &[LegacyFault::OwnCause][..];
        for role in [Role::CityAdmin, Role::Certifier] {
            grant(&site, "陈雨", role, label::node(demo::CITY)).await;
        }
        let (manager, herself) = (site.client(MANAGER).await, site.client("陈雨").await);
        let uploaded: LegacyBatch = upload(&herself, SHEET).await.ok();
        assert_eq!((uploaded.good, &row(&uploaded).faults[..]), (1, own_cause));
        let batch: LegacyBatch = upload(&manager, SHEET).await.ok();
        let path = LegacyPath { batch: batch.id };
        for (who, good) in [(CERTIFIER, 2), ("陈雨", 1)] {
            let shown: LegacyBatch =
                site.client(who).await.get::<ReadLegacyHolders>(&path).await.ok();
            assert_eq!(shown.good, good, "{who}");
        }
        let done: LegacyBatch = confirm(&herself, &batch).await.ok();
        assert_eq!((done.good, &row(&done).faults[..]), (1, own_cause));
        assert!(row(&done).messages[0].contains("另一位同事"), "{:?}", row(&done).messages);
        assert_eq!(own(&herself).await, 0);
        // The number is free still: a colleague imports it.
        let certifier = site.client(CERTIFIER).await;
        let again: LegacyBatch = upload(&manager, SHEET).await.ok();
        confirm(&certifier, &again).await.ok::<LegacyBatch>();
        assert_eq!(own(&herself).await, 1);
    }

    async fn what_is_no_sheet_of_holders_is_told_what_it_lacks(site: Site) {
        let manager = site.client(MANAGER).await;
        let problem = upload(&manager, "姓名,单位\n王,校\n").await.problem(ProblemCode::UnreadableSheet);
        assert!(problem.detail.contains("证书编号"), "{}", problem.detail);
        upload(&manager, "").await.problem(ProblemCode::UnreadableSheet);
        let certifier = site.client(CERTIFIER).await;
        upload(&certifier, SHEET).await.problem(ProblemCode::Forbidden);
    }
}
