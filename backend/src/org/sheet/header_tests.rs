//! Header rows as schools lay them out.

use super::{
    super::{
        grid::{CellKind, Region},
        limits::Budget,
    },
    *,
};
use RosterField as F;

fn grid(name: &str, rows: &[&[&str]], merged: &[Region]) -> Grid {
    let mut budget = Budget::default();
    let mut grid = Grid::new(name);
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(*cells) {
            let text = (*text).to_owned();
            grid.put((row, column), text, CellKind::Text, &mut budget)
                .expect("few cells");
        }
    }
    grid.fill_merged(merged, &mut budget).expect("few regions");
    grid
}

fn roster(sheets: &[Grid]) -> FieldColumns<RosterField> {
    match propose(SheetKind::Roster, sheets).expect("a header") {
        ColumnMatch::Roster(matched) => matched,
        ColumnMatch::Staff(_) => panic!("asked for a roster"),
    }
}

#[test]
fn the_header_is_found_under_titles_in_any_order_of_columns() {
    let sheet = grid(
        "名册",
        &[
            &["海河路小学2026年秋季学生名册"],
            &["填表说明:姓名请与户口簿一致"],
            &[],
            &["手机", "班级", "序号", "学生姓名", "家庭住址"],
            &["13900000000", "三(2)班", "1", "王明", "海河路1号"],
        ],
        &[Region {
            start: (0, 0),
            end: (0, 4),
        }],
    );
    let found = roster(&[sheet]);
    assert_eq!((found.header_row, found.first_data_row), (4, 5));
    assert_eq!(
        found.columns,
        BTreeMap::from([
            (F::Guardian1Phone, 0),
            (F::Class, 1),
            (F::StudentName, 3),
            (F::Address, 4)
        ])
    );
}

#[test]
fn a_header_of_two_rows_is_joined() {
    let sheet = grid(
        "名册",
        &[
            &["名册"],
            &["班级", "姓名", "监护人1", "", "", "监护人2", "", ""],
            &["", "", "姓名", "关系", "手机", "姓名", "关系", "手机"],
            &["三(2)班", "王明", "李芳", "母亲", "13900000000", "", "", ""],
        ],
        &[
            Region {
                start: (0, 0),
                end: (0, 7),
            },
            Region {
                start: (1, 0),
                end: (2, 0),
            },
            Region {
                start: (1, 1),
                end: (2, 1),
            },
            Region {
                start: (1, 2),
                end: (1, 4),
            },
            Region {
                start: (1, 5),
                end: (1, 7),
            },
        ],
    );
    let sheets = [sheet];
    let found = roster(&sheets);
    assert_eq!((found.header_row, found.first_data_row), (2, 4));
    for (field, column) in [
        (F::Class, 0),
        (F::StudentName, 1),
        (F::Guardian1Name, 2),
        (F::Guardian1Relation, 3),
        (F::Guardian1Phone, 4),
        (F::Guardian2Name, 5),
        (F::Guardian2Relation, 6),
        (F::Guardian2Phone, 7),
    ] {
        assert_eq!(found.column(field), Some(column), "{field}");
    }
    let words = headings(&ColumnMatch::Roster(found), &sheets).expect("its own sheet");
    assert_eq!(
        words.get(..4).expect("eight columns"),
        ["班级", "姓名", "监护人1姓名", "监护人1关系"]
    );
}

#[test]
fn certain_headings_go_before_those_that_may_mean_several_things() {
    let sheet = grid(
        "s",
        &[&["学号", "姓名", "学籍号", "班级", "联系电话", "监护人1手机"]],
        &[],
    );
    let found = roster(&[sheet]);
    assert_eq!(
        found.column(F::StudentNumber),
        Some(2),
        "not the seat number"
    );
    assert_eq!(found.column(F::Guardian1Phone), Some(5));
    assert_eq!(found.column(F::Guardian2Phone), Some(4));
}

#[test]
fn repeated_headings_go_to_the_second_guardian() {
    let headings = [
        "班级",
        "姓名",
        "家长姓名",
        "关系",
        "电话",
        "家长姓名",
        "关系",
        "电话",
    ];
    let found = roster(&[grid("s", &[&headings], &[])]);
    assert_eq!(found.column(F::Guardian1Name), Some(2));
    assert_eq!(found.column(F::Guardian2Name), Some(5));
    assert_eq!(found.column(F::Guardian2Relation), Some(6));
    assert_eq!(found.column(F::Guardian2Phone), Some(7));
}

#[test]
fn the_sheet_with_the_most_known_columns_is_chosen() {
    let notes = grid("说明", &[&["姓名", "班级"], &["怎么填", "怎么填"]], &[]);
    let list = grid("学生", &[&["姓名", "班级", "手机"]], &[]);
    assert_eq!(roster(&[notes, list]).sheet, "学生");
}

#[test]
fn a_sheet_without_header_is_refused() {
    let sheet = grid("s", &[&["王明", "三(2)班"], &["李红", "三(2)班"]], &[]);
    assert_eq!(
        propose(SheetKind::Roster, &[sheet]),
        Err(SheetError::NoHeader)
    );
}

#[test]
fn a_list_sent_as_the_other_kind_is_told_from_a_sheet_without_header() {
    let pupils = grid("s", &[&["学生姓名", "学籍号", "性别", "出生日期"]], &[]);
    let staff = grid("s", &[&["教师姓名", "处室", "职务"]], &[]);
    assert_eq!(
        propose(SheetKind::Staff, &[pupils]),
        Err(SheetError::PupilList)
    );
    assert_eq!(
        propose(SheetKind::Roster, &[staff]),
        Err(SheetError::StaffList)
    );
}

/// A way to spoil a match.
type Change = fn(&mut FieldColumns<F>);

#[test]
fn a_match_that_does_not_fit_the_file_is_refused() {
    let sheets = [grid("s", &[&["姓名", "班级"]], &[])];
    let good = roster(&sheets);
    assert!(check(&good, &sheets).is_ok());
    let changes: [Change; 6] = [
        |m| m.sheet = "另一个".to_owned(),
        |m| m.header_row = 0,
        |m| m.first_data_row = m.header_row,
        |m| m.first_data_row = u32::MAX,
        |m| m.columns.extend([(F::Address, MAX_COLUMNS)]),
        |m| m.columns.retain(|field, _| *field != F::Class),
    ];
    for change in changes {
        let mut bad = good.clone();
        change(&mut bad);
        assert_eq!(
            check(&bad, &sheets),
            Err(SheetError::MatchDoesNotFit),
            "{bad:?}"
        );
    }
}
