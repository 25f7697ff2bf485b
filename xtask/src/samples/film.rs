//! Film, sound and picture of a sample, small and the same on every run.

use crate::command::{output_of, run};
use anyhow::{Context, Result};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The width of samples.
pub const WIDTH: u32 = 640;
/// The height of samples.
pub const HEIGHT: u32 = 360;

/// What a made film measures.
pub struct Measured {
    /// The hash of its content.
    pub sha256: String,
    /// How long it is, in whole seconds.
    pub duration_s: u32,
}

/// Makes the three files of a lesson.
pub fn film(wav: &Path, slides: &Path, into: &Path) -> Result<()> {
    let (video, audio, poster) = (
        into.join("video.mp4"),
        into.join("audio.m4a"),
        into.join("poster.jpg"),
    );
    let paper = format!("color=c=0xFBF7EF:s={WIDTH}x{HEIGHT}:r=5");
    let drawn = format!("ass={}", slides.display());
    let mut make = ffmpeg();
    make.args(["-f", "lavfi", "-i", &paper, "-i"])
        .arg(wav)
        .args(["-vf", &drawn, "-shortest"])
        .args([
            "-c:v",
            "libx264",
            "-profile:v",
            "baseline",
            "-pix_fmt",
            "yuv420p",
        ])
        .args([
            "-preset",
            "veryslow",
            "-tune",
            "stillimage",
            "-crf",
            "26",
            "-g",
            "50",
        ])
        .args(["-c:a", "aac", "-b:a", "18k", "-ar", "16000"])
        .args(["-movflags", "+faststart"]);
    run(plain(&mut make).arg(&video))?;
    let mut sound = ffmpeg();
    sound.arg("-i").arg(&video);
    sound.args(["-vn", "-c:a", "copy", "-movflags", "+faststart"]);
    run(plain(&mut sound).arg(&audio))?;
    let mut picture = ffmpeg();
    picture.args(["-ss", "1", "-i"]).arg(&video);
    picture.args(["-frames:v", "1", "-q:v", "6", "-update", "1"]);
    run(plain(&mut picture).arg(&poster))
}

/// Measures the film in a folder.
pub fn measure(folder: &Path) -> Result<Measured> {
    let video = folder.join("video.mp4");
    let mut probe = Command::new("ffprobe");
    probe
        .args(["-v", "error", "-show_entries", "format=duration"])
        .args(["-of", "csv=p=0"])
        .arg(&video);
    let seconds = output_of(&mut probe)?;
    let whole = seconds.trim().split('.').next().unwrap_or_default();
    let bytes = fs::read(&video).context("no film was made")?;
    Ok(Measured {
        sha256: Sha256::digest(&bytes)
            .iter()
            .fold(String::new(), |mut text, byte| {
                write!(text, "{byte:02x}").expect("writing to a string never fails");
                text
            }),
        duration_s: whole.parse().context("no duration")?,
    })
}

fn ffmpeg() -> Command {
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error", "-y", "-nostdin", "-threads", "1"]);
    command
}

/// Without the hour and the program's name, so that the same text gives the same bytes.
fn plain(command: &mut Command) -> &mut Command {
    command.args(["-map_metadata", "-1", "-fflags", "+bitexact"]);
    command.args(["-flags:v", "+bitexact", "-flags:a", "+bitexact"])
}
