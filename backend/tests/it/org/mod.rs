//! A school's sheet.

mod sheet;
