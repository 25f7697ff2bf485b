//! Where reports become durable: what queued while the last commit ran is merged and written in
//! one transaction, and answered after its commit. A report is answered or refused, never lost.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use tokio::sync::oneshot;
use tongyu_db::{Db, DbError};

use super::store::{self, Credit, Stored};
use crate::http::fault::{Fault, NOT_FOUND};

/// The most reports of one transaction.
const BATCH_MOST: usize = 256;
/// The fewest, however slow the database is.
const BATCH_LEAST: usize = 16;
/// The most work between two commits, so that other writers get their turn.
const WORK_MOST: Duration = Duration::from_millis(5);
/// The most reports that wait; more are told to come again.
const QUEUE_MOST: usize = 8_192;
/// A report that waited longer is told to come again: its phone has given up by then.
const WAIT_MOST: Duration = Duration::from_secs(10);

/// The way of reports into the database; clones share it.
#[derive(Clone)]
pub struct Sink {
    db: Db,
    queue: Arc<Mutex<Queue>>,
}

struct Queue {
    waiting: VecDeque<Waiting>,
    /// Whether someone writes at present.
    draining: bool,
    batch: usize,
}

struct Waiting {
    credit: Credit,
    since: Instant,
    answer: oneshot::Sender<Result<Stored, Fault>>,
}

impl Sink {
    /// A sink into `db`.
    pub fn new(db: Db) -> Self {
        Self {
            db,
            queue: Arc::new(Mutex::new(Queue {
                waiting: VecDeque::new(),
                draining: false,
                batch: BATCH_MOST,
            })),
        }
    }

    /// Stores a report; the answer says what is on the disk.
    pub async fn store(&self, credit: Credit) -> Result<Stored, Fault> {
        let (answer, stored) = oneshot::channel();
        let since = Instant::now();
        self.push(Waiting {
            credit,
            since,
            answer,
        })?;
        stored.await.unwrap_or(Err(DbError::Unavailable.into()))
    }

    fn push(&self, waiting: Waiting) -> Result<(), Fault> {
        let mut queue = self.lock();
        if queue.waiting.len() >= QUEUE_MOST {
            return Err(DbError::Busy.into());
        }
        queue.waiting.push_back(waiting);
        if !queue.draining {
            queue.draining = true;
            tokio::spawn(drain(self.clone()));
        }
        Ok(())
    }

    /// The next reports to write; none where nothing waits, and then nobody writes any more.
    fn next(&self) -> Option<Vec<Waiting>> {
        let mut queue = self.lock();
        if queue.waiting.is_empty() {
            queue.draining = false;
            return None;
        }
        let count = queue.batch.min(queue.waiting.len());
        Some(queue.waiting.drain(..count).collect())
    }

    /// Larger batches where there is time, smaller ones where the work takes long.
    fn learn(&self, took: Duration) {
        let mut queue = self.lock();
        queue.batch = if took > WORK_MOST {
            (queue.batch / 2).max(BATCH_LEAST)
        } else {
            (queue.batch * 2).min(BATCH_MOST)
        };
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whoever writes; where it is stopped, those who wait are told and the next report starts anew.
struct Draining {
    sink: Sink,
    ended: bool,
}

impl Drop for Draining {
    fn drop(&mut self) {
        if !self.ended {
            let mut queue = self.sink.lock();
            queue.draining = false;
            queue.waiting.clear();
        }
    }
}

async fn drain(sink: Sink) {
    let mut draining = Draining { sink, ended: false };
    let sink = &draining.sink;
    while let Some(batch) = sink.next() {
        let (fresh, stale): (Vec<_>, Vec<_>) = batch
            .into_iter()
            .partition(|waiting| waiting.since.elapsed() < WAIT_MOST);
        for waiting in stale {
            // A caller that hung up does not need to know.
            drop(waiting.answer.send(Err(DbError::Busy.into())));
        }
        write(sink, fresh).await;
    }
    draining.ended = true;
}

/// Writes a batch. Where one report cannot be stored, each is written alone, so that only that
/// one fails.
async fn write(sink: &Sink, batch: Vec<Waiting>) {
    let (credits, answers): (Vec<_>, Vec<_>) = batch
        .into_iter()
        .map(|waiting| (waiting.credit, waiting.answer))
        .unzip();
    let credits = Arc::new(credits);
    match commit(sink, credits.clone()).await {
        Ok(stored) => {
            for (answer, stored) in answers.into_iter().zip(stored) {
                drop(answer.send(Ok(stored)));
            }
        }
        Err(fault) if answers.len() == 1 || will_pass(&fault) => {
            let mut first = Some(fault);
            for answer in answers {
                let fault = first.take().unwrap_or(DbError::Unavailable.into());
                drop(answer.send(Err(fault)));
            }
        }
        Err(_) => {
            for (answer, credit) in answers.into_iter().zip(credits.iter()) {
                let stored = commit(sink, Arc::new(vec![credit.clone()])).await;
                let stored = stored.and_then(|mut one| {
                    one.pop()
                        .ok_or_else(|| Fault::internal("a report without its answer"))
                });
                drop(answer.send(stored));
            }
        }
    }
}

/// Whether the whole database is in trouble, and no single report is to blame.
fn will_pass(fault: &Fault) -> bool {
    matches!(fault, Fault::Db(DbError::Busy | DbError::Unavailable))
}

async fn commit(sink: &Sink, credits: Arc<Vec<Credit>>) -> Result<Vec<Stored>, Fault> {
    let write = move |tx: &mut tongyu_db::Tx<'_>| {
        let began = Instant::now();
        let stored = store::credit(tx, &credits)?;
        Ok::<_, Fault>((stored, began.elapsed()))
    };
    let written = sink.db.write_locked(store::REPORTING, write).await;
    let (stored, took) = written.map_err(gone)?;
    sink.learn(took);
    Ok(stored)
}

/// The film or the person was deleted since the ticket was given.
fn gone(fault: Fault) -> Fault {
    match fault {
        Fault::Db(error) if error.foreign_key_violation() => NOT_FOUND,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use actix_web::http::{StatusCode, header};
    use tokio::sync::oneshot::error::TryRecvError;
    use tongyu_db::DbConfig;
    use tongyu_shared::{
        Lang,
        ids::{AssetId, LessonId, PersonId, RequestId},
        learning::{covered::Covered, rules::LearningRules},
    };

    use super::*;

    type Answer = oneshot::Receiver<Result<Stored, Fault>>;

    fn sink() -> (tempfile::TempDir, Sink) {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("tongyu.db");
        let db = Db::open(&DbConfig::new(format!("sqlite://{}", file.display())));
        let db = db.expect("a database");
        (folder, Sink::new(db))
    }

    fn rules() -> LearningRules {
        LearningRules {
            complete_percent: 90,
            complete_percent_with_end: 80,
            last_s: 10,
            speed_percent_most: 200,
            grace_s: 10,
            report_s_least: 20,
            report_s_most: 300,
            jitter_percent: 20,
            reports_per_s: 2_000,
            ticket_hours: 6,
        }
    }

    fn report(since: Instant) -> (Waiting, Answer) {
        let at = "2026-11-23T19:00:00+08:00".parse().expect("an instant");
        let (answer, answered) = oneshot::channel();
        let credit = Credit {
            person: PersonId::new(),
            lesson: LessonId::new(),
            asset: AssetId::new(),
            issued_at: at,
            now: at,
            duration_s: 60,
            reported: Covered::of(&[[0, 9]]),
            seen: Covered::of(&[[0, 9]]),
            position_s: 9,
            position_before_s: 0,
            rules: rules(),
        };
        let waiting = Waiting {
            credit,
            since,
            answer,
        };
        (waiting, answered)
    }

    /// Told to come again, and when.
    #[track_caller]
    fn comes_again(fault: &Fault) {
        let answer = fault.respond(Lang::ZhCn, RequestId::new());
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
        let seconds = answer.headers().get(header::RETRY_AFTER);
        assert!(seconds.is_some_and(|seconds| seconds == "3"), "{seconds:?}");
    }

    #[test]
    fn who_comes_to_a_full_queue_is_told_to_come_again_and_nobody_in_it_is_lost() {
        let (_folder, sink) = sink();
        // Someone writes, and has not come back for more.
        sink.lock().draining = true;
        let push = || {
            let (waiting, answered) = report(Instant::now());
            sink.push(waiting).map(|()| answered)
        };
        let waiting: Vec<Answer> = (0..QUEUE_MOST)
            .map(|_| push().expect("there is room"))
            .collect();
        comes_again(&push().expect_err("the queue is full"));
        let taken = sink.next().expect("reports wait");
        assert_eq!(taken.len(), BATCH_MOST);
        push().expect("there is room again");
        drop(taken);
        for mut answer in waiting.into_iter().skip(BATCH_MOST) {
            let still = answer.try_recv();
            assert!(matches!(still, Err(TryRecvError::Empty)), "{still:?}");
        }
    }

    #[tokio::test]
    async fn a_report_that_waited_too_long_is_told_to_come_again_and_is_not_written() {
        let (_folder, sink) = sink();
        let now = Instant::now();
        let late = now.checked_sub(WAIT_MOST).expect("an instant");
        let ((old, told), (new, written)) = (report(late), report(now));
        // Both are taken together: nobody begins to write before this thread waits.
        sink.push(old).expect("there is room");
        sink.push(new).expect("there is room");
        comes_again(&told.await.expect("an answer").expect_err("too late"));
        // Its database has no tables: who is written hears of that.
        let fault = written.await.expect("an answer").expect_err("no tables");
        assert_eq!(fault.code().status(), 500, "{fault:?}");
    }
}
