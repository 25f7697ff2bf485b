//! A server that dies between the commit and its answer: the phone sends again, to the next one.

use std::{io::Write as _, net::TcpStream};

use chrono::TimeDelta;
use tongyu_shared::{api::endpoint::Endpoint as _, learning::endpoints::ReportWatch};

use super::{
    film,
    viewer::{MOTHER, Phone, stored},
};
use crate::on_both;

on_both! {
    async fn a_crash_between_write_and_answer_neither_loses_nor_doubles(site: Site) {
        let film = film::published(&site).await;
        let phone = Phone::of(&site, MOTHER, film).await;
        site.pass(TimeDelta::minutes(2));
        // The report is sent and its answer never read: the commit is all that happens.
        let mut committed = site.app.db.committed();
        committed.mark_unchanged();
        let report = serde_json::to_string(&phone.report(&[[0, 100]])).expect("JSON");
        let address = site.origin().trim_start_matches("http://").to_owned();
        let mut socket = TcpStream::connect(&address).expect("a connection");
        let head = format!(
            "POST {} HTTP/1.1\r\nhost: {address}\r\ncookie: {}\r\nx-tongyu: 1\r\n\
             sec-fetch-site: same-origin\r\ncontent-type: application/json\r\n\
             content-length: {}\r\n\r\n{report}",
            ReportWatch::PATH,
            phone.client.cookie().expect("a cookie"),
            report.len(),
        );
        socket.write_all(head.as_bytes()).expect("sent");
        committed.changed().await.expect("a commit");
        drop(socket);
        let site = site.restart();
        // What was written is there; the repeat and what follows add only what is new.
        assert_eq!(stored(&site, MOTHER, film).await, [[0, 100]]);
        let phone = Phone { client: site.again(&phone.client), ticket: phone.ticket };
        assert_eq!(phone.saw(&[[0, 100]]).await.covered_s, 100);
        assert_eq!(phone.saw(&[[0, 112]]).await.covered_s, 112);
        assert_eq!(stored(&site, MOTHER, film).await, [[0, 112]]);
    }
}
