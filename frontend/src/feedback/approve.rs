//! 同意并发出: the coordinator reads what an office wrote, rewords it where needed, and sends it.

use leptos::prelude::*;
use tongyu_shared::feedback::endpoints::ApproveAnswer;

use super::desk::Desk;
use crate::{
    t,
    ui::{Actions, Button, Card, FormFrame, KeptNote, TextArea},
};

/// The proposed words, ready to be changed.
#[component]
pub fn Approve(desk: Desk, proposal: String) -> impl IntoView {
    let form = desk.form();
    let text = RwSignal::new(proposal);
    // What she reworded before, once it was found on this device.
    Effect::new(move |_| {
        let kept = desk.answer.get();
        if !kept.is_empty() && text.with_untracked(|text| *text != kept) {
            text.set(kept);
        }
    });
    let keep = Callback::new(move |()| {
        let text = text.get_untracked();
        desk.answer.set(text.clone());
        desk.keeper.keep(text);
    });
    let send = Callback::new(move |()| {
        desk.send_answer::<ApproveAnswer>(form, text.get_untracked(), move |_| {
            desk.say(t!(matter_pages::done_answered).to_owned());
        });
    });
    view! {
        <Card title=t!(feedback::proposed_answer)>
            <FormFrame on_submit=send>
                <TextArea
                    name="text"
                    label=t!(matter_pages::write_answer)
                    hint=t!(feedback::approve_hint)
                    value=text
                    on_change=keep
                />
                <Actions note=move || view! { <KeptNote kept=desk.keeper.kept/> }>
                    <Button text=t!(matter_pages::approve) submit=true busy=form.busy/>
                </Actions>
            </FormFrame>
        </Card>
    }
    .into_any()
}
