//! The app: contexts and the frame around every page. Which page answers which path is told by
//! the part that is started.

use leptos::{mount::mount_to_body, prelude::*};

use crate::{
    identity::{
        demo::Demo,
        personas::Personas,
        sign_in::{SignInForm, SignInPage},
    },
    nav::{self, Nav},
    part::Part,
    prefs::Prefs,
    route, scope,
    session::Session,
    site, t,
    ui::{Announcer, Button, Dialog, Footer, Kind, Masked, NotFound, Skeleton, Toasts},
    writes,
};

/// Takes the place of the first paint.
pub fn start(part: Part) {
    mount_to_body(move || view! { <App part/> });
    if let Some(boot) = document().get_element_by_id("boot") {
        boot.remove();
    }
}

#[component]
fn App(part: Part) -> impl IntoView {
    let prefs = Prefs::provide();
    Session::provide();
    writes::provide();
    provide_context(Announcer(RwSignal::new(String::new())));
    provide_context(Masked(RwSignal::new(false)));
    site::provide();
    let path = route::provide(part);
    // Another language draws everything anew: strings are plain values.
    (move || {
        crate::i18n::speak(prefs.lang.get());
        view! { <Frame part path/> }
    })
    .into_any()
}

#[component]
fn Frame(part: Part, path: Memo<String>) -> impl IntoView {
    let Announcer(said) = expect_context();
    view! {
        <a class="skip" href="#main">{t!(ui::skip)}</a>
        <Demo/>
        <div class="frame">
            <Nav path/>
            <div class="page">
                <main id="main">
                    <Gate part path/>
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
fn Gate(part: Part, path: Memo<String>) -> impl IntoView {
    let session = Session::get();
    // A new session of the same person draws nothing anew: the text of a form stays.
    let account = Memo::new(move |_| session.me.with(|me| me.as_ref().map(|me| me.account)));
    (move || {
        let path = path.get();
        let path = route::segments(&path);
        scope::own(|| {
            if let Some(page) = (part.open)(&path) {
                page
            } else if account.get().is_some() {
                (part.pages)(&path).unwrap_or_else(|| view! { <NotFound/> }.into_any())
            } else if session.known.get() {
                view! { <SignInPage/> }.into_any()
            } else {
                view! { <Skeleton/> }.into_any()
            }
        })
    })
    .into_any()
}

/// Leads to where the app begins for this person.
#[component]
pub fn Start() -> impl IntoView {
    let session = Session::get();
    Effect::new(move |_| {
        if let Some(home) = session.me.with(|me| me.as_ref().map(nav::home)) {
            if home == nav::FAMILY {
                route::leave(home);
            } else {
                route::replace(home);
            }
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
