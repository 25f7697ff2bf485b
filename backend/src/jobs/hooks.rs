//! What follows in a room when a message was delivered.

use tongyu_db::Tx;
use tongyu_shared::ids::LinkId;

use crate::{
    feedback,
    http::{fault::Fault, input::Stamp},
    messages::{NewMessage, Template, links},
};

/// Tells the room that sent the message.
pub(super) fn delivered(tx: &mut Tx<'_>, message: &NewMessage, stamp: &Stamp) -> Result<(), Fault> {
    match (message.template, message.link) {
        (Template::MatterAnswered, Some(link)) => answered(tx, link, stamp),
        _ => Ok(()),
    }
}

fn answered(tx: &mut Tx<'_>, link: LinkId, stamp: &Stamp) -> Result<(), Fault> {
    let (subject, cycle) = links::subject(tx, link)?;
    let matter = subject.parse().map_err(Fault::internal)?;
    feedback::answer_delivered(tx, matter, cycle, stamp)
}
