//! Rosters from the file to the rows: the large messy one, and what a second one changes.

use std::collections::{BTreeMap, BTreeSet};

use tongyu_db::DbError;
use tongyu_shared::{
    api::problem::ProblemCode,
    org::{
        import::{ApplyNoteCode, ApplyReport, ImportState, ImportSummary},
        sheet::SheetKind,
    },
};

use super::import_tools::{
    ADMIN, SCHOOL, apply, count, import, names_of_phone, returned, roster, sizes, upload,
};
use crate::{
    kit::{
        Client, Site,
        messy::{self, MessyRoster, messy_roster},
    },
    on_both,
};

const HEAD: &str = "学籍号,姓名,班级,家长姓名,关系,手机,家庭住址\n";

fn sheet(rows: &[&str]) -> Vec<u8> {
    format!("{HEAD}{}\n", rows.join("\n")).into_bytes()
}

const MING: &str = "G370203201509010012,王明明,三年级1班,李芳,母亲,19900007001,海河路1号";

/// The messy roster of another school than the demo's, whose rows name that school.
async fn school_of_the_messy_roster(site: &Site) {
    use diesel::prelude::*;
    use tongyu_db::schema::org_node;
    let id = tongyu::seed::label::node(SCHOOL).to_string();
    site.app
        .db
        .write(move |tx| {
            diesel::update(org_node::table.find(&id))
                .set(org_node::name.eq(messy::SCHOOL))
                .execute(tx.conn())?;
            Ok::<_, DbError>(())
        })
        .await
        .expect("the school is renamed");
}

/// Name and class of the pupils who sit in the school today.
async fn seated(site: &Site) -> Vec<(String, String)> {
    use diesel::prelude::*;
    use tongyu_db::schema::{enrolment, org_node, student};
    let school = tongyu::seed::label::node(SCHOOL).to_string();
    site.app
        .db
        .read(move |conn| {
            let rows: Vec<(String, String)> = enrolment::table
                .inner_join(student::table)
                .inner_join(org_node::table)
                .filter(student::school_id.eq(school))
                .filter(enrolment::to_on.is_null())
                .select((student::name, org_node::name))
                .load(conn)?;
            Ok::<_, DbError>(rows)
        })
        .await
        .expect("the pupils")
}

/// The actions on guardians in the audit log, in the order of the alphabet.
async fn guardian_entries(site: &Site) -> Vec<String> {
    use diesel::prelude::*;
    use tongyu_db::schema::audit_entry;
    site.app
        .db
        .read(|conn| {
            let actions = audit_entry::table
                .filter(audit_entry::subject_kind.eq("person"))
                .filter(audit_entry::action.like("org.import_%"))
                .order(audit_entry::action)
                .select(audit_entry::action)
                .load(conn)?;
            Ok::<_, DbError>(actions)
        })
        .await
        .expect("the actions")
}

fn tally(pairs: impl IntoIterator<Item = (String, String)>) -> BTreeMap<(String, String), i32> {
    let mut tally = BTreeMap::new();
    for pair in pairs {
        *tally.entry(pair).or_default() += 1;
    }
    tally
}

/// The refused rows, as the returned workbook lists them.
async fn refused_rows(client: &Client, sheet: &ImportSummary) -> BTreeSet<u32> {
    let word = tongyu_shared::text::roster::severity_refused(tongyu_shared::Lang::ZhCn);
    let (_, sheets) = returned(client, sheet).await;
    let listed = sheets[0]
        .iter()
        .filter(|row| row.get(2).is_some_and(|result| result == word));
    listed
        .map(|row| row[0].parse().expect("a row number"))
        .collect()
}

fn assert_counts(sheet: &ImportSummary, expected: &MessyRoster) {
    assert_eq!(sheet.counts.accepted as usize, expected.accepted.len());
    assert_eq!(sheet.counts.refused as usize, expected.refused.len());
    assert_eq!(sheet.counts.blank, expected.blank);
    assert!(sheet.counts.add_up(), "{:?}", sheet.counts);
}

on_both! {
    async fn three_thousand_pupils_in_sixty_classes_come_in_exactly(site: Site) {
        school_of_the_messy_roster(&site).await;
        let expected = messy_roster(3_000, 60, 1);
        let admin = site.client(ADMIN).await;
        let before = tally(seated(&site).await);

        let sheet: ImportSummary =
            upload(&admin, SCHOOL, SheetKind::Roster, "名册.xlsx", expected.xlsx.clone())
                .await
                .ok();
        assert_counts(&sheet, &expected);
        assert_eq!(refused_rows(&admin, &sheet).await, expected.refused.keys().copied().collect());

        let begun = std::time::Instant::now();
        let report: ApplyReport = apply(&admin, &sheet).await.ok();
        println!("3,000 pupils written in {:?}, sqlite {}", begun.elapsed(), site.app.db.is_sqlite());
        assert_eq!((report.added, report.updated, report.unchanged), (3_000, 0, 0));
        let mut wanted = before;
        for (pair, number) in tally(expected.accepted.values().cloned()) {
            *wanted.entry(pair).or_default() += number;
        }
        assert_eq!(tally(seated(&site).await), wanted);

        // The same list as another file, GB18030 and separated by commas, changes nothing.
        let sizes_before = sizes(&site).await;
        let begun = std::time::Instant::now();
        let again: ImportSummary =
            upload(&admin, SCHOOL, SheetKind::Roster, "名册.csv", expected.csv.clone()).await.ok();
        assert_counts(&again, &expected);
        let report: ApplyReport = apply(&admin, &again).await.ok();
        println!("compared with 3,000 pupils in {:?}", begun.elapsed());
        assert_eq!((report.added, report.updated, report.unchanged), (0, 0, 3_000));
        let sizes_after = sizes(&site).await;
        assert_eq!(sizes_after[1..8], sizes_before[1..8]);
    }

    async fn an_import_is_written_once_and_emptied(site: Site) {
        let admin = site.client(ADMIN).await;
        let sheet = roster(&admin, self::sheet(&[MING])).await;
        let sealed = count(&site, "SELECT count(*) AS n FROM sheet_import WHERE length(content_sealed) > 0");
        assert_eq!(sealed.await, 1);
        let report: ApplyReport = apply(&admin, &sheet).await.ok();
        assert_eq!(report.added, 1);
        let left = count(&site, "SELECT count(*) AS n FROM sheet_import \
            WHERE length(content_sealed) > 0 OR headers <> '[]'");
        assert_eq!(left.await, 0);
        apply(&admin, &sheet).await.problem(ProblemCode::NotInThisState);
        let path = tongyu_shared::org::import::ImportPath { import: sheet.id };
        let read: ImportSummary =
            admin.get::<tongyu_shared::org::endpoints::ReadImport>(&path).await.ok();
        assert_eq!((read.state, read.report), (ImportState::Applied, Some(report)));
    }

    async fn a_pupil_moves_between_classes_and_keeps_the_time_before(site: Site) {
        let admin = site.client(ADMIN).await;
        import(&admin, sheet(&[MING])).await;
        site.pass(chrono::TimeDelta::days(3));
        let admin = site.client(ADMIN).await;
        let report = import(&admin, sheet(&[&MING.replace("三年级1班", "三年级2班")])).await;
        assert_eq!((report.added, report.updated, report.moved), (0, 1, 1));
        let spans = "SELECT count(*) AS n FROM enrolment e JOIN student s ON s.id = e.student_id \
            WHERE s.name = '王明明' AND (e.to_on = '2026-11-25' OR (e.from_on = '2026-11-26' AND e.to_on IS NULL))";
        assert_eq!(count(&site, spans).await, 2);
    }

    async fn siblings_share_the_mother_and_her_phone(site: Site) {
        let admin = site.client(ADMIN).await;
        let sister = "G370203201709010013,王红红,一年级3班,李芳,母亲,19900007001,海河路1号";
        let report = import(&admin, sheet(&[MING, sister])).await;
        assert_eq!((report.added, report.guardians_added, report.places_added), (2, 1, 1));
    }

    async fn a_pupil_without_a_number_gets_a_temporary_one_and_a_guardian_without_a_name_a_made_one(
        site: Site
    ) {
        let admin = site.client(ADMIN).await;
        let row = ",赵小北,三年级1班,,母亲,19900007002,";
        let report = import(&admin, sheet(&[row])).await;
        assert_eq!(report.added, 1);
        let number = "SELECT count(*) AS n FROM student WHERE name = '赵小北' \
            AND number_is_temporary AND student_number LIKE 'L%'";
        assert_eq!(count(&site, number).await, 1);
        let made = "SELECT count(*) AS n FROM person WHERE name = '赵小北的妈妈'";
        assert_eq!(count(&site, made).await, 1);
        assert_eq!(import(&admin, sheet(&[row])).await.unchanged, 1);
    }

    async fn a_pupil_who_is_missing_from_the_next_list_stays(site: Site) {
        let admin = site.client(ADMIN).await;
        let other = "G370203201509010013,周小南,三年级1班,周强,父亲,19900007003,";
        import(&admin, sheet(&[MING, other])).await;
        let before = seated(&site).await.len();
        assert_eq!(import(&admin, sheet(&[MING])).await.unchanged, 1);
        assert_eq!(seated(&site).await.len(), before);
    }

    async fn a_barred_guardian_stays_barred(site: Site) {
        let admin = site.client(ADMIN).await;
        import(&admin, sheet(&[MING])).await;
        site.app.db.write(|tx| {
            use diesel::RunQueryDsl as _;
            diesel::sql_query("UPDATE guardianship SET may_view = FALSE WHERE person_id IN \
                (SELECT id FROM person WHERE name = '李芳')").execute(tx.conn())?;
            Ok::<_, DbError>(())
        }).await.expect("she is barred");
        let may_view = "SELECT count(*) AS n FROM guardianship g JOIN student s ON s.id = g.student_id \
            WHERE s.name = '王明明' AND g.may_view";
        for row in [
            MING.to_owned(),
            MING.replace("母亲", "外婆"),
            MING.replace("19900007001", "19900007008"),
            MING.replace("母亲,19900007001", "其他,19900007008"),
            MING.replace("李芳", "李小芳"),
            MING.replace("李芳,母亲,19900007001", ",母亲,19900007008"),
        ] {
            let before = sizes(&site).await;
            let report = import(&admin, sheet(&[&row])).await;
            assert_eq!(report.unchanged, 1, "{row}");
            let codes: Vec<_> = report.notes.iter().map(|note| note.code).collect();
            assert_eq!(codes, [ApplyNoteCode::GuardianBarred], "{row}");
            assert_eq!(count(&site, may_view).await, 0, "{row}");
            assert_eq!(sizes(&site).await[1..8], before[1..8], "{row}");
        }
        assert!(names_of_phone(&site, "19900007008").await.is_empty());
    }

    async fn nothing_personal_stands_in_clear_in_the_uploaded_sheet(site: Site) {
        let admin = site.client(ADMIN).await;
        roster(&admin, sheet(&[MING])).await;
        let rows: Vec<(Vec<u8>, String, String, String)> = {
            use diesel::prelude::*;
            use tongyu_db::schema::sheet_import as s;
            site.app
                .db
                .read(|conn| {
                    let rows = s::table
                        .select((s::content_sealed, s::headers, s::column_match, s::counts))
                        .load(conn)?;
                    Ok::<_, DbError>(rows)
                })
                .await
                .expect("the row")
        };
        assert_eq!(rows.len(), 1);
        for (content, headers, columns, counts) in rows {
            let text = String::from_utf8_lossy(&content);
            for secret in ["王明明", "李芳", "19900007001", "海河路"] {
                assert!(!text.contains(secret));
                assert!(!format!("{headers}{columns}{counts}").contains(secret));
            }
        }
    }

    async fn each_pupil_who_changes_leaves_an_audit_row(site: Site) {
        let admin = site.client(ADMIN).await;
        import(&admin, sheet(&[MING])).await;
        import(&admin, sheet(&[MING])).await;
        let logged = "SELECT count(*) AS n FROM audit_entry WHERE action = 'org.import_student'";
        assert_eq!(count(&site, logged).await, 1);
        let steps = "SELECT count(*) AS n FROM audit_entry WHERE subject_kind = 'sheet_import'";
        assert_eq!(count(&site, steps).await, 4);
    }

    async fn each_change_of_a_guardian_leaves_an_audit_row(site: Site) {
        let admin = site.client(ADMIN).await;
        let unnamed = MING.replace("李芳", "");
        let father = MING.replace("李芳,母亲,19900007001", "王强,父亲,19900007005");
        for (row, action) in [
            (&unnamed, None),
            (&MING.to_owned(), Some("org.import_guardian_name")),
            (&MING.replace("19900007001", "19900007004"), Some("org.import_guardian_phone")),
            (&MING.replace("母亲,19900007001", "外婆,19900007004"), Some("org.import_relation")),
            (&father, Some("org.import_guardian")),
        ] {
            let before = guardian_entries(&site).await;
            import(&admin, sheet(&[row])).await;
            let mut after = guardian_entries(&site).await;
            for action in &before {
                let at = after.iter().position(|found| found == action).expect("it stays");
                after.remove(at);
            }
            assert_eq!(after, action.map(str::to_owned).into_iter().collect::<Vec<_>>(), "{row}");
        }
    }

    async fn a_sheet_that_nobody_writes_is_forgotten_after_a_week(site: Site) {
        let admin = site.client(ADMIN).await;
        import(&admin, sheet(&[MING])).await;
        roster(&admin, sheet(&[MING])).await;
        site.pass(chrono::TimeDelta::days(6));
        site.run_jobs().await;
        let kept = "SELECT count(*) AS n FROM sheet_import";
        assert_eq!(count(&site, kept).await, 2);
        site.pass(chrono::TimeDelta::days(1));
        site.run_jobs().await;
        assert_eq!(count(&site, kept).await, 1, "what was written stays as a report");
        let logged = "SELECT count(*) AS n FROM audit_entry WHERE action = 'org.forget_sheet'";
        assert_eq!(count(&site, logged).await, 1);
    }
}
