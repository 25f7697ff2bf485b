//! What is kept of a visit while it is being written down: the text of every field, and the ids
//! that make a repeated submit the same visit.

use serde::{Deserialize, Serialize};
use tongyu_shared::{
    feedback::types::{MatterKind, Theme},
    ids::{MatterId, PersonId, StudentId, VisitId},
    time::{Date, Instant, words as time_words},
    visits::types::{BroughtBack, Delivered, NewMatter, NewVisit, Outcome, VisitMode},
};

use super::super::view::{minutes_since, moment};

/// The chip for the child among those met; the others are ids of persons.
pub const CHILD: &str = "child";
/// Things of one kind that a page has room for: three kinds stay within what the server takes.
pub const ENTRIES: usize = 4;
/// Minutes that a try without a meeting takes: the server wants a number, nobody is asked for it.
const TRY_MINUTES: i32 = 5;

/// A visit being written down. Fields hold what the controls show; a field that an older version
/// of the app did not keep is as on an empty page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// The visit's id, made here.
    pub visit: VisitId,
    /// What became of it.
    pub outcome: Outcome,
    /// How.
    pub mode: VisitMode,
    /// The way the family would rather have; empty for none.
    pub wanted_mode: String,
    /// The day it began.
    pub date: String,
    /// The time it began.
    pub time: String,
    /// Minutes as chosen; empty for those of the clock.
    pub minutes: String,
    /// The minutes of the clock when it was first sent: a repeat says the same.
    pub sent_minutes: Option<i32>,
    /// Those met: ids of guardians, and [`CHILD`].
    pub met: Vec<String>,
    /// Brothers and sisters it is about too.
    pub siblings: Vec<String>,
    /// What of the four was done.
    pub delivered: [bool; 4],
    /// What was brought back, in the order of the kinds.
    pub said: [DraftSaid; 3],
    /// The one small thing agreed on.
    pub measure: String,
    /// When to be in touch again: a number of days, `date`, or empty.
    pub next: String,
    /// The day, with `date`.
    pub next_date: String,
    /// Family circumstances.
    pub circumstances: String,
    /// The declaration.
    pub declared: bool,
}

/// What was said of one kind.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DraftSaid {
    /// The family said there is nothing.
    pub nothing: bool,
    /// Room for several things.
    pub entries: [DraftMatter; ENTRIES],
}

/// One thing that was said.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DraftMatter {
    /// Its id, made here.
    pub id: MatterId,
    /// Whether it is on the page beside the first one.
    pub shown: bool,
    /// In the family's words.
    pub text: String,
    /// For feedback: whether an answer is wanted; empty until chosen.
    pub wish: String,
    /// What it is about.
    pub theme: String,
    /// Whether the teacher chose the theme.
    pub by_hand: bool,
    /// The pupil it is about.
    pub student: String,
    /// Who said it; empty where nobody met has a phone.
    pub raiser: String,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            visit: VisitId::new(),
            outcome: Outcome::Recorded,
            mode: VisitMode::Home,
            wanted_mode: String::new(),
            date: String::new(),
            time: String::new(),
            minutes: String::new(),
            sent_minutes: None,
            met: Vec::new(),
            siblings: Vec::new(),
            delivered: [false; 4],
            said: Default::default(),
            measure: String::new(),
            next: String::new(),
            next_date: String::new(),
            circumstances: String::new(),
            declared: false,
        }
    }
}

impl Draft {
    /// An empty page, opened at `now`.
    pub fn opened(now: Instant) -> Self {
        Self {
            date: now.date().to_string(),
            time: time_words::clock(now),
            ..Self::default()
        }
    }

    /// When the visit began; nothing where the fields hold no moment.
    pub fn started_at(&self) -> Option<Instant> {
        moment(&self.date, &self.time)
    }

    /// How long it took: as chosen, as first sent, or by the clock. Where nobody was met it is not
    /// asked, and the clock says nothing about it.
    pub fn minutes(&self, started: Instant, now: Instant) -> Option<i32> {
        if self.outcome != Outcome::Recorded {
            return Some(self.sent_minutes.unwrap_or(TRY_MINUTES));
        }
        match self.minutes.parse() {
            Ok(chosen) => Some(chosen),
            Err(_) => self.sent_minutes.or_else(|| minutes_since(started, now)),
        }
    }

    /// The day to be in touch again.
    pub fn next_contact(&self) -> Option<Date> {
        if self.next == "date" {
            return self.next_date.parse().ok();
        }
        let days = self.next.parse().ok()?;
        self.date
            .parse::<Date>()
            .ok()
            .map(|day| day.plus_days(days))
    }

    /// The visit as it is sent. What the page does not show for its outcome is not sent.
    pub fn to_visit(&self, student: StudentId, started_at: Instant, minutes: i32) -> NewVisit {
        let held = self.outcome == Outcome::Recorded;
        let siblings = self.siblings.iter().filter_map(|id| id.parse().ok());
        let students: Vec<StudentId> = std::iter::once(student).chain(siblings).collect();
        let met = self.met();
        let wanted = (self.outcome == Outcome::OtherWay)
            .then(|| self.wanted_mode.parse().ok())
            .flatten();
        NewVisit {
            started_at,
            minutes,
            mode: self.mode,
            outcome: self.outcome,
            wanted_mode: wanted,
            met_child: held && self.met.iter().any(|met| met == CHILD),
            delivered: if held { self.delivered() } else { Vec::new() },
            brought_back: held.then(|| self.brought_back(&students, &met)),
            circumstances: kept_if(held, &self.circumstances),
            agreed_measure: kept_if(held, &self.measure),
            next_contact: self.next_contact(),
            declared_clean: held && self.declared,
            met: if held { met } else { Vec::new() },
            students,
        }
    }

    fn met(&self) -> Vec<PersonId> {
        self.met.iter().filter_map(|id| id.parse().ok()).collect()
    }

    fn delivered(&self) -> Vec<Delivered> {
        let pairs = Delivered::ALL.iter().zip(self.delivered);
        pairs
            .filter_map(|(what, done)| done.then_some(*what))
            .collect()
    }

    fn brought_back(&self, students: &[StudentId], met: &[PersonId]) -> BroughtBack {
        let kinds = || MatterKind::ALL.iter().copied().zip(&self.said);
        let matters = kinds()
            .filter(|(_, said)| !said.nothing)
            .flat_map(|(kind, said)| {
                let written = said.entries.iter().enumerate().filter(|(index, entry)| {
                    (*index == 0 || entry.shown) && !entry.text.trim().is_empty()
                });
                written.map(move |(_, entry)| entry.to_matter(kind, students, met))
            });
        BroughtBack {
            matters: matters.collect(),
            nothing_of: kinds()
                .filter_map(|(kind, said)| said.nothing.then_some(kind))
                .collect(),
        }
    }
}

impl DraftMatter {
    fn to_matter(&self, kind: MatterKind, students: &[StudentId], met: &[PersonId]) -> NewMatter {
        let about = self.student.parse().ok();
        let about = about.filter(|student| students.contains(student));
        let raiser = self.raiser.parse().ok();
        NewMatter {
            id: self.id,
            kind,
            wish: (kind == MatterKind::Feedback)
                .then(|| self.wish.parse().ok())
                .flatten(),
            theme: self.theme.parse().unwrap_or(Theme::Other),
            student: about
                .or_else(|| students.first().copied())
                .unwrap_or_default(),
            raiser: raiser.filter(|person| met.contains(person)),
            text: self.text.trim().to_owned(),
        }
    }
}

fn kept_if(held: bool, text: &str) -> String {
    if held {
        text.trim().to_owned()
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests;
