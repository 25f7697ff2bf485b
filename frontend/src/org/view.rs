//! The column match as a form has it, and back; without the browser.

use tongyu_shared::{
    Lang,
    org::sheet::{ColumnMatch, FieldColumns, SheetField},
};

/// A field with the column that holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Its name on the screen.
    pub label: &'static str,
    /// Without it no row can be accepted.
    pub required: bool,
    /// Its column, counted from 0.
    pub column: Option<u32>,
}

/// The fields in the order of the screen.
pub fn slots(matched: &ColumnMatch, lang: Lang) -> Vec<Slot> {
    match matched {
        ColumnMatch::Roster(fields) => slots_of(fields, lang),
        ColumnMatch::Staff(fields) => slots_of(fields, lang),
    }
}

fn slots_of<F: SheetField>(fields: &FieldColumns<F>, lang: Lang) -> Vec<Slot> {
    let mut slots: Vec<Slot> = F::ALL
        .iter()
        .map(|field| Slot {
            label: field.label(lang),
            required: F::REQUIRED.contains(field),
            column: fields.column(*field),
        })
        .collect();
    // Nothing can be checked without these, so they come first.
    slots.sort_by_key(|slot| !slot.required);
    slots
}

/// The match with other columns, in the order of [`slots`].
pub fn with_picks(matched: &ColumnMatch, picks: &[Option<u32>]) -> ColumnMatch {
    match matched {
        ColumnMatch::Roster(fields) => ColumnMatch::Roster(with_picks_of(fields, picks)),
        ColumnMatch::Staff(fields) => ColumnMatch::Staff(with_picks_of(fields, picks)),
    }
}

fn with_picks_of<F: SheetField>(
    fields: &FieldColumns<F>,
    picks: &[Option<u32>],
) -> FieldColumns<F> {
    let mut order: Vec<F> = F::ALL.to_vec();
    order.sort_by_key(|field| !F::REQUIRED.contains(field));
    let columns = order
        .into_iter()
        .zip(picks)
        .filter_map(|(field, pick)| Some((field, (*pick)?)))
        .collect();
    FieldColumns {
        sheet: fields.sheet.clone(),
        header_row: fields.header_row,
        first_data_row: fields.first_data_row,
        columns,
    }
}

/// The places of slots whose column another one before has too.
pub fn repeated(picks: &[Option<u32>]) -> Vec<usize> {
    let taken = |at: usize, pick: &Option<u32>| {
        pick.is_some() && picks.iter().take(at).any(|earlier| earlier == pick)
    };
    picks
        .iter()
        .enumerate()
        .filter(|(at, pick)| taken(*at, pick))
        .map(|(at, _)| at)
        .collect()
}

/// The sheet, and the row of its header counted from 1.
pub fn place(matched: &ColumnMatch) -> (&str, u32) {
    match matched {
        ColumnMatch::Roster(fields) => (&fields.sheet, fields.header_row),
        ColumnMatch::Staff(fields) => (&fields.sheet, fields.header_row),
    }
}

/// What required fields lack a column.
pub fn missing(matched: &ColumnMatch, lang: Lang) -> Vec<&'static str> {
    let lacking = |slot: &Slot| slot.required && slot.column.is_none();
    slots(matched, lang)
        .into_iter()
        .filter(lacking)
        .map(|slot| slot.label)
        .collect()
}

/// A column as spreadsheet programs name it: 0 is A, 26 is AA.
pub fn letters(column: u32) -> String {
    let (above, last) = (column / 26, column % 26);
    let mut letters = if above == 0 {
        String::new()
    } else {
        letters(above - 1)
    };
    letters.extend(char::from_digit(last + 10, 36).map(|c| c.to_ascii_uppercase()));
    letters
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use tongyu_shared::org::sheet::RosterField;

    use super::*;

    fn matched() -> ColumnMatch {
        ColumnMatch::Roster(FieldColumns {
            sheet: "名册".to_owned(),
            header_row: 3,
            first_data_row: 4,
            columns: BTreeMap::from([(RosterField::StudentName, 2), (RosterField::Address, 5)]),
        })
    }

    #[test]
    fn the_form_gives_back_the_match_it_was_made_of() {
        let picks: Vec<_> = slots(&matched(), Lang::ZhCn)
            .into_iter()
            .map(|slot| slot.column)
            .collect();
        assert_eq!(with_picks(&matched(), &picks), matched());
    }

    #[test]
    fn required_fields_come_first_and_are_missed() {
        let slots = slots(&matched(), Lang::ZhCn);
        assert!(slots[0].required && slots[1].required && !slots[2].required);
        assert_eq!(missing(&matched(), Lang::ZhCn), ["班级"]);
    }

    #[test]
    fn a_column_that_is_used_twice_is_told_at_the_later_place() {
        assert_eq!(repeated(&[Some(1), None, Some(2), None, Some(1)]), [4]);
    }

    #[test]
    fn columns_are_named_as_spreadsheets_do() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (255, "IV")] {
            assert_eq!(letters(column), name);
        }
    }
}
