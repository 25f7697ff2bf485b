//! Bytes as text for hashes: in tags, file names and fingerprints.

use std::fmt::Write as _;

/// Bytes as lower-case hexadecimal letters.
pub fn hex<'a>(bytes: impl IntoIterator<Item = &'a u8>) -> String {
    bytes.into_iter().fold(String::new(), |mut text, byte| {
        // Writing into a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
