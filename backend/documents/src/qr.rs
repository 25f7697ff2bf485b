//! The code that a phone scans.

use fast_qr::ECL;
use fast_qr::convert::{Builder as _, svg::SvgBuilder};
use fast_qr::qr::QRBuilder;

use crate::DocumentError;

/// An address as the picture of a QR code. A quarter of it may be soiled (level Q).
pub(crate) fn svg(address: &str) -> Result<String, DocumentError> {
    let code = QRBuilder::new(address)
        .ecl(ECL::Q)
        .build()
        .map_err(|error| DocumentError::Typesetting(format!("{error:?}")))?;
    // The paper is white, so the quiet zone may be thin.
    Ok(SvgBuilder::default().margin(2).to_str(&code))
}
