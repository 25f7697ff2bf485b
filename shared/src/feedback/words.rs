//! What the words of matters are called on screens, in both languages: `locales/*/feedback.json`.

use super::{
    state::{MatterState, Resolution},
    types::{MatterFilter, MatterKind, Rating, Theme},
};
use crate::{lang::Lang, text::feedback as words};

/// `已转交`, `等家长确认`.
pub fn state(lang: Lang, state: MatterState) -> &'static str {
    named(lang, "state", state.as_str())
}

/// `解决了`, `未回复`.
pub fn resolution(lang: Lang, resolution: Resolution) -> &'static str {
    named(lang, "resolution", resolution.as_str())
}

/// `解决了`, `不是我提的`: the family's own words.
pub fn rating(lang: Lang, rating: Rating) -> &'static str {
    named(lang, "rating", rating.as_str())
}

/// `家长诉求`.
pub fn kind(lang: Lang, kind: MatterKind) -> &'static str {
    named(lang, "kind", kind.as_str())
}

/// `课后服务`.
pub fn theme(lang: Lang, theme: Theme) -> &'static str {
    named(lang, "theme", theme.as_str())
}

/// `要办的`, `等家长的`, `办完的`.
pub fn filter(lang: Lang, filter: MatterFilter) -> &'static str {
    named(lang, "filter", filter.as_str())
}

fn named(lang: Lang, list: &str, word: &'static str) -> &'static str {
    words::by_key(lang, &format!("{list}_{word}")).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_on_the_wire_has_one_on_screen_in_both_languages() {
        for &lang in Lang::ALL {
            let mut pairs: Vec<(&str, &str)> = Vec::new();
            pairs.extend(
                MatterState::ALL
                    .iter()
                    .map(|w| (w.as_str(), state(lang, *w))),
            );
            pairs.extend(
                Resolution::ALL
                    .iter()
                    .map(|w| (w.as_str(), resolution(lang, *w))),
            );
            pairs.extend(MatterKind::ALL.iter().map(|w| (w.as_str(), kind(lang, *w))));
            pairs.extend(Rating::ALL.iter().map(|w| (w.as_str(), rating(lang, *w))));
            pairs.extend(Theme::ALL.iter().map(|w| (w.as_str(), theme(lang, *w))));
            pairs.extend(
                MatterFilter::ALL
                    .iter()
                    .map(|w| (w.as_str(), filter(lang, *w))),
            );
            for (wire, shown) in pairs {
                assert_ne!(wire, shown, "{lang}");
            }
        }
    }
}
