//! An administrator takes twelve candidates from their applications to certificates: she opens a
//! cohort, they apply and join it, hours and scores come in, two assessors judge each and a third
//! one where they disagree, one objection is upheld on the way, and a phone scans a certificate
//! before and after it is revoked.

mod apply;
mod collect;
mod issue;
mod judge;

use anyhow::{Context, Result};
use serde_json::Value;
use tongyu_e2e::{Browser, Size, journey, word};
use tongyu_shared::{
    api::endpoint::Endpoint,
    certification::{
        endpoints::ListCandidates,
        types::{CandidateLine, CandidatePage},
    },
};

use crate::desk::{open_cohort, shown_as};

/// The cohort that she opens.
const COHORT: &str = "2026冬 第1批";
/// Who join it.
const PEOPLE: u32 = 12;
/// After the five working days of the notice, and the next day.
const NOTICE_OVER: &str = "2026-12-02T10:00:00+08:00";

#[tokio::test]
async fn twelve_teachers_apply_eleven_become_holders_and_one_certificate_is_revoked() -> Result<()>
{
    journey("certification", Size::Desktop, async |browser, city| {
        let phone = Browser::start(&city.origin(), Size::Phone).await?;
        apply::manager_opens_a_cohort(browser).await?;
        apply::three_apply_by_themselves(&phone).await?;
        apply::the_others_apply(browser).await?;
        apply::manager_lets_them_join(browser).await?;

        collect::manager_adds_trainings(browser).await?;
        collect::trainer_signs_everyone_in(browser).await?;
        collect::manager_enters_exams(browser).await?;
        collect::manager_enters_lessons(browser).await?;

        judge::manager_fills_the_seats(browser).await?;
        judge::two_disagree_and_a_third_decides(browser).await?;
        judge::certifier_puts_them_forward(browser).await?;

        let public = issue::manager_publishes(browser).await?;
        issue::neighbour_objects(browser, &public).await?;
        issue::manager_upholds(browser).await?;
        city.go_on_at(NOTICE_OVER).await?;
        issue::certifier_issues(browser).await?;
        let scanned = issue::holder_takes_her_picture(browser, city).await?;
        let (valid, revoked) = (
            word!(certificates::shown_certified),
            word!(certificates::shown_revoked),
        );
        phone.forget_session().await?;
        phone.open(&scanned).await?;
        phone.sees(&shown_as(valid)).await?;
        phone.sees_no(revoked).await?;
        issue::two_revoke(browser).await?;
        phone.open(&scanned).await?;
        phone.sees(&shown_as(revoked)).await?;
        phone.sees_no(&shown_as(valid)).await
    })
    .await
}

/// Opens the cohort and gives its id.
async fn cohort(browser: &Browser) -> Result<String> {
    open_cohort(browser, COHORT).await?;
    let path = browser.path().await?;
    let (_, id) = path.rsplit_once('/').context("a cohort")?;
    Ok(id.to_owned())
}

/// The candidates of the cohort that is open.
async fn candidates(browser: &Browser, cohort: &str) -> Result<Vec<CandidateLine>> {
    let path = ListCandidates::PATH.replace("{cohort}", cohort);
    let page = browser.ask("GET", &path, &Value::Null).await?;
    let page: CandidatePage = serde_json::from_value(page)?;
    Ok(page.items)
}
