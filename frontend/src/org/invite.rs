//! 邀请家长加入: a class with one press, a family with a link to pass on. Only whether someone has
//! joined is shown, nothing of what they do.

use leptos::prelude::*;
use tongyu_shared::{
    ids::{NodeId, StudentId},
    org::{
        endpoints::{InviteClass, InviteFamily, ReadClassJoined, ReadFamilyJoined},
        joining::{ClassInvited, FamilyInvitation},
        types::ClassPath,
    },
    time::words as time_words,
    visits::{
        types::{GuardianLine, StudentPath},
        words,
    },
};

use crate::{
    act::Act,
    i18n::lang,
    load::load,
    t,
    ui::{Actions, Button, Card, Dialog, Kind, Notice, Tone},
    writes,
};

/// How many families of a class have joined, and the press that invites the others.
#[component]
pub fn InviteClassCard(
    /// The class.
    class: NodeId,
) -> impl IntoView {
    let joined = load::<ReadClassJoined>(move || (ClassPath { class }, ()));
    let act = Act::new();
    let asking = RwSignal::new(false);
    let done = RwSignal::new(None::<ClassInvited>);
    let invite = Callback::new(move |()| {
        asking.set(false);
        act.send::<InviteClass>(&ClassPath { class }, &(), None, move |invited| {
            done.set(Some(invited));
            writes::happened();
        });
    });
    let counts = move || {
        let joined = joined.get()?;
        Some(t!(
            joining_pages::class_joined,
            joined.joined,
            joined.families
        ))
    };
    view! {
        <Card title=t!(joining_pages::title)>
            <p class="muted">{counts}</p>
            {move || done.get().map(|invited| view! { <Notice tone=Tone::Ok text=told(invited)/> })}
            {act.refusal()}
            <Actions>
                <Button
                    text=t!(joining_pages::invite_class)
                    kind=Kind::Secondary
                    busy=act.busy
                    on_press=Callback::new(move |()| asking.set(true))
                />
            </Actions>
            <Dialog title=t!(joining_pages::invite_class) open=asking>
                <p>{t!(joining_pages::invite_class_ask)}</p>
                <Actions>
                    <Button text=t!(joining_pages::invite_now) on_press=invite/>
                    <Button
                        text=t!(ui::cancel)
                        kind=Kind::Quiet
                        on_press=Callback::new(move |()| asking.set(false))
                    />
                </Actions>
            </Dialog>
        </Card>
    }
    .into_any()
}

fn told(invited: ClassInvited) -> String {
    let mut said = vec![t!(
        joining_pages::invited,
        invited.families,
        invited.messages
    )];
    if invited.invited_today > 0 {
        said.push(t!(joining_pages::invited_today, invited.invited_today));
    }
    if invited.without_phone > 0 {
        said.push(t!(joining_pages::without_phone, invited.without_phone));
    }
    said.concat()
}

/// Who of a family has joined, and the family's link.
#[component]
pub fn InviteFamilyCard(
    /// The child.
    student: StudentId,
    /// Its guardians.
    guardians: Vec<GuardianLine>,
) -> impl IntoView {
    let joined = load::<ReadFamilyJoined>(move || (StudentPath { student }, ()));
    let act = Act::new();
    let made = RwSignal::new(None::<FamilyInvitation>);
    let invite = Callback::new(move |()| {
        act.send::<InviteFamily>(&StudentPath { student }, &(), None, move |invitation| {
            made.set(Some(invitation));
        });
    });
    let who = move || {
        let joined = joined.get()?;
        let names: Vec<_> = guardians
            .iter()
            .filter(|guardian| joined.people.contains(&guardian.person))
            .map(|guardian| words::relation(lang(), guardian.relation))
            .collect();
        Some(if names.is_empty() {
            t!(joining_pages::nobody_joined).to_owned()
        } else {
            t!(joining_pages::joined, names.join(t!(visits::list_comma)))
        })
    };
    view! {
        <Card title=t!(joining_pages::title)>
            <p>{who}</p>
            {move || made.get().map(|invitation| link(&invitation))}
            {act.refusal()}
            <Actions>
                <Button
                    text=t!(joining_pages::invite_family)
                    kind=Kind::Secondary
                    busy=act.busy
                    on_press=invite
                />
            </Actions>
        </Card>
    }
    .into_any()
}

fn link(invitation: &FamilyInvitation) -> AnyView {
    let until = time_words::date_short(lang(), invitation.until);
    let sent = match invitation.messages {
        0 => t!(joining_pages::no_message).to_owned(),
        count => t!(joining_pages::messages_sent, count),
    };
    view! {
        <p role="status">{sent}</p>
        <div class="field">
            <label for="invitation">{t!(joining_pages::link, until)}</label>
            <input id="invitation" class="input" readonly value=invitation.url.clone()/>
        </div>
    }
    .into_any()
}
