//! A phone without network. It cuts the page off, not its service worker: for a true outage,
//! kill the server.

use anyhow::Result;
use serde_json::json;

use crate::browser::Browser;

impl Browser {
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
