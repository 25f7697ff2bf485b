//! What the number of a certificate from before means to this site's own series of numbers.

use super::{
    super::pack::Level,
    legacy::LegacyFault,
    number::{NumberParts, parts, year_claimed},
};

/// What a row of a sheet says beside its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbered<'a> {
    /// The number.
    pub number: &'a str,
    /// The level.
    pub level: Level,
    /// The year of the day of issue.
    pub year: i32,
}

/// The parts of a number that may go on this year's series; nothing for other issuers' numbers and
/// for those of years that are over, which nobody gives any more. What a number of ours names is what
/// its row says, also in years that are over: else one of the two is a slip of the pen. Nobody has a
/// number of a year that has not begun.
pub fn of_ours<'a>(
    row: &Numbered<'a>,
    prefix: &str,
    this_year: i32,
) -> Result<Option<NumberParts<'a>>, LegacyFault> {
    let Some(claimed) = year_claimed(row.number, prefix) else {
        return Ok(None);
    };
    let ours = |named: &NumberParts<'_>| (named.prefix, named.year) == (prefix, claimed);
    match parts(row.number).filter(ours) {
        _ if claimed > this_year => Err(LegacyFault::NumberWrong),
        None if claimed == this_year => Err(LegacyFault::NumberWrong),
        None => Ok(None),
        Some(named) if (named.level, named.year) != (row.level, row.year) => {
            Err(LegacyFault::NumberDisagrees)
        }
        Some(named) => Ok((claimed == this_year).then_some(named)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certification::certificates::number::number;

    #[test]
    fn a_number_of_ours_says_what_its_row_says_or_is_refused() {
        use Level::{JuniorLecturer as L1, SeniorInstructor as L2};
        let ours = |prefix, year| {
            let parts = NumberParts {
                prefix,
                level: L1,
                year,
                region: "990100",
                serial: 7,
            };
            number(&parts).unwrap()
        };
        let (running, slip) = (ours("YS", 2026), ours("YS", 2026).replace('7', "8"));
        let (past, past_slip) = (ours("YS", 2023), ours("YS", 2023).replace('7', "8"));
        for (number, level, year, expected) in [
            (&running, L1, 2026, Ok(Some(7))),
            (&running, L2, 2026, Err(LegacyFault::NumberDisagrees)),
            (&running, L1, 2025, Err(LegacyFault::NumberDisagrees)),
            (&slip, L1, 2026, Err(LegacyFault::NumberWrong)),
            (&past, L1, 2023, Ok(None)),
            (&past, L2, 2023, Err(LegacyFault::NumberDisagrees)),
            (&past, L1, 2026, Err(LegacyFault::NumberDisagrees)),
            (&past_slip, L1, 2024, Ok(None)),
            (&ours("YS", 2027), L1, 2027, Err(LegacyFault::NumberWrong)),
            (&ours("YS", 2027), L1, 2026, Err(LegacyFault::NumberWrong)),
            (&ours("XS", 2026), L2, 2025, Ok(None)),
            (&ours("XS", 2027), L1, 2026, Ok(None)),
        ] {
            let row = Numbered {
                number,
                level,
                year,
            };
            let found = of_ours(&row, "YS", 2026);
            let serial = found.map(|named| named.map(|named| named.serial));
            assert_eq!(serial, expected, "{row:?}");
        }
    }
}
