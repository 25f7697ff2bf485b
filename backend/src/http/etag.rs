//! Versions in `ETag` and `If-Match`: `"v7"`.

use actix_web::{HttpRequest, http::header};

/// The version as an entity tag.
pub fn print(version: i32) -> String {
    format!("\"v{version}\"")
}

/// The version that the request says its change is based on.
pub fn if_match(req: &HttpRequest) -> Option<i32> {
    let text = req.headers().get(header::IF_MATCH)?.to_str().ok()?;
    text.trim()
        .strip_prefix("\"v")?
        .strip_suffix('"')?
        .parse()
        .ok()
}
