//! What the author writes. Each keystroke is kept on this device until it is saved.

use leptos::prelude::*;
use tongyu_shared::{
    courses::{
        endpoints::{ReadGuideline, SaveLesson},
        types::{ACTION_MAX, LessonText, Topic},
        words,
    },
    org::grades::Stage,
};

use super::{
    at_work::AtWork,
    desk::Desk,
    new::{stages, topics},
};
use crate::{
    form::Form,
    i18n::lang,
    load::load_once,
    offline::DraftKind,
    t,
    ui::{
        Actions, Button, Card, Chips, Choice, Fact, Facts, FormFrame, Select, TextArea, TextField,
        toast,
    },
};

/// The text as it is typed.
#[derive(Clone, Copy)]
struct Typed {
    title: RwSignal<String>,
    stage: RwSignal<String>,
    topic: RwSignal<String>,
    entry: RwSignal<String>,
    action: RwSignal<String>,
    transcript: RwSignal<String>,
}

impl Typed {
    fn of(text: LessonText) -> Self {
        Self {
            title: RwSignal::new(text.title),
            stage: RwSignal::new(text.stage.as_str().to_owned()),
            topic: RwSignal::new(text.topic.as_str().to_owned()),
            entry: RwSignal::new(text.guideline_entry.unwrap_or_default()),
            action: RwSignal::new(text.action),
            transcript: RwSignal::new(text.transcript),
        }
    }

    fn show(self, text: LessonText) {
        self.title.try_set(text.title);
        self.stage.try_set(text.stage.as_str().to_owned());
        self.topic.try_set(text.topic.as_str().to_owned());
        self.entry.try_set(text.guideline_entry.unwrap_or_default());
        self.action.try_set(text.action);
        self.transcript.try_set(text.transcript);
    }

    fn text(self) -> LessonText {
        LessonText {
            title: self.title.get_untracked(),
            stage: self
                .stage
                .with_untracked(|word| word.parse())
                .unwrap_or(Stage::Primary),
            topic: self
                .topic
                .with_untracked(|word| word.parse())
                .unwrap_or(Topic::Homework),
            guideline_entry: Some(self.entry.get_untracked()).filter(|entry| !entry.is_empty()),
            action: self.action.get_untracked(),
            transcript: self.transcript.get_untracked(),
        }
    }
}

/// As the server gets it.
fn written(text: &LessonText) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// The form.
#[component]
pub fn Editor(desk: Desk) -> impl IntoView {
    let form = Form::provide();
    let Some(found) = desk.found.get_untracked() else {
        return ().into_any();
    };
    let typed = Typed::of(found.text.clone());
    let at_work = AtWork::new(
        DraftKind::Lesson,
        desk,
        |found| written(&found.text),
        Callback::new(move |()| written(&typed.text())),
        Callback::new(move |kept: String| {
            if let Ok(text) = serde_json::from_str(&kept) {
                typed.show(text);
            }
        }),
        desk.unsaved,
    );
    desk.look_again(form);
    let save = Callback::new(move |()| {
        let sent = at_work.keeper.sent();
        form.send_if_match::<SaveLesson>(&desk.path(), &typed.text(), desk.etag(), move |reply| {
            desk.saw(&reply.value);
            at_work.saved(sent, written(&reply.value.text));
            toast(t!(course_pages::saved));
        });
    });
    view! {
        <Card title=t!(course_pages::text)>
            <FormFrame on_submit=save>
                {at_work.question(newer_parts)}
                {fields(typed, at_work)}
                <Actions note=move || at_work.note()>
                    <Button
                        text=t!(ui::save)
                        busy=form.busy
                        disabled=at_work.overtaken()
                        submit=true
                    />
                </Actions>
            </FormFrame>
        </Card>
    }
    .into_any()
}

fn fields(typed: Typed, at_work: AtWork) -> AnyView {
    let keep = Callback::new(move |()| at_work.keep());
    let other_stage = Callback::new(move |()| {
        // An entry belongs to one stage.
        typed.entry.set(String::new());
        keep.run(());
    });
    view! {
        <TextField
            name="title"
            label=t!(course_pages::lesson_title)
            value=typed.title
            on_change=keep
        />
        <Chips
            name="stage"
            legend=t!(course_pages::stage)
            choices=stages()
            value=typed.stage
            on_change=other_stage
        />
        <Chips
            name="topic"
            legend=t!(course_pages::topic)
            choices=topics()
            value=typed.topic
            on_change=keep
        />
        <Entry typed keep/>
        <TextArea
            name="action"
            label=t!(course_pages::action)
            hint=Signal::stored(t!(course_pages::action_hint, ACTION_MAX))
            value=typed.action
            on_change=keep
        />
        <TextArea
            name="transcript"
            label=t!(course_pages::transcript)
            hint=Signal::stored(t!(course_pages::transcript_hint).to_owned())
            value=typed.transcript
            on_change=keep
        />
    }
    .into_any()
}

/// The names of the fields in which the server's text differs, and what it says there.
fn newer_parts(mine: &str, newer: &str) -> (String, AnyView) {
    let (Ok(mine), Ok(newer)) = (serde_json::from_str(mine), serde_json::from_str(newer)) else {
        return (t!(course_pages::text).to_owned(), ().into_any());
    };
    let parts = differences(&mine, &newer);
    let names: Vec<_> = parts.iter().map(|(name, _)| *name).collect();
    let facts = parts
        .into_iter()
        .map(|(label, text)| view! { <Fact label><span class="pre">{text}</span></Fact> })
        .collect_view();
    let facts = view! { <Facts>{facts}</Facts> };
    (names.join(t!(visits::list_comma)), facts.into_any())
}

fn differences(mine: &LessonText, newer: &LessonText) -> Vec<(&'static str, String)> {
    let entry = |text: &LessonText| text.guideline_entry.clone().unwrap_or_default();
    let stage = |text: &LessonText| words::stage(lang(), text.stage).to_owned();
    let topic = |text: &LessonText| words::topic(lang(), text.topic).to_owned();
    let parts = [
        (
            t!(course_pages::lesson_title),
            mine.title.clone(),
            newer.title.clone(),
        ),
        (t!(course_pages::stage), stage(mine), stage(newer)),
        (t!(course_pages::topic), topic(mine), topic(newer)),
        (t!(course_pages::guideline), entry(mine), entry(newer)),
        (
            t!(course_pages::action),
            mine.action.clone(),
            newer.action.clone(),
        ),
        (
            t!(course_pages::transcript),
            mine.transcript.clone(),
            newer.transcript.clone(),
        ),
    ];
    parts
        .into_iter()
        .filter(|(_, mine, newer)| mine != newer)
        .map(|(name, _, newer)| (name, newer))
        .collect()
}

/// The entry of the guideline, of those of the stage.
#[component]
fn Entry(typed: Typed, keep: Callback<()>) -> impl IntoView {
    let guideline = load_once::<ReadGuideline>(|| ((), ()));
    let choices = Signal::derive(move || {
        let stage = typed.stage.get();
        guideline.get().map_or_else(Vec::new, |guideline| {
            let stages = guideline.stages.iter();
            stages
                .filter(|one| one.stage.as_str() == stage)
                .flat_map(|one| &one.entries)
                .map(|entry| Choice::new(entry.code.clone(), entry.title.clone()))
                .collect()
        })
    });
    view! {
        <Select
            name="guideline_entry"
            label=t!(course_pages::guideline)
            hint=Signal::stored(t!(course_pages::guideline_hint).to_owned())
            choices
            value=typed.entry
            on_change=keep
        />
    }
    .into_any()
}
