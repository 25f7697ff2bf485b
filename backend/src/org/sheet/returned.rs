//! The workbook that goes back to the school: the same cells, bad ones red and doubtful ones
//! amber with the reason as a note, and a sheet with the counts and every reason. All cells are
//! text, so nothing that a file brought can become a formula.

use std::collections::BTreeMap;

use rust_xlsxwriter::{
    Color, Format, FormatAlign, Note, Workbook, Worksheet, XlsxError,
    utility::column_number_to_name,
};
use tongyu_shared::{
    Lang,
    org::sheet::{ProblemSeverity, RowProblem, SheetCounts},
    text::roster as words,
};

use super::grid::Grid;

/// Beyond so many notes spreadsheet programs become slow; the first sheet lists the rest too.
const MAX_NOTES: usize = 5_000;
/// The longest text of a cell in characters; the format counts 32,767 half characters.
const MAX_CHARS: usize = 16_000;
/// The longest name of a sheet in characters, and what may not stand in it.
const MAX_NAME: usize = 31;
const NOT_IN_NAMES: [char; 8] = ['[', ']', ':', '*', '?', '/', '\\', '\''];

/// What a check found, as the returned workbook tells it.
#[derive(Clone, Copy, Debug)]
pub struct Finding<'a> {
    /// The checked sheet.
    pub grid: &'a Grid,
    /// Its header row, counted from 1.
    pub header_row: u32,
    /// The uploaded file's name.
    pub file_name: &'a str,
    /// How the rows divide.
    pub counts: SheetCounts,
    /// What is wrong.
    pub problems: &'a [RowProblem],
}

/// The `.xlsx` file, with reasons in the reader's language.
///
/// # Errors
/// What the writer reports; nothing that an uploaded file holds leads to it.
pub fn workbook(finding: Finding<'_>, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let summary_name = words::returned_sheet(lang);
    let summary = book.add_worksheet().set_name(summary_name)?;
    write_summary(summary, finding, lang)?;
    let cells = book
        .add_worksheet()
        .set_name(sheet_name(&finding.grid.name, summary_name))?;
    write_cells(cells, finding, lang)?;
    book.save_to_buffer()
}

fn write_summary(sheet: &mut Worksheet, finding: Finding<'_>, lang: Lang) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let mut row = 0;
    sheet.write_string_with_format(row, 0, words::returned_title(lang), &bold)?;
    for (label, value) in count_lines(finding, lang) {
        row += 1;
        sheet.write_string(row, 0, label)?;
        sheet.write_string(row, 1, value)?;
    }
    for (severity, legend) in [
        (
            ProblemSeverity::Refused,
            words::returned_legend_refused(lang),
        ),
        (
            ProblemSeverity::Warning,
            words::returned_legend_warning(lang),
        ),
    ] {
        row += 1;
        sheet.write_string_with_format(row, 0, legend, &colour(severity))?;
    }
    row += 2;
    let headings = [
        words::returned_row(lang),
        words::returned_column(lang),
        words::returned_result(lang),
        words::returned_reason(lang),
    ];
    for (column, heading) in (0..).zip(headings) {
        sheet.write_string_with_format(row, column, heading, &bold)?;
    }
    for problem in finding.problems {
        row += 1;
        let result = severity_word(problem.severity, lang);
        sheet.write_string(row, 0, problem.row.to_string())?;
        sheet.write_string(row, 1, column_letter(problem.column))?;
        sheet.write_string_with_format(row, 2, result, &colour(problem.severity))?;
        sheet.write_string(row, 3, problem.text(lang))?;
    }
    for (column, width) in (0..).zip([16, 16, 12, 80]) {
        sheet.set_column_width(column, width)?;
    }
    Ok(())
}

fn count_lines(finding: Finding<'_>, lang: Lang) -> [(&'static str, String); 6] {
    let counts = finding.counts;
    [
        (words::returned_file(lang), shorten(finding.file_name)),
        (words::returned_read(lang), counts.read.to_string()),
        (words::returned_accepted(lang), counts.accepted.to_string()),
        (words::returned_warned(lang), counts.warned.to_string()),
        (words::returned_refused(lang), counts.refused.to_string()),
        (words::returned_blank(lang), counts.blank.to_string()),
    ]
}

fn write_cells(sheet: &mut Worksheet, finding: Finding<'_>, lang: Lang) -> Result<(), XlsxError> {
    let marks = marks(finding, lang);
    for (row, cells) in &finding.grid.rows {
        // Merged cells of the table become single ones, so that the file can be uploaded again;
        // a title above it stays in its first cell.
        let in_table = row + 1 >= finding.header_row;
        for (column, cell) in cells.iter().filter(|(_, cell)| in_table || !cell.merged) {
            if !marks.contains_key(&(*row, *column)) {
                sheet.write_string(*row, short(*column)?, shorten(&cell.text))?;
            }
        }
    }
    for ((row, column), mark) in &marks {
        let text = finding
            .grid
            .cell(*row, *column)
            .map(|cell| shorten(&cell.text));
        let format = colour(mark.severity);
        sheet.write_string_with_format(*row, short(*column)?, text.unwrap_or_default(), &format)?;
    }
    for ((row, column), mark) in marks.iter().take(MAX_NOTES) {
        let note = Note::new(mark.reasons.join("\n")).add_author_prefix(false);
        sheet.insert_note(*row, short(*column)?, &note)?;
    }
    sheet.set_freeze_panes(finding.header_row, 0)?;
    Ok(())
}

/// What is wrong with one cell.
struct Mark {
    severity: ProblemSeverity,
    reasons: Vec<String>,
}

/// Problems by place, those that keep a row out winning over warnings. A problem of a column that
/// the sheet does not have goes to the row's first cell.
fn marks(finding: Finding<'_>, lang: Lang) -> BTreeMap<(u32, u32), Mark> {
    let mut marks: BTreeMap<(u32, u32), Mark> = BTreeMap::new();
    for problem in finding.problems {
        let row = problem.row.saturating_sub(1);
        let first = || finding.grid.rows.get(&row)?.keys().next().copied();
        let column = problem.column.or_else(first).unwrap_or_default();
        let mark = marks.entry((row, column)).or_insert(Mark {
            severity: problem.severity,
            reasons: Vec::new(),
        });
        mark.severity = mark.severity.min(problem.severity);
        mark.reasons.push(problem.text(lang));
    }
    marks
}

fn colour(severity: ProblemSeverity) -> Format {
    let (fill, ink) = match severity {
        ProblemSeverity::Refused => (0x00FF_C7CE, 0x009C_0006),
        ProblemSeverity::Warning => (0x00FF_EB9C, 0x007A_4B00),
    };
    Format::new()
        .set_background_color(Color::RGB(fill))
        .set_font_color(Color::RGB(ink))
        .set_align(FormatAlign::Top)
}

fn severity_word(severity: ProblemSeverity, lang: Lang) -> &'static str {
    match severity {
        ProblemSeverity::Refused => words::severity_refused(lang),
        ProblemSeverity::Warning => words::severity_warning(lang),
    }
}

fn column_letter(column: Option<u32>) -> String {
    column
        .and_then(|column| short(column).ok())
        .map(column_number_to_name)
        .unwrap_or_default()
}

/// The writer counts columns in 16 bits.
fn short(column: u32) -> Result<u16, XlsxError> {
    u16::try_from(column).map_err(|_| XlsxError::RowColumnLimitError)
}

fn shorten(text: &str) -> String {
    text.chars().take(MAX_CHARS).collect()
}

/// The sheet's name as the format allows it, different from the summary's.
fn sheet_name(name: &str, summary: &str) -> String {
    let name: String = name
        .chars()
        .map(|c| {
            if NOT_IN_NAMES.contains(&c) || c.is_control() {
                '_'
            } else {
                c
            }
        })
        .take(MAX_NAME)
        .collect();
    let name = name.trim().to_owned();
    if name.is_empty() || name == summary {
        format!("{summary} 2")
    } else {
        name
    }
}

#[cfg(test)]
#[path = "returned_tests.rs"]
mod tests;
