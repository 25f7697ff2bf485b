//! A question over the page, in the browser's own dialog: it traps the focus and closes on Esc.

use std::sync::atomic::{AtomicU32, Ordering};

use leptos::{html, prelude::*};

/// Numbers the headings: two dialogs may lie over each other.
static MADE: AtomicU32 = AtomicU32::new(0);

/// A dialog that follows `open`; closing it in any way sets `open` to false.
#[component]
pub fn Dialog(
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Its content, drawn while it is open.
    children: ChildrenFn,
) -> impl IntoView {
    let place = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let open = open.get();
        let Some(dialog) = place.get() else { return };
        if open && !dialog.open() {
            if dialog.show_modal().is_err() {
                dialog.set_open(true);
            }
        } else if !open && dialog.open() {
            dialog.close();
        }
    });
    let children = StoredValue::new(children);
    let number = MADE.fetch_add(1, Ordering::Relaxed);
    let id = ["dialog-", &number.to_string()].concat();
    let heading = id.clone();
    view! {
        <dialog class="dialog" node_ref=place aria-labelledby=id on:close=move |_| open.set(false)>
            {move || {
                open.get()
                    .then(|| {
                        view! {
                            <h2 id=heading.clone()>{title}</h2>
                            {children.with_value(|children| children())}
                        }
                    })
            }}
        </dialog>
    }
    .into_any()
}
