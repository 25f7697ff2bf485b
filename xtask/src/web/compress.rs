//! Siblings that the server sends as they are: brotli for nearly all, gzip for the rest.

use super::files::Files;
use anyhow::Result;
use flate2::{Compression, write::GzEncoder};
use std::io::Write;

/// What compresses; pictures are compressed already.
const TEXTUAL: [&str; 7] = ["html", "js", "css", "wasm", "svg", "json", "webmanifest"];

/// Adds `.br` and `.gz` beside every file that gains from it.
pub fn add(files: &mut Files) -> Result<()> {
    let plain: Vec<(String, Vec<u8>)> = files
        .iter()
        .filter(|(path, _)| {
            TEXTUAL
                .iter()
                .any(|extension| has_extension(path, extension))
        })
        .map(|(path, content)| (path.to_owned(), content.to_owned()))
        .collect();
    for (path, content) in plain {
        files.add(format!("{path}.br"), brotli(&content)?);
        files.add(format!("{path}.gz"), gzip(&content)?);
    }
    Ok(())
}

/// Whether the path ends in a dot and the extension.
pub fn has_extension(path: &str, extension: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, end)| end == extension)
}

/// As small as brotli can.
pub fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    {
        let mut writer = brotli::CompressorWriter::new(&mut packed, 4096, 11, 24);
        writer.write_all(content)?;
        writer.flush()?;
    }
    Ok(packed)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    writer.write_all(content)?;
    Ok(writer.finish()?)
}
