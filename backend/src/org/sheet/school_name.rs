//! Whether a school column names the school that the file is uploaded for.

use super::tidy::tidy;

/// The last characters of places that stand before a school's name.
const PLACES: [char; 8] = ['省', '市', '区', '县', '镇', '乡', '村', '道'];

/// Whether both names mean one school: they are equal, or one is the other with the places before
/// it, as `胶海市海河路小学` is 海河路小学.
pub fn is_same(own: &str, written: &str) -> bool {
    let (own, written) = (plain(own), plain(written));
    let places_before = |long: &str, short: &str| {
        long.strip_suffix(short)
            .is_some_and(|places| places.ends_with(PLACES))
    };
    own == written || places_before(&own, &written) || places_before(&written, &own)
}

fn plain(name: &str) -> String {
    tidy(name).replace(' ', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_before_the_name_do_not_make_another_school() {
        for (written, same) in [
            ("海河路小学", true),
            ("胶海市 市南区海河路小学", true),
            ("河路小学", false),
            ("小学", false),
            ("江河路小学", false),
            ("海河路小学分校", false),
            ("海河路中学", false),
        ] {
            assert_eq!(is_same("海河路小学", written), same, "{written}");
        }
        assert!(is_same("胶海市海河路小学", "海河路小学"));
    }
}
