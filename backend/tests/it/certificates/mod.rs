//! From the public notice to what becomes of a certificate.

mod desk;
mod files;
mod foreign;
mod issuing;
mod legacy;
mod notice;
mod pages;
mod revoking;
