//! Joining: a family's invitation, what was agreed to, and who may say yes to a carer.

use serde::{Deserialize, Serialize};

use crate::{ids::PersonId, time::Date, wire_enum::wire_enum};

/// Which text of the notice people agree to; it changes with the sentences `notice_*` of
/// `locales/*/joining.json`, and stands in every consent.
pub const NOTICE_VERSION: &str = "2026-11";

wire_enum! {
    /// As what someone agreed.
    pub enum ConsentAs {
        /// 监护人.
        Guardian = "guardian",
        /// 受孩子父母委托照护.
        Carer = "carer",
    }
}

impl ConsentAs {
    /// Who may decide for the child agrees as guardian; whoever else looks after it, as carer.
    pub const fn of(may_decide: bool) -> Self {
        if may_decide {
            Self::Guardian
        } else {
            Self::Carer
        }
    }
}

/// A family's invitation, to be sent by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FamilyInvitation {
    /// The address of its page, in full.
    pub url: String,
    /// The last day on which it opens.
    pub until: Date,
    /// Messages that went out now to guardians who have a phone and had none today.
    pub messages: u32,
}

/// What inviting a class did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClassInvited {
    /// Families that got at least one message now.
    pub families: u32,
    /// Messages that went out now.
    pub messages: u32,
    /// Families of which someone has joined.
    pub joined: u32,
    /// Families that were invited today already.
    pub invited_today: u32,
    /// Families that nobody can reach by phone.
    pub without_phone: u32,
}

/// How many families of a class have joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClassJoined {
    /// Families of the class.
    pub families: u32,
    /// Families of which someone has joined.
    pub joined: u32,
}

/// Who of a family has joined, and whether it can be joined by link; nothing else of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FamilyJoined {
    /// Guardians and carers who joined for this child.
    pub people: Vec<PersonId>,
    /// The last day on which the family's link opens, where there is one.
    pub link_until: Option<Date>,
}
