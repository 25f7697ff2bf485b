//! Answers in fewer bytes, for browsers that take them so.

use std::io::{self, Write as _};

use actix_web::{HttpRequest, http::header};
use flate2::{Compression, write::GzEncoder};

/// Whether the browser takes a coding: `br`, `gzip`.
pub fn takes(req: &HttpRequest, coding: &str) -> bool {
    let accepted = req.headers().get(header::ACCEPT_ENCODING);
    accepted
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains(coding))
}

/// The text as `gzip` packs it best.
///
/// # Errors
/// None in practice: it is written to memory.
pub fn gzip(text: &str) -> io::Result<Vec<u8>> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(text.as_bytes())?;
    packed.finish()
}
