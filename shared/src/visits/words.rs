//! What the words of visits are called on screens, in both languages: `locales/*/visits.json`.

use super::{
    state::VisitState,
    types::{ConfirmAnswer, Delivered, Outcome, Relation, VisitMode},
};
use crate::{feedback::types::MatterKind, lang::Lang, text::visits as words};

/// `已记录`, `家长已确认`.
pub fn state(lang: Lang, state: VisitState) -> &'static str {
    named(lang, "state", state.as_str())
}

/// `入户`, `电话`.
pub fn mode(lang: Lang, mode: VisitMode) -> &'static str {
    named(lang, "mode", mode.as_str())
}

/// `妈妈`, `姥爷`.
pub fn relation(lang: Lang, relation: Relation) -> &'static str {
    named(lang, "relation", relation.as_str())
}

/// The plan's full words for one of the four-to-home.
pub fn delivered(lang: Lang, what: Delivered) -> &'static str {
    named(lang, "delivered", what.as_str())
}

/// `家长反馈`, `家长诉求`, `家长建议`.
pub fn brought_back(lang: Lang, kind: MatterKind) -> &'static str {
    named(lang, "brought_back", kind.as_str())
}

/// `已见面`, `到访未遇`.
pub fn outcome(lang: Lang, outcome: Outcome) -> &'static str {
    named(lang, "outcome", outcome.as_str())
}

/// `见过了`, `没有来`, `内容要改`.
pub fn answer(lang: Lang, answer: ConfirmAnswer) -> &'static str {
    named(lang, "answer", answer.as_str())
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
                VisitState::ALL
                    .iter()
                    .map(|v| (v.as_str(), state(lang, *v))),
            );
            pairs.extend(VisitMode::ALL.iter().map(|v| (v.as_str(), mode(lang, *v))));
            pairs.extend(
                Relation::ALL
                    .iter()
                    .map(|v| (v.as_str(), relation(lang, *v))),
            );
            pairs.extend(
                Delivered::ALL
                    .iter()
                    .map(|v| (v.as_str(), delivered(lang, *v))),
            );
            pairs.extend(
                MatterKind::ALL
                    .iter()
                    .map(|v| (v.as_str(), brought_back(lang, *v))),
            );
            pairs.extend(Outcome::ALL.iter().map(|v| (v.as_str(), outcome(lang, *v))));
            pairs.extend(
                ConfirmAnswer::ALL
                    .iter()
                    .map(|v| (v.as_str(), answer(lang, *v))),
            );
            for (wire, shown) in pairs {
                assert_ne!(wire, shown, "{lang}");
            }
        }
    }
}
