//! `cargo xtask shots`: photographs the screens of a demo city that always shows the same day.

use crate::command::{self, cargo, run};
use crate::start::{build_server, demo_command};
use crate::test::needs::{self, Need};
use crate::{interrupt, network, places, web};
use anyhow::{Context, Result, bail};
use std::net::{Ipv4Addr, TcpStream};
use std::process::Child;
use std::thread;
use std::time::Duration;

/// A Monday evening in term, when a head teacher writes up her visits.
const EVENING: &str = "2026-11-23T19:00:00+08:00";

/// Options of `shots`.
#[derive(clap::Args)]
pub struct Args {
    /// Passed to the photographer: which screens, where to put the pictures
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    rest: Vec<String>,
}

/// Builds, serves a fresh demo city on a fixed clock, and runs the photographer against it.
pub fn shots(args: &Args) -> Result<()> {
    needs::install(&[Need::Wasm, Need::Browser])?;
    web::ensure(web::Flavour::Release)?;
    build_server(false)?;
    let folder = tempfile::tempdir().context("no temporary folder")?;
    let port = network::free_port()?;
    let mut demo = demo_command(&places::server(false), port, folder.path());
    let mut server = Served(command::start(demo.env("TONGYU_CLOCK", EVENING))?);
    server.wait_until_open(port)?;
    let mut photographer = cargo();
    photographer
        .args(["run", "-p", "tongyu-e2e", "--bin", "shots", "--"])
        .args(&args.rest)
        .env("TONGYU_BIN", places::server(false))
        .env("TONGYU_URL", format!("http://127.0.0.1:{port}"));
    run(&mut photographer)
}

/// A running server that ends with its owner.
struct Served(Child);

impl Served {
    fn wait_until_open(&mut self, port: u16) -> Result<()> {
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if let Some(status) = self.0.try_wait()? {
                bail!("the demo server ended before it served ({status})");
            }
            if interrupt::asked_to_stop() {
                bail!("stopped on request");
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // Its data is thrown away with the folder, so there is nothing to stop gracefully for.
        if let Err(error) = self.0.kill().and_then(|()| self.0.wait()) {
            eprintln!("the demo server could not be stopped: {error}");
        }
    }
}
