//! What a rule pack says of one matter, copied when the matter is made: a new pack changes no
//! promise that was given.

use serde::{Deserialize, Serialize};
use tongyu_db::Conn;
use tongyu_shared::{
    feedback::{
        clocks::{LimitClass, MatterLimits},
        state::MatterCycles,
        types::Theme,
    },
    org::{
        calendar::{OfficeHours, WorkingCalendar},
        pack::{MatterProcess, strictest_matters},
    },
    time::{Date, Instant},
};

use crate::{http::fault::Fault, org};

/// The rules of one matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    /// The packs they come from, as `code/version`.
    pub packs: Vec<String>,
    /// How urgent the matter is.
    pub class: LimitClass,
    /// Until when it is answered and solved.
    pub limits: MatterLimits,
    /// How often it may be answered, handed back and taken up again.
    pub cycles: MatterCycles,
    /// When working hours run.
    pub office_hours: OfficeHours,
}

/// When something is due, to the minute: a limit may be two hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dues {
    /// By when the family should have the answer.
    pub answer: Instant,
    /// By when it should be solved.
    pub solution: Instant,
}

impl Frozen {
    /// What the rules say of a matter of this theme; nothing where they lack the limits.
    pub fn of(rules: &Rules, theme: Theme) -> Option<Self> {
        let class = theme.limit_class();
        Some(Self {
            packs: rules.packs.clone(),
            class,
            limits: *rules.process.limits.get(&class)?,
            cycles: rules.process.cycles,
            office_hours: rules.process.office_hours,
        })
    }

    /// Reads what stands on a matter.
    pub fn read(json: &str) -> Result<Self, Fault> {
        serde_json::from_str(json).map_err(Fault::internal)
    }

    /// As it stands on a matter.
    pub fn write(&self) -> Result<String, Fault> {
        serde_json::to_string(self).map_err(Fault::internal)
    }

    /// When a matter that is captured now is due.
    pub fn first_dues(&self, calendar: &WorkingCalendar, now: Instant) -> Dues {
        Dues {
            answer: calendar.due(now, self.limits.first_answer),
            solution: calendar.due(now, self.limits.solution),
        }
    }

    /// When a matter that goes round again is due: the family is promised the next answer within
    /// the limit of the solution, whose clock starts anew.
    pub fn next_dues(&self, calendar: &WorkingCalendar, now: Instant) -> Dues {
        let solution = calendar.due(now, self.limits.solution);
        Dues {
            answer: solution,
            solution,
        }
    }
}

/// How matters run on a day.
pub struct Rules {
    /// The packs that say so, as `code/version`.
    packs: Vec<String>,
    /// What they say together.
    pub process: MatterProcess,
}

/// What the packs in force say of matters; where several do, the strictest number wins. Nothing
/// where none was approved.
pub fn rules_in_force(conn: &mut Conn, day: Date) -> Result<Option<Rules>, Fault> {
    let packs = org::packs_in_force(conn, day)?;
    let speaking = || {
        packs
            .iter()
            .filter_map(|pack| Some((pack, pack.matters.as_ref()?)))
    };
    let process = strictest_matters(speaking().map(|(_, process)| process));
    let packs = speaking()
        .map(|(pack, _)| format!("{}/{}", pack.code, pack.version))
        .collect();
    Ok(process.map(|process| Rules { packs, process }))
}
