//! Of whom learning is recorded.

use tongyu_db::{Conn, Tx};
use tongyu_shared::{
    ids::PersonId,
    time::{Date, Instant},
};

use super::store;
use crate::{access::Actor, http::fault::Fault, org::joining};

/// Whether what someone watches and tries is recorded. The notice says that this rests on her consent:
/// nothing is where none stands, nor after it was taken back, nor once her last child has left school.
/// Staff who never joined for a child were shown no notice and keep a record of their own, which
/// nobody but themselves is shown; who ever joined is judged by her consent alone, whatever her post.
pub fn is_recorded(conn: &mut Conn, who: &Actor, today: Date) -> Result<bool, Fault> {
    if joining::has_agreed(conn, who.person, today)? {
        return Ok(true);
    }
    Ok(!who.grants.is_empty() && !joining::ever_agreed(conn, who.person)?)
}

/// Where no consent of hers stands any more, what her open pages still report is not stored; what is
/// there stays hers. Under [`super::Watching::CLEARING`].
pub fn stop_unless_agreed(tx: &mut Tx<'_>, who: PersonId, now: Instant) -> Result<(), Fault> {
    if joining::has_agreed(tx, who, now.date())? {
        return Ok(());
    }
    store::end_tickets(tx, who, now)
}
