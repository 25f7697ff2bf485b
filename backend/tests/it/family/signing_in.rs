//! Signing in by phone and code, where it leads, and the ways out.

use super::{LI, LIS_MOTHER, code_of, leads, open, press, signed_in};
use crate::{kit::Site, on_both};

const PHONE: &str = "19900001003";

async fn enter(site: &Site, page: &str) -> crate::kit::Answer {
    let sent = press(&site.anonymous(), page, &format!("phone={PHONE}")).await;
    assert_eq!(sent.status, 200, "{}", sent.text);
    let code = code_of(site, PHONE).await;
    press(
        &site.anonymous(),
        page,
        &format!("phone={PHONE}&code={code}"),
    )
    .await
}

on_both! {
    async fn phone_and_code_lead_to_where_she_wanted_to_go(site: Site) {
        let wanted = open(&site.anonymous(), "/p/matters").await;
        assert_eq!(leads(&wanted), (303, "/p/sign-in?to=/p/matters"));
        let entered = enter(&site, "/p/sign-in?to=/p/matters").await;
        assert_eq!(leads(&entered), (303, "/p/matters"));
        let mother = signed_in(&site, &entered);
        assert!(open(&mother, "/p").await.text.contains(LI));
        assert_eq!(leads(&open(&mother, "/p/sign-in").await), (303, "/p"));
    }

    async fn signing_in_leads_to_no_foreign_place(site: Site) {
        let entered = enter(&site, "/p/sign-in?to=//evil.example").await;
        assert_eq!(leads(&entered), (303, "/p"));
    }

    async fn an_unknown_phone_looks_like_a_known_one(site: Site) {
        let ask = |phone: &'static str| {
            let someone = site.anonymous();
            async move { press(&someone, "/p/sign-in", &format!("phone={phone}")).await }
        };
        let (known, unknown) = (ask(PHONE).await, ask("19900011003").await);
        assert_eq!(known.status, 200);
        assert_eq!(known.text.replace(PHONE, ""), unknown.text.replace("19900011003", ""));
        let short = ask("1990000").await;
        assert!(short.status == 422 && short.text.contains("11"), "{}", short.text);
        assert_eq!(ask(PHONE).await.status, 429, "one code a minute");
    }

    async fn signing_out_ends_this_session_and_everywhere_ends_all(site: Site) {
        let (here, there) = (site.client(LIS_MOTHER).await, site.client(LIS_MOTHER).await);
        assert_eq!(leads(&press(&here, "/p/sign-out", "").await), (303, "/p/sign-in?out"));
        assert_eq!(open(&here, "/p").await.status, 303);
        assert_eq!(open(&there, "/p").await.status, 200);
        let third = site.client(LIS_MOTHER).await;
        assert_eq!(press(&there, "/p/sign-out-everywhere", "").await.status, 303);
        assert_eq!(open(&third, "/p").await.status, 303);
    }

    async fn type_and_language_are_kept_on_the_phone(site: Site) {
        let mother = site.client(LIS_MOTHER).await;
        let chosen = open(&mother, "/p/me?big=1&lang=en").await;
        assert!(chosen.text.contains("data-mode=\"care\"") && chosen.text.contains("lang=\"en\""));
        let kept: Vec<_> = chosen
            .headers
            .get_all("set-cookie")
            .iter()
            .filter_map(|cookie| cookie.to_str().ok()?.split(';').next())
            .collect();
        assert!(kept.contains(&"big=1") && kept.contains(&"lang=en"), "{kept:?}");
        let own = mother.cookie().expect("a session");
        let again = crate::kit::Client::new(site.origin(), Some(format!("{own}; big=1; lang=en")));
        let later = open(&again, "/p").await;
        assert!(later.text.contains("data-mode=\"care\"") && later.text.contains("lang=\"en\""));
    }
}
