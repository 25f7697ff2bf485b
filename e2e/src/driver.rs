//! Chromium and its driver: one of each per browser, on a free port and a profile of its own.

use std::{
    env,
    io::{BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, TcpStream},
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use anyhow::{Context, Result, bail};
use serde_json::json;
use thirtyfour::{CapabilitiesHelper, ChromeCapabilities, ChromiumLikeCapabilities, WebDriver};

use crate::process::Running;

/// What Chromium must be told to be quiet, alone and the same every time.
const FLAGS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--window-size=1280,900",
    "--accept-lang=zh-CN",
    "--lang=zh-CN",
];

/// How long a browser may take to end.
const FAREWELL: Duration = Duration::from_secs(10);

/// The driver's program. It ends its browser when it is told to end itself, which needs no
/// runtime and so works while a test panics.
pub struct Chromedriver {
    port: u16,
    _program: Running,
}

impl Chromedriver {
    /// Starts one on a port that it picks itself.
    ///
    /// # Errors
    /// When it is not installed (`cargo xtask test` installs it) or says no port.
    pub fn start() -> Result<Self> {
        let path = env::var("TONGYU_CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".into());
        let mut program = Running::start(
            Command::new(path)
                .arg("--port=0")
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        )?;
        let out = program
            .child()
            .stdout
            .take()
            .context("chromedriver has no output")?;
        let mut lines = BufReader::new(out);
        let port = port_said(&mut lines)?;
        // It writes on; an unread pipe would stop it once full.
        std::thread::spawn(move || lines.read_to_end(&mut Vec::new()));
        Ok(Self {
            port,
            _program: program,
        })
    }

    /// Opens a browser with its profile in a folder.
    ///
    /// # Errors
    /// When Chromium does not start.
    pub async fn open(&self, profile: &Path) -> Result<WebDriver> {
        let mut wishes = ChromeCapabilities::new();
        for flag in FLAGS {
            wishes.add_arg(flag)?;
        }
        wishes.add_arg(&format!("--user-data-dir={}", profile.display()))?;
        wishes.set("goog:loggingPrefs", json!({ "browser": "ALL" }))?;
        if let Ok(chromium) = env::var("TONGYU_CHROMIUM") {
            wishes.set_binary(&chromium)?;
        }
        let url = format!("http://127.0.0.1:{}", self.port);
        let driver = WebDriver::new(url, wishes)
            .await
            .context("no browser session")?;
        // The driver's program ends the session; the handle must not wait for it too.
        driver.clone().leak()?;
        Ok(driver)
    }

    fn shut_down(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(FAREWELL))?;
        let request = "GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
        stream.write_all(request.as_bytes())?;
        // The answer comes when the browser has ended.
        stream.read_exact(&mut [0; 12])
    }
}

impl Drop for Chromedriver {
    fn drop(&mut self) {
        if let Err(error) = self.shut_down() {
            eprintln!("a browser may be left over: {error}");
        }
    }
}

/// Reads on until the driver says which port it listens on.
fn port_said(lines: &mut impl BufRead) -> Result<u16> {
    let mut line = String::new();
    while lines.read_line(&mut line)? > 0 {
        if let Some((_, port)) = line
            .trim_end()
            .trim_end_matches('.')
            .rsplit_once("on port ")
            && let Ok(port) = port.parse()
            && port != 0
        {
            return Ok(port);
        }
        line.clear();
    }
    bail!("chromedriver ended without saying its port")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_the_one_that_was_picked_and_not_the_zero_that_was_asked_for() {
        let mut said: &[u8] = b"Starting ChromeDriver 150.0 on port 0\n\
            Only local connections are allowed.\n\
            ChromeDriver was started successfully on port 40913.\n";
        assert_eq!(port_said(&mut said).unwrap(), 40913);
        assert!(port_said(&mut said).is_err());
    }
}
