//! 转交: the coordinator sends a matter to an office.

use leptos::prelude::*;
use tongyu_shared::{
    feedback::{
        endpoints::AssignOffice,
        types::{AssignMatter, MatterDetail},
    },
    ids::NodeId,
    org::{endpoints::ListOffices, types::Office, types::SchoolPath},
};

use super::{desk::Desk, due::due_still};
use crate::{
    load::load_once,
    t,
    ui::{Actions, Button, Card, Chips, Choice, FormFrame},
};

/// The offices with their members, and the button that names the chosen one.
#[component]
pub fn Assign(desk: Desk, school: NodeId) -> impl IntoView {
    let form = desk.form();
    let offices = load_once::<ListOffices>(move || (SchoolPath { school }, ()));
    let chosen = Memo::new(move |_| {
        let chosen = desk.office.get();
        offices.get().and_then(|list| {
            list.iter()
                .find(|office| office.id.to_string() == chosen)
                .cloned()
        })
    });
    let send = Callback::new(move |()| {
        if let Some(office) = chosen.get_untracked() {
            let body = AssignMatter { office: office.id };
            desk.send::<AssignOffice>(form, None, &body, move |detail| {
                desk.office.set(String::new());
                desk.say(what_next(&office.name, detail));
            });
        }
    });
    let text = move || {
        chosen.with(|office| match office {
            Some(office) => t!(matter_pages::pass_to, &office.name),
            None => t!(matter_pages::pass_on).to_owned(),
        })
    };
    view! {
        <Card>
            <FormFrame on_submit=send>
                {offices.view(2, move |list| choices(desk, &list))}
                <p class="muted">{move || chosen.with(|office| office.as_ref().map(members))}</p>
                <Actions>
                    <Button
                        text=Signal::derive(text)
                        submit=true
                        busy=form.busy
                        disabled=Signal::derive(move || chosen.with(Option::is_none))
                    />
                </Actions>
            </FormFrame>
        </Card>
    }
    .into_any()
}

fn choices(desk: Desk, offices: &[Office]) -> AnyView {
    let choices: Vec<_> = offices
        .iter()
        .map(|office| Choice::new(office.id.to_string(), office.name.clone()))
        .collect();
    view! {
        <Chips name="office" legend=t!(feedback::choose_office) choices value=desk.office/>
    }
    .into_any()
}

fn members(office: &Office) -> String {
    if office.members.is_empty() {
        return t!(feedback::office_without_members).to_owned();
    }
    let names = office.members.join(t!(visits::list_comma));
    t!(feedback::office_members, names)
}

fn what_next(office: &str, detail: &MatterDetail) -> String {
    match due_still(detail) {
        Some(day) => t!(matter_pages::done_assigned_by, office, day),
        None => t!(matter_pages::done_assigned, office),
    }
}
