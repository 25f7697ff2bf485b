//! What stays on this device until the server has it. The rules are free of browser types and
//! tested on the host; one thin layer binds them to IndexedDB.

pub mod draft;
mod kind;
mod latest;
mod store;
mod tail;
pub mod texts;

pub use kind::DraftKind;
pub use store::StoreError;
