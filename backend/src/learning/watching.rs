//! What the process keeps for watching: the way of reports into the database, how many watch at
//! present, and the numbers that hold, so that a report needs no query.

use std::sync::{PoisonError, RwLock};

use chrono::TimeDelta;
use tongyu_db::{Db, TableLock};
use tongyu_shared::{
    api::problem::ProblemCode,
    learning::{interval, rules::LearningRules},
    time::Instant,
};

use super::{sink::Sink, store, viewers::Viewers};
use crate::{http::fault::Fault, org};

/// Seconds after which the rule packs are asked again.
const RULES_AGE_S: i64 = 60;

/// See the module.
pub struct Watching {
    db: Db,
    sink: Sink,
    viewers: Viewers,
    rules: RwLock<Option<(Instant, LearningRules)>>,
}

impl Watching {
    /// The lock of a transaction that empties someone's record.
    pub const CLEARING: TableLock = store::CLEARING;

    /// For the watching that goes into `db`.
    pub fn new(db: Db) -> Self {
        Self {
            sink: Sink::new(db.clone()),
            db,
            viewers: Viewers::default(),
            rules: RwLock::default(),
        }
    }

    /// The way of reports into the database.
    pub const fn sink(&self) -> &Sink {
        &self.sink
    }

    /// The numbers of the first pack in force that speaks of watching. Without one nothing is
    /// recorded.
    pub async fn rules(&self, now: Instant) -> Result<LearningRules, Fault> {
        if let Some(known) = self.known(now) {
            return Ok(known);
        }
        let packs = self
            .db
            .read(move |conn| org::packs_in_force(conn, now.date()))
            .await?;
        let rules = packs.iter().find_map(|pack| pack.learning);
        let rules = rules.ok_or(ProblemCode::NoRulePack)?;
        *self.rules.write().unwrap_or_else(PoisonError::into_inner) = Some((now, rules));
        Ok(rules)
    }

    fn known(&self, now: Instant) -> Option<LearningRules> {
        let kept = *self.rules.read().unwrap_or_else(PoisonError::into_inner);
        let (at, rules) = kept?;
        let age = now.since(at);
        (age >= TimeDelta::zero() && age < TimeDelta::seconds(RULES_AGE_S)).then_some(rules)
    }

    /// Seconds to the next report of the phone that holds the ticket with this number.
    pub fn next_s(&self, nonce: u64, rules: &LearningRules, now: Instant) -> u32 {
        let viewers = self.viewers.seen(nonce, now);
        interval::next_s(viewers, rules, rand::random())
    }
}
