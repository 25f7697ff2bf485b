//! The messy roster as a workbook, and as the file that Excel in China makes of it.

use rust_xlsxwriter::{Format, Workbook, Worksheet};

use super::{BLOCKS, Column, Content, HEADER, SCHOOL, Writer};

impl Writer {
    fn headings(&self) -> impl Iterator<Item = (u16, &'static str, &'static str)> {
        let all: Vec<_> = BLOCKS.iter().copied().flatten().collect();
        (0_u16..).zip(&self.order).map(move |(at, column)| {
            let found = all.iter().find(|(known, ..)| known == column);
            found.map_or((at, "序号", "序号"), |(_, upper, lower)| {
                (at, *upper, *lower)
            })
        })
    }

    pub(super) fn xlsx(&self) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
        let mut book = Workbook::new();
        let notes = book.add_worksheet().set_name("填表说明")?;
        notes.write_string(0, 0, "一、姓名请与户口簿一致。")?;
        let sheet = book.add_worksheet().set_name("学生名册")?;
        let last = u16::try_from(self.order.len() - 1).expect("few columns");
        let plain = Format::new();
        let title = format!("{SCHOOL}2026年秋季学生花名册");
        sheet.merge_range(0, 0, 0, last, &title, &plain)?;
        sheet.write_string(1, 0, "填表人:教务处  日期:2026.9.1")?;
        self.write_header(sheet, &plain)?;
        let date = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
        for (row, cells) in &self.rows {
            for (at, column) in (0_u16..).zip(&self.order) {
                match cells.get(column) {
                    Some(Content::Text(text)) => sheet.write_string(*row, at, text)?,
                    Some(Content::Number(number)) => sheet.write_number(*row, at, *number)?,
                    Some(Content::Day(serial)) => {
                        sheet.write_number_with_format(*row, at, *serial, &date)?
                    }
                    None => continue,
                };
            }
        }
        self.merge_classes(sheet, &plain)?;
        book.save_to_buffer()
    }

    fn write_header(
        &self,
        sheet: &mut Worksheet,
        plain: &Format,
    ) -> Result<(), rust_xlsxwriter::XlsxError> {
        let headings: Vec<_> = self.headings().collect();
        for (at, upper, lower) in &headings {
            if upper == lower {
                sheet.merge_range(HEADER, *at, HEADER + 1, *at, upper, plain)?;
                continue;
            }
            sheet.write_string(HEADER + 1, *at, *lower)?;
            if *lower == "姓名" {
                sheet.merge_range(HEADER, *at, HEADER, at + 2, upper, plain)?;
            }
        }
        Ok(())
    }

    fn merge_classes(
        &self,
        sheet: &mut Worksheet,
        plain: &Format,
    ) -> Result<(), rust_xlsxwriter::XlsxError> {
        for (first, last) in &self.merges {
            for (at, column) in (0_u16..).zip(&self.order) {
                if !matches!(column, Column::Class | Column::Grade) {
                    continue;
                }
                let Some(content) = self.rows.get(first).and_then(|cells| cells.get(column)) else {
                    continue;
                };
                sheet.merge_range(*first, at, *last, at, "", plain)?;
                match content {
                    Content::Text(text) => sheet.write_string(*first, at, text)?,
                    Content::Number(n) | Content::Day(n) => sheet.write_number(*first, at, *n)?,
                };
            }
        }
        Ok(())
    }

    /// A CSV file knows no merged cells: headings are one row, classes stand in every row.
    pub(super) fn csv(&self) -> Vec<u8> {
        let mut lines = vec![
            format!("{SCHOOL}学生花名册"),
            String::new(),
            ",,,".to_owned(),
        ];
        lines.push(String::new());
        let headings = self.headings().map(|(_, upper, lower)| {
            quoted(&if upper == lower {
                upper.to_owned()
            } else {
                format!("{upper}{lower}")
            })
        });
        lines.push(headings.collect::<Vec<_>>().join(","));
        let merged = |row: u32, column: Column| {
            let (first, _) = self
                .merges
                .iter()
                .find(|(from, to)| (*from..=*to).contains(&row))?;
            let class = matches!(column, Column::Class | Column::Grade);
            self.rows.get(first)?.get(&column).filter(|_| class)
        };
        for row in HEADER + 2..self.next {
            let cells = self.rows.get(&row);
            let fields = self.order.iter().map(|column| {
                let own = cells.and_then(|cells| cells.get(column));
                own.or_else(|| merged(row, *column))
                    .map_or(String::new(), csv_field)
            });
            lines.push(fields.collect::<Vec<_>>().join(","));
        }
        let text = lines.join("\r\n");
        encoding_rs::GB18030.encode(&text).0.into_owned()
    }
}

/// What Excel writes for the content.
fn csv_field(content: &Content) -> String {
    match content {
        Content::Text(text) => quoted(text),
        Content::Number(number) if *number >= 1e11 => format!("{number:.5E}").replace('E', "E+"),
        Content::Number(number) => number.to_string(),
        Content::Day(serial) => {
            let days = *serial - 42_005.0;
            let start = tongyu_shared::time::Date::new(2015, 1, 1).expect("a day");
            #[expect(clippy::cast_possible_truncation, reason = "below a thousand")]
            let day = start.plus_days(days as i64);
            format!("{}/{}/{}", day.year(), day.month(), day.day())
        }
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
