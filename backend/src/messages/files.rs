//! A small file in the binary, at an address that changes with its content, so that browsers may
//! keep it for good. It is sent compressed: a page counts with its styles and scripts.

use std::sync::OnceLock;

use actix_web::{HttpRequest, HttpResponse, http::header, web};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};
use tongyu_shared::api::endpoint::Method;

use crate::http::{encoding, mount::Mounts};

/// A style sheet or script of server-rendered pages.
pub struct SmallFile {
    path: &'static str,
    content_type: &'static str,
    content: &'static str,
    address: OnceLock<String>,
    packed: OnceLock<Option<Vec<u8>>>,
}

impl SmallFile {
    /// A style sheet at a path.
    pub const fn css(path: &'static str, content: &'static str) -> Self {
        Self::new(path, "text/css; charset=utf-8", content)
    }

    /// A script at a path.
    pub const fn script(path: &'static str, content: &'static str) -> Self {
        Self::new(path, "text/javascript; charset=utf-8", content)
    }

    const fn new(path: &'static str, content_type: &'static str, content: &'static str) -> Self {
        Self {
            path,
            content_type,
            content,
            address: OnceLock::new(),
            packed: OnceLock::new(),
        }
    }

    /// Where pages find it.
    pub fn address(&self) -> &str {
        self.address.get_or_init(|| {
            let hash = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(self.content));
            format!("{}?v={hash}", self.path)
        })
    }

    /// What it says.
    pub const fn content(&self) -> &'static str {
        self.content
    }

    /// Mounts it at its path.
    pub fn mount(&'static self, mounts: &mut Mounts) {
        let read = move |req: HttpRequest| async move { self.respond(&req) };
        mounts.route(self.path, Method::Get, web::get().to(read));
    }

    fn respond(&'static self, req: &HttpRequest) -> HttpResponse {
        let mut answer = HttpResponse::Ok();
        answer
            .content_type(self.content_type)
            .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
            .insert_header((header::VARY, "accept-encoding"));
        let packed = self
            .packed
            .get_or_init(|| encoding::gzip(self.content).ok());
        match packed {
            Some(packed) if encoding::takes(req, "gzip") => answer
                .insert_header((header::CONTENT_ENCODING, "gzip"))
                .body(packed.as_slice()),
            _ => answer.body(self.content),
        }
    }
}
