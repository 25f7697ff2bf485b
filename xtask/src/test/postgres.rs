//! A PostgreSQL of our own in a temporary folder, gone when the tests are over.

use crate::account::{Account, is_root};
use crate::command::{find, output_of};
use crate::{interrupt, network};
use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The name of the variable by which tests find a server.
const VARIABLE: &str = "TONGYU_TEST_POSTGRES";
const START_WITHIN: Duration = Duration::from_secs(30);
/// As durable as a city's server, because readiness is tested too. Messages in English, because
/// deadlocks are told apart by their text.
const SETTINGS: [&str; 8] = [
    "fsync=on",
    "synchronous_commit=on",
    "full_page_writes=off",
    "max_connections=200",
    "shared_buffers=256MB",
    "lc_messages=C",
    "timezone=UTC",
    "listen_addresses=127.0.0.1",
];

/// A running server.
pub struct Cluster {
    server: Child,
    tools: Tools,
    folder: TempDir,
    port: u16,
}

impl Cluster {
    /// Makes a cluster and waits until it answers.
    ///
    /// # Errors
    /// When PostgreSQL is missing or does not start; its log is printed.
    pub fn start() -> Result<Self> {
        let tools = Tools::find()?;
        let folder = tempfile::tempdir().context("no temporary folder")?;
        if let Some(user) = tools.user {
            chown(folder.path(), Some(user.uid), Some(user.gid))
                .context("cannot give the folder to PostgreSQL's user")?;
        }
        let data = folder.path().join("data");
        let mut initdb = tools.command("initdb");
        initdb.args([
            "--auth=trust",
            "--username=tongyu",
            "--encoding=UTF8",
            "--no-sync",
        ]);
        output_of(initdb.arg("--locale=C.UTF-8").arg("-D").arg(&data))?;
        let port = network::free_port()?;
        let log = File::create(folder.path().join("log")).context("cannot write a log")?;
        let mut postgres = tools.command("postgres");
        postgres.arg("-D").arg(&data).arg("-k").arg(folder.path());
        postgres.arg("-p").arg(port.to_string());
        for setting in SETTINGS {
            postgres.args(["-c", setting]);
        }
        let server = postgres
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .context("cannot start PostgreSQL")?;
        let mut cluster = Self {
            server,
            tools,
            folder,
            port,
        };
        cluster.wait_until_ready()?;
        println!("PostgreSQL answers on port {port}");
        Ok(cluster)
    }

    /// Tells the command where the server is.
    pub fn offer<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.env(
            VARIABLE,
            format!("postgres://tongyu@127.0.0.1:{}/postgres", self.port),
        )
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let begun = Instant::now();
        loop {
            let mut ask = self.tools.command("pg_isready");
            ask.args(["-q", "-h", "127.0.0.1", "-p"])
                .arg(self.port.to_string());
            if ask.status().context("cannot ask PostgreSQL")?.success() {
                return Ok(());
            }
            if interrupt::asked_to_stop() {
                bail!("stopped on request");
            }
            let ended = self.server.try_wait()?;
            if ended.is_some() || begun.elapsed() > START_WITHIN {
                let log = fs::read_to_string(self.folder.path().join("log"))?;
                bail!("PostgreSQL did not start:\n{log}");
            }
            thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // Ctrl-C in a terminal reaches the server too, and it has stopped by itself.
        if matches!(self.server.try_wait(), Ok(Some(_))) {
            return;
        }
        let data = self.folder.path().join("data");
        let mut stop = self.tools.command("pg_ctl");
        let stopped = output_of(
            stop.args(["stop", "--mode=immediate", "-s", "-D"])
                .arg(data),
        );
        if let Err(error) = stopped {
            eprintln!("PostgreSQL could not be stopped: {error:#}");
        }
        if let Err(error) = self.server.wait() {
            eprintln!("PostgreSQL could not be waited for: {error}");
        }
    }
}

/// PostgreSQL's programs and the user who runs them.
struct Tools {
    folder: PathBuf,
    user: Option<Account>,
}

impl Tools {
    fn find() -> Result<Self> {
        let folder = programs().context("PostgreSQL is not installed")?;
        // The server refuses to run as root.
        let user = if is_root()? {
            Some(Account::named("postgres")?)
        } else {
            None
        };
        Ok(Self { folder, user })
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.folder.join(program));
        if let Some(user) = self.user {
            command.uid(user.uid).gid(user.gid);
        }
        // Where the programs are started from must be readable for their user.
        command.current_dir("/");
        command
    }
}

/// The folder of PostgreSQL's programs: Debian keeps them off the `PATH`, by version.
pub fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    let newest = versions
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let version: u32 = path.file_name()?.to_str()?.parse().ok()?;
            path.join("bin/initdb")
                .is_file()
                .then(|| (version, path.join("bin")))
        })
        .max();
    newest
        .map(|(_, folder)| folder)
        .or_else(|| find("initdb")?.parent().map(Path::to_owned))
}
