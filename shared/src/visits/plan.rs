//! Planned visits: what is agreed on, and what a visit makes of it.

use super::{
    state::{VisitNow, VisitState},
    types::{Outcome, VisitMode},
};
use crate::{time::Date, wire_enum::wire_enum};

wire_enum! {
    /// Where a plan stands.
    pub enum PlanState {
        /// 已计划.
        Planned = "planned",
        /// 已取消.
        Cancelled = "cancelled",
        /// A visit took its place.
        Done = "done",
    }
}

impl PlanState {
    /// The plan as the table of visits knows it.
    pub const fn as_visit(self) -> VisitNow {
        VisitNow {
            state: Some(match self {
                Self::Planned => VisitState::Planned,
                Self::Cancelled => VisitState::Cancelled,
                Self::Done => VisitState::Recorded,
            }),
            planned: true,
        }
    }
}

/// What a visit makes of an open plan of the same author for the same pupil.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterVisit {
    /// It stays: the visit was before its day, or nobody was home and it is planned again.
    Stays,
    /// It is done with the visit.
    Done,
    /// It goes on in the way that the family would rather have.
    GoesOn(VisitMode),
}

/// What becomes of a plan for `planned_on` when a visit of `visited_on` comes in.
pub fn after_visit(
    planned_on: Date,
    visited_on: Date,
    outcome: Outcome,
    wanted: Option<VisitMode>,
) -> AfterVisit {
    if visited_on < planned_on {
        return AfterVisit::Stays;
    }
    match (outcome, wanted) {
        (Outcome::Recorded, _) => AfterVisit::Done,
        (Outcome::OtherWay, Some(mode)) => AfterVisit::GoesOn(mode),
        (Outcome::OtherWay | Outcome::Attempted, _) => AfterVisit::Stays,
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::state::{NotAllowed, VisitActor, VisitEvent, next},
        *,
    };

    #[test]
    fn a_visit_on_the_day_or_later_takes_the_place_of_the_plan() {
        let day = |text: &str| text.parse::<Date>().expect(text);
        let planned = day("2026-11-24");
        let school = Some(VisitMode::School);
        for (visited, outcome, wanted, expected) in [
            ("2026-11-23", Outcome::Recorded, None, AfterVisit::Stays),
            ("2026-11-24", Outcome::Recorded, None, AfterVisit::Done),
            ("2026-12-01", Outcome::Recorded, None, AfterVisit::Done),
            ("2026-11-24", Outcome::Attempted, None, AfterVisit::Stays),
            (
                "2026-11-24",
                Outcome::OtherWay,
                school,
                AfterVisit::GoesOn(VisitMode::School),
            ),
            ("2026-11-23", Outcome::OtherWay, school, AfterVisit::Stays),
        ] {
            assert_eq!(
                after_visit(planned, day(visited), outcome, wanted),
                expected,
                "{visited} {outcome}"
            );
        }
    }

    #[test]
    fn what_stays_or_goes_on_is_what_the_table_of_visits_says() {
        let at = |state| VisitNow {
            state: Some(state),
            planned: true,
        };
        let attempted = next(
            at(VisitState::Scheduled),
            VisitEvent::SubmitNobodyHome,
            VisitActor::Author,
        );
        assert_eq!(attempted, Ok(VisitState::Attempted));
        for (state, event, who) in [
            (
                VisitState::Attempted,
                VisitEvent::PlanAgain,
                VisitActor::System,
            ),
            (
                VisitState::Proposed,
                VisitEvent::OtherMode,
                VisitActor::Family,
            ),
        ] {
            assert_eq!(next(at(state), event, who), Ok(VisitState::Planned));
        }
    }

    #[test]
    fn only_an_open_plan_is_cancelled() {
        for (state, expected) in [
            (PlanState::Planned, Ok(VisitState::Cancelled)),
            (PlanState::Cancelled, Err(NotAllowed::NotInThisState)),
            (PlanState::Done, Err(NotAllowed::NotInThisState)),
        ] {
            let cancelled = next(state.as_visit(), VisitEvent::Cancel, VisitActor::Author);
            assert_eq!(cancelled, expected, "{state}");
        }
    }
}
