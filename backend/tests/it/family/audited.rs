//! Whose word it was stands in the audit log: a guardian's is a guardian's, and who has not proved the
//! phone is nobody yet.

use std::slice::from_ref;

use diesel::prelude::*;
use tongyu::seed::label;
use tongyu_db::schema::audit_entry;

use super::{
    LI, LIS_MOTHER, STRANGER, ask_to_join, decide, family_link, filled, look, open, press,
};
use crate::{kit::Site, on_both};

/// Actor, kind and id, of the entries of an action, the newest last.
async fn actors(site: &Site, action: &'static str) -> Vec<(String, Option<String>)> {
    look(site, move |conn| {
        Ok(audit_entry::table
            .filter(audit_entry::action.eq(action))
            .order((audit_entry::at, audit_entry::id))
            .select((audit_entry::actor_kind, audit_entry::actor_id))
            .load(conn)?)
    })
    .await
}

on_both! {
    async fn a_guardians_acts_are_a_guardians(site: Site) {
        let mother = site.client(LIS_MOTHER).await;
        let by = Some(label::person("李一涵/mother").to_string());
        let hers = ("guardian".to_owned(), by);
        let page = format!("/p/children/{}/invitation", label::student(LI));
        assert_eq!(press(&mother, &page, "").await.status, 303);
        assert_eq!(actors(&site, "joining.invite_family").await, from_ref(&hers));
        let link = open(&mother, &page).await;
        let (_, rest) = link.text.split_once("/l/j/").expect("a link");
        let family = format!("/l/j/{}", rest.split('"').next().expect("a token"));
        ask_to_join(&site, &family, ("maternal_grandmother", "何秀英", STRANGER)).await;
        let asked = actors(&site, "joining.ask").await;
        assert_eq!((asked.len(), asked[0].0.as_str()), (1, "guardian"));
        decide(&mother, "no").await;
        assert_eq!(actors(&site, "joining.decline_carer").await, from_ref(&hers));
        press(&mother, "/p/learning/clear", "").await;
        assert_eq!(actors(&site, "learning.clear").await, from_ref(&hers));
        press(&mother, &format!("/p/children/{}/leave", label::student(LI)), "").await;
        assert_eq!(actors(&site, "joining.withdraw").await, [hers]);
    }

    async fn who_has_proved_nothing_is_a_visitor(site: Site) {
        let page = family_link(&site, LI).await;
        assert_eq!(actors(&site, "joining.invite_family").await[0].0, "account", "the teacher's");
        let form = |code| filled("other", "路人", STRANGER, code);
        press(&site.anonymous(), &page, &form(None)).await;
        press(&site.anonymous(), &page, &form(Some("000000"))).await;
        press(&site.anonymous(), "/p/sign-in", "phone=19900007779").await;
        for action in ["joining.ask_code", "joining.wrong_code", "identity.unknown_phone"] {
            assert_eq!(actors(&site, action).await, [("visitor".to_owned(), None)], "{action}");
        }
    }
}
