//! Eligibility explained: each rule with what there is, where it comes from and what is missing.

use leptos::prelude::*;
use tongyu_shared::certification::rules::RuleLine;

use crate::{
    t,
    ui::{Icon, IconView},
};

/// The rules, line by line. A mark and a word say whether each is met; colour alone never does.
pub fn rules(lines: &[RuleLine]) -> AnyView {
    let lines = lines.iter().map(line).collect_view();
    view! { <ul class="rules">{lines}</ul> }.into_any()
}

fn line(line: &RuleLine) -> AnyView {
    let (class, icon, word) = if line.met {
        (
            "rule ok-mark",
            Icon::Check,
            t!(certification_pages::rule_met),
        )
    } else {
        (
            "rule warn-mark",
            Icon::Alert,
            t!(certification_pages::rule_not_met),
        )
    };
    let sources = line
        .sources
        .iter()
        .map(|source| view! { <li>{source.clone()}</li> })
        .collect_view();
    view! {
        <li class=class>
            <IconView icon/>
            <div>
                <p>
                    <b>{line.title.clone()}</b>
                    <span class="sr">{word}</span>
                    {line.missing.clone().map(|missing| view! { <span class="rule-missing">{missing}</span> })}
                </p>
                <ul class="small">{sources}</ul>
            </div>
        </li>
    }
    .into_any()
}
