//! Pictures of the screen.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use crate::browser::Browser;

impl Browser {
    /// Photographs what is on the screen, from the top of the page.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn shoot(&self, file: &Path) -> Result<()> {
        self.scroll_to_top().await?;
        let picture = self.driver().screenshot_as_png().await?;
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)
                .with_context(|| format!("no folder {}", folder.display()))?;
        }
        fs::write(file, picture).with_context(|| format!("cannot write {}", file.display()))
    }
}
