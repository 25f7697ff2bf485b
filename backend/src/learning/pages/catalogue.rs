//! The lessons for a parent: those of her children's stages, and why.

use std::collections::BTreeSet;

use maud::{Markup, html};
use tongyu_db::Conn;
use tongyu_shared::{
    Lang,
    courses::{types::LessonLine, words as course_words},
    learning::{types::OwnLearning, words as learning_words},
    org::grades::Stage,
    text::{courses as course_text, learning as words, visits::list_comma},
};

use super::address;
use crate::{
    courses::{self, CatalogueFilter},
    http::fault::Fault,
    org::joining::Child,
};

/// Lessons of some stages.
pub struct Shelf {
    /// The stages; none means all.
    stages: Vec<Stage>,
    /// The lessons, the newest first.
    lessons: Vec<LessonLine>,
}

/// The stages of these children.
pub fn stages(children: &[Child]) -> Vec<Stage> {
    let stages: BTreeSet<_> = children.iter().map(|child| child.stage).collect();
    stages.into_iter().collect()
}

/// The newest lessons of these stages; of all where none is named.
pub fn shelf(conn: &mut Conn, stages: &[Stage]) -> Result<Shelf, Fault> {
    let wanted: Vec<Option<Stage>> = if stages.is_empty() {
        vec![None]
    } else {
        stages.iter().copied().map(Some).collect()
    };
    let mut lessons = Vec::new();
    for stage in wanted {
        let filter = CatalogueFilter { stage, topic: None };
        lessons.extend(courses::catalogue(conn, filter, None)?.items);
    }
    Ok(Shelf {
        stages: stages.to_vec(),
        lessons,
    })
}

/// The list, with what it goes by.
pub fn section(lang: Lang, shelf: &Shelf, record: &OwnLearning) -> Markup {
    let stages: Vec<_> = shelf
        .stages
        .iter()
        .map(|stage| course_words::stage(lang, *stage))
        .collect();
    let done = |line: &LessonLine| {
        let mut own = record.lessons.iter();
        record.films_done.contains(&line.asset)
            || own.any(|l| l.lesson == line.lesson && l.completed_at.is_some())
    };
    html! {
        section.card {
            h2 { (words::catalogue(lang)) }
            p.muted {
                @if stages.is_empty() { (words::catalogue_all(lang)) } @else {
                    (words::catalogue_why(lang, stages.join(list_comma(lang))))
                }
            }
            @if shelf.lessons.is_empty() { p { (words::catalogue_empty(lang)) } }
            ul.lessons {
                @for lesson in &shelf.lessons { li { (line(lang, lesson, done(lesson))) } }
            }
        }
    }
}

fn line(lang: Lang, lesson: &LessonLine, done: bool) -> Markup {
    html! {
        a href=(address(lesson.lesson)) {
            img src=(lesson.poster_url) alt="" loading="lazy" width="96" height="54";
            span.grow {
                b { (lesson.title) }
                span.muted {
                    (learning_words::length(lang, lesson.duration_s))
                    " · " (course_words::topic(lang, lesson.topic))
                }
                @if lesson.is_sample { " " span.tag { (course_text::sample(lang)) } }
                @if done { " " span.tag.good { (words::learnt_done(lang)) } }
            }
        }
    }
}
