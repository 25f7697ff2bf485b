//! Which stages a school has: those of its classes, and those that its name says.

use std::collections::BTreeSet;

use tongyu_shared::org::grades::Stage;

/// What a school's name says of its stages; the word that stands last counts, because
/// 第一中学附属小学 is a primary school.
const WORDS: &[(&str, &[Stage])] = &[
    ("幼儿园", &[Stage::Kindergarten]),
    ("小学", &[Stage::Primary]),
    ("九年", &[Stage::Primary, Stage::LowerSecondary]),
    ("初级中学", &[Stage::LowerSecondary]),
    ("初中", &[Stage::LowerSecondary]),
    ("高级中学", &[Stage::UpperSecondary]),
    ("高中", &[Stage::UpperSecondary]),
    ("职业", &[Stage::UpperSecondary]),
    ("中专", &[Stage::UpperSecondary]),
    ("中学", &[Stage::LowerSecondary, Stage::UpperSecondary]),
];

/// The stages of a school. A name that says nothing, as 实验学校, leaves all of them open.
pub fn stages_of(name: &str, of_classes: &BTreeSet<Stage>) -> Vec<Stage> {
    let said = WORDS
        .iter()
        .filter_map(|(word, stages)| Some((name.rfind(word)? + word.len(), word.len(), *stages)))
        .max_by_key(|(end, length, _)| (*end, *length))
        .map(|(_, _, stages)| stages);
    match said {
        Some(stages) => {
            let mut all = of_classes.clone();
            all.extend(stages);
            all.into_iter().collect()
        }
        None if of_classes.is_empty() => Stage::ALL.to_vec(),
        None => of_classes.iter().copied().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_says_the_stages_and_the_classes_add_to_them() {
        use Stage::{Kindergarten, LowerSecondary, Primary, UpperSecondary};
        for (name, classes, stages) in [
            ("海棠路小学", &[][..], &[Primary][..]),
            ("第一中学附属小学", &[], &[Primary]),
            ("云帆中学", &[], &[LowerSecondary, UpperSecondary]),
            ("云帆初级中学", &[], &[LowerSecondary]),
            ("第二高级中学", &[], &[UpperSecondary]),
            ("海棠路小学", &[Kindergarten], &[Kindergarten, Primary]),
            ("实验学校", &[Primary], &[Primary]),
            ("实验学校", &[], Stage::ALL),
        ] {
            let of_classes = classes.iter().copied().collect();
            assert_eq!(stages_of(name, &of_classes), stages, "{name} {classes:?}");
        }
    }
}
