//! The app: contexts, the frame around every page, and which page answers which path.

use leptos::{mount::mount_to_body, prelude::*};

use crate::{
    feedback,
    identity::{
        demo::Demo,
        link::LinkPage,
        personas::{Personas, PersonasPage},
        sign_in::{SignInForm, SignInPage},
    },
    me::MePage,
    nav::{self, Nav},
    org,
    prefs::Prefs,
    route, school, scope,
    session::Session,
    site, t,
    ui::{Announcer, Button, Dialog, Footer, Kind, Masked, NotFound, Skeleton, Toasts},
    visits, writes,
};

/// Takes the place of the first paint.
pub fn start() {
    mount_to_body(App);
    if let Some(boot) = document().get_element_by_id("boot") {
        boot.remove();
    }
}

#[component]
fn App() -> impl IntoView {
    let prefs = Prefs::provide();
    Session::provide();
    writes::provide();
    provide_context(Announcer(RwSignal::new(String::new())));
    provide_context(Masked(RwSignal::new(false)));
    site::provide();
    let path = route::provide();
    // Another language draws everything anew: strings are plain values.
    (move || {
        crate::i18n::speak(prefs.lang.get());
        view! { <Frame path/> }
    })
    .into_any()
}

#[component]
fn Frame(path: Memo<String>) -> impl IntoView {
    let Announcer(said) = expect_context();
    view! {
        <a class="skip" href="#main">{t!(ui::skip)}</a>
        <Demo/>
        <div class="frame">
            <Nav path/>
            <div class="page">
                <main id="main">
                    <Gate path/>
                </main>
                <Footer/>
            </div>
        </div>
        <p class="sr" aria-live="polite">{said}</p>
        <Toasts/>
        <SignedOut/>
    }
    .into_any()
}

/// Who may see the page: everyone the open ones, whoever is signed in the others. The address
/// stays, so that the page is there after signing in.
#[component]
fn Gate(path: Memo<String>) -> impl IntoView {
    let session = Session::get();
    // A new session of the same person draws nothing anew: the text of a form stays.
    let account = Memo::new(move |_| session.me.with(|me| me.as_ref().map(|me| me.account)));
    (move || {
        let path = path.get();
        scope::own(|| {
            if let Some(page) = open_page(&path) {
                page
            } else if account.get().is_some() {
                page(&path)
            } else if session.known.get() {
                view! { <SignInPage/> }.into_any()
            } else {
                view! { <Skeleton/> }.into_any()
            }
        })
    })
    .into_any()
}

/// The pages that nobody needs to sign in for.
fn open_page(path: &str) -> Option<AnyView> {
    match route::segments(path).as_slice() {
        ["sign-in"] => Some(view! { <LinkPage/> }.into_any()),
        ["me"] => Some(view! { <MePage/> }.into_any()),
        #[cfg(feature = "gallery")]
        ["gallery"] => Some(view! { <crate::gallery::GalleryPage/> }.into_any()),
        _ => None,
    }
}

/// The page at `path` for whoever is signed in. Each room answers for its own paths.
fn page(path: &str) -> AnyView {
    match route::segments(path).as_slice() {
        [] => view! { <Start/> }.into_any(),
        ["personas"] => view! { <PersonasPage/> }.into_any(),
        other => visits::page(other)
            .or_else(|| feedback::page(other))
            .or_else(|| school::page(other))
            .or_else(|| org::page(other))
            .unwrap_or_else(|| view! { <NotFound/> }.into_any()),
    }
}

/// Leads to where the app begins for this person.
#[component]
fn Start() -> impl IntoView {
    let session = Session::get();
    Effect::new(move |_| {
        if let Some(home) = session.me.with(|me| me.as_ref().map(nav::home)) {
            route::replace(home);
        }
    });
    view! { <Skeleton/> }.into_any()
}

/// The sheet over the page when the session ended: no text is lost.
#[component]
fn SignedOut() -> impl IntoView {
    let ended = Session::get().ended;
    view! {
        <Dialog title=t!(ui::signed_out_title) open=ended>
            <p>{t!(ui::signed_out_text)}</p>
            <SignInForm/>
            <Personas/>
            <Button
                text=t!(ui::back_to_page)
                kind=Kind::Quiet
                on_press=Callback::new(move |()| ended.set(false))
            />
        </Dialog>
    }
    .into_any()
}
