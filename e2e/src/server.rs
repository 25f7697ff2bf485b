//! A demo city of its own for each journey: the real binary on a free port, with its data in a
//! folder that is thrown away, always on the same evening. Its clock stands still, so that pages
//! say the same whenever they are opened; where time itself matters, it goes on from there.

use std::{
    env,
    fs::{self, File},
    io::{Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::{
    process::Running,
    wait::{Found, until},
};

/// A Monday evening in week 13 of the term, when a head teacher writes up her visits.
pub const EVENING: &str = "2026-11-23T19:00:00+08:00";

/// Making the city takes longer than opening a page.
const PATIENCE: Duration = Duration::from_mins(1);

/// The option of a clock that stands still.
const STANDING: &str = "--fixed-clock";
/// The option of a clock that goes on.
const RUNNING: &str = "--clock-from";

/// A city that is being served.
pub struct City {
    folder: TempDir,
    port: u16,
    /// The option, and when it is.
    clock: (&'static str, String),
    server: Option<Running>,
}

impl City {
    /// Makes a city where it stays evening, and serves it.
    ///
    /// # Errors
    /// When the binary is missing or does not get ready; with what it wrote.
    pub async fn start() -> Result<Self> {
        Self::start_with(STANDING).await
    }

    /// Makes a city where the evening goes on as real time passes, and serves it. Served again, its
    /// evening begins anew.
    ///
    /// # Errors
    /// When the binary is missing or does not get ready; with what it wrote.
    pub async fn start_as_time_passes() -> Result<Self> {
        Self::start_with(RUNNING).await
    }

    async fn start_with(clock: &'static str) -> Result<Self> {
        let folder = tempfile::tempdir().context("no temporary folder")?;
        let mut city = Self {
            folder,
            port: free_port()?,
            clock: (clock, EVENING.to_owned()),
            server: None,
        };
        city.start_again().await?;
        Ok(city)
    }

    /// Its address, without a slash at the end.
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Kills the server in the middle of whatever it does.
    ///
    /// # Errors
    /// When it cannot be ended.
    pub fn kill(&mut self) -> Result<()> {
        match self.server.take() {
            Some(mut server) => server.kill(),
            None => Ok(()),
        }
    }

    /// Ends the server and serves the same data at another moment: days have passed.
    ///
    /// # Errors
    /// When the binary is missing or does not get ready; with what it wrote.
    pub async fn go_on_at(&mut self, clock: &str) -> Result<()> {
        self.kill()?;
        clock.clone_into(&mut self.clock.1);
        self.start_again().await
    }

    /// Serves the same data on the same port, as after a power cut.
    ///
    /// # Errors
    /// When the binary is missing or does not get ready; with what it wrote.
    pub async fn start_again(&mut self) -> Result<()> {
        let log = self.folder.path().join("server.log");
        let out = File::options().create(true).append(true).open(&log)?;
        let mut server = Running::start(
            Command::new(binary())
                .arg("demo")
                .args(["--port", &self.port.to_string()])
                .arg("--data")
                .arg(self.folder.path().join("data"))
                .args([self.clock.0, &self.clock.1])
                .stdout(out.try_clone()?)
                .stderr(out),
        )?;
        let ready = until(PATIENCE, async || {
            server.must_run()?;
            Ok(if is_ready(self.port) {
                Found::Yes(())
            } else {
                Found::NotYet("the server is not ready".into())
            })
        })
        .await;
        ready.with_context(|| format!("the server wrote:\n{}", tail(&log)))?;
        self.server = Some(server);
        Ok(())
    }
}

/// `TONGYU_BIN`, or what `cargo build -p tongyu` makes.
fn binary() -> PathBuf {
    env::var_os("TONGYU_BIN").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/debug/tongyu"),
        PathBuf::from,
    )
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port")?;
    Ok(listener.local_addr()?.port())
}

/// Whether `/readyz` says 200; a plain request, because a client would be a dependency.
fn is_ready(port: u16) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_read_timeout(Some(Duration::from_secs(2)))?;
        stream
            .write_all(b"GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")?;
        let mut status = [0; 12];
        stream.read_exact(&mut status)?;
        Ok(status.ends_with(b" 200"))
    };
    ask().is_ok_and(|ready| ready)
}

/// The last lines of a log.
fn tail(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_else(|error| error.to_string());
    let lines: Vec<_> = text.lines().collect();
    lines[lines.len().saturating_sub(20)..].join("\n")
}
