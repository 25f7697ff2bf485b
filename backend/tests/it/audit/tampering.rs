//! Edits, deletions, swaps and truncations, each tried on a sound chain of its own.

use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use tongyu::{
    audit::{self, By, Entry},
    crypto::Keys,
    http::{fault::Fault, input::Stamp},
};
use tongyu_db::Tx;
use tongyu_shared::{api::problem::ProblemCode, time::Instant};

use super::{tamper, verify, write_entries};
use crate::{kit::Site, on_both};

/// Entry of the given place.
macro_rules! entry {
    ($seq:literal) => {
        concat!("(SELECT entry_id FROM audit_seal WHERE seq = ", $seq, ")")
    };
}

/// What is done to a chain of eight, and where the walk must stop.
const TAMPERINGS: &[(&str, &[&str], i64)] = &[
    (
        "another action",
        &[concat!(
            "UPDATE audit_entry SET action = 'x' WHERE id = ",
            entry!(3)
        )],
        3,
    ),
    (
        "another actor",
        &[concat!(
            "UPDATE audit_entry SET actor_id = 'x' WHERE id = ",
            entry!(1)
        )],
        1,
    ),
    (
        "another student",
        &[concat!(
            "UPDATE audit_entry SET student_id = 'x' WHERE id = ",
            entry!(8)
        )],
        8,
    ),
    (
        "another time",
        &[concat!(
            "UPDATE audit_entry SET at = '2020-01-01 00:00:00' WHERE id = ",
            entry!(5)
        )],
        5,
    ),
    (
        "an entry deleted with its seal",
        &[
            "DELETE FROM audit_seal WHERE seq = 4",
            "DELETE FROM audit_entry WHERE subject_id = '3'",
        ],
        4,
    ),
    (
        "a gap closed by moving the rest up",
        &[
            "DELETE FROM audit_seal WHERE seq = 4",
            "UPDATE audit_seal SET seq = -seq WHERE seq > 4",
            "UPDATE audit_seal SET seq = -seq - 1 WHERE seq < 0",
        ],
        4,
    ),
    (
        "two entries swapped with their hashes",
        &[
            "UPDATE audit_seal SET seq = 100 WHERE seq = 2",
            "UPDATE audit_seal SET seq = 2 WHERE seq = 3",
            "UPDATE audit_seal SET seq = 3 WHERE seq = 100",
        ],
        2,
    ),
    (
        "another hash",
        &["UPDATE audit_seal SET hash = 'x' WHERE seq = 6"],
        6,
    ),
    (
        "the end cut off",
        &["DELETE FROM audit_seal WHERE seq > 6"],
        7,
    ),
    (
        "the end cut off with its checkpoint",
        &[
            "DELETE FROM audit_seal WHERE seq > 6",
            "DELETE FROM site_setting WHERE name = 'audit.checkpoint'",
        ],
        7,
    ),
    (
        "every seal taken away and an entry changed",
        &[
            "DELETE FROM audit_seal",
            "UPDATE audit_entry SET actor_id = 'x' WHERE subject_id = '2'",
        ],
        1,
    ),
    (
        "the last seals taken away and an entry changed",
        &[
            "DELETE FROM audit_seal WHERE seq > 4",
            "UPDATE audit_entry SET actor_id = 'x' WHERE subject_id = '5'",
        ],
        5,
    ),
    (
        "a forged checkpoint",
        &["UPDATE site_setting SET value = '8 x y' WHERE name = 'audit.checkpoint'"],
        9,
    ),
];

/// Where a walk stops after tampering and the next round of sealing, which are then taken back.
async fn broken_at(site: &Site, statements: &'static [&'static str]) -> Option<i64> {
    let (keys, now) = (site.app.keys.clone(), site.app.clock.now());
    let found = Arc::new(Mutex::new(None));
    let told = found.clone();
    let undone: Result<(), Fault> = site
        .app
        .db
        .write(move |tx| {
            tamper(tx, statements)?;
            seal_one_more(tx, &keys, now)?;
            let report = audit::verify(tx, &keys, &[], now)?;
            *told.lock().expect("nobody panicked") = Some(report);
            Err(ProblemCode::Exists.into())
        })
        .await;
    assert_eq!(
        undone.map_err(|fault| fault.code()),
        Err(ProblemCode::Exists)
    );
    let report = found.lock().expect("nobody panicked").take();
    report.expect("a report").broken_at
}

/// What the server does next, knowing of nothing.
fn seal_one_more(tx: &mut Tx<'_>, keys: &Keys, now: Instant) -> Result<(), Fault> {
    let stamp = Stamp {
        now,
        request: None,
        account: None,
    };
    let entry = Entry {
        by: By::Staff,
        action: "test.write",
        subject_kind: "test",
        subject_id: "later",
        student: None,
    };
    audit::record(tx, &stamp, &entry)?;
    while audit::seal::seal(tx, keys, now)?.is_some() {}
    Ok(())
}

on_both! {
    async fn any_change_of_what_is_sealed_is_found_where_it_was_made(site: Site) {
        site.run_jobs().await;
        let before = verify(&site).await;
        assert_eq!((before.sealed, before.broken_at), (0, None), "the seeds write no entries");
        write_entries(&site, 8).await;
        site.run_jobs().await;
        for (what, statements, place) in TAMPERINGS {
            assert_eq!(broken_at(&site, statements).await, Some(*place), "{what}");
        }
        let after = verify(&site).await;
        assert_eq!((after.sealed, after.broken_at), (8, None));
        assert!(after.is_sound());
    }

    async fn an_entry_that_is_not_sealed_within_a_minute_is_reported(site: Site) {
        write_entries(&site, 2).await;
        let since = site.app.clock.now().plus(TimeDelta::seconds(-1));
        let fresh = verify(&site).await;
        assert_eq!((fresh.unsealed, fresh.oldest_unsealed), (2, Some(since)));
        assert!(fresh.is_sound());
        site.pass(TimeDelta::seconds(60));
        let late = verify(&site).await;
        assert!(late.overdue && !late.is_sound());
        site.run_jobs().await;
        let sealed = verify(&site).await;
        assert_eq!((sealed.sealed, sealed.unsealed, sealed.overdue), (2, 0, false));
    }

    async fn sealing_goes_on_where_it_stopped_and_seals_nothing_twice(site: Site) {
        for round in 1..=3 {
            write_entries(&site, 2).await;
            site.run_jobs().await;
            site.run_jobs().await;
            let report = verify(&site).await;
            assert_eq!((report.sealed, report.broken_at), (round * 2, None));
        }
    }
}
