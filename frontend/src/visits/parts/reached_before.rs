//! How many families each class had met when this phone last looked, so that the ring can close
//! by its step after a visit. Lost with the page, and then the ring simply stands.

use std::{cell::RefCell, collections::HashMap};

use tongyu_shared::ids::NodeId;

thread_local! {
    static SEEN: RefCell<HashMap<NodeId, u32>> = RefCell::default();
}

/// Notes what a page shows.
pub fn note(class: NodeId, reached: u32) {
    SEEN.with_borrow_mut(|seen| seen.insert(class, reached));
}

/// What a page showed last.
pub fn get(class: NodeId) -> Option<u32> {
    SEEN.with_borrow(|seen| seen.get(&class).copied())
}
