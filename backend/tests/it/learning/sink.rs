//! Many reports at once: one transaction, and one that cannot be stored fails alone.

use chrono::TimeDelta;
use diesel::prelude::*;
use futures_util::future::join_all;
use tongyu::http::fault::Fault;
use tongyu_db::schema::media_asset;

use super::{
    film,
    viewer::{MOTHER, OTHER, Phone, stored},
};
use crate::on_both;

on_both! {
    async fn a_crowd_of_reports_is_stored_exactly(site: Site) {
        let film = film::published(&site).await;
        let phone = Phone::of(&site, MOTHER, film).await;
        let other = Phone::of(&site, OTHER, film).await;
        site.pass(TimeDelta::minutes(5));
        let parts: Vec<[[u32; 2]; 1]> = (0..60).map(|at| [[at * 5, at * 5 + 3]]).collect();
        let hers = parts.iter().map(|part| phone.saw(part));
        let others = parts.iter().rev().map(|part| other.saw(part));
        let (hers, others) = tokio::join!(join_all(hers), join_all(others));
        for receipts in [hers, others] {
            let most = receipts.iter().map(|receipt| receipt.covered_s).max();
            assert_eq!(most, Some(180));
        }
        let expected: Vec<_> = parts.iter().map(|part| part[0]).collect();
        assert_eq!(stored(&site, MOTHER, film).await, expected);
        assert_eq!(stored(&site, OTHER, film).await, expected);
    }

    async fn a_report_that_cannot_be_stored_fails_alone(site: Site) {
        let gone = film::published(&site).await;
        let film = film::published(&site).await;
        let lost = Phone::of(&site, MOTHER, gone).await;
        let phone = Phone::of(&site, OTHER, film).await;
        film::change(&site, gone.lesson, "withdrawn", Some(film.asset)).await;
        let erased: Result<(), Fault> = site.app.db.write(move |tx| {
            diesel::delete(media_asset::table.find(gone.asset.to_string())).execute(tx.conn())?;
            Ok(())
        }).await;
        erased.expect("the film is deleted");
        site.pass(TimeDelta::minutes(1));
        let (few, many) = ([[0, 5]], [[0, 9]]);
        let (bad, good, also) = tokio::join!(lost.send(&few), phone.send(&many), lost.send(&many));
        assert_eq!((bad.status, good.status, also.status), (404, 200, 404));
        assert_eq!(stored(&site, OTHER, film).await, [[0, 9]]);
    }
}
