//! A school's roster as schools keep it: a sheet of notes in front, titles above a header of two
//! rows, columns in another order each time, merged classes, dates and ids of every kind, two
//! guardians, siblings, temporary numbers, blank rows, and a known number of rows that must be
//! refused. Everything follows from the seed.

mod files;

use std::collections::BTreeMap;

use tongyu_shared::org::sheet::RowProblemCode;

/// The school that the roster belongs to; primary school of six years.
pub const SCHOOL: &str = "海河路小学";

/// A roster as files, and what importing it must give.
pub struct MessyRoster {
    /// The workbook.
    pub xlsx: Vec<u8>,
    /// The same rows as Excel in China writes them: GB18030, separated by commas.
    pub csv: Vec<u8>,
    /// Rows that must come in: name and class by row number.
    pub accepted: BTreeMap<u32, (String, String)>,
    /// Rows that must stay out, with the reason.
    pub refused: BTreeMap<u32, RowProblemCode>,
    /// Rows without content between the first and the last.
    pub blank: u32,
    /// Accepted rows without a student number that can be used.
    pub without_number: u32,
    /// Accepted rows whose first guardian stood in an earlier row.
    pub siblings: u32,
}

/// `students` pupils that must come in, spread over `classes` classes of six grades, and one row
/// in forty besides that must stay out.
pub fn messy_roster(students: u32, classes: u32, seed: u64) -> MessyRoster {
    let mut writer = Writer::new(seed);
    for class in 0..classes {
        let from = students * class / classes;
        let to = students * (class + 1) / classes;
        writer.class(class, from..to);
        writer.blank_row();
    }
    writer.refused_rows((students / 200).max(1));
    writer.finish()
}

/// What a cell holds.
#[derive(Clone)]
enum Content {
    Text(String),
    Number(f64),
    /// A day, counted as spreadsheet programs do.
    Day(f64),
}

/// The columns, in the order of the model; the sheet shuffles them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    Index,
    School,
    Grade,
    Class,
    Name,
    Sex,
    Number,
    Birth,
    FirstName,
    FirstRelation,
    FirstPhone,
    SecondName,
    SecondRelation,
    SecondPhone,
    Address,
    Remark,
}

/// Columns that stay side by side, with the upper and lower heading of each.
const BLOCKS: &[&[(Column, &str, &str)]] = &[
    &[(Column::School, "学校", "学校")],
    &[
        (Column::Grade, "年 级", "年 级"),
        (Column::Class, "班级", "班级"),
    ],
    &[(
        Column::Name,
        "学生姓名\n(与户口簿一致)",
        "学生姓名\n(与户口簿一致)",
    )],
    &[(Column::Sex, "性　别", "性　别")],
    &[(Column::Number, "全国学籍号", "全国学籍号")],
    &[(Column::Birth, "出生日期", "出生日期")],
    &[
        (Column::FirstName, "监护人１", "姓名"),
        (Column::FirstRelation, "监护人１", "与学生关系"),
        (Column::FirstPhone, "监护人１", "手机号码"),
    ],
    &[
        (Column::SecondName, "监护人２", "姓名"),
        (Column::SecondRelation, "监护人２", "与学生关系"),
        (Column::SecondPhone, "监护人２", "手机号码"),
    ],
    &[(Column::Address, "现住址【必填】", "现住址【必填】")],
    &[(Column::Remark, "备注", "备注")],
];

const SURNAMES: &[&str] = &[
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "欧阳",
];
const GIVEN: &[&str] = &[
    "明", "芳", "伟", "静", "磊", "娜", "浩然", "子涵", "雨桐", "梓萱",
];
const GRADES: [&str; 6] = ["一", "二", "三", "四", "五", "六"];

/// The row of the upper heading, counted from 0: two titles and a blank row stand above.
const HEADER: u32 = 3;

struct Writer {
    random: u64,
    order: Vec<Column>,
    rows: BTreeMap<u32, BTreeMap<Column, Content>>,
    /// First and last row of each merged class cell.
    merges: Vec<(u32, u32)>,
    next: u32,
    pupils: u32,
    expected: MessyRoster,
    last_guardian: Option<(String, String)>,
    numbers: Vec<String>,
}

impl Writer {
    fn new(seed: u64) -> Self {
        let expected = MessyRoster {
            xlsx: Vec::new(),
            csv: Vec::new(),
            accepted: BTreeMap::new(),
            refused: BTreeMap::new(),
            blank: 0,
            without_number: 0,
            siblings: 0,
        };
        let mut writer = Self {
            random: seed,
            order: Vec::new(),
            rows: BTreeMap::new(),
            merges: Vec::new(),
            next: HEADER + 2,
            pupils: 0,
            expected,
            last_guardian: None,
            numbers: Vec::new(),
        };
        writer.shuffle();
        writer
    }

    /// The next number below `end` (splitmix64).
    fn below(&mut self, end: u32) -> u32 {
        self.random = self.random.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.random;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        u32::try_from((mixed ^ (mixed >> 31)) % u64::from(end)).expect("below a u32")
    }

    fn pick(&mut self, words: &[&'static str]) -> &'static str {
        let end = u32::try_from(words.len()).expect("few words");
        words[self.below(end) as usize]
    }

    fn shuffle(&mut self) {
        let mut blocks: Vec<_> = BLOCKS.iter().collect();
        for last in (1..blocks.len()).rev() {
            let other = self.below(u32::try_from(last + 1).expect("few blocks")) as usize;
            blocks.swap(last, other);
        }
        let columns = blocks
            .into_iter()
            .flat_map(|block| block.iter().map(|(column, ..)| *column));
        self.order = std::iter::once(Column::Index).chain(columns).collect();
    }

    fn put(&mut self, column: Column, text: impl Into<String>) {
        self.put_content(column, Content::Text(text.into()));
    }

    fn put_content(&mut self, column: Column, content: Content) {
        self.rows
            .entry(self.next)
            .or_default()
            .insert(column, content);
    }

    fn blank_row(&mut self) {
        self.next += 1;
        self.expected.blank += 1;
    }

    /// A class: its name stands once, in a merged cell, in one of six shapes.
    fn class(&mut self, index: u32, pupils: std::ops::Range<u32>) {
        let (grade, number) = (index % 6, index / 6 + 1);
        let label = format!("{}年级({number})班", GRADES[grade as usize]);
        let first = self.next;
        for _ in pupils {
            if self.next == first {
                self.class_cell(index, grade, number);
            }
            self.pupil(&label);
        }
        if self.next > first + 1 {
            self.merges.push((first, self.next - 1));
        }
    }

    fn class_cell(&mut self, index: u32, grade: u32, number: u32) {
        let zh = GRADES[grade as usize];
        match index % 7 {
            0 => self.put(Column::Class, format!("{zh}年级{number}班")),
            1 => self.put(Column::Class, format!("{zh}({number})班")),
            2 => self.put(Column::Class, format!("{zh}（{number}）班")),
            3 => self.put(Column::Class, format!("{}级{number}班", 2026 - grade)),
            4 => self.put(Column::Class, format!("{}.{number}", grade + 1)),
            5 => {
                let number = f64::from((grade + 1) * 100 + number);
                self.put_content(Column::Class, Content::Number(number));
            }
            _ => {
                self.put(Column::Grade, format!("{zh}年级"));
                self.put_content(Column::Class, Content::Number(f64::from(number)));
            }
        }
    }

    /// A row that must come in.
    fn pupil(&mut self, class: &str) {
        let name = self.full_row();
        self.expected
            .accepted
            .insert(self.next + 1, (name, class.to_owned()));
        self.next += 1;
    }

    /// Fills every column but the class, and gives the pupil's name.
    fn full_row(&mut self) -> String {
        self.pupils += 1;
        // The running number keeps names apart within a class.
        let surname = self.pick(SURNAMES);
        let name = format!("{surname}{}{}", self.pick(GIVEN), cjk(self.pupils));
        let padded = if self.below(5) == 0 {
            spaced(&name)
        } else {
            name.clone()
        };
        self.put(Column::Name, padded);
        self.put_content(Column::Index, Content::Number(f64::from(self.pupils)));
        let sex = self.pick(&["男", "女", "男性", "女 "]);
        self.put(Column::Sex, sex);
        if self.below(3) == 0 {
            let school = self.pick(&[SCHOOL, "胶海市海河路小学"]);
            self.put(Column::School, school);
        }
        self.number();
        self.birth();
        self.guardians(surname);
        let flat = self.below(900) + 1;
        self.put(Column::Address, format!("海河路{flat}号,2单元 \"东户\""));
        if self.below(10) == 0 {
            self.put(Column::Remark, "=转学生");
        }
        name
    }

    fn number(&mut self) {
        let running = self.pupils;
        match self.below(20) {
            0 => self.expected.without_number += 1,
            1 => {
                // Typed as a number: the spreadsheet program keeps 15 digits.
                let number = 3.702_032_015e17 + f64::from(running);
                self.put_content(Column::Number, Content::Number(number));
                self.expected.without_number += 1;
            }
            2 => self.put(Column::Number, format!("L37020320150901{running:04}")),
            3 => self.put(Column::Number, format!("'G37020320150901{running:04}")),
            _ => {
                let number = format!("G37020320150901{running:04}");
                self.numbers.push(number.clone());
                self.put(Column::Number, number);
            }
        }
    }

    fn birth(&mut self) {
        let (month, day) = (self.below(12) + 1, self.below(28) + 1);
        match self.below(5) {
            // 2015-01-01 and the days after it.
            0 | 1 => {
                let serial = f64::from(42_005 + self.below(700));
                self.put_content(Column::Birth, Content::Day(serial));
            }
            2 => self.put(Column::Birth, format!("2015.{month}.{day}")),
            3 => self.put(Column::Birth, format!("2016年{month}月{day}日")),
            _ => {
                let number = f64::from(20_150_000 + month * 100 + day);
                self.put_content(Column::Birth, Content::Number(number));
            }
        }
    }

    fn guardians(&mut self, surname: &str) {
        let sibling = self.below(4) == 0;
        let (name, phone) = match self.last_guardian.clone().filter(|_| sibling) {
            Some(known) => {
                self.expected.siblings += 1;
                known
            }
            None => (format!("{surname}大{}", cjk(self.pupils)), self.phone(0)),
        };
        self.last_guardian = Some((name.clone(), phone.clone()));
        self.put(Column::FirstName, name);
        let relation = self.pick(&["父亲", "父子", "爷爷", "大舅子"]);
        self.put(Column::FirstRelation, relation);
        if self.below(2) == 0 {
            let number = phone.parse().expect("eleven digits");
            self.put_content(Column::FirstPhone, Content::Number(number));
        } else {
            self.put(Column::FirstPhone, spaced_phone(&phone));
        }
        if self.below(2) == 0 {
            let mother = self.pick(SURNAMES);
            self.put(
                Column::SecondName,
                format!("{mother}小{}", cjk(self.pupils)),
            );
            self.put(Column::SecondRelation, "母亲");
            let phone = self.phone(1);
            self.put(Column::SecondPhone, phone);
        }
    }

    /// An invented number of the range that nobody has.
    fn phone(&self, which: u32) -> String {
        format!("1990{:07}", self.pupils * 2 + which)
    }

    /// `each` rows of every kind that must stay out.
    fn refused_rows(&mut self, each: u32) {
        for _ in 0..each {
            self.refused(RowProblemCode::NameMissing, |w| w.put(Column::Name, "　"));
            self.refused(RowProblemCode::ClassMissing, |w| w.put(Column::Class, "无"));
            self.refused(RowProblemCode::ClassUnreadable, |w| {
                w.put(Column::Class, "待分班");
            });
            self.refused(RowProblemCode::OtherSchool, |w| {
                w.put(Column::School, "江河路小学");
            });
            self.refused(RowProblemCode::NumberRepeated, |w| {
                let last = u32::try_from(w.numbers.len() / 2).expect("few numbers");
                let index = w.below(last.max(1)) as usize;
                let number = w.numbers.get(index).cloned().unwrap_or_default();
                w.put(Column::Number, number);
            });
            self.refused(RowProblemCode::PhoneMalformed, |w| {
                let phone = w.pick(&[
                    "1990000000",
                    "不记得",
                    "19900000001/19900000002",
                    "0532-8888",
                ]);
                w.put(Column::FirstPhone, phone);
            });
        }
    }

    fn refused(&mut self, code: RowProblemCode, spoil: impl FnOnce(&mut Self)) {
        let before = (
            self.expected.without_number,
            self.expected.siblings,
            self.numbers.len(),
        );
        self.full_row();
        (self.expected.without_number, self.expected.siblings) = (before.0, before.1);
        self.numbers.truncate(before.2);
        self.put(Column::Class, "六年级1班");
        spoil(self);
        self.expected.refused.insert(self.next + 1, code);
        self.next += 1;
    }

    fn finish(self) -> MessyRoster {
        let xlsx = self.xlsx().expect("a small workbook");
        let csv = self.csv();
        MessyRoster {
            xlsx,
            csv,
            ..self.expected
        }
    }
}

/// A number in Chinese digits, as part of an invented name.
fn cjk(number: u32) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    number
        .to_string()
        .bytes()
        .map(|digit| DIGITS[usize::from(digit - b'0')])
        .collect()
}

/// `王　明`, as lists are padded by hand.
fn spaced(name: &str) -> String {
    name.chars().flat_map(|c| [c, '\u{3000}']).collect()
}

/// `199 0000 0001`
fn spaced_phone(phone: &str) -> String {
    format!("{} {} {}", &phone[..3], &phone[3..7], &phone[7..])
}
