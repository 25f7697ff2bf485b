//! Tickets and reports of watching, and the parent's own record.

use serde::{Deserialize, Serialize};

use crate::{
    ids::{AssetId, LessonId, PersonId},
    time::{Date, Instant},
    validate::{Errors, Validate},
    wire_enum::wire_enum,
};

/// The most ranges of one report: a film that was skipped through five hundred times.
pub const RANGES_MAX: usize = 500;
/// The longest ticket that is looked at, in characters.
const TICKET_MAX: usize = 400;

wire_enum! {
    /// What an action that was tried did.
    pub enum Helped {
        /// 有用.
        Helped = "helped",
        /// 一点.
        ALittle = "a_little",
        /// 没有.
        Not = "not",
    }
}

/// A film that someone is about to watch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewTicket {
    /// The lesson.
    pub lesson: LessonId,
    /// Its film as the page shows it; a newer one answers "not found", and the page is opened anew.
    pub asset: AssetId,
    /// For whom the page was drawn; refused where someone else is signed in by now.
    pub person: PersonId,
}

impl Validate for NewTicket {}

/// The right to report what one watches, and what one has seen so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Ticket {
    /// What reports bear.
    pub ticket: String,
    /// When it no longer counts; a new one is asked for before.
    pub ends_at: Instant,
    /// Seconds of a step of the grid.
    pub grid_s: u32,
    /// Length of the film, as the server measured it.
    pub duration_s: u32,
    /// Seconds to the next report.
    pub next_s: u32,
    /// What has been seen so far, as half-open ranges of seconds.
    pub covered: Vec<[u32; 2]>,
    /// Where it was left.
    pub position_s: u32,
    /// Whether it counts as learnt.
    pub done: bool,
    /// When the record was emptied last; what a phone kept from before is dropped.
    pub cleared_at: Option<Instant>,
}

/// What has been seen with a ticket: the whole set, each time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewReport {
    /// The ticket.
    pub ticket: String,
    /// Half-open ranges of seconds, in any order.
    pub ranges: Vec<[u32; 2]>,
    /// Where the film stands.
    pub position: u32,
    /// Where the server had it, as far as the phone knew when it played last. Where another phone
    /// went on since, its place stays.
    #[serde(default)]
    pub position_before: u32,
    /// Whether the page is being left.
    #[serde(default)]
    pub r#final: bool,
}

impl Validate for NewReport {
    fn validate(&self, errors: &mut Errors) {
        errors.max_chars("ticket", &self.ticket, TICKET_MAX);
        errors.count("ranges", self.ranges.len(), 0, RANGES_MAX);
        for (index, [from, to]) in self.ranges.iter().enumerate() {
            if from >= to {
                errors.add(&format!("ranges.{index}"), "range_order", Vec::new());
                break;
            }
        }
    }
}

/// What has been stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReportReceipt {
    /// Seconds seen in all, on all devices.
    pub covered_s: u32,
    /// Whether it counts as learnt.
    pub done: bool,
    /// Where it was left, on whichever device.
    pub position_s: u32,
    /// Whether all that was reported is stored. What the clock did not allow yet is sent again.
    pub whole: bool,
    /// When the record was emptied last. A report under an older ticket stores nothing, and what a
    /// phone kept from before is dropped.
    pub cleared_at: Option<Instant>,
    /// Seconds to the next report.
    pub next_s: u32,
}

/// One's own record of learning. Nobody else's, and nobody else reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OwnLearning {
    /// Since when this term's are counted; absent where no term is known.
    pub since: Option<Date>,
    /// Lessons learnt this term.
    pub lessons_done: u32,
    /// Seconds seen of this term's lessons: of each the film watched last.
    pub seen_s: u32,
    /// Minutes of a class hour; absent where no rule says so.
    pub class_hour_minutes: Option<u16>,
    /// The lessons begun, the last one first.
    pub lessons: Vec<OwnLesson>,
    /// The films seen to the end: every lesson with one of them is learnt.
    pub films_done: Vec<AssetId>,
}

/// A lesson of one's own record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OwnLesson {
    /// The lesson.
    pub lesson: LessonId,
    /// Its title.
    pub title: String,
    /// Length of the film.
    pub duration_s: u32,
    /// Seconds of it seen.
    pub covered_s: u32,
    /// Where it was left.
    pub position_s: u32,
    /// When it was learnt.
    pub completed_at: Option<Instant>,
    /// The day it was last watched.
    pub last_on: Date,
    /// Whether it can still be opened.
    pub open: bool,
    /// When its action was tried.
    pub tried_at: Option<Instant>,
    /// What that did.
    pub helped: Option<Helped>,
}

impl OwnLearning {
    /// Tenths of class hours learnt this term, rounded down; none where no rule says how long one
    /// is.
    pub fn class_hours_tenths(&self) -> Option<u32> {
        let hour_s = u32::from(self.class_hour_minutes?) * 60;
        (self.seen_s * 10).checked_div(hour_s)
    }
}
