//! The number of a certificate (domain.md §5): prefix of the issuer, level, year, district code
//! (GB/T 2260), five digits, check character: `YS-L1-2026-990100-00001-Q`.

use std::collections::BTreeSet;

use super::super::pack::Level;

/// The last number of a year: five digits.
pub const LAST: u32 = 99_999;

/// The parts of a number before its check character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberParts<'a> {
    /// Prefix of the issuer: capital letters.
    pub prefix: &'a str,
    /// The level.
    pub level: Level,
    /// The year of issue.
    pub year: i32,
    /// District code, six digits.
    pub region: &'a str,
    /// Without gaps from 1, by prefix, level and year.
    pub serial: u32,
}

/// The level as numbers say it.
pub const fn level_code(level: Level) -> &'static str {
    match level {
        Level::JuniorLecturer => "L1",
        Level::SeniorInstructor => "L2",
    }
}

/// The whole number. `None` where the year's numbers are used up.
pub fn number(parts: &NumberParts<'_>) -> Option<String> {
    if parts.serial == 0 || parts.serial > LAST {
        return None;
    }
    let body = format!(
        "{}-{}-{:04}-{}-{:05}",
        parts.prefix,
        level_code(parts.level),
        parts.year,
        parts.region,
        parts.serial
    );
    let check = check_character(&body)?;
    Some(format!("{body}-{check}"))
}

/// What a number of this shape names; `None` for any other text, and where the check character does
/// not fit.
pub fn parts(number: &str) -> Option<NumberParts<'_>> {
    let mut split = number.split('-');
    let (prefix, level) = (split.next()?, split.next()?);
    let (year, region, serial) = (split.next()?, split.next()?, split.next()?);
    let mut levels = Level::ALL.iter().copied();
    let named = NumberParts {
        prefix,
        level: levels.find(|one| level_code(*one) == level)?,
        year: year.parse().ok()?,
        region,
        serial: serial.parse().ok()?,
    };
    let same = self::number(&named).is_some_and(|said| said == number);
    same.then_some(named)
}

/// The year that a number of this prefix claims, however it is written otherwise: a slip in one of
/// ours does not make it someone else's. `None` for other prefixes, and where no part is a year.
pub fn year_claimed(number: &str, prefix: &str) -> Option<i32> {
    let parts = number.split(|c: char| !c.is_ascii_alphanumeric());
    let mut parts = parts.filter(|part| !part.is_empty());
    parts
        .next()
        .filter(|first| first.eq_ignore_ascii_case(prefix))?;
    parts
        .filter(|part| part.len() == 4)
        .find_map(|part| part.parse().ok())
}

/// The last of the serial numbers that follow `last` without a gap; `last` itself where the next
/// one is not among them.
pub fn run_after(last: u32, serials: &BTreeSet<u32>) -> u32 {
    let mut end = last;
    while serials.contains(&(end + 1)) {
        end += 1;
    }
    end
}

/// Whether the check character fits: after one wrong character it never does, after two swapped
/// neighbours hardly ever.
pub fn is_well_formed(number: &str) -> bool {
    number
        .rsplit_once('-')
        .and_then(|(body, check)| Some(check_character(body)?.to_string() == check))
        .unwrap_or(false)
}

/// ISO/IEC 7064, MOD 37,36, over letters and digits; hyphens are for the eye. `None` for other
/// characters.
fn check_character(text: &str) -> Option<char> {
    let mut product = 36;
    for character in text.chars().filter(|c| *c != '-') {
        if character.is_ascii_lowercase() {
            return None;
        }
        let mut sum = (character.to_digit(36)? + product) % 36;
        if sum == 0 {
            sum = 36;
        }
        product = sum * 2 % 37;
    }
    let check = (37 - product) % 36;
    char::from_digit(check, 36).map(|digit| digit.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FIRST: NumberParts<'_> = NumberParts {
        prefix: "YS",
        level: Level::JuniorLecturer,
        year: 2026,
        region: "990100",
        serial: 1,
    };

    #[test]
    fn a_number_names_issuer_level_year_place_and_place_in_the_year() {
        let said = number(&FIRST).unwrap();
        assert!(said.starts_with("YS-L1-2026-990100-00001-"), "{said}");
        let senior = NumberParts {
            level: Level::SeniorInstructor,
            serial: LAST,
            ..FIRST
        };
        let said = number(&senior).unwrap();
        assert!(said.starts_with("YS-L2-2026-990100-99999-"), "{said}");
    }

    #[test]
    fn the_check_character_is_that_of_the_standard() {
        // The example of ISO/IEC 7064 for MOD 37,36.
        assert_eq!(check_character("A12425GABC1234002"), Some('M'));
    }

    #[test]
    fn a_year_has_ninety_nine_thousand_nine_hundred_and_ninety_nine_numbers() {
        for serial in [0, LAST + 1] {
            assert_eq!(number(&NumberParts { serial, ..FIRST }), None);
        }
    }

    #[test]
    fn a_number_is_read_back_whole_or_not_at_all() {
        let said = number(&FIRST).unwrap();
        assert_eq!(parts(&said), Some(FIRST));
        let wrong_check = said.replace("00001", "00002");
        let behind = format!("{said}-1");
        for other in [
            "",
            "云家指〔2024〕017",
            "YS-L1-2026-990100-00001",
            "YS-L3-2026-990100-00001-Q",
            "YS-L1-2026-990100-1-Q",
            &said.to_lowercase(),
            &wrong_check,
            &behind,
        ] {
            assert_eq!(parts(other), None, "{other}");
        }
    }

    #[test]
    fn a_number_with_a_slip_still_claims_its_issuer_and_its_year() {
        for (number, year) in [
            ("YS-L1-2026-990100-00001-Q", Some(2026)),
            ("ys-l1-2026-990100-00001-q", Some(2026)),
            ("YS-L3-2027-990100-1", Some(2027)),
            ("YS–L1–2026–990100–00001", Some(2026)),
            ("YS〔2024〕017", Some(2024)),
            ("YSX-L1-2026-990100-00001-Q", None),
            ("云家指〔2026〕017", None),
            ("YS-017", None),
            ("", None),
        ] {
            assert_eq!(year_claimed(number, "YS"), year, "{number}");
        }
    }

    #[test]
    fn a_run_ends_before_its_first_gap() {
        for (last, serials, end) in [
            (0, &[][..], 0),
            (0, &[1, 2, 3], 3),
            (0, &[2, 3], 0),
            (3, &[1, 4, 5, 7], 5),
            (9, &[1, 2], 9),
        ] {
            assert_eq!(run_after(last, &serials.iter().copied().collect()), end);
        }
    }

    #[test]
    fn what_is_no_number_is_not_well_formed() {
        for bad in ["", "-", "YS-L1", "YS-L1-2026-990100-00001-", "王-A"] {
            assert!(!is_well_formed(bad), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_always_noticed(
            serial in 1..=LAST, at in 0_usize..24, digit in 0_u8..10,
        ) {
            let said = number(&NumberParts { serial, ..FIRST }).unwrap();
            prop_assert!(is_well_formed(&said));
            let mut bytes = said.into_bytes();
            if bytes[at].is_ascii_digit() && bytes[at] != b'0' + digit {
                bytes[at] = b'0' + digit;
                prop_assert!(!is_well_formed(&String::from_utf8(bytes).unwrap()));
            }
        }
    }

    #[test]
    fn two_swapped_neighbours_are_noticed_in_forty_nine_of_fifty_numbers_and_more() {
        let (mut swaps, mut missed) = (0, 0);
        for serial in (1..=LAST).step_by(11) {
            let said = number(&NumberParts { serial, ..FIRST })
                .unwrap()
                .into_bytes();
            for at in 0..said.len() - 1 {
                let pair = [said[at], said[at + 1]];
                if pair.contains(&b'-') || pair[0] == pair[1] {
                    continue;
                }
                let mut swapped = said.clone();
                swapped.swap(at, at + 1);
                swaps += 1;
                missed += u32::from(is_well_formed(&String::from_utf8(swapped).unwrap()));
            }
        }
        assert!(missed * 50 <= swaps, "{missed} of {swaps}");
    }
}
