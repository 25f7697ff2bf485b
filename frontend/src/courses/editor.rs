//! What the author writes. Each keystroke is kept on this device until it is saved.

use leptos::{prelude::*, task::spawn_local};
use tongyu_shared::{
    courses::{
        endpoints::{ReadGuideline, SaveLesson},
        types::{ACTION_MAX, LessonText, Topic},
    },
    org::grades::Stage,
};

use super::{
    desk::Desk,
    new::{stages, topics},
};
use crate::{
    form::Form,
    load::load_once,
    offline::draft::{Keeper, Kept},
    session::Session,
    t,
    ui::{
        Actions, Button, Card, Chips, Choice, FormFrame, KeptNote, Select, TextArea, TextField,
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

/// The form.
#[component]
pub fn Editor(desk: Desk) -> impl IntoView {
    let form = Form::provide();
    let Some(found) = desk.found.get_untracked() else {
        return ().into_any();
    };
    let typed = Typed::of(found.text.clone());
    let key = ["lesson:", &desk.lesson.to_string()].concat();
    let keeper = Keeper::new(Session::get().user(), key);
    spawn_local(async move {
        if let Some(text) = keeper.restore().await
            && let Ok(text) = serde_json::from_str::<LessonText>(&text)
            && keeper.kept.try_get_untracked() == Some(Kept::Nothing)
        {
            typed.show(text);
            desk.unsaved.try_set(true);
        }
    });
    let keep = Callback::new(move |()| {
        desk.unsaved.set(true);
        if let Ok(json) = serde_json::to_string(&typed.text()) {
            keeper.keep(json);
        }
    });
    let other_stage = Callback::new(move |()| {
        // An entry belongs to one stage.
        typed.entry.set(String::new());
        keep.run(());
    });
    let save = Callback::new(move |()| {
        let sent = typed.text();
        let body = sent.clone();
        form.send_if_match::<SaveLesson>(&desk.path(), &body, desk.etag(), move |reply| {
            desk.saw(&reply.value);
            // What was typed while it was on its way is still to be saved.
            if typed.text() == sent {
                desk.unsaved.set(false);
                keeper.saved();
            }
            toast(t!(course_pages::saved));
        });
    });
    view! {
        <Card title=t!(course_pages::text)>
            <FormFrame on_submit=save>
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
                <Actions note=move || view! { <KeptNote kept=keeper.kept/> }>
                    <Button text=t!(ui::save) busy=form.busy submit=true/>
                </Actions>
            </FormFrame>
        </Card>
    }
    .into_any()
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
