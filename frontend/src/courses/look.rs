//! A lesson as a reviewer looks at it: the film plays, everything else is to read.

use leptos::prelude::*;
use tongyu_shared::courses::types::LessonDetail;

use super::{desk::Desk, film::player, steps::steps};
use crate::{
    t,
    ui::{Card, Details, Fact, Facts, Kind, LinkButton},
};

/// The lesson, and what the reader may do with it.
pub fn look(desk: Desk, found: &LessonDetail) -> AnyView {
    let found = found.clone();
    let (player, steps) = (player(&found), steps(desk, &found));
    let public = found.published_at.map(|_| {
        let href = ["/w/", &found.lesson.to_string()].concat();
        view! {
            <LinkButton text=t!(course_pages::public_page) href kind=Kind::Quiet external=true/>
        }
    });
    let captions = found.captions.clone().map(|text| {
        view! {
            <Details summary=t!(course_pages::captions)>
                <pre class="captions">{text}</pre>
            </Details>
        }
    });
    view! {
        <div class="matter">
            <div>
                <Card title=t!(course_pages::film)>{player} {public}</Card>
                {steps}
            </div>
            <Card title=t!(course_pages::text)>
                <Facts>
                    <Fact label=t!(course_pages::guideline)>{found.guideline_title.clone()}</Fact>
                    <Fact label=t!(course_pages::author)>
                        {found.author_name.clone()} <span class="small">{found.owner_name.clone()}</span>
                    </Fact>
                    <Fact label=t!(course_pages::action)>{found.text.action.clone()}</Fact>
                </Facts>
                <h3>{t!(course_pages::transcript)}</h3>
                <p class="read pre">{found.text.transcript.clone()}</p>
                {captions}
            </Card>
        </div>
    }
    .into_any()
}
