//! 答复: the words that the family reads.

use leptos::prelude::*;
use tongyu_shared::{
    access::Action,
    feedback::{
        endpoints::SubmitAnswer,
        types::{MatterDetail, MatterKind},
    },
};

use super::desk::Desk;
use crate::{
    session::Session,
    t,
    ui::{Actions, Button, FormFrame, KeptNote, Kind, TextArea},
};

/// The form. An office's answer to a request goes to the coordinator first, and says so.
#[component]
pub fn Answer(
    /// The matter's desk.
    desk: Desk,
    /// What it is.
    of: MatterKind,
    /// Something else is the likelier thing to do.
    second: bool,
) -> impl IntoView {
    let form = desk.form();
    let proposes =
        of == MatterKind::Request && !untrack(|| Session::get().may(Action::MatterCoordinate));
    let kind = if second {
        Kind::Secondary
    } else {
        Kind::Primary
    };
    let send = Callback::new(move |()| {
        let text = desk.answer.get_untracked();
        desk.send_answer::<SubmitAnswer>(form, text, move |detail| {
            desk.say(what_next(detail).to_owned());
        });
    });
    let keep = Callback::new(move |()| desk.keeper.keep(desk.answer.get_untracked()));
    let text = if proposes {
        t!(matter_pages::send_proposal)
    } else {
        t!(feedback::send_answer)
    };
    view! {
            <FormFrame on_submit=send>
                {proposes
                    .then(|| {
                        view! {
                            <p class="muted matter-hint">{t!(feedback::answer_needs_approval)}</p>
                        }
                    })}
                <TextArea
                    name="text"
                    label=t!(matter_pages::write_answer)
                    hint=t!(feedback::answer_hint)
                    value=desk.answer
                    on_change=keep
                />
                <Actions note=move || view! { <KeptNote kept=desk.keeper.kept/> }>
                    <Button text kind submit=true busy=form.busy/>
                </Actions>
            </FormFrame>
    }
    .into_any()
}

fn what_next(detail: &MatterDetail) -> &'static str {
    if detail.line.awaits_approval {
        t!(matter_pages::done_proposed)
    } else {
        t!(matter_pages::done_answered)
    }
}
