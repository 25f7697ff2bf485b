//! Why a file cannot be read as a sheet at all.

use crate::{lang::Lang, text::roster as words, wire_enum::wire_enum};

wire_enum! {
    /// Why a file cannot be read as a roster; nothing of it is stored.
    pub enum SheetError {
        /// No bytes, or no cell with anything in it.
        Empty = "sheet_empty",
        /// More than 5 MB.
        TooLarge = "sheet_too_large",
        /// More than 50 MB when unpacked, as a compression bomb would be.
        InflatesTooMuch = "sheet_inflates_too_much",
        /// More than 200,000 filled cells, or cells too far out.
        TooManyCells = "sheet_too_many_cells",
        /// The workbook carries macros.
        HasMacros = "sheet_has_macros",
        /// The workbook asks for a password.
        Encrypted = "sheet_encrypted",
        /// A workbook whose content is damaged.
        Broken = "sheet_broken",
        /// A picture, a document or another kind of file.
        NotASheet = "sheet_not_a_sheet",
        /// A spreadsheet of a kind that is not read: `.xlsb`, `.ods`, a web page named `.xls`.
        OtherFormat = "sheet_other_format",
        /// Text in neither UTF-8 nor GB18030.
        UnknownEncoding = "sheet_unknown_encoding",
        /// No row names the columns.
        NoHeader = "sheet_no_header",
        /// No row names the columns of a staff list, but one names those of a pupil list.
        PupilList = "sheet_pupil_list",
        /// No row names the columns of a pupil list, but one names those of a staff list.
        StaffList = "sheet_staff_list",
        /// The column match names a sheet, row or column that the file does not have.
        MatchDoesNotFit = "sheet_match_does_not_fit",
    }
}

impl SheetError {
    /// What is wrong and what to do.
    pub const fn text(self, lang: Lang) -> &'static str {
        match self {
            Self::Empty => words::sheet_empty(lang),
            Self::TooLarge => words::sheet_too_large(lang),
            Self::InflatesTooMuch => words::sheet_inflates_too_much(lang),
            Self::TooManyCells => words::sheet_too_many_cells(lang),
            Self::HasMacros => words::sheet_has_macros(lang),
            Self::Encrypted => words::sheet_encrypted(lang),
            Self::Broken => words::sheet_broken(lang),
            Self::NotASheet => words::sheet_not_a_sheet(lang),
            Self::OtherFormat => words::sheet_other_format(lang),
            Self::UnknownEncoding => words::sheet_unknown_encoding(lang),
            Self::NoHeader => words::sheet_no_header(lang),
            Self::PupilList => words::sheet_pupil_list(lang),
            Self::StaffList => words::sheet_staff_list(lang),
            Self::MatchDoesNotFit => words::sheet_match_does_not_fit(lang),
        }
    }
}

impl std::error::Error for SheetError {}
