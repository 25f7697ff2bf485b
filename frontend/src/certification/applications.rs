//! Applications that wait: found eligible in bulk, then put into a cohort.

use std::{collections::BTreeSet, sync::Arc};

use leptos::prelude::*;
use tongyu_shared::{
    api::page::Page,
    certification::{
        endpoints::{AddCandidates, FindEligible, ListApplications, ListCohorts},
        state::CertState,
        types::{ApplicationLine, ApplicationQuery, Applications, BulkReply, CohortPath},
        words,
    },
    ids::{ApplicationId, CohortId},
};

use super::{
    bulk::outcome,
    view::{crumbs, day_of, file_href, state_tag},
};
use crate::{
    act::Act,
    form::Form,
    i18n::lang,
    load::{Load, load},
    pages::Further,
    t,
    ui::{
        Actions, Button, Card, Choice, Crumbs, Empty, Heading, Kind, LinkButton, Pick, PickAll,
        Select, Tag, Tone,
    },
};

const fn all_waiting(after: Option<String>) -> ApplicationQuery {
    ApplicationQuery { state: None, after }
}

/// The page `/desk/certification/applications`.
#[component]
pub fn ApplicationsPage() -> impl IntoView {
    let first = load::<ListApplications>(|| ((), all_waiting(None)));
    let further = Further::behind(first);
    let desk = Desk {
        first,
        further,
        picked: RwSignal::new(BTreeSet::new()),
        act: Act::new(),
        reply: RwSignal::new(None),
    };
    view! {
        <Crumbs above=crumbs(None)/>
        <Heading
            title=t!(certification_pages::applications)
            sub=t!(certification_pages::applications_sub)
        />
        {first.view(6, move |page| body(desk, &page))}
    }
    .into_any()
}

#[derive(Clone, Copy)]
struct Desk {
    first: Load<Page<ApplicationLine>>,
    further: Further<ApplicationLine>,
    picked: RwSignal<BTreeSet<ApplicationId>>,
    act: Act,
    reply: RwSignal<Option<BulkReply>>,
}

impl Desk {
    fn lines(self) -> Vec<ApplicationLine> {
        let mut lines = self
            .first
            .get()
            .map_or_else(Vec::new, |page| page.items.clone());
        self.further
            .items
            .with(|more| lines.extend_from_slice(more));
        lines
    }

    fn picked_in(self, state: CertState) -> Vec<ApplicationId> {
        let picked = self.picked.get();
        let lines = self.lines().into_iter();
        lines
            .filter(|line| line.state == state && picked.contains(&line.application))
            .map(|line| line.application)
            .collect()
    }

    fn done(self, reply: BulkReply) {
        self.picked.set(BTreeSet::new());
        self.reply.set(Some(reply));
    }
}

fn body(desk: Desk, page: &Arc<Page<ApplicationLine>>) -> AnyView {
    let said = move || {
        desk.reply.get().map(|reply| {
            let lines = untrack(|| desk.lines());
            outcome(&reply, |id| {
                let found = lines.iter().find(|line| line.application == id);
                found.map_or_else(String::new, |line| line.name.clone())
            })
        })
    };
    if page.items.is_empty() {
        return view! {
            {said}
            <Empty reason=t!(certification_pages::applications_none)>
                <LinkButton
                    text=t!(certification_pages::cohorts_see)
                    href="/desk/certification"
                    kind=Kind::Secondary
                />
            </Empty>
        }
        .into_any();
    }
    let ready: Vec<_> = page
        .items
        .iter()
        .filter(|line| match line.state {
            CertState::Eligible => true,
            CertState::Applied => line.entry_met,
            // Refused, and here for its appeal.
            _ => false,
        })
        .map(|line| line.application)
        .collect();
    let rows = page.items.iter().map(|line| row(desk, line)).collect_view();
    let rest = move || {
        desk.further
            .items
            .with(|lines| lines.iter().map(|line| row(desk, line)).collect_view())
    };
    view! {
        {said}
        {desk.act.refusal()}
        <Card>
            <PickAll label=t!(certification_pages::pick_all_met) of=ready picked=desk.picked/>
            <ul class="rows">{rows} {rest}</ul>
            {desk.further.more::<ListApplications>((), |after| all_waiting(Some(after)))}
        </Card>
        <Steps desk/>
    }
    .into_any()
}

fn row(desk: Desk, line: &ApplicationLine) -> AnyView {
    let detail = [
        line.school_name.clone(),
        words::level(lang(), line.level).to_owned(),
        t!(certification_pages::applied_on, day_of(line.applied_at)),
    ]
    .join(" · ");
    let missing = line.missing.join(t!(certification::list_separator));
    let appeal = line
        .appeal
        .is_some()
        .then(|| view! { <Tag text=t!(certification_pages::appeal_waits) tone=Tone::Warn/> });
    let told = (!line.entry_met && !missing.is_empty())
        .then(|| view! { <span class="row-detail rule-missing">{missing}</span> });
    let open = file_href(line.application);
    let barred = line.state == CertState::Refused;
    view! {
        <li class="row pick-row">
            <Pick label=line.name.clone() of=line.application picked=desk.picked barred/>
            <a class="row-text d2-open" href=open>
                <span class="row-who">{line.name.clone()}</span>
                <span class="row-detail">{detail}</span>
                {told}
            </a>
            <span class="row-side">{appeal} {state_tag(line.state, &line.state_word)}</span>
        </li>
    }
    .into_any()
}

/// 资格通过, then 编入批次.
#[component]
fn Steps(desk: Desk) -> impl IntoView {
    Form::provide();
    view! {
        {find_eligible(desk)}
        {into_cohort(desk)}
    }
    .into_any()
}

fn find_eligible(desk: Desk) -> AnyView {
    let applied = Memo::new(move |_| desk.picked_in(CertState::Applied));
    let find = Callback::new(move |()| {
        let applications = applied.get_untracked();
        desk.act
            .send::<FindEligible>(&(), &Applications { applications }, None, move |reply| {
                desk.done(reply);
            });
    });
    let text = move || t!(certification_pages::find_eligible, applied.with(Vec::len));
    view! {
        <Card>
            <Actions>
                <Button
                    text=Signal::derive(text)
                    busy=desk.act.busy
                    disabled=Signal::derive(move || applied.with(Vec::is_empty))
                    on_press=find
                />
            </Actions>
            <p class="small">{t!(certification_pages::find_eligible_what)}</p>
        </Card>
    }
    .into_any()
}

fn into_cohort(desk: Desk) -> AnyView {
    let cohort = RwSignal::new(String::new());
    let eligible = Memo::new(move |_| desk.picked_in(CertState::Eligible));
    let add = Callback::new(move |()| {
        let Ok(cohort) = cohort.with_untracked(|id| id.parse::<CohortId>()) else {
            return;
        };
        let applications = eligible.get_untracked();
        desk.act.send::<AddCandidates>(
            &CohortPath { cohort },
            &Applications { applications },
            None,
            move |reply| desk.done(reply),
        );
    });
    let text = move || t!(certification_pages::add_to_cohort, eligible.with(Vec::len));
    let none = move || eligible.with(Vec::is_empty) || cohort.with(String::is_empty);
    view! {
        <Card>
            <Select
                name="cohort"
                label=t!(certification_pages::which_cohort)
                choices=cohorts()
                value=cohort
            />
            <Actions>
                <Button
                    text=Signal::derive(text)
                    busy=desk.act.busy
                    disabled=Signal::derive(none)
                    on_press=add
                />
            </Actions>
            <p class="small">{t!(certification_pages::add_to_cohort_what)}</p>
        </Card>
    }
    .into_any()
}

fn cohorts() -> Signal<Vec<Choice>> {
    let cohorts = load::<ListCohorts>(|| ((), ()));
    Signal::derive(move || {
        cohorts.get().map_or_else(Vec::new, |list| {
            let line = |line: &tongyu_shared::certification::types::CohortLine| {
                let label = [&line.name, " · ", words::level(lang(), line.level)].concat();
                Choice::new(line.cohort.to_string(), label)
            };
            list.items.iter().map(line).collect()
        })
    })
}
