//! Files of every kind that is no roster: a clear sentence each, and nothing stored.

use std::io::{Cursor, Write as _};

use tongyu_shared::{
    Lang,
    api::problem::ProblemCode,
    org::sheet::{SheetError, SheetKind},
};

use super::import_tools::{ADMIN, SCHOOL, sizes, upload};
use crate::on_both;

/// An `.xlsx` package of these parts.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(*name, options).expect("a part");
        zip.write_all(content).expect("its content");
    }
    zip.finish().expect("a package").into_inner()
}

fn workbook_with_macros() -> Vec<u8> {
    package(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/vbaProject.bin", b"x"),
    ])
}

/// Inflates to more than 50 MB from a few kilobytes.
fn bomb() -> Vec<u8> {
    let zeros = vec![b' '; 60 * 1024 * 1024];
    package(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", &zeros),
    ])
}

on_both! {
    async fn a_file_that_is_no_roster_is_explained_and_nothing_is_stored(site: Site) {
        let admin = site.client(ADMIN).await;
        let before = sizes(&site).await;
        for (name, bytes, code, error) in [
            ("空.csv", Vec::new(), ProblemCode::UnreadableSheet, SheetError::Empty),
            ("照片.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), ProblemCode::UnsupportedType, SheetError::NotASheet),
            ("网页.xls", b"<html><table></table></html>".to_vec(), ProblemCode::UnsupportedType, SheetError::OtherFormat),
            ("坏.xlsx", b"PK\x03\x04 cut short".to_vec(), ProblemCode::UnreadableSheet, SheetError::Broken),
            ("宏.xlsm", workbook_with_macros(), ProblemCode::UnsupportedType, SheetError::HasMacros),
            ("弹.xlsx", bomb(), ProblemCode::TooLarge, SheetError::InflatesTooMuch),
            ("大.csv", vec![b'a'; 5 * 1024 * 1024 + 1], ProblemCode::TooLarge, SheetError::TooLarge),
            ("没有表头.csv", "甲,乙\n丙,丁\n".into(), ProblemCode::UnreadableSheet, SheetError::NoHeader),
        ] {
            let answer = upload(&admin, SCHOOL, SheetKind::Roster, name, bytes).await;
            let problem = answer.problem(code);
            assert_eq!(problem.detail, error.text(Lang::ZhCn), "{name}");
        }
        assert_eq!(sizes(&site).await, before);
    }

    async fn the_reason_comes_in_the_readers_language(site: Site) {
        let admin = site.client(ADMIN).await.in_english();
        let answer = upload(&admin, SCHOOL, SheetKind::Roster, "a.csv", Vec::new()).await;
        let problem = answer.problem(ProblemCode::UnreadableSheet);
        assert_eq!(problem.detail, SheetError::Empty.text(Lang::En));
    }

    async fn an_unknown_kind_or_parameter_is_refused(site: Site) {
        let admin = site.client(ADMIN).await;
        let school = tongyu::seed::label::node(SCHOOL);
        for query in ["kind=other&name=a.csv", "kind=roster", "kind=roster&name=a.csv&x=1"] {
            let url = format!("/api/v1/schools/{school}/imports?{query}");
            admin.raw("POST", &url, None, None).await.problem(ProblemCode::UnreadableQuery);
        }
    }
}
