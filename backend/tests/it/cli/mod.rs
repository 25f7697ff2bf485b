//! The command line, run as the binary that operators run.

mod api_pages;
mod calendar;
mod granting;
mod importing;
mod packs;
#[cfg(unix)]
mod samples;
mod setting_up;
mod stopping;

use std::{
    path::Path,
    process::{Command, Output},
};

use diesel::prelude::*;
use tongyu_db::{Conn, Db, DbConfig, DbError, schema::audit_entry};

use crate::kit::databases::{Scratch, empty_both, empty_sqlite};

/// A folder to run the binary in, with its database.
struct Place {
    folder: tempfile::TempDir,
    database: Scratch,
}

/// What a run said and answered.
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Place {
    /// Empty databases of both kinds; PostgreSQL where there is a cluster.
    fn on_both() -> Vec<Self> {
        empty_both().map(Self::on).collect()
    }

    fn on_sqlite() -> Self {
        Self::on(empty_sqlite())
    }

    fn on(database: Scratch) -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            database,
        }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The binary in this folder, on this database, with an https address and nothing else set.
    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tongyu"));
        command
            .current_dir(self.path())
            .env_clear()
            .env("TONGYU_DATABASE_URL", self.database.url())
            .env("TONGYU_PUBLIC_ORIGIN", "https://jy.example.cn")
            .args(args);
        command
    }

    fn run(&self, args: &[&str]) -> Ran {
        Ran::of(&mut self.command(args))
    }

    /// Writes the example's site file and sets the site up with it.
    fn init(&self) -> Ran {
        self.write(
            "site.toml",
            include_str!("../../../../docs/site.example.toml"),
        );
        self.run(&["init", "site.toml"])
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path().join(name), text).expect("a file");
    }
}

/// How often the log of a place tells an action.
fn told(place: &Place, action: &'static str) -> i64 {
    let db = Db::open(&DbConfig::new(place.database.url())).expect("the database opens");
    let count = |conn: &mut Conn| {
        let entries = audit_entry::table.filter(audit_entry::action.eq(action));
        Ok::<i64, DbError>(entries.count().get_result(conn)?)
    };
    db.read_blocking(count).expect("a count")
}

impl Ran {
    fn of(command: &mut Command) -> Self {
        let Output {
            status,
            stdout,
            stderr,
        } = command.output().expect("the binary runs");
        let text = |bytes| String::from_utf8(bytes).expect("text");
        Self {
            code: status.code(),
            out: text(stdout),
            err: text(stderr),
        }
    }

    /// The run must have done what was asked.
    #[track_caller]
    fn ok(&self) -> &str {
        assert_eq!(self.code, Some(0), "{}{}", self.out, self.err);
        &self.out
    }

    /// The run must have refused, naming each of these.
    #[track_caller]
    fn refused(&self, told: &[&str]) {
        assert_eq!(self.code, Some(1), "{}{}", self.out, self.err);
        for part in told {
            assert!(self.err.contains(part), "{part}: {}", self.err);
        }
    }
}
