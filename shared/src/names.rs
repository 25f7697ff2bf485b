//! People as others may see them: masked names, phones and identity numbers; and the phone number
//! as a checked type. Inside one's own class names are full, which the caller decides.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use crate::{lang::Lang, text::school as words};

/// Surnames of two characters, which stay whole when a name is masked. One that is not listed is
/// masked as a single surname, which hides more and never less.
const COMPOUND_SURNAMES: &[&str] = &[
    "欧阳", "上官", "司马", "司徒", "司空", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐",
    "长孙", "宇文", "东方", "南宫", "西门", "独孤", "端木", "百里", "呼延", "轩辕", "申屠", "太史",
    "澹台", "公冶", "宗政", "濮阳", "淳于", "单于", "仲孙", "钟离", "鲜于", "闾丘", "赫连", "万俟",
    "闻人", "拓跋", "第五", "东郭", "南门", "羊舌", "微生", "梁丘", "左丘", "公羊", "谷梁", "亓官",
    "巫马", "漆雕", "乐正", "壤驷", "公良", "夹谷", "宰父", "段干", "叱干", "完颜", "爱新", "纳兰",
];

/// `王*明`, `王*`, `欧阳**`. Names in parts (`阿依古丽·买买提`, `Anna Smith`) keep each first letter;
/// a name of one character shows nothing.
pub fn mask_name(name: &str) -> String {
    let name = name.trim();
    if name.contains(['·', '・', '.', ' ']) || name.is_ascii() {
        return mask_parts(name);
    }
    let chars: Vec<char> = name.chars().collect();
    let compound = COMPOUND_SURNAMES
        .iter()
        .any(|surname| name.starts_with(surname));
    let masked = |position: usize| match (compound && chars.len() > 2, chars.len()) {
        (true, _) => position >= 2,
        (false, 1) => true,
        (false, 2) => position == 1,
        (false, length) => position > 0 && position + 1 < length,
    };
    let letters = chars.iter().enumerate();
    letters
        .map(|(position, &letter)| if masked(position) { '*' } else { letter })
        .collect()
}

fn mask_parts(name: &str) -> String {
    let mut first = true;
    let letters = name.chars().map(|letter| {
        let starts = std::mem::replace(&mut first, !letter.is_alphanumeric());
        if starts || !letter.is_alphanumeric() {
            letter
        } else {
            '*'
        }
    });
    letters.collect()
}

/// How a teacher is called: `陈` of `陈雨`, `欧阳` of `欧阳明`. A name in parts stays whole.
pub fn surname(name: &str) -> &str {
    let name = name.trim();
    if name.contains(['·', '・', '.', ' ']) || name.is_ascii() {
        return name;
    }
    let compound = |surname: &&&str| name.starts_with(**surname) && name.len() > surname.len();
    let first = name.chars().next().map_or(0, char::len_utf8);
    COMPOUND_SURNAMES
        .iter()
        .find(compound)
        .map_or(name.split_at(first).0, |surname| surname)
}

/// `138****5678`; a number of another shape keeps only its last two digits.
pub fn mask_phone(number: &str) -> String {
    let shown = if number.chars().count() == Phone::DIGITS {
        (3, 4)
    } else {
        (0, 2)
    };
    mask_middle(number, shown)
}

/// `370***********1234`: the first three and last four characters; a short one shows nothing.
pub fn mask_id_number(number: &str) -> String {
    let shown = if number.chars().count() >= 15 {
        (3, 4)
    } else {
        (0, 0)
    };
    mask_middle(number, shown)
}

fn mask_middle(text: &str, (head, tail): (usize, usize)) -> String {
    let length = text.chars().count();
    let letters = text.chars().enumerate();
    letters
        .map(|(at, c)| {
            if at < head || at + tail >= length {
                c
            } else {
                '*'
            }
        })
        .collect()
}

/// A person by the relation to a child, which comes before the own name: `王*明的奶奶`. The child's
/// name is shown as given, so mask it first where that is due.
pub fn by_relation(lang: Lang, child: &str, relation: &str) -> String {
    words::person_of_child(lang, child, relation)
}

/// A mobile number of mainland China: 11 digits. Debug output is masked, for logs.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone(String);

/// Why a text is no mobile number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneError {
    /// It has this many digits, not 11.
    Length(usize),
    /// It holds a character that no phone number has.
    Character(char),
    /// 11 digits, but mobile numbers begin with 13 to 19.
    Prefix,
}

impl Phone {
    /// Digits of a mobile number.
    pub const DIGITS: usize = 11;

    /// Takes what people type: full-width digits, spaces, hyphens and the country code.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        text.parse()
    }

    /// The 11 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `138****5678`.
    pub fn masked(&self) -> String {
        mask_phone(&self.0)
    }
}

impl PhoneError {
    /// The key of its sentence in `validation.json`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Length(_) => "phone_length",
            Self::Character(_) => "phone_character",
            Self::Prefix => "phone_prefix",
        }
    }

    /// What the sentence fills in.
    pub fn args(self) -> Vec<(&'static str, String)> {
        match self {
            Self::Length(actual) => {
                vec![
                    ("max", Phone::DIGITS.to_string()),
                    ("actual", actual.to_string()),
                ]
            }
            Self::Character(found) => vec![("actual", found.to_string())],
            Self::Prefix => Vec::new(),
        }
    }
}

impl fmt::Display for PhoneError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for PhoneError {}

impl FromStr for Phone {
    type Err = PhoneError;

    /// Takes what people type: full-width digits, spaces, hyphens and the country code.
    fn from_str(text: &str) -> Result<Self, PhoneError> {
        let digits = digits_of(text)?;
        let national = ["+86", "0086", "86"]
            .iter()
            .find_map(|code| {
                digits
                    .strip_prefix(code)
                    .filter(|rest| code.len() > 2 || rest.len() == Self::DIGITS)
            })
            .unwrap_or(&digits);
        if national.contains('+') {
            return Err(PhoneError::Character('+'));
        }
        if national.len() != Self::DIGITS {
            return Err(PhoneError::Length(national.len()));
        }
        match national.as_bytes() {
            [b'1', b'3'..=b'9', ..] => Ok(Self(national.to_owned())),
            _ => Err(PhoneError::Prefix),
        }
    }
}

/// The ASCII digits of a typed number, with a `+` only in front.
fn digits_of(text: &str) -> Result<String, PhoneError> {
    let mut digits = String::with_capacity(Phone::DIGITS);
    for c in text.chars() {
        match c {
            '0'..='9' => digits.push(c),
            '０'..='９' => {
                digits.extend(char::from_u32(
                    u32::from(c) - u32::from('０') + u32::from('0'),
                ));
            }
            '+' | '＋' if digits.is_empty() => digits.push('+'),
            '-'
            | '－'
            | '—'
            | '–'
            | '‐'
            | '('
            | ')'
            | '（'
            | '）'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{feff}' => {}
            _ if c.is_whitespace() => {}
            _ => return Err(PhoneError::Character(c)),
        }
    }
    Ok(digits)
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

impl Serialize for Phone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Phone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Phone {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Phone".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^1[3-9][0-9]{9}$" })
    }
}

#[cfg(test)]
mod tests;
