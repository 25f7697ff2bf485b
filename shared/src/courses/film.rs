//! A film: what players need to know of it, and why one is not taken.

use serde::{Deserialize, Serialize};

use super::media::{self, AUDIO, POSTER, VIDEO};
use crate::{ids::AssetId, lang::Lang, text::courses as words};

/// A film as players need it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Film {
    /// The asset; another film is another asset.
    pub asset: AssetId,
    /// How long it is, in whole seconds, as the server measured it.
    pub duration_s: u32,
    /// The size of the film in bytes.
    pub video_bytes: u64,
    /// The size of its sound alone in bytes.
    pub audio_bytes: u64,
    /// Where the film is.
    pub video_url: String,
    /// Where its sound alone is.
    pub audio_url: String,
    /// Where a picture of it is.
    pub poster_url: String,
}

impl Film {
    /// The film of an asset.
    pub fn new(asset: AssetId, duration_s: u32, video_bytes: u64, audio_bytes: u64) -> Self {
        Self {
            asset,
            duration_s,
            video_bytes,
            audio_bytes,
            video_url: media::url(asset, VIDEO),
            audio_url: media::url(asset, AUDIO),
            poster_url: media::url(asset, POSTER),
        }
    }
}

/// Why a film is not taken. Nothing of it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilmFault {
    /// No bytes came.
    Empty,
    /// Another kind of file.
    NotAVideo,
    /// It breaks off, or cannot be read to its end.
    Broken,
    /// It has no picture.
    NoPicture,
    /// It has no sound.
    NoSound,
    /// Its picture or sound is coded as phones cannot play it; with the coding's name.
    NotForPhones(String),
    /// It is larger than it may be, in megabytes.
    TooLarge {
        /// The most.
        max_mb: u32,
        /// This one, if it said so.
        actual_mb: u32,
    },
    /// It is longer than it may be, in minutes.
    TooLong {
        /// The most.
        max_minutes: u32,
        /// This one, rounded up.
        actual_minutes: u32,
    },
}

impl FilmFault {
    /// What is wrong and what to do.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Self::Empty => words::film_empty(lang).to_owned(),
            Self::NotAVideo => words::film_not_a_video(lang).to_owned(),
            Self::Broken => words::film_broken(lang).to_owned(),
            Self::NoPicture => words::film_no_picture(lang).to_owned(),
            Self::NoSound => words::film_no_sound(lang).to_owned(),
            Self::NotForPhones(codec) => words::film_not_for_phones(lang, codec),
            Self::TooLarge { max_mb, actual_mb } => words::film_too_large(lang, actual_mb, max_mb),
            Self::TooLong {
                max_minutes,
                actual_minutes,
            } => words::film_too_long(lang, actual_minutes, max_minutes),
        }
    }
}
