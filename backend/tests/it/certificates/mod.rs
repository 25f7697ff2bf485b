//! From the public notice to what becomes of a certificate.

mod access;
pub mod desk;
mod files;
mod foreign;
mod issuing;
mod legacy;
mod namesakes;
pub mod notice;
mod notice_days;
mod one_each;
mod pages;
mod places;
mod proposals;
mod revoking;
mod second_level;
mod second_notice;
mod series;
mod supplied;
