//! What time makes due in the rooms. A room adds its line here.

use tongyu_db::Tx;

use super::{Ran, stamp};
use crate::{
    app::App,
    feedback,
    http::{fault::Fault, input::Stamp},
    org, visits,
};

/// Does one slice of what is due; how many there were.
type Slice = fn(&mut Tx<'_>, &Stamp) -> Result<u32, Fault>;

/// The rooms' work, each called until it finds nothing more.
const WORK: &[(&str, Slice)] = &[
    ("feedback.close_silences", feedback::close_silences),
    ("visits.close_silences", visits::close_silences),
    ("org.forget_unwritten", org::imports::forget_unwritten),
    ("joining.forget_unproved", org::joining::forget_unproved),
];

/// Does the rooms' work.
pub(super) async fn run(app: &App, ran: &mut Ran) {
    for (job, slice) in WORK {
        let done = run_slices(app, *slice).await;
        ran.timed_out += ran.take(job, done).unwrap_or(0);
    }
    app.throttle.forget_idle();
}

/// Slice by slice, so that other writes pass between.
async fn run_slices(app: &App, slice: Slice) -> Result<u32, Fault> {
    let mut done = 0;
    loop {
        let now = app.clock.now();
        let found = app.db.write(move |tx| slice(tx, &stamp(now))).await?;
        if found == 0 {
            return Ok(done);
        }
        done += found;
    }
}
