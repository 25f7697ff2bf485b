//! The bar of the demo: who one is, another person, the messages, and how to begin anew.

use leptos::prelude::*;

use crate::{
    session::Session,
    t,
    ui::{Actions, Button, DemoBar, Dialog, Kind, Site},
};

/// The bar; nothing outside the demo.
#[component]
pub fn Demo() -> impl IntoView {
    let site = expect_context::<Site>();
    let session = Session::get();
    let who = Signal::derive(move || {
        let name = session.me.with(|me| me.as_ref().map(|me| me.name.clone()));
        name.unwrap_or_default()
    });
    (move || site.demo.get().then(|| bar(who))).into_any()
}

fn bar(who: Signal<String>) -> AnyView {
    let resetting = RwSignal::new(false);
    let ask = Callback::new(move |()| resetting.set(true));
    let close = Callback::new(move |()| resetting.set(false));
    view! {
        <DemoBar who>
            <a href="/personas">{t!(ui::change_persona)}</a>
            <a href="/demo/messages" rel="external">{t!(identity::messages)}</a>
            <Button text=t!(identity::reset) kind=Kind::Quiet on_press=ask/>
        </DemoBar>
        <Dialog title=t!(identity::reset) open=resetting>
            <p>{t!(identity::reset_how)}</p>
            <p><code>"cargo xtask start --reset"</code></p>
            <Actions>
                <Button text=t!(ui::close) kind=Kind::Secondary on_press=close/>
            </Actions>
        </Dialog>
    }
    .into_any()
}
