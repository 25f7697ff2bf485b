//! 接收 or 退回: whether a matter is for this office.

use leptos::prelude::*;
use tongyu_shared::{
    feedback::{endpoints::AcceptMatter, types::MatterDetail},
    ids::NodeId,
};

use super::{desk::Desk, due::due_still, hand_back::HandBack};
use crate::{
    t,
    ui::{Actions, Button, Card, FormFrame, Kind},
};

/// The question, its two answers, and the form of the second.
#[component]
pub fn Take(
    /// The matter's desk.
    desk: Desk,
    /// Its school.
    school: NodeId,
    /// It may be accepted.
    accept: bool,
    /// It may be handed back.
    hand_back: bool,
) -> impl IntoView {
    let form = desk.form();
    let take = Callback::new(move |()| {
        desk.send::<AcceptMatter>(form, None, &(), move |detail| desk.say(what_next(detail)));
    });
    let open = Callback::new(move |()| desk.handing_back.update(|open| *open = !*open));
    let yes = accept
        .then(|| view! { <Button text=t!(matter_pages::accept) submit=true busy=form.busy/> });
    let no = hand_back.then(|| {
        view! { <Button text=t!(matter_pages::hand_back) kind=Kind::Secondary on_press=open/> }
    });
    let title = if accept {
        t!(matter_pages::is_it_yours)
    } else {
        t!(matter_pages::is_it_not_yours)
    };
    view! {
        <Card title>
            <FormFrame on_submit=take>
                {accept.then(|| view! { <p class="muted">{t!(matter_pages::accept_hint)}</p> })}
                <Actions>{yes} {no}</Actions>
            </FormFrame>
            {move || {
                (hand_back && desk.handing_back.get()).then(|| view! { <HandBack desk school/> })
            }}
        </Card>
    }
    .into_any()
}

fn what_next(detail: &MatterDetail) -> String {
    match due_still(detail) {
        Some(day) => t!(matter_pages::done_accepted_by, day),
        None => t!(matter_pages::done_accepted).to_owned(),
    }
}
