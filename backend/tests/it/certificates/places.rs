//! Several places in which certification is run: nothing is brought from one into another.

use std::iter::once;

use tongyu::seed::label;
use tongyu_shared::{
    access::Role,
    api::{page::Page, problem::ProblemCode},
    certification::certificates::{
        endpoints::{ListCertificates, PublishNotice, ReadNotice},
        legacy::{LegacyBatch, LegacyFault},
        notice::{NewNotice, NoticeDetail, NoticePath},
        types::{CertificateLine, CertificateQuery},
    },
    ids::{ApplicationId, NoticeId},
};

use super::{
    desk::{MANAGER, candidates_at},
    legacy::{confirm, upload},
};
use crate::{
    certification::desk::grant,
    kit::{Answer, Client, fixture::canary},
    on_both,
};

/// Runs certification in a district, or in two.
pub const DISTRICT_MANAGER: &str = "何静";
/// A school of each district, with who certifies there.
const SCHOOLS: [(&str, &str, &str); 2] = [
    ("甲区", "甲区东街道一校", "陈雨"),
    ("乙区", "乙区东街道一校", "罗强"),
];

/// A sheet with a holder at each of these schools.
fn sheet(schools: &[&str]) -> String {
    let rows = schools.iter().zip(1..);
    let rows =
        rows.map(|(school, n)| format!("持证人{n},{school},初级讲师,旧{school}{n},2023-09-01,"));
    let head = "姓名,单位,级别,证书编号,发证日期,有效期至".to_owned();
    once(head).chain(rows).collect::<Vec<_>>().join("\n")
}

/// A school of the access fixture, as it is called.
pub fn name(school: &str) -> String {
    format!("{school}{}", canary(school))
}

async fn schools_of_all(client: &Client) -> Vec<String> {
    let page: Page<CertificateLine> = client
        .call::<ListCertificates>(&(), &CertificateQuery::default(), &(), None)
        .await
        .ok();
    let mut schools: Vec<_> = page.items.into_iter().map(|line| line.school).collect();
    schools.sort();
    schools
}

async fn publish(client: &Client, applications: &[ApplicationId]) -> (NoticePath, Answer) {
    let path = NoticePath {
        notice: NoticeId::new(),
    };
    let new = NewNotice {
        applications: applications.to_vec(),
    };
    let answer = client.send::<PublishNotice>(&path, &new).await;
    (path, answer)
}

on_both! {
    async fn a_district_brings_no_certificate_into_another(site: Site) {
        grant(&site, DISTRICT_MANAGER, Role::DistrictAdmin, label::node("甲区")).await;
        let district = site.client(DISTRICT_MANAGER).await;
        let (own, other) = (name("甲区东街道一校"), name("乙区东街道一校"));
        let text = sheet(&[&own, &other, "海棠路小学", "不在系统里的学校"]);
        let batch: LegacyBatch = upload(&district, &text).await.ok();
        let refused = batch.rows.iter().filter(|row| !row.faults.is_empty());
        let refused: Vec<_> = refused.map(|row| (&*row.school, &*row.faults)).collect();
        let elsewhere = &[LegacyFault::SchoolElsewhere][..];
        assert_eq!(refused, [(other.as_str(), elsewhere), ("海棠路小学", elsewhere)]);
        assert!(batch.rows[0].messages[0].contains("范围"), "{:?}", batch.rows[0]);
        let city = site.client(MANAGER).await;
        confirm(&city, &batch).await.ok::<LegacyBatch>();
        let mut expected = vec!["不在系统里的学校".to_owned(), own];
        expected.sort();
        assert_eq!(schools_of_all(&district).await, expected);
        assert_eq!(schools_of_all(&city).await, expected, "nowhere else either");
    }

    async fn who_runs_two_places_brings_each_things_into_its_own(site: Site) {
        for (district, _, certifier) in SCHOOLS {
            grant(&site, DISTRICT_MANAGER, Role::DistrictAdmin, label::node(district)).await;
            grant(&site, certifier, Role::Certifier, label::node(district)).await;
        }
        let manager = site.client(DISTRICT_MANAGER).await;
        let mut everyone = Vec::new();
        for (_, school, certifier) in SCHOOLS {
            let certifier = site.client(certifier).await;
            let batch: LegacyBatch = upload(&manager, &sheet(&[&name(school)])).await.ok();
            assert_eq!(batch.refused, 0, "{batch:?}");
            confirm(&certifier, &batch).await.ok::<LegacyBatch>();
            assert_eq!(schools_of_all(&certifier).await, [name(school)]);
            let applications = candidates_at(&site, school, &["王小明", "李华"]).await;
            let (path, published) = publish(&manager, &applications[..1]).await;
            published.ok::<NoticeDetail>();
            certifier.get::<ReadNotice>(&path).await.ok::<NoticeDetail>();
            everyone.push(applications[1]);
        }
        let (_, together) = publish(&manager, &everyone).await;
        let problem = together.problem(ProblemCode::Invalid);
        assert_eq!(problem.errors[0].field, "applications");
    }
}
