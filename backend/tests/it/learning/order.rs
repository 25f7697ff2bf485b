//! A report that is being written at the very moment when its owner empties the record. On PostgreSQL
//! both run at once; SQLite writes one after the other.

use std::{
    sync::mpsc::{Receiver, Sender, channel},
    time::Duration,
};

use actix_web::rt::spawn;
use chrono::TimeDelta;
use diesel::{connection::SimpleConnection as _, prelude::*};
use tongyu::seed::label;
use tongyu_db::schema::watch;

use super::{
    film::{self, Film},
    viewer::{MOTHER, Phone, stored},
};
use crate::{
    family::press,
    kit::{Site, rival::waiting},
    on_postgres,
};

/// Holds the row that a report is about to write, until it is told to let go: the report has read
/// everything by then and waits.
fn hold_row(site: &Site, film: Film) -> (Receiver<()>, Sender<()>) {
    let ((holds, held), (let_go, told)) = (channel(), channel());
    let (app, now) = (site.app.clone(), site.app.clock.now().naive_utc());
    spawn(async move {
        let holding = app.db.maintain(move |conn| {
            conn.batch_execute("BEGIN")?;
            diesel::insert_into(watch::table)
                .values((
                    watch::person_id.eq(label::person("李一涵/mother").to_string()),
                    watch::asset_id.eq(film.asset.to_string()),
                    watch::lesson_id.eq(film.lesson.to_string()),
                    watch::covered.eq(Vec::<u8>::new()),
                    watch::covered_s.eq(0),
                    watch::position_s.eq(0),
                    watch::began_at.eq(now),
                    watch::last_on.eq(now.date()),
                ))
                .execute(conn)?;
            holds.send(()).expect("the test waits for it");
            told.recv().expect("the test lets go");
            conn.batch_execute("ROLLBACK")?;
            Ok(())
        });
        holding.await.expect("the row is held");
    });
    (held, let_go)
}

on_postgres! {
    async fn what_is_being_written_while_the_record_is_emptied_does_not_stay(site: Site) {
        let film = film::published(&site).await;
        let phone = Phone::of(&site, MOTHER, film).await;
        let mother = phone.client.clone();
        site.pass(TimeDelta::minutes(1));
        let (held, let_go) = hold_row(&site, film);
        let order = async {
            while held.try_recv().is_err() {
                tokio::task::yield_now().await;
            }
            let report = spawn(async move { phone.send(&[[0, 40]]).await.status });
            while waiting(&site).await < 1 {}
            let clearing = spawn(async move { press(&mother, "/p/learning/clear", "").await.status });
            while waiting(&site).await < 2 && !clearing.is_finished() {}
            let_go.send(()).expect("the row is held");
            (
                report.await.expect("a report"),
                clearing.await.expect("a press"),
            )
        };
        let done = tokio::time::timeout(Duration::from_mins(1), order).await;
        assert_eq!(done.expect("nobody waits for ever"), (200, 303));
        assert!(stored(&site, MOTHER, film).await.is_empty());
    }
}
