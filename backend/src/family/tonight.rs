//! One lesson for tonight, by the stages of her children, and why this one. The choice goes round
//! with the days and counts nothing.

use maud::{Markup, html};
use tongyu_db::Conn;
use tongyu_shared::{
    Lang,
    courses::{types::LessonLine, words as course_words},
    learning::words as learning_words,
    org::grades::Stage,
    text::family_pages as words,
    time::Date,
};

use crate::{
    courses::{self, CatalogueFilter},
    http::fault::Fault,
    org::joining::Child,
};

/// A lesson for parents of the first child's stage; nothing where there is none.
pub fn lesson(
    conn: &mut Conn,
    children: &[Child],
    today: Date,
) -> Result<Option<LessonLine>, Fault> {
    match children.first() {
        Some(child) => of_the_day(conn, Some(child.stage), today),
        None => Ok(None),
    }
}

/// A lesson for parents of this stage; of whatever stage where it has none.
pub fn for_all(
    conn: &mut Conn,
    stage: Option<Stage>,
    today: Date,
) -> Result<Option<LessonLine>, Fault> {
    match of_the_day(conn, stage, today)? {
        None if stage.is_some() => of_the_day(conn, None, today),
        lesson => Ok(lesson),
    }
}

fn of_the_day(
    conn: &mut Conn,
    stage: Option<Stage>,
    today: Date,
) -> Result<Option<LessonLine>, Fault> {
    let filter = CatalogueFilter { stage, topic: None };
    let mut shelf = courses::catalogue(conn, filter, None)?.items;
    if shelf.is_empty() {
        return Ok(None);
    }
    let place = nth_of(today, shelf.len());
    Ok(Some(shelf.swap_remove(place)))
}

/// Which of so many it is on a day.
fn nth_of(today: Date, of: usize) -> usize {
    let day = u64::from(today.month()) * 31 + u64::from(today.day());
    usize::try_from(day)
        .unwrap_or(0)
        .checked_rem(of)
        .unwrap_or(0)
}

/// The card.
pub fn draw(lang: Lang, lesson: &LessonLine) -> Markup {
    let length = learning_words::length(lang, lesson.duration_s);
    html! {
        section.card {
            h2 { (words::tonight(lang)) }
            p { b { (lesson.title) } }
            p.muted { (reason(lang, lesson.stage)) " · " (length) }
            p.actions { a.btn href={ "/w/" (lesson.lesson) } { (words::tonight_open(lang)) } }
            p.muted { (words::only_you(lang)) }
        }
    }
}

fn reason(lang: Lang, stage: Stage) -> String {
    words::tonight_why(lang, course_words::stage(lang, stage))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lesson_of_tonight_goes_round_with_the_days() {
        let day = |day| Date::new(2026, 11, day).expect("a day");
        let places: Vec<_> = (1..=4).map(|d| nth_of(day(d), 3)).collect();
        assert_eq!(places[0], places[3]);
        assert_ne!(places[0], places[1]);
        assert_eq!(nth_of(day(1), 0), 0);
    }
}
