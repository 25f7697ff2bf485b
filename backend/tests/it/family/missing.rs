//! Addresses below the family's pages that lead nowhere, and what is hidden: one page with a way back,
//! and never the app.

use tongyu::seed::label;
use tongyu_shared::ids::{LessonId, MatterId};

use super::{LIS_MOTHER, WANG, leads, open};
use crate::{learning::film, on_both};

on_both! {
    async fn what_is_not_there_says_so_with_a_way_back(site: Site) {
        let mother = site.client(LIS_MOTHER).await;
        let wang = label::student(WANG);
        let (hidden, none) = (format!("/p/children/{wang}/leave"), format!("/p/matters/{}", MatterId::new()));
        let lesson = format!("/w/{}/ask", LessonId::new());
        let mut pages = Vec::new();
        for page in ["/p/zzz", "/p/matters/zzz", "/p/children/zzz/leave", "/p/a/b/c", &hidden, &none, &lesson] {
            let shown = open(&mother, page).await;
            assert_eq!(shown.status, 404, "{page}");
            assert!(shown.text.contains("没有找到这一页"), "{page}: {}", shown.text);
            assert!(shown.text.contains("href=\"/p\"") && !shown.text.contains(".wasm"), "{page}");
            pages.push(shown.text);
        }
        pages.dedup();
        assert_eq!(pages.len(), 1, "hidden and not there look the same");
        let anyone = open(&site.anonymous(), "/p/zzz").await;
        assert_eq!((anyone.status, anyone.text.contains("<nav")), (404, false));
        for page in ["/w/zzz", "/w/a/b/c"] {
            let shown = open(&site.anonymous(), page).await;
            assert!(shown.status == 404 && shown.text.contains("这一课现在看不了"), "{page}");
        }
    }

    async fn the_address_of_a_form_leads_to_its_page(site: Site) {
        let mother = site.client(LIS_MOTHER).await;
        let lesson = film::published(&site).await.lesson;
        for (form, page) in [
            ("/p/sign-out".to_owned(), "/p/me".to_owned()),
            ("/p/sign-out-everywhere".to_owned(), "/p/me".to_owned()),
            ("/p/carers/zzz".to_owned(), "/p/me".to_owned()),
            (format!("/w/{lesson}/tried"), format!("/w/{lesson}")),
        ] {
            assert_eq!(leads(&open(&mother, &form).await), (303, &*page), "{form}");
        }
        assert_eq!(open(&mother, "/p").await.status, 200, "and ends no session");
    }
}
