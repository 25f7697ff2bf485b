//! Silence: closed after seven days, counted apart, and too late to answer then.

use chrono::TimeDelta;
use tongyu_shared::feedback::{
    endpoints::SubmitAnswer,
    state::{MatterState, Resolution},
    types::{AnswerMatter, TimelineKind},
};

use super::desk::{Said, act, bring, feedback, link_of, open, press, see};
use crate::on_both;

on_both! {
    async fn seven_days_of_silence_close_an_answer_and_not_a_minute_less(site: Site) {
        let path = bring(&site, feedback()).await;
        let answer = AnswerMatter { text: "答复".to_owned() };
        act::<SubmitAnswer>(&site.client("刘建国").await, path, answer).await;
        site.run_jobs().await;
        let page = link_of(&site, path, 1).await.expect("a link");

        site.pass(TimeDelta::days(7) - TimeDelta::minutes(1));
        site.run_jobs().await;
        let state = see(&site.client("赵敏").await, path).await.line.state;
        assert_eq!(state, MatterState::AwaitingParent);

        site.pass(TimeDelta::minutes(1));
        site.run_jobs().await;
        let seen = see(&site.client("赵敏").await, path).await;
        assert_eq!(seen.line.state, MatterState::Closed);
        assert_eq!(seen.line.resolution, Some(Resolution::Silent));
        let last = seen.timeline.last().expect("a line");
        assert_eq!((last.kind, &last.by), (TimelineKind::ClosedSilent, &None));

        assert_eq!(press(&site, &page, "rating=solved").await.status, 409);
        let shown = open(&site, &page).await;
        assert_eq!(shown.status, 200);
        assert!(!shown.text.contains("<form"));
        let seen = see(&site.client("赵敏").await, path).await;
        assert_eq!(seen.line.resolution, Some(Resolution::Silent), "the late tap changed nothing");
    }

    async fn what_nobody_received_is_not_closed_by_silence(site: Site) {
        let path = bring(&site, Said { raiser: None, ..feedback() }).await;
        let answer = AnswerMatter { text: "答复".to_owned() };
        act::<SubmitAnswer>(&site.client("刘建国").await, path, answer).await;
        site.pass(TimeDelta::days(30));
        site.run_jobs().await;
        let state = see(&site.client("赵敏").await, path).await.line.state;
        assert_eq!(state, MatterState::Answered);
    }
}
