//! The fonts of certificates: Chinese, with rare names, from the machine. Looked for once.

use std::sync::OnceLock;

use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst_kit::fonts::{self, FontStore};

use crate::DocumentError;

/// Songti for what a certificate says; the same design under both names that it is shipped with.
const SERIF: [&str; 2] = ["Noto Serif CJK SC", "Source Han Serif SC"];
/// Heiti, for small print, and for names with a character that Songti lacks.
const SANS: [&str; 2] = ["Noto Sans CJK SC", "Source Han Sans SC"];

/// The fonts that were found.
pub(crate) struct Fonts {
    store: FontStore,
    /// The family for running text.
    pub(crate) serif: &'static str,
    /// The family for rare characters and small print.
    pub(crate) sans: &'static str,
}

impl Fonts {
    /// The machine's fonts; the first call reads them, which takes part of a second. A machine
    /// without them is asked again each time, so that installing them is enough.
    pub(crate) fn of_machine() -> Result<&'static Self, DocumentError> {
        static FOUND: OnceLock<Fonts> = OnceLock::new();
        if let Some(fonts) = FOUND.get() {
            return Ok(fonts);
        }
        let fonts = Self::among(fonts::system()).ok_or(DocumentError::NoFonts)?;
        Ok(FOUND.get_or_init(|| fonts))
    }

    /// Keeps the families of certificates alone, so that no other font of a machine changes them.
    fn among<S: fonts::FontSource>(
        found: impl IntoIterator<Item = (S, typst::text::FontInfo)>,
    ) -> Option<Self> {
        let mut store = FontStore::new();
        let mut families = Vec::new();
        for (source, info) in found {
            let known = SERIF
                .iter()
                .chain(&SANS)
                .find(|name| **name == info.family.as_str());
            if let Some(name) = known {
                families.push(*name);
                store.push((source, info));
            }
        }
        let first =
            |names: &[&'static str]| names.iter().copied().find(|name| families.contains(name));
        let sans = first(&SANS)?;
        Some(Self {
            serif: first(&SERIF).unwrap_or(sans),
            sans,
            store,
        })
    }

    /// The family that a name is set in: one for all its characters, so that a rare one does not
    /// stand out. An error names the first character that no font has.
    pub(crate) fn for_name(&self, name: &str) -> Result<&'static str, DocumentError> {
        let missing_in = |family| name.chars().find(|c| !self.has(family, *c));
        match (missing_in(self.serif), missing_in(self.sans)) {
            (None, _) => Ok(self.serif),
            (Some(_), None) => Ok(self.sans),
            (Some(_), Some(character)) => Err(DocumentError::NoGlyph(character)),
        }
    }

    fn has(&self, family: &str, character: char) -> bool {
        let book = self.book();
        book.select_family(&family.to_lowercase())
            .filter_map(|index| book.info(index))
            .any(|info| info.coverage.contains(character.into()))
    }

    pub(crate) fn book(&self) -> &LazyHash<FontBook> {
        self.store.book()
    }

    pub(crate) fn font(&self, index: usize) -> Option<Font> {
        self.store.font(index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_without_chinese_fonts_is_told_what_to_install() {
        let none: Vec<(Font, typst::text::FontInfo)> = Vec::new();
        assert!(Fonts::among(none).is_none());
        assert!(
            DocumentError::NoFonts
                .to_string()
                .contains("fonts-noto-cjk")
        );
    }

    #[test]
    fn a_name_is_set_in_one_font_or_the_missing_character_is_named() {
        let fonts = Fonts::of_machine().unwrap();
        for name in ["王小明", "李䶮", "张㛃", "陈𬭎"] {
            assert!(fonts.for_name(name).is_ok(), "{name}");
        }
        let unknown = fonts.for_name("王\u{10FFFD}");
        assert!(matches!(unknown, Err(DocumentError::NoGlyph('\u{10FFFD}'))));
    }
}
