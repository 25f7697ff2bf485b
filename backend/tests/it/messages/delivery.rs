//! Delivery: every message arrives once, is tried again after a failure, and waits where a site
//! has no gateway.

use std::sync::atomic::{AtomicU32, Ordering};

use chrono::TimeDelta;
use diesel::prelude::*;
use tongyu::{
    http::fault::Fault,
    jobs,
    messages::{
        Rendered,
        gateway::{Accepted, Gateway, Refused, Sandbox},
        links,
    },
};
use tongyu_db::schema::{message, person};
use tongyu_shared::{
    identity::{endpoints::RequestCode, types::CodeRequest},
    ids::MessageId,
};

use super::{in_production, mother, send_link, write};
use crate::{kit::Site, on_both};

pub async fn state(site: &Site, id: MessageId) -> (String, i32) {
    let row: Result<_, Fault> = site
        .app
        .db
        .read(move |conn| {
            Ok(message::table
                .find(id.to_string())
                .select((message::state, message::tries))
                .first(conn)?)
        })
        .await;
    row.expect("the message")
}

/// Keeps what it was given.
struct Recorder(std::sync::Mutex<Vec<String>>);

impl Gateway for Recorder {
    fn deliver(&self, message: &Rendered) -> Result<Accepted, Refused> {
        let mut taken = self.0.lock().expect("nobody panicked");
        taken.push(format!("{} {}", message.phone.as_str(), message.text));
        Ok(Accepted)
    }
}

/// Cannot be reached, and counts how often it was tried.
struct Down(AtomicU32);

impl Gateway for Down {
    fn deliver(&self, _: &Rendered) -> Result<Accepted, Refused> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Err(Refused::Later)
    }
}

/// Knows no such number.
struct NoSuchNumber;

impl Gateway for NoSuchNumber {
    fn deliver(&self, _: &Rendered) -> Result<Accepted, Refused> {
        Err(Refused::Forever)
    }
}

/// A gateway lives as long as the process.
fn lasting<G: Gateway + 'static>(gateway: G) -> &'static G {
    Box::leak(Box::new(gateway))
}

on_both! {
    async fn a_message_reaches_its_phone_once_with_its_link_and_no_childs_name(site: Site) {
        let (id, link) = send_link(&site).await;
        let gateway = lasting(Recorder(std::sync::Mutex::default()));
        for _ in 0..2 {
            jobs::deliver_through(&site.app, gateway).await.expect("a round");
        }
        assert_eq!(state(&site, id).await, ("delivered".to_owned(), 1));
        let taken = gateway.0.lock().expect("nobody panicked").clone();
        let [text] = taken.as_slice() else { panic!("{taken:?}") };
        let path = links::path(&site.app.keys, link, links::LinkPurpose::VisitConfirm);
        assert!(text.starts_with("19900001002 【海棠路小学】"), "{text}");
        assert!(text.contains(&format!("{}{path}", site.origin())), "{text}");
        assert!(!text.contains("小明"), "{text}");
    }

    async fn a_gateway_that_is_down_is_tried_again_after_growing_pauses(site: Site) {
        let (id, _) = send_link(&site).await;
        let gateway = lasting(Down(AtomicU32::new(0)));
        let tried = || gateway.0.load(Ordering::Relaxed);
        jobs::deliver_through(&site.app, gateway).await.expect("a round");
        assert_eq!((tried(), state(&site, id).await), (1, ("queued".to_owned(), 1)));
        site.pass(TimeDelta::seconds(1));
        jobs::deliver_through(&site.app, gateway).await.expect("a round");
        assert_eq!(tried(), 1, "the pause is two seconds");
        site.pass(TimeDelta::seconds(1));
        jobs::deliver_through(&site.app, gateway).await.expect("a round");
        assert_eq!(tried(), 2);
        site.pass(TimeDelta::seconds(4));
        let ran = jobs::deliver_through(&site.app, &Sandbox).await.expect("a round");
        assert_eq!((ran.delivered, state(&site, id).await), (1, ("delivered".to_owned(), 3)));
    }

    async fn a_message_is_tried_for_three_days_and_then_given_up(site: Site) {
        let (id, _) = send_link(&site).await;
        let gateway = lasting(Down(AtomicU32::new(0)));
        let hours = 3 * 24;
        for _ in 0..hours {
            let ran = jobs::deliver_through(&site.app, gateway).await.expect("a round");
            assert_eq!((ran.put_off, ran.failed), (1, 0));
            site.pass(TimeDelta::hours(1));
        }
        let ran = jobs::deliver_through(&site.app, gateway).await.expect("a round");
        assert_eq!((ran.put_off, ran.failed), (0, 1));
        assert_eq!(state(&site, id).await, ("failed".to_owned(), hours + 1));
        assert_eq!(jobs::deliver_through(&site.app, gateway).await.expect("a round"), jobs::Ran::default());
    }

    async fn what_can_never_arrive_is_given_up_at_once(site: Site) {
        let (wrong_number, _) = send_link(&site).await;
        jobs::deliver_through(&site.app, &NoSuchNumber).await.expect("a round");
        assert_eq!(state(&site, wrong_number).await, ("failed".to_owned(), 1));

        let (no_phone, _) = send_link(&site).await;
        write(&site, |tx| {
            diesel::update(person::table.find(mother().to_string()))
                .set(person::phone_sealed.eq(None::<Vec<u8>>))
                .execute(tx.conn())?;
            Ok(())
        })
        .await;
        jobs::deliver_through(&site.app, &Sandbox).await.expect("a round");
        assert_eq!(state(&site, no_phone).await, ("failed".to_owned(), 1));
    }

    async fn a_code_that_is_too_old_is_not_sent(site: Site) {
        let body = CodeRequest { phone: "19900000002".to_owned() };
        assert_eq!(site.anonymous().send::<RequestCode>(&(), &body).await.status, 200);
        site.pass(TimeDelta::minutes(5));
        let ran = jobs::deliver_through(&site.app, &Sandbox).await.expect("a round");
        assert_eq!((ran.delivered, ran.failed), (0, 1));
    }
}

#[actix_web::test]
async fn without_a_gateway_messages_wait_and_are_not_lost() {
    for site in in_production() {
        let (id, _) = send_link(&site).await;
        site.run_jobs().await;
        site.pass(TimeDelta::days(1));
        site.run_jobs().await;
        assert_eq!(state(&site, id).await, ("queued".to_owned(), 0));
        let ran = jobs::deliver_through(&site.app, &Sandbox)
            .await
            .expect("a round");
        assert_eq!(ran.delivered, 1);
    }
}
