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

/// The pupil whom the demo tells of.
const PUPIL: &str = "王小明";

/// The beginning of a matter that waits for the office.
const MATTER: &str = "作业常写到晚上十点";

const TEACHER: Option<Persona> = Some(Persona::HeadTeacher);
const OFFICE: Option<Persona> = Some(Persona::OfficeMember);
const ADMIN: Option<Persona> = Some(Persona::SchoolAdmin);

/// All screens.
pub const SCREENS: &[Screen] = &[
    Screen {
        name: "sign-in",
        who: None,
        way: &[Step::Open("/")],
    },
    Screen {
        name: "not-found",
        who: TEACHER,
        way: &[Step::Open("/nowhere")],
    },
    Screen {
        name: "personas",
        who: TEACHER,
        way: &[Step::Open("/personas")],
    },
    Screen {
        name: "me",
        who: TEACHER,
        way: &[Step::Open("/me")],
    },
    Screen {
        name: "sign-out-everywhere",
        who: TEACHER,
        way: &[
            Step::Open("/me"),
            Step::Tap(text::identity::sign_out_everywhere),
        ],
    },
    Screen {
        name: "today",
        who: TEACHER,
        way: &[Step::Open("/today")],
    },
    Screen {
        name: "class",
        who: TEACHER,
        way: &[Step::Open("/classes")],
    },
    Screen {
        name: "family",
        who: TEACHER,
        way: &[Step::Open("/today"), Step::TapName(PUPIL)],
    },
    Screen {
        name: "record",
        who: TEACHER,
        way: &[
            Step::Open("/today"),
            Step::TapName(PUPIL),
            Step::Tap(text::visits::start_record),
        ],
    },
    Screen {
        name: "record-refused",
        who: TEACHER,
        way: &[
            Step::Open("/today"),
            Step::TapName(PUPIL),
            Step::Tap(text::visits::start_record),
            Step::Tap(text::visits::submit),
        ],
    },
    Screen {
        name: "class-matters",
        who: TEACHER,
        way: &[Step::Open("/matters")],
    },
    Screen {
        name: "inbox",
        who: OFFICE,
        way: &[Step::Open("/matters")],
    },
    Screen {
        name: "inbox-ended",
        who: OFFICE,
        way: &[
            Step::Open("/matters"),
            Step::Tap(text::feedback::filter_ended),
        ],
    },
    Screen {
        name: "matter",
        who: OFFICE,
        way: &[Step::Open("/matters"), Step::TapName(MATTER)],
    },
    Screen {
        name: "school",
        who: ADMIN,
        way: &[Step::Open("/schools")],
    },
    Screen {
        name: "import",
        who: ADMIN,
        way: &[Step::Open("/imports")],
    },
    Screen {
        name: "four-to-home",
        who: ADMIN,
        way: &[Step::Open("/sheet")],
    },
    Screen {
        name: "messages",
        who: None,
        way: &[Step::Messages(Persona::Mother)],
    },
    Screen {
        name: "messages-large",
        who: None,
        way: &[Step::Messages(Persona::Grandmother)],
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
