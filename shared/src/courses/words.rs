//! What the words of lessons are called on screens, in both languages: `locales/*/courses.json`.

use super::{
    state::{LessonEvent, LessonState},
    types::{LessonPart, Topic},
};
use crate::{lang::Lang, org::grades::Stage, text::courses as words};

/// `草稿`, `审核中`.
pub fn state(lang: Lang, state: LessonState) -> &'static str {
    named(lang, "state", state.as_str())
}

/// `提交审核`, `发布`.
pub fn step(lang: Lang, event: LessonEvent) -> &'static str {
    named(lang, "step", event.as_str())
}

/// `作业与专注`.
pub fn topic(lang: Lang, topic: Topic) -> &'static str {
    named(lang, "topic", topic.as_str())
}

/// `幼儿园`, `小学`.
pub fn stage(lang: Lang, stage: Stage) -> &'static str {
    named(lang, "stage", stage.as_str())
}

/// `视频`, `字幕`.
pub fn part(lang: Lang, part: LessonPart) -> &'static str {
    named(lang, "part", part.as_str())
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
                LessonState::ALL
                    .iter()
                    .map(|w| (w.as_str(), state(lang, *w))),
            );
            pairs.extend(
                LessonEvent::ALL
                    .iter()
                    .map(|w| (w.as_str(), step(lang, *w))),
            );
            pairs.extend(Topic::ALL.iter().map(|w| (w.as_str(), topic(lang, *w))));
            pairs.extend(Stage::ALL.iter().map(|w| (w.as_str(), stage(lang, *w))));
            pairs.extend(LessonPart::ALL.iter().map(|w| (w.as_str(), part(lang, *w))));
            for (wire, shown) in pairs {
                assert_ne!(wire, shown, "{lang}");
            }
        }
    }
}
