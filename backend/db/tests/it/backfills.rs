//! What a migration makes of rows that are there already.

use std::path::Path;

use diesel::{
    RunQueryDsl,
    backend::Backend,
    connection::SimpleConnection,
    deserialize::QueryableByName,
    sql_query,
    sql_types::{Integer, Nullable, Text},
};
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use tongyu_db::{Conn, DbError};

use crate::kit::{Site, empty_both};

/// The people and places that the rows of these tests belong to.
const AROUND: &str = "
    INSERT INTO person (id, name, created_at, version)
        VALUES ('p', 'A', '2026-11-01 08:00:00', 1);
    INSERT INTO account (id, person_id, epoch, created_at)
        VALUES ('a', 'p', 1, '2026-11-01 08:00:00');
    INSERT INTO org_node (id, kind, name, sort, valid_from)
        VALUES ('n', 'city', 'A', 0, '2026-09-01');";

/// Two sheets of holders from before. Of the first, one holder is known as a person, one is not, and
/// one was not taken over; the second names the number of the known one again.
const HOLDERS: &str = "
    INSERT INTO legacy_batch (id, node_id, file_name, state, uploaded_by, uploaded_at, version)
        VALUES ('b', 'n', 'a.csv', 'confirmed', 'a', '2026-11-02 08:00:00', 2),
               ('c', 'n', 'b.csv', 'checked', 'a', '2026-11-03 08:00:00', 1);
    INSERT INTO legacy_row (batch_id, row_number, name, school_name, number, faults)
        VALUES ('b', 1, 'A', 'S', 'K1', ''), ('b', 2, 'B', 'S', 'K2', ''),
               ('b', 3, 'C', 'S', 'K3', 'twice'), ('c', 1, 'A', 'S', 'K1', '');
    INSERT INTO certificate (id, number, legacy_batch_id, person_id, node_id, name, school_name,
            level, issued_on, state, status_index, credential, version)
        VALUES ('known', 'K1', 'b', 'p', 'n', 'A', 'S', 'l', '2020-01-01', 'certified', 1, '', 1),
               ('unknown', 'K2', 'b', NULL, 'n', 'B', 'S', 'l', '2020-01-01', 'certified', 2, '', 1),
               ('ours', 'K9', NULL, 'p', 'n', 'A', 'S', 'l', '2026-11-01', 'certified', 3, '', 1);
    INSERT INTO certificate_event (certificate_id, seq, kind, at)
        VALUES ('known', 1, 'certify', '2026-11-02 08:00:00'),
               ('known', 2, 'suspend', '2026-11-03 08:00:00'),
               ('unknown', 1, 'certify', '2026-11-02 08:00:00'),
               ('ours', 1, 'certify', '2026-11-02 08:00:00');";

/// A batch with one file that was opened and one that was not.
const BATCH: &str = "
    INSERT INTO cohort (id, node_id, level, name, rules, created_by, created_at, version)
        VALUES ('h', 'n', 'l', 'A', '{}', 'a', '2026-11-02 08:00:00', 1);
    INSERT INTO application (id, person_id, school_id, level, state, cohort_id, rules, body_hash,
            applied_at, version)
        VALUES ('x', 'p', 'n', 'l', 'assessed', 'h', '{}', '', '2026-11-02 08:00:00', 7),
               ('y', 'p', 'n', 'l', 'assessed', 'h', '{}', '', '2026-11-02 08:00:00', 4);
    INSERT INTO recommendation (id, cohort_id, state, created_by, created_at, version)
        VALUES ('r', 'h', 'drawn', 'a', '2026-11-20 08:00:00', 1);
    INSERT INTO recommendation_file (recommendation_id, application_id, by_chance, flagged, opened_at)
        VALUES ('r', 'x', TRUE, FALSE, '2026-11-21 08:00:00'), ('r', 'y', TRUE, FALSE, NULL);";

/// Applies migrations up to the first whose name ends like this, without it; the rest where none does.
fn migrate_before(conn: &mut Conn, end: &str) {
    match conn {
        Conn::Sqlite(conn) => each_before(conn, "sqlite", end),
        Conn::Postgres(conn) => each_before(conn, "postgres", end),
    }
}

fn each_before<DB: Backend>(conn: &mut impl MigrationHarness<DB>, engine: &str, end: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations");
    let source = FileBasedMigrations::from_path(folder.join(engine)).expect("migrations");
    for migration in conn.pending_migrations(source).expect("what is pending") {
        let name = migration.name().to_string();
        if name.ends_with(end) {
            return;
        }
        conn.run_migration(&migration)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    assert_eq!(end, HEAD, "no migration ends so");
}

/// No migration bears this name.
const HEAD: &str = "the head";

/// Plants rows before a migration and looks at them after all migrations.
async fn after_all<T: Send + 'static>(
    site: &Site,
    before: &'static str,
    rows: &'static str,
    look: impl FnOnce(&mut Conn) -> Result<T, DbError> + Send + 'static,
) -> T {
    let looked = site.db.maintain(move |conn| {
        migrate_before(conn, before);
        conn.batch_execute(AROUND)?;
        conn.batch_execute(rows)?;
        migrate_before(conn, HEAD);
        look(conn)
    });
    looked.await.expect("rows")
}

#[derive(Debug, PartialEq, Eq, QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    of_: String,
    #[diesel(sql_type = Integer)]
    nth: i32,
    #[diesel(sql_type = Nullable<Text>)]
    is_: Option<String>,
}

/// What a query `SELECT … AS of_, … AS nth, … AS is_` finds.
fn lines(conn: &mut Conn, query: &str) -> Result<Vec<(String, i32, Option<String>)>, DbError> {
    let found: Vec<Line> = sql_query(query).load(conn)?;
    Ok(found
        .into_iter()
        .map(|line| (line.of_, line.nth, line.is_))
        .collect())
}

fn line(of: &str, nth: i32, is: &str) -> (String, i32, Option<String>) {
    let is = (!is.is_empty()).then(|| is.to_owned());
    (of.to_owned(), nth, is)
}

#[tokio::test]
async fn a_holder_from_before_is_known_where_the_sheets_own_certificate_names_a_person() {
    for site in empty_both() {
        let (holders, phones) = after_all(&site, "000015_certificates", HOLDERS, |conn| {
            let all = "SELECT batch_id AS of_, row_number AS nth, holder AS is_ FROM legacy_row \
                       ORDER BY batch_id, row_number";
            let phone = "SELECT batch_id AS of_, row_number AS nth, phone_hash AS is_ FROM legacy_row \
                         WHERE phone_hash IS NOT NULL";
            Ok((lines(conn, all)?, lines(conn, phone)?))
        })
        .await;
        let expected = [
            line("b", 1, "known"),
            line("b", 2, "unknown"),
            line("b", 3, "unknown"),
            line("c", 1, "unknown"),
        ];
        assert_eq!(holders, expected);
        assert_eq!(phones, []);
    }
}

#[tokio::test]
async fn a_certificate_from_before_was_taken_over_and_no_other_event_changes() {
    for site in empty_both() {
        let events = after_all(&site, "000015_certificates", HOLDERS, |conn| {
            let all = "SELECT certificate_id AS of_, seq AS nth, kind AS is_ FROM certificate_event \
                       ORDER BY certificate_id, seq";
            lines(conn, all)
        })
        .await;
        let expected = [
            line("known", 1, "take_over"),
            line("known", 2, "suspend"),
            line("ours", 1, "certify"),
            line("unknown", 1, "take_over"),
        ];
        assert_eq!(events, expected);
    }
}

#[tokio::test]
async fn a_file_that_was_opened_before_versions_were_kept_has_none_and_stays_opened_then() {
    for site in empty_both() {
        let (versions, opened) = after_all(&site, "000016_certification", BATCH, |conn| {
            let version = "SELECT application_id AS of_, 0 AS nth, \
                           CAST(opened_version AS TEXT) AS is_ FROM recommendation_file \
                           ORDER BY application_id";
            let opened = "SELECT application_id AS of_, 0 AS nth, NULL AS is_ \
                          FROM recommendation_file WHERE opened_at = '2026-11-21 08:00:00'";
            Ok((lines(conn, version)?, lines(conn, opened)?))
        })
        .await;
        assert_eq!(versions, [line("x", 0, ""), line("y", 0, "")]);
        assert_eq!(opened, [line("x", 0, "")]);
    }
}
