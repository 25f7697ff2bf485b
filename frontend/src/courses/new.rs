//! A new lesson begins with what it is called and for whom it is.

use leptos::prelude::*;
use tongyu_shared::{
    courses::{
        endpoints::CreateLesson,
        types::{LessonPath, LessonText, Topic},
        words,
    },
    ids::LessonId,
    org::grades::Stage,
};

use crate::{
    form::Form,
    i18n::lang,
    route, t,
    ui::{
        Actions, Button, Card, Chips, Choice, Crumbs, FormFrame, Heading, Kind, LinkButton,
        TextField,
    },
};

/// The stages to choose from.
pub fn stages() -> Vec<Choice> {
    let stages = Stage::ALL.iter();
    stages
        .map(|&stage| Choice::new(stage.as_str(), words::stage(lang(), stage)))
        .collect()
}

/// The topics to choose from.
pub fn topics() -> Vec<Choice> {
    let topics = Topic::ALL.iter();
    topics
        .map(|&topic| Choice::new(topic.as_str(), words::topic(lang(), topic)))
        .collect()
}

/// The page `/desk/lessons/new`.
#[component]
pub fn NewLessonPage() -> impl IntoView {
    let form = Form::provide();
    let lesson = LessonId::new();
    let title = RwSignal::new(String::new());
    let stage = RwSignal::new(Stage::Primary.as_str().to_owned());
    let topic = RwSignal::new(Topic::Homework.as_str().to_owned());
    let send = Callback::new(move |()| {
        let text = LessonText {
            title: title.get_untracked(),
            stage: stage
                .with_untracked(|word| word.parse())
                .unwrap_or(Stage::Primary),
            topic: topic
                .with_untracked(|word| word.parse())
                .unwrap_or(Topic::Homework),
            guideline_entry: None,
            action: String::new(),
            transcript: String::new(),
        };
        form.send::<CreateLesson>(&LessonPath { lesson }, &text, move |reply| {
            route::replace(&["/desk/lessons/", &reply.value.lesson.to_string()].concat());
        });
    });
    let above = vec![(
        "/desk/lessons".to_owned(),
        t!(course_pages::title).to_owned(),
    )];
    view! {
        <div class="narrow">
            <Crumbs above/>
            <Heading title=t!(course_pages::new)/>
            <Card>
                <FormFrame on_submit=send>
                    <TextField
                        name="title"
                        label=t!(course_pages::lesson_title)
                        hint=Signal::stored(t!(course_pages::lesson_title_hint).to_owned())
                        value=title
                    />
                    <Chips name="stage" legend=t!(course_pages::stage) choices=stages() value=stage/>
                    <Chips name="topic" legend=t!(course_pages::topic) choices=topics() value=topic/>
                    <Actions>
                        <Button text=t!(course_pages::begin) busy=form.busy submit=true/>
                        <LinkButton
                            text=t!(ui::cancel)
                            href="/desk/lessons"
                            kind=Kind::Quiet
                        />
                    </Actions>
                </FormFrame>
            </Card>
        </div>
    }
    .into_any()
}
