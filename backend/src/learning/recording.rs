//! Of whom learning is recorded.

use tongyu_db::Conn;

use crate::{access::Actor, http::fault::Fault, org::joining};

/// Whether what someone watches and tries is recorded: the notice says that this rests on her
/// consent, so that nothing is where none stands, nor after it was taken back. Staff are asked for
/// none: who holds a post keeps a record of her own, which nobody but herself is shown.
pub fn is_recorded(conn: &mut Conn, who: &Actor) -> Result<bool, Fault> {
    Ok(!who.grants.is_empty() || joining::has_agreed(conn, who.person)?)
}
