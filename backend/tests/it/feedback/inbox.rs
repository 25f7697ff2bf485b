//! The inbox: order, pages, filters, and as many queries for fifty lines as for one.

use tongyu_shared::{
    api::{page::Page, problem::ProblemCode},
    feedback::{
        endpoints::ListMatters,
        state::MatterState,
        types::{MatterFilter, MatterLine, MatterQuery, Theme},
    },
    ids::MatterId,
};

use super::desk::{Said, bring, bring_all, feedback, request, see};
use crate::{kit::Client, on_both};

async fn page(
    client: &Client,
    show: Option<MatterFilter>,
    after: Option<String>,
) -> Page<MatterLine> {
    let query = MatterQuery { show, after };
    client
        .call::<ListMatters>(&(), &query, &(), None)
        .await
        .ok()
}

fn ids(page: &Page<MatterLine>) -> Vec<MatterId> {
    page.items.iter().map(|line| line.matter).collect()
}

on_both! {
    async fn what_is_due_first_stands_in_front_and_what_has_ended_behind(site: Site) {
        let noted = bring(&site, Said { for_information: true, ..feedback() }).await.matter;
        let ordinary = bring(&site, request()).await.matter;
        let safety = bring(&site, Said { theme: Theme::Safety, ..request() }).await.matter;
        let coordinator = site.client("赵敏").await;
        assert_eq!(ids(&page(&coordinator, None, None).await), [safety, ordinary, noted]);
        let open = page(&coordinator, Some(MatterFilter::Open), None).await;
        assert_eq!(ids(&open), [safety, ordinary]);
        let ended = page(&coordinator, Some(MatterFilter::Ended), None).await;
        assert_eq!(ids(&ended), [noted]);
        assert_eq!(ended.items[0].state, MatterState::Noted);
        assert_eq!(ids(&page(&coordinator, Some(MatterFilter::WithFamily), None).await), []);
    }

    async fn pages_show_each_line_once_whatever_the_filter(site: Site) {
        let said = (0..70).map(|n| match n % 3 {
            0 => request(),
            1 => Said { theme: Theme::Safety, ..request() },
            _ => Said { for_information: true, ..feedback() },
        });
        bring_all(&site, said.collect()).await;
        let ended = (0..53).map(|_| Said { for_information: true, ..feedback() });
        bring_all(&site, ended.collect()).await;
        let coordinator = site.client("赵敏").await;
        for (show, count) in [(None, 123), (Some(MatterFilter::Open), 47), (Some(MatterFilter::Ended), 76)] {
            let (mut seen, mut after) = (Vec::new(), None);
            loop {
                let page = page(&coordinator, show, after).await;
                assert!(page.items.len() <= 50);
                seen.extend(ids(&page));
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(seen.len(), count, "{show:?}");
            seen.sort_unstable();
            seen.dedup();
            assert_eq!(seen.len(), count, "{show:?}");
        }
    }

    async fn a_cursor_of_another_list_is_refused(site: Site) {
        let query = MatterQuery { show: None, after: Some("AAAA".to_owned()) };
        let answer = site.client("赵敏").await.call::<ListMatters>(&(), &query, &(), None).await;
        answer.problem(ProblemCode::UnreadableQuery);
    }

    async fn fifty_lines_take_as_many_queries_as_one(site: Site) {
        let coordinator = site.client("赵敏").await;
        bring(&site, request()).await;
        // The first look also writes the audit log; from the second on it only reads.
        page(&coordinator, None, None).await;
        let before = site.app.db.statements();
        page(&coordinator, None, None).await;
        let one = site.app.db.statements() - before;
        bring_all(&site, (0..49).map(|_| request()).collect()).await;
        let before = site.app.db.statements();
        assert_eq!(page(&coordinator, None, None).await.items.len(), 50);
        assert_eq!(site.app.db.statements() - before, one);
        assert!(one <= 14, "{one}");
    }

    async fn capturing_five_takes_as_many_statements_as_one(site: Site) {
        let before = site.app.db.statements();
        bring(&site, request()).await;
        let one = site.app.db.statements() - before;
        let before = site.app.db.statements();
        bring_all(&site, (0..5).map(|_| request()).collect()).await;
        assert_eq!(site.app.db.statements() - before, one);
    }

    async fn an_excerpt_is_short_and_the_matter_has_it_all(site: Site) {
        let text = "长".repeat(300);
        let path = bring(&site, Said { text: text.clone(), ..request() }).await;
        let coordinator = site.client("赵敏").await;
        let line = &page(&coordinator, None, None).await.items[0];
        assert_eq!(line.excerpt.chars().count(), 40);
        assert_eq!(see(&coordinator, path).await.text, text);
    }
}
