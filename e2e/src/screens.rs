//! Every screen once: who sees it and how one gets there. Photographs and accessibility tests
//! walk this table; a page that is not in it is not looked at.

mod desk;
mod step;
mod table;

use anyhow::{Context, Result};
use tongyu_shared::identity::types::Persona;

use crate::{browser::Browser, look::Look};
pub use step::{Step, UploadedFile};

/// All screens.
pub fn all() -> impl Iterator<Item = &'static Screen> {
    table::SCREENS.iter().chain(desk::SCREENS)
}

/// A screen.
#[derive(Clone, Copy)]
pub struct Screen {
    /// Its file's name.
    pub name: &'static str,
    /// Who sees it; nobody in particular where one need not sign in.
    pub who: Option<Persona>,
    /// The way from the door. It may leave things behind, such as a visit: a screen can be shown
    /// once in each city.
    pub way: &'static [Step],
    /// Whether it is made for the people who choose large type.
    pub has_care: bool,
}

impl Screen {
    /// A screen for everyone who uses the product.
    const fn of(name: &'static str, who: Option<Persona>, way: &'static [Step]) -> Self {
        Self {
            name,
            who,
            way,
            has_care: true,
        }
    }

    /// A screen for programmers, which comes in one size of type.
    const fn of_programmers(name: &'static str, way: &'static [Step]) -> Self {
        Self {
            name,
            who: None,
            way,
            has_care: false,
        }
    }

    /// Goes there with a look, and waits until the page rests.
    ///
    /// # Errors
    /// When a step is not possible.
    pub async fn show(&self, browser: &Browser, look: Look) -> Result<()> {
        browser.choose(look).await?;
        match self.who {
            Some(persona) => browser.become_persona(persona).await?,
            None => browser.forget_session().await?,
        }
        for (nth, step) in (1..).zip(self.way) {
            step.walk(browser, look.lang)
                .await
                .with_context(|| format!("step {nth} to {}", self.name))?;
        }
        browser.settled().await
    }

    /// Whether it comes in this look.
    pub const fn comes_in(&self, look: Look) -> bool {
        self.has_care || !look.care
    }
}
