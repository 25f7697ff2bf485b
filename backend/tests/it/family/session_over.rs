//! A form that is sent when the session is over: nothing is done, one is led back to the page where
//! the form stands, and what was typed stands in it again for who typed it.

use chrono::TimeDelta;
use tongyu::seed::label;
use tongyu_shared::{
    feedback::{
        endpoints::SubmitAnswer,
        types::{AnswerMatter, MatterPath},
    },
    ids::{CarerRequestId, LessonId, MatterId, PersonId, StudentId},
};

use super::{
    AGREED, LI, LIS_MOTHER, TEACHER, WANG, cookie_of, leads, open, personal_link, press, signed_in,
    with_cookie,
};
use crate::{
    feedback::desk,
    kit::{Answer, Client, Site},
    laws::matrix::snapshot,
    learning::film,
    on_both,
};

const QUESTION: &str = "分成两段还是磨蹭，怎么办？";

/// A question as it is typed on a page that was drawn for someone.
fn typed(by: &str, text: &str) -> String {
    let (id, by) = (MatterId::new().to_string(), label::person(by).to_string());
    let student = label::student(LI).to_string();
    let fields = [
        ("id", &*id),
        ("by", &by),
        ("student", &student),
        ("text", text),
        ("who", "school"),
    ];
    serde_html_form::to_string(fields).expect("a form")
}

/// Sends it with no session.
async fn sent_too_late(site: &Site, page: &str) -> Answer {
    press(&site.anonymous(), page, &typed("李一涵/mother", QUESTION)).await
}

/// The page as this client sees it with what the phone keeps.
async fn reopened(site: &Site, client: &Client, page: &str, late: &Answer) -> String {
    let kept = cookie_of(late, "typed").expect("it is kept");
    open(&with_cookie(site, client, &kept), page).await.text
}

/// A question of hers that the head teacher has answered.
async fn answered_question(site: &Site, mother: &Client) -> MatterId {
    let lesson = film::published(site).await.lesson;
    let form = typed("李一涵/mother", QUESTION);
    let sent = press(mother, &format!("/w/{lesson}/ask"), &form).await;
    let (_, matter) = leads(&sent).1.split_once("sent=").expect("it was sent");
    let path = MatterPath {
        matter: matter.parse().expect("an id"),
    };
    let answer = AnswerMatter {
        text: "先陪他坐五分钟。".to_owned(),
    };
    desk::act::<SubmitAnswer>(&site.client(TEACHER).await, path, answer).await;
    path.matter
}

on_both! {
    async fn every_form_leads_back_to_a_page_that_opens(site: Site) {
        let mother = site.client(LIS_MOTHER).await;
        let lesson = film::published(&site).await.lesson;
        let (li, wang) = (label::student(LI), label::student(WANG));
        let carer = PersonId::new();
        let before = snapshot::rows(&site).await;
        for (form, page) in [
            (format!("/w/{lesson}/tried"), format!("/w/{lesson}")),
            (format!("/w/{lesson}/ask?big=1"), format!("/w/{lesson}/ask%3Fbig%3D1")),
            ("/p/learning/clear".to_owned(), "/p/learning/clear".to_owned()),
            ("/p/sign-out-everywhere".to_owned(), "/p/me".to_owned()),
            (format!("/p/carers/{}", CarerRequestId::new()), "/p/me".to_owned()),
            (format!("/p/children/{li}/leave"), format!("/p/children/{li}/leave")),
            (format!("/p/children/{li}/invitation"), format!("/p/children/{li}/invitation")),
        ] {
            let fields = if form.contains("/ask") { typed("李一涵/mother", " ") } else { String::new() };
            let late = press(&site.anonymous(), &form, &fields).await;
            assert_eq!(leads(&late), (303, &*format!("/p/sign-in?to={page}&again")), "{form}");
            let said = open(&site.anonymous(), leads(&late).1).await;
            assert!(said.text.contains("没有做成") && said.text.contains("再点一次"), "{}", said.text);
            let back = open(&mother, leads(&late).1).await;
            assert_eq!(open(&mother, leads(&back).1).await.status, 200, "{form}");
        }
        let ending = format!("/p/children/{wang}/carers/{carer}/end");
        let late = press(&site.anonymous(), &ending, "").await;
        assert_eq!(leads(&late), (303, &*format!("/p/sign-in?to={ending}&again")));
        assert_eq!(before, snapshot::rows(&site).await);
    }

    async fn signing_out_of_what_is_over_is_signing_out(site: Site) {
        let late = press(&site.anonymous(), "/p/sign-out", "").await;
        assert_eq!(leads(&late), (303, "/p/sign-in?out"));
    }

    async fn a_question_that_was_typed_stands_in_its_form_again(site: Site) {
        let page = format!("/w/{}/ask", film::published(&site).await.lesson);
        let late = sent_too_late(&site, &page).await;
        assert_eq!(leads(&late), (303, &*format!("/p/sign-in?to={page}&kept")));
        let cookie = late.set_cookie.as_deref().expect("a cookie");
        for part in ["HttpOnly", "SameSite=Strict", "Max-Age=900", &format!("Path={page}")] {
            assert!(cookie.contains(part), "{part}: {cookie}");
        }
        assert!(!cookie.contains("分") && cookie.len() < 4_096);
        let said = open(&site.anonymous(), leads(&late).1).await;
        assert!(said.text.contains("您写的话还在"), "{}", said.text);
        let mother = site.client(LIS_MOTHER).await;
        let again = reopened(&site, &mother, &page, &late).await;
        assert!(again.contains(QUESTION) && again.contains("value=\"school\" checked"), "{again}");
        // Once it is sent it is gone from the phone.
        let kept = cookie_of(&late, "typed").expect("it is kept");
        let phone = with_cookie(&site, &mother, &kept);
        let sent = press(&phone, &page, &typed("李一涵/mother", QUESTION)).await;
        assert!(leads(&sent).1.contains("/ask?sent="), "{}", sent.text);
        assert_eq!(cookie_of(&sent, "typed").as_deref(), Some("typed="));
    }

    async fn what_was_typed_is_shown_to_nobody_else_nowhere_else_and_not_for_long(site: Site) {
        let page = format!("/w/{}/ask", film::published(&site).await.lesson);
        let late = sent_too_late(&site, &page).await;
        let link = personal_link(&site, WANG, "王小明/mother").await;
        let other = signed_in(&site, &press(&site.anonymous(), &link, AGREED).await);
        assert!(!reopened(&site, &other, &page, &late).await.contains(QUESTION), "another mother");
        let mother = site.client(LIS_MOTHER).await;
        let elsewhere = format!("/w/{}/ask", film::published(&site).await.lesson);
        assert!(!reopened(&site, &mother, &elsewhere, &late).await.contains(QUESTION), "another page");
        site.pass(TimeDelta::minutes(14));
        assert!(reopened(&site, &mother, &page, &late).await.contains(QUESTION));
        site.pass(TimeDelta::minutes(1));
        assert!(!reopened(&site, &mother, &page, &late).await.contains(QUESTION), "too late");
    }

    async fn the_longest_question_is_kept_whole(site: Site) {
        let page = format!("/w/{}/ask", film::published(&site).await.lesson);
        let long = "慢".repeat(500);
        let late = press(&site.anonymous(), &page, &typed("李一涵/mother", &long)).await;
        let mother = site.client(LIS_MOTHER).await;
        assert!(reopened(&site, &mother, &page, &late).await.contains(&long));
    }

    async fn a_sentence_on_an_answer_stands_in_its_form_again(site: Site) {
        let mother = site.client(LIS_MOTHER).await;
        let matter = answered_question(&site, &mother).await;
        let page = format!("/p/matters/{matter}");
        assert!(open(&mother, &page).await.text.contains("name=\"note\""));
        let by = label::person("李一涵/mother");
        let form = format!("rating=partly&cycle=1&by={by}&note=still");
        let late = press(&site.anonymous(), &page, &form).await;
        assert_eq!(leads(&late), (303, &*format!("/p/sign-in?to={page}&kept")));
        let again = reopened(&site, &mother, &page, &late).await;
        assert!(again.contains("still</textarea>") && again.contains("您刚才写的话"), "{again}");
    }

    async fn a_sentence_that_is_too_long_comes_back_with_what_is_wrong(site: Site) {
        let mother = site.client(LIS_MOTHER).await;
        let page = format!("/p/matters/{}", answered_question(&site, &mother).await);
        let form = |more: usize| format!("rating=partly&cycle=1&note={}%0D%0A{}", "a".repeat(100), "b".repeat(more));
        let long = press(&mother, &page, &form(100)).await;
        assert_eq!(long.status, 422);
        let typed = format!("{}\n{}</textarea>", "a".repeat(100), "b".repeat(100));
        for part in [typed.as_str(), "href=\"#note\"", "id=\"note-wrong\"", "201"] {
            assert!(long.text.contains(part), "{part}: {}", long.text);
        }
        assert!(!long.text.contains("您刚才写的话"), "nothing was kept from before");
        let sent = press(&mother, &page, &form(99)).await;
        assert_eq!(leads(&sent), (303, &*format!("{page}?ok")), "{}", sent.text);
    }

    async fn no_address_leads_to_another_site(site: Site) {
        let anonymous = site.anonymous();
        for page in ["/p/learning/clear?to=//evil.example", "/p/learning/clear?//evil.example"] {
            let late = press(&anonymous, page, "").await;
            let back = open(&site.client(LIS_MOTHER).await, leads(&late).1).await;
            let to = leads(&back).1;
            assert!(to == "/p" || to.starts_with("/p/learning/clear"), "{to}");
        }
        let gone = press(&anonymous, &format!("/w/{}/tried", LessonId::new()), "").await;
        assert!(leads(&gone).1.starts_with("/p/sign-in?to=/w/"));
        let none = StudentId::new();
        assert_eq!(press(&anonymous, &format!("/p/children/{none}/leave"), "").await.status, 303);
    }
}
