//! Who asks, when, and in which language: what every use case of this room needs.

use tongyu_db::Conn;
use tongyu_shared::{
    Lang,
    access::Action,
    api::problem::ProblemCode,
    ids::{ApplicationId, CohortId, PersonId},
    text::certification as texts,
    time::Date,
};

use super::{
    rows::{ApplicationRow, CohortRow},
    store,
};
use crate::{
    access::Actor,
    crypto::Keys,
    http::{
        fault::{Fault, NOT_FOUND},
        input::Stamp,
    },
};

/// Who asks, when, and in which language.
#[derive(Clone)]
pub struct Caller {
    /// The site's keys.
    pub keys: Keys,
    /// Who.
    pub actor: Actor,
    /// When, and in which request.
    pub stamp: Stamp,
    /// The reader's language.
    pub lang: Lang,
    /// The version that a change is based on, where the request names one.
    pub base: Option<i32>,
}

impl Caller {
    /// Today in China.
    pub fn today(&self) -> Date {
        self.stamp.now.date()
    }

    /// The version that this change is based on; 428 where the request names none.
    pub fn base(&self) -> Result<i32, Fault> {
        self.base.ok_or(ProblemCode::VersionMissing.into())
    }

    /// Refuses a step in the asking person's own cause, whatever roles they hold: nobody judges
    /// themselves, enters evidence for themselves, or chooses who judges them (domain.md §5).
    pub fn not_in_own_cause(&self, whose: PersonId) -> Result<(), Fault> {
        if self.actor.person == whose {
            Err(ProblemCode::OwnCause.into())
        } else {
            Ok(())
        }
    }

    /// The same for one row of many: why it is refused, in words.
    pub fn row_not_in_own_cause(&self, whose: PersonId) -> Result<(), String> {
        self.not_in_own_cause(whose)
            .map_err(|_| texts::row_own_cause(self.lang).to_owned())
    }

    /// An application within reach of an action; 404 where there is none.
    pub fn application(
        &self,
        conn: &mut Conn,
        action: Action,
        id: ApplicationId,
    ) -> Result<ApplicationRow, Fault> {
        store::application_visible(conn, &self.actor.scope(action), id)?.ok_or(NOT_FOUND)
    }

    /// A cohort within reach of an action; 404 where there is none.
    pub fn cohort(
        &self,
        conn: &mut Conn,
        action: Action,
        id: CohortId,
    ) -> Result<CohortRow, Fault> {
        store::cohort(conn, &self.actor.scope(action), id)?.ok_or(NOT_FOUND)
    }

    /// Whether a place lies within reach of an action.
    pub fn reaches(
        &self,
        conn: &mut Conn,
        action: Action,
        row: &ApplicationRow,
    ) -> Result<bool, Fault> {
        let scope = self.actor.scope(action);
        Ok(store::application_visible(conn, &scope, row.id.0)?.is_some())
    }
}
