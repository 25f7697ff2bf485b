//! How large and how long a film may be on a day.

use tongyu_db::Conn;
use tongyu_shared::{api::problem::ProblemCode, time::Date};

use super::film::Limits;
use crate::{http::fault::Fault, org};

/// What the packs in force say of films; where several do, the strictest number wins. Without an
/// approved pack nothing is taken: [`ProblemCode::NoRulePack`].
pub fn limits(conn: &mut Conn, day: Date) -> Result<Limits, Fault> {
    let packs = org::packs_in_force(conn, day)?;
    let rules = || packs.iter().filter_map(|pack| pack.courses.as_ref());
    let max_mb = rules().map(|rules| rules.film_max_mb).min();
    let max_minutes = rules().map(|rules| rules.film_max_minutes).min();
    match (max_mb, max_minutes) {
        (Some(max_mb), Some(max_minutes)) => Ok(Limits {
            max_mb: max_mb.into(),
            max_minutes: max_minutes.into(),
        }),
        _ => Err(ProblemCode::NoRulePack.into()),
    }
}
