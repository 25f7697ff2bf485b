//! What someone reaches with matters: what the rights open, and apart from it what parents told the
//! head teacher alone.

use tongyu_shared::access::{Action, Role};

use crate::access::{Actor, Scope};

/// The reach of someone.
#[derive(Clone, Debug)]
pub struct Reach {
    /// Where matters are open to them.
    pub open: Scope,
    /// The classes whose head teacher they are today: nobody else reads what was told to her alone,
    /// whatever else they may.
    pub confided: Scope,
}

impl Reach {
    /// Asks the grants of someone.
    pub fn of(actor: &Actor) -> Self {
        Self {
            open: actor.scope(Action::MatterRead),
            confided: confided(actor),
        }
    }
}

/// The classes whose head teacher this is today.
pub fn confided(actor: &Actor) -> Scope {
    Scope::of(
        actor
            .grants
            .iter()
            .filter(|grant| grant.role == Role::HeadTeacher),
    )
}
