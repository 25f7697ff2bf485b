//! Nobody has a hand in their own cause, whatever roles they hold beside being a candidate: every
//! endpoint of certification and of certificates, called by a candidate and holder who also runs
//! certification, certifies and trains.

use std::collections::BTreeSet;

use tongyu::seed::{
    certification::{CANDIDATE, CERTIFIER, COHORT},
    demo, label,
};
use tongyu_shared::{
    access::Role,
    api::{
        endpoint::{Declaration, Method},
        problem::ProblemCode,
    },
    certification::{
        certificates::{
            endpoints::{self as certificates, ListNotices, ReadCertificate, ReadNotice},
            notice::{IssueReport, NoticeDetail, NoticePath, NoticeState, Notices},
            types::{CertificateDetail, CertificatePath},
        },
        endpoints::{ConfirmRecommendation, DECLARED},
        types::{BulkReply, ConfirmPeople, RecommendationPath, RecommendationView, RowOutcome},
    },
    ids::{
        ApplicationId, AssessmentId, CertificateId, NoticeId, ObjectionId, RecommendationId,
        TrainingId,
    },
};

use super::{
    desk::{complete, grant},
    recommend::{draw, open_all},
};
use crate::{
    certificates::{
        desk::{DOCUMENT, MANAGER, candidates, issue, let_it_run, publish},
        notice::{decide_one, object, read},
    },
    kit::{Answer, Client, Site},
    laws::matrix::sample_body,
    on_both,
};

/// How a step in one's own cause is refused.
#[derive(Clone, Copy, PartialEq)]
enum Refused {
    /// As a whole, with the code that says so.
    Whole,
    /// The row that is one's own, in words; other rows are done.
    Row,
    /// By an error that names the row of the batch.
    Field,
    /// It judges nobody, or nothing of one's own can be named to it.
    Nothing,
}
use Refused::{Field, Nothing, Row, Whole};

const STEPS: &[(&str, Refused)] = &[
    ("ListOwnApplications", Nothing),
    ("ReadOwnApplication", Nothing),
    ("Apply", Nothing),
    ("WithdrawApplication", Nothing),
    ("AppealRefusal", Nothing),
    ("ListApplications", Nothing),
    ("ReadApplication", Whole),
    ("FindEligible", Row),
    ("RefuseApplication", Whole),
    ("SendBackApplication", Whole),
    ("DecideAppeal", Whole),
    ("ListAssessors", Whole),
    ("ListCohorts", Nothing),
    ("CreateCohort", Nothing),
    ("ReadCohort", Nothing),
    // Without points and flags on the row that is one's own: a test of its own.
    ("ListCandidates", Nothing),
    ("AddCandidates", Row),
    ("EnterLessons", Row),
    ("EnterScores", Row),
    ("FillSeats", Row),
    ("ListOwnTrainings", Nothing),
    ("AddTraining", Nothing),
    ("ReadTraining", Nothing),
    ("SignIn", Row),
    ("TakeBackSignIn", Whole),
    // Nobody gets a seat for their own application.
    ("ListOwnSeats", Nothing),
    ("ReadOwnSeat", Nothing),
    ("GiveSeat", Whole),
    ("FreeSeat", Whole),
    ("ScoreSeat", Nothing),
    ("DeclareConflict", Nothing),
    ("DrawRecommendation", Field),
    // Of what was drawn nothing is one's own.
    ("ReadRecommendation", Nothing),
    ("OpenEvidence", Nothing),
    ("ConfirmRecommendation", Nothing),
    // Without a count of the objections to oneself: a test of its own.
    ("ListNotices", Nothing),
    ("PublishNotice", Whole),
    // Without the objections to oneself: a test of its own.
    ("ReadNotice", Nothing),
    ("DecideObjection", Whole),
    ("IssueCertificates", Whole),
    ("ListCertificates", Nothing),
    // It shows nothing to press: a test of its own.
    ("ReadCertificate", Nothing),
    ("SuspendCertificate", Whole),
    ("ReinstateCertificate", Whole),
    ("ProposeRevocation", Whole),
    ("WithdrawRevocation", Whole),
    ("RevokeCertificate", Whole),
    ("ListOwnCertificates", Nothing),
    ("DownloadCertificatePdf", Nothing),
    ("DownloadCertificatePng", Nothing),
    ("DownloadCredential", Nothing),
    ("SurrenderCertificate", Nothing),
    // They refuse the row that is one's own: a test of its own.
    ("UploadLegacyHolders", Nothing),
    ("ReadLegacyHolders", Nothing),
    ("ConfirmLegacyHolders", Nothing),
];

/// What the steps are about, all of it the candidate's own.
struct Own {
    application: ApplicationId,
    notice: NoticeId,
    objection: ObjectionId,
    certificate: Option<CertificateId>,
}

impl Own {
    fn url(&self, one: &Declaration) -> String {
        let seat = if one.name == "GiveSeat" {
            AssessmentId::new()
        } else {
            label::assessment(&format!("{CANDIDATE}/邹平"))
        };
        let notice = if one.name == "PublishNotice" {
            NoticeId::new()
        } else {
            self.notice
        };
        let certificate = self.certificate.unwrap_or_default();
        one.path
            .replace("{application}", &self.application.to_string())
            .replace("{cohort}", &label::cohort(COHORT).to_string())
            .replace("{training}", &label::training("五步教学法").to_string())
            .replace("{assessment}", &seat.to_string())
            .replace("{recommendation}", &RecommendationId::new().to_string())
            .replace("{notice}", &notice.to_string())
            .replace("{objection}", &self.objection.to_string())
            .replace("{certificate}", &certificate.to_string())
    }

    fn body(&self, one: &Declaration) -> Option<String> {
        let (own, cohort) = (self.application, label::cohort(COHORT));
        let body = match one.name {
            "GiveSeat" => format!(
                r#"{{"application":"{own}","assessor":"{}"}}"#,
                label::account("江涛")
            ),
            "TakeBackSignIn" => format!(r#"{{"application":"{own}","reason":"缺席"}}"#),
            "DrawRecommendation" => {
                format!(r#"{{"cohort":"{cohort}","applications":["{own}"]}}"#)
            }
            "FindEligible" | "AddCandidates" | "FillSeats" | "SignIn" | "PublishNotice" => {
                format!(r#"{{"applications":["{own}"]}}"#)
            }
            "EnterLessons" => format!(
                r#"{{"rows":[{{"application":"{own}","day":"2026-11-20","class_name":"班","observer":"人","score":80}}]}}"#
            ),
            "EnterScores" => format!(
                r#"{{"rows":[{{"application":"{own}","part":"theory","day":"2026-11-20","score":80}}]}}"#
            ),
            _ => return sample_body(one),
        };
        Some(body)
    }

    async fn call(&self, client: &Client, one: &Declaration) -> Answer {
        let version = (one.method != Method::Get).then_some("\"v0\"");
        let url = self.url(one);
        client
            .raw(one.method.as_str(), &url, self.body(one), version)
            .await
    }
}

/// The candidate's notice, with an objection to the candidate; then come the roles.
async fn on_notice(site: &Site) -> Own {
    complete(site).await;
    let application = label::application(CANDIDATE);
    let certifier = site.client(CERTIFIER).await;
    let drawn = draw(&certifier, &[application]).await;
    open_all(&certifier, &drawn).await;
    let path = RecommendationPath {
        recommendation: drawn.recommendation,
    };
    certifier
        .send::<ConfirmRecommendation>(&path, &ConfirmPeople { people: 1 })
        .await
        .ok::<RecommendationView>();
    let notice = publish(site, &[application]).await.notice.id;
    assert_eq!(object(site, notice, application).await.status, 303);
    let objection = read(site, notice).await.objections[0].id;
    for role in [Role::CityAdmin, Role::Certifier, Role::Trainer] {
        grant(site, CANDIDATE, role, label::node(demo::CITY)).await;
    }
    Own {
        application,
        notice,
        objection,
        certificate: None,
    }
}

/// Somebody else dismisses the objection.
async fn dismissed(site: &Site, own: &Own) {
    let objection = read(site, own.notice).await.objections.remove(0);
    decide_one(site, MANAGER, &objection, false)
        .await
        .ok::<NoticeDetail>();
}

/// Somebody else issues the certificate.
async fn certified(site: &Site, own: &mut Own) {
    let report: IssueReport = issue(site, CERTIFIER, own.notice, DOCUMENT).await.ok();
    own.certificate = Some(report.certificates[0].id);
}

fn fits(refused: Refused, answer: &Answer) -> bool {
    match refused {
        Whole => answer.status == 403 && answer.text.contains("\"own_cause\""),
        Row => {
            answer.status == 200 && {
                let rows = answer.ok::<BulkReply>().rows;
                let said = rows[0].message.as_deref().unwrap_or_default();
                rows[0].outcome == RowOutcome::Refused && said.contains("您本人的")
            }
        }
        Field => answer.status == 422 && answer.text.contains("您本人的"),
        Nothing => true,
    }
}

async fn refused(own: &Own, client: &Client, all: &[&Declaration]) -> Vec<String> {
    let mut wrong = Vec::new();
    for &one in all {
        let (_, mark) = STEPS.iter().find(|step| step.0 == one.name).expect("a row");
        if *mark == Nothing {
            continue;
        }
        let answer = own.call(client, one).await;
        if !fits(*mark, &answer) {
            wrong.push(format!("{}: {} {}", one.name, answer.status, answer.text));
        }
    }
    wrong
}

on_both! {
    async fn every_step_in_ones_own_cause_is_refused_whatever_roles_one_holds(site: Site) {
        let declared: Vec<_> = DECLARED.iter().chain(certificates::DECLARED).collect();
        let names: BTreeSet<_> = declared.iter().map(|one| one.name).collect();
        assert_eq!(STEPS.iter().map(|step| step.0).collect::<BTreeSet<_>>(), names);
        let mut own = on_notice(&site).await;
        dismissed(&site, &own).await;
        let_it_run(&site);
        let (later, now): (Vec<_>, Vec<_>) =
            declared.into_iter().partition(|one| one.path.contains("{certificate}"));
        let mut wrong = refused(&own, &site.client(CANDIDATE).await, &now).await;
        certified(&site, &mut own).await;
        wrong.extend(refused(&own, &site.client(CANDIDATE).await, &later).await);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn whoever_keeps_a_sign_in_list_does_not_sign_in_herself(site: Site) {
        grant(&site, CANDIDATE, Role::Trainer, label::node(demo::CITY)).await;
        let training = TrainingId::new();
        let (cohort, trainer) = (label::cohort(COHORT), label::account(CANDIDATE));
        let body = format!(
            r#"{{"cohort":"{cohort}","kind":"course","day":"2026-11-20","hours":2,"topic":"课","trainer":"{trainer}"}}"#
        );
        let url = format!("/api/v1/certification/trainings/{training}");
        let manager = site.client(MANAGER).await;
        manager.raw("PUT", &url, Some(body), None).await.ok::<serde_json::Value>();
        let both = [CANDIDATE, "陈䶮"].map(|name| label::application(name).to_string());
        let body = format!(r#"{{"applications":["{}","{}"]}}"#, both[0], both[1]);
        let own = site.client(CANDIDATE).await;
        let reply: BulkReply =
            own.raw("POST", &format!("{url}/sign-ins"), Some(body), None).await.ok();
        let outcomes: Vec<_> = reply.rows.iter().map(|row| row.outcome).collect();
        assert_eq!(outcomes, [RowOutcome::Refused, RowOutcome::Done]);
    }

    async fn whoever_is_objected_to_does_not_read_it_on_the_notice(site: Site) {
        let own = on_notice(&site).await;
        let path = NoticePath { notice: own.notice };
        let shown = site.client(CANDIDATE).await.get::<ReadNotice>(&path).await;
        let notice: NoticeDetail = shown.ok();
        assert_eq!((notice.objections.len(), notice.notice.open_objections), (0, 0));
        assert!(!shown.text.contains("周明"), "{}", shown.text);
        let other = read(&site, own.notice).await;
        assert_eq!((other.objections.len(), other.notice.open_objections), (1, 1));
    }

    async fn whoever_is_objected_to_does_not_see_that_the_notice_waits(site: Site) {
        let own = on_notice(&site).await;
        let_it_run(&site);
        for (who, expected) in [
            (CANDIDATE, (NoticeState::Ready, 0)),
            (MANAGER, (NoticeState::Undecided, 1)),
        ] {
            let client = site.client(who).await;
            let path = NoticePath { notice: own.notice };
            let shown: NoticeDetail = client.get::<ReadNotice>(&path).await.ok();
            let listed: Notices = client.get::<ListNotices>(&()).await.ok();
            for line in [&shown.notice, &listed.items[0]] {
                assert_eq!((line.state, line.open_objections), expected, "{who}");
            }
        }
        issue(&site, CANDIDATE, own.notice, DOCUMENT).await.problem(ProblemCode::OwnCause);
    }

    async fn others_on_the_notice_are_decided_on_as_ever(site: Site) {
        grant(&site, CANDIDATE, Role::CityAdmin, label::node(demo::CITY)).await;
        let applications = candidates(&site, &["王小明"]).await;
        let notice = publish(&site, &applications).await.notice.id;
        object(&site, notice, applications[0]).await;
        let path = NoticePath { notice };
        let shown: NoticeDetail = site.client(CANDIDATE).await.get::<ReadNotice>(&path).await.ok();
        decide_one(&site, CANDIDATE, &shown.objections[0], true).await.ok::<NoticeDetail>();
    }

    async fn ones_own_certificate_offers_nothing_to_a_certifier(site: Site) {
        let mut own = on_notice(&site).await;
        dismissed(&site, &own).await;
        let_it_run(&site);
        certified(&site, &mut own).await;
        let path = CertificatePath { certificate: own.certificate.expect("a certificate") };
        for (who, nothing) in [(CANDIDATE, true), (CERTIFIER, false)] {
            let client = site.client(who).await;
            let shown: CertificateDetail = client.get::<ReadCertificate>(&path).await.ok();
            assert_eq!(shown.may.is_empty(), nothing, "{who}: {:?}", shown.may);
        }
    }
}
