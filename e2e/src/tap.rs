//! Taps and typing as hands do them. Every tap counts; characters are counted apart. A tap on
//! something hidden, covered or too small for a finger is refused.

use std::sync::atomic::Ordering;

use anyhow::{Context, Result};
use thirtyfour::WebElement;

use crate::{
    browser::Browser,
    wait::{Found, until},
};

impl Browser {
    /// Taps the one thing called `words`.
    ///
    /// # Errors
    /// When there is none, more than one, or no finger could press it.
    pub async fn tap(&self, words: &str) -> Result<()> {
        self.touch("target", words, None).await.map(drop)
    }

    /// Taps the thing called `words` that stands closest to the words `near`.
    ///
    /// # Errors
    /// When there is none, more than one equally close, or no finger could press it.
    pub async fn tap_near(&self, near: &str, words: &str) -> Result<()> {
        self.touch("target", words, Some(near)).await.map(drop)
    }

    /// Taps into the field called `label` and types `text` in place of what is there.
    ///
    /// # Errors
    /// When there is no such field, or no finger could press it.
    pub async fn write(&self, label: &str, text: &str) -> Result<()> {
        self.fill(label, None, text).await
    }

    /// As [`Self::write`], for the field that stands closest to the words `near`.
    ///
    /// # Errors
    /// When there is no such field, or no finger could press it.
    pub async fn write_near(&self, near: &str, label: &str, text: &str) -> Result<()> {
        self.fill(label, Some(near), text).await
    }

    /// A page that comes while one types takes the field away: the next one has it too.
    async fn fill(&self, label: &str, near: Option<&str>, text: &str) -> Result<()> {
        until(self.patience, async || {
            let field = self.touch("field", label, near).await?;
            self.replace(&field, text).await?;
            Ok(Found::Yes(()))
        })
        .await
    }

    /// Picks the entry that begins with `words` in the list called `label`, as the browser's own
    /// picker would.
    ///
    /// # Errors
    /// When there is no such list or entry.
    pub async fn pick_entry(&self, label: &str, words: &str) -> Result<()> {
        const PICK: &str = "
            const [list, words] = arguments;
            const entry = [...list.options].find((one) => one.text.trim().startsWith(words));
            if (!entry) return false;
            list.value = entry.value;
            list.dispatchEvent(new Event('change', { bubbles: true }));
            return true;";
        until(self.patience, async || {
            let list = match self.find("field", label, None).await? {
                Found::Yes(list) => list,
                Found::NotYet(why) => return Ok(Found::NotYet(why)),
            };
            let args = vec![list.to_json()?, serde_json::json!(words)];
            Ok(if self.value(PICK, args).await? {
                Found::Yes(())
            } else {
                Found::NotYet(format!("{label} has no {words}"))
            })
        })
        .await?;
        self.taps.fetch_add(2, Ordering::Relaxed);
        Ok(())
    }

    /// Puts a file into the field called `label`, as a file dialog would.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn choose_file(&self, label: &str, path: &std::path::Path) -> Result<()> {
        let path = path.to_str().context("a path that is no text")?;
        until(self.patience, async || {
            let field = match self.find("field", label, None).await? {
                Found::Yes(field) => field,
                Found::NotYet(why) => return Ok(Found::NotYet(why)),
            };
            field
                .send_keys(path)
                .await
                .context("the file is not taken")?;
            Ok(Found::Yes(()))
        })
        .await?;
        self.taps.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    /// What stands in the field called `label`.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn value_of(&self, label: &str) -> Result<String> {
        self.standing_in(label, None).await
    }

    /// As [`Self::value_of`], for the field that stands closest to the words `near`.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn value_near(&self, near: &str, label: &str) -> Result<String> {
        self.standing_in(label, Some(near)).await
    }

    async fn standing_in(&self, label: &str, near: Option<&str>) -> Result<String> {
        until(self.patience, async || {
            let field = match self.find("field", label, near).await? {
                Found::Yes(field) => field,
                Found::NotYet(why) => return Ok(Found::NotYet(why)),
            };
            let text = self
                .value("return arguments[0].value", vec![field.to_json()?])
                .await?;
            Ok(Found::Yes(text))
        })
        .await
    }

    /// Taps since the browser opened, or since [`Self::count_from_here`].
    pub fn taps(&self) -> u32 {
        self.taps.load(Ordering::Relaxed)
    }

    /// Characters typed since then.
    pub fn typed(&self) -> u32 {
        self.typed.load(Ordering::Relaxed)
    }

    /// Counts taps and characters anew.
    pub fn count_from_here(&self) {
        self.taps.store(0, Ordering::Relaxed);
        self.typed.store(0, Ordering::Relaxed);
    }

    async fn touch(&self, kind: &str, words: &str, near: Option<&str>) -> Result<WebElement> {
        let target = until(self.patience, async || {
            let target = match self.find(kind, words, near).await? {
                Found::Yes(target) => target,
                not_yet @ Found::NotYet(_) => return Ok(not_yet),
            };
            Ok(match self.press_on(&target).await? {
                None => Found::Yes(target),
                Some(refusal) => Found::NotYet(refusal),
            })
        })
        .await
        .with_context(|| format!("tap on {words}"))?;
        self.taps.fetch_add(1, Ordering::Relaxed);
        Ok(target)
    }

    /// Presses `target`, or gives why no finger could.
    async fn press_on(&self, target: &WebElement) -> Result<Option<String>> {
        let refusal: String = self
            .value("return refusal(arguments[0])", vec![target.to_json()?])
            .await?;
        if !refusal.is_empty() {
            return Ok(Some(refusal));
        }
        target.click().await?;
        Ok(None)
    }

    async fn replace(&self, field: &WebElement, text: &str) -> Result<()> {
        self.run("arguments[0].select?.()", vec![field.to_json()?])
            .await?;
        field
            .send_keys(text)
            .await
            .context("the field takes no text")?;
        let typed = u32::try_from(text.chars().count())?;
        self.typed.fetch_add(typed, Ordering::Relaxed);
        Ok(())
    }

    /// Scrolls back to the top, where a picture begins; taps scroll as a thumb would.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn scroll_to_top(&self) -> Result<()> {
        self.run("scrollTo(0, 0)", vec![]).await.map(drop)
    }
}
