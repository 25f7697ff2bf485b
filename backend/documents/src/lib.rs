//! Certificates as PDF and PNG: the template, its fonts and its checks. Knows no database and no
//! request; every word that is printed comes in through [`CertificateData`].

mod fonts;
mod qr;
mod render;
mod world;

use serde::Serialize;

pub use render::{pdf, png};
pub use world::TEMPLATE;

/// What a certificate says, word by word, in the language of the holder.
#[derive(Clone, Debug, Serialize)]
pub struct CertificateData {
    /// The whole title, for the document's properties.
    pub title: String,
    /// The first line of the title: whose certificate it is.
    pub heading: String,
    /// The second line: what it certifies.
    pub subheading: String,
    /// The holder's full name.
    pub name: String,
    /// What is certified, as a sentence.
    pub statement: String,
    /// Level, number, document number, days.
    pub rows: Vec<Row>,
    /// Who issues it.
    pub issuer: String,
    /// The day of issue in words.
    pub issued_on: String,
    /// The same day as year, month and day, for the document's properties.
    pub date: (i32, u32, u32),
    /// What stands in the empty place for the seal.
    pub seal: String,
    /// The address of the page that checks it; the code holds it.
    pub check_url: String,
    /// The site's name, printed under the code: the part of the address that people can compare.
    pub check_site: String,
    /// What stands beside the code.
    pub check_label: String,
    /// The line at the foot.
    pub foot: String,
    /// The mark of a certificate that is none, such as the demo's.
    pub sample: Option<String>,
}

/// A label and its value.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// What it is.
    pub label: String,
    /// What it says.
    pub value: String,
}

/// Why there is no document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// The machine has no font for Chinese.
    #[error("no Chinese font: install fonts-noto-cjk")]
    NoFonts,
    /// No font of the machine has this character of the name.
    #[error("no font has the character U+{:04X}", u32::from(*.0))]
    NoGlyph(char),
    /// A fault of ours.
    #[error("typesetting: {0}")]
    Typesetting(String),
}
