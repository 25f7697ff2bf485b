//! A person without a mouse: Tab to reach a thing, Enter or space to press it.

use std::sync::atomic::Ordering;

use anyhow::{Context, Result, bail};
use thirtyfour::Key;

use crate::{
    browser::Browser,
    wait::{Found, until},
};

/// More presses than any page has things to reach.
const TOO_MANY: usize = 80;

/// A key that is no character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    /// On to the next thing.
    Tab,
    /// Follow a link, press a button.
    Enter,
    /// Press a button, tick a box.
    Space,
    /// Close what lies on top.
    Escape,
}

impl Press {
    fn key(self) -> char {
        match self {
            Self::Tab => Key::Tab.value(),
            Self::Enter => Key::Enter.value(),
            Self::Space => ' ',
            Self::Escape => Key::Escape.value(),
        }
    }
}

impl Browser {
    /// Presses Tab until the focus is on the thing or field whose name begins with `words`. On
    /// the way the focus must always be in sight.
    ///
    /// # Errors
    /// When Tab never gets there, or the focus is somewhere that nobody sees.
    pub async fn tab_to(&self, words: &str) -> Result<()> {
        let wanted: String = words.split_whitespace().collect();
        let mut met = Vec::new();
        for _ in 0..TOO_MANY {
            self.press(Press::Tab).await?;
            let name = self.focused().await?;
            if name.starts_with(&wanted) {
                return Ok(());
            }
            met.push(name);
        }
        bail!("Tab never reaches {words}, only: {}", met.join(" | "))
    }

    /// Presses a key wherever the focus is.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn press(&self, key: Press) -> Result<()> {
        self.type_keys(&key.key().to_string()).await
    }

    /// Types where the focus is.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn type_keys(&self, text: &str) -> Result<()> {
        self.typed
            .fetch_add(u32::try_from(text.chars().count())?, Ordering::Relaxed);
        self.driver()
            .action_chain()
            .send_keys(text)
            .perform()
            .await
            .context("keys are not taken")
    }

    /// The name of what has the focus, without spaces; empty for the page itself.
    ///
    /// # Errors
    /// When nobody sees where the focus is: hidden, outside the screen or under something.
    pub async fn focused(&self) -> Result<String> {
        const FOCUSED: &str = "
            const at = document.activeElement;
            if (at === document.body) return ['', ''];
            const name = plain(nameOf(at) || at.textContent);
            const seen = at.labels?.[0] && !isField(at) ? at.labels[0] : at;
            const { left, top, width, height } = seen.getBoundingClientRect();
            const hit = document.elementFromPoint(left + width / 2, top + Math.min(height, innerHeight) / 2);
            const why = !hit ? 'outside the screen'
                : seen.contains(hit) || hit.contains(seen) || hit.closest('label') === seen ? ''
                : 'under ' + hit.tagName + ' ' + hit.className;
            return [name, why];";
        let (name, why): (String, String) = self.value(FOCUSED, vec![]).await?;
        if why.is_empty() {
            Ok(name)
        } else {
            bail!("the focus on {name} is {why}")
        }
    }

    /// Waits until the focus is on the thing or field whose name begins with `words`.
    ///
    /// # Errors
    /// When it stays elsewhere.
    pub async fn focus_is_on(&self, words: &str) -> Result<()> {
        let wanted: String = words.split_whitespace().collect();
        until(self.patience, async || {
            let name = self.focused().await?;
            Ok(if name.starts_with(&wanted) {
                Found::Yes(())
            } else {
                Found::NotYet(format!("the focus is on {name}, not on {words}"))
            })
        })
        .await
    }

    /// Waits until the focus is on the heading, where a screen reader begins to read a new page.
    ///
    /// # Errors
    /// When it is elsewhere.
    pub async fn heading_has_focus(&self) -> Result<()> {
        const AT: &str = "
            const at = document.activeElement;
            return at.tagName === 'H1' && document.title.startsWith(at.textContent)
                ? '' : at.tagName + ' of ' + document.title;";
        self.settled().await?;
        until(self.patience, async || {
            let elsewhere: String = self.value(AT, vec![]).await?;
            Ok(if elsewhere.is_empty() {
                Found::Yes(())
            } else {
                Found::NotYet(format!(
                    "{}: the focus is on {elsewhere}",
                    self.path().await?
                ))
            })
        })
        .await
    }
}
