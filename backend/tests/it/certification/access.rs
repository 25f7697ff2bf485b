//! Who reaches what: each guarded endpoint by each kind of person of certification. The matrix of
//! the house tells of everyone else.

use tongyu::seed::{
    certification::{CANDIDATE, CERTIFIER, COHORT, LAST_TRAINING, MANAGER, TRAINER},
    label,
};
use tongyu_shared::{
    access::Role,
    certification::endpoints::DECLARED,
    ids::{AssessmentId, CohortId, RecommendationId, TrainingId},
};

use super::{
    desk::{complete, everyone, grant},
    recommend::draw,
};
use crate::{
    kit::{Client, Site, reach::Reach},
    on_both,
};

/// The columns: the candidate, another one, an assessor with a seat, one without, the trainer,
/// another trainer, who runs certification, who runs it in another district, the certifier, another
/// one, one of another district.
const PEOPLE: [&str; 11] = [
    CANDIDATE, "李㛃", "邹平", "丁兰", TRAINER, "江涛", MANAGER, "何静", CERTIFIER, "陈雨", "罗强",
];

const ROWS: &[(&str, &str)] = &[
    //                         C o A a T t M d R r f
    ("ListOwnApplications", "ooooooooooo"),
    ("ReadOwnApplication", "o----------"),
    ("Apply", "o----------"),
    ("WithdrawApplication", "o----------"),
    ("AppealRefusal", "o----------"),
    ("ListApplications", "xxxxxxooooo"),
    ("ReadApplication", "xxxxxxo-oo-"),
    ("FindEligible", "xxxxxxooxxx"),
    ("RefuseApplication", "xxxxxxo-xxx"),
    ("SendBackApplication", "xxxxxxo-oo-"),
    ("DecideAppeal", "xxxxxxo-xxx"),
    ("ListAssessors", "xxxxxxo-xxx"),
    ("ListCohorts", "xxxxxxooooo"),
    ("CreateCohort", "xxxxxxo-xxx"),
    ("ReadCohort", "xxxxxxo-oo-"),
    ("ListCandidates", "xxxxxxo-oo-"),
    ("AddCandidates", "xxxxxxo-xxx"),
    ("EnterLessons", "xxxxxxo-xxx"),
    ("EnterScores", "xxxxxxo-xxx"),
    ("FillSeats", "xxxxxxo-xxx"),
    ("ListOwnTrainings", "xxxxooooxxx"),
    ("AddTraining", "xxxxxxo-xxx"),
    ("ReadTraining", "xxxxo-o-xxx"),
    ("SignIn", "xxxxo-o-xxx"),
    ("TakeBackSignIn", "xxxxo-o-xxx"),
    ("ListOwnSeats", "xxooxoxxxxx"),
    ("ReadOwnSeat", "xxo-x-xxxxx"),
    ("GiveSeat", "xxxxxxo-xxx"),
    ("FreeSeat", "xxxxxxo-xxx"),
    ("ScoreSeat", "xxo-x-xxxxx"),
    ("DeclareConflict", "xxo-x-xxxxx"),
    ("DrawRecommendation", "xxxxxxxxoo-"),
    ("ReadRecommendation", "xxxxxxxxo--"),
    ("OpenEvidence", "xxxxxxxxo--"),
    ("ConfirmRecommendation", "xxxxxxxxo--"),
];

fn url(batch: RecommendationId, name: &str, path: &str) -> String {
    let new_seat = name == "GiveSeat";
    let seat = if new_seat {
        AssessmentId::new()
    } else {
        label::assessment(&format!("{CANDIDATE}/邹平"))
    };
    let batch = if name == "DrawRecommendation" {
        RecommendationId::new()
    } else {
        batch
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
        .replace("{recommendation}", &batch.to_string())
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
    // 江涛 holds trainings too, of no cohort; 何静 and 罗强 do in another district what is done here.
    grant(site, "江涛", Role::Trainer, label::node("云海市")).await;
    grant(site, "何静", Role::DistrictAdmin, label::node("甲区")).await;
    grant(site, "陈雨", Role::Certifier, label::node("云海市")).await;
    grant(site, "罗强", Role::Certifier, label::node("甲区")).await;
    let mut people = Vec::new();
    for name in PEOPLE {
        people.push(site.client(name).await);
    }
    people
}

/// A batch that the certifier has drawn.
async fn drawn(site: &Site) -> RecommendationId {
    complete(site).await;
    let certifier = site.client(CERTIFIER).await;
    let everyone = everyone().applications;
    draw(&certifier, &everyone).await.recommendation
}

on_both! {
    async fn everyone_reaches_what_the_table_says(site: Site) {
        let batch = drawn(&site).await;
        let people = cast(&site).await;
        let table = Reach { people: &PEOPLE, rows: ROWS, declared: DECLARED };
        table.holds(&people, |name, path| url(batch, name, path), request_body).await;
    }
}
