//! The person's own card on 我的: name, places, and the ways out.

use leptos::{prelude::*, task::spawn_local};
use tongyu_shared::identity::{
    endpoints::{SignOut, SignOutEverywhere},
    types::Me,
};

use crate::{
    api::{self, ApiError},
    route,
    session::Session,
    t,
    ui::{Actions, Button, Card, Dialog, Icon, Kind, Row, Rows, failure_words, toast},
};

/// The card of whoever is signed in.
#[component]
pub fn AccountCard() -> impl IntoView {
    let session = Session::get();
    (move || session.me.get().map(|me| card(me, session))).into_any()
}

fn card(me: Me, session: Session) -> AnyView {
    let asking = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let finish = move |answer: Result<(), ApiError>| {
        busy.try_set(false);
        match answer {
            Ok(()) => {
                session.leave();
                route::go("/");
            }
            Err(error) => toast(failure_words(&error).0),
        }
    };
    let here = Callback::new(move |()| {
        busy.set(true);
        spawn_local(async move {
            finish(api::call::<SignOut>(&(), &(), &()).await.map(drop));
        });
    });
    let everywhere = Callback::new(move |()| {
        asking.set(false);
        busy.set(true);
        spawn_local(async move {
            finish(
                api::call::<SignOutEverywhere>(&(), &(), &())
                    .await
                    .map(drop),
            );
        });
    });
    let places = me
        .roles
        .into_iter()
        .map(|held| {
            let school = held.school_name.filter(|school| *school != held.node_name);
            view! { <Row who=held.node_name note=school.unwrap_or_default()/> }
        })
        .collect_view();
    view! {
        <Card title=me.name>
            <Rows>{places}</Rows>
            <Actions>
                <Button
                    text=t!(identity::sign_out)
                    icon=Icon::Leave
                    kind=Kind::Secondary
                    busy
                    on_press=here
                />
                <Button
                    text=t!(identity::sign_out_everywhere)
                    kind=Kind::Quiet
                    on_press=Callback::new(move |()| asking.set(true))
                />
            </Actions>
        </Card>
        <Dialog title=t!(identity::sign_out_everywhere) open=asking>
            <p>{t!(identity::sign_out_everywhere_ask)}</p>
            <Actions>
                <Button
                    text=t!(identity::sign_out_everywhere)
                    kind=Kind::Danger
                    on_press=everywhere
                />
                <Button
                    text=t!(ui::cancel)
                    kind=Kind::Secondary
                    on_press=Callback::new(move |()| asking.set(false))
                />
            </Actions>
        </Dialog>
    }
    .into_any()
}
