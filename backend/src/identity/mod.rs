//! Who people are and how they sign in.

mod codes;
mod me;
pub mod people;
pub mod personas;
pub mod routes;
mod service;
mod sign_in_link;
mod store;

pub use codes::{Tried, redeem_one as try_code};
pub use people::{
    account_held, account_of_person, create_account, find_or_create_person, find_person, phone_of,
};
pub use service::{
    begin as begin_session, request_code, send_code, sign_in_with_code, sign_out,
    sign_out_everywhere,
};
pub use sign_in_link::{address as sign_in_address, make as make_sign_in_link};
pub use store::account_of_phone;
