//! A journey: a city, a browser, and a picture of the screen where it went wrong.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::{
    browser::{Browser, Size},
    server::City,
};

/// Walks a journey in a city of its own, where it stays evening. When it fails, what the screen
/// showed lies in `target/journeys/`.
///
/// # Errors
/// Whatever went wrong on the way.
pub async fn journey(
    name: &str,
    size: Size,
    walk: impl AsyncFnOnce(&Browser, &mut City) -> Result<()>,
) -> Result<()> {
    journey_in(City::start().await?, name, size, walk).await
}

/// As [`journey`], in this city.
///
/// # Errors
/// Whatever went wrong on the way.
pub async fn journey_in(
    mut city: City,
    name: &str,
    size: Size,
    walk: impl AsyncFnOnce(&Browser, &mut City) -> Result<()>,
) -> Result<()> {
    let browser = Browser::start(&city.origin(), size).await?;
    let result = walk(&browser, &mut city).await;
    if result.is_ok() {
        return Ok(());
    }
    let picture = pictures().join(name).with_extension("png");
    let said = match browser.shoot(&picture).await {
        Ok(()) => format!("{name} failed; the screen is in {}", picture.display()),
        Err(error) => format!("{name} failed, and the screen cannot be seen: {error:#}"),
    };
    let complaints = browser
        .complaints()
        .await
        .unwrap_or_else(|error| vec![error.to_string()]);
    let asked = browser
        .requests()
        .await
        .unwrap_or_else(|error| vec![error.to_string()]);
    result.with_context(|| [vec![said], complaints, asked].concat().join("\n"))
}

fn pictures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/journeys")
}
