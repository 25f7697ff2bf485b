//! 退回: why a matter belongs elsewhere, and where.

use leptos::prelude::*;
use tongyu_shared::{
    feedback::{endpoints::HandBackMatter, types::ReturnMatter},
    ids::NodeId,
    org::{endpoints::ListOffices, types::Office, types::SchoolPath},
};

use super::desk::Desk;
use crate::{
    load::load_once,
    route, t,
    ui::{Actions, Button, Chips, Choice, FormFrame, KeptNote, TextArea, toast},
};

/// The form. Once handed back, the matter is out of this office's reach: the inbox follows.
#[component]
pub fn HandBack(desk: Desk, school: NodeId) -> impl IntoView {
    let form = desk.form();
    let offices = load_once::<ListOffices>(move || (SchoolPath { school }, ()));
    let own = desk
        .load()
        .get_untracked()
        .and_then(|detail| detail.line.office);
    let send = Callback::new(move |()| {
        let body = ReturnMatter {
            reason: desk.reason.get_untracked(),
            // Empty where there is no suggestion.
            proposed_office: desk.office.get_untracked().parse().ok(),
        };
        let keeper = Some(desk.returning.keeper);
        desk.send::<HandBackMatter>(form, keeper, &body, |_| {
            toast(t!(matter_pages::done_returned));
            route::go("/matters");
        });
    });
    let kept = desk.returning.keeper.kept;
    view! {
        <div class="matter-fold">
            <FormFrame on_submit=send>
                <TextArea
                    name="reason"
                    label=t!(feedback::return_reason)
                    hint=t!(feedback::return_reason_hint)
                    value=desk.reason
                    on_change=desk.returning.keep()
                />
                {offices.view(2, move |list| choices(desk, own, &list))}
                <p class="muted">{t!(matter_pages::hand_back_hint)}</p>
                <Actions note=move || view! { <KeptNote kept/> }>
                    <Button text=t!(matter_pages::hand_back_now) submit=true busy=form.busy/>
                </Actions>
            </FormFrame>
        </div>
    }
    .into_any()
}

fn choices(desk: Desk, own: Option<NodeId>, offices: &[Office]) -> AnyView {
    let others = offices.iter().filter(|office| Some(office.id) != own);
    let mut choices: Vec<_> = others
        .map(|office| Choice::new(office.id.to_string(), office.name.clone()))
        .collect();
    choices.push(Choice::new("", t!(matter_pages::no_suggestion)));
    view! {
        <Chips
            name="proposed_office"
            legend=t!(feedback::proposed_office)
            choices
            value=desk.office
            on_change=desk.returning.keep()
        />
    }
    .into_any()
}
