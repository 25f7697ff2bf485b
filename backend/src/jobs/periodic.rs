//! What time makes due in the rooms. A room adds its line here.

use tongyu_db::Tx;

use super::stamp;
use crate::{
    app::App,
    feedback,
    http::{fault::Fault, input::Stamp},
    visits,
};

/// Closes one slice of what is silent; how many there were.
type Slice = fn(&mut Tx<'_>, &Stamp) -> Result<u32, Fault>;

/// The rooms' work, each called until it finds nothing more.
const WORK: &[Slice] = &[feedback::close_silences, visits::close_silences];

/// Does the rooms' work slice by slice, so that other writes pass between.
pub(super) async fn run(app: &App) -> Result<u32, Fault> {
    let mut closed = 0;
    for slice in WORK {
        loop {
            let now = app.clock.now();
            let found = app.db.write(move |tx| slice(tx, &stamp(now))).await?;
            if found == 0 {
                break;
            }
            closed += found;
        }
    }
    app.throttle.forget_idle();
    Ok(closed)
}
