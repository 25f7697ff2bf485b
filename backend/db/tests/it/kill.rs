//! What was acknowledged survives `kill -9` of the server.
//!
//! This proves that an answer waits for its commit; what it cannot prove is a power cut, for
//! which the settings are asserted.

use std::collections::HashSet;
use std::env;
use std::io::{BufRead, BufReader, Write, stdout};
use std::process::{Command, Stdio};
use std::thread;

use diesel::connection::SimpleConnection;
use tongyu_db::{Db, DbConfig};

use crate::kit::{ids, insert};

const CHILD: &str = "TONGYU_DB_KILL_CHILD";
const WRITERS: usize = 8;
const ACKNOWLEDGED: usize = 300;

/// The child: writes until it is killed, and says each answer aloud.
#[test]
#[ignore = "the child process of the test below"]
fn write_until_killed() {
    let db = Db::open(&DbConfig::new(env::var(CHILD).unwrap())).unwrap();
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let db = db.clone();
            thread::spawn(move || {
                for n in 0_u32.. {
                    let id = format!("{writer}-{n}");
                    let line = format!("\nack {id}\n");
                    db.write_blocking(move |tx| insert(tx, &id)).unwrap();
                    stdout().lock().write_all(line.as_bytes()).unwrap();
                }
            })
        })
        .collect();
    for writer in writers {
        writer.join().unwrap();
    }
}

#[tokio::test]
async fn acknowledged_writes_survive_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("killed.db").display());
    let db = Db::open(&DbConfig::new(&url)).unwrap();
    db.maintain(|c| Ok(c.batch_execute("CREATE TABLE account (id TEXT PRIMARY KEY)")?))
        .await
        .unwrap();
    drop(db);

    let mut child = Command::new(env::current_exe().unwrap())
        .args([
            "--exact",
            "kill::write_until_killed",
            "--ignored",
            "--nocapture",
        ])
        .env(CHILD, &url)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut acknowledged = HashSet::new();
    let mut take = |line: &str| {
        if let Some(id) = line.strip_prefix("ack ") {
            acknowledged.insert(id.to_owned());
        }
        acknowledged.len()
    };
    for line in lines.by_ref() {
        if take(&line.unwrap()) >= ACKNOWLEDGED {
            break;
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let rest: Vec<String> = lines.map(Result::unwrap).collect();
    // The last line may be cut off; every other one was said whole, and so was acknowledged.
    let whole = rest.len().saturating_sub(1);
    for line in rest.iter().take(whole) {
        take(line);
    }

    let db = Db::open(&DbConfig::new(&url)).unwrap();
    let kept: HashSet<String> = ids(&db).await.into_iter().collect();
    let lost: Vec<_> = acknowledged.difference(&kept).collect();
    assert!(acknowledged.len() >= ACKNOWLEDGED);
    assert!(lost.is_empty(), "lost {lost:?}");
}
