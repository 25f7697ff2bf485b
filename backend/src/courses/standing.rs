//! Who somebody is to a lesson, and hence what of it they see and may do.

use tongyu_db::Conn;
use tongyu_shared::{
    access::Action,
    courses::state::{LessonActor, LessonState},
};

use super::rows::LessonRow;
use crate::{access::Actor, http::fault::Fault};

/// Who this person is to the lesson; nothing where it does not exist for them. Drafts are their
/// author's alone, and only where she may still make lessons.
pub fn standing(
    conn: &mut Conn,
    actor: &Actor,
    lesson: &LessonRow,
) -> Result<Option<LessonActor>, Fault> {
    let within = |conn: &mut Conn, action| actor.scope(action).covers(conn, lesson.owner_id.0);
    if lesson.author_id.0 == actor.account {
        return Ok(within(conn, Action::LessonWrite)?.then_some(LessonActor::Author));
    }
    let shown = lesson.state.0 != LessonState::Draft && within(conn, Action::LessonReview)?;
    Ok(shown.then_some(LessonActor::Reviewer))
}
