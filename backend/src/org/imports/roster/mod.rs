//! Writing a roster: what the school has is read once, a plan is made of the difference, and the
//! plan is written in batches. A pupil who is not on the roster stays as he is.

mod family;
mod guardian;
mod known;
mod log;
mod plan;
#[cfg(test)]
mod plan_tests;
mod write;

pub(super) use known::classes;

use tongyu_db::Tx;
use tongyu_shared::org::import::ApplyReport;

use super::school::ImportSchool;
use crate::{
    crypto::Keys,
    http::{fault::Fault, input::Stamp},
    org::sheet::PupilRow,
};

/// Writes the accepted rows of a roster.
pub fn apply(
    tx: &mut Tx<'_>,
    keys: &Keys,
    school: &ImportSchool,
    rows: &[PupilRow],
    stamp: &Stamp,
) -> Result<ApplyReport, Fault> {
    let known = known::load(tx, keys, school, rows)?;
    let since = school.year.first_day().unwrap_or(school.today);
    let day = plan::Days {
        today: school.today,
        since,
    };
    let plan = plan::make(rows, &known, school.id, day, &|phone| {
        keys.phone_hash(phone)
    });
    write::write(tx, keys, school, &known, &plan, stamp)?;
    Ok(plan.report)
}
