//! Who of the demo's families has joined, and whose invitation lies unread on the phone.

use tongyu_db::Tx;
use tongyu_shared::time::Instant;

use super::{
    builder::{Builder, phone},
    label,
};
use crate::{
    http::{fault::Fault, input::Stamp},
    identity::people::{NewAccount, add_accounts},
    org::joining,
};

/// A mother of two who has joined for both.
pub const MOTHER: &str = "何娟";
/// Her children.
pub const CHILDREN: [&str; 2] = ["李一涵", "李一诺"];
/// Her phone's last four digits.
const PHONE: u16 = 1003;
/// The child whose family has been invited and has not joined.
const INVITED: &str = "王小明";

/// Lets the mother join.
pub fn plant(builder: &mut Builder<'_, '_>) -> Result<(), Fault> {
    let person = label::person(&format!("{}/mother", CHILDREN[0]));
    let account = NewAccount {
        id: label::account(MOTHER),
        person,
        phone: Some(phone(PHONE)?),
    };
    add_accounts(builder.tx, builder.keys, &[account], builder.now)?;
    for child in CHILDREN {
        joining::agree(
            builder.tx,
            person,
            label::student(child),
            true,
            &stamp(builder.now),
        )?;
    }
    Ok(())
}

/// Sends the invitations.
pub fn invite(tx: &mut Tx<'_>, now: Instant) -> Result<(), Fault> {
    joining::invite(tx, &[label::student(INVITED)], &stamp(now)).map(drop)
}

fn stamp(now: Instant) -> Stamp {
    Stamp {
        now,
        request: None,
        account: None,
    }
}
