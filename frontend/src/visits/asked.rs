//! What parents of a class ask from lessons.

use leptos::prelude::*;
use tongyu_shared::{
    feedback::{
        endpoints::ListAskedLessons, question::AskedLesson, state::MatterState, types::MatterLine,
    },
    ids::NodeId,
    org::types::ClassPath,
    time::words as time_words,
};

use crate::{
    clock,
    i18n::lang,
    load::load,
    t,
    ui::{Card, Rows, Tag, Tone},
};

/// Whether a parent waits for this head teacher's own answer.
pub fn waits_for_head_teacher(matter: &MatterLine) -> bool {
    use MatterState as S;
    matter.with_class && matches!(matter.state, S::Assigned | S::Accepted | S::InProgress)
}

/// The lessons that parents of the class asked about this term; nothing where there are none.
pub fn asked_lessons(class: NodeId) -> AnyView {
    let lessons = load::<ListAskedLessons>(move || (ClassPath { class }, ()));
    (move || {
        let lessons = lessons.get().filter(|lessons| !lessons.is_empty())?;
        let rows = lessons.iter().map(row).collect_view();
        Some(view! {
            <Card title=t!(visit_pages::asked_lessons)>
                <Rows>{rows}</Rows>
            </Card>
        })
    })
    .into_any()
}

fn row(lesson: &AskedLesson) -> AnyView {
    let day = time_words::date_near(lang(), clock::today(), lesson.latest_on);
    let detail = match lesson.questions {
        1 => t!(visit_pages::one_question, day),
        questions => t!(visit_pages::questions, questions, day),
    };
    let href = ["/w/", &lesson.lesson.to_string()].concat();
    let waiting = (lesson.waiting > 0).then(|| {
        let text = t!(visit_pages::questions_waiting, lesson.waiting);
        view! { <Tag text tone=Tone::Warn/> }
    });
    view! {
        <li>
            <a class="row" href=href rel="external">
                <span class="row-text">
                    <span class="row-who">{lesson.title.clone()}</span>
                    <span class="row-detail">{detail}</span>
                </span>
                <span class="row-side">{waiting}</span>
            </a>
        </li>
    }
    .into_any()
}
