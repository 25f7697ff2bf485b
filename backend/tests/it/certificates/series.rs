//! Numbers from before in our own running series: taken over where they follow, refused where they
//! would leave a gap, and never given a second time.

use tongyu_shared::certification::{
    certificates::{
        legacy::{LegacyBatch, LegacyFault},
        notice::IssueReport,
        number::{NumberParts, number, parts},
    },
    pack::Level,
};

use super::{
    desk::{CERTIFIER, MANAGER, issued},
    legacy::{confirm, upload},
};
use crate::on_both;

/// A number of the demo's issuer, of the first level.
fn ours(year: i32, serial: u32) -> String {
    of_level(Level::JuniorLecturer, year, serial)
}

fn of_level(level: Level, year: i32, serial: u32) -> String {
    let parts = NumberParts {
        prefix: "YS",
        level,
        year,
        region: "990100",
        serial,
    };
    number(&parts).expect("a number")
}

/// Certificates of the first level, issued in the year that their numbers name, as far as it has
/// begun.
fn sheet(numbers: &[String]) -> String {
    let row = |number: &String| {
        let year = if number.contains("-2023-") {
            2023
        } else {
            2026
        };
        (number.clone(), "初级讲师", year)
    };
    let rows: Vec<_> = numbers.iter().map(row).collect();
    sheet_of(&rows)
}

/// Numbers with level and year of issue.
fn sheet_of(rows: &[(String, &str, i32)]) -> String {
    let row = |(number, level, year): &(String, &str, i32)| {
        format!("张远,远山小学,{level},{number},{year}-03-01,\n")
    };
    let rows: String = rows.iter().map(row).collect();
    format!("姓名,单位,级别,证书编号,发证日期,有效期至\n{rows}")
}

/// The numbers of a sheet that its dry run refuses, with why.
fn refused(batch: &LegacyBatch) -> Vec<(&str, &[LegacyFault])> {
    let rows = batch.rows.iter().filter(|row| !row.faults.is_empty());
    rows.map(|row| (row.number.as_str(), row.faults.as_slice()))
        .collect()
}

fn serials(report: &IssueReport) -> Vec<u32> {
    let all = report.certificates.iter();
    all.map(|one| parts(&one.number).expect("our number").serial)
        .collect()
}

on_both! {
    async fn numbers_that_follow_are_taken_over_and_the_next_certificate_follows_them(site: Site) {
        let (manager, certifier) = (site.client(MANAGER).await, site.client(CERTIFIER).await);
        let numbers = [ours(2026, 2), ours(2026, 1), ours(2026, 4), ours(2023, 900)];
        let batch: LegacyBatch = upload(&manager, &sheet(&numbers)).await.ok();
        // The fourth leaves a gap; 2023 is over, and nothing more is given in it.
        assert_eq!(refused(&batch), [(numbers[2].as_str(), &[LegacyFault::NotNext][..])]);
        assert!(batch.rows[0].messages[0].contains("缺号"), "{:?}", batch.rows[0]);
        let done: LegacyBatch = confirm(&certifier, &batch).await.ok();
        assert_eq!((done.good, done.refused), (3, 1));
        assert_eq!(serials(&issued(&site, &["王小明", "李华"]).await), [3, 4]);
        let manager = site.client(MANAGER).await;
        let behind: LegacyBatch = upload(&manager, &sheet(&[ours(2026, 4)])).await.ok();
        assert_eq!(behind.rows[0].faults, [LegacyFault::NotNext], "given already, elsewhere");
        let next: LegacyBatch = upload(&manager, &sheet(&[ours(2026, 5)])).await.ok();
        assert_eq!(next.refused, 0);
    }

    async fn a_number_of_ours_with_a_slip_is_told_and_stays_out(site: Site) {
        let (manager, certifier) = (site.client(MANAGER).await, site.client(CERTIFIER).await);
        let good = ours(2026, 1);
        let slips = [
            good.replace("00001", "00002"),
            good.to_lowercase(),
            ours(2027, 1).replace("-L1-", "-L3-"),
        ];
        let past = ours(2023, 5).replace("00005", "00006");
        let numbers = [&slips[..], &[past, good]].concat();
        let batch: LegacyBatch = upload(&manager, &sheet(&numbers)).await.ok();
        let wrong = &[LegacyFault::NumberWrong][..];
        let expected: Vec<_> = slips.iter().map(|slip| (slip.as_str(), wrong)).collect();
        assert_eq!(refused(&batch), expected);
        assert!(batch.rows[0].messages[0].contains("校验"), "{:?}", batch.rows[0]);
        let done: LegacyBatch = confirm(&certifier, &batch).await.ok();
        assert_eq!((done.good, done.refused), (2, 3));
    }

    async fn a_row_that_its_own_number_contradicts_stays_out_and_moves_no_counter(site: Site) {
        let (manager, certifier) = (site.client(MANAGER).await, site.client(CERTIFIER).await);
        let (junior, senior) = ("初级讲师", "高级指导师");
        let rows = [
            (ours(2026, 1), senior, 2026),
            (of_level(Level::SeniorInstructor, 2026, 1), senior, 2025),
            (ours(2024, 9), junior, 2025),
            (of_level(Level::SeniorInstructor, 2024, 9), senior, 2024),
        ];
        let batch: LegacyBatch = upload(&manager, &sheet_of(&rows)).await.ok();
        let disagrees = &[LegacyFault::NumberDisagrees][..];
        let expected: Vec<_> = rows[..3].iter().map(|row| (row.0.as_str(), disagrees)).collect();
        assert_eq!(refused(&batch), expected);
        let said = &batch.rows[0].messages[0];
        assert!(said.contains("级别") && said.contains("发证日期"), "{said}");
        let done: LegacyBatch = confirm(&certifier, &batch).await.ok();
        assert_eq!((done.good, done.refused), (1, 3));
        assert_eq!(serials(&issued(&site, &["王小明"]).await), [1], "no counter has moved");
    }

    async fn nobody_has_a_number_of_a_year_that_has_not_begun(site: Site) {
        let manager = site.client(MANAGER).await;
        let batch: LegacyBatch = upload(&manager, &sheet(&[ours(2027, 1)])).await.ok();
        assert_eq!(batch.rows[0].faults, [LegacyFault::NumberWrong]);
        assert!(batch.rows[0].messages[0].contains("年份"), "{:?}", batch.rows[0]);
    }

    async fn what_followed_in_the_dry_run_is_held_against_the_counter_once_more(site: Site) {
        let manager = site.client(MANAGER).await;
        let batch: LegacyBatch = upload(&manager, &sheet(&[ours(2026, 1)])).await.ok();
        assert_eq!(batch.refused, 0);
        assert_eq!(serials(&issued(&site, &["王小明"]).await), [1]);
        let certifier = site.client(CERTIFIER).await;
        let late: LegacyBatch = confirm(&certifier, &batch).await.ok();
        assert_eq!((late.good, late.refused), (0, 1));
        assert_eq!(serials(&issued(&site, &["李华"]).await), [2], "no gap, and nothing twice");
    }
}
