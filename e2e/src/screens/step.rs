//! The steps on the way to a screen, in whichever language the screen is to be seen.

use std::fs;

use anyhow::{Context, Result};
use tongyu_shared::{Lang, identity::types::Persona};

use crate::{
    browser::{Browser, Size},
    words::Word,
};

/// A step on the way to a screen.
#[derive(Clone, Copy)]
pub enum Step {
    /// Opens a path of the app.
    Open(&'static str),
    /// Opens the messages of a family member.
    Messages(Persona),
    /// Taps what is called by a string of the product.
    Tap(Word),
    /// Taps what is called by a string of the product, beside another one.
    TapNear(Word, Word),
    /// Taps what is called by a string of the product that takes arguments.
    TapFilled(fn(Lang) -> String),
    /// Taps what begins with a name of the demo city.
    TapName(&'static str),
    /// Taps the link in a message that this template made of a school and a link.
    Link(fn(Lang, &str) -> String),
    /// Writes into the field of this name.
    Write(Word, &'static str),
    /// Writes into the field of this name beside a string of the product.
    WriteNear(Word, Word, &'static str),
    /// Puts a file into the field of this name.
    Choose(Word, UploadedFile),
    /// Waits for a string of the product.
    See(Word),
    /// Some steps that several ways have.
    All(&'static [Self]),
    /// What someone else does in a second window before the next step.
    Meanwhile(&'static [Self]),
}

/// A file that a person has.
#[derive(Clone, Copy)]
pub struct UploadedFile {
    /// Its name.
    pub name: &'static str,
    /// What is in it.
    pub text: &'static str,
}

/// Stands in a message for what the table of screens does not know: the school and the link.
const UNKNOWN: &str = "\0";

impl Step {
    /// Does it.
    pub(super) async fn walk(&self, browser: &Browser, lang: Lang) -> Result<()> {
        match self {
            Self::Open(path) => browser.open(path).await,
            Self::Messages(persona) => browser.open_messages_of(*persona).await,
            Self::Tap(word) => browser.tap(word(lang)).await,
            Self::TapNear(near, word) => browser.tap_near(near(lang), word(lang)).await,
            Self::TapFilled(words) => browser.tap(&words(lang)).await,
            Self::TapName(name) => browser.tap(name).await,
            Self::Link(template) => {
                let message = template(lang, UNKNOWN);
                let words = message.split(UNKNOWN).nth(1).unwrap_or_default();
                browser.tap_near(words, "http").await
            }
            Self::Write(label, text) => browser.write(label(lang), text).await,
            Self::WriteNear(near, label, text) => {
                browser.write_near(near(lang), label(lang), text).await
            }
            Self::Choose(label, file) => choose(browser, label(lang), file).await,
            Self::See(word) => browser.sees(word(lang)).await,
            Self::All(steps) => walk_all(steps, browser, lang).await,
            Self::Meanwhile(steps) => {
                let old = browser.second_window(Size::Desktop).await?;
                walk_all(steps, browser, lang).await?;
                browser.back_to(old).await
            }
        }
    }
}

async fn walk_all(steps: &[Step], browser: &Browser, lang: Lang) -> Result<()> {
    for step in steps {
        Box::pin(step.walk(browser, lang)).await?;
    }
    Ok(())
}

async fn choose(browser: &Browser, label: &str, file: &UploadedFile) -> Result<()> {
    let path = browser.folder().join(file.name);
    fs::write(&path, file.text).with_context(|| format!("cannot write {}", path.display()))?;
    browser.choose_file(label, &path).await
}
