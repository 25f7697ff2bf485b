//! Matters and their events as the tables hold them.

use std::{fmt, str::FromStr};

use chrono::NaiveDateTime;
use diesel::prelude::*;
use tongyu_db::{
    Col,
    schema::{matter, matter_event},
};
use tongyu_shared::{
    feedback::{
        question::AskedAbout,
        state::{MatterEvent, MatterNow, MatterState, Origin, Resolution},
        types::{MatterKind, MatterSource, Theme},
    },
    ids::{AccountId, LessonId, MatterId, NodeId, PersonId, StudentId},
    wire_enum::UnknownValue,
};

use crate::{crypto::Place, http::fault::Fault};

/// A matter.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = matter)]
pub struct MatterRow {
    pub id: Col<MatterId>,
    pub school_id: Col<NodeId>,
    pub class_id: Col<NodeId>,
    pub student_id: Col<StudentId>,
    pub source: Col<MatterSource>,
    pub kind: Col<MatterKind>,
    pub theme: Col<Theme>,
    pub for_information: bool,
    pub state: Col<MatterState>,
    pub resolution: Option<Col<Resolution>>,
    pub cycle: i32,
    pub returns: i32,
    pub office_id: Option<Col<NodeId>>,
    pub accepted_by: Option<Col<AccountId>>,
    pub author_id: Col<AccountId>,
    pub raiser_id: Option<Col<PersonId>>,
    pub captured_at: NaiveDateTime,
    pub limits: String,
    pub answer_due_at: Option<NaiveDateTime>,
    pub solution_due_at: Option<NaiveDateTime>,
    pub answered_at: Option<NaiveDateTime>,
    pub delivered_at: Option<NaiveDateTime>,
    pub closed_at: Option<NaiveDateTime>,
    pub body_sealed: Vec<u8>,
    pub proposed_sealed: Option<Vec<u8>>,
    pub version: i32,
    pub class_only: bool,
    pub lesson_id: Option<Col<LessonId>>,
    pub lesson_title: Option<String>,
}

impl MatterRow {
    /// Where it stands, for the shared table. The routing table speaks once, at capture, so that
    /// whatever is triaged afterwards is with the coordinator.
    pub fn now(&self) -> Result<MatterNow, Fault> {
        Ok(MatterNow {
            origin: self.origin(),
            state: self.state.0,
            resolution: self.resolution.map(Col::into_inner),
            cycle: u8::try_from(self.cycle).map_err(Fault::internal)?,
            returns: u8::try_from(self.returns).map_err(Fault::internal)?,
            with_coordinator: self.state.0 == MatterState::Triaged,
            ..MatterNow::NEW
        })
    }

    /// How it came in.
    pub const fn origin(&self) -> Origin {
        match self.source.0 {
            MatterSource::Visit => Origin::Visit,
            MatterSource::Parent if self.class_only => Origin::ClassOnly,
            MatterSource::Parent => Origin::Question,
        }
    }

    /// Whether a parent asked it herself.
    pub fn was_asked(&self) -> bool {
        self.origin() != Origin::Visit
    }

    /// The lesson that it was asked about.
    pub fn asked(&self) -> Option<AskedAbout> {
        Some(AskedAbout {
            lesson: self.lesson_id?.0,
            title: self.lesson_title.clone()?,
            class_only: self.class_only,
        })
    }

    /// Whether it is with the head teacher of the class, not with an office.
    pub fn with_class(&self) -> bool {
        self.office() == Some(self.class_id.0)
    }

    /// The unit that has it: an office, or the class.
    pub fn office(&self) -> Option<NodeId> {
        self.office_id.map(Col::into_inner)
    }

    /// Whether it is a request, whose answer the coordinator approves.
    pub fn is_request(&self) -> bool {
        self.kind.0 == MatterKind::Request
    }
}

/// A new matter.
#[derive(Insertable)]
#[diesel(table_name = matter, treat_none_as_default_value = false)]
pub struct NewMatterRow {
    pub id: String,
    pub school_id: String,
    pub class_id: String,
    pub student_id: String,
    pub source: &'static str,
    pub kind: &'static str,
    pub theme: &'static str,
    pub for_information: bool,
    pub state: &'static str,
    pub cycle: i32,
    pub returns: i32,
    pub escalation: i32,
    pub office_id: Option<String>,
    pub author_id: String,
    pub raiser_id: Option<String>,
    pub captured_at: NaiveDateTime,
    pub limits: String,
    pub answer_due_at: NaiveDateTime,
    pub solution_due_at: NaiveDateTime,
    pub closed_at: Option<NaiveDateTime>,
    pub body_sealed: Vec<u8>,
    pub version: i32,
    pub class_only: bool,
    pub lesson_id: Option<String>,
    pub lesson_title: Option<String>,
}

/// What steps change of a matter.
#[derive(AsChangeset)]
#[diesel(table_name = matter, treat_none_as_null = true)]
pub struct MatterChanges {
    pub state: &'static str,
    pub resolution: Option<String>,
    pub cycle: i32,
    pub returns: i32,
    pub office_id: Option<String>,
    pub accepted_by: Option<String>,
    pub raiser_id: Option<String>,
    pub answer_due_at: Option<NaiveDateTime>,
    pub solution_due_at: Option<NaiveDateTime>,
    pub answered_at: Option<NaiveDateTime>,
    pub delivered_at: Option<NaiveDateTime>,
    pub closed_at: Option<NaiveDateTime>,
    pub proposed_sealed: Option<Vec<u8>>,
}

/// What an event row tells: a step of the shared table, or an answer that waits for approval,
/// which moves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    Step(MatterEvent),
    Proposed,
}

impl Happening {
    /// The word in the table.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Step(event) => event.as_str(),
            Self::Proposed => "proposed",
        }
    }
}

impl fmt::Display for Happening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Happening {
    type Err = UnknownValue;

    fn from_str(word: &str) -> Result<Self, UnknownValue> {
        if word == Self::Proposed.as_str() {
            return Ok(Self::Proposed);
        }
        word.parse().map(Self::Step)
    }
}

/// An event.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = matter_event)]
pub struct EventRow {
    pub seq: i32,
    pub cycle: i32,
    pub kind: Col<Happening>,
    pub at: NaiveDateTime,
    pub account_id: Option<Col<AccountId>>,
    pub office_id: Option<Col<NodeId>>,
    pub resolution: Option<Col<Resolution>>,
    pub text_sealed: Option<Vec<u8>>,
}

/// A new event.
#[derive(Insertable)]
#[diesel(table_name = matter_event, treat_none_as_default_value = false)]
pub struct NewEventRow {
    pub matter_id: String,
    pub seq: i32,
    pub cycle: i32,
    pub kind: &'static str,
    pub from_state: &'static str,
    pub to_state: &'static str,
    pub at: NaiveDateTime,
    pub account_id: Option<String>,
    pub office_id: Option<String>,
    pub resolution: Option<String>,
    pub text_sealed: Option<Vec<u8>>,
}

/// Where what was said stands.
pub fn body_place(matter: &str) -> Place<'_> {
    Place {
        table: "matter",
        column: "body_sealed",
        row: matter,
    }
}

/// Where an answer waits for approval.
pub fn proposed_place(matter: &str) -> Place<'_> {
    Place {
        table: "matter",
        column: "proposed_sealed",
        row: matter,
    }
}

/// The key of an event, for sealing: `matter/seq`.
pub fn event_key(matter: &str, seq: i32) -> String {
    format!("{matter}/{seq}")
}

/// Where the text of an event stands.
pub fn event_place(key: &str) -> Place<'_> {
    Place {
        table: "matter_event",
        column: "text_sealed",
        row: key,
    }
}
