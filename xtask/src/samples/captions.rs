//! WebVTT of what was said.

use super::speech::Spoken;
use std::fmt::Write as _;

/// The captions of a lesson.
pub fn webvtt(sentences: &[Spoken]) -> String {
    let mut text = "WEBVTT\n".to_owned();
    for sentence in sentences {
        let (from, to) = (clock(sentence.from), clock(sentence.to));
        let _ = write!(text, "\n{from} --> {to}\n{}\n", sentence.text);
    }
    text
}

fn clock(ms: u64) -> String {
    format!("{:02}:{:02}.{:03}", ms / 60_000, ms / 1000 % 60, ms % 1000)
}
