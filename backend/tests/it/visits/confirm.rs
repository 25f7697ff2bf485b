//! The family's page behind the link: what it shows, what it hides, and that one tap counts once.

use diesel::prelude::*;
use tongyu::{http::fault::Fault, messages::links, seed::label};
use tongyu_db::{
    Col,
    schema::{link, message},
};
use tongyu_shared::{
    ids::{LinkId, VisitId},
    messages::LinkPurpose,
    visits::{
        endpoints::ReadVisit,
        state::{ConfirmedBy, VisitState},
        types::{ConfirmAnswer, VisitDetail, VisitMode},
    },
};

use super::bodies::{
    CIRCUMSTANCES, FEEDBACK, MEASURE, REQUEST, TEACHER, WANG, accepted, at, covered, full, held,
};
use crate::{
    kit::{Answer, Client, Site},
    on_both,
};

/// The address of the link that a person got for a visit.
pub async fn link_of(site: &Site, visit: VisitId, person: &str) -> String {
    let person = label::person(person).to_string();
    let id: Col<LinkId> = site
        .app
        .db
        .read(move |conn| {
            Ok::<_, Fault>(
                link::table
                    .filter(link::subject_id.eq(visit.to_string()))
                    .filter(link::person_id.eq(person))
                    .select(link::id)
                    .first(conn)?,
            )
        })
        .await
        .expect("there is a link");
    links::path(&site.app.keys, id.0, LinkPurpose::VisitConfirm)
}

/// Opens a link as a phone does: no cookie, no header of ours.
async fn open(site: &Site, path: &str) -> Answer {
    Client::answer(reqwest::Client::new().get(format!("{}{path}", site.origin()))).await
}

pub async fn tap(site: &Site, path: &str, form: &'static str) -> Answer {
    let browser = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .expect("a client");
    let request = browser
        .post(format!("{}{path}", site.origin()))
        .header("content-type", "application/x-www-form-urlencoded")
        .header("origin", "null")
        .body(form);
    Client::answer(request).await
}

async fn detail(site: &Site, visit: VisitId) -> VisitDetail {
    site.client(TEACHER)
        .await
        .get::<ReadVisit>(&at(visit))
        .await
        .ok()
}

on_both! {
    async fn the_page_shows_the_familys_own_part_and_nothing_else(site: Site) {
        let mut body = full();
        let long = "说".repeat(400);
        long.clone_into(&mut body.brought_back.as_mut().expect("held").matters[0].text);
        let visit = accepted(&site, &body).await.visit;
        let path = link_of(&site, visit, "王小明/paternal_grandmother").await;
        let page = open(&site, &path).await;
        assert_eq!(page.status, 200);
        for shown in ["王*明", TEACHER, &long, REQUEST, MEASURE, "老师今天家访，带回您 2 件事", "入户", "18:20"] {
            assert!(page.text.contains(shown), "{shown} is missing");
        }
        for hidden in [WANG, CIRCUMSTANCES, "李一涵", "何娟", "海棠里", "1990000", "<script"] {
            assert!(!page.text.contains(hidden), "{hidden} is shown");
        }
        assert!(page.text.contains("data-mode=\"care\""), "grandparents read large type");
        assert!(page.text.len() <= 20 * 1024);
    }

    async fn of_families_together_each_sees_the_own_part(site: Site) {
        let mut body = full();
        body.mode = VisitMode::Group;
        body.students.push(label::student("李一涵"));
        body.met.push(label::person("李一涵/mother"));
        body.agreed_measure.clear();
        body.circumstances.clear();
        let visit = accepted(&site, &body).await.visit;
        let path = link_of(&site, visit, "王小明/paternal_grandmother").await;
        let page = open(&site, &path).await;
        assert!(page.text.contains(REQUEST) && !page.text.contains("李*涵"));
        let other = open(&site, &link_of(&site, visit, "李一涵/mother").await).await;
        for hidden in ["王*明", FEEDBACK, REQUEST] {
            assert!(!other.text.contains(hidden), "{hidden} is shown to another family");
        }
        assert!(other.text.contains("李*涵"));
    }

    async fn each_guardian_reads_the_own_words_only(site: Site) {
        let mut body = full();
        let mother = label::person("王小明/mother");
        body.met.push(mother);
        body.brought_back.as_mut().expect("held").matters[1].raiser = Some(mother);
        let visit = accepted(&site, &body).await.visit;
        let hers = open(&site, &link_of(&site, visit, "王小明/mother").await).await;
        assert!(hers.text.contains(REQUEST) && !hers.text.contains(FEEDBACK));
        let path = link_of(&site, visit, "王小明/paternal_grandmother").await;
        let grandmothers = open(&site, &path).await;
        assert!(grandmothers.text.contains(FEEDBACK) && !grandmothers.text.contains(REQUEST));
        site.pass(chrono::TimeDelta::days(2));
        let later = open(&site, &path).await;
        assert!(later.text.contains("老师11月23日家访"), "{}", later.text);
    }

    async fn that_one_tap_counts_is_said_before_the_first_button(site: Site) {
        let visit = accepted(&site, &held(WANG, "mother")).await.visit;
        let page = open(&site, &link_of(&site, visit, "王小明/mother").await).await;
        let (before, _) = page.text.split_once("<button").expect("a button");
        assert!(before.contains("只能答复一次"), "{}", page.text);
    }

    async fn the_page_promises_no_change_of_the_record(site: Site) {
        let visit = accepted(&site, &held(WANG, "mother")).await.visit;
        let page = open(&site, &link_of(&site, visit, "王小明/mother").await).await;
        assert!(page.text.contains("老师会看到，再和您联系") && !page.text.contains("会来改"));
    }

    async fn a_mark_in_the_address_thanks_nobody_before_the_answer(site: Site) {
        let visit = accepted(&site, &held(WANG, "mother")).await.visit;
        let path = link_of(&site, visit, "王小明/mother").await;
        let page = open(&site, &format!("{path}?ok")).await;
        assert!(page.text.contains("<button") && !page.text.contains("收到了"));
    }

    async fn of_two_taps_at_once_one_counts(site: Site) {
        let visit = accepted(&site, &held(WANG, "mother")).await.visit;
        let path = link_of(&site, visit, "王小明/mother").await;
        let taps = ["answer=met", "answer=not_come"].map(|form| tap(&site, &path, form));
        let mut statuses: Vec<u16> =
            futures_util::future::join_all(taps).await.iter().map(|answer| answer.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 409]);
    }

    async fn an_answer_leads_back_to_the_page_so_that_a_reload_sends_nothing(site: Site) {
        let visit = accepted(&site, &held(WANG, "mother")).await.visit;
        let path = link_of(&site, visit, "王小明/mother").await;
        let unasked = tap(&site, &path, "answer=met&state=closed").await;
        assert_eq!(unasked.status, 400);
        let there = format!("{path}?big=1");
        let answer = tap(&site, &there, "answer=met").await;
        assert_eq!(answer.status, 303);
        let thanks = format!("{there}&ok");
        assert_eq!(answer.headers["location"], thanks.as_str());
        let first = open(&site, &thanks).await;
        assert_eq!(first.status, 200);
        assert!(first.text.contains("收到了，谢谢您。"), "{}", first.text);
        assert!(!first.text.contains("已经答复过了"), "the first answer is no second one");
    }

    async fn the_first_tap_counts_and_the_second_shows_it(site: Site) {
        let visit = accepted(&site, &held(WANG, "mother")).await.visit;
        let path = link_of(&site, visit, "王小明/mother").await;
        for _ in 0..2 {
            assert_eq!(open(&site, &path).await.status, 200);
        }
        assert_eq!(detail(&site, visit).await.state, VisitState::Recorded);
        assert_eq!(tap(&site, &path, "answer=met").await.status, 303);
        // Nothing was brought back, so a confirmed visit is complete.
        assert_eq!(detail(&site, visit).await.state, VisitState::Closed);
        let second = tap(&site, &path, "answer=not_come").await;
        assert_eq!(second.status, 409);
        assert!(second.text.contains("见过了") && !second.text.contains("<button"));
        assert!(second.text.contains("以第一次的答复为准"), "{}", second.text);
        assert_eq!(detail(&site, visit).await.state, VisitState::Closed);
        let again = open(&site, &path).await;
        assert!(again.status == 200 && !again.text.contains("<form"));
    }

    async fn a_confirmed_visit_with_an_open_matter_is_not_complete(site: Site) {
        let visit = accepted(&site, &full()).await.visit;
        let path = link_of(&site, visit, "王小明/paternal_grandmother").await;
        assert_eq!(tap(&site, &path, "answer=met").await.status, 303);
        assert_eq!(detail(&site, visit).await.state, VisitState::Confirmed);
    }

    async fn a_visit_that_never_was_is_disputed_and_reaches_nobody(site: Site) {
        let visit = accepted(&site, &held(WANG, "mother")).await.visit;
        let path = link_of(&site, visit, "王小明/mother").await;
        assert_eq!(tap(&site, &path, "answer=not_come").await.status, 303);
        let seen = detail(&site, visit).await;
        assert_eq!(seen.state, VisitState::Disputed);
        assert_eq!(seen.family_answer.map(|given| given.answer), Some(ConfirmAnswer::NotCome));
        let next = accepted(&site, &held("李一涵", "mother")).await;
        assert_eq!(covered(&next).reached, 1);
    }

    async fn a_change_wants_a_sentence_and_leaves_the_record(site: Site) {
        let visit = accepted(&site, &held(WANG, "mother")).await.visit;
        let path = link_of(&site, visit, "王小明/mother").await;
        assert_eq!(tap(&site, &path, "answer=needs_change&note=+").await.status, 422);
        let long: &'static str = format!("answer=needs_change&note={}", "a".repeat(301)).leak();
        let again = tap(&site, &path, long).await;
        assert_eq!(again.status, 422);
        assert!(again.text.contains(&"a".repeat(301)) && again.text.contains("id=\"note-wrong\""), "{}", again.text);
        assert_eq!(tap(&site, &path, "answer=nonsense").await.status, 400);
        let note = "answer=needs_change&note=%E4%B8%8D%E6%98%AF%E4%BA%94%E7%82%B9";
        assert_eq!(tap(&site, &path, note).await.status, 303);
        let seen = detail(&site, visit).await;
        assert_eq!(seen.state, VisitState::Recorded);
        let given = seen.family_answer.expect("an answer");
        assert_eq!((given.answer, given.note.as_str()), (ConfirmAnswer::NeedsChange, "不是五点"));
    }

    async fn a_wrong_expired_or_barred_link_is_gone(site: Site) {
        let visit = accepted(&site, &held(WANG, "mother")).await.visit;
        let path = link_of(&site, visit, "王小明/mother").await;
        // Both letters are whole: no bits are left over behind them.
        let other = if path.ends_with('A') { 'E' } else { 'A' };
        let wrong = format!("{}{other}", &path[..path.len() - 1]);
        for gone in [wrong.as_str(), "/l/v/x"] {
            assert_eq!(open(&site, gone).await.status, 404);
            assert_eq!(tap(&site, gone, "answer=met").await.status, 404);
        }
        site.pass(chrono::TimeDelta::days(41));
        assert_eq!(open(&site, &path).await.status, 404);
        assert_eq!(tap(&site, &path, "answer=met").await.status, 404);
    }

    async fn who_says_after_silence_that_nobody_came_is_heard(site: Site) {
        let visit = accepted(&site, &held(WANG, "mother")).await.visit;
        let path = link_of(&site, visit, "王小明/mother").await;
        site.run_jobs().await;
        site.pass(chrono::TimeDelta::days(7));
        site.run_jobs().await;
        assert_eq!(detail(&site, visit).await.confirmed_by, Some(ConfirmedBy::Silence));
        assert!(tap(&site, &path, "answer=not_come").await.status < 400);
        let seen = detail(&site, visit).await;
        assert_eq!(seen.state, VisitState::Disputed);
        assert_eq!(seen.confirmed_by, Some(ConfirmedBy::Silence));
    }

    async fn a_guardians_word_after_silence_leaves_it_counted_as_silence(site: Site) {
        let visit = accepted(&site, &held(WANG, "mother")).await.visit;
        let path = link_of(&site, visit, "王小明/mother").await;
        site.run_jobs().await;
        site.pass(chrono::TimeDelta::days(7));
        site.run_jobs().await;
        assert!(tap(&site, &path, "answer=met").await.status < 400);
        assert_eq!(detail(&site, visit).await.confirmed_by, Some(ConfirmedBy::Silence));
    }

    async fn of_two_guardians_who_differ_the_one_who_saw_nobody_is_heard(site: Site) {
        let mut body = held(WANG, "mother");
        body.met.push(label::person("王小明/paternal_grandmother"));
        for words in [["met", "not_come"], ["not_come", "met"]] {
            let visit = accepted(&site, &body).await.visit;
            for (who, word) in ["mother", "paternal_grandmother"].iter().zip(words) {
                let path = link_of(&site, visit, &format!("王小明/{who}")).await;
                let form = if word == "met" { "answer=met" } else { "answer=not_come" };
                assert!(tap(&site, &path, form).await.status < 400);
            }
            assert_eq!(detail(&site, visit).await.state, VisitState::Disputed, "{words:?}");
        }
    }

    async fn who_was_never_reached_is_not_silent(site: Site) {
        let visit = accepted(&site, &held(WANG, "mother")).await.visit;
        let forget = |state: &'static str| {
            site.app.db.write(move |tx| {
                diesel::update(message::table)
                    .set((message::state.eq(state), message::delivered_at.eq(None::<chrono::NaiveDateTime>)))
                    .execute(tx.conn())?;
                Ok::<_, Fault>(())
            })
        };
        forget("failed").await.expect("the message is marked");
        site.pass(chrono::TimeDelta::days(30));
        site.run_jobs().await;
        assert_eq!(detail(&site, visit).await.state, VisitState::Recorded);
        forget("queued").await.expect("the message is marked");
        site.run_jobs().await;
        site.pass(chrono::TimeDelta::days(6));
        site.run_jobs().await;
        assert_eq!(detail(&site, visit).await.state, VisitState::Recorded);
        site.pass(chrono::TimeDelta::days(1));
        site.run_jobs().await;
        assert_eq!(detail(&site, visit).await.confirmed_by, Some(ConfirmedBy::Silence));
    }

    async fn seven_days_of_silence_confirm_apart_from_a_word(site: Site) {
        let silent = accepted(&site, &held(WANG, "mother")).await.visit;
        let spoke = accepted(&site, &held("李一涵", "mother")).await.visit;
        let mut child_only = held("张弛", "father");
        child_only.met.clear();
        let unasked = accepted(&site, &child_only).await;
        assert!(!unasked.family_is_asked);
        let path = link_of(&site, spoke, "李一涵/mother").await;
        assert_eq!(tap(&site, &path, "answer=needs_change&note=x").await.status, 303);
        site.run_jobs().await;
        assert_eq!(detail(&site, silent).await.state, VisitState::Recorded);
        site.pass(chrono::TimeDelta::days(7));
        site.run_jobs().await;
        let seen = detail(&site, silent).await;
        assert_eq!((seen.state, seen.family_answer), (VisitState::Closed, None));
        assert_eq!(seen.confirmed_by, Some(ConfirmedBy::Silence));
        assert_eq!(detail(&site, spoke).await.state, VisitState::Recorded);
        assert_eq!(detail(&site, unasked.visit).await.state, VisitState::Recorded);
    }
}
