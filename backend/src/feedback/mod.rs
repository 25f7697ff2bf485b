//! Matters (带回事项): who owns what a family said, what was answered, and the family's own word on
//! it. Visits bring them in through [`capture`]; families rate answers on the link page.

mod capture;
mod delivery;
mod detail;
mod family;
mod frozen;
mod lines;
mod own;
mod pages;
mod question;
mod reach;
pub mod routes;
pub mod routing;
mod rows;
mod said;
mod service;
mod standing;
mod store;
mod story;
mod system;
mod walk;
mod word;
mod work;

pub use capture::{Capture, capture};
pub use family::{View, Waits};
pub use lines::{LinesFor, lines, open_counts, open_in};
pub use own::{OwnMatter, OwnWord, of_person, own, own_word};
pub use pages::{Filled, WordForm, contents};
pub use question::{Question, ask, lessons_asked};
pub use said::{Said, said};
pub use system::{answer_delivered, close_silences};
pub use work::Hands;
