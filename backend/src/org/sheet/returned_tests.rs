//! The returned workbook, read back with the product's own reader.

use tongyu_shared::org::sheet::{RowProblemCode, SheetKind};

use super::*;
use crate::org::sheet::{
    grid::{CellKind, Region},
    header::propose,
    limits::Budget,
    read::read,
};

fn grid(name: &str) -> Grid {
    let mut budget = Budget::default();
    let mut grid = Grid::new(name);
    for (row, cells) in (0..).zip([
        &["名册", "", ""][..],
        &["班级", "姓名", "手机"],
        &["三(2)班", "王明", "=1+1"],
        &["", "李红", "0012"],
    ]) {
        for (column, text) in (0..).zip(cells) {
            let text = (*text).to_owned();
            grid.put((row, column), text, CellKind::Text, &mut budget)
                .expect("few cells");
        }
    }
    let regions = [
        Region {
            start: (0, 0),
            end: (0, 2),
        },
        Region {
            start: (2, 0),
            end: (3, 0),
        },
    ];
    grid.fill_merged(&regions, &mut budget)
        .expect("few regions");
    grid
}

fn returned(name: &str, lang: Lang) -> Vec<u8> {
    let grid = grid(name);
    let problems = [
        RowProblem::new(3, Some(2), RowProblemCode::PhoneMalformed, "=1+1"),
        RowProblem::new(4, None, RowProblemCode::NumberMissing, ""),
        RowProblem::new(4, Some(3), RowProblemCode::SexUnknown, "?"),
    ];
    let counts = SheetCounts {
        read: 2,
        accepted: 1,
        warned: 1,
        refused: 1,
        blank: 0,
    };
    let finding = Finding {
        grid: &grid,
        header_row: 2,
        file_name: "名册.xlsx",
        counts,
        problems: &problems,
    };
    workbook(finding, lang).expect("a workbook")
}

/// The text of a part of the package.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a package");
    let mut text = String::new();
    let mut part = archive.by_name(name).expect(name);
    std::io::Read::read_to_string(&mut part, &mut text).expect("text");
    text
}

#[test]
fn the_same_cells_come_back_as_text_and_can_be_uploaded_again() {
    let sheets = read(&returned("名册", Lang::ZhCn), "r.xlsx").expect("a workbook");
    let back = sheets
        .iter()
        .find(|sheet| sheet.name == "名册")
        .expect("the sheet");
    let text = |row, column| back.cell(row, column).map(|cell| cell.text.as_str());
    assert_eq!(
        (text(0, 0), text(0, 1)),
        (Some("名册"), None),
        "the title is not repeated"
    );
    assert_eq!((text(2, 2), text(3, 2)), (Some("=1+1"), Some("0012")));
    assert_eq!(
        text(3, 0),
        Some("三(2)班"),
        "what a merged cell said stands in each row"
    );
    assert!(
        back.rows
            .values()
            .flat_map(|row| row.values())
            .all(|c| c.kind == CellKind::Text)
    );
    let matched = propose(SheetKind::Roster, &sheets).expect("the header is found again");
    assert!(
        matches!(matched, tongyu_shared::org::sheet::ColumnMatch::Roster(m) if m.sheet == "名册")
    );
}

#[test]
fn no_cell_is_a_formula() {
    let bytes = returned("名册", Lang::ZhCn);
    for sheet in ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"] {
        assert!(!part(&bytes, sheet).contains("<f>"), "{sheet}");
    }
}

#[test]
fn reasons_stand_in_notes_and_in_the_summary_in_the_readers_language() {
    for (lang, phone) in [
        (Lang::ZhCn, "11 位手机号"),
        (Lang::En, "11-digit mobile number"),
    ] {
        let bytes = returned("名册", lang);
        let notes = part(&bytes, "xl/comments1.xml");
        assert!(notes.contains(phone), "{notes}");
        assert!(
            notes.contains("ref=\"C3\"") && notes.contains("ref=\"A4\""),
            "{notes}"
        );
        let sheets = read(&bytes, "r.xlsx").expect("a workbook");
        let summary = sheets.first().expect("the summary comes first");
        assert_eq!(summary.name, words::returned_sheet(lang));
        let texts: Vec<&str> = summary
            .rows
            .values()
            .flat_map(|row| row.values())
            .map(|c| c.text.as_str())
            .collect();
        assert!(texts.iter().any(|text| text.contains(phone)));
        assert!(
            texts.contains(&"C") && texts.contains(&"D"),
            "column letters"
        );
    }
}

#[test]
fn any_sheet_name_can_be_given_back() {
    for name in [
        "导入说明",
        "",
        "a/b:c*d?e[f]g",
        &"长".repeat(60),
        "'",
        "名册.csv",
    ] {
        let sheets = read(&returned(name, Lang::ZhCn), "r.xlsx").expect(name);
        assert_eq!(sheets.len(), 2, "{name}");
    }
}
