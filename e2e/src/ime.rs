//! Chinese as it is typed: letters that become characters when the person picks them.

use std::sync::atomic::Ordering;

use anyhow::Result;
use serde_json::json;

use crate::browser::Browser;

impl Browser {
    /// Types `pinyin` letter by letter into whatever has the focus, without picking yet.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn compose(&self, pinyin: &str) -> Result<()> {
        for end in 1..=pinyin.len() {
            let Some(letters) = pinyin.get(..end) else {
                continue;
            };
            let composed = json!({ "text": letters, "selectionStart": end, "selectionEnd": end });
            self.cdp("Input.imeSetComposition", composed).await?;
        }
        self.typed
            .fetch_add(u32::try_from(pinyin.len())?, Ordering::Relaxed);
        Ok(())
    }

    /// Picks `characters` for the letters composed so far.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn pick(&self, characters: &str) -> Result<()> {
        self.cdp("Input.insertText", json!({ "text": characters }))
            .await
            .map(drop)
    }
}
