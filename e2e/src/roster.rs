//! A school's own sheet, as untidy as it is.

/// A title above the heading, columns in the school's order, an empty row, one pupil without a
/// class.
pub const UNTIDY: &str = "\
海棠路小学2026年秋季学生花名册,,,,,\n\
制表：教务处,,,,,\n\
序号,班级,学生姓名,性别,家长姓名,联系电话\n\
1,三(1)班,方小舟,男,方志远,19900000101\n\
2,三（1）班,沈月,女,沈建华,199 0000 0102\n\
,,,,,\n\
3,三年级1班,许一鸣,男,许海,19900000103\n\
4,,丁零,女,丁一,19900000104\n";

/// Rows below the heading.
pub const READ: u32 = 5;
/// Rows that can be written.
pub const ACCEPTED: u32 = 3;
/// Rows that cannot.
pub const REFUSED: u32 = 1;
/// Empty rows.
pub const BLANK: u32 = 1;
