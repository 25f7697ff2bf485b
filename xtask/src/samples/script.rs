//! The text of a sample lesson.

use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// A sample lesson, as far as its film is concerned.
pub struct Script {
    /// Its short name, which is that of its folder.
    pub slug: String,
    /// Its slides in order.
    pub slides: Vec<Slide>,
}

/// One slide.
pub struct Slide {
    /// The lines that it shows.
    pub show: Vec<String>,
    /// The sentences that are said meanwhile.
    pub say: Vec<String>,
}

/// Reads the texts of all samples.
pub fn read(file: &Path) -> Result<Vec<Script>> {
    let text = fs::read_to_string(file).with_context(|| format!("no {}", file.display()))?;
    let all: Vec<Value> = serde_json::from_str(&text).context("the texts are no list")?;
    all.iter().map(script).collect()
}

fn script(value: &Value) -> Result<Script> {
    let slug = value["slug"].as_str().context("a lesson without a slug")?;
    let slides = value["slides"].as_array().context("no slides")?;
    Ok(Script {
        slug: slug.to_owned(),
        slides: slides
            .iter()
            .map(|slide| {
                Ok(Slide {
                    show: lines(&slide["show"])?,
                    say: lines(&slide["say"])?,
                })
            })
            .collect::<Result<_>>()
            .with_context(|| slug.to_owned())?,
    })
}

fn lines(value: &Value) -> Result<Vec<String>> {
    let lines = value.as_array().context("a slide without lines")?;
    lines
        .iter()
        .map(|line| line.as_str().map(str::to_owned).context("no text"))
        .collect()
}
