//! Writing a staff list: accounts by phone, offices, and the roles that a list may give. It gives
//! no role that administers a school, and takes none away but that of a class's former teacher.

mod apply;
mod store;

pub use apply::apply;
