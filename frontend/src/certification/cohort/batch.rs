//! 批量拟认定: the sample is drawn and opened, the number is typed. Also what those who run the
//! cohort do to the candidates they picked.

use leptos::prelude::*;
use tongyu_shared::{
    certification::{
        endpoints::{ConfirmRecommendation, DrawRecommendation, FillSeats},
        types::{
            Applications, CohortPath, ConfirmPeople, DrawBatch, RecommendationPath,
            RecommendationView, SampledFile,
        },
        words,
    },
    ids::{ApplicationId, RecommendationId},
};

use super::{desk::Desk, keys::focus};
use crate::{
    certification::bulk::outcome,
    i18n::lang,
    scope, t,
    ui::{
        Actions, Button, Card, FormFrame, Kind, LinkButton, Notice, NumberField, Tag, Tone,
        failure_words,
    },
};

/// The field of the number.
const PEOPLE: &str = "people";
/// The bar at the lower edge.
const BAR: &str = "d2-bar";

/// What was just done.
pub fn said(desk: Desk) -> AnyView {
    let seats = move || {
        desk.reply.get().map(|reply| {
            let lines = untrack(|| desk.lines());
            outcome(&reply, |id| {
                let line = lines.iter().find(|line| line.application == id);
                line.map_or_else(String::new, |line| line.name.clone())
            })
        })
    };
    view! {
        {desk.act.refusal()}
        {seats}
    }
    .into_any()
}

/// R: draws the sample of those picked, then opens one of its files after the other.
pub fn next(desk: Desk) {
    if !untrack(|| desk.certifies()) {
        return;
    }
    match desk.batch.get_untracked() {
        None => draw(desk),
        Some(batch) => match unopened(&batch) {
            Some(file) => desk.open_sampled(file),
            None => focus(&desk.confirm.field_id(PEOPLE)),
        },
    }
}

fn unopened(batch: &RecommendationView) -> Option<ApplicationId> {
    let waits = batch.files.iter().find(|file| file.opened_at.is_none());
    waits.map(|file| file.application)
}

fn draw(desk: Desk) {
    let applications: Vec<_> = desk
        .picked
        .with_untracked(|picked| picked.iter().copied().collect());
    if applications.is_empty() {
        return;
    }
    let recommendation = RecommendationId::new();
    let body = DrawBatch {
        cohort: desk.cohort,
        applications,
    };
    let path = RecommendationPath { recommendation };
    desk.act
        .send::<DrawRecommendation>(&path, &body, None, move |batch| {
            desk.name_batch.run(batch.recommendation.to_string());
            let first = unopened(&batch);
            desk.batch.set(Some(batch));
            if let Some(file) = first {
                desk.open_sampled(file);
            }
        });
}

/// What comes next for those picked; at the lower edge of the screen.
pub fn bar(desk: Desk) -> AnyView {
    let batch = Memo::new(move |_| desk.batch.get());
    // The number is asked for once every file was opened.
    let ready = Memo::new(move |_| {
        batch.with(|batch| {
            batch
                .as_ref()
                .is_some_and(|batch| unopened(batch).is_none())
        })
    });
    Effect::new(move |_| {
        if ready.get() {
            request_animation_frame(move || focus(&desk.confirm.field_id(PEOPLE)));
        }
    });
    // A refusal may mean that a file changed: then the batch tells which one to open again.
    Effect::new(move |_| {
        if desk.confirm.refusals.get() > 0
            && let Some(batch) = desk.batch.get_untracked()
        {
            desk.read_batch(batch.recommendation);
            desk.all.first.reload();
        }
    });
    // The field is away then: the keys go on from the bar, and the number is typed anew.
    Effect::new(move |_| {
        if desk.confirm.failure.with(Option::is_some) && !ready.get() {
            desk.typed.set(String::new());
            request_animation_frame(|| focus(BAR));
        }
    });
    let done = RwSignal::new(None::<u32>);
    let body = move || match (batch.get(), done.get()) {
        (Some(batch), _) => scope::own(move || drawn(desk, &batch, done)),
        (None, Some(people)) => confirmed(people),
        (None, None) => picked(desk),
    };
    view! {
        <div class="d2-bar" id=BAR tabindex="-1">
            {body}
        </div>
    }
    .into_any()
}

fn picked(desk: Desk) -> AnyView {
    let count = Memo::new(move |_| desk.picked.with(std::collections::BTreeSet::len));
    let none = Signal::derive(move || count.get() == 0);
    let text = move || t!(certification_pages::picked, count.get());
    let seats = Callback::new(move |()| {
        let applications: Vec<_> = desk
            .picked
            .with_untracked(|picked| picked.iter().copied().collect());
        let path = CohortPath {
            cohort: desk.cohort,
        };
        desk.act
            .send::<FillSeats>(&path, &Applications { applications }, None, move |reply| {
                desk.reply.set(Some(reply));
            });
    });
    let sample = Callback::new(move |()| next(desk));
    let buttons = move || {
        let certify = desk.certifies().then(|| {
            view! {
                <Button
                    text=t!(certification_pages::draw)
                    busy=desk.act.busy
                    disabled=none
                    on_press=sample
                />
            }
        });
        let manage = desk.manages().then(|| {
            view! {
                <Button
                    text=t!(certification_pages::fill_seats)
                    kind=Kind::Secondary
                    busy=desk.act.busy
                    disabled=none
                    on_press=seats
                />
            }
        });
        view! {
            {certify}
            {manage}
        }
    };
    view! {
        <Card>
            <div class="split">
                <p role="status">{text}</p>
                <Actions>{buttons}</Actions>
            </div>
        </Card>
    }
    .into_any()
}

fn drawn(desk: Desk, batch: &RecommendationView, done: RwSignal<Option<u32>>) -> AnyView {
    let (people, left) = (batch.people, batch.files.len() - opened(batch));
    let rows = batch.files.iter().map(sampled).collect_view();
    let status = t!(
        certification_pages::sample_status,
        people,
        batch.files.len(),
        opened(batch)
    );
    let open_next = Callback::new(move |()| next(desk));
    let more = (left > 0).then(|| {
        view! {
            <Actions>
                <Button
                    text=t!(certification_pages::sample_next, left)
                    busy=desk.act.busy
                    on_press=open_next
                />
            </Actions>
        }
    });
    let confirm = (left == 0).then(|| confirm(desk, batch, done));
    // Why the number was refused, while the field for it is away.
    let refused = (left > 0).then_some(move || {
        desk.confirm.failure.get().map(|error| {
            let (title, advice) = failure_words(&error);
            view! { <Notice tone=Tone::Bad text=[title, advice].join(" ")/> }
        })
    });
    let cancel = Callback::new(move |()| {
        desk.batch.set(None);
        desk.name_batch.run(String::new());
    });
    view! {
        <section class="card">
            <p role="status">
                <b>{status}</b>
            </p>
            <p class="flags">{rows}</p>
            {refused}
            {more}
            {confirm}
            <Button text=t!(certification_pages::sample_cancel) kind=Kind::Quiet on_press=cancel/>
        </section>
    }
    .into_any()
}

fn opened(batch: &RecommendationView) -> usize {
    batch
        .files
        .iter()
        .filter(|file| file.opened_at.is_some())
        .count()
}

/// A file of the sample: whose, why it is there, and whether it was opened.
fn sampled(file: &SampledFile) -> AnyView {
    let flags = file.flags.iter();
    let why: Vec<_> = flags.map(|&flag| words::flag(lang(), flag)).collect();
    let (tone, word) = if file.opened_at.is_some() {
        (Tone::Ok, t!(certification_pages::seen))
    } else if file.changed {
        (Tone::Warn, t!(certification_pages::changed))
    } else {
        (Tone::Plain, t!(certification_pages::not_seen))
    };
    let text = [&[file.name.as_str(), word], why.as_slice()]
        .concat()
        .join(" · ");
    view! { <Tag text tone/> }.into_any()
}

fn confirm(desk: Desk, batch: &RecommendationView, done: RwSignal<Option<u32>>) -> AnyView {
    let form = desk.confirm;
    provide_context(form);
    let (people, recommendation) = (batch.people, batch.recommendation);
    let send = Callback::new(move |()| {
        let typed = desk.typed.with_untracked(|typed| typed.trim().parse());
        let Ok(typed) = typed else {
            let what = t!(certification_pages::type_number, people);
            return crate::certification::wrong(form, PEOPLE, &what);
        };
        let path = RecommendationPath { recommendation };
        let body = ConfirmPeople { people: typed };
        form.send::<ConfirmRecommendation>(&path, &body, move |reply| {
            done.set(Some(reply.value.people));
            desk.picked.set(std::collections::BTreeSet::new());
            desk.typed.set(String::new());
            desk.name_batch.run(String::new());
            desk.batch.set(None);
            // What stood beside the list is from before.
            desk.opened.set(None);
        });
    });
    view! {
        <FormFrame on_submit=send>
            <p>{t!(certification_pages::confirm_what, people)}</p>
            <NumberField
                name=PEOPLE
                label=t!(certification_pages::type_number, people)
                unit=t!(certification_pages::people_unit)
                value=desk.typed
            />
            <Actions>
                <Button text=t!(certification_pages::recommend) busy=form.busy submit=true/>
            </Actions>
        </FormFrame>
    }
    .into_any()
}

fn confirmed(people: u32) -> AnyView {
    view! {
        <Notice tone=Tone::Ok text=t!(certification_pages::confirmed, people)>
            <LinkButton
                text=t!(certification_pages::notices_see)
                href="/desk/certification"
                kind=Kind::Secondary
            />
        </Notice>
    }
    .into_any()
}
