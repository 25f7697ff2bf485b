//! What learning is called on pages, in both languages: `locales/*/learning.json`.

use super::types::Helped;
use crate::{lang::Lang, text::learning as words};

/// `有用`, `一点`, `没有`.
pub fn helped(lang: Lang, helped: Helped) -> &'static str {
    match helped {
        Helped::Helped => words::helped_helped(lang),
        Helped::ALittle => words::helped_a_little(lang),
        Helped::Not => words::helped_not(lang),
    }
}

/// A length: `48 秒`, `5 分钟`.
pub fn length(lang: Lang, seconds: u32) -> String {
    if seconds < 60 {
        words::seconds(lang, seconds)
    } else {
        words::minutes(lang, (seconds + 30) / 60)
    }
}

/// A place in a film: `2:54`.
pub fn place(second: u32) -> String {
    format!("{}:{:02}", second / 60, second % 60)
}

/// A size in megabytes: `0.4 MB`, `18 MB`.
pub fn size(bytes: u64) -> String {
    let tenths = bytes.saturating_mul(10).div_ceil(1_000_000).max(1);
    if tenths < 100 {
        format!("{}.{} MB", tenths / 10, tenths % 10)
    } else {
        format!("{} MB", (tenths + 5) / 10)
    }
}

/// Tenths as people write them: `1.2`, `3`.
pub fn tenths(number: u32) -> String {
    match number % 10 {
        0 => (number / 10).to_string(),
        part => format!("{}.{part}", number / 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_places_and_sizes_are_written_as_people_read_them() {
        assert_eq!(length(Lang::ZhCn, 48), "48 秒");
        assert_eq!(length(Lang::ZhCn, 62), "1 分钟");
        assert_eq!(length(Lang::En, 290), "5 min");
        assert_eq!(
            (place(174), place(35)),
            ("2:54".to_owned(), "0:35".to_owned())
        );
        for (bytes, said) in [
            (1, "0.1 MB"),
            (400_000, "0.4 MB"),
            (1_800_000, "1.8 MB"),
            (18_200_000, "18 MB"),
        ] {
            assert_eq!(size(bytes), said);
        }
        assert_eq!((tenths(12), tenths(30)), ("1.2".to_owned(), "3".to_owned()));
    }
}
