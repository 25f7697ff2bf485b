//! What several pages of certification show alike: states as tags, addresses, days.

use leptos::prelude::*;
use tongyu_shared::{
    certification::{pack::Level, state::CertState},
    ids::{ApplicationId, CertificateId, CohortId, NoticeId},
    time::{Date, Instant, words as time},
};

use crate::{
    clock,
    i18n::lang,
    t,
    ui::{Step, Tag, Tone},
};

/// The level of a word in an address.
pub fn level_of(word: &str) -> Option<Level> {
    Level::ALL
        .iter()
        .copied()
        .find(|level| level.as_str() == word)
}

/// How a state stands.
pub const fn tone(state: CertState) -> Tone {
    use CertState as S;
    match state {
        S::Applied | S::Eligible | S::InCohort | S::Examined | S::Withdrawn | S::Renewed => {
            Tone::Plain
        }
        S::Assessed | S::Recommended | S::PublicNotice => Tone::Info,
        S::Certified => Tone::Ok,
        S::RenewalDue | S::Suspended | S::ObjectionUpheld => Tone::Warn,
        S::Refused | S::Revoked | S::Expired | S::Surrendered => Tone::Bad,
    }
}

/// The state as a tag.
pub fn state_tag(state: CertState, word: &str) -> AnyView {
    view! { <Tag text=word.to_owned() tone=tone(state)/> }.into_any()
}

/// `11月23日`, or a nearer word.
pub fn day(date: Date) -> String {
    time::date_near(lang(), clock::today(), date)
}

/// The day of a moment.
pub fn day_of(at: Instant) -> String {
    day(at.date())
}

/// The page of a cohort, or one below it: `/scores`.
pub fn cohort_href(cohort: CohortId, below: &str) -> String {
    ["/desk/certification/cohorts/", &cohort.to_string(), below].concat()
}

/// The page of a file.
pub fn file_href(application: ApplicationId) -> String {
    [
        "/desk/certification/applications/",
        &application.to_string(),
    ]
    .concat()
}

/// The page of a notice.
pub fn notice_href(notice: NoticeId) -> String {
    ["/desk/certification/notices/", &notice.to_string()].concat()
}

/// The page of a certificate.
pub fn certificate_href(certificate: CertificateId) -> String {
    [
        "/desk/certification/certificates/",
        &certificate.to_string(),
    ]
    .concat()
}

/// The way up to the list of cohorts and, where it is given, to one cohort.
pub fn crumbs(cohort: Option<(CohortId, String)>) -> Vec<(String, String)> {
    let top = (
        "/desk/certification".to_owned(),
        t!(certification_pages::nav).to_owned(),
    );
    let cohort = cohort.map(|(cohort, name)| (cohort_href(cohort, ""), name));
    [Some(top), cohort].into_iter().flatten().collect()
}

/// What happened, as steps of a timeline.
pub fn steps(history: &[tongyu_shared::certification::types::HistoryLine]) -> Vec<Step> {
    history
        .iter()
        .map(|line| Step {
            at: match &line.by {
                Some(by) => [&time::relative(lang(), clock::now(), line.at), " · ", by].concat(),
                None => time::relative(lang(), clock::now(), line.at),
            },
            what: line.what.clone(),
            said: line.reason.clone(),
            done: true,
        })
        .collect()
}
