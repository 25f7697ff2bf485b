//! Reading for a page: fetch, show a skeleton, keep stale data when a reload fails, and draw
//! empty, failed and forbidden as different pictures. The engine knows no types; `Load<T>` is a
//! thin typed handle, so that a page costs few bytes.

use std::{any::Any, marker::PhantomData, sync::Arc};

use leptos::{prelude::*, task::spawn_local};
use serde::de::DeserializeOwned;
use tongyu_shared::api::endpoint::Endpoint;

use crate::{
    api::{self, ApiError, Outgoing, Raw},
    clock,
    i18n::lang,
    t,
    ui::{Button, Failed, Kind, Notice, Skeleton, Tone},
    writes,
};

type Erased = Arc<dyn Any + Send + Sync>;
type Decode = fn(&str) -> Result<Erased, ApiError>;

/// What a page reads: the newest answer, and whether the last try failed.
pub struct Load<T> {
    core: Core,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Load<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Load<T> {}

#[derive(Clone, Copy)]
struct Core {
    data: RwSignal<Option<Erased>>,
    error: RwSignal<Option<ApiError>>,
    busy: RwSignal<bool>,
    etag: RwSignal<Option<String>>,
    /// The text last shown: the same answer again draws nothing anew.
    text: StoredValue<String>,
    /// The time of day when `data` arrived.
    at: RwSignal<String>,
    /// Counts requests: an answer that was overtaken is dropped.
    turn: StoredValue<u32>,
    again: RwSignal<u32>,
    decode: Decode,
}

/// Reads endpoint `E` now, when the signals in `request` change, and after every write.
pub fn load<E>(request: impl Fn() -> (E::Path, E::Query) + 'static) -> Load<E::Reply>
where
    E: Endpoint<Body = ()>,
    E::Reply: Send + Sync,
{
    read::<E>(request, true)
}

/// Reads endpoint `E` now and when the signals in `request` change, not after writes: for what
/// a form starts from, so that a write elsewhere never takes text away.
pub fn load_once<E>(request: impl Fn() -> (E::Path, E::Query) + 'static) -> Load<E::Reply>
where
    E: Endpoint<Body = ()>,
    E::Reply: Send + Sync,
{
    read::<E>(request, false)
}

fn read<E>(request: impl Fn() -> (E::Path, E::Query) + 'static, follow: bool) -> Load<E::Reply>
where
    E: Endpoint<Body = ()>,
    E::Reply: Send + Sync,
{
    let core = Core::new(decode_as::<E::Reply>);
    core.run(
        Box::new(move || {
            let (path, query) = request();
            Outgoing::of::<E>(&path, &query, &())
        }),
        follow,
    );
    Load {
        core,
        kind: PhantomData,
    }
}

fn decode_as<T: DeserializeOwned + Send + Sync + 'static>(text: &str) -> Result<Erased, ApiError> {
    Ok(Arc::new(api::decode::<T>(text)?))
}

impl<T: Send + Sync + 'static> Load<T> {
    /// The newest answer; `None` before the first one.
    pub fn get(self) -> Option<Arc<T>> {
        self.core.data.get().and_then(|data| data.downcast().ok())
    }

    /// The newest answer, without following it.
    pub fn get_untracked(self) -> Option<Arc<T>> {
        untrack(move || self.get())
    }

    /// The version of the newest answer, for `If-Match`.
    pub fn etag(self) -> Option<String> {
        self.core.etag.get_untracked()
    }

    /// Why the last try failed.
    pub fn error(self) -> Option<ApiError> {
        self.core.error.get()
    }

    /// Whether a reading is on its way.
    pub fn busy(self) -> bool {
        self.core.busy.get()
    }

    /// Reads again.
    pub fn reload(self) {
        self.core.reload();
    }

    /// Draws whichever picture is due; `ready` draws the data. `lines` is the number of skeleton
    /// rows that come closest to the final shape.
    pub fn view(self, lines: usize, ready: impl Fn(Arc<T>) -> AnyView + 'static) -> AnyView {
        let ready = move |data: Erased| match data.downcast::<T>() {
            Ok(data) => ready(data),
            Err(_) => ().into_any(),
        };
        self.core.view(lines, Box::new(ready))
    }
}

/// Which picture is due.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Picture {
    Waiting,
    Data,
    Failure,
}

impl Core {
    fn new(decode: Decode) -> Self {
        Self {
            data: RwSignal::new(None),
            error: RwSignal::new(None),
            busy: RwSignal::new(true),
            etag: RwSignal::new(None),
            text: StoredValue::new(String::new()),
            at: RwSignal::new(String::new()),
            turn: StoredValue::new(0),
            again: RwSignal::new(0),
            decode,
        }
    }

    fn run(self, request: Box<dyn Fn() -> Result<Outgoing, ApiError>>, follow: bool) {
        Effect::new(move |_| {
            self.again.track();
            if follow {
                writes::track();
            }
            self.fetch(request());
        });
    }

    fn fetch(self, request: Result<Outgoing, ApiError>) {
        let turn = self.turn.get_value().wrapping_add(1);
        self.turn.set_value(turn);
        self.busy.set(true);
        spawn_local(async move {
            let answer = match request {
                Ok(request) => api::send(request).await,
                Err(error) => Err(error),
            };
            // The page may be gone, or a newer request on its way.
            if self.turn.try_get_value() == Some(turn) {
                self.settle(answer);
            }
        });
    }

    fn settle(self, answer: Result<Raw, ApiError>) {
        let decoded = answer.and_then(|raw| {
            let same = self.text.with_value(|text| *text == raw.text);
            Ok((
                if same {
                    None
                } else {
                    Some((self.decode)(&raw.text)?)
                },
                raw,
            ))
        });
        self.busy.set(false);
        match decoded {
            Ok((data, raw)) => {
                self.error.set(None);
                self.at.set(clock::time_now());
                self.etag.set(raw.etag);
                if let Some(data) = data {
                    self.text.set_value(raw.text);
                    self.data.set(Some(data));
                }
            }
            Err(error) => self.error.set(Some(error)),
        }
    }

    fn reload(self) {
        self.again.update(|n| *n = n.wrapping_add(1));
    }

    fn view(self, lines: usize, ready: Box<dyn Fn(Erased) -> AnyView>) -> AnyView {
        let picture = Memo::new(move |_| {
            if self.data.with(Option::is_some) {
                Picture::Data
            } else if self.error.with(Option::is_some) {
                Picture::Failure
            } else {
                Picture::Waiting
            }
        });
        let ready = StoredValue::new_local(ready);
        (move || match picture.get() {
            Picture::Waiting => view! { <Skeleton lines/> }.into_any(),
            Picture::Failure => self.failure(),
            Picture::Data => {
                let body = move || {
                    self.data
                        .get()
                        .map(|data| ready.with_value(|ready| ready(data)))
                };
                view! { {self.stale()} {body} }.into_any()
            }
        })
        .into_any()
    }

    fn failure(self) -> AnyView {
        self.error
            .get()
            .map(|error| {
                let retry = Callback::new(move |()| self.reload());
                view! { <Failed error retry/> }
            })
            .into_any()
    }

    /// Says that what is shown is not fresh, and offers another try.
    fn stale(self) -> AnyView {
        (move || {
            self.error.with(Option::is_some).then(|| {
                let text = tongyu_shared::text::ui::stale_as_of(lang(), self.at.get());
                view! {
                    <Notice tone=Tone::Warn text>
                        <Button
                            text=t!(ui::try_again)
                            kind=Kind::Quiet
                            busy=self.busy
                            on_press=Callback::new(move |()| self.reload())
                        />
                    </Notice>
                }
            })
        })
        .into_any()
    }
}
