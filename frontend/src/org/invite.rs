//! 邀请家长加入: a class with one press, a family with a link to pass on. Only whether someone has
//! joined is shown, nothing of what they do.

use leptos::prelude::*;
use tongyu_shared::{
    ids::{NodeId, PersonId, StudentId},
    org::{
        endpoints::{
            InviteClass, InviteFamily, ReadClassJoined, ReadFamilyJoined, RevokeFamilyInvitation,
        },
        joining::{ClassInvited, FamilyInvitation},
        types::ClassPath,
    },
    time::{Date, words as time_words},
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
    let revoked = RwSignal::new(false);
    let invite = Callback::new(move |()| {
        act.send::<InviteFamily>(&StudentPath { student }, &(), None, move |invitation| {
            revoked.set(false);
            made.set(Some(invitation));
            writes::happened();
        });
    });
    let asking = RwSignal::new(false);
    let revoke = Callback::new(move |()| {
        asking.set(false);
        act.send::<RevokeFamilyInvitation>(&StudentPath { student }, &(), None, move |()| {
            made.set(None);
            revoked.set(true);
            writes::happened();
        });
    });
    let open_until = move || joined.get()?.link_until;
    let who = move || Some(names(&joined.get()?.people, &guardians));
    view! {
        <Card title=t!(joining_pages::title)>
            <p>{who}</p>
            {move || match made.get() {
                Some(invitation) => link(&invitation),
                None => open_until().map(open_link).into_any(),
            }}
            {move || {
                revoked
                    .get()
                    .then(|| view! { <Notice tone=Tone::Ok text=t!(joining_pages::revoked)/> })
            }}
            {act.refusal()}
            <Actions>
                <Button
                    text=t!(joining_pages::invite_family)
                    kind=Kind::Secondary
                    busy=act.busy
                    on_press=invite
                />
                {move || open_until().map(|_| ask_to_revoke(asking))}
            </Actions>
            {revoking(asking, revoke)}
        </Card>
    }
    .into_any()
}

/// Who of the guardians has joined.
fn names(joined: &[PersonId], guardians: &[GuardianLine]) -> String {
    let names: Vec<_> = guardians
        .iter()
        .filter(|guardian| joined.contains(&guardian.person))
        .map(|guardian| words::relation(lang(), guardian.relation))
        .collect();
    if names.is_empty() {
        t!(joining_pages::nobody_joined).to_owned()
    } else {
        t!(joining_pages::joined, names.join(t!(visits::list_comma)))
    }
}

/// Asks before the link is taken back.
fn revoking(asking: RwSignal<bool>, revoke: Callback<()>) -> AnyView {
    view! {
        <Dialog title=t!(joining_pages::revoke) open=asking>
            <p>{t!(joining_pages::revoke_ask)}</p>
            <Actions>
                <Button text=t!(joining_pages::revoke_now) kind=Kind::Danger on_press=revoke/>
                <Button
                    text=t!(ui::cancel)
                    kind=Kind::Quiet
                    on_press=Callback::new(move |()| asking.set(false))
                />
            </Actions>
        </Dialog>
    }
    .into_any()
}

/// That a link of the family's opens, where it is not shown itself.
fn open_link(until: Date) -> AnyView {
    let day = time_words::date_short(lang(), until);
    view! { <p class="muted">{t!(joining_pages::link_open, day)}</p> }.into_any()
}

fn ask_to_revoke(asking: RwSignal<bool>) -> AnyView {
    view! {
        <Button
            text=t!(joining_pages::revoke)
            kind=Kind::Quiet
            on_press=Callback::new(move |()| asking.set(true))
        />
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
