//! The kit of the browser journeys: the real binary, a real browser, and a person's hands and
//! eyes. A journey finds everything by the words on the screen; it never knows a class or an id.

pub mod ask;
pub mod axe;
pub mod browser;
pub mod caller;
pub mod coming;
pub mod driver;
pub mod film;
pub mod ime;
pub mod journey;
pub mod keyboard;
pub mod look;
pub mod network;
pub mod person;
pub mod process;
pub mod roster;
pub mod screens;
pub mod server;
pub mod shot;
pub mod tap;
pub mod wait;
pub mod words;

pub use browser::{Browser, Size};
pub use caller::Caller;
pub use journey::{journey, journey_in};
pub use look::Look;
pub use server::City;
