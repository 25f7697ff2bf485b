//! The files of a certificate: made when first asked for, kept by the hash of what they say.

use std::sync::{Arc, LazyLock};

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};
use tokio::sync::Semaphore;
use tongyu_documents::{CertificateData, DocumentError, Row};
use tongyu_shared::{
    Lang, api::problem::ProblemCode, certification::words::level, ids::CertificateId,
    text::certificates as words, time::Date,
};

use super::{press::Press, rows::CertificateRow, store, token};
use crate::{app::App, http::fault::Fault};

/// Typesetting takes a core for a moment: so many at a time, the others wait.
static TYPESETTING: Semaphore = Semaphore::const_new(2);
static TEMPLATE: LazyLock<[u8; 32]> =
    LazyLock::new(|| Sha256::digest(tongyu_documents::TEMPLATE).into());

/// A form in which a certificate is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// For printing.
    Pdf,
    /// For posting.
    Png,
}

impl Form {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
        }
    }

    fn render(self, press: &dyn Press, data: &CertificateData) -> Result<Vec<u8>, DocumentError> {
        match self {
            Self::Pdf => press.pdf(data),
            Self::Png => press.png(data),
        }
    }
}

/// What the paper says. It is Chinese whoever asks.
pub fn data(app: &App, row: &CertificateRow, city: &str) -> CertificateData {
    let lang = Lang::ZhCn;
    let level_words = level(lang, row.level.0);
    let issued_on = Date::from(row.issued_on);
    let entry = |label: &str, value: String| Row {
        label: label.to_owned(),
        value,
    };
    let mut rows = vec![
        entry(words::row_level(lang), level_words.to_owned()),
        entry(words::row_number(lang), row.number.clone()),
    ];
    if let Some(number) = &row.document_number {
        rows.push(entry(words::row_document(lang), number.clone()));
    }
    rows.push(entry(words::row_valid(lang), validity(lang, row)));
    let origin = &app.config.public_origin;
    let site = origin
        .split_once("://")
        .map_or(origin.as_str(), |(_, site)| site);
    CertificateData {
        title: words::title(lang, city, level_words),
        heading: words::heading(lang, city),
        subheading: words::subheading(lang, level_words),
        name: row.name.clone(),
        statement: words::statement(lang, level_words),
        rows,
        issuer: words::issuer(lang, city),
        issued_on: day(lang, issued_on),
        date: (issued_on.year(), issued_on.month(), issued_on.day()),
        seal: words::seal(lang).to_owned(),
        check_url: token::address(&app.keys, origin, row.id.0),
        check_site: format!("{site}/c/"),
        check_label: words::check_label(lang).to_owned(),
        foot: words::foot(lang).to_owned(),
        sample: app.config.demo.then(|| words::sample(lang).to_owned()),
    }
}

/// `2026年11月23日 至 2029年11月22日`, or `长期有效`.
pub fn validity(lang: Lang, row: &CertificateRow) -> String {
    match row.valid_to {
        Some(last) => words::valid_range(
            lang,
            day(lang, row.issued_on.into()),
            day(lang, last.into()),
        ),
        None => words::long_term(lang).to_owned(),
    }
}

/// `2026年11月23日`.
pub fn day(lang: Lang, date: Date) -> String {
    tongyu_shared::text::certification::day(lang, date.year(), date.month(), date.day())
}

/// The file, from before or made now.
pub async fn file(
    app: &App,
    id: CertificateId,
    data: CertificateData,
    form: Form,
    lang: Lang,
) -> Result<Vec<u8>, Fault> {
    let hash = hash(&data)?;
    let asked = hash.clone();
    let known = app
        .db
        .read(move |conn| store::file(conn, &asked, form.as_str()))
        .await?;
    if let Some(content) = known {
        return Ok(content);
    }
    let _turn = TYPESETTING.acquire().await.map_err(Fault::internal)?;
    let press = Arc::clone(&app.press);
    let content = tokio::task::spawn_blocking(move || form.render(&*press, &data))
        .await
        .map_err(Fault::internal)?
        .map_err(|error| told(error, lang))?;
    let kept = content.clone();
    app.db
        .write(move |tx| store::keep_file(tx, id, (&hash, form.as_str()), &kept))
        .await?;
    Ok(content)
}

fn hash(data: &CertificateData) -> Result<String, Fault> {
    let said = serde_json::to_vec(data).map_err(Fault::internal)?;
    let mut hash = Sha256::new();
    hash.update(*TEMPLATE);
    hash.update(said);
    Ok(BASE64_URL_SAFE_NO_PAD.encode(hash.finalize()))
}

fn told(error: DocumentError, lang: Lang) -> Fault {
    let said = match error {
        DocumentError::NoFonts => words::no_font(lang).to_owned(),
        DocumentError::NoGlyph(character) => words::no_glyph(lang, character),
        DocumentError::Typesetting(cause) => return Fault::Internal(cause),
    };
    Fault::Explained(ProblemCode::DocumentNotMade, said)
}
