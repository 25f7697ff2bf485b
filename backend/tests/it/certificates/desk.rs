//! The steps that most tests begin with: candidates, a notice, certificates.

use chrono::TimeDelta;
use tongyu::{
    certification::certificates::planting::{Recommended, recommended},
    http::fault::Fault,
    identity::people::{NewPerson, add_people},
    seed::{demo, label},
};
use tongyu_db::Tx;
use tongyu_shared::{
    certification::{
        certificates::{
            endpoints::{IssueCertificates, PublishNotice, ReadCertificate},
            notice::{IssueReport, NewIssue, NewNotice, NoticeDetail, NoticePath},
            types::{CertificateDetail, CertificatePath},
        },
        pack::{FrozenRules, Level},
    },
    ids::{ApplicationId, CertificateId, NoticeId, PersonId},
    org::pack::RulePack,
};

use crate::kit::{Answer, Client, Site};

pub const MANAGER: &str = "沈洁";
pub const CERTIFIER: &str = "方毅";
pub const DOCUMENT: &str = "云教〔2026〕9号";

/// The rules of the pack that is in force in the demo.
pub fn frozen() -> FrozenRules {
    let pack = RulePack::parse(include_str!("../../../../shared/packs/qingdao-2022.json"))
        .expect("the pack");
    FrozenRules {
        rules: pack.certification.expect("its certification part"),
        code: pack.code,
        version: pack.version,
        title: pack.title,
    }
}

/// Recommends new people of the demo's school; their names in order.
pub async fn candidates(site: &Site, names: &[&str]) -> Vec<ApplicationId> {
    candidates_at(site, demo::SCHOOL, names).await
}

/// The same of another school.
pub async fn candidates_at(site: &Site, school: &str, names: &[&str]) -> Vec<ApplicationId> {
    let people: Vec<(PersonId, String)> = names
        .iter()
        .map(|name| (PersonId::new(), (*name).to_owned()))
        .collect();
    recommend(site, school, people, true).await
}

/// Recommends members of staff, by their labels.
pub async fn staff_candidates(site: &Site, names: &[&str]) -> Vec<ApplicationId> {
    let people = names
        .iter()
        .map(|name| (label::person(name), (*name).to_owned()))
        .collect();
    recommend(site, demo::SCHOOL, people, false).await
}

async fn recommend(
    site: &Site,
    school: &str,
    people: Vec<(PersonId, String)>,
    add: bool,
) -> Vec<ApplicationId> {
    let school = label::node(school);
    let ids: Vec<_> = people.iter().map(|_| ApplicationId::new()).collect();
    let (made, keys, now) = (ids.clone(), site.app.keys.clone(), site.app.clock.now());
    let done: Result<(), Fault> = site
        .app
        .db
        .write(move |tx: &mut Tx<'_>| {
            for ((person, name), id) in people.iter().zip(&made) {
                if add {
                    let new = NewPerson {
                        id: *person,
                        name: name.clone(),
                        phone: None,
                    };
                    add_people(tx, &keys, &[new], now)?;
                }
                recommended(
                    tx,
                    &Recommended {
                        id: *id,
                        person: *person,
                        school,
                        level: Level::JuniorLecturer,
                        rules: &frozen(),
                        by: label::account(CERTIFIER),
                        at: now,
                    },
                )?;
            }
            Ok(())
        })
        .await;
    done.expect("candidates");
    ids
}

/// Publishes a notice of these.
pub async fn publish(site: &Site, applications: &[ApplicationId]) -> NoticeDetail {
    let path = NoticePath {
        notice: NoticeId::new(),
    };
    let new = NewNotice {
        applications: applications.to_vec(),
    };
    let manager = site.client(MANAGER).await;
    manager.send::<PublishNotice>(&path, &new).await.ok()
}

/// Lets the five working days of a notice pass.
pub fn let_it_run(site: &Site) {
    site.pass(TimeDelta::days(8));
}

/// Issues the certificates of a notice, as this person.
pub async fn issue(site: &Site, who: &str, notice: NoticeId, number: &str) -> Answer {
    let body = NewIssue {
        document_number: number.to_owned(),
    };
    let client = site.client(who).await;
    client
        .send::<IssueCertificates>(&NoticePath { notice }, &body)
        .await
}

/// Certificates of new people with these names.
pub async fn issued(site: &Site, names: &[&str]) -> IssueReport {
    let applications = candidates(site, names).await;
    finish(site, &applications).await
}

/// Certificates of members of staff.
pub async fn issued_to_staff(site: &Site, names: &[&str]) -> IssueReport {
    let applications = staff_candidates(site, names).await;
    finish(site, &applications).await
}

async fn finish(site: &Site, applications: &[ApplicationId]) -> IssueReport {
    let notice = publish(site, applications).await.notice.id;
    let_it_run(site);
    issue(site, CERTIFIER, notice, DOCUMENT).await.ok()
}

/// A certificate as those who run certification see it.
pub async fn read(site: &Site, certificate: CertificateId) -> CertificateDetail {
    let client = site.client(MANAGER).await;
    client
        .get::<ReadCertificate>(&CertificatePath { certificate })
        .await
        .ok()
}

/// The path of the public page of a certificate.
pub async fn page_path(site: &Site, certificate: CertificateId) -> String {
    let address = read(site, certificate).await.check_url;
    address
        .strip_prefix(site.origin())
        .expect("our own page")
        .to_owned()
}

/// A page as a stranger's browser gets it.
pub async fn open(site: &Site, path: &str) -> Answer {
    Client::answer(site.anonymous().bare("GET", path)).await
}
