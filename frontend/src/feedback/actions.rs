//! The actions that the server lists for this reader, each in its card.

use leptos::prelude::*;
use tongyu_shared::feedback::{
    endpoints::NoteMatter,
    types::{MatterAction, MatterDetail},
};

use super::{
    answer::Answer, approve::Approve, assign::Assign, desk::Desk, next::is_mine, proxy::Proxy,
    take::Take,
};
use crate::{
    session::Session,
    t,
    ui::{Actions, Button, Card, Details, FormFrame, Kind},
};

/// The cards of what this reader may do now, the likeliest first.
pub fn actions(desk: Desk, detail: &MatterDetail) -> AnyView {
    use MatterAction as A;
    let may = |action| detail.actions.contains(&action);
    // What was asked of the head teacher is answered at once; nobody waits to know who has it.
    let accept = may(A::Accept) && !detail.line.with_class;
    let hand_back = may(A::Return);
    let school = detail.school;
    let take =
        (accept || hand_back).then(|| view! { <Take desk school accept hand_back/> }.into_any());
    let answer = may(A::Answer).then(|| answer(desk, detail));
    let (before, after) = if accept { (take, None) } else { (None, take) };
    let proposal = detail.proposed_answer.clone().unwrap_or_default();
    let assign = may(A::Assign).then(|| view! { <Assign desk school/> });
    let approve = may(A::Approve).then(|| view! { <Approve desk proposal/> });
    let note = may(A::Note).then(|| view! { <Note desk/> });
    let proxy = may(A::Proxy).then(|| view! { <Proxy desk asked=detail.line.asked.is_some()/> });
    let not_sent = (!may(A::Answer) && !may(A::Approve)).then(|| view! { <NotSent desk/> });
    view! {
        {assign}
        {before}
        {approve}
        {answer}
        {after}
        {note}
        {proxy}
        {not_sent}
    }
    .into_any()
}

/// The answer's card. Whoever may answer what is another's to do finds it folded.
fn answer(desk: Desk, detail: &MatterDetail) -> AnyView {
    let mine = Session::get()
        .me
        .with_untracked(|me| me.as_ref().is_some_and(|me| is_mine(me, &detail.line)));
    let of = detail.line.kind;
    let takes_on = detail.actions.contains(&MatterAction::Accept) && !detail.line.with_class;
    let second = !mine || takes_on;
    if mine {
        return view! {
            <Card title=t!(feedback::answer_text)>
                <Answer desk of second/>
            </Card>
        }
        .into_any();
    }
    view! {
        <Card>
            <Details summary=t!(matter_pages::answer_yourself)>
                <Answer desk of second/>
            </Details>
        </Card>
    }
    .into_any()
}

/// 已知悉: feedback that wants no answer.
#[component]
fn Note(desk: Desk) -> impl IntoView {
    let form = desk.form();
    let note = Callback::new(move |()| {
        desk.send::<NoteMatter>(form, None, &(), move |_| {
            desk.say(t!(matter_pages::done_noted).to_owned());
        });
    });
    view! {
        <Card>
            <FormFrame on_submit=note>
                <p class="muted">{t!(matter_pages::note_hint)}</p>
                <Actions>
                    <Button text=t!(matter_pages::note) submit=true busy=form.busy/>
                </Actions>
            </FormFrame>
        </Card>
    }
    .into_any()
}

/// An answer that was written but can no longer be sent: nothing typed is lost unseen.
#[component]
fn NotSent(desk: Desk) -> impl IntoView {
    let drop = Callback::new(move |()| desk.drop_answer());
    (move || {
        Some(desk.answer.get())
            .filter(|text| !text.trim().is_empty())
            .map(|text| {
                view! {
                    <Card title=t!(matter_pages::not_sent)>
                        <p class="muted">{t!(matter_pages::not_sent_hint)}</p>
                        <blockquote class="read">{text}</blockquote>
                        <Actions>
                            <Button
                                text=t!(matter_pages::drop)
                                kind=Kind::Secondary
                                on_press=drop
                            />
                        </Actions>
                    </Card>
                }
            })
    })
    .into_any()
}
