//! Micro-lessons as they travel: in the catalogue, and on the desks of those who make and review
//! them.

use serde::{Deserialize, Serialize};

use super::{
    captions,
    film::Film,
    state::{LessonEvent, LessonState},
};
use crate::{
    ids::{AssetId, LessonId, NodeId},
    org::grades::Stage,
    path_params,
    time::Instant,
    validate::{Errors, Validate},
    wire_enum::wire_enum,
};

/// The longest title, in characters.
pub const TITLE_MAX: usize = 40;
/// The longest action to try.
pub const ACTION_MAX: usize = 200;
/// The longest transcript: twenty minutes of quick speech.
pub const TRANSCRIPT_MAX: usize = 8000;

path_params! {
    /// A lesson in a path.
    pub struct LessonPath { lesson: LessonId }
}

wire_enum! {
    /// What a lesson is about.
    pub enum Topic {
        /// 作业与专注.
        Homework = "homework",
        /// 情绪与沟通.
        Feelings = "feelings",
        /// 习惯与时间.
        Habits = "habits",
        /// 电子产品.
        Screens = "screens",
        /// 亲子阅读.
        Reading = "reading",
        /// 同伴相处.
        Friends = "friends",
        /// 衔接与适应.
        Transitions = "transitions",
        /// 祖辈教养.
        Grandparents = "grandparents",
        /// 家校沟通.
        School = "school",
    }
}

/// A published lesson in the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LessonLine {
    /// The lesson.
    pub lesson: LessonId,
    /// Its title.
    pub title: String,
    /// For parents of which stage.
    pub stage: Stage,
    /// What it is about.
    pub topic: Topic,
    /// Its film; another film is another asset.
    pub asset: AssetId,
    /// How long it is, in whole seconds.
    pub duration_s: u32,
    /// A picture of it.
    pub poster_url: String,
    /// Whether it is one of the samples that come with the product.
    pub is_sample: bool,
    /// Since when it is in the catalogue.
    pub published_at: Instant,
}

/// Which lessons of the catalogue, and which page of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CatalogueQuery {
    /// For parents of this stage; all where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
    /// About this topic; all where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<Topic>,
    /// The `next` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// A lesson in the list of its author or of a reviewer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeskLesson {
    /// The lesson.
    pub lesson: LessonId,
    /// Its title.
    pub title: String,
    /// For parents of which stage.
    pub stage: Stage,
    /// What it is about.
    pub topic: Topic,
    /// Where it stands.
    pub state: LessonState,
    /// Who made it.
    pub author_name: String,
    /// Where its author works.
    pub owner_name: String,
    /// How long its film is, in whole seconds; absent before there is one.
    pub duration_s: Option<u32>,
    /// Whether it is a draft that a reviewer handed back.
    pub was_returned: bool,
    /// Whether it is one of the samples.
    pub is_sample: bool,
    /// When it was changed last.
    pub changed_at: Instant,
}

/// Which lessons of a desk, and which page of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DeskQuery {
    /// In this state; for an author all, for a reviewer those in review where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<LessonState>,
    /// The `next` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// What an author writes. A draft may be incomplete, but it has a title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LessonText {
    /// Its title, of at most [`TITLE_MAX`] characters.
    pub title: String,
    /// For parents of which stage.
    pub stage: Stage,
    /// What it is about.
    pub topic: Topic,
    /// The entry of the guideline that it serves, one of its stage.
    pub guideline_entry: Option<String>,
    /// 今晚试一试: one thing to do.
    pub action: String,
    /// What is said, to read.
    pub transcript: String,
}

impl Validate for LessonText {
    fn validate(&self, errors: &mut Errors) {
        errors.required("title", &self.title);
        errors.max_chars("title", &self.title, TITLE_MAX);
        errors.max_chars("action", &self.action, ACTION_MAX);
        errors.max_chars("transcript", &self.transcript, TRANSCRIPT_MAX);
    }
}

/// Captions as WebVTT; an empty text takes them away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewCaptions {
    /// The text of the file.
    pub text: String,
}

impl Validate for NewCaptions {
    fn validate(&self, errors: &mut Errors) {
        if self.text.trim().is_empty() {
            return;
        }
        if let Err(error) = captions::check(&self.text, None) {
            error.tell(errors, "text");
        }
    }
}

/// Why a lesson goes back to its author.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReturnLesson {
    /// What to change.
    pub reason: String,
}

impl Validate for ReturnLesson {
    fn validate(&self, errors: &mut Errors) {
        errors.required("reason", &self.reason);
        errors.max_chars("reason", &self.reason, 300);
    }
}

wire_enum! {
    /// What a lesson must have before it is submitted.
    pub enum LessonPart {
        /// The entry of the guideline.
        Guideline = "guideline_entry",
        /// The action to try.
        Action = "action",
        /// The film.
        Film = "film",
        /// The captions.
        Captions = "captions",
        /// The transcript.
        Transcript = "transcript",
    }
}

/// A lesson on the desk of its author or of a reviewer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LessonDetail {
    /// The lesson.
    pub lesson: LessonId,
    /// Where it stands.
    pub state: LessonState,
    /// What its author wrote.
    pub text: LessonText,
    /// The heading of the entry that it serves.
    pub guideline_title: Option<String>,
    /// Where its author works.
    pub owner: NodeId,
    /// The name of that place.
    pub owner_name: String,
    /// Who made it.
    pub author_name: String,
    /// Whether that is the reader.
    pub mine: bool,
    /// Its film.
    pub film: Option<Film>,
    /// Its captions as WebVTT.
    pub captions: Option<String>,
    /// Where they are, for a player.
    pub captions_url: Option<String>,
    /// What it lacks before it can be submitted.
    pub missing: Vec<LessonPart>,
    /// Who reviewed it last.
    pub reviewer_name: Option<String>,
    /// What a reviewer wants changed.
    pub review_note: Option<String>,
    /// When it was submitted last.
    pub submitted_at: Option<Instant>,
    /// When it was reviewed last.
    pub reviewed_at: Option<Instant>,
    /// Since when it is in the catalogue.
    pub published_at: Option<Instant>,
    /// Whether it is one of the samples.
    pub is_sample: bool,
    /// Whether this reader may change text, film and captions now.
    pub may_edit: bool,
    /// The steps that this reader may take now.
    pub steps: Vec<LessonEvent>,
    /// Grows with each change; name it in `If-Match`.
    pub version: i32,
}
