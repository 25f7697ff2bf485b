//! The files of films, in ranges: players ask for the piece that they need. What is published is
//! everyone's and never changes; the rest is for its author and for reviewers, and hidden from
//! everyone else.

use actix_files::NamedFile;
use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, ContentEncoding},
    mime, web,
};
use tongyu_shared::{
    access::Action,
    api::problem::ProblemCode,
    courses::media::{AUDIO, POSTER, VIDEO},
    ids::AssetId,
};

use super::{
    rows::AssetRow,
    samples,
    store::{self, Looker, Readable},
};
use crate::{
    access::session,
    app::App,
    http::{
        fault::{Fault, NOT_FOUND},
        mount::answered,
    },
};

const FOREVER: &str = "public, max-age=31536000, immutable";
const ONLY_NOW: &str = "private, no-store";

/// Adds `/media/{asset}/{name}`.
pub fn mount(cfg: &mut web::ServiceConfig) {
    cfg.service(
        web::resource("/media/{asset}/{name}")
            .route(web::get().to(serve))
            .route(web::head().to(serve))
            .default_service(web::to(|req: HttpRequest| async move {
                let fault = Fault::MethodNotAllowed("GET, HEAD".to_owned());
                answered(&req, Err(fault))
            })),
    );
}

async fn serve(req: HttpRequest) -> HttpResponse {
    answered(&req, give(&req).await)
}

async fn give(req: &HttpRequest) -> Result<HttpResponse, Fault> {
    let app = App::of(req)?;
    let value = |name: &str| req.match_info().get(name).unwrap_or_default().to_owned();
    let asset: AssetId = value("asset").parse().map_err(|_| NOT_FOUND)?;
    let name = value("name");
    let found = readable(&app, req, asset).await?.ok_or(NOT_FOUND)?;
    let mut response = match name.strip_suffix(".vtt") {
        Some(tag) => captions(&app, req, &found, tag).await?,
        None => file(&app, req, &found.asset, &name).await?,
    };
    let caching = if found.public { FOREVER } else { ONLY_NOW };
    response.headers_mut().insert(
        header::CACHE_CONTROL,
        header::HeaderValue::from_static(caching),
    );
    Ok(response)
}

/// The film, where this visitor may have it. Who it is is asked only for what is not published.
async fn readable(app: &App, req: &HttpRequest, id: AssetId) -> Result<Option<Readable>, Fault> {
    let found = app
        .db
        .read(move |conn| store::readable(conn, id, None))
        .await?;
    if found.is_some() {
        return Ok(found);
    }
    let Some((actor, _)) = session::visitor(app, req, app.clock.now()).await? else {
        return Ok(None);
    };
    app.db
        .read(move |conn| {
            let (writes, reviews) = (
                actor.scope(Action::LessonWrite),
                actor.scope(Action::LessonReview),
            );
            let looker = Looker {
                account: actor.account,
                writes: &writes,
                reviews: &reviews,
            };
            store::readable(conn, id, Some(&looker))
        })
        .await
}

async fn file(
    app: &App,
    req: &HttpRequest,
    asset: &AssetRow,
    name: &str,
) -> Result<HttpResponse, Fault> {
    let kind: mime::Mime = match name {
        VIDEO => "video/mp4".parse().map_err(Fault::internal)?,
        AUDIO => "audio/mp4".parse().map_err(Fault::internal)?,
        POSTER => mime::IMAGE_JPEG,
        _ => return Err(NOT_FOUND),
    };
    if asset.is_sample {
        samples::unpack(&app.films, &asset.sha256).await?;
    }
    let path = app.films.folder.place(&asset.sha256).join(name);
    // A row without its file: a database that was restored without the media folder.
    let file = NamedFile::open(path).map_err(|error| {
        tracing::error!(%error, asset = %asset.id.0, "a film's file is missing");
        Fault::Problem(ProblemCode::NotFound)
    })?;
    Ok(file
        .set_content_type(kind)
        .disable_content_disposition()
        // Never compressed on the way: a range is a range of the file.
        .set_content_encoding(ContentEncoding::Identity)
        .into_response(req))
}

async fn captions(
    app: &App,
    req: &HttpRequest,
    found: &Readable,
    tag: &str,
) -> Result<HttpResponse, Fault> {
    let (asset, tag) = (found.asset.id.0, tag.to_owned());
    let etag = format!("\"{tag}\"");
    let only_published = found.public;
    let text = app
        .db
        .read(move |conn| store::captions(conn, asset, &tag, only_published))
        .await?
        .ok_or(NOT_FOUND)?;
    let known = req
        .headers()
        .get(header::IF_NONE_MATCH)
        .is_some_and(|value| value.as_bytes() == etag.as_bytes());
    let mut answer = if known {
        HttpResponse::NotModified()
    } else {
        HttpResponse::Ok()
    };
    answer.insert_header((header::ETAG, etag));
    if known {
        return Ok(answer.finish());
    }
    Ok(answer.content_type("text/vtt; charset=utf-8").body(text))
}
