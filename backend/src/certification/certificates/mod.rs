//! What follows 拟认定: the public notice, certificates with their pages and files, holders from
//! before.

mod credential;
mod document;
mod downloads;
mod issue;
mod legacy;
mod manage;
mod notices;
mod office;
mod own;
mod pages;
pub mod planting;
mod press;
mod published;
mod revoking;
mod routes;
mod rows;
mod status_list;
mod store;
mod token;

pub use issue::issue;
pub use legacy::{
    SheetHolder,
    service::{confirm as confirm_holders, keep as keep_holders},
};
pub use notices::{
    objections::{NewObjection, take as take_objection},
    service::publish,
};
pub use press::{Press, RealPress};
pub use routes::mount;
pub use store::{Standing, held, running};
pub use token::path as page_path;
