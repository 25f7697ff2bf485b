//! The app's files, embedded in the binary (read from `dist/` in debug builds). Files under
//! `assets/` bear their hash in the name and never change; everything that is no file of ours
//! is a page of the app, because the app has its own addresses, and each belongs to one of its parts.

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    http::{Method, header},
    web,
};
use rust_embed::{EmbeddedFile, RustEmbed};
use tongyu_shared::parts::PartName;

use super::{
    encoding,
    fault::{Fault, NOT_FOUND},
    mount::answered,
};
use crate::crypto::hex;

#[derive(RustEmbed)]
#[folder = "../dist"]
struct Dist;

const FOREVER: &str = "public, max-age=31536000, immutable";

/// Serves the app at every address that nothing else took.
pub async fn serve(req: HttpRequest) -> HttpResponse {
    answered(&req, find(&req))
}

fn find(req: &HttpRequest) -> Result<HttpResponse, Fault> {
    if !matches!(*req.method(), Method::GET | Method::HEAD) {
        return Err(NOT_FOUND);
    }
    let path = req.path().trim_start_matches('/');
    if path.starts_with("api/")
        || path.starts_with("c/")
        || path.starts_with("l/")
        || path.starts_with("demo/")
        || path.starts_with("media/")
    {
        return Err(NOT_FOUND);
    }
    let exact = !path.is_empty() && Dist::get(path).is_some();
    let name = if exact { path } else { shell(path) };
    if !exact && path.starts_with("assets/") {
        return Err(NOT_FOUND);
    }
    send(req, name)
}

/// The page that loads the part of the app at this path.
fn shell(path: &str) -> &'static str {
    match PartName::of(path) {
        PartName::Daily => "index.html",
        PartName::Desk => "desk.html",
        PartName::Certification => "certification.html",
    }
}

fn send(req: &HttpRequest, name: &str) -> Result<HttpResponse, Fault> {
    let file = Dist::get(name).ok_or(NOT_FOUND)?;
    let tag = format!("\"{}\"", hex(file.metadata.sha256_hash().iter().take(16)));
    let known = req
        .headers()
        .get(header::IF_NONE_MATCH)
        .is_some_and(|value| value.as_bytes() == tag.as_bytes());
    let mut answer = if known {
        HttpResponse::NotModified()
    } else {
        HttpResponse::Ok()
    };
    answer
        .insert_header((header::ETAG, tag))
        .insert_header((header::VARY, "accept-encoding"));
    let keep = if name.starts_with("assets/") {
        FOREVER
    } else {
        "no-cache"
    };
    answer
        .insert_header((header::CACHE_CONTROL, keep))
        .content_type(content_type(name));
    if known {
        Ok(answer.finish())
    } else {
        Ok(body(req, name, file, &mut answer))
    }
}

/// The file as it was compressed when it was built, in the best way the browser takes.
fn body(
    req: &HttpRequest,
    name: &str,
    plain: EmbeddedFile,
    answer: &mut HttpResponseBuilder,
) -> HttpResponse {
    for (coding, ending) in [("br", "br"), ("gzip", "gz")] {
        if encoding::takes(req, coding)
            && let Some(file) = Dist::get(&format!("{name}.{ending}"))
        {
            answer.insert_header((header::CONTENT_ENCODING, coding));
            return answer.body(web::Bytes::from(file.data.into_owned()));
        }
    }
    answer.body(web::Bytes::from(plain.data.into_owned()))
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    }
}
