//! A part of the page with contexts of its own. What is drawn anew keeps its owner, and an owner
//! keeps the contexts of what it drew before: a field would find the form of a page that is gone.

use leptos::{prelude::*, tachys::reactive_graph::OwnedView};

/// Draws a part whose contexts end with it.
pub fn own(draw: impl FnOnce() -> AnyView) -> AnyView {
    let owner = Owner::current().map_or_else(Owner::new, |above| above.child());
    let view = owner.with(draw);
    OwnedView::new_with_owner(view, owner).into_any()
}
