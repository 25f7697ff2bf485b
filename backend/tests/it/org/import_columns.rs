//! Columns matched by hand, the list of problems, and the workbook that goes back.

use tongyu_shared::{
    api::problem::ProblemCode,
    org::{
        endpoints::{MatchColumns, ReadImport},
        import::{ApplyReport, ImportPath, ImportSummary, NewColumns},
        sheet::{ColumnMatch, RosterField, SheetCounts, SheetError},
    },
};

use super::import_tools::{ADMIN, apply, problems, returned, roster};
use crate::{
    kit::{Answer, Client},
    on_both,
};

/// The name stands in a column that no heading tells.
const SHEET: &str = "学籍号,大名,班级,手机\nG370203201509010012,王明明,三年级1班,19900007001\n\
    G370203201509010013,周小南,三年级9999班,19900007002\n";

async fn change(
    client: &Client,
    import: &ImportSummary,
    etag: Option<&str>,
    edit: impl Fn(&mut ColumnMatch),
) -> Answer {
    let mut columns = import.columns.clone();
    edit(&mut columns);
    let path = ImportPath { import: import.id };
    client
        .call::<MatchColumns>(&path, &(), &NewColumns { columns }, etag)
        .await
}

fn name_in(column: u32) -> impl Fn(&mut ColumnMatch) {
    move |matched| {
        let ColumnMatch::Roster(fields) = matched else {
            panic!("a roster")
        };
        fields.columns.insert(RosterField::StudentName, column);
    }
}

on_both! {
    async fn a_column_that_was_not_found_is_matched_by_hand(site: Site) {
        let admin = site.client(ADMIN).await;
        let sheet = roster(&admin, SHEET).await;
        assert_eq!(sheet.counts, SheetCounts::default(), "without a name no row is judged");
        assert_eq!(sheet.headers, ["学籍号", "大名", "班级", "手机"]);
        assert!(problems(&admin, &sheet).await.is_empty());
        apply(&admin, &sheet).await.problem(ProblemCode::UnreadableSheet);

        let etag = admin.get::<ReadImport>(&ImportPath { import: sheet.id }).await.etag;
        let matched: ImportSummary =
            change(&admin, &sheet, etag.as_deref(), name_in(1)).await.ok();
        let SheetCounts { read, accepted, refused, blank, .. } = matched.counts;
        assert_eq!((read, accepted, refused, blank), (2, 1, 1, 0));
        let report: ApplyReport = apply(&admin, &matched).await.ok();
        assert_eq!(report.added, 1);
    }

    async fn a_match_names_its_version_and_a_stale_one_changes_nothing(site: Site) {
        let admin = site.client(ADMIN).await;
        let sheet = roster(&admin, SHEET).await;
        let path = ImportPath { import: sheet.id };
        let etag = admin.get::<ReadImport>(&path).await.etag;
        change(&admin, &sheet, None, name_in(1)).await.problem(ProblemCode::VersionMissing);
        change(&admin, &sheet, etag.as_deref(), name_in(1)).await.ok::<ImportSummary>();
        change(&admin, &sheet, etag.as_deref(), name_in(0)).await.problem(ProblemCode::Stale);
        let old = admin
            .call::<tongyu_shared::org::endpoints::ApplyImport>(&path, &(), &(), etag.as_deref())
            .await;
        old.problem(ProblemCode::Stale);
    }

    async fn a_match_that_does_not_fit_the_file_is_explained(site: Site) {
        let admin = site.client(ADMIN).await;
        let sheet = roster(&admin, SHEET).await;
        let etag = admin.get::<ReadImport>(&ImportPath { import: sheet.id }).await.etag;
        let answer = change(&admin, &sheet, etag.as_deref(), |matched| {
            let ColumnMatch::Roster(fields) = matched else { panic!("a roster") };
            "没有这张表".clone_into(&mut fields.sheet);
        });
        let problem = answer.await.problem(ProblemCode::UnreadableSheet);
        assert_eq!(problem.detail, SheetError::MatchDoesNotFit.text(tongyu_shared::Lang::ZhCn));
    }

    async fn problems_come_page_by_page_in_the_order_of_rows(site: Site) {
        let admin = site.client(ADMIN).await;
        let rows: Vec<String> = (0..120).map(|n| format!(",学生{n},三年级1班,")).collect();
        let rows = rows.join("\n");
        let sheet = roster(&admin, format!("学籍号,姓名,班级,手机\n{rows}\n")).await;
        let found = problems(&admin, &sheet).await;
        // No number and no guardian, each.
        assert_eq!(found.len(), 240);
        assert!(found.is_sorted_by_key(|found| found.problem.row));
        assert!(found.iter().all(|found| !found.message.is_empty()));
    }

    async fn the_returned_workbook_carries_the_rows_and_the_reasons(site: Site) {
        let admin = site.client(ADMIN).await;
        let sheet = roster(
            &admin,
            "姓名,班级,手机\n王明明,三年级1班,1990000\n周小南,三年级1班,19900007002\n",
        )
        .await;
        let (headers, sheets) = returned(&admin, &sheet).await;
        let header = |name: &str| headers[name].to_str().expect("ASCII").to_owned();
        assert_eq!(header("cache-control"), "no-store");
        let disposition = header("content-disposition");
        assert!(disposition.starts_with("attachment"), "{disposition}");
        assert!(disposition.contains("filename*=UTF-8''%E5%90%8D%E5%8D%95"), "{disposition}");
        let text: Vec<String> = sheets.into_iter().flatten().flatten().collect();
        let problem = problems(&admin, &sheet).await;
        let refused = problem.iter().find(|found| found.problem.row == 2).expect("a problem");
        assert!(text.contains(&refused.message), "{text:?}");
        assert!(text.contains(&"周小南".to_owned()));
    }
}
