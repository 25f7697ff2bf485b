//! `cargo xtask samples`: makes the sample lessons anew from their texts. What it makes is kept in
//! the repository, so that everything plays without any of the programs used here.

mod captions;
mod film;
mod script;
mod slides;
mod speech;

use crate::test::needs::{self, Need};
use crate::{interrupt, places};
use anyhow::{Context, Result, bail};
use script::Script;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// The most that all samples together may take, in bytes.
const BUDGET: u64 = 4_000_000;

/// Options of `samples`.
#[derive(clap::Args)]
pub struct Args {
    /// Only the lesson of this short name
    #[arg(long)]
    only: Option<String>,
}

/// Makes film, sound, picture and captions of every sample, and writes down what they measure.
pub fn samples(args: &Args) -> Result<()> {
    needs::install(&[Need::Films, Need::Speech])?;
    let folder = places::root().join("backend/samples");
    let scripts = script::read(&folder.join("lessons.json"))?;
    for script in &scripts {
        if interrupt::asked_to_stop() {
            bail!("stopped on request");
        }
        if args.only.as_ref().is_none_or(|only| *only == script.slug) {
            make(script, &folder.join(&script.slug))?;
        }
    }
    measure(&scripts, &folder)
}

fn make(script: &Script, into: &Path) -> Result<()> {
    println!("making {}", script.slug);
    let work = tempfile::tempdir().context("no temporary folder")?;
    let speech = speech::say(script, work.path())?;
    fs::create_dir_all(into).context("cannot make the sample's folder")?;
    fs::write(
        into.join("captions.vtt"),
        captions::webvtt(&speech.sentences),
    )
    .context("cannot write the captions")?;
    let slides = work.path().join("slides.ass");
    fs::write(&slides, slides::ass(script, &speech)).context("cannot write the slides")?;
    film::film(&speech.wav, &slides, into)
}

/// Writes down what the server would measure of an uploaded film: the seed need not measure again.
fn measure(scripts: &[Script], folder: &Path) -> Result<()> {
    let mut all = Vec::new();
    let mut bytes = 0;
    for script in scripts {
        let place = folder.join(&script.slug);
        let measured = film::measure(&place)?;
        bytes += folder_size(&place)?;
        all.push(json!({
            "slug": script.slug,
            "sha256": measured.sha256,
            "duration_s": measured.duration_s,
            "width": film::WIDTH,
            "height": film::HEIGHT,
        }));
    }
    let text = serde_json::to_string_pretty(&Value::Array(all))? + "\n";
    fs::write(folder.join("made.json"), text).context("cannot write made.json")?;
    println!("{} lessons, {bytes} bytes", scripts.len());
    if bytes > BUDGET {
        bail!("the samples take {bytes} bytes, more than {BUDGET}");
    }
    Ok(())
}

fn folder_size(folder: &PathBuf) -> Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder).with_context(|| format!("no {}", folder.display()))? {
        bytes += entry?.metadata()?.len();
    }
    Ok(bytes)
}
