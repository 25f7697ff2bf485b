//! Lessons and films in the database.

mod assets;
mod lessons;
mod lists;

pub use assets::{
    Looker, Readable, asset_of_content, captions, insert_asset, known_contents, readable,
};
pub use lessons::{
    Found, find, insert, raise_version, save_captions, save_film, save_step, save_text,
};
pub use lists::{CatalogueFilter, Desk, DeskRow, catalogue, desk, published};
