//! Where a matter stands, as a tag; and the tag for the time it has left.

use leptos::prelude::*;
use tongyu_shared::feedback::{
    state::{MatterState, Resolution},
    types::MatterLine,
    words,
};

use super::{
    due::due,
    next::{is_again, is_with_school},
};
use crate::{
    clock,
    i18n::lang,
    t,
    ui::{Tag, Tone},
};

/// The tag of the state; of a closed matter, how it ended.
pub fn state_tag(line: &MatterLine) -> AnyView {
    let text = match (line.state, line.resolution) {
        (MatterState::Closed, Some(resolution)) => words::resolution(lang(), resolution),
        (state, _) => words::state(lang(), state),
    };
    view! { <Tag text tone=tone(line.state, line.resolution)/> }.into_any()
}

const fn tone(state: MatterState, resolution: Option<Resolution>) -> Tone {
    use MatterState as S;
    match (state, resolution) {
        (S::Closed, Some(Resolution::Partly | Resolution::Unsolved)) => Tone::Warn,
        (S::Closed, Some(Resolution::Silent)) | (S::Withdrawn | S::Merged, _) => Tone::Plain,
        (S::Closed | S::Noted, _) => Tone::Ok,
        _ => Tone::Info,
    }
}

/// The tag of a matter that the family wants answered again: `第 2 次答复`.
pub fn again_tag(line: &MatterLine) -> Option<AnyView> {
    let text = is_again(line).then(|| t!(matter_pages::nth_answer, line.cycle))?;
    Some(view! { <Tag text tone=Tone::Warn/> }.into_any())
}

/// The tag of the time left; nothing once the family has its answer.
pub fn due_tag(line: &MatterLine) -> Option<AnyView> {
    let due_on = line.due_on.filter(|_| is_with_school(line))?;
    let (text, tone) = due(lang(), clock::today(), due_on);
    Some(view! { <Tag text tone/> }.into_any())
}
