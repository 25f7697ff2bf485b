//! What the files of certificates are made with; tests put one in its place that finds no font.

use tongyu_documents::{CertificateData, DocumentError};

/// Makes the files of certificates.
pub trait Press: Send + Sync {
    /// As PDF.
    fn pdf(&self, data: &CertificateData) -> Result<Vec<u8>, DocumentError>;

    /// As a picture.
    fn png(&self, data: &CertificateData) -> Result<Vec<u8>, DocumentError>;
}

/// Typesets with the fonts of this machine.
pub struct RealPress;

impl Press for RealPress {
    fn pdf(&self, data: &CertificateData) -> Result<Vec<u8>, DocumentError> {
        tongyu_documents::pdf(data)
    }

    fn png(&self, data: &CertificateData) -> Result<Vec<u8>, DocumentError> {
        tongyu_documents::png(data)
    }
}
