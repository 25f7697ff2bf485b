//! An administrator's way with a sheet, in a call each.

use std::io::Cursor;

use calamine::{Reader as _, Xlsx};
use reqwest::header::HeaderMap;
use tongyu::seed::label;
use tongyu_db::DbError;
use tongyu_shared::{
    api::{
        endpoint::Endpoint as _,
        page::{Page, PageQuery},
        path::{PathParams as _, fill},
    },
    org::{
        endpoints::{
            ApplyImport, DownloadReturnedWorkbook, ListImportProblems, ReadImport, UploadSheet,
        },
        import::{ApplyReport, ImportPath, ImportProblem, ImportQuery, ImportSummary},
        sheet::SheetKind,
        types::SchoolPath,
    },
};

use crate::kit::{Answer, Client, Site};

/// The school of the tests.
pub const SCHOOL: &str = "海棠路小学";
/// Its administrator.
pub const ADMIN: &str = "孙浩";

/// Sends a file for a school.
pub async fn upload(
    client: &Client,
    school: &str,
    kind: SheetKind,
    name: &str,
    bytes: impl Into<Vec<u8>>,
) -> Answer {
    let path = SchoolPath {
        school: label::node(school),
    };
    let query = ImportQuery {
        kind,
        name: name.to_owned(),
    };
    let query = serde_html_form::to_string(&query).expect("a query");
    let url = format!("{}?{query}", fill(UploadSheet::PATH, &path.values()));
    Client::answer(client.request("POST", &url).body(bytes.into())).await
}

/// Sends a roster for the school of the tests, which must be taken.
pub async fn roster(client: &Client, bytes: impl Into<Vec<u8>>) -> ImportSummary {
    upload(client, SCHOOL, SheetKind::Roster, "名单.csv", bytes)
        .await
        .ok()
}

/// Writes an import at the version it has now.
pub async fn apply(client: &Client, import: &ImportSummary) -> Answer {
    let path = ImportPath { import: import.id };
    let read = client.get::<ReadImport>(&path).await;
    client
        .call::<ApplyImport>(&path, &(), &(), read.etag.as_deref())
        .await
}

/// Sends a roster and writes it.
pub async fn import(client: &Client, bytes: impl Into<Vec<u8>>) -> ApplyReport {
    let sheet = roster(client, bytes).await;
    apply(client, &sheet).await.ok()
}

/// Every problem, page by page.
pub async fn problems(client: &Client, import: &ImportSummary) -> Vec<ImportProblem> {
    let path = ImportPath { import: import.id };
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let query = PageQuery { after };
        let page: Page<ImportProblem> = client
            .call::<ListImportProblems>(&path, &query, &(), None)
            .await
            .ok();
        all.extend(page.items);
        after = page.next;
        if after.is_none() {
            return all;
        }
    }
}

/// The returned workbook: the headers of the answer, and the rows of each sheet.
pub async fn returned(
    client: &Client,
    import: &ImportSummary,
) -> (HeaderMap, Vec<Vec<Vec<String>>>) {
    let path = ImportPath { import: import.id };
    let url = fill(DownloadReturnedWorkbook::PATH, &path.values());
    let response = client.request("GET", &url).send().await.expect("an answer");
    assert_eq!(response.status().as_u16(), 200);
    let headers = response.headers().clone();
    let bytes = response.bytes().await.expect("a file").to_vec();
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let sheets = book.worksheets().into_iter().map(|(_, cells)| {
        let text = |row: &[calamine::Data]| row.iter().map(ToString::to_string).collect();
        cells.rows().map(text).collect()
    });
    (headers, sheets.collect())
}

/// What a query that counts finds.
pub async fn count(site: &Site, query: &'static str) -> i64 {
    #[derive(diesel::QueryableByName)]
    struct Found {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        n: i64,
    }
    use diesel::RunQueryDsl as _;
    site.app
        .db
        .read(move |conn| {
            let found: Found = diesel::sql_query(query).get_result(conn)?;
            Ok::<_, DbError>(found.n)
        })
        .await
        .expect("it counts")
}

/// Who has a phone, by name.
pub async fn names_of_phone(site: &Site, phone: &str) -> Vec<String> {
    use diesel::prelude::*;
    use tongyu_db::schema::person;
    let hash = site.app.keys.phone_hash(&phone.parse().expect("a phone"));
    site.app
        .db
        .read(move |conn| {
            let names = person::table
                .filter(person::phone_hash.eq(hash))
                .order(person::name)
                .select(person::name)
                .load(conn)?;
            Ok::<_, DbError>(names)
        })
        .await
        .expect("the people")
}

/// How many rows every table has that an import may write to.
pub async fn sizes(site: &Site) -> Vec<i64> {
    let mut sizes = Vec::new();
    for query in [
        "SELECT count(*) AS n FROM sheet_import",
        "SELECT count(*) AS n FROM student",
        "SELECT count(*) AS n FROM person",
        "SELECT count(*) AS n FROM account",
        "SELECT count(*) AS n FROM enrolment",
        "SELECT count(*) AS n FROM guardianship",
        "SELECT count(*) AS n FROM role_grant",
        "SELECT count(*) AS n FROM org_node",
        "SELECT count(*) AS n FROM audit_entry",
    ] {
        sizes.push(count(site, query).await);
    }
    sizes
}
