//! The receipt of the visit that was just submitted, kept while this page of the app lives.

use std::cell::RefCell;

use tongyu_shared::{
    feedback::types::MatterLine,
    ids::{NodeId, StudentId, VisitId},
    visits::types::{Coverage, Outcome, VisitDetail, VisitMode},
};

/// What the page after a visit shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved {
    /// The visit.
    pub visit: VisitId,
    /// The first pupil's name.
    pub name: String,
    /// The pupils.
    pub students: Vec<StudentId>,
    /// What became of the visit.
    pub outcome: Outcome,
    /// The way the family would rather have.
    pub wanted_mode: Option<VisitMode>,
    /// Where each matter went.
    pub matters: Vec<MatterLine>,
    /// The class; known from the receipt only.
    pub class: Option<NodeId>,
    /// Its coverage with this visit; known from the receipt only.
    pub coverage: Option<Coverage>,
    /// How many families it had met before, as far as this phone knows.
    pub before: Option<u32>,
    /// Whether the family gets a link; known from the receipt only.
    pub family_is_asked: Option<bool>,
}

impl Saved {
    /// What can be said after the receipt is gone.
    pub fn of_detail(visit: &VisitDetail) -> Self {
        let first = visit.students.first();
        Self {
            visit: visit.visit,
            name: first.map(|first| first.name.clone()).unwrap_or_default(),
            students: visit.students.iter().map(|pupil| pupil.student).collect(),
            outcome: visit.outcome,
            wanted_mode: visit.wanted_mode,
            matters: visit.matters.clone(),
            class: None,
            coverage: None,
            before: None,
            family_is_asked: None,
        }
    }
}

thread_local! {
    static LAST: RefCell<Option<Saved>> = const { RefCell::new(None) };
}

/// Keeps what was just saved.
pub fn remember(saved: Saved) {
    LAST.set(Some(saved));
}

/// What was saved of `visit`, if it was the last one.
pub fn of(visit: VisitId) -> Option<Saved> {
    LAST.with_borrow(|last| last.clone().filter(|saved| saved.visit == visit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_visit_has_its_receipt() {
        let saved = |visit| Saved {
            visit,
            name: String::new(),
            students: Vec::new(),
            outcome: Outcome::Recorded,
            wanted_mode: None,
            matters: Vec::new(),
            class: None,
            coverage: None,
            before: None,
            family_is_asked: Some(true),
        };
        let [first, second] = [1, 2].map(VisitId::from_u128);
        remember(saved(first));
        remember(saved(second));
        assert_eq!((of(first), of(second)), (None, Some(saved(second))));
    }
}
