//! axe-core on the page that is open.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::json;

use crate::browser::Browser;

const RUN: &str = "
    const [options, done] = arguments;
    axe.run(document, { resultTypes: ['violations'], ...options }).then(
        ({ violations }) => done(violations.map(({ id, impact, help, nodes }) =>
            ({ id, impact, help, nodes: nodes.map((node) => node.html.slice(0, 200)) }))),
        (error) => done(String(error)));";

/// How much of a page to check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Every rule.
    Whole,
    /// Only what another look of the same page can break: contrast and sizes.
    Look,
}

/// A rule that a page breaks.
#[derive(Debug, Deserialize)]
struct Breach {
    id: String,
    impact: Option<String>,
    help: String,
    nodes: Vec<String>,
}

impl Browser {
    /// What axe finds serious or critical on the page; empty when nothing is.
    ///
    /// # Errors
    /// When axe-core is not installed (`cargo xtask test` does it) or does not run.
    pub async fn barriers(&self, depth: Depth) -> Result<Vec<String>> {
        self.driver()
            .execute(source()?, vec![])
            .await
            .context("axe does not load")?;
        let rules = match depth {
            Depth::Whole => json!({}),
            Depth::Look => json!({ "runOnly": ["color-contrast", "target-size"] }),
        };
        let found = self.driver().execute_async(RUN, vec![rules]).await?;
        let breaches: Vec<Breach> = found
            .convert()
            .with_context(|| format!("axe says {}", found.json()))?;
        Ok(breaches
            .iter()
            .filter(|breach| breach.is_serious())
            .map(Breach::words)
            .collect())
    }
}

impl Breach {
    fn is_serious(&self) -> bool {
        matches!(self.impact.as_deref(), Some("serious" | "critical"))
    }

    fn words(&self) -> String {
        format!(
            "{}: {}\n    {}",
            self.id,
            self.help,
            self.nodes.join("\n    ")
        )
    }
}

fn source() -> Result<String> {
    let path = env::var_os("TONGYU_AXE").map_or_else(
        || {
            Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("../target/npm/node_modules/axe-core/axe.min.js")
        },
        PathBuf::from,
    );
    fs::read_to_string(&path).with_context(|| {
        format!(
            "{} is missing; `cargo xtask test --only journeys` installs it",
            path.display()
        )
    })
}
