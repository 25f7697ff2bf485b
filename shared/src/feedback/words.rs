//! What the words of matters are called on screens, in both languages: `locales/*/feedback.json`.

use super::{
    state::{MatterState, Resolution},
    types::{MatterFilter, MatterKind, MatterLine, Rating, Theme},
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

/// `家长提问`: where a parent asked it from a lesson.
pub fn asked(lang: Lang) -> &'static str {
    words::question(lang)
}

/// `家长反馈`, or `家长提问` of what a parent asked.
pub fn kind_of(lang: Lang, line: &MatterLine) -> &'static str {
    if line.asked.is_some() {
        words::question(lang)
    } else {
        kind(lang, line.kind)
    }
}

/// What it is about: the theme, or the lesson that a parent asked about.
pub fn about(lang: Lang, line: &MatterLine) -> String {
    match &line.asked {
        Some(about) => words::lesson_title(lang, &about.title),
        None => theme(lang, line.theme).to_owned(),
    }
}

/// Who has a matter: `教务处`, or `班主任` where the class was asked.
pub fn unit(lang: Lang, with_class: bool, office: Option<&str>) -> Option<&str> {
    if with_class {
        Some(words::class_unit(lang))
    } else {
        office
    }
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
