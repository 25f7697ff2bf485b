//! Files made to harm: whatever the bytes, reading them ends with sheets or with a reason.

use std::{
    io::{Cursor, Read, Write},
    sync::LazyLock,
};

use proptest::prelude::*;
use tongyu_shared::org::sheet::{SheetError, SheetKind};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::{
    messy::messy_roster,
    propose, read,
    xls::tests::{container, long_stream, stream},
};

/// Name and content of each part of a package.
type Parts = Vec<(String, Vec<u8>)>;

fn unpack(bytes: &[u8]) -> Parts {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a package");
    (0..archive.len())
        .map(|index| {
            let mut part = archive.by_index(index).expect("a part");
            let mut content = Vec::new();
            part.read_to_end(&mut content).expect("its content");
            (part.name().expect("a name").into_owned(), content)
        })
        .collect()
}

fn pack(parts: &Parts) -> Vec<u8> {
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(name, stored).expect("a new part");
        writer.write_all(content).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

/// A small roster's parts; made once, changed by every case.
fn small_workbook() -> Parts {
    static PARTS: LazyLock<Parts> = LazyLock::new(|| unpack(&messy_roster(40, 2, 7).xlsx));
    PARTS.clone()
}

fn with_part(end: &str, change: impl FnOnce(&str) -> String) -> Vec<u8> {
    let mut parts = small_workbook();
    let (_, content) = parts
        .iter_mut()
        .find(|(name, _)| name.ends_with(end))
        .expect(end);
    *content = change(std::str::from_utf8(content).expect("text")).into_bytes();
    pack(&parts)
}

/// Reads the bytes and, where they give sheets, looks for a header.
fn digest(bytes: &[u8]) {
    if let Ok(sheets) = read(bytes, "名册") {
        assert!(!sheets.is_empty(), "no sheets must be an error");
        for kind in [SheetKind::Roster, SheetKind::Staff] {
            // Any verdict will do; a panic fails the test.
            drop(propose(kind, &sheets));
        }
    }
}

#[test]
fn a_cell_far_out_and_too_many_cells_are_refused() {
    let far = with_part("sheet2.xml", |xml| {
        xml.replacen("r=\"A1\"", "r=\"XFD1\"", 1)
    });
    assert_eq!(read(&far, "a.xlsx"), Err(SheetError::TooManyCells));
    let below = with_part("sheet2.xml", |xml| {
        xml.replacen("r=\"A1\"", "r=\"A4000000\"", 1)
    });
    assert_eq!(read(&below, "a.xlsx"), Err(SheetError::TooManyCells));
    let row = "<row><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c></row>".repeat(70_000);
    let many = with_part("sheet2.xml", |xml| {
        xml.replacen("<sheetData>", &format!("<sheetData>{row}"), 1)
    });
    assert_eq!(read(&many, "a.xlsx"), Err(SheetError::TooManyCells));
}

#[test]
fn a_long_text_shared_by_many_cells_is_refused() {
    let long = "长".repeat(30_000);
    let mut parts = small_workbook();
    for (name, content) in &mut parts {
        let text = std::str::from_utf8(content).expect("text");
        if name.ends_with("sharedStrings.xml") {
            *content = format!("<sst><si><t>{long}</t></si></sst>").into_bytes();
        } else if name.ends_with("sheet2.xml") {
            let cells = "<row><c t=\"s\"><v>0</v></c></row>".repeat(2_000);
            *content = text
                .replacen("<sheetData>", &format!("<sheetData>{cells}"), 1)
                .into_bytes();
        }
    }
    assert_eq!(
        read(&pack(&parts), "a.xlsx"),
        Err(SheetError::InflatesTooMuch)
    );
}

#[test]
fn regions_that_cover_everything_cost_nothing() {
    let all = with_part("sheet2.xml", |xml| {
        let (head, rest) = xml.split_once("<mergeCells").expect("merged cells");
        let (_, tail) = rest.split_once("</mergeCells>").expect("their end");
        format!(
            "{head}<mergeCells count=\"1\"><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>{tail}"
        )
    });
    let sheets = read(&all, "a.xlsx").expect("a workbook");
    assert!(sheets.iter().all(|sheet| sheet.rows.len() < 100));
    let many = with_part("sheet2.xml", |xml| {
        let region = "<mergeCell ref=\"A1:XFD1048576\"/>".repeat(30_000);
        xml.replacen(
            "<mergeCells",
            &format!("<mergeCells>{region}</mergeCells><x"),
            1,
        )
    });
    assert!(matches!(
        read(&many, "a.xlsx"),
        Err(SheetError::TooManyCells | SheetError::Broken)
    ));
}

#[test]
fn a_compound_file_whose_chains_run_in_circles_is_refused() {
    let mut bytes = container(&[("Workbook", &long_stream())]);
    assert!(read(&bytes, "a.xls").is_ok());
    // The first sector of the allocation table; each of its entries names a sector's successor.
    let table = usize::from(u16::from_le_bytes([bytes[76], bytes[77]])) * 512 + 512;
    let successors = bytes[table..table + 512].chunks_mut(4);
    let chained = successors
        .filter(|entry| u32::from_le_bytes([entry[0], entry[1], entry[2], entry[3]]) < 100);
    let mut changed = 0;
    for entry in chained {
        entry.copy_from_slice(&1_u32.to_le_bytes());
        changed += 1;
    }
    assert!(changed > 1, "the workbook's stream has many sectors");
    assert_eq!(read(&bytes, "a.xls"), Err(SheetError::Broken));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn random_bytes_end_with_a_reason_or_sheets(bytes: Vec<u8>, head in 0_usize..4) {
        let heads = [&b""[..], b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"\xFF\xFE"];
        digest(&[heads[head], &bytes].concat());
    }

    #[test]
    fn random_text_ends_with_a_reason_or_sheets(text in "[,;\t\r\n\"=姓名班级a1 ]{0,200}") {
        digest(text.as_bytes());
    }

    #[test]
    fn a_changed_workbook_ends_with_a_reason_or_sheets(
        part: prop::sample::Index,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let mut parts = small_workbook();
        let chosen = part.index(parts.len());
        let content = &mut parts[chosen].1;
        for (at, value) in changes {
            let at = at.index(content.len());
            content[at] = value;
        }
        digest(&pack(&parts));
    }

    #[test]
    fn a_changed_package_ends_with_a_reason_or_sheets(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cut: prop::sample::Index,
    ) {
        let mut bytes = pack(&small_workbook());
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        digest(&bytes);
        digest(&bytes[..cut.index(bytes.len())]);
    }

    #[test]
    fn a_changed_old_workbook_ends_with_a_reason_or_sheets(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        inside: bool,
    ) {
        let mut book = stream();
        let change = |bytes: &mut [u8]| for (at, value) in &changes {
            let at = at.index(bytes.len());
            bytes[at] = *value;
        };
        if inside {
            change(&mut book);
            digest(&container(&[("Workbook", &book)]));
        } else {
            let mut bytes = container(&[("Workbook", &book)]);
            change(&mut bytes);
            digest(&bytes);
        }
    }
}
