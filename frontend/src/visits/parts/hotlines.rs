//! The question after a visit, away from the parents' eyes: is there something that must be
//! reported separately? Until such reports have their own form, it leads to the telephone.

use leptos::prelude::*;

use crate::{
    t,
    ui::{Actions, Button, Card, Icon, IconView, Kind},
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Answer {
    Asked,
    No,
    Yes,
}

/// Asks, and shows whom to call. Nothing of it is kept.
#[component]
pub fn RiskQuestion() -> impl IntoView {
    let answer = RwSignal::new(Answer::Asked);
    let press = move |given| Callback::new(move |()| answer.set(given));
    view! {
        <Card title=t!(visits::risk_question)>
            {move || match answer.get() {
                Answer::Asked => view! {
                    <Actions>
                        <Button text=t!(visits::risk_none) kind=Kind::Secondary on_press=press(Answer::No)/>
                        <Button text=t!(visits::risk_report) kind=Kind::Secondary on_press=press(Answer::Yes)/>
                    </Actions>
                }
                .into_any(),
                Answer::No => view! { <p role="status">{t!(visit_pages::risk_no_more)}</p> }.into_any(),
                Answer::Yes => numbers(),
            }}
        </Card>
    }
    .into_any()
}

fn numbers() -> AnyView {
    let lines = [
        ("110", t!(visits::risk_110)),
        ("120", t!(visits::risk_120)),
        ("12355", t!(visits::risk_12355)),
        ("12356", t!(visits::risk_12356)),
    ];
    let calls = lines.map(|(number, words)| {
        view! {
            <a class="btn sec" href=["tel:", number].concat()>
                <IconView icon=Icon::Phone/>
                <span>{words}</span>
            </a>
        }
    });
    view! {
        <p role="status">
            <b>{t!(visits::risk_numbers)}</b>
        </p>
        <p class="muted">{t!(visits::risk_not_instead)}</p>
        <div class="grid visits-hotlines">{calls.into_iter().collect_view()}</div>
    }
    .into_any()
}
