//! Where an answer is between the school and the family.

use tongyu_db::Conn;
use tongyu_shared::{
    feedback::{state::MatterState, types::Delivery},
    messages::LinkPurpose,
};

use super::rows::MatterRow;
use crate::{
    http::fault::Fault,
    messages::{OnItsWay, way_of},
};

/// Where the answer is that was given last; nothing where none was given, or the family has it.
pub fn delivery(conn: &mut Conn, row: &MatterRow) -> Result<Option<Delivery>, Fault> {
    if row.state.0 != MatterState::Answered {
        return Ok(None);
    }
    let subject = row.id.to_string();
    let found = way_of(conn, LinkPurpose::MatterAnswer, &subject, row.cycle)?;
    Ok(Some(match found {
        Some(OnItsWay::Waiting) => Delivery::Waiting,
        Some(OnItsWay::Failed) => Delivery::Failed,
        // What was delivered before belongs to an answer that was handed back since.
        Some(OnItsWay::Delivered) | None => Delivery::Nobody,
    }))
}
