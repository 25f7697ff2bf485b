//! Inviting: whom a message reaches, how often, and what the head teacher learns of it.

use chrono::TimeDelta;
use diesel::prelude::*;
use tongyu::seed::{demo::CLASS, label};
use tongyu_db::{Col, schema::message};
use tongyu_shared::{
    ids::PersonId,
    org::{
        endpoints::{
            InviteClass, InviteFamily, ReadClassJoined, ReadFamilyJoined, RevokeFamilyInvitation,
        },
        joining::{ClassInvited, ClassJoined, FamilyInvitation, FamilyJoined},
        types::ClassPath,
    },
    visits::types::StudentPath,
};

use super::{AGREED, LI, LIS_MOTHER, TEACHER, WANG, ZHENG, look, open, personal_link, press};
use crate::{kit::Site, on_both};

fn here() -> ClassPath {
    ClassPath {
        class: label::node(CLASS),
    }
}

fn family(child: &str) -> StudentPath {
    StudentPath {
        student: label::student(child),
    }
}

async fn invited(site: &Site) -> Vec<PersonId> {
    let rows: Vec<Col<PersonId>> = look(site, |conn| {
        Ok(message::table
            .filter(message::template.eq("join_invite"))
            .select(message::person_id)
            .load(conn)?)
    })
    .await;
    rows.into_iter().map(Col::into_inner).collect()
}

on_both! {
    async fn a_class_is_invited_once_a_day(site: Site) {
        let teacher = site.client(TEACHER).await;
        let first: ClassInvited = teacher.send::<InviteClass>(&here(), &()).await.ok();
        assert_eq!((first.families, first.joined, first.invited_today), (42, 1, 0), "{first:?}");
        let again: ClassInvited = teacher.send::<InviteClass>(&here(), &()).await.ok();
        assert_eq!((again.families, again.messages, again.joined), (0, 0, 1));
        assert_eq!(again.invited_today, 41);
        assert_eq!(u32::try_from(invited(&site).await.len()), Ok(first.messages));
        site.pass(TimeDelta::days(1));
        let next: ClassInvited = site.client(TEACHER).await.send::<InviteClass>(&here(), &()).await.ok();
        assert_eq!(next.messages, first.messages);
    }

    async fn a_message_goes_to_who_may_view_and_has_not_joined(site: Site) {
        let teacher = site.client(TEACHER).await;
        for child in [WANG, LI, ZHENG] {
            teacher.send::<InviteFamily>(&family(child), &()).await.ok::<FamilyInvitation>();
        }
        let mut expected = ["王小明/paternal_grandmother", "王小明/mother", "李一涵/father", "郑安然/mother"]
            .map(label::person);
        let mut got = invited(&site).await;
        expected.sort();
        got.sort();
        assert_eq!(got, expected);
    }

    async fn a_family_has_one_link_while_it_lives(site: Site) {
        let teacher = site.client(TEACHER).await;
        let first: FamilyInvitation = teacher.send::<InviteFamily>(&family(WANG), &()).await.ok();
        let second: FamilyInvitation = teacher.send::<InviteFamily>(&family(WANG), &()).await.ok();
        assert_eq!(first.url, second.url);
        assert_eq!((first.messages, second.messages), (2, 0));
        assert_eq!(first.until.to_string(), "2027-01-02");
    }

    async fn the_head_teacher_learns_who_joined_and_no_more(site: Site) {
        let page = personal_link(&site, WANG, "王小明/mother").await;
        press(&site.anonymous(), &page, AGREED).await;
        let teacher = site.client(TEACHER).await;
        let class: ClassJoined = teacher.get::<ReadClassJoined>(&here()).await.ok();
        assert_eq!((class.families, class.joined), (42, 2));
        let joined: FamilyJoined = teacher.get::<ReadFamilyJoined>(&family(WANG)).await.ok();
        assert_eq!(joined.people, [label::person("王小明/mother")]);
        assert_eq!(joined.link_until.map(|day| day.to_string()).as_deref(), Some("2027-01-02"));
        let revoked = teacher.send::<RevokeFamilyInvitation>(&family(WANG), &()).await;
        assert_eq!(revoked.status, 204);
        let joined: FamilyJoined = teacher.get::<ReadFamilyJoined>(&family(WANG)).await.ok();
        assert_eq!((joined.people.len(), joined.link_until), (1, None));
    }

    async fn a_mother_passes_the_familys_link_on(site: Site) {
        let mother = site.client(LIS_MOTHER).await;
        let page = format!("/p/children/{}/invitation", label::student(LI));
        assert!(!open(&mother, &page).await.text.contains("/l/j/"), "opening makes none");
        assert_eq!(press(&mother, &page, "").await.status, 303);
        let shown = open(&mother, &page).await;
        let (_, rest) = shown.text.split_once("/l/j/").expect("a link");
        let token = rest.split('"').next().expect("a token");
        assert_eq!(open(&site.anonymous(), &format!("/l/j/{token}")).await.status, 200);
        let foreign = format!("/p/children/{}/invitation", label::student(WANG));
        assert_eq!(press(&mother, &foreign, "").await.status, 404);
    }
}
