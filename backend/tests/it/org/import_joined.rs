//! A roster that is read again after guardians have joined.

use diesel::prelude::*;
use tongyu_db::{
    Col,
    schema::{guardianship, person, student},
};
use tongyu_shared::{
    ids::StudentId,
    org::{
        endpoints::InviteFamily,
        import::{ApplyNoteCode, ApplyReport},
        joining::FamilyInvitation,
    },
    visits::types::StudentPath,
};

use super::import_tools::{ADMIN, import};
use crate::{
    family::{AGREED, TEACHER, WANG, WANGS_MOTHER, ask_to_join, look, open, personal_link, press},
    kit::Site,
    on_both,
};

const HEAD: &str = "学籍号,姓名,班级,家长姓名,关系,手机\n";
const CHILD: &str = "王小树";

/// The same mother as a second roster writes her.
fn sheet() -> Vec<u8> {
    let row = format!("G370203201709010021,{CHILD},三年级2班,周岚妈妈,母亲,{WANGS_MOTHER}");
    format!("{HEAD}{row}\n").into_bytes()
}

async fn child(site: &Site) -> StudentId {
    let found: Col<StudentId> = look(site, |conn| {
        let named = student::table.filter(student::name.eq(CHILD));
        Ok(named.select(student::id).first(conn)?)
    })
    .await;
    found.0
}

async fn guardians(site: &Site) -> Vec<String> {
    let child = child(site).await.to_string();
    look(site, move |conn| {
        Ok(guardianship::table
            .inner_join(person::table)
            .filter(guardianship::student_id.eq(child))
            .order(person::name)
            .select(person::name)
            .load(conn)?)
    })
    .await
}

/// The family's link, made by the head teacher of the class.
async fn invited(site: &Site) -> String {
    let path = StudentPath {
        student: child(site).await,
    };
    let teacher = site.client(TEACHER).await;
    let made: FamilyInvitation = teacher.send::<InviteFamily>(&path, &()).await.ok();
    made.url.trim_start_matches(site.origin()).to_owned()
}

on_both! {
    async fn who_took_her_place_by_her_phone_is_not_added_anew_as_the_roster_writes_her(site: Site) {
        let page = personal_link(&site, WANG, "王小明/mother").await;
        press(&site.anonymous(), &page, AGREED).await;
        let admin = site.client(ADMIN).await;
        import(&admin, sheet()).await;
        assert_eq!(guardians(&site).await, ["周岚妈妈"]);
        let mother = ask_to_join(&site, &invited(&site).await, ("mother", "周岚", WANGS_MOTHER)).await;
        assert_eq!(guardians(&site).await, ["周岚"]);
        for _ in 0..2 {
            let again: ApplyReport = import(&admin, sheet()).await;
            assert_eq!((again.guardians_added, again.unchanged), (0, 1));
            let codes: Vec<_> = again.notes.iter().map(|note| note.code).collect();
            assert_eq!(codes, [ApplyNoteCode::NameKept]);
            assert_eq!(guardians(&site).await, ["周岚"]);
        }
        assert!(open(&mother, "/p").await.text.contains(CHILD));
    }
}
