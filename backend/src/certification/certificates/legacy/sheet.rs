//! Reading the sheet of holders: its columns by their headings, its rows with what is wrong.

use std::collections::{BTreeMap, HashSet};

use tongyu_shared::{
    Lang,
    certification::certificates::legacy::{
        HolderLink, LegacyFault, LegacyField, LegacyRow, day_in, level_in,
    },
    names::Phone,
    org::sheet::SheetError,
    text::certificates as words,
    time::Date,
};

use crate::org::sheet::{Grid, Row, read};

/// How many rows at the top may stand before the headings.
const SEARCHED: usize = 30;
/// Holders in one sheet.
const ROWS_MAX: usize = 5_000;

/// A holder of a sheet, with what stays here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetHolder {
    /// The row as it is shown.
    pub row: LegacyRow,
    /// The phone, where the sheet has one that can be read: it only tells people of one name apart.
    pub phone: Option<Phone>,
}

/// The holders of an uploaded file, each with its faults as far as the file alone tells them.
pub fn holders(bytes: &[u8], name: &str, today: Date) -> Result<Vec<SheetHolder>, SheetError> {
    let sheets = read(bytes, name)?;
    let found = sheets.iter().find_map(|grid| Some((grid, columns(grid)?)));
    let (grid, (header, columns)) = found.ok_or(SheetError::NoHeader)?;
    let below = grid.rows.range(header + 1..);
    let rows: Vec<_> = below
        .map(|(number, row)| holder(*number, row, &columns, today))
        .collect();
    if rows.is_empty() {
        return Err(SheetError::Empty);
    }
    if rows.len() > ROWS_MAX {
        return Err(SheetError::TooManyCells);
    }
    Ok(without_repeats(rows))
}

type Columns = BTreeMap<LegacyField, u32>;

/// The row of the headings and where each field stands. Those that are needed must be there.
fn columns(grid: &Grid) -> Option<(u32, Columns)> {
    grid.rows.iter().take(SEARCHED).find_map(|(number, row)| {
        let mut found = Columns::new();
        for (column, cell) in row {
            if let Some(field) = field_in(&cell.text) {
                found.entry(field).or_insert(*column);
            }
        }
        let mut needed = LegacyField::ALL.iter().filter(|field| field.is_needed());
        let all = needed.all(|field| found.contains_key(field));
        all.then_some((*number, found))
    })
}

fn field_in(heading: &str) -> Option<LegacyField> {
    let tight: String = heading.chars().filter(|c| !c.is_whitespace()).collect();
    let known = |field: &&LegacyField| {
        Lang::ALL.iter().any(|lang| {
            // A language without names for a column knows it by none.
            let names = words::by_key(*lang, &format!("heads_{field}")).unwrap_or_default();
            names
                .split(' ')
                .any(|name| name.eq_ignore_ascii_case(&tight))
        })
    };
    LegacyField::ALL.iter().find(known).copied()
}

fn holder(number: u32, row: &Row, columns: &Columns, today: Date) -> SheetHolder {
    let text = |field: LegacyField| {
        let cell = columns.get(&field).and_then(|column| row.get(column));
        // No such column or cell is an empty one; what may not be empty has its fault below.
        cell.map(|cell| cell.text.trim().to_owned())
            .unwrap_or_default()
    };
    let (issued, valid) = (text(LegacyField::IssuedOn), text(LegacyField::ValidTo));
    let long_term = valid.is_empty()
        || Lang::ALL
            .iter()
            .any(|lang| words::long_term(*lang).contains(&valid));
    let mut holder = LegacyRow {
        row: number + 1,
        name: text(LegacyField::Name),
        school: text(LegacyField::School),
        school_known: false,
        level: level_in(&text(LegacyField::Level)),
        number: text(LegacyField::Number),
        issued_on: day_in(&issued),
        valid_to: day_in(&valid),
        holder: HolderLink::Unknown,
        note: None,
        faults: Vec::new(),
        messages: Vec::new(),
    };
    let faults = [
        (holder.name.is_empty(), LegacyFault::NameMissing),
        (holder.school.is_empty(), LegacyFault::SchoolMissing),
        (holder.level.is_none(), LegacyFault::LevelUnknown),
        (holder.number.is_empty(), LegacyFault::NumberMissing),
        (holder.issued_on.is_none(), LegacyFault::IssuedUnreadable),
        (
            !long_term && holder.valid_to.is_none(),
            LegacyFault::ValidUnreadable,
        ),
        (
            holder.valid_to.is_some() && holder.valid_to < holder.issued_on,
            LegacyFault::DateOrder,
        ),
        (
            holder.issued_on.is_some_and(|day| day > today),
            LegacyFault::InFuture,
        ),
    ];
    let found = faults.into_iter().filter(|(holds, _)| *holds);
    holder.faults = found.map(|(_, fault)| fault).collect();
    SheetHolder {
        row: holder,
        phone: text(LegacyField::Phone).parse().ok(),
    }
}

/// Of rows with the same number the first stays.
fn without_repeats(mut holders: Vec<SheetHolder>) -> Vec<SheetHolder> {
    let mut seen = HashSet::new();
    for SheetHolder { row, .. } in &mut holders {
        if !row.number.is_empty() && !seen.insert(row.number.clone()) {
            row.faults.push(LegacyFault::NumberTwice);
        }
    }
    holders
}

#[cfg(test)]
mod tests {
    use LegacyFault as F;

    use super::*;

    fn read_rows(text: &str) -> Vec<(String, Vec<F>)> {
        let today = Date::new(2026, 11, 23).unwrap();
        let rows = holders(text.as_bytes(), "holders.csv", today).unwrap();
        rows.into_iter()
            .map(|SheetHolder { row, .. }| (row.number, row.faults))
            .collect()
    }

    #[test]
    fn each_row_tells_its_own_faults_and_a_good_one_none() {
        let rows = read_rows(
            "2023年持证人名单,,,,,\n\
             姓名,工作单位,级别,证书编号,发证日期,有效期至\n\
             王小明,海棠路小学,初级讲师,A-1,2023-05-01,2026-05-01\n\
             李华,海棠路小学,高级指导师,A-2,2023/5/1,长期\n\
             ,海棠路小学,中级,A-3,2023-05-01,\n\
             张三,,初级讲师,A-1,2023-05-01,2022-05-01\n\
             赵四,云帆中学,初级讲师,,2027-01-01,明年\n",
        );
        let expected = [
            ("A-1", vec![]),
            ("A-2", vec![]),
            ("A-3", vec![F::NameMissing, F::LevelUnknown]),
            ("A-1", vec![F::SchoolMissing, F::DateOrder, F::NumberTwice]),
            ("", vec![F::NumberMissing, F::ValidUnreadable, F::InFuture]),
        ];
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(number, faults)| (number.to_owned(), faults))
            .collect();
        assert_eq!(rows, expected);
    }

    #[test]
    fn a_phone_is_read_where_there_is_one_and_refuses_no_row() {
        let today = Date::new(2026, 11, 23).unwrap();
        let text = "姓名,学校,级别,编号,发证日期,联系电话\n\
            王小明,海棠路小学,初级讲师,A-1,2023-05-01,199 0000 1234\n\
            李华,海棠路小学,初级讲师,A-2,2023-05-01,88886666转2\n";
        let holders = holders(text.as_bytes(), "holders.csv", today).unwrap();
        let phones: Vec<_> = holders.iter().map(|one| one.phone.is_some()).collect();
        assert_eq!(phones, [true, false]);
        assert!(holders.iter().all(|one| one.row.faults.is_empty()));
    }

    #[test]
    fn a_sheet_without_the_columns_is_refused() {
        let today = Date::new(2026, 11, 23).unwrap();
        let no_numbers = "姓名,单位,级别,发证日期\n王小明,海棠路小学,初级讲师,2023-05-01\n";
        assert_eq!(
            holders(no_numbers.as_bytes(), "a.csv", today),
            Err(SheetError::NoHeader)
        );
    }
}
