//! Large type goes with a grandparent: from the code to the family's word, out and in again.

use tongyu::seed::label;

use super::{
    AGREED, LI, LIS_MOTHER, STRANGER, WANG, WANGS_MOTHER, asking_grandmother, code_of, cookie_of,
    decide, family_link, filled, open, personal_link, press, signed_in,
};
use crate::{kit::Answer, on_both};

fn is_large(answer: &Answer) -> bool {
    answer.text.contains("data-mode=\"care\"")
}

on_both! {
    async fn large_type_stays_while_she_waits_and_after_she_has_left(site: Site) {
        let grandmother = asking_grandmother(&site).await;
        assert!(is_large(&open(&grandmother, "/p").await), "waiting");
        decide(&site.client(LIS_MOTHER).await, "yes").await;
        assert!(is_large(&open(&grandmother, "/p/me").await), "joined");
        let leave = format!("/p/children/{}/leave", label::student(LI));
        press(&grandmother, &leave, "").await;
        assert!(is_large(&open(&grandmother, "/p/me?left").await), "left");
        let out = press(&grandmother, "/p/sign-out", "").await;
        assert_eq!(cookie_of(&out, "big").as_deref(), Some("big=1"));
    }

    async fn a_roster_grandmother_who_left_still_reads_large(site: Site) {
        let page = personal_link(&site, WANG, "王小明/paternal_grandmother").await;
        let joined = press(&site.anonymous(), &page, AGREED).await;
        assert_eq!(cookie_of(&joined, "big").as_deref(), Some("big=1"));
        let grandmother = signed_in(&site, &joined);
        press(&grandmother, &format!("/p/children/{}/leave", label::student(WANG)), "").await;
        assert!(is_large(&open(&grandmother, "/p").await));
    }

    async fn the_size_that_was_chosen_before_joining_goes_on(site: Site) {
        let page = format!("{}?big=1&lang=en", family_link(&site, LI).await);
        let form = |code| filled("other", "何秀英", STRANGER, code);
        let sent = press(&site.anonymous(), &page, &form(None)).await;
        assert!(is_large(&sent));
        let code = code_of(&site, STRANGER).await;
        let joined = press(&site.anonymous(), &page, &form(Some(&code))).await;
        assert_eq!(cookie_of(&joined, "big").as_deref(), Some("big=1"));
        assert_eq!(cookie_of(&joined, "lang").as_deref(), Some("lang=en"));
        let small = personal_link(&site, WANG, "王小明/mother").await;
        let mother = press(&site.anonymous(), &small, AGREED).await;
        assert_eq!(cookie_of(&mother, "big"), None, "nothing is chosen for her");
        let sign_in = "/p/sign-in?big=1";
        press(&site.anonymous(), sign_in, &format!("phone={WANGS_MOTHER}")).await;
        let code = code_of(&site, WANGS_MOTHER).await;
        let entered = press(&site.anonymous(), sign_in, &format!("phone={WANGS_MOTHER}&code={code}")).await;
        assert_eq!(cookie_of(&entered, "big").as_deref(), Some("big=1"));
    }

    async fn pages_that_the_invitation_leads_to_are_large_too(site: Site) {
        let page = personal_link(&site, WANG, "王小明/paternal_grandmother").await;
        let shown = open(&site.anonymous(), &page).await;
        for to in ["/l/notice?big=1", "/p/look?stage=primary&amp;big=1"] {
            assert!(shown.text.contains(to), "{to}: {}", shown.text);
        }
    }
}
