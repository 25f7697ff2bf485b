//! Links: one per guardian, subject and cycle; 40 days; one answer; and nothing for anyone else.

use chrono::TimeDelta;
use diesel::prelude::*;
use tongyu::{
    crypto::Keys,
    http::fault::Fault,
    messages::{
        LinkPurpose,
        links::{self, Link, NewLink},
    },
    seed::label,
};
use tongyu_db::schema::link;
use tongyu_shared::{
    api::problem::ProblemCode,
    ids::{LinkId, VisitId},
};

use super::{new_link, send_link, stamp, write};
use crate::{kit::Site, on_both};

const PURPOSE: LinkPurpose = LinkPurpose::VisitConfirm;

async fn open(site: &Site, token: String) -> Result<Link, ProblemCode> {
    let (keys, now) = (site.app.keys.clone(), site.app.clock.now());
    let opened: Result<Link, Fault> = site
        .app
        .db
        .read(move |conn| links::open(conn, &keys, &token, now))
        .await;
    opened.map_err(|fault| fault.code())
}

async fn open_own(site: &Site, id: LinkId) -> Result<Link, ProblemCode> {
    open(site, links::token(&site.app.keys, id, PURPOSE)).await
}

on_both! {
    async fn a_link_is_made_once_per_guardian_subject_and_cycle(site: Site) {
        let stamp = stamp(&site);
        let subject = VisitId::new().to_string();
        let made = write(&site, move |tx| {
            let first = new_link(&subject);
            let mut create = |new: &NewLink<'_>| links::create(tx, new, &stamp);
            Ok([
                create(&first)?,
                create(&first)?,
                create(&NewLink { cycle: 2, ..first })?,
                create(&NewLink { person: label::person("王小明/paternal_grandmother"), ..first })?,
                create(&NewLink { purpose: LinkPurpose::MatterAnswer, ..first })?,
                create(&new_link(&VisitId::new().to_string()))?,
            ])
        })
        .await;
        assert_eq!(made[0], made[1]);
        let others: std::collections::BTreeSet<_> = made.into_iter().collect();
        assert_eq!(others.len(), 5);
    }

    async fn a_link_opens_for_forty_days(site: Site) {
        let (_, id) = send_link(&site).await;
        site.pass(TimeDelta::days(40) - TimeDelta::seconds(1));
        assert_eq!(open_own(&site, id).await.map(|link| link.id), Ok(id));
        site.pass(TimeDelta::seconds(1));
        assert_eq!(open_own(&site, id).await, Err(ProblemCode::NotFound));
    }

    async fn foreign_forged_and_changed_tokens_are_not_found(site: Site) {
        let (_, id) = send_link(&site).await;
        let own = links::token(&site.app.keys, id, PURPOSE);
        let last = if own.ends_with('A') { 'E' } else { 'A' };
        for token in [
            links::token(&Keys::generate(), id, PURPOSE),
            links::token(&site.app.keys, id, LinkPurpose::MatterAnswer),
            links::token(&site.app.keys, LinkId::new(), PURPOSE),
            format!("{}{last}", &own[..42]),
            id.to_string(),
            String::new(),
        ] {
            assert_eq!(open(&site, token).await, Err(ProblemCode::NotFound));
        }
        assert!(open(&site, own).await.is_ok());
    }

    async fn a_revoked_link_is_not_found(site: Site) {
        let (_, id) = send_link(&site).await;
        let now = site.app.clock.now().naive_utc();
        write(&site, move |tx| {
            diesel::update(link::table.find(id.to_string()))
                .set(link::revoked_at.eq(now))
                .execute(tx.conn())?;
            Ok(())
        })
        .await;
        assert_eq!(open_own(&site, id).await, Err(ProblemCode::NotFound));
    }

    async fn a_link_is_answered_once_and_then_only_read(site: Site) {
        let (_, id) = send_link(&site).await;
        let link = open_own(&site, id).await.expect("it opens");
        assert!(!link.used());
        let (now, first) = (site.app.clock.now(), link.clone());
        write(&site, move |tx| links::use_once(tx, &first, now)).await;
        let second = site.app.db.write(move |tx| links::use_once(tx, &link, now)).await;
        assert_eq!(second.map_err(|fault| fault.code()), Err(ProblemCode::AlreadyAnswered));
        assert_eq!(open_own(&site, id).await.expect("it opens").used_at, Some(now));
    }
}
