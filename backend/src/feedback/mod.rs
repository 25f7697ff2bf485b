//! Matters (带回事项): who owns what a family said, what was answered, and the family's own word on
//! it. Visits bring them in through [`capture`]; families rate answers on the link page.

mod capture;
mod delivery;
mod detail;
mod family;
mod frozen;
mod lines;
mod pages;
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
pub use lines::{LinesFor, lines, open_counts, open_in};
pub use said::{Said, said};
pub use system::{answer_delivered, close_silences};
pub use work::Hands;
