//! A matter with its whole way, as one reader may see it.

use tongyu_db::Conn;
use tongyu_shared::{
    feedback::types::MatterDetail,
    time::{Date, Instant},
};

use super::{
    delivery::delivery,
    frozen::Frozen,
    lines::Words,
    rows::{MatterRow, proposed_place},
    standing::{Standing, Subject},
    store,
    story::{self, Names},
};
use crate::{access::Actor, crypto::Keys, http::fault::Fault};

/// The matter of this row. The caller has checked that the reader may see it.
pub fn detail(
    conn: &mut Conn,
    keys: &Keys,
    actor: &Actor,
    row: &MatterRow,
    today: Date,
) -> Result<MatterDetail, Fault> {
    let standing = Standing::of(conn, actor, row, today)?;
    let words = Words::load(conn, keys, std::slice::from_ref(row))?;
    let events = store::events(conn, row.id.0)?;
    let names = Names {
        staff: store::staff_names(conn, &Names::accounts(row, &events))?,
        offices: store::node_names(conn, &Names::nodes(&events))?,
    };
    let cipher = words.cipher(row);
    let proposed_answer = match (&row.proposed_sealed, cipher) {
        (Some(sealed), Some(cipher)) => {
            Some(cipher.open(proposed_place(&row.id.to_string()), sealed)?)
        }
        _ => None,
    };
    let subject = Subject {
        now: row.now()?,
        cycles: Frozen::read(&row.limits)?.cycles,
        for_information: row.for_information,
        has_proposal: row.proposed_sealed.is_some(),
        delivery: delivery(conn, row)?,
    };
    Ok(MatterDetail {
        line: words.line(row, standing.name_shown())?,
        school: row.school_id.0,
        student: standing.own_class.then_some(row.student_id.0),
        text: words.body(row)?,
        author_name: names
            .staff(Some(row.author_id))
            .filter(|_| standing.own_class || !row.was_asked()),
        accepted_by: names.staff(row.accepted_by),
        proposed_answer,
        delivery: subject.delivery,
        solution_due_on: row
            .solution_due_at
            .filter(|_| !row.for_information)
            .map(|due| Instant::from_naive_utc(due).date()),
        timeline: story::timeline(row, &events, &names, cipher)?,
        actions: standing.actions(&subject),
        version: row.version,
    })
}
