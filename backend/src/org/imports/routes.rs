//! The way of an import over HTTP. Files go in and out without JSON, so these two are mounted by
//! hand, with the same gate as all others.

use std::{sync::Arc, time::Duration};

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{
        self, Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue,
    },
    web,
};
use tokio::sync::Semaphore;
use tongyu_shared::{
    api::{endpoint::Endpoint as _, page::Page, problem::ProblemCode},
    ids::ImportId,
    org::{
        endpoints::{
            ApplyImport, DownloadReturnedWorkbook, ListImportProblems, MatchColumns, ReadImport,
            UploadSheet,
        },
        import::{ApplyReport, ImportProblem, ImportSummary},
        sheet::SheetError,
    },
};

use super::{
    examine::{Examined, How, Rows, examine, reason},
    service::{self, Open},
    store::{self, Import, NewImport},
};
use crate::{
    access::Actor,
    app::App,
    http::{
        body,
        fault::Fault,
        input::{In, Stamp},
        mount::{self, Gate, Mounts, answered, enter, lang},
        reply::Reply,
    },
    org::sheet::MAX_CONTAINER,
};

/// How long a file may take: 5 MB over a slow line.
const DEADLINE: Duration = Duration::from_mins(2);
/// The longest name of a file that is kept, in characters.
const NAME_CHARS: usize = 120;
/// A large workbook fills 50 MB while it is read: so many are read at a time, the others wait.
static READING: Semaphore = Semaphore::const_new(2);

/// Mounts the endpoints of imports.
pub fn mount(mounts: &mut Mounts) {
    mounts
        .route(
            UploadSheet::PATH,
            UploadSheet::METHOD,
            web::post().to(upload),
        )
        .add::<ReadImport, _, _>(read_import)
        .add::<MatchColumns, _, _>(match_columns)
        .add::<ListImportProblems, _, _>(list_problems)
        .route(
            DownloadReturnedWorkbook::PATH,
            DownloadReturnedWorkbook::METHOD,
            web::get().to(download),
        )
        .add::<ApplyImport, _, _>(apply);
}

async fn upload(req: HttpRequest, payload: web::Payload) -> HttpResponse {
    answered(&req, take(&req, payload).await)
}

async fn take(req: &HttpRequest, payload: web::Payload) -> Result<HttpResponse, Fault> {
    let Gate {
        app,
        actor,
        stamp,
        renewed,
        ..
    } = enter(req, UploadSheet::ACCESS).await?;
    let actor = actor.ok_or(ProblemCode::SignedOut)?;
    let school = mount::path::<UploadSheet>(req)?.school;
    let query = mount::query::<UploadSheet>(req)?;
    let lang = lang(req);
    // The right first: nobody sends 5 MB to a school that is not theirs.
    let asking = actor.clone();
    let school = app
        .db
        .read(move |conn| service::school(conn, &asking, school, &stamp))
        .await?;
    let bytes = body::read_within(payload, MAX_CONTAINER, DEADLINE)
        .await
        .map_err(|fault| match fault.code() {
            ProblemCode::TooLarge => reason(SheetError::TooLarge, lang),
            _ => fault,
        })?;
    let file_name = base_name(&query.name);
    let (keys, kind) = (app.keys.clone(), query.kind);
    let new = in_turn(move || {
        let found = examine(&bytes, &file_name, How::Proposed(kind), &school)
            .map_err(|error| reason(error, lang))?;
        let id = ImportId::new();
        Ok(NewImport {
            id,
            school: school.id,
            file_name,
            content_sealed: store::seal(&keys, id, &bytes)?,
            counts: found.rows.counts(),
            headers: found.headers,
            columns: found.columns,
        })
    })
    .await?;
    let kept = app
        .db
        .write(move |tx| service::keep(tx, &actor, &new, &stamp))
        .await?;
    Ok(reply(kept).respond(renewed))
}

/// The last part of what a browser calls a file, at its longest.
pub fn base_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars()
        .filter(|c| !c.is_control())
        .take(NAME_CHARS)
        .collect()
}

fn reply(import: Import) -> Reply<ImportSummary> {
    Reply::from(import.summary).version(import.version)
}

async fn in_turn<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    let _turn = READING.acquire().await.map_err(Fault::internal)?;
    tokio::task::spawn_blocking(work)
        .await
        .map_err(Fault::internal)?
}

async fn read_import(input: In<ReadImport>) -> Result<Reply<ImportSummary>, Fault> {
    let actor = input.actor()?.clone();
    let id = input.path.import;
    Ok(reply(
        input
            .app
            .db
            .read(move |conn| service::find(conn, &actor, id))
            .await?,
    ))
}

async fn match_columns(input: In<MatchColumns>) -> Result<Reply<ImportSummary>, Fault> {
    let actor = input.actor()?.clone();
    let base = input.base_version()?;
    let (id, lang, stamp) = (input.path.import, input.lang, input.stamp);
    let open = opened(&input.app, actor.clone(), id, stamp).await?;
    let columns = input.body.columns;
    if columns.kind() != open.import.summary.kind {
        return Err(reason(SheetError::MatchDoesNotFit, lang));
    }
    let found = in_turn(move || {
        examine(
            &open.bytes,
            &open.import.summary.file_name,
            How::Matched(columns),
            &open.school,
        )
        .map_err(|error| reason(error, lang))
    })
    .await?;
    let kept = input
        .app
        .db
        .write(move |tx| service::rematch(tx, &actor, id, base, &found, &stamp))
        .await?;
    Ok(reply(kept))
}

async fn list_problems(input: In<ListImportProblems>) -> Result<Reply<Page<ImportProblem>>, Fault> {
    let actor = input.actor()?.clone();
    let open = opened(&input.app, actor, input.path.import, input.stamp).await?;
    let (found, _) = examined(open).await?;
    Ok(service::problems(&found, input.query.after.as_deref(), input.lang)?.into())
}

async fn apply(input: In<ApplyImport>) -> Result<Reply<ApplyReport>, Fault> {
    let actor = input.actor()?.clone();
    let base = input.base_version()?;
    let (id, lang, stamp) = (input.path.import, input.lang, input.stamp);
    let open = opened(&input.app, actor.clone(), id, stamp).await?;
    let (found, _) = examined(open).await?;
    if matches!(found.rows, Rows::Unmatched) {
        return Err(reason(SheetError::MatchDoesNotFit, lang));
    }
    let (rows, keys) = (Arc::new(found.rows), input.app.keys.clone());
    let report = input
        .app
        .db
        .write(move |tx| service::apply(tx, &keys, &actor, id, base, &rows, &stamp))
        .await?;
    Ok(report.into())
}

async fn opened(app: &App, actor: Actor, id: ImportId, stamp: Stamp) -> Result<Open, Fault> {
    let keys = app.keys.clone();
    app.db
        .read(move |conn| service::open(conn, &keys, &actor, id, &stamp))
        .await
}

/// The rows of an import with the columns it has; and its file's name.
async fn examined(open: Open) -> Result<(Examined, String), Fault> {
    in_turn(move || {
        let ImportSummary {
            columns, file_name, ..
        } = open.import.summary;
        // It was read before with these columns, so it reads again.
        examine(&open.bytes, &file_name, How::Matched(columns), &open.school)
            .map(|found| (found, file_name))
            .map_err(Fault::internal)
    })
    .await
}

async fn download(req: HttpRequest) -> HttpResponse {
    answered(&req, give(&req).await)
}

async fn give(req: &HttpRequest) -> Result<HttpResponse, Fault> {
    let Gate {
        app,
        actor,
        stamp,
        renewed,
        ..
    } = enter(req, DownloadReturnedWorkbook::ACCESS).await?;
    let actor = actor.ok_or(ProblemCode::SignedOut)?;
    let id = mount::path::<DownloadReturnedWorkbook>(req)?.import;
    let lang = lang(req);
    let open = opened(&app, actor.clone(), id, stamp).await?;
    let (found, file_name) = examined(open).await?;
    let name = returned_name(&file_name, lang);
    let bytes = in_turn(move || found.returned(&file_name, lang)).await?;
    app.db
        .write(move |tx| service::downloaded(tx, &actor, id, &stamp))
        .await?;
    let mut answer = HttpResponse::Ok();
    answer
        .content_type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header(attachment(&name));
    if let Some(cookie) = renewed {
        answer.cookie(cookie);
    }
    Ok(answer.body(bytes))
}

fn returned_name(file_name: &str, lang: tongyu_shared::Lang) -> String {
    let stem = file_name
        .rsplit_once('.')
        .map_or(file_name, |(stem, _)| stem);
    format!(
        "{stem}-{}.xlsx",
        tongyu_shared::text::roster::returned_sheet(lang)
    )
}

/// Browsers take the name in UTF-8; what reads headers as ASCII gets a plain one.
fn attachment(name: &str) -> ContentDisposition {
    ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![
            DispositionParam::Filename("import.xlsx".to_owned()),
            DispositionParam::FilenameExt(ExtendedValue {
                charset: Charset::Ext("UTF-8".to_owned()),
                language_tag: None,
                value: name.as_bytes().to_vec(),
            }),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_last_part_and_no_control_characters() {
        assert_eq!(base_name("C:\\名单\\三年级.xlsx"), "三年级.xlsx");
        assert_eq!(base_name("../../etc/a\r\nb.csv"), "ab.csv");
        assert_eq!(base_name(&"长".repeat(500)).chars().count(), NAME_CHARS);
    }
}
