//! What several of these pages show.

mod contact_rows;
mod coverage;
mod family_row;
mod fold;
mod hotlines;
mod matter_row;
pub mod reached_before;
mod reveal;

pub use contact_rows::guardians;
pub use coverage::CoverageRing;
pub use family_row::family_row;
pub use fold::Fold;
pub use hotlines::RiskQuestion;
pub use matter_row::{matter_on_its_way, matter_row};
pub use reveal::{RevealAddressLine, RevealPhoneLine};
