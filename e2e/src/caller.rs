//! A person as a program: signed in, with requests of her own in place of a browser.

use anyhow::{Context, Result};
use reqwest::{Client, Method, RequestBuilder, header};
use serde_json::json;
use tongyu_shared::{
    api::endpoint::Endpoint,
    identity::{
        endpoints::SignInAsPersona,
        types::{Persona, PersonaSignIn},
    },
};

/// Someone who is signed in. Clones share the session, which outlives the server.
#[derive(Clone)]
pub struct Caller {
    http: Client,
    origin: String,
    cookie: String,
}

impl Caller {
    /// Signs in at the server at `origin`.
    ///
    /// # Errors
    /// When the server does not know the persona.
    pub async fn sign_in(origin: String, persona: Persona) -> Result<Self> {
        let http = Client::builder().no_proxy().build()?;
        let mut caller = Self {
            http,
            origin,
            cookie: String::new(),
        };
        let answer = caller
            .request(Method::POST, SignInAsPersona::PATH)
            .json(&json!(PersonaSignIn { persona }))
            .send()
            .await?
            .error_for_status()?;
        let cookie = answer
            .headers()
            .get(header::SET_COOKIE)
            .context("a cookie")?
            .to_str()?;
        let (pair, _) = cookie.split_once(';').context("its attributes")?;
        pair.clone_into(&mut caller.cookie);
        Ok(caller)
    }

    /// A request of hers, as a page of ours would send it.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http
            .request(method, format!("{}{path}", self.origin))
            .header(header::COOKIE, &self.cookie)
            .header("sec-fetch-site", "same-origin")
            .header("x-tongyu", "1")
    }
}
