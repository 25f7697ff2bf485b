//! What a handler gives back: the typed body, and rarely a version tag or cookies.

use actix_web::{HttpResponse, cookie::Cookie, http::header};
use serde::Serialize;

use super::etag;

/// A successful answer.
pub struct Reply<T> {
    body: T,
    version: Option<i32>,
    cookies: Vec<Cookie<'static>>,
}

impl<T> From<T> for Reply<T> {
    fn from(body: T) -> Self {
        Self {
            body,
            version: None,
            cookies: Vec::new(),
        }
    }
}

impl<T> Reply<T> {
    /// Names the version that a change must state in `If-Match`.
    #[must_use]
    pub fn version(mut self, version: i32) -> Self {
        self.version = Some(version);
        self
    }

    /// Sets a cookie.
    #[must_use]
    pub fn cookie(mut self, cookie: Cookie<'static>) -> Self {
        self.cookies.push(cookie);
        self
    }
}

impl<T: Serialize + 'static> Reply<T> {
    /// The answer: 200 with JSON, or 204 for `()`; `extra` is a session cookie issued anew.
    pub fn respond(self, extra: Option<Cookie<'static>>) -> HttpResponse {
        let empty = std::any::TypeId::of::<T>() == std::any::TypeId::of::<()>();
        let mut answer = if empty {
            HttpResponse::NoContent()
        } else {
            HttpResponse::Ok()
        };
        if let Some(version) = self.version {
            answer.insert_header((header::ETAG, etag::print(version)));
        }
        answer.insert_header((header::CACHE_CONTROL, "no-store"));
        // A handler's own cookie (signing in or out) counts, not the re-issued one.
        let cookies = if self.cookies.is_empty() {
            extra.into_iter().collect()
        } else {
            self.cookies
        };
        for cookie in cookies {
            answer.cookie(cookie);
        }
        if empty {
            answer.finish()
        } else {
            answer.json(self.body)
        }
    }
}
