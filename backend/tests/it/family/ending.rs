//! A guardian ends what a carer sees: at once, whoever said yes to her first, and until a guardian
//! says yes again.

use chrono::TimeDelta;
use diesel::prelude::*;
use tongyu::{http::fault::Fault, seed::label};
use tongyu_db::{
    Col,
    schema::{audit_entry, guardianship, link, matter},
};
use tongyu_shared::{
    feedback::{endpoints::SubmitAnswer, types::AnswerMatter},
    ids::{PersonId, StudentId},
    messages::LinkPurpose,
    visits::{
        endpoints::ReadFamilyCard,
        types::{FamilyCard, NewVisit, StudentPath},
    },
};

use super::{
    AGREED, LI, LIS_FATHER, LIS_MOTHER, STRANGER, WANG, ask_to_join, asking_grandmother, decide,
    family_link, holder, leads, look, open, personal_link, press, signed_in,
};
use crate::{
    feedback::desk,
    kit::Site,
    laws::matrix::snapshot,
    on_both,
    visits::{bodies, confirm},
};

const ROSTER_GRANDMOTHER: &str = "王小明/paternal_grandmother";

fn end(child: &str, carer: PersonId) -> String {
    let student: StudentId = label::student(child);
    format!("/p/children/{student}/carers/{carer}/end")
}

/// A matter that the grandmother of the roster raised, answered by the school.
async fn answered_matter(site: &Site) -> Option<String> {
    let said = desk::Said {
        raiser: Some(ROSTER_GRANDMOTHER),
        ..desk::feedback()
    };
    let path = desk::bring(site, said).await;
    let answer = AnswerMatter {
        text: "食堂换了供餐单位".to_owned(),
    };
    desk::act::<SubmitAnswer>(&site.client("刘建国").await, path, answer).await;
    site.run_jobs().await;
    desk::link_of(site, path, 1).await
}

/// Links about a visit or a matter that went to the grandmother of the roster.
async fn links_to_grandmother(site: &Site) -> i64 {
    look(site, |conn| {
        Ok(link::table
            .filter(link::person_id.eq(label::person(ROSTER_GRANDMOTHER).to_string()))
            .filter(link::purpose.eq_any([
                LinkPurpose::VisitConfirm.as_str(),
                LinkPurpose::MatterAnswer.as_str(),
            ]))
            .count()
            .get_result(conn)?)
    })
    .await
}

/// To whom the answers to the matters of a visit go.
async fn raisers(site: &Site, visit: &NewVisit) -> Vec<Option<PersonId>> {
    let matters = &visit.brought_back.as_ref().expect("held").matters;
    let ids: Vec<_> = matters.iter().map(|one| one.id.to_string()).collect();
    look(site, move |conn| {
        let raiser = |id: &String| {
            let raiser: Option<Col<PersonId>> = matter::table
                .find(id)
                .select(matter::raiser_id)
                .first(conn)?;
            Ok::<_, Fault>(raiser.map(|person| person.0))
        };
        ids.iter().map(raiser).collect()
    })
    .await
}

on_both! {
    async fn a_carers_view_ends_at_once_and_begins_again_with_a_guardians_word(site: Site) {
        let grandmother = asking_grandmother(&site).await;
        let mother = site.client(LIS_MOTHER).await;
        decide(&mother, "yes").await;
        let page = end(LI, holder(&site, STRANGER).await.1);
        let me = open(&mother, "/p/me").await;
        assert!(me.text.contains("姥姥（何秀英）") && me.text.contains(&page), "{}", me.text);
        let asked = open(&mother, &page).await;
        assert!(asked.text.contains("不能在这里看李一涵的事"), "{}", asked.text);
        assert!(open(&grandmother, "/p").await.text.contains(LI), "asking changes nothing");
        assert_eq!(leads(&press(&mother, &page, "").await), (303, "/p/me?ended"));
        let home = open(&grandmother, "/p").await;
        assert!(!home.text.contains(LI) && home.text.contains("您现在看不到李*涵的事了"), "{}", home.text);
        let leave = format!("/p/children/{}/leave", label::student(LI));
        assert_eq!(open(&grandmother, &leave).await.status, 404);
        assert_eq!(press(&mother, &page, "").await.status, 404, "it is over");
        let noted: Vec<(String, Option<String>)> = look(&site, |conn| {
            Ok(audit_entry::table
                .filter(audit_entry::action.eq("joining.end_carer"))
                .select((audit_entry::actor_kind, audit_entry::actor_id))
                .load(conn)?)
        }).await;
        let by = Some(label::person("李一涵/mother").to_string());
        assert_eq!(noted, [("guardian".to_owned(), by)]);
        site.pass(TimeDelta::hours(1));
        let again = asking_grandmother(&site).await;
        assert!(open(&again, "/p").await.text.contains("等孩子的监护人确认"));
        decide(&mother, "yes").await;
        assert!(open(&again, "/p").await.text.contains(LI));
    }

    async fn the_schools_roster_does_not_let_her_in_again(site: Site) {
        let link = personal_link(&site, WANG, "王小明/mother").await;
        let mother = signed_in(&site, &press(&site.anonymous(), &link, AGREED).await);
        let link = personal_link(&site, WANG, ROSTER_GRANDMOTHER).await;
        let grandmother = signed_in(&site, &press(&site.anonymous(), &link, AGREED).await);
        assert!(open(&grandmother, "/p").await.text.contains(WANG));
        assert_eq!(press(&mother, &end(WANG, label::person(ROSTER_GRANDMOTHER)), "").await.status, 303);
        assert!(!open(&grandmother, "/p").await.text.contains(WANG));
        let roster: i64 = look(&site, |conn| {
            Ok(guardianship::table
                .filter(guardianship::person_id.eq(label::person(ROSTER_GRANDMOTHER).to_string()))
                .filter(guardianship::to_on.is_null())
                .count()
                .get_result(conn)?)
        }).await;
        assert_eq!(roster, 1, "the roster is the school's");
        // With the family's link and her code she asks; a guardian's word opens it.
        let page = family_link(&site, WANG).await;
        let who = ("paternal_grandmother", "王桂兰", "19900001001");
        let again = ask_to_join(&site, &page, who).await;
        let home = open(&again, "/p").await;
        assert!(!home.text.contains(WANG) && home.text.contains("等孩子的监护人确认"), "{}", home.text);
        decide(&mother, "yes").await;
        assert!(open(&again, "/p").await.text.contains(WANG));
    }

    async fn links_of_a_carer_on_the_roster_end_with_her_view_and_no_new_ones_are_sent(site: Site) {
        let page = personal_link(&site, WANG, "王小明/mother").await;
        let mother = signed_in(&site, &press(&site.anonymous(), &page, AGREED).await);
        let page = personal_link(&site, WANG, ROSTER_GRANDMOTHER).await;
        press(&site.anonymous(), &page, AGREED).await;
        let visit = bodies::accepted(&site, &bodies::full()).await.visit;
        let old = [
            (confirm::link_of(&site, visit, ROSTER_GRANDMOTHER).await, "answer=met"),
            (answered_matter(&site).await.expect("a link"), "rating=solved"),
        ];
        for (page, _) in &old {
            assert_eq!(open(&site.anonymous(), page).await.status, 200, "{page}");
        }
        let before = links_to_grandmother(&site).await;
        assert_eq!(press(&mother, &end(WANG, label::person(ROSTER_GRANDMOTHER)), "").await.status, 303);
        for (page, form) in &old {
            assert_eq!(open(&site.anonymous(), page).await.status, 404, "{page}");
            assert_eq!(press(&site.anonymous(), page, form).await.status, 404, "{page}");
        }
        // Who was met is a fact, and the visit is taken.
        bodies::accepted(&site, &bodies::full()).await;
        assert_eq!(answered_matter(&site).await, None);
        assert_eq!(links_to_grandmother(&site).await, before);
    }

    async fn what_is_brought_back_is_answered_to_who_may_be_told(site: Site) {
        let page = personal_link(&site, WANG, "王小明/mother").await;
        let mother = signed_in(&site, &press(&site.anonymous(), &page, AGREED).await);
        let page = personal_link(&site, WANG, ROSTER_GRANDMOTHER).await;
        press(&site.anonymous(), &page, AGREED).await;
        assert_eq!(press(&mother, &end(WANG, label::person(ROSTER_GRANDMOTHER)), "").await.status, 303);
        let path = StudentPath { student: label::student(WANG) };
        let teacher = site.client(bodies::TEACHER).await;
        let card: FamilyCard = teacher.get::<ReadFamilyCard>(&path).await.ok();
        let offered = card.guardians.iter().filter(|one| one.reachable);
        let offered: Vec<_> = offered.map(|one| one.person).collect();
        assert_eq!(offered, [label::person("王小明/mother")], "the grandmother has a phone, too");
        assert!(card.guardians.iter().all(|one| one.phone_masked.is_some()));
        // Met were both, the grandmother first.
        let mut visit = bodies::full();
        visit.met.push(label::person("王小明/mother"));
        bodies::accepted(&site, &visit).await;
        assert_eq!(raisers(&site, &visit).await, [Some(label::person("王小明/mother")); 2]);
        // A phone that did not know chose her: she said it, and the visit is taken.
        let mut late = bodies::full();
        let matters = &mut late.brought_back.as_mut().expect("held").matters;
        matters[0].raiser = Some(label::person(ROSTER_GRANDMOTHER));
        bodies::accepted(&site, &late).await;
        assert_eq!(raisers(&site, &late).await, [Some(label::person(ROSTER_GRANDMOTHER)), None]);
    }

    async fn only_a_guardian_of_the_child_ends_and_only_a_carers_view(site: Site) {
        let grandmother = asking_grandmother(&site).await;
        let mother = site.client(LIS_MOTHER).await;
        decide(&mother, "yes").await;
        let carer = holder(&site, STRANGER).await.1;
        let family = family_link(&site, LI).await;
        ask_to_join(&site, &family, ("father", "李志强", LIS_FATHER)).await;
        let link = personal_link(&site, WANG, "王小明/mother").await;
        let other = signed_in(&site, &press(&site.anonymous(), &link, AGREED).await);
        let before = snapshot::rows(&site).await;
        for (client, page) in [
            (&grandmother, end(LI, carer)),
            (&other, end(LI, carer)),
            (&mother, end(WANG, carer)),
            (&mother, end(LI, label::person("李一涵/father"))),
            (&mother, end(LI, label::person("李一涵/mother"))),
            (&mother, end(LI, PersonId::new())),
        ] {
            assert_eq!(open(client, &page).await.status, 404, "{page}");
            assert_eq!(press(client, &page, "").await.status, 404, "{page}");
        }
        assert_eq!(before, snapshot::rows(&site).await);
        let me = open(&grandmother, "/p/me").await;
        assert!(!me.text.contains("/end\""), "a carer is offered nothing");
    }
}
