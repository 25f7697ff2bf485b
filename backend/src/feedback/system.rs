//! What happens to matters without a person: answers arrive, silence ends.

use tongyu_db::Tx;
use tongyu_shared::ids::MatterId;

use crate::http::{fault::Fault, input::Stamp};

/// The gateway took the answer of this cycle: from now on the family has its say. An answer that
/// has moved on since is left as it is.
pub fn answer_delivered(
    _tx: &mut Tx<'_>,
    _matter: MatterId,
    _cycle: i32,
    _stamp: &Stamp,
) -> Result<(), Fault> {
    Err(Fault::internal("being written"))
}

/// Closes some answered matters on which the family said nothing for the days that the rule pack
/// names, counted apart. Gives how many; call it again until it gives none.
pub fn close_silences(_tx: &mut Tx<'_>, _stamp: &Stamp) -> Result<u32, Fault> {
    Err(Fault::internal("being written"))
}
