//! A form that cannot be stored: the page says why, with the status of the fault, and holds every
//! word, so that it can be sent again.

use diesel::prelude::*;
use tongyu::seed::label;
use tongyu_db::{
    DbError,
    schema::{matter, rule_pack},
};
use tongyu_shared::{
    feedback::{endpoints::SubmitAnswer, types::AnswerMatter},
    ids::MatterId,
};

use super::{LI, LIS_MOTHER, look, press, press_from_elsewhere};
use crate::{feedback::desk, kit::Answer, learning::film, on_both};

const QUESTION: &str = "分成两段还是磨蹭，怎么办？";

fn form(id: MatterId, text: &str) -> String {
    let (id, student) = (id.to_string(), label::student(LI).to_string());
    let fields = [
        ("id", &*id),
        ("student", &student),
        ("text", text),
        ("who", "school"),
    ];
    serde_html_form::to_string(fields).expect("a form")
}

/// The page holds the same form, to be sent again.
#[track_caller]
fn holds(answer: &Answer, status: u16, id: MatterId) {
    assert_eq!(answer.status, status, "{}", answer.text);
    for part in [
        format!("{QUESTION}</textarea>"),
        format!("type=\"hidden\" name=\"id\" value=\"{id}\""),
        "type=\"hidden\" name=\"who\" value=\"school\"".to_owned(),
        "<form class=\"card\" method=\"post\">".to_owned(),
        "再送一次".to_owned(),
    ] {
        assert!(answer.text.contains(&part), "{part}: {}", answer.text);
    }
}

on_both! {
    async fn a_question_is_held_while_the_database_is_gone(site: Site) {
        let page = format!("/w/{}/ask", film::published(&site).await.lesson);
        let mother = site.client(LIS_MOTHER).await;
        site.lose_database().await;
        let id = MatterId::new();
        let answer = press(&mother, &page, &form(id, QUESTION)).await;
        holds(&answer, 503, id);
        assert!(answer.headers.contains_key("retry-after"));
        let foreign = press_from_elsewhere(&mother, &page, &form(id, QUESTION)).await;
        assert_eq!(foreign.status, 403);
        assert!(!foreign.text.contains(QUESTION), "{}", foreign.text);
    }

    async fn a_question_is_held_until_a_rule_pack_is_approved(site: Site) {
        let page = format!("/w/{}/ask", film::published(&site).await.lesson);
        let mother = site.client(LIS_MOTHER).await;
        let gone = site.app.db
            .write(|tx| Ok::<_, DbError>(diesel::delete(rule_pack::table).execute(tx.conn())?))
            .await;
        assert_ne!(gone.expect("the packs are gone"), 0);
        let id = MatterId::new();
        let answer = press(&mother, &page, &form(id, QUESTION)).await;
        holds(&answer, 503, id);
        assert!(answer.text.contains("规则包尚未批准"), "{}", answer.text);
    }

    async fn another_question_from_the_same_form_stands_in_a_new_one(site: Site) {
        let page = format!("/w/{}/ask", film::published(&site).await.lesson);
        let mother = site.client(LIS_MOTHER).await;
        let id = MatterId::new();
        assert_eq!(press(&mother, &page, &form(id, "第一个问题")).await.status, 303);
        let second = press(&mother, &page, &form(id, QUESTION)).await;
        assert_eq!(second.status, 422);
        assert!(second.text.contains(&format!("{QUESTION}</textarea>")), "{}", second.text);
        assert!(second.text.contains("这一份内容不同"), "{}", second.text);
        let (_, rest) = second.text.split_once("name=\"id\" value=\"").expect("an id");
        let fresh: MatterId = rest.split('"').next().expect("an id").parse().expect("an id");
        assert_ne!(fresh, id);
        assert_eq!(press(&mother, &page, &form(fresh, QUESTION)).await.status, 303);
        let stored: i64 = look(&site, |conn| {
            Ok(matter::table.filter(matter::source.eq("parent")).count().get_result(conn)?)
        }).await;
        assert_eq!(stored, 2);
    }

    async fn a_word_behind_a_link_is_held_too(site: Site) {
        let path = desk::bring(&site, desk::feedback()).await;
        let answer = AnswerMatter { text: "答复".to_owned() };
        desk::act::<SubmitAnswer>(&site.client("刘建国").await, path, answer).await;
        site.run_jobs().await;
        let link = desk::link_of(&site, path, 1).await.expect("a link");
        site.lose_database().await;
        let held = desk::press(&site, &link, "rating=partly&note=still%20here").await;
        assert_eq!(held.status, 503, "{}", held.text);
        for part in ["still here</textarea>", "name=\"rating\" value=\"partly\"", "再送一次"] {
            assert!(held.text.contains(part), "{part}: {}", held.text);
        }
    }
}
