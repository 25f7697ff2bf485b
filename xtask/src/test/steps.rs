//! The steps of `test`, cheap ones first. They share one target folder and, on the host, one
//! selection of packages: another selection would resolve other features and build all anew.

use super::needs::{self, Need};
use super::openbadges;
use super::postgres::Cluster;
use crate::command::{cargo, output_of, run};
use crate::toolchain::WASM;
use crate::{places, web};
use anyhow::{Result, bail};
use std::process::Command;

/// A step: what it is called, checks and needs.
pub struct Step {
    /// As `--only` takes it.
    pub name: &'static str,
    /// One line for people.
    pub about: &'static str,
    /// What must be installed first.
    pub needs: &'static [Need],
    /// Runs it.
    pub run: fn() -> Result<()>,
}

/// All steps, in order.
pub const STEPS: &[Step] = &[
    Step {
        name: "fmt",
        about: "sources are formatted",
        needs: &[],
        run: fmt,
    },
    Step {
        name: "web",
        about: "the front end as users get it, within its budget",
        needs: &[Need::Wasm],
        run: || web::build(web::Flavour::Release),
    },
    Step {
        name: "wasm",
        about: "what both sides share stays free of either side's libraries",
        needs: &[Need::Wasm],
        run: wasm,
    },
    Step {
        name: "clippy-web",
        about: "clippy for the browser, warnings denied",
        needs: &[Need::Wasm],
        run: clippy_web,
    },
    Step {
        name: "clippy-host",
        about: "clippy for server and tools, warnings denied",
        needs: &[],
        run: clippy_host,
    },
    Step {
        name: "rules",
        about: "unit, property, API and law tests on SQLite and PostgreSQL",
        needs: &[
            Need::Postgres,
            Need::Films,
            Need::Documents,
            Need::OpenBadges,
        ],
        run: rules,
    },
    Step {
        name: "journeys",
        about: "people's ways through a real browser",
        needs: &[Need::Wasm, Need::Browser, Need::Axe, Need::Documents],
        run: journeys,
    },
    Step {
        name: "deny",
        about: "licences, banned crates and sources of the dependencies",
        needs: &[Need::CargoDeny],
        run: deny,
    },
];

/// Packages whose tests run on the host.
const HOST: [&str; 6] = [
    "tongyu-shared",
    "tongyu-db",
    "tongyu-documents",
    "tongyu",
    "tongyu-frontend",
    "tongyu-e2e",
];

/// The one test binary that needs a browser; every other test's name begins otherwise.
const JOURNEYS: &str = "journeys";
const NOT_JOURNEYS: &str = "[!j]*";

/// Libraries of one side, which the other must not carry.
const SERVER_ONLY: [&str; 4] = ["diesel", "libsqlite3-sys", "actix-web", "tongyu-db"];
const BROWSER_ONLY: [&str; 3] = ["leptos", "web-sys", "idb"];

fn fmt() -> Result<()> {
    run(cargo().args(["fmt", "--all", "--", "--check"]))
}

fn wasm() -> Result<()> {
    must_not_depend(
        "tongyu-shared",
        &[&SERVER_ONLY[..], &BROWSER_ONLY[..]].concat(),
    )?;
    must_not_depend("tongyu-frontend", &SERVER_ONLY)?;
    run(cargo().args([
        "check",
        "-p",
        "tongyu-frontend",
        "-p",
        "tongyu-shared",
        "--target",
        WASM,
    ]))
}

fn must_not_depend(package: &str, banned: &[&str]) -> Result<()> {
    let tree = output_of(
        cargo()
            .args(["tree", "-p", package, "--target", WASM])
            .args(["-e", "normal", "--prefix", "none", "--format", "{p}"]),
    )?;
    let found: Vec<_> = tree
        .lines()
        .filter_map(|line| line.split(' ').next())
        .filter(|name| banned.contains(name))
        .collect();
    if !found.is_empty() {
        bail!("{package} depends on {}", found.join(", "));
    }
    println!("{package} carries none of {}", banned.join(", "));
    Ok(())
}

fn clippy_web() -> Result<()> {
    let mut clippy = cargo();
    clippy.args([
        "clippy",
        "-p",
        "tongyu-frontend",
        "-p",
        "tongyu-shared",
        "--target",
        WASM,
    ]);
    run(clippy.args(["--", "-D", "warnings"]))
}

fn clippy_host() -> Result<()> {
    web::ensure_folder()?;
    let mut clippy = cargo();
    clippy.arg("clippy");
    for package in [
        "tongyu",
        "tongyu-db",
        "tongyu-documents",
        "tongyu-shared",
        "tongyu-e2e",
        "xtask",
    ] {
        clippy.args(["-p", package]);
    }
    run(clippy.args(["--all-targets", "--", "-D", "warnings"]))
}

fn rules() -> Result<()> {
    build_for_tests()?;
    let cluster = Cluster::start()?;
    let mut tests = on_host("test");
    tests.args(["--no-fail-fast", "--lib", "--bins", "--test", NOT_JOURNEYS]);
    tests.env("TONGYU_OPENBADGES", openbadges::python());
    let tested = run(cluster.offer(&mut tests));
    // All of them, so that one run tells everything that is wrong.
    let documented = run(on_host("test").arg("--doc"));
    let tools = run(cargo().args(["test", "-p", "xtask"]));
    tested.and(documented).and(tools)
}

fn journeys() -> Result<()> {
    web::ensure(web::Flavour::Release)?;
    build_for_tests()?;
    let mut tests = on_host("test");
    tests.args(["--no-fail-fast", "--test", JOURNEYS]);
    run(needs::offer_browser(&mut tests).env("TONGYU_BIN", places::server(false)))
}

fn deny() -> Result<()> {
    run(cargo().args([
        "deny",
        "check",
        "--hide-inclusion-graph",
        "licenses",
        "bans",
        "sources",
    ]))
}

/// Builds the server together with the tests, so that both resolve the same features.
fn build_for_tests() -> Result<()> {
    web::ensure_folder()?;
    run(on_host("build").args(["--bin", "tongyu", "--lib", "--tests"]))
}

fn on_host(task: &str) -> Command {
    let mut command = cargo();
    command.arg(task);
    for package in HOST {
        command.args(["-p", package]);
    }
    command
}
