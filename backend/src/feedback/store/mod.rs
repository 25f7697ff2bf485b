//! Matters in the database.

mod asked;
mod lists;
mod read;
mod write;

pub use asked::{Asked, account_of, asked_in, raised_by};
pub use lists::page;
pub use read::{
    counts, events, is_office_of, matter, matters_of, node_names, open_counts, open_in, past_due,
    routing, silent, staff_names, student_names, visible, within,
};
pub use write::{insert_events, insert_matters, next_seq, raise_version, raise_version_of, update};
