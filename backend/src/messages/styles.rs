//! The style sheet of link pages, in the binary.

use std::sync::LazyLock;

use actix_web::{HttpResponse, http::header, web};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};
use tongyu_shared::api::endpoint::Method;

use crate::http::mount::Mounts;

const STYLES: &str = include_str!("link.css");
const PATH: &str = "/assets/link.css";

/// The address changes with the content, so that browsers may keep it for good.
static ADDRESS: LazyLock<String> = LazyLock::new(|| {
    let hash = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(STYLES));
    format!("{PATH}?v={hash}")
});

/// Where pages find the style sheet.
pub fn address() -> &'static str {
    &ADDRESS
}

/// Mounts the style sheet.
pub fn mount(mounts: &mut Mounts) {
    mounts.route(PATH, Method::Get, web::get().to(read));
}

async fn read() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/css; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .body(STYLES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sheet_leaves_room_for_a_page_within_the_budget() {
        assert!(STYLES.len() < 6_000, "{}", STYLES.len());
        assert!(!STYLES.contains("url(") && !STYLES.contains("@import"));
    }
}
