//! Who reaches what: each guarded endpoint by each kind of person of certification. The matrix of
//! the house tells of everyone else.

use tongyu::seed::{
    certification::{CANDIDATE, CERTIFIER, COHORT, LAST_TRAINING, MANAGER, TRAINER},
    label,
};
use tongyu_shared::{
    access::Role,
    api::endpoint::{Access, Method},
    certification::endpoints::DECLARED,
    ids::{AssessmentId, CohortId, RecommendationId, TrainingId},
};

use super::desk::grant;
use crate::{
    kit::{Client, Site},
    laws::matrix::sample_body,
    on_both,
};

/// The columns: the candidate, another one, an assessor with a seat, one without, the trainer,
/// another trainer, who runs certification, who runs it in another district, the certifier.
const PEOPLE: [&str; 9] = [
    CANDIDATE, "李㛃", "邹平", "丁兰", TRAINER, "江涛", MANAGER, "何静", CERTIFIER,
];

/// `o` let through (to succeed, or to be told what is wrong with the call), `x` 403, `-` 404.
const ROWS: &[(&str, &str)] = &[
    //                         C o A a T t M d R
    ("ListOwnApplications", "ooooooooo"),
    ("ReadOwnApplication", "o--------"),
    ("Apply", "o--------"),
    ("WithdrawApplication", "o--------"),
    ("AppealRefusal", "o--------"),
    ("ListApplications", "xxxxxxooo"),
    ("ReadApplication", "xxxxxxo-o"),
    ("FindEligible", "xxxxxxoox"),
    ("RefuseApplication", "xxxxxxo-x"),
    ("SendBackApplication", "xxxxxxo-o"),
    ("DecideAppeal", "xxxxxxo-x"),
    ("ListAssessors", "xxxxxxo-x"),
    ("ListCohorts", "xxxxxxooo"),
    ("CreateCohort", "xxxxxxo-x"),
    ("ReadCohort", "xxxxxxo-o"),
    ("ListCandidates", "xxxxxxo-o"),
    ("AddCandidates", "xxxxxxo-x"),
    ("EnterLessons", "xxxxxxo-x"),
    ("EnterScores", "xxxxxxo-x"),
    ("FillSeats", "xxxxxxo-x"),
    ("ListOwnTrainings", "xxxxoooox"),
    ("AddTraining", "xxxxxxo-x"),
    ("ReadTraining", "xxxxo-o-x"),
    ("SignIn", "xxxxo-o-x"),
    ("TakeBackSignIn", "xxxxo-o-x"),
    ("ListOwnSeats", "xxooxoxxx"),
    ("ReadOwnSeat", "xxo-x-xxx"),
    ("GiveSeat", "xxxxxxo-x"),
    ("FreeSeat", "xxxxxxo-x"),
    ("ScoreSeat", "xxo-x-xxx"),
    ("DeclareConflict", "xxo-x-xxx"),
    ("DrawRecommendation", "xxxxxxxxo"),
    ("ReadRecommendation", "xxxxxxxx-"),
    ("OpenEvidence", "xxxxxxxx-"),
    ("ConfirmRecommendation", "xxxxxxxx-"),
];

fn url(name: &str, path: &str) -> String {
    let new_seat = name == "GiveSeat";
    let seat = if new_seat {
        AssessmentId::new()
    } else {
        label::assessment(&format!("{CANDIDATE}/邹平"))
    };
    let training = if name == "AddTraining" {
        TrainingId::new()
    } else {
        label::training(LAST_TRAINING)
    };
    let cohort = if name == "CreateCohort" {
        CohortId::new()
    } else {
        label::cohort(COHORT)
    };
    path.replace("{application}", &label::application(CANDIDATE).to_string())
        .replace("{assessment}", &seat.to_string())
        .replace("{training}", &training.to_string())
        .replace("{cohort}", &cohort.to_string())
        .replace("{recommendation}", &RecommendationId::new().to_string())
}

/// Bodies that name things; the others are made from their schemas.
fn request_body(name: &str, sample: Option<String>) -> Option<String> {
    let candidate = label::application(CANDIDATE);
    let cohort = label::cohort(COHORT);
    let city = label::node("云海市");
    let some = match name {
        "CreateCohort" => {
            format!(r#"{{"node":"{city}","level":"junior_lecturer","name":"又一批"}}"#)
        }
        "AddTraining" => format!(
            r#"{{"cohort":"{cohort}","kind":"course","day":"2026-11-20","hours":2,"topic":"课","trainer":"{}"}}"#,
            label::account(TRAINER)
        ),
        "GiveSeat" => format!(
            r#"{{"application":"{candidate}","assessor":"{}"}}"#,
            label::account("丁兰")
        ),
        "TakeBackSignIn" => format!(r#"{{"application":"{candidate}","reason":"缺席"}}"#),
        "DrawRecommendation" => {
            format!(r#"{{"cohort":"{cohort}","applications":["{candidate}"]}}"#)
        }
        "FindEligible" | "AddCandidates" | "FillSeats" | "SignIn" => {
            format!(r#"{{"applications":["{candidate}"]}}"#)
        }
        "EnterLessons" => format!(
            r#"{{"rows":[{{"application":"{candidate}","day":"2026-11-20","class_name":"班","observer":"人","score":80}}]}}"#
        ),
        "EnterScores" => format!(
            r#"{{"rows":[{{"application":"{candidate}","part":"theory","day":"2026-11-20","score":80}}]}}"#
        ),
        _ => return sample,
    };
    Some(some)
}

async fn cast(site: &Site) -> Vec<Client> {
    // 江涛 holds trainings too, of no cohort; 何静 runs certification in another district.
    grant(site, "江涛", Role::Trainer, label::node("云海市")).await;
    grant(site, "何静", Role::DistrictAdmin, label::node("甲区")).await;
    let mut people = Vec::new();
    for name in PEOPLE {
        people.push(site.client(name).await);
    }
    people
}

on_both! {
    async fn everyone_reaches_what_the_table_says(site: Site) {
        let names: std::collections::BTreeSet<_> = ROWS.iter().map(|row| row.0).collect();
        let declared: std::collections::BTreeSet<_> = DECLARED.iter().map(|d| d.name).collect();
        assert_eq!(names, declared);
        let people = cast(&site).await;
        let mut wrong = Vec::new();
        for declaration in DECLARED {
            assert!(matches!(declaration.access, Access::Can(_) | Access::SignedIn));
            let (_, row) = ROWS.iter().find(|row| row.0 == declaration.name).expect("a row");
            let sample = request_body(declaration.name, sample_body(declaration));
            let version = (declaration.method != Method::Get).then_some("\"v0\"");
            for ((client, who), expected) in people.iter().zip(PEOPLE).zip(row.chars()) {
                let url = url(declaration.name, declaration.path);
                // A version that never was: what is let through changes nothing that others need.
                let answer = client
                    .raw(declaration.method.as_str(), &url, sample.clone(), version)
                    .await;
                let fits = match expected {
                    'o' => !matches!(answer.status, 401 | 403 | 404 | 500),
                    'x' => answer.status == 403,
                    _ => answer.status == 404,
                };
                if !fits {
                    wrong.push(format!("{} by {who}: {expected}, got {} {}", declaration.name,
                        answer.status, answer.text));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
