//! Becoming someone in the demo city.

use anyhow::{Context, Result};
use serde_json::json;
use tongyu_shared::{
    api::endpoint::Endpoint,
    identity::{
        endpoints::{ListPersonas, SignInAsPersona},
        types::{Persona, PersonaCard, PersonaSignIn},
    },
};

use crate::browser::Browser;

/// A page of the server that is no page of the app: cookies and storage, and nothing that runs.
pub(crate) const BARE: &str = "/healthz";

impl Browser {
    /// Signs in as a persona without a tap, in place of whoever was signed in.
    ///
    /// # Errors
    /// When the server does not know the persona.
    pub async fn become_persona(&self, persona: Persona) -> Result<()> {
        self.open(BARE).await?;
        let body = json!(PersonaSignIn { persona });
        self.ask("POST", SignInAsPersona::PATH, &body)
            .await
            .map(drop)
    }

    /// The name on a persona's card.
    ///
    /// # Errors
    /// When there is no such card.
    pub async fn card_of(&self, persona: Persona) -> Result<PersonaCard> {
        self.open(BARE).await?;
        let cards = self.ask("GET", ListPersonas::PATH, &json!(null)).await?;
        let cards: Vec<PersonaCard> = serde_json::from_value(cards)?;
        let card = cards.into_iter().find(|card| card.persona == persona);
        card.with_context(|| format!("no card of {persona:?}"))
    }

    /// Opens the messages that arrived on a family member's phone.
    ///
    /// # Errors
    /// When the persona has no phone of her own in the demo.
    pub async fn open_messages_of(&self, persona: Persona) -> Result<()> {
        let url = self.card_of(persona).await?.messages_url;
        self.open(&url.with_context(|| format!("{persona:?} has no messages"))?)
            .await
    }

    /// The session ends behind the page that is open, as when it was ended from another device.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn session_ends(&self) -> Result<()> {
        self.driver()
            .delete_all_cookies()
            .await
            .context("the cookies stay")
    }

    /// Loses the session, as on a device that nobody signed in on.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn forget_session(&self) -> Result<()> {
        self.open(BARE).await?;
        self.run("localStorage.removeItem('tongyu.me')", vec![])
            .await?;
        self.session_ends().await
    }
}
