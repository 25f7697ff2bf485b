//! Every screen once: who sees it and how one gets there. Photographs and accessibility tests
//! walk this table; a page that is not in it is not looked at.

use anyhow::Result;
use tongyu_shared::{identity::types::Persona, text};

use crate::{browser::Browser, look::Look, words::Word};

/// A screen.
#[derive(Clone, Copy)]
pub struct Screen {
    /// Its file's name.
    pub name: &'static str,
    /// Who sees it; nobody in particular where one need not sign in.
    pub who: Option<Persona>,
    /// The way from the door.
    pub way: &'static [Step],
}

/// A step on the way to a screen.
#[derive(Clone, Copy)]
pub enum Step {
    /// Opens a path of the app.
    Open(&'static str),
    /// Opens the messages of a family member.
    Messages(Persona),
    /// Taps what is called by a string of the product.
    Tap(Word),
    /// Taps what begins with a name of the demo city.
    TapName(&'static str),
}

/// All screens.
pub const SCREENS: &[Screen] = &[
    Screen {
        name: "sign-in",
        who: None,
        way: &[Step::Open("/")],
    },
    Screen {
        name: "not-found",
        who: Some(Persona::HeadTeacher),
        way: &[Step::Open("/nowhere")],
    },
    Screen {
        name: "personas",
        who: Some(Persona::HeadTeacher),
        way: &[Step::Open("/personas")],
    },
    Screen {
        name: "me",
        who: Some(Persona::HeadTeacher),
        way: &[Step::Open("/me")],
    },
    Screen {
        name: "me-sign-out-everywhere",
        who: Some(Persona::HeadTeacher),
        way: &[
            Step::Open("/me"),
            Step::Tap(text::identity::sign_out_everywhere),
        ],
    },
    Screen {
        name: "messages",
        who: None,
        way: &[Step::Messages(Persona::Mother)],
    },
];

impl Screen {
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
        for step in self.way {
            match step {
                Step::Open(path) => browser.open(path).await?,
                Step::Messages(persona) => browser.open_messages_of(*persona).await?,
                Step::Tap(word) => browser.tap(word(look.lang)).await?,
                Step::TapName(name) => browser.tap(name).await?,
            }
        }
        browser.settled().await
    }
}
