//! Requests that a page sends itself, where a journey needs no hand for them.

use anyhow::{Result, bail};
use serde_json::{Value, json};

use crate::{
    browser::Browser,
    wait::{Found, until},
};

impl Browser {
    /// Sends a request from the page itself, with its cookies and its origin.
    ///
    /// # Errors
    /// When the answer is no success.
    pub async fn ask(&self, method: &str, path: &str, body: &Value) -> Result<Value> {
        self.ask_on(method, path, body, None).await
    }

    /// As [`Self::ask`], for a change to this version.
    ///
    /// # Errors
    /// When the answer is no success.
    pub async fn ask_on(
        &self,
        method: &str,
        path: &str,
        body: &Value,
        version: Option<i64>,
    ) -> Result<Value> {
        const ASK: &str = "
            const [method, path, body, version, done] = arguments;
            fetch(path, { method, headers: { 'content-type': 'application/json', 'x-tongyu': '1',
                ...(version === null ? {} : { 'if-match': `\"v${version}\"` }) },
                body: method === 'GET' ? undefined : JSON.stringify(body) })
                .then(async (answer) => done({ status: answer.status, text: await answer.text() }))
                .catch((error) => done({ status: 0, text: String(error) }));";
        let args = vec![json!(method), json!(path), body.clone(), json!(version)];
        let answer = if method == "GET" {
            let ask = async || self.driver().execute_async(ASK, args.clone()).await;
            until(self.patience, async || Ok(Found::Yes(ask().await?))).await?
        } else {
            // What changes something is sent once, whatever becomes of its page.
            self.driver().execute_async(ASK, args).await?
        };
        let (status, text) = (&answer.json()["status"], &answer.json()["text"]);
        if !status
            .as_u64()
            .is_some_and(|status| (200..300).contains(&status))
        {
            bail!("{method} {path}: {status} {text}");
        }
        let text = text.as_str().unwrap_or_default();
        if text.is_empty() {
            Ok(Value::Null)
        } else {
            Ok(serde_json::from_str(text)?)
        }
    }
}
