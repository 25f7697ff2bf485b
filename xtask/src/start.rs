//! `cargo xtask start`: from a fresh clone to a demo city in the browser.

use crate::command::{cargo, run};
use crate::{network, places, web};
use anyhow::{Context, Result};
use std::net::{IpAddr, Ipv4Addr};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Options of `start`.
#[derive(clap::Args)]
pub struct Args {
    /// Port to serve on
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Folder that keeps the demo city [default: .tongyu in the repository]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Throw the demo city away and make a new one
    #[arg(long)]
    reset: bool,
    /// Serve to other devices on the network too, such as a phone
    #[arg(long)]
    lan: bool,
    /// Build as for users: small and fast, but slow to build
    #[arg(long)]
    release: bool,
}

/// Builds front end and server, then becomes the server.
pub fn start(args: &Args) -> Result<()> {
    let address = if args.lan {
        Ipv4Addr::UNSPECIFIED
    } else {
        Ipv4Addr::LOCALHOST
    };
    // Before minutes of building, not after.
    network::must_be_free(IpAddr::V4(address), args.port)?;
    println!("[1/3] front end");
    web::ensure(web::Flavour::of(args.release))?;
    println!("[2/3] server");
    build_server(args.release)?;
    println!("[3/3] demo city");
    become_demo(args)
}

/// Builds the server's binary alone, so that no other member's features come in.
pub fn build_server(release: bool) -> Result<()> {
    let mut build = cargo();
    build.args(["build", "-p", "tongyu"]);
    if release {
        build.arg("--release");
    }
    run(&mut build)
}

fn become_demo(args: &Args) -> Result<()> {
    let data = args
        .data
        .clone()
        .unwrap_or_else(|| places::root().join(".tongyu"));
    let mut demo = demo_command(&places::server(args.release), args.port, &data);
    if args.reset {
        demo.arg("--reset");
    }
    if args.lan {
        demo.arg("--lan");
    }
    // Ctrl-C then reaches the server itself, which stops gracefully.
    Err(demo.exec()).context("cannot start the server")
}

/// The server's demo command on a port, with its data in a folder.
pub fn demo_command(server: &Path, port: u16, data: &Path) -> Command {
    let mut demo = Command::new(server);
    demo.arg("demo")
        .arg("--port")
        .arg(port.to_string())
        .arg("--data")
        .arg(data);
    demo
}
