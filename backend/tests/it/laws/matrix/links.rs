//! The rows of link tokens: the page belongs to whoever holds the token, for as long as it is good,
//! and one answer counts. What is foreign, expired, taken back or made up is not found.

use diesel::prelude::*;
use tongyu::{
    crypto::Keys,
    http::fault::Fault,
    messages::{LinkPurpose, links},
};
use tongyu_db::{Col, schema::link};
use tongyu_shared::ids::LinkId;

use super::{
    cast::{COORDINATOR, NEIGHBOUR, SCHOOL},
    leaks, snapshot, things,
};
use crate::{
    feedback::desk::{open, press},
    kit::{Site, fixture::canary},
    on_both,
};

/// A page that the mother got.
pub struct Page {
    /// Its link.
    pub id: LinkId,
    purpose: LinkPurpose,
    /// What the first button sends.
    pub form: &'static str,
}

impl Page {
    /// Where it is.
    pub fn path(&self, keys: &Keys) -> String {
        links::path(keys, self.id, self.purpose)
    }

    /// The same link under the address of the other purpose's pages.
    fn at_the_other_door(&self, keys: &Keys) -> String {
        let token = links::token(keys, self.id, self.purpose);
        let other = match self.purpose {
            LinkPurpose::VisitConfirm => LinkPurpose::MatterAnswer,
            _ => LinkPurpose::VisitConfirm,
        };
        links::route(other).replace("{token}", &token)
    }
}

/// The page on a visit that was just handed in.
pub async fn visit_page(site: &Site) -> Page {
    let visit = things::visited(site).await;
    Page {
        id: link_about(site, visit.to_string()).await,
        purpose: LinkPurpose::VisitConfirm,
        form: "answer=met",
    }
}

/// The page of an answer that is on its way.
pub async fn matter_page(site: &Site) -> Page {
    let matter = things::capture(site).await;
    things::assign(site, matter).await;
    let text = format!("{{\"text\":\"可以{}\"}}", canary(SCHOOL));
    things::act(site, COORDINATOR, matter, "answer", &text).await;
    Page {
        id: link_about(site, matter.to_string()).await,
        purpose: LinkPurpose::MatterAnswer,
        form: "rating=solved",
    }
}

async fn link_about(site: &Site, subject: String) -> LinkId {
    let row = link::table.filter(link::subject_id.eq(subject));
    let id: Result<Col<LinkId>, Fault> = site
        .app
        .db
        .read(move |conn| Ok(row.select(link::id).first(conn)?))
        .await;
    id.expect("the mother got a link").0
}

/// What becomes of a link.
#[derive(Clone, Copy, Debug)]
enum Fate {
    Expired,
    TakenBack,
}

async fn end(site: &Site, id: LinkId, fate: Fate) {
    let now = site.app.clock.now().naive_utc();
    let written: Result<(), Fault> = site
        .app
        .db
        .write(move |tx| {
            let row = diesel::update(link::table.find(id.to_string()));
            match fate {
                Fate::Expired => row.set(link::expires_at.eq(now)).execute(tx.conn())?,
                Fate::TakenBack => row.set(link::revoked_at.eq(now)).execute(tx.conn())?,
            };
            Ok(())
        })
        .await;
    written.expect("the link is ended");
}

async fn is_not_found(site: &Site, path: &str, form: &str) {
    let before = snapshot::rows(site).await;
    let nobody: &[String] = &[];
    for answer in [open(site, path).await, press(site, path, form).await] {
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(leaks(&answer.text, nobody), Vec::<String>::new(), "{path}");
    }
    assert_eq!(before, snapshot::rows(site).await, "{path} changed a row");
}

on_both! {
    async fn whoever_holds_a_token_reads_and_answers_once(site: Site) {
        let own = [SCHOOL.to_owned()];
        for page in [visit_page(&site).await, matter_page(&site).await] {
            site.run_jobs().await;
            let path = page.path(&site.app.keys);
            let shown = open(&site, &path).await;
            assert_eq!(shown.status, 200, "{}", shown.text);
            assert!(shown.text.contains(&canary(SCHOOL)), "the family's own words");
            assert_eq!(leaks(&shown.text, &own), Vec::<String>::new());
            let answered = press(&site, &path, page.form).await;
            assert!(answered.status < 400, "{} {}", answered.status, answered.text);
            let before = snapshot::rows(&site).await;
            assert_eq!(press(&site, &path, page.form).await.status, 409);
            let again = open(&site, &path).await;
            assert_eq!(again.status, 200);
            assert!(!again.text.contains("<form"), "read-only: {}", again.text);
            assert_eq!(before, snapshot::rows(&site).await, "a used link changed a row");
        }
    }

    async fn a_token_that_is_not_good_finds_nothing(site: Site) {
        let keys = site.app.keys.clone();
        for page in [visit_page(&site).await, matter_page(&site).await] {
            is_not_found(&site, &page.path(&Keys::generate()), page.form).await;
            is_not_found(&site, &page.at_the_other_door(&keys), page.form).await;
            let unknown = Page { id: LinkId::new(), ..page };
            is_not_found(&site, &unknown.path(&keys), page.form).await;
        }
        for fate in [Fate::Expired, Fate::TakenBack] {
            for page in [visit_page(&site).await, matter_page(&site).await] {
                site.run_jobs().await;
                end(&site, page.id, fate).await;
                is_not_found(&site, &page.path(&keys), page.form).await;
            }
        }
    }

    async fn a_cookie_opens_no_link_and_a_link_no_session(site: Site) {
        let page = visit_page(&site).await;
        let stranger = site.client(&format!("{NEIGHBOUR}/协调员")).await;
        let token = links::token(&site.app.keys, page.id, page.purpose);
        let wrong = links::route(page.purpose).replace("{token}", &token.replace(&token[..4], "AAAA"));
        assert_eq!(stranger.raw("GET", &wrong, None, None).await.status, 404);
        let shown = open(&site, &page.path(&site.app.keys)).await;
        assert!(shown.set_cookie.is_none());
    }
}
