//! 指导纲要: what parents should be able to learn, by stage, as a versioned tree. Every lesson
//! cites one entry.

use serde::{Deserialize, Serialize};

use crate::org::grades::Stage;

/// The tree that comes with the product: a sample in our own words, which a bureau replaces.
const SAMPLE: &str = include_str!("../../packs/guideline-sample.json");

/// One version of the guideline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Guideline {
    /// `guideline-sample`.
    pub code: String,
    /// Grows with each change of the document.
    pub version: u32,
    /// Its name in Chinese.
    pub title: String,
    /// Whether it is a sample that binds nobody.
    pub is_sample: bool,
    /// Its stages.
    pub stages: Vec<GuidelineStage>,
}

/// The part for one stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GuidelineStage {
    /// The stage.
    pub stage: Stage,
    /// Its entries.
    pub entries: Vec<GuidelineEntry>,
}

/// One thing that parents should be able to learn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GuidelineEntry {
    /// Its short name, which lessons cite: `primary.homework`.
    pub code: String,
    /// Its heading.
    pub title: String,
    /// What it asks of parents.
    pub about: String,
}

impl Guideline {
    /// The tree that comes with the product.
    pub fn sample() -> Result<Self, serde_json::Error> {
        serde_json::from_str(SAMPLE)
    }

    /// `guideline-sample/1`, as it stands on a lesson.
    pub fn edition(&self) -> String {
        format!("{}/{}", self.code, self.version)
    }

    /// The entry of this name in the part for this stage.
    pub fn entry(&self, stage: Stage, code: &str) -> Option<&GuidelineEntry> {
        self.stages
            .iter()
            .filter(|part| part.stage == stage)
            .flat_map(|part| &part.entries)
            .find(|entry| entry.code == code)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_sample_has_entries_for_every_stage_and_says_that_it_is_one() {
        let guideline = Guideline::sample().expect("the sample reads");
        assert!(guideline.is_sample && guideline.title.contains("样例"));
        for &stage in Stage::ALL {
            let parts: Vec<_> = guideline
                .stages
                .iter()
                .filter(|part| part.stage == stage)
                .collect();
            assert_eq!(parts.len(), 1, "{stage}");
            assert!(parts[0].entries.len() >= 3, "{stage}");
        }
    }

    #[test]
    fn an_entry_has_a_name_of_its_own_and_belongs_to_its_stage() {
        let guideline = Guideline::sample().expect("the sample reads");
        let mut names = BTreeSet::new();
        for part in &guideline.stages {
            for entry in &part.entries {
                assert!(names.insert(entry.code.clone()), "{}", entry.code);
                assert!(guideline.entry(part.stage, &entry.code).is_some());
                assert!(!entry.title.is_empty() && !entry.about.is_empty());
            }
        }
        assert!(
            guideline
                .entry(Stage::Primary, "kindergarten.play")
                .is_none()
        );
    }
}
