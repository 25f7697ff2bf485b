//! A guardian ends what a carer sees: at once, whoever said yes to her first, and until a guardian
//! says yes again.

use chrono::TimeDelta;
use diesel::prelude::*;
use tongyu::seed::label;
use tongyu_db::{
    Col,
    schema::{audit_entry, guardianship},
};
use tongyu_shared::ids::{PersonId, StudentId};

use super::{
    AGREED, LI, LIS_FATHER, LIS_MOTHER, STRANGER, WANG, ask_to_join, asking_grandmother, decide,
    family_link, hash_of, leads, look, open, personal_link, press, signed_in,
};
use crate::{kit::Site, laws::matrix::snapshot, on_both};

const ROSTER_GRANDMOTHER: &str = "王小明/paternal_grandmother";

fn end(child: &str, carer: PersonId) -> String {
    let student: StudentId = label::student(child);
    format!("/p/children/{student}/carers/{carer}/end")
}

async fn person_with(site: &Site, phone: &str) -> PersonId {
    let hash = hash_of(site, phone);
    let found: Col<PersonId> = look(site, move |conn| {
        Ok(tongyu_db::schema::account::table
            .filter(tongyu_db::schema::account::phone_hash.eq(hash))
            .select(tongyu_db::schema::account::person_id)
            .first(conn)?)
    })
    .await;
    found.0
}

on_both! {
    async fn a_carers_view_ends_at_once_and_begins_again_with_a_guardians_word(site: Site) {
        let grandmother = asking_grandmother(&site).await;
        let mother = site.client(LIS_MOTHER).await;
        decide(&mother, "yes").await;
        let page = end(LI, person_with(&site, STRANGER).await);
        let me = open(&mother, "/p/me").await;
        assert!(me.text.contains("姥姥（何秀英）") && me.text.contains(&page), "{}", me.text);
        let asked = open(&mother, &page).await;
        assert!(asked.text.contains("看不到李一涵的任何事"), "{}", asked.text);
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

    async fn only_a_guardian_of_the_child_ends_and_only_a_carers_view(site: Site) {
        let grandmother = asking_grandmother(&site).await;
        let mother = site.client(LIS_MOTHER).await;
        decide(&mother, "yes").await;
        let carer = person_with(&site, STRANGER).await;
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
