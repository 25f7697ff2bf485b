//! The zip package of a workbook, inspected before it is parsed: everything is unpacked once and
//! counted, so that nothing the package says of itself has to be believed.

use std::io::{Cursor, Read};

use tongyu_shared::org::sheet::SheetError;
use zip::ZipArchive;

use super::limits::{MAX_CELLS, MAX_INFLATED};

/// Parts of a package; an honest workbook of 200 sheets has some 500.
const MAX_PARTS: usize = 2_000;

/// Refuses a package that is no plain workbook or that would cost too much to parse.
///
/// # Errors
/// The [`SheetError`] that fits.
pub fn inspect(bytes: &[u8]) -> Result<(), SheetError> {
    inspect_within(bytes, MAX_INFLATED)
}

/// Likewise, with another limit of what the parts may hold together.
fn inspect_within(bytes: &[u8], mut left: u64) -> Result<(), SheetError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| SheetError::Broken)?;
    if archive.len() > MAX_PARTS {
        return Err(SheetError::InflatesTooMuch);
    }
    let names: Vec<String> = (0..archive.len())
        .filter_map(|index| archive.name_for_index(index)?.ok())
        .map(|name| name.replace('\\', "/").to_ascii_lowercase())
        .collect();
    check_names(&names)?;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(reason)
                if reason == zip::result::ZipError::PASSWORD_REQUIRED =>
            {
                SheetError::Encrypted
            }
            _ => SheetError::Broken,
        })?;
        if part.size() > left {
            return Err(SheetError::InflatesTooMuch);
        }
        let name = part
            .name()
            .map_err(|_| SheetError::Broken)?
            .to_ascii_lowercase();
        check_part(&name, &mut part, &mut left)?;
    }
    Ok(())
}

fn check_names(names: &[String]) -> Result<(), SheetError> {
    let has = |end: &str| names.iter().any(|name| name.ends_with(end));
    if has("vbaproject.bin") || names.iter().any(|name| name.contains("xl/macrosheets/")) {
        return Err(SheetError::HasMacros);
    }
    if has("workbook.bin") || names.iter().any(|name| name == "mimetype") {
        return Err(SheetError::OtherFormat); // .xlsb, .ods
    }
    if !has("workbook.xml") || !has("[content_types].xml") {
        return Err(SheetError::NotASheet); // a document, a presentation, any zip file
    }
    Ok(())
}

/// Unpacks a part, counting, and looks for what the parser must not meet.
fn check_part(name: &str, part: &mut impl Read, left: &mut u64) -> Result<(), SheetError> {
    let mut content = Vec::new();
    part.take(*left + 1)
        .read_to_end(&mut content)
        .map_err(|_| SheetError::Broken)?;
    *left = left
        .checked_sub(content.len() as u64)
        .ok_or(SheetError::InflatesTooMuch)?;
    // Excel writes UTF-8. UTF-16 would hide from the searches below.
    let is_xml = matches!(name.rsplit_once('.'), Some((_, "xml" | "rels")));
    if is_xml && content.contains(&0) {
        return Err(SheetError::Broken);
    }
    if name.ends_with("[content_types].xml") && find(&content, b"macroEnabled").next().is_some() {
        return Err(SheetError::HasMacros);
    }
    // The parser reserves memory for as many strings as this attribute announces.
    let is_strings = name.ends_with("sharedstrings.xml");
    if is_strings && find(&content, b"uniqueCount").any(announces_too_many) {
        return Err(SheetError::TooManyCells);
    }
    Ok(())
}

/// What follows each place where the word stands.
fn find<'a>(text: &'a [u8], word: &'a [u8]) -> impl Iterator<Item = &'a [u8]> {
    text.windows(word.len())
        .enumerate()
        .filter(move |(_, window)| *window == word)
        .filter_map(move |(at, _)| text.get(at + word.len()..))
}

/// Whether the attribute's value has more digits than any number of strings that fits a file.
fn announces_too_many(after: &[u8]) -> bool {
    let significant = after
        .iter()
        .skip_while(|byte| byte.is_ascii_whitespace() || b"=\"'+0".contains(byte))
        .take_while(|byte| byte.is_ascii_digit());
    significant.count() > MAX_CELLS.to_string().len()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    /// A package of these parts.
    fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            writer
                .start_file(*name, SimpleFileOptions::default())
                .expect("a new part");
            writer.write_all(content).expect("memory");
        }
        writer.finish().expect("memory").into_inner()
    }

    const TYPES: (&str, &[u8]) = ("[Content_Types].xml", b"<Types/>");
    const BOOK: (&str, &[u8]) = ("xl/workbook.xml", b"<workbook/>");

    #[test]
    fn packages_that_are_no_plain_workbooks_are_told_apart() {
        let macro_types: (&str, &[u8]) = (
            "[Content_Types].xml",
            b"<Types><Override ContentType=\"application/vnd.ms-excel.sheet.macroEnabled.main+xml\"/></Types>",
        );
        let strings: (&str, &[u8]) = (
            "xl/sharedStrings.xml",
            b"<sst uniqueCount = '99999999999999'></sst>",
        );
        for (parts, expected) in [
            (&[TYPES, BOOK][..], Ok(())),
            (
                &[TYPES, BOOK, ("xl/vbaProject.bin", b"x")],
                Err(SheetError::HasMacros),
            ),
            (&[macro_types, BOOK], Err(SheetError::HasMacros)),
            (
                &[TYPES, ("xl/workbook.bin", b"x")],
                Err(SheetError::OtherFormat),
            ),
            (
                &[("mimetype", b"x"), ("content.xml", b"x")],
                Err(SheetError::OtherFormat),
            ),
            (
                &[TYPES, ("word/document.xml", b"x")],
                Err(SheetError::NotASheet),
            ),
            (&[("a.txt", b"x")], Err(SheetError::NotASheet)),
            (
                &[TYPES, BOOK, ("xl/styles.xml", b"<\0s\0")],
                Err(SheetError::Broken),
            ),
            (&[TYPES, BOOK, strings], Err(SheetError::TooManyCells)),
        ] {
            let names: Vec<_> = parts.iter().map(|(name, _)| name).collect();
            assert_eq!(inspect(&package(parts)), expected, "{names:?}");
        }
    }

    #[test]
    fn a_compression_bomb_is_refused_while_it_unpacks() {
        let zeros = vec![b' '; 51 * 1024 * 1024];
        let bomb = package(&[TYPES, BOOK, ("xl/worksheets/sheet1.xml", &zeros)]);
        assert!(bomb.len() < 100_000, "the bomb is small while packed");
        assert_eq!(inspect(&bomb), Err(SheetError::InflatesTooMuch));
    }

    #[test]
    fn many_parts_that_are_small_each_count_together() {
        let spaces = [b' '; 1_000];
        let names: Vec<String> = (0..5).map(|n| format!("xl/media/{n}.xml")).collect();
        let mut parts = vec![TYPES, BOOK];
        parts.extend(names.iter().map(|name| (name.as_str(), spaces.as_slice())));
        let bytes = package(&parts);
        assert_eq!(inspect_within(&bytes, 5_100), Ok(()));
        assert_eq!(
            inspect_within(&bytes, 4_900),
            Err(SheetError::InflatesTooMuch)
        );
    }
}
