//! What the server does by itself: delivers messages, seals the audit log, closes what is silent.
//! A commit wakes it; a slow tick finds what time has made due.

mod deliver;
mod hooks;
mod periodic;
mod seal;

use std::time::Duration;

use tokio::task::JoinHandle;
use tongyu_shared::time::Instant;

pub use deliver::deliver_through;

use crate::{
    app::App,
    http::{fault::Fault, input::Stamp},
};

/// How often to look for what time has made due.
const TICK: Duration = Duration::from_secs(30);
/// After a round, commits gather for this long: many commits cost one round.
const PAUSE: Duration = Duration::from_millis(200);

/// What a round did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ran {
    /// Messages that the gateway took.
    pub delivered: u32,
    /// Messages that were put off to another try.
    pub put_off: u32,
    /// Messages that were given up.
    pub failed: u32,
    /// Places added to the audit chain.
    pub sealed: i64,
    /// Visits and matters that silence closed, and uploads that nobody wrote in time.
    pub timed_out: u32,
    /// Messages that wait because the site has no gateway.
    pub waiting: i64,
    /// Jobs that failed. The others were done all the same.
    pub faults: u32,
}

impl Ran {
    /// Takes a job's result; a failure is logged and keeps no other job from its work.
    fn take<T>(&mut self, job: &'static str, done: Result<T, Fault>) -> Option<T> {
        match done {
            Ok(result) => Some(result),
            Err(fault) => {
                fault.log_of_job(job);
                self.faults += 1;
                None
            }
        }
    }
}

/// Does everything that is due now.
pub async fn run_once(app: &App) -> Ran {
    let mut ran = Ran::default();
    periodic::run(app, &mut ran).await;
    after_commit(app, &mut ran).await;
    let waiting = deliver::waiting_for_a_gateway(app).await;
    ran.waiting = ran.take("waiting", waiting).unwrap_or(0);
    ran
}

/// What a commit may have made due. Writes nothing where nothing is due, so that it does not wake
/// itself for ever.
async fn after_commit(app: &App, ran: &mut Ran) {
    let delivered = deliver::run(app, ran).await;
    ran.take("deliver", delivered);
    let sealed = seal::run(app).await;
    ran.sealed += ran.take("seal", sealed).unwrap_or(0);
}

/// Runs the jobs until the handle is aborted. A failure is logged and tried again.
pub fn spawn(app: App) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut committed = app.db.committed();
        let mut tick = tokio::time::interval(TICK);
        tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut told = 0;
        loop {
            // The database never hangs up first: `app` holds it.
            let ran = tokio::select! {
                _ = tick.tick() => run_once(&app).await,
                Ok(()) = committed.changed() => {
                    let mut ran = Ran::default();
                    after_commit(&app, &mut ran).await;
                    ran
                }
            };
            tracing::debug!(?ran, "jobs");
            if ran.waiting > told {
                told = ran.waiting;
                tracing::warn!(waiting = told, "no message gateway: messages wait");
            }
            tokio::time::sleep(PAUSE).await;
        }
    })
}

/// The stamp of what the server does by itself.
fn stamp(now: Instant) -> Stamp {
    Stamp {
        now,
        request: None,
        account: None,
    }
}
