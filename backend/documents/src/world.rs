//! What the typesetter sees: the template, the data, the picture of the code, the fonts. No disk, no
//! network, no clock.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};

use crate::{DocumentError, fonts::Fonts};

/// The template. A file that was made with another one is out of date.
pub const TEMPLATE: &str = include_str!("certificate.typ");
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// One document's world.
pub(crate) struct Desk {
    fonts: &'static Fonts,
    template: Source,
    data: Bytes,
    check: Bytes,
}

impl Desk {
    /// The template with `data` (JSON) and the picture of the check code (SVG) beside it.
    pub(crate) fn new(
        fonts: &'static Fonts,
        data: String,
        check: String,
    ) -> Result<Self, DocumentError> {
        let path = VirtualPath::new("certificate.typ")
            .map_err(|error| DocumentError::Typesetting(format!("{error:?}")))?;
        let id = RootedPath::new(VirtualRoot::Project, path).intern();
        Ok(Self {
            fonts,
            template: Source::new(id, TEMPLATE.to_owned()),
            data: Bytes::from_string(data),
            check: Bytes::from_string(check),
        })
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, asked: FileId) -> FileResult<Source> {
        if asked == self.template.id() {
            Ok(self.template.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, asked: FileId) -> FileResult<Bytes> {
        match asked.get().vpath().get_without_slash() {
            "data.json" => Ok(self.data.clone()),
            "check.svg" => Ok(self.check.clone()),
            _ => Err(FileError::AccessDenied),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
