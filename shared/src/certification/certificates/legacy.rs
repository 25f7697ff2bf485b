//! Holders from before: a sheet, its dry run, and the second person who confirms it.

use serde::{Deserialize, Serialize};

use super::super::pack::Level;
use crate::{
    ids::{LegacyId, PersonId},
    path_params,
    time::{Date, Instant},
    wire_enum::wire_enum,
};

path_params! {
    /// A sheet of holders in a path.
    pub struct LegacyPath { batch: LegacyId }
}

/// What the file is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LegacyFile {
    /// The file's name.
    pub name: String,
}

wire_enum! {
    /// Where a sheet of holders stands.
    pub enum LegacyState {
        /// Read and checked; a second person decides.
        Proposed = "proposed",
        /// Confirmed: its good rows are certificates.
        Confirmed = "confirmed",
    }
}

wire_enum! {
    /// The columns of the sheet.
    pub enum LegacyField {
        /// 姓名.
        Name = "name",
        /// 单位.
        School = "school",
        /// 级别.
        Level = "level",
        /// 证书编号, kept as it was.
        Number = "number",
        /// 发证日期.
        IssuedOn = "issued_on",
        /// 有效期至; empty for 长期.
        ValidTo = "valid_to",
        /// 手机号: tells people of one name apart. The sheet may lack it.
        Phone = "phone",
    }
}

impl LegacyField {
    /// Whether a sheet without this column cannot be read.
    pub const fn is_needed(self) -> bool {
        !matches!(self, Self::ValidTo | Self::Phone)
    }
}

wire_enum! {
    /// Why a row is refused.
    pub enum LegacyFault {
        /// No name.
        NameMissing = "name_missing",
        /// No school.
        SchoolMissing = "school_missing",
        /// The school lies outside the place that the sheet belongs to.
        SchoolElsewhere = "school_elsewhere",
        /// The level is none of the levels.
        LevelUnknown = "level_unknown",
        /// No number.
        NumberMissing = "number_missing",
        /// The number stands in an earlier row too.
        NumberTwice = "number_twice",
        /// A certificate with this number is here already.
        NumberTaken = "number_taken",
        /// The certificate with this number has a holder, who is someone else than the row means.
        HolderOther = "holder_other",
        /// The row means whoever uploads or confirms the sheet.
        OwnCause = "own_cause",
        /// The day of issue is missing or cannot be read.
        IssuedUnreadable = "issued_unreadable",
        /// The last day cannot be read.
        ValidUnreadable = "valid_unreadable",
        /// The last day is before the day of issue.
        DateOrder = "date_order",
        /// The day of issue is yet to come.
        InFuture = "in_future",
        /// A number of this site's own series whose check character, year or form is wrong.
        NumberWrong = "number_wrong",
        /// A number of this site's own series that names another level or year than its row.
        NumberDisagrees = "number_disagrees",
        /// A number of this site's own series that does not follow the last one: as a certificate
        /// it would leave a gap, and the site would give it a second time.
        NotNext = "not_next",
    }
}

wire_enum! {
    /// Whether a holder from before is known as a person here.
    pub enum HolderLink {
        /// One person: the certificate is hers.
        Known = "known",
        /// Nobody whom the sheet names.
        Unknown = "unknown",
        /// Several of this name at this school: nobody says which of them.
        Several = "several",
        /// The school has someone of this name, but with another phone.
        OtherPhone = "other_phone",
        /// One person, who becomes the holder of a certificate that came over without one.
        Supplied = "supplied",
    }
}

/// Who a holder from before is. A name alone says nothing: of those who bear it, the phone tells
/// which one, the school where the sheet has no phone, and both where several share a phone. Where
/// that leaves a doubt it is nobody, because a certificate with a stranger is worse than one with
/// nobody.
///
/// `at_school` are the people of this name who have, or had, a post at the sheet's school;
/// `with_phone` those of this name and place with the sheet's phone, if it has one.
pub fn holder(
    at_school: &[PersonId],
    with_phone: Option<&[PersonId]>,
) -> (HolderLink, Option<PersonId>) {
    let both = |shared: &[PersonId]| {
        let mut both = shared.iter().filter(|one| at_school.contains(one));
        both.next().filter(|_| both.next().is_none()).copied()
    };
    match (with_phone, at_school) {
        (Some([only]), _) | (None, [only]) => (HolderLink::Known, Some(*only)),
        (Some(shared @ [_, ..]), _) => both(shared).map_or((HolderLink::Several, None), |only| {
            (HolderLink::Known, Some(only))
        }),
        (None, [_, ..]) => (HolderLink::Several, None),
        (Some([]), [_, ..]) => (HolderLink::OtherPhone, None),
        (_, []) => (HolderLink::Unknown, None),
    }
}

/// The certificate that is here under the number of a row.
#[derive(Clone, Copy, Debug)]
pub struct Kept {
    /// Whether it came over from before in the row's place, and says what the row says.
    pub same: bool,
    /// Its holder, where one is known.
    pub holder: Option<PersonId>,
}

/// Whom a row supplies as the holder of the certificate under its number, where it came over without
/// one; `who` is whom the row means. A holder whom a certificate has stays.
pub fn supplied(kept: Kept, who: Option<PersonId>) -> Result<PersonId, LegacyFault> {
    match (kept.holder, who) {
        (None, Some(who)) if kept.same => Ok(who),
        (Some(holder), Some(who)) if kept.same && holder != who => Err(LegacyFault::HolderOther),
        _ => Err(LegacyFault::NumberTaken),
    }
}

/// A row of the sheet as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LegacyRow {
    /// The row, counted from 1 as spreadsheet programs show it.
    pub row: u32,
    /// The name.
    pub name: String,
    /// The school.
    pub school: String,
    /// Whether a school of this name is here; others are kept by name alone.
    pub school_known: bool,
    /// The level.
    pub level: Option<Level>,
    /// The number as it was.
    pub number: String,
    /// The day of issue.
    pub issued_on: Option<Date>,
    /// The last day; long-term if absent.
    pub valid_to: Option<Date>,
    /// Whether the holder is known as a person here.
    pub holder: HolderLink,
    /// What that means, in words; of a good row whose holder is not known, or is supplied.
    pub note: Option<String>,
    /// Why it is refused; empty for a good row.
    pub faults: Vec<LegacyFault>,
    /// The same in words.
    pub messages: Vec<String>,
}

/// A sheet of holders: its dry run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LegacyBatch {
    /// The sheet.
    pub id: LegacyId,
    /// Where it stands.
    pub state: LegacyState,
    /// The file's name.
    pub file_name: String,
    /// Who uploaded it.
    pub uploaded_by: String,
    /// When.
    pub uploaded_at: Instant,
    /// Rows that become certificates or supply a holder, or did so.
    pub good: u32,
    /// Rows that are refused.
    pub refused: u32,
    /// Whether the asking person may confirm it: someone else uploaded it.
    pub may_confirm: bool,
    /// The rows, refused ones first.
    pub rows: Vec<LegacyRow>,
    /// For `If-Match`.
    pub version: i32,
}

/// The levels as sheets write them.
pub fn level_in(text: &str) -> Option<Level> {
    let tight: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let names = |level: Level| {
        crate::lang::Lang::ALL
            .iter()
            .any(|lang| tight.contains(super::super::words::level(*lang, level)))
    };
    Level::ALL
        .iter()
        .copied()
        .find(|level| names(*level) || tight == super::number::level_code(*level))
}

/// A day as sheets write it: `2023-05-01`, `2023/5/1`, `2023.5.1`, `2023年5月1日`.
pub fn day_in(text: &str) -> Option<Date> {
    let digits = text.trim().split(' ').next().unwrap_or_default();
    let parts: Vec<_> = digits
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    let [year, month, day] = parts.as_slice() else {
        return None;
    };
    if year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_read_as_sheets_write_it() {
        for (text, level) in [
            ("初级讲师", Some(Level::JuniorLecturer)),
            ("家庭教育指导师（初级讲师）", Some(Level::JuniorLecturer)),
            ("高级指导师 ", Some(Level::SeniorInstructor)),
            ("L2", Some(Level::SeniorInstructor)),
            ("中级", None),
            ("", None),
        ] {
            assert_eq!(level_in(text), level, "{text}");
        }
    }

    #[test]
    fn a_holder_is_known_by_name_and_a_second_mark_that_leaves_no_doubt() {
        use HolderLink as H;
        let (one, two) = (PersonId::new(), PersonId::new());
        for (at_school, with_phone, link, person) in [
            (&[][..], None, H::Unknown, None),
            (&[one], None, H::Known, Some(one)),
            (&[one, two], None, H::Several, None),
            (&[one, two], Some(&[two][..]), H::Known, Some(two)),
            (&[one], Some(&[two]), H::Known, Some(two)),
            (&[one], Some(&[]), H::OtherPhone, None),
            (&[], Some(&[]), H::Unknown, None),
            (&[one], Some(&[one, two]), H::Known, Some(one)),
            (&[one, two], Some(&[one, two]), H::Several, None),
            (&[], Some(&[one, two]), H::Several, None),
        ] {
            assert_eq!(holder(at_school, with_phone), (link, person));
        }
    }

    #[test]
    fn a_holder_is_supplied_where_there_is_none_and_the_row_says_what_the_certificate_says() {
        use LegacyFault::{HolderOther, NumberTaken};
        let (one, two) = (PersonId::new(), PersonId::new());
        for (same, holder, who, expected) in [
            (true, None, Some(one), Ok(one)),
            (true, None, None, Err(NumberTaken)),
            (false, None, Some(one), Err(NumberTaken)),
            (true, Some(one), Some(one), Err(NumberTaken)),
            (true, Some(one), Some(two), Err(HolderOther)),
            (true, Some(one), None, Err(NumberTaken)),
            (false, Some(one), Some(two), Err(NumberTaken)),
        ] {
            let kept = Kept { same, holder };
            assert_eq!(supplied(kept, who), expected, "{kept:?}");
        }
    }

    #[test]
    fn a_day_is_read_as_sheets_write_it() {
        let first_of_may = Date::new(2023, 5, 1);
        for text in [
            "2023-05-01",
            "2023/5/1",
            "2023.5.1",
            "2023年5月1日",
            "2023-05-01 00:00:00",
        ] {
            assert_eq!(day_in(text), first_of_may, "{text}");
        }
        for text in ["", "5/1/2023", "2023-13-01", "2023-02-30", "长期", "2023"] {
            assert_eq!(day_in(text), None, "{text}");
        }
    }
}
