//! Synthetic speech, sentence by sentence, so that captions know when each is said.

use super::script::Script;
use crate::command::output_of;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Samples a second, as the voice gives them.
const RATE: usize = 22_050;
/// Where the samples of a voice's file begin.
const HEADER: usize = 44;
/// Silence after a sentence and after a slide, in milliseconds.
const PAUSE_MS: usize = 350;
const SLIDE_PAUSE_MS: usize = 800;

/// What is said in a lesson.
pub struct Speech {
    /// The sound.
    pub wav: PathBuf,
    /// Each sentence with its time.
    pub sentences: Vec<Spoken>,
    /// When each slide ends, in milliseconds.
    pub slide_ends: Vec<u64>,
}

/// A sentence with its time in milliseconds.
pub struct Spoken {
    /// When it begins.
    pub from: u64,
    /// When it ends.
    pub to: u64,
    /// What is said.
    pub text: String,
}

/// Says a lesson into a file in `folder`.
pub fn say(script: &Script, folder: &Path) -> Result<Speech> {
    let mut sound = silence(SLIDE_PAUSE_MS);
    let (mut sentences, mut slide_ends) = (Vec::new(), Vec::new());
    for slide in &script.slides {
        for text in &slide.say {
            let from = length_ms(&sound);
            sound.extend(sentence(text, folder)?);
            let to = length_ms(&sound);
            sentences.push(Spoken {
                from,
                to,
                text: text.clone(),
            });
            sound.extend(silence(PAUSE_MS));
        }
        sound.extend(silence(SLIDE_PAUSE_MS - PAUSE_MS));
        slide_ends.push(length_ms(&sound));
    }
    let wav = folder.join("speech.wav");
    fs::write(&wav, with_header(&sound)?).context("cannot write the speech")?;
    Ok(Speech {
        wav,
        sentences,
        slide_ends,
    })
}

fn sentence(text: &str, folder: &Path) -> Result<Vec<u8>> {
    let file = folder.join("sentence.wav");
    let mut voice = Command::new("espeak-ng");
    voice
        .args(["-b", "1", "-v", "cmn-latn-pinyin", "-s", "180", "-a", "90"])
        .arg("-w")
        .arg(&file)
        .arg(text);
    output_of(&mut voice)?;
    let mut bytes = fs::read(&file).context("the voice said nothing")?;
    bytes.drain(..HEADER.min(bytes.len()));
    bytes.truncate(bytes.len() / 2 * 2);
    Ok(bytes)
}

fn silence(ms: usize) -> Vec<u8> {
    vec![0; RATE * ms / 1000 * 2]
}

fn length_ms(sound: &[u8]) -> u64 {
    (sound.len() / 2 * 1000 / RATE) as u64
}

/// The samples as a WAV file: 16 bits, one channel.
fn with_header(sound: &[u8]) -> Result<Vec<u8>> {
    let size = u32::try_from(sound.len()).context("too long a speech")?;
    let rate = u32::try_from(RATE)?;
    let mut file = Vec::with_capacity(sound.len() + HEADER);
    file.extend(b"RIFF");
    file.extend((size + 36).to_le_bytes());
    file.extend(b"WAVEfmt ");
    file.extend(16_u32.to_le_bytes());
    file.extend(1_u16.to_le_bytes());
    file.extend(1_u16.to_le_bytes());
    file.extend(rate.to_le_bytes());
    file.extend((rate * 2).to_le_bytes());
    file.extend(2_u16.to_le_bytes());
    file.extend(16_u16.to_le_bytes());
    file.extend(b"data");
    file.extend(size.to_le_bytes());
    file.extend(sound);
    Ok(file)
}
