//! Where the files of a film are. An address never changes what it holds: another film is another
//! asset, and captions bear a part of their own hash.

use crate::ids::AssetId;

/// The film, as phones play it.
pub const VIDEO: &str = "video.mp4";
/// Its sound alone.
pub const AUDIO: &str = "audio.m4a";
/// A picture of it.
pub const POSTER: &str = "poster.jpg";

/// Where a file of a film is.
pub fn url(asset: AssetId, name: &str) -> String {
    format!("/media/{asset}/{name}")
}

/// The name of captions with this tag.
pub fn captions_name(tag: &str) -> String {
    format!("{tag}.vtt")
}
