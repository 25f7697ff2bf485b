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
        pack::{MatterProcess, RulePack},
    },
    time::{Date, Instant},
};

use crate::{http::fault::Fault, org};

/// The rules of one matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    /// The pack they come from.
    pub pack: String,
    /// Its version.
    pub pack_version: u32,
    /// How urgent the matter is.
    pub class: LimitClass,
    /// Until when it is answered and solved.
    pub limits: MatterLimits,
    /// How often it may be answered, handed back and taken up again.
    pub cycles: MatterCycles,
    /// When working hours run.
    pub office_hours: OfficeHours,
}

/// The days by which something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dues {
    /// By when the family should have the answer.
    pub answer: Date,
    /// By when it should be solved.
    pub solution: Date,
}

impl Frozen {
    /// What the pack says of a matter of this theme; nothing where it lacks the limits.
    pub fn of(pack: &RulePack, process: &MatterProcess, theme: Theme) -> Option<Self> {
        let class = theme.limit_class();
        Some(Self {
            pack: pack.code.clone(),
            pack_version: pack.version,
            class,
            limits: *process.limits.get(&class)?,
            cycles: process.cycles,
            office_hours: process.office_hours,
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
            answer: calendar.due(now, self.limits.first_answer).date(),
            solution: calendar.due(now, self.limits.solution).date(),
        }
    }

    /// When a matter that goes round again is due: the family is promised the next answer within
    /// the limit of the solution, whose clock starts anew.
    pub fn next_dues(&self, calendar: &WorkingCalendar, now: Instant) -> Dues {
        let solution = calendar.due(now, self.limits.solution).date();
        Dues {
            answer: solution,
            solution,
        }
    }
}

/// The pack in force that speaks of matters, if one was approved.
pub fn pack_in_force(
    conn: &mut Conn,
    day: Date,
) -> Result<Option<(RulePack, MatterProcess)>, Fault> {
    let packs = org::packs_in_force(conn, day)?;
    Ok(packs.into_iter().find_map(|pack| {
        let process = pack.matters.clone()?;
        Some((pack, process))
    }))
}
