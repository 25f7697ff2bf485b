//! Whose rows an administrator can touch: those of the own school and no others.

use tongyu::seed::label;
use tongyu_shared::{
    api::{page::PageQuery, problem::ProblemCode},
    org::{
        endpoints::{ApplyImport, ListImportProblems, MatchColumns, ReadImport},
        import::{ApplyNoteCode, ApplyReport, ImportPath, NewColumns},
        sheet::{RowProblemCode, SheetKind},
    },
};

use super::import_tools::{
    ADMIN, SCHOOL, apply, import, names_of_phone, problems, roster, sizes, upload,
};
use crate::on_both;

const SHEET: &str = "姓名,班级,学校,手机\n王明明,三年级1班,海棠路小学,19900007001\n\
    周小南,三年级1班,云帆中学,19900007002\n";

on_both! {
    async fn rows_of_another_school_are_refused_and_reported(site: Site) {
        let admin = site.client(ADMIN).await;
        let sheet = roster(&admin, SHEET).await;
        assert_eq!((sheet.counts.accepted, sheet.counts.refused), (1, 1));
        let found = problems(&admin, &sheet).await;
        assert!(found.iter().any(|found| found.problem.row == 3
            && found.problem.code == RowProblemCode::OtherSchool));
    }

    async fn the_import_of_another_school_is_not_there(site: Site) {
        let sheet = roster(&site.client(ADMIN).await, SHEET).await;
        let other = site.client("郭丽").await;
        let before = sizes(&site).await;
        let path = ImportPath { import: sheet.id };
        other.get::<ReadImport>(&path).await.problem(ProblemCode::NotFound);
        let page = PageQuery::default();
        let listed = other.call::<ListImportProblems>(&path, &page, &(), None).await;
        listed.problem(ProblemCode::NotFound);
        let columns = NewColumns { columns: sheet.columns };
        let matched = other.call::<MatchColumns>(&path, &(), &columns, Some("\"v1\"")).await;
        matched.problem(ProblemCode::NotFound);
        let applied = other.call::<ApplyImport>(&path, &(), &(), Some("\"v1\"")).await;
        applied.problem(ProblemCode::NotFound);
        let url = format!("/api/v1/imports/{}/workbook", sheet.id);
        other.raw("GET", &url, None, None).await.problem(ProblemCode::NotFound);
        let sent = upload(&other, SCHOOL, SheetKind::Roster, "a.csv", SHEET).await;
        sent.problem(ProblemCode::NotFound);
        assert_eq!(sizes(&site).await, before);
    }

    async fn who_does_not_import_is_refused_before_the_file_is_read(site: Site) {
        for who in ["陈雨", "赵敏", "林芳", "刘建国"] {
            let client = site.client(who).await;
            let sent = upload(&client, SCHOOL, SheetKind::Roster, "a.csv", SHEET).await;
            sent.problem(ProblemCode::Forbidden);
        }
        let sent = upload(&site.anonymous(), SCHOOL, SheetKind::Roster, "a.csv", SHEET).await;
        sent.problem(ProblemCode::SignedOut);
    }

    async fn one_number_in_two_schools_is_two_pupils(site: Site) {
        let admin = site.client(ADMIN).await;
        let row = "学籍号,姓名,班级\nG370203201509010012,王明明,";
        import(&admin, format!("{row}三年级1班\n")).await;
        let other = site.client("郭丽").await;
        let sheet = upload(&other, "云帆中学", SheetKind::Roster, "a.csv", format!("{row}初一1班\n"))
            .await
            .ok();
        let report: ApplyReport =
            apply(&other, &sheet).await.ok();
        assert_eq!((report.added, report.updated), (1, 0));
    }

    async fn another_upload_of_the_same_person_takes_the_place_of_the_first(site: Site) {
        let admin = site.client(ADMIN).await;
        let first = roster(&admin, SHEET).await;
        let second = roster(&admin, SHEET).await;
        let path = |import| ImportPath { import };
        admin.get::<ReadImport>(&path(first.id)).await.problem(ProblemCode::NotFound);
        assert_eq!(admin.get::<ReadImport>(&path(second.id)).await.status, 200);
    }

    async fn what_is_no_school_takes_no_import(site: Site) {
        let admin = site.client(ADMIN).await;
        let class = label::node("海棠路小学/三年级(1)班");
        let url = format!("/api/v1/schools/{class}/imports?kind=roster&name=a.csv");
        let sent = admin.raw("POST", &url, Some(SHEET.to_owned()), None).await;
        sent.problem(ProblemCode::NotFound);
    }

    async fn a_school_cannot_change_the_phone_that_another_schools_messages_go_to(site: Site) {
        let row = "学籍号,姓名,班级,家长姓名,关系,手机\nG370203201509010012,王明明,";
        let admin = site.client(ADMIN).await;
        let list = |phone: &str| format!("{row}三年级1班,李芳,母亲,{phone}\n");
        import(&admin, list("19900007001")).await;
        assert_eq!(import(&admin, list("19900007002")).await.updated, 1);

        let other = site.client("郭丽").await;
        let theirs = format!("{row}初一1班,李芳,母亲,19900007002\n").replace("王明明", "王大明");
        let sheet = upload(&other, "云帆中学", SheetKind::Roster, "a.csv", theirs).await.ok();
        let report: ApplyReport = apply(&other, &sheet).await.ok();
        assert_eq!((report.added, report.guardians_added), (1, 0), "she is the same person");

        let report = import(&admin, list("19900007009")).await;
        assert_eq!((report.updated, report.unchanged), (0, 1));
        assert_eq!(report.notes[0].code, ApplyNoteCode::PhoneKept);
        assert_eq!(names_of_phone(&site, "19900007002").await, ["李芳"]);
        assert!(names_of_phone(&site, "19900007009").await.is_empty());
    }

    async fn a_school_cannot_rename_a_guardian_of_another_school(site: Site) {
        let head = "学籍号,姓名,班级,家长姓名,关系,手机\n";
        let admin = site.client(ADMIN).await;
        let here = "G370203201509010012,王明明,三年级1班,,母亲,19900007001\n";
        import(&admin, format!("{head}{here}")).await;
        let other = site.client("郭丽").await;
        let theirs = format!("{head}G370203201209010013,王红红,初一1班,,母亲,19900007001\n");
        let sheet = upload(&other, "云帆中学", SheetKind::Roster, "a.csv", theirs).await.ok();
        let report: ApplyReport = apply(&other, &sheet).await.ok();
        assert_eq!((report.added, report.guardians_added), (1, 0), "she is the same person");

        let named = here.replace(",,母亲", ",李芳,母亲");
        let report = import(&admin, format!("{head}{named}")).await;
        assert_eq!(report.unchanged, 1);
        assert_eq!(report.notes[0].code, ApplyNoteCode::NameKept);
        assert_eq!(names_of_phone(&site, "19900007001").await, ["王明明的妈妈"]);
    }
}
