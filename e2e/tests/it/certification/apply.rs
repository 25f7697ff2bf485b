//! The first act: a cohort is opened, teachers apply, and those whom the rules let in join it.

use anyhow::Result;
use serde_json::json;
use tongyu_e2e::{Browser, word};
use tongyu_shared::{
    api::endpoint::Endpoint,
    certification::{endpoints::Apply, pack::Level, types::NewApplication},
    identity::types::Persona,
    ids::ApplicationId,
};

use super::{COHORT, PEOPLE};
use crate::desk::signs_in_by_code;

/// Where the cohort belongs.
const CITY: &str = "云海市";

/// Someone who applies by the pages.
struct Applicant {
    persona: Persona,
    /// The post that the school's records hold.
    post: &'static str,
    /// So many rules, and so many of them met before anything is done.
    rules: (u32, u32),
    /// Whom she names, and what they are to each other.
    relation: Option<(&'static str, &'static str)>,
}

const THEMSELVES: [Applicant; 3] = [
    Applicant {
        persona: Persona::Mentor,
        post: "海棠路小学 全员育人导师",
        rules: (5, 1),
        relation: Some(("丁兰", "师徒")),
    },
    Applicant {
        persona: Persona::HeadTeacher,
        post: "海棠路小学 班主任",
        rules: (5, 1),
        relation: None,
    },
    // Has published micro-lessons, which are told beside what is asked for.
    Applicant {
        persona: Persona::LessonAuthor,
        post: "海棠路小学 语文教师",
        rules: (6, 2),
        relation: None,
    },
];
/// Others with a card in the demo.
const WITH_A_CARD: [Persona; 3] = [
    Persona::OfficeMember,
    Persona::Coordinator,
    Persona::SchoolAdmin,
];
/// Others who sign in with a code, and their phones.
const WITH_A_PHONE: [(&str, &str); 4] = [
    ("何静", "19900000001"),
    ("高勇", "19900000013"),
    ("林芳", "19900000023"),
    ("梁伟", "19900000051"),
];
/// Applied before the cohort was opened: one was found eligible, the other waits.
const BEFORE: [&str; 2] = ["郭宁", "沈冰"];

pub async fn manager_opens_a_cohort(browser: &Browser) -> Result<()> {
    browser
        .become_persona(Persona::CertificationManager)
        .await?;
    browser.open("/desk/certification").await?;
    browser.tap(word!(certification_pages::cohort_new)).await?;
    browser
        .pick_entry(word!(certification_pages::place), CITY)
        .await?;
    browser
        .write(word!(certification_pages::cohort_name), COHORT)
        .await?;
    browser.tap(word!(certification_pages::cohort_open)).await?;
    browser.sees(COHORT).await?;
    browser.sees(word!(certification_pages::cohort_empty)).await
}

pub async fn three_apply_by_themselves(phone: &Browser) -> Result<()> {
    for applicant in THEMSELVES {
        applies(phone, &applicant).await?;
    }
    Ok(())
}

/// Sees what the system holds and what is missing, names a relation, and hands it in.
async fn applies(phone: &Browser, applicant: &Applicant) -> Result<()> {
    let hours_missing = word!(certification::missing_hours, 40);
    let (all, met) = applicant.rules;
    phone.become_persona(applicant.persona).await?;
    phone.open("/desk/instructor").await?;
    phone
        .sees(&word!(certification_pages::rules_met, all, met))
        .await?;
    let level = word!(certification::level_junior_lecturer);
    phone
        .tap(&word!(certification_pages::apply_for, level))
        .await?;
    for words in [
        word!(certification_pages::step_evidence),
        applicant.post,
        hours_missing.as_str(),
    ] {
        phone.sees(words).await?;
    }
    phone.tap(word!(certification_pages::go_on)).await?;
    phone.sees(word!(certification_pages::step_declare)).await?;
    if let Some((name, relation)) = applicant.relation {
        phone.tap(word!(certification_pages::relation_add)).await?;
        phone
            .write(word!(certification_pages::relation_name), name)
            .await?;
        phone
            .write(word!(certification_pages::relation), relation)
            .await?;
    }
    phone.tap(word!(certification_pages::go_on)).await?;
    phone
        .sees(word!(certification_pages::still_to_come))
        .await?;
    phone.sees(&hours_missing).await?;
    phone.tap(word!(certification_pages::declaration)).await?;
    phone.tap(word!(certification_pages::apply)).await?;
    phone.sees(word!(certification_pages::rule_by_rule)).await?;
    phone.sees(word!(certification::state_applied)).await
}

/// By requests: what the pages ask was seen three times.
pub async fn the_others_apply(browser: &Browser) -> Result<()> {
    for persona in WITH_A_CARD {
        browser.become_persona(persona).await?;
        applies_by_request(browser).await?;
    }
    for (name, phone) in WITH_A_PHONE {
        signs_in_by_code(browser, name, phone).await?;
        applies_by_request(browser).await?;
    }
    Ok(())
}

async fn applies_by_request(browser: &Browser) -> Result<()> {
    let id = ApplicationId::new().to_string();
    let body = NewApplication {
        level: Level::JuniorLecturer,
        relations: Vec::new(),
    };
    browser
        .ask(
            "PUT",
            &Apply::PATH.replace("{application}", &id),
            &json!(body),
        )
        .await
        .map(drop)
}

/// Finds everyone eligible, then puts everyone into the cohort.
pub async fn manager_lets_them_join(browser: &Browser) -> Result<()> {
    let all_met = word!(certification_pages::pick_all_met);
    browser
        .become_persona(Persona::CertificationManager)
        .await?;
    browser.open("/desk/certification").await?;
    browser
        .sees(&word!(certification_pages::applications_wait, PEOPLE))
        .await?;
    browser
        .tap(word!(certification_pages::applications_see))
        .await?;
    for name in BEFORE {
        browser.sees(name).await?;
    }
    browser.tap(all_met).await?;
    browser
        .tap(&word!(certification_pages::find_eligible, PEOPLE - 1))
        .await?;
    browser
        .sees(&word!(certification_pages::bulk_sum, PEOPLE - 1, 0, 0))
        .await?;
    browser.tap(all_met).await?;
    browser
        .pick_entry(word!(certification_pages::which_cohort), COHORT)
        .await?;
    browser
        .tap(&word!(certification_pages::add_to_cohort, PEOPLE))
        .await?;
    browser
        .sees(&word!(certification_pages::bulk_sum, PEOPLE, 0, 0))
        .await
}
