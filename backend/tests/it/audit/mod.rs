//! The audit log's chain: sealed soon, and any change of what is sealed is found.

mod checkpoints;
mod tampering;

use diesel::prelude::*;
use tongyu::{
    audit::{self, By, Entry, VerifyReport},
    http::{fault::Fault, input::Stamp},
};
use tongyu_shared::time::Instant;

use crate::kit::Site;

/// Writes entries, a second apart.
async fn write_entries(site: &Site, count: usize) {
    for nth in 0..count {
        site.pass(chrono::TimeDelta::seconds(1));
        let stamp = Stamp {
            now: site.app.clock.now(),
            request: None,
            account: None,
        };
        let subject = nth.to_string();
        let written: Result<(), Fault> = site
            .app
            .db
            .write(move |tx| {
                let entry = Entry {
                    by: By::Staff,
                    action: "test.write",
                    subject_kind: "test",
                    subject_id: &subject,
                    student: None,
                };
                audit::record(tx, &stamp, &entry)
            })
            .await;
        written.expect("the entry is written");
    }
}

async fn verify(site: &Site) -> VerifyReport {
    let (keys, now): (_, Instant) = (site.app.keys.clone(), site.app.clock.now());
    site.app
        .db
        .read(move |conn| audit::verify(conn, &keys, &[], now))
        .await
        .expect("a report")
}

/// Does what someone with the database's password could do.
fn tamper(conn: &mut tongyu_db::Conn, statements: &[&str]) -> Result<(), Fault> {
    for statement in statements {
        let touched = diesel::sql_query(*statement).execute(conn)?;
        assert!(touched > 0, "nothing was tampered with: {statement}");
    }
    Ok(())
}
