//! 问问班主任 from a lesson: a matter of the class with the lesson attached, for a guardian's own
//! child alone.

use diesel::prelude::*;
use tongyu::{http::fault::Fault, seed::label};
use tongyu_db::schema::{matter, role_grant};
use tongyu_shared::{access::Role, ids::MatterId};

use super::{
    film,
    viewer::{MOTHER, OTHER},
};
use crate::{
    family::press,
    kit::{Answer, Client, Site},
    on_both,
};

/// A child of hers.
const CHILD: &str = "李一涵";

async fn ask(client: &Client, path: &str, id: MatterId, who: &str) -> Answer {
    let student = label::student(CHILD);
    let form = format!("id={id}&student={student}&text=%E6%80%8E%E4%B9%88%E5%8A%9E&who={who}");
    press(client, path, &form).await
}

/// No class has a head teacher any more.
async fn nobody_leads(site: &Site) {
    let heads = role_grant::table.filter(role_grant::role.eq(Role::HeadTeacher.as_str()));
    let gone: Result<_, Fault> = site
        .app
        .db
        .write(move |tx| Ok(diesel::delete(heads).execute(tx.conn())?))
        .await;
    assert_ne!(gone.expect("they are gone"), 0);
}

async fn lesson_of(site: &Site, id: MatterId) -> Option<(Option<String>, bool)> {
    let read: Result<_, Fault> = site
        .app
        .db
        .read(move |conn| {
            Ok(matter::table
                .find(id.to_string())
                .select((matter::lesson_id, matter::class_only))
                .first(conn)
                .optional()?)
        })
        .await;
    read.expect("a look")
}

on_both! {
    async fn a_question_goes_to_the_class_with_the_lesson_and_says_when_it_is_answered(site: Site) {
        let lesson = film::published(&site).await.lesson;
        let path = format!("/w/{lesson}/ask");
        let mother = site.client(MOTHER).await;
        let form = mother.raw("GET", &path, None, None).await;
        assert!(form.text.contains("只告诉班主任") && form.text.contains("学校也看"), "{}", form.text);
        let id = MatterId::new();
        let sent = ask(&mother, &path, id, "class").await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        assert_eq!(lesson_of(&site, id).await, Some((Some(lesson.to_string()), true)));
        let to = sent.headers["location"].to_str().expect("an address").to_owned();
        let thanks = mother.raw("GET", &to, None, None).await;
        for part in ["问题送到班主任那里了", "以前会有答复", "/p/matters/"] {
            assert!(thanks.text.contains(part), "{part}: {}", thanks.text);
        }
        // The same form again asks once.
        assert_eq!(ask(&mother, &path, id, "class").await.status, 303);
    }

    async fn a_wrong_field_draws_the_form_again_with_what_was_typed(site: Site) {
        let lesson = film::published(&site).await.lesson;
        let path = format!("/w/{lesson}/ask");
        let mother = site.client(MOTHER).await;
        let (id, student) = (MatterId::new(), label::student(CHILD));
        let long = "a".repeat(501);
        for (fields, field, kept) in [
            (format!("student={student}&text={long}&who=school"), "#text", long.as_str()),
            (format!("student={student}&text=+&who=school"), "#text", "name=\"text\""),
            ("text=homework&who=school".to_owned(), "#student", "homework"),
        ] {
            let again = press(&mother, &path, &format!("id={id}&{fields}")).await;
            assert_eq!(again.status, 422, "{}", again.text);
            for part in [field, kept, &id.to_string(), "value=\"school\" checked"] {
                assert!(again.text.contains(part), "{part}: {}", again.text);
            }
        }
        assert_eq!(lesson_of(&site, id).await, None);
    }

    async fn where_no_head_teacher_is_the_school_alone_can_be_asked(site: Site) {
        let lesson = film::published(&site).await.lesson;
        let path = format!("/w/{lesson}/ask");
        let mother = site.client(MOTHER).await;
        nobody_leads(&site).await;
        let form = mother.raw("GET", &path, None, None).await.text;
        assert!(form.contains("现在没有班主任") && !form.contains("只告诉班主任"), "{form}");
        assert!(form.contains("value=\"school\" checked required"), "{form}");
        let id = MatterId::new();
        let refused = ask(&mother, &path, id, "class").await;
        assert_eq!(refused.status, 422);
        for part in ["href=\"#who\"", "没有人看得到", "怎么办</textarea>"] {
            assert!(refused.text.contains(part), "{part}: {}", refused.text);
        }
        assert_eq!(lesson_of(&site, id).await, None);
        let sent = ask(&mother, &path, id, "school").await;
        let to = sent.headers["location"].to_str().expect("an address").to_owned();
        let thanks = mother.raw("GET", &to, None, None).await.text;
        assert!(thanks.contains("问题送到学校了") && !thanks.contains("班主任那里"), "{thanks}");
    }

    async fn nobody_asks_about_anothers_child(site: Site) {
        let lesson = film::published(&site).await.lesson;
        let path = format!("/w/{lesson}/ask");
        let id = MatterId::new();
        let other = site.client(OTHER).await;
        assert_eq!(ask(&other, &path, id, "school").await.status, 404);
        assert_eq!(ask(&site.anonymous(), &path, id, "school").await.status, 303);
        assert_eq!(lesson_of(&site, id).await, None);
    }
}
