//! What schools write above their columns, and which field it means.

use tongyu_shared::org::sheet::{RosterField, SheetField, StaffField};

use super::tidy::tidy;

/// What a heading may mean, the likeliest first. One entry is certain; several are taken only
/// where no other column is certain of them.
pub type Guesses<F> = &'static [F];

/// A field whose headings are known.
pub trait Headed: SheetField {
    /// What this heading may mean; empty if it is not known.
    fn guesses(heading: &str) -> Guesses<Self>;
}

/// Whom a heading is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    Student,
    Guardian,
    Father,
    Mother,
    Nobody,
}

/// What a heading says of them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Name,
    Phone,
    Relation,
}

/// Beginnings of headings, the longer before the shorter.
const WHO: &[(&str, Who)] = &[
    ("法定监护人", Who::Guardian),
    ("主要监护人", Who::Guardian),
    ("监护人", Who::Guardian),
    ("学生家长", Who::Guardian),
    ("家长", Who::Guardian),
    ("联系人", Who::Guardian),
    ("guardian", Who::Guardian),
    ("parent", Who::Guardian),
    ("父亲", Who::Father),
    ("爸爸", Who::Father),
    ("father", Who::Father),
    ("母亲", Who::Mother),
    ("妈妈", Who::Mother),
    ("mother", Who::Mother),
    ("学生", Who::Student),
    ("孩子", Who::Student),
    ("幼儿", Who::Student),
    ("儿童", Who::Student),
    ("student", Who::Student),
    ("pupil", Who::Student),
];

const NAMES: &[&str] = &["姓名", "名字", "名", "name"];

const PHONES: &[&str] = &[
    "手机",
    "手机号",
    "手机号码",
    "手机电话",
    "电话",
    "电话号码",
    "联系电话",
    "联系手机",
    "联系号码",
    "联系方式",
    "联系电话号码",
    "移动电话",
    "紧急联系电话",
    "phone",
    "mobile",
];

impl Headed for RosterField {
    fn guesses(heading: &str) -> Guesses<Self> {
        let heading = Heading::of(heading);
        let known = whole(&heading.text);
        if known.is_empty() {
            heading.person().unwrap_or_default()
        } else {
            known
        }
    }
}

/// Headings that are about the pupil or the class.
fn whole(text: &str) -> Guesses<RosterField> {
    use RosterField as F;
    match text {
        "学校" | "学校名称" | "所在学校" | "就读学校" | "所属学校" | "园所" | "园所名称"
        | "幼儿园" | "school" => &[F::School],
        "学籍号" | "全国学籍号" | "国网学籍号" | "学生学籍号" | "学籍号码" | "学籍主号"
        | "临时学籍号" | "studentnumber" | "studentid" => &[F::StudentNumber],
        // Often a seat number, so 学籍号 goes first where both stand.
        "学号" | "学生学号" | "学生编号" => &[F::StudentNumber, F::StudentNumber],
        "年级" | "所在年级" | "年级名称" | "就读年级" | "grade" => &[F::Grade],
        "班级" | "班" | "班号" | "班别" | "所在班级" | "班级名称" | "行政班" | "行政班级"
        | "就读班级" | "班级号" | "年级班级" | "年班" | "class" => &[F::Class],
        "性别" | "学生性别" | "sex" | "gender" => &[F::Sex],
        "出生日期" | "出生年月" | "出生年月日" | "生日" | "出生时间" | "学生出生日期"
        | "dateofbirth" | "birthday" => &[F::BirthDate],
        "家庭住址" | "家庭地址" | "现住址" | "住址" | "地址" | "现居住地" | "居住地址"
        | "现居住地址" | "家庭现住址" | "家庭详细住址" | "家庭详细地址" | "详细住址"
        | "详细地址" | "常住地址" | "联系地址" | "通讯地址" | "address" => {
            &[F::Address]
        }
        "主要照顾人" | "主要照料人" | "主要照护人" | "照顾人" | "照护人" | "照料人"
        | "受托照护人" | "委托照护人" | "主要看护人" | "看护人" | "carer" => {
            &[F::PrimaryCarer]
        }
        _ => &[],
    }
}

/// A heading without notes, white space and marks; with what a note or a number in it says.
struct Heading {
    text: String,
    number: Option<u8>,
    note: Option<Who>,
}

impl Heading {
    fn of(heading: &str) -> Self {
        let plain = tidy(heading).to_lowercase();
        let (text, note) = without_notes(&plain);
        let mut text: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !"*★☆#:;,.、_-?".contains(*c))
            .collect();
        for end in ["必填", "选填"] {
            text = text.strip_suffix(end).unwrap_or(&text).to_owned();
        }
        let number = take_number(&mut text);
        Self { text, number, note }
    }

    /// What the heading says of a person.
    fn person(&self) -> Option<Guesses<RosterField>> {
        use RosterField as F;
        if self.text.contains("关系") || matches!(self.text.as_str(), "称谓" | "relation") {
            return Some(self.guardian(What::Relation));
        }
        let named = WHO
            .iter()
            .find_map(|(word, who)| Some((self.text.strip_prefix(word)?, *who)));
        let (rest, mut who) = named.unwrap_or((&self.text, Who::Nobody));
        let rest = rest.strip_prefix('的').unwrap_or(rest);
        let what = match rest {
            "" if who != Who::Nobody => What::Name,
            name if NAMES.contains(&name) => What::Name,
            phone if PHONES.contains(&phone) => What::Phone,
            _ => return None,
        };
        if let (Who::Nobody | Who::Guardian, Some(noted)) = (who, self.note) {
            who = noted;
        }
        Some(match (who, what) {
            (Who::Student, What::Name) => &[F::StudentName],
            (Who::Father, What::Name) => &[F::FatherName],
            (Who::Father, _) => &[F::FatherPhone],
            (Who::Mother, What::Name) => &[F::MotherName],
            (Who::Mother, _) => &[F::MotherPhone],
            (Who::Nobody, What::Name) if self.number.is_none() => {
                &[F::StudentName, F::Guardian1Name, F::Guardian2Name]
            }
            (Who::Guardian | Who::Nobody, _) => self.guardian(what),
            (Who::Student, _) => return None, // the pupil's own phone
        })
    }

    fn guardian(&self, what: What) -> Guesses<RosterField> {
        use RosterField as F;
        match (what, self.number) {
            (What::Name, Some(1)) => &[F::Guardian1Name],
            (What::Name, Some(_)) => &[F::Guardian2Name],
            (What::Name, None) => &[F::Guardian1Name, F::Guardian2Name],
            (What::Phone, Some(1)) => &[F::Guardian1Phone],
            (What::Phone, Some(_)) => &[F::Guardian2Phone],
            (What::Phone, None) => &[F::Guardian1Phone, F::Guardian2Phone],
            (What::Relation, Some(1)) => &[F::Guardian1Relation],
            (What::Relation, Some(_)) => &[F::Guardian2Relation],
            (What::Relation, None) => &[F::Guardian1Relation, F::Guardian2Relation],
        }
    }
}

/// The text outside brackets. A number in brackets stays; a parent named in them is noted.
fn without_notes(text: &str) -> (String, Option<Who>) {
    let mut outside = String::new();
    let mut note = None;
    let mut rest = text;
    while let Some(open) = rest.find(['(', '[']) {
        let (before, inside) = rest.split_at(open);
        outside.push_str(before);
        let inside = inside.get(1..).unwrap_or_default();
        let (inner, after) = inside.split_once([')', ']']).unwrap_or((inside, ""));
        match inner {
            "1" | "2" | "一" | "二" => outside.push_str(inner),
            "父" | "父亲" | "爸爸" => note = Some(Who::Father),
            "母" | "母亲" | "妈妈" => note = Some(Who::Mother),
            _ => {}
        }
        rest = after;
    }
    outside.push_str(rest);
    (outside, note)
}

/// Takes the 1 or 2 out of `监护人1姓名`, `第二监护人`, `联系电话2`.
fn take_number(text: &mut String) -> Option<u8> {
    let is_about_guardian = ["监护人", "家长", "联系人", "关系", "guardian", "parent"]
        .iter()
        .chain(NAMES)
        .chain(PHONES)
        .any(|word| text.contains(word));
    let (at, mark) = text.char_indices().find(|(_, c)| "12一二①②".contains(*c))?;
    if !is_about_guardian {
        return None;
    }
    text.replace_range(at..at + mark.len_utf8(), "");
    if let Some(rest) = text.strip_prefix('第') {
        *text = rest.to_owned();
    }
    Some(if "1一①".contains(mark) { 1 } else { 2 })
}

impl Headed for StaffField {
    fn guesses(heading: &str) -> Guesses<Self> {
        let heading = Heading::of(heading).text;
        match heading.as_str() {
            "学校" | "学校名称" | "所在学校" | "单位" | "工作单位" | "所在单位" | "单位名称"
            | "幼儿园" | "school" => &[Self::School],
            "姓名" | "教师姓名" | "教职工姓名" | "教工姓名" | "员工姓名" | "职工姓名" | "教师"
            | "老师姓名" | "name" => &[Self::Name],
            "处室" | "科室" | "部门" | "所在处室" | "所在科室" | "所在部门" | "所属处室"
            | "所属部门" | "处室名称" | "部门名称" | "年级组" | "office" | "department" => {
                &[Self::Office]
            }
            "职务" | "岗位" | "现任职务" | "行政职务" | "担任职务" | "职位" | "post"
            | "position" => &[Self::Post],
            "班主任班级"
            | "任班主任班级"
            | "担任班主任班级"
            | "班主任所在班级"
            | "所带班级"
            | "班主任"
            | "任教班级班主任"
            | "headteacherof" => &[Self::HeadTeacherOf],
            phone if PHONES.contains(&phone) => &[Self::Phone],
            _ => &[],
        }
    }
}

#[cfg(test)]
#[path = "synonyms_tests.rs"]
mod tests;
