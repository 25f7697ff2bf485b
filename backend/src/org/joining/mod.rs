//! Joining: families are invited, agree to what is used, and see their children from then on.
//! `children` is the one door to what a guardian may see.

mod asks;
mod carers;
mod children;
mod code;
mod consent;
mod draw;
mod ending;
mod form;
mod gate;
mod invitation;
mod missing;
mod notice;
mod pages;
pub mod routes;
mod sending;
mod service;
mod store;
mod typed;
mod view;

pub use asks::forget_unproved;
pub use carers::{
    CarerRequest, decide as decide_carer, decides_for, waiting_for as carers_waiting_for,
    waiting_of as carers_waiting_of,
};
pub use children::{Child, children, joined};
pub use consent::{Given, ever_agreed, given, has_agreed, joined_people};
pub use draw::code_field;
pub use ending::{Carer, Refusal, carers_of, end_carer, refusals_of};
pub use gate::{AGAIN, Guest, KEPT, leads_to, show, show_all, sign_in, take, take_all, take_typed};
pub use missing::show as show_missing;
pub use notice::PATH as NOTICE;
pub use sending::send as invite;
pub use service::{agree, family_invitation, invite_own_family, is_last, withdraw};
pub use store::relations;
pub use typed::{Typed, given_back, sent};
