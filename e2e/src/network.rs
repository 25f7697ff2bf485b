//! A phone without network. It cuts the page off, not its service worker: for a true outage,
//! kill the server.

use anyhow::{Result, ensure};
use serde_json::json;

use crate::browser::Browser;

/// Says whether the app's first page is kept, once its service worker is at work.
const KEPT: &str = "
    const [done] = arguments;
    navigator.serviceWorker.ready.then(() => caches.match('/'))
        .then((kept) => done(Boolean(kept)), (error) => done(String(error)));";

impl Browser {
    /// Waits until the app lies on the phone and opens where nothing answers.
    ///
    /// # Errors
    /// When it is not kept.
    pub async fn app_is_kept(&self) -> Result<()> {
        let said = self.driver().execute_async(KEPT, vec![]).await?;
        ensure!(said.json() == true, "the app is not kept: {}", said.json());
        Ok(())
    }

    /// Cuts the page off from the network, or connects it again.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn cut_network(&self, cut: bool) -> Result<()> {
        self.cdp("Network.enable", json!({})).await?;
        let conditions = json!({
            "offline": cut, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1,
        });
        self.cdp("Network.emulateNetworkConditions", conditions)
            .await
            .map(drop)
    }
}
