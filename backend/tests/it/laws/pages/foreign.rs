//! A mother who names something of another family on her own pages: it is not found, nothing of it
//! is told and nothing changed. Nor does one lesson's page speak of what was asked on another's.

use tongyu::seed::label;
use tongyu_shared::{
    api::endpoint::Method::{self, Get, Post},
    ids::{LessonId, MatterId},
};

use super::{
    cast::{self, Who},
    tells,
    things::{OTHERS_SAID, SAID, answered, ask_form},
};
use crate::{
    family::{
        AGREED, LI, LIS_MOTHER, WANG, ask_to_join, family_link, leads, open, personal_link, press,
        wish_of,
    },
    kit::{Client, Site},
    laws::matrix::snapshot,
    learning::film,
    on_both,
};

/// A carer of the classmate, and someone who asks for it.
const THEIR_CARER: &str = "王小明/paternal_grandmother";
const ASKING: &str = "19900007791";
/// A carer of her own child.
const OWN_CARER: &str = "19900007792";

/// What belongs to the classmate's family, named in every place where it can be.
async fn theirs(site: &Site, lesson: LessonId) -> Vec<(Method, String, String)> {
    let own_carer = cast::confirmed(site, OWN_CARER).await;
    let joins = personal_link(site, WANG, THEIR_CARER).await;
    press(&site.anonymous(), &joins, AGREED).await;
    let their_carer = label::person(THEIR_CARER);
    let family = family_link(site, WANG).await;
    ask_to_join(site, &family, ("other", "王远", ASKING)).await;
    let wish = wish_of(site, ASKING).await;
    let matter = answered(site, "王小明/mother", OTHERS_SAID).await.matter;
    let (own, other) = (label::student(LI), label::student(WANG));
    let mut named = Vec::new();
    for (page, form) in [
        (format!("/p/children/{other}/leave"), ""),
        (format!("/p/children/{other}/invitation"), ""),
        (format!("/p/children/{other}/carers/{own_carer}/end"), ""),
        (format!("/p/children/{other}/carers/{their_carer}/end"), ""),
        (format!("/p/children/{own}/carers/{their_carer}/end"), ""),
        (
            format!("/p/matters/{matter}"),
            "rating=solved&note=&cycle=1",
        ),
    ] {
        named.push((Get, page.clone(), String::new()));
        named.push((Post, page, form.to_owned()));
    }
    let ask = format!("/w/{lesson}/ask");
    named.push((Post, format!("/p/carers/{wish}"), "answer=yes".to_owned()));
    named.push((Get, format!("{ask}?sent={matter}"), String::new()));
    let about_theirs = ask_form(MatterId::new(), &other.to_string());
    named.push((Post, ask.clone(), about_theirs));
    named.push((Post, ask, ask_form(matter, &own.to_string())));
    named
}

async fn asked(mother: &Client, lesson: LessonId) -> MatterId {
    let id = MatterId::new();
    let form = ask_form(id, &label::student(LI).to_string());
    let sent = press(mother, &format!("/w/{lesson}/ask"), &form).await;
    assert_eq!(leads(&sent), (303, &*format!("/w/{lesson}/ask?sent={id}")));
    id
}

on_both! {
    async fn what_is_another_familys_is_not_found_by_any_id(site: Site) {
        let lesson = film::published(&site).await.lesson;
        let named = theirs(&site, lesson).await;
        let mother = site.client(LIS_MOTHER).await;
        let before = snapshot::rows(&site).await;
        for (method, address, form) in named {
            let answer = match method {
                Get => open(&mother, &address).await,
                _ => press(&mother, &address, &form).await,
            };
            assert_eq!(answer.status, 404, "{address} {form}: {}", answer.text);
            let told: Vec<_> = tells(Who::Mother, &answer).collect();
            assert!(told.is_empty(), "{address} tells {told:?}");
        }
        assert_eq!(before, snapshot::rows(&site).await, "it changed a row");
    }

    async fn a_lessons_page_thanks_for_its_own_questions_alone(site: Site) {
        let lessons = [film::published(&site).await.lesson, film::published(&site).await.lesson];
        let mother = site.client(LIS_MOTHER).await;
        let question = asked(&mother, lessons[0]).await;
        let said = answered(&site, "李一涵/mother", SAID).await.matter;
        for (lesson, matter, status) in [
            (lessons[0], question, 200),
            (lessons[1], question, 404),
            (lessons[0], said, 404),
        ] {
            let thanks = open(&mother, &format!("/w/{lesson}/ask?sent={matter}")).await;
            assert_eq!(thanks.status, status, "{}", thanks.text);
        }
    }
}
