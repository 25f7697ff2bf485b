//! One browser: a phone or a desktop, with a profile that nobody used before.

use std::{path::Path, sync::atomic::AtomicU32, time::Duration};

use anyhow::{Context, Result};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::{WebDriver, WebElement, WindowHandle, session::scriptret::ScriptRet};

use crate::{
    driver::Chromedriver,
    server::EVENING,
    wait::{Found, PATIENCE, until},
};

/// What every script of the kit begins with.
const SEEN: &str = include_str!("page/seen.js");

/// Sets the clock of a page.
const CLOCK: &str = include_str!("page/clock.js");

/// How large the screen is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// 390 × 844 CSS pixels, touch.
    Phone,
    /// 1280 × 900 CSS pixels, mouse.
    Desktop,
}

impl Size {
    /// CSS pixels from left to right.
    pub const fn width(self) -> u32 {
        match self {
            Self::Phone => 390,
            Self::Desktop => 1280,
        }
    }

    /// CSS pixels from top to bottom.
    pub const fn height(self) -> u32 {
        match self {
            Self::Phone => 844,
            Self::Desktop => 900,
        }
    }
}

/// A browser that a person holds. Its windows share one profile, as on a real device.
pub struct Browser {
    // The driver ends its browser before the profile goes: fields drop in this order.
    driver: WebDriver,
    _chromedriver: Chromedriver,
    profile: TempDir,
    origin: String,
    /// How long it looks for something before it gives up.
    pub patience: Duration,
    pub(crate) taps: AtomicU32,
    pub(crate) typed: AtomicU32,
}

impl Browser {
    /// Opens one for the server at `origin`.
    ///
    /// # Errors
    /// When Chromium or its driver is missing.
    pub async fn start(origin: &str, size: Size) -> Result<Self> {
        let profile = tempfile::tempdir().context("no temporary folder")?;
        let chromedriver = Chromedriver::start()?;
        let driver = chromedriver.open(profile.path()).await?;
        let browser = Self {
            driver,
            _chromedriver: chromedriver,
            profile,
            origin: origin.to_owned(),
            patience: PATIENCE,
            taps: AtomicU32::new(0),
            typed: AtomicU32::new(0),
        };
        browser.set_up(size).await?;
        Ok(browser)
    }

    /// Gives the window another size. Moving things would only make pictures differ.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn resize(&self, size: Size) -> Result<()> {
        let phone = size == Size::Phone;
        let metrics = json!({
            "width": size.width(), "height": size.height(),
            "deviceScaleFactor": if phone { 2 } else { 1 }, "mobile": phone,
        });
        self.cdp("Emulation.setDeviceMetricsOverride", metrics)
            .await?;
        let touch = json!({ "enabled": phone, "maxTouchPoints": if phone { 5 } else { 1 } });
        self.cdp("Emulation.setTouchEmulationEnabled", touch)
            .await?;
        Ok(())
    }

    /// Opens a path of the server, or a whole address.
    ///
    /// # Errors
    /// When nothing answers there.
    pub async fn open(&self, path: &str) -> Result<()> {
        let url = if path.starts_with('/') {
            format!("{}{path}", self.origin)
        } else {
            path.to_owned()
        };
        self.driver
            .goto(url.as_str())
            .await
            .with_context(|| format!("{path} does not open"))
    }

    /// Loads the page again.
    ///
    /// # Errors
    /// When nothing answers there.
    pub async fn reload(&self) -> Result<()> {
        self.driver
            .refresh()
            .await
            .context("the page does not load again")
    }

    /// Closes the window and opens a new one of the same profile, as after putting a phone away.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn new_window(&self, size: Size) -> Result<()> {
        let old = self.driver.window().await?;
        let new = self.driver.new_tab().await?;
        self.driver.switch_to_window(old).await?;
        self.driver.close_window().await?;
        self.driver.switch_to_window(new).await?;
        self.set_up(size).await
    }

    /// Opens a second window of the same profile and goes on in it. Gives the way back.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn second_window(&self, size: Size) -> Result<WindowHandle> {
        let old = self.driver.window().await?;
        let new = self.driver.new_tab().await?;
        self.driver.switch_to_window(new).await?;
        self.set_up(size).await?;
        Ok(old)
    }

    /// Closes the window and goes on in an older one.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn back_to(&self, old: WindowHandle) -> Result<()> {
        self.driver.close_window().await?;
        Ok(self.driver.switch_to_window(old).await?)
    }

    /// A folder that goes when the browser goes.
    pub fn folder(&self) -> &Path {
        self.profile.path()
    }

    /// What holds for one window only: its size, and the clock that its pages see.
    async fn set_up(&self, size: Size) -> Result<()> {
        self.set_clock(EVENING).await?;
        self.resize(size).await
    }

    /// Sets the clock of the pages that this window opens from now on, whatever the city's says.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn set_clock(&self, at: &str) -> Result<()> {
        let set_clock = format!("{CLOCK}(Date.parse({at:?}))");
        self.cdp(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": set_clock }),
        )
        .await
        .map(drop)
    }

    /// The path that is open, with its query.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn path(&self) -> Result<String> {
        self.read("return location.pathname + location.search")
            .await
    }

    /// All that is drawn on the page, in reading order.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn text(&self) -> Result<String> {
        self.read("return textOf(stage())").await
    }

    /// Waits until the words are on the screen. Spaces do not count.
    ///
    /// # Errors
    /// When they do not come; with what is there instead.
    pub async fn sees(&self, words: &str) -> Result<()> {
        self.holds(words, true, self.patience).await
    }

    /// As [`Self::sees`], for what takes the server longer than a page.
    ///
    /// # Errors
    /// When they do not come; with what is there instead.
    pub async fn sees_within(&self, patience: Duration, words: &str) -> Result<()> {
        self.holds(words, true, patience).await
    }

    /// Waits until the words are gone from the screen.
    ///
    /// # Errors
    /// When they stay.
    pub async fn sees_no(&self, words: &str) -> Result<()> {
        self.holds(words, false, self.patience).await
    }

    async fn holds(&self, words: &str, wanted: bool, patience: Duration) -> Result<()> {
        until(patience, async || {
            if self
                .value::<bool>("return sees(arguments[0])", vec![json!(words)])
                .await?
                == wanted
            {
                return Ok(Found::Yes(()));
            }
            let verb = if wanted {
                "does not show"
            } else {
                "still shows"
            };
            let page = self.text().await?;
            Ok(Found::NotYet(format!(
                "{} {verb} {words}, but:\n{page}",
                self.path().await?
            )))
        })
        .await
    }

    /// Waits until the page has come to rest: drawn, loaded, nothing under way.
    ///
    /// # Errors
    /// When it does not rest.
    pub async fn settled(&self) -> Result<()> {
        const AT_REST: &str = "
            if (document.readyState !== 'complete' || document.fonts.status !== 'loaded') return 'it loads';
            if (document.querySelector('#boot')) return 'the app has not started';
            if (!document.querySelector('h1')) return 'there is no heading';
            if (document.querySelector('.skeleton')) return 'a part is still a skeleton';
            if (document.querySelector('[aria-busy=true]')) return 'something is under way';
            const moving = document.getAnimations().filter((a) => a.playState === 'running'
                && a.effect.getComputedTiming().endTime !== Infinity);
            return moving.length ? 'something moves' : '';";
        until(self.patience, async || {
            let why: String = self.value(AT_REST, vec![]).await?;
            if why.is_empty() {
                return Ok(Found::Yes(()));
            }
            Ok(Found::NotYet(format!(
                "{}: {why}\n{}",
                self.path().await?,
                self.text().await?
            )))
        })
        .await
    }

    /// What the browser itself complained about since the last call: errors of scripts, refused
    /// contents. Answers of the server are no complaints.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn complaints(&self) -> Result<Vec<String>> {
        let entries = self.driver.browser_log().await?;
        Ok(entries
            .iter()
            .filter(|entry| entry.level.eq_ignore_ascii_case("severe"))
            .map(|entry| entry.message.clone())
            .filter(|message| !message.contains("Failed to load resource"))
            .collect())
    }

    /// The last requests of the page that is open, with their status; for whoever looks for the
    /// reason of a failure.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn requests(&self) -> Result<Vec<String>> {
        const LAST: &str =
            "return [location.href, ...performance.getEntriesByType('resource').slice(-6)
            .map((entry) => `${entry.responseStatus} ${entry.name}`)]";
        self.read(LAST).await
    }

    /// The one target or field called `words`, if there is one now.
    pub(crate) async fn find(
        &self,
        kind: &str,
        words: &str,
        near: Option<&str>,
    ) -> Result<Found<WebElement>> {
        let args = vec![json!(kind), json!(words), json!(near)];
        let found = self
            .run(
                "return find(arguments[0], arguments[1], arguments[2])",
                args,
            )
            .await?;
        Ok(match found.json().as_str() {
            Some(why) => Found::NotYet(why.to_owned()),
            None => Found::Yes(found.element()?),
        })
    }

    /// Reads something of the page; where the next page is just coming, of that one.
    pub(crate) async fn read<T: DeserializeOwned>(&self, script: &str) -> Result<T> {
        until(self.patience, async || {
            Ok(Found::Yes(self.value(script, vec![]).await?))
        })
        .await
    }

    /// Runs a script of the kit and reads what it returns.
    pub(crate) async fn value<T: DeserializeOwned>(
        &self,
        script: &str,
        args: Vec<Value>,
    ) -> Result<T> {
        Ok(self.run(script, args).await?.convert()?)
    }

    pub(crate) async fn run(&self, script: &str, args: Vec<Value>) -> Result<ScriptRet> {
        let whole = format!("{SEEN}\n{script}");
        self.driver
            .execute(whole, args)
            .await
            .context("a script of the kit failed")
    }

    /// Speaks to the browser below the page.
    pub(crate) async fn cdp(&self, method: &str, params: Value) -> Result<Value> {
        self.driver
            .cdp()
            .send_raw(method, params)
            .await
            .with_context(|| method.to_owned())
    }

    pub(crate) const fn driver(&self) -> &WebDriver {
        &self.driver
    }
}
