//! What several of these pages show.

mod contact_rows;
mod coverage;
mod family_row;
mod fold;
mod hotlines;
mod matter_row;
mod mode_chips;
mod plan_row;
pub mod reached_before;
mod reveal;

pub use contact_rows::guardians;
pub use coverage::CoverageRing;
pub use family_row::family_row;
pub use fold::Fold;
pub use hotlines::RiskQuestion;
pub use matter_row::{matter_on_its_way, matter_row};
pub use mode_chips::{mode_chips, mode_choices};
pub use plan_row::{plan_row, planned_for};
pub use reveal::{RevealAddressLine, RevealPhoneLine};
