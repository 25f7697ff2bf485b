//! A long list: its first page follows writes like every read, further ones come on a press and
//! are dropped when the first one changes.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};
use tongyu_shared::api::{endpoint::Endpoint, page::Page};

use crate::{
    api::{self, ApiError},
    load::Load,
    ui::{More, failure_words, toast},
};

/// The pages behind the first one.
pub struct Further<T: Send + Sync + 'static> {
    first: Load<Page<T>>,
    /// The rows of these pages.
    pub items: RwSignal<Vec<T>>,
    next: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
}

impl<T: Send + Sync + 'static> Clone for Further<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: Send + Sync + 'static> Copy for Further<T> {}

impl<T: Send + Sync + 'static> Further<T> {
    /// Nothing yet behind `first`.
    pub fn behind(first: Load<Page<T>>) -> Self {
        let further = Self {
            first,
            items: RwSignal::new(Vec::new()),
            next: RwSignal::new(None),
            busy: RwSignal::new(false),
        };
        Effect::new(move |_| {
            let next = first.get().and_then(|page| page.next.clone());
            further.items.set(Vec::new());
            further.next.set(next);
        });
        further
    }

    /// The button for the next page; nothing on the last one. `query` asks for the page behind
    /// the key it gets.
    pub fn more<E>(self, path: E::Path, query: impl Fn(String) -> E::Query + 'static) -> AnyView
    where
        E: Endpoint<Body = (), Reply = Page<T>>,
        E::Path: Clone,
    {
        let query = StoredValue::new_local(query);
        let path = StoredValue::new_local(path);
        let on_more = Callback::new(move |()| {
            let Some(after) = self.next.get_untracked() else {
                return;
            };
            let first = self.first.get_untracked();
            self.busy.set(true);
            spawn_local(async move {
                let (Some(path), Some(query)) = (
                    path.try_get_value(),
                    query.try_with_value(|query| query(after)),
                ) else {
                    return;
                };
                let answer = api::call::<E>(&path, &query, &()).await;
                self.add(first.as_ref(), answer.map(|reply| reply.value));
            });
        });
        view! { <More has_more=move || self.next.get().is_some() busy=self.busy on_more/> }
            .into_any()
    }

    fn add(self, first: Option<&Arc<Page<T>>>, answer: Result<Page<T>, ApiError>) {
        // The page may be gone by now.
        if self.busy.try_set(false).is_some() {
            return;
        }
        match answer {
            Ok(page) => {
                let now = self.first.get_untracked();
                // Another list since the press: this page belongs to none.
                if now.as_ref().map(Arc::as_ptr) == first.map(Arc::as_ptr) {
                    self.items.update(|items| items.extend(page.items));
                    self.next.set(page.next);
                }
            }
            Err(error) => toast(failure_words(&error).0),
        }
    }
}
