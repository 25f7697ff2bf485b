//! Typesetting one certificate.

use serde::Serialize;
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use typst_render::RenderOptions;

use crate::fonts::Fonts;
use crate::world::Desk;
use crate::{CertificateData, DocumentError, qr};

/// Pixels of a picture's long side: sharp on a phone, small enough to post.
const PNG_WIDTH: f64 = 1_600.0;
/// An A4 page's long side in points.
const PAGE_WIDTH: f64 = 841.89;
/// After how many documents what the typesetter remembers of one is forgotten.
const KEEP: usize = 4;

/// The data with the fonts that were chosen for it, as the template reads it.
#[derive(Serialize)]
struct Typeset<'a> {
    #[serde(flatten)]
    data: &'a CertificateData,
    serif: &'static str,
    sans: &'static str,
    name_font: &'static str,
}

/// The certificate as PDF/A-2a and PDF/UA-1. The same data give the same bytes.
///
/// # Errors
/// [`DocumentError`]: the machine has no Chinese font, or none with a character of the name.
pub fn pdf(data: &CertificateData) -> Result<Vec<u8>, DocumentError> {
    let document = typeset(data)?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|error| DocumentError::Typesetting(error.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(data.check_url.clone()),
        creator: Smart::Custom(None),
        standards,
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&document, &options).map_err(|errors| told(&errors));
    typst::comemo::evict(KEEP);
    bytes
}

/// The certificate as a picture, 1,600 pixels wide.
///
/// # Errors
/// As [`pdf`].
pub fn png(data: &CertificateData) -> Result<Vec<u8>, DocumentError> {
    let document = typeset(data)?;
    let page = document
        .pages()
        .first()
        .ok_or_else(|| DocumentError::Typesetting("no page".to_owned()))?;
    let options = RenderOptions {
        pixel_per_pt: (PNG_WIDTH / PAGE_WIDTH).into(),
        render_bleed: false,
    };
    let picture = typst_render::render(page, &options).encode_png();
    typst::comemo::evict(KEEP);
    picture.map_err(|error| DocumentError::Typesetting(error.to_string()))
}

fn typeset(data: &CertificateData) -> Result<PagedDocument, DocumentError> {
    let fonts = Fonts::of_machine()?;
    let whole = Typeset {
        data,
        serif: fonts.serif,
        sans: fonts.sans,
        name_font: fonts.for_name(&data.name)?,
    };
    let json = serde_json::to_string(&whole)
        .map_err(|error| DocumentError::Typesetting(error.to_string()))?;
    let desk = Desk::new(fonts, json, qr::svg(&data.check_url)?)?;
    let Warned { output, .. } = typst::compile::<PagedDocument>(&desk);
    output.map_err(|errors| told(&errors))
}

fn told(errors: &[SourceDiagnostic]) -> DocumentError {
    let messages: Vec<_> = errors.iter().map(|error| error.message.as_str()).collect();
    DocumentError::Typesetting(messages.join("; "))
}
