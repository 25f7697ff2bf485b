//! 没送出的草稿: what was typed on this device and has not reached the server, with the way back.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    offline::{StoreError, draft},
    session::Session,
    t,
    ui::{Card, Row, Rows},
};

/// The most characters shown of a draft.
const EXCERPT: usize = 40;

/// A draft that leads back to its page.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Unsent {
    what: &'static str,
    href: String,
    excerpt: String,
}

/// The card of whoever is signed in.
#[component]
pub fn UnsentCard() -> impl IntoView {
    let session = Session::get();
    let found = RwSignal::new(Vec::new());
    Effect::new(move |_| {
        session.me.track();
        let user = session.user();
        spawn_local(async move {
            match read(&user).await {
                Ok(drafts) => {
                    // The page may be gone by now.
                    found.try_set(drafts);
                }
                Err(error) => leptos::logging::warn!("this browser keeps no drafts: {error}"),
            }
        });
    });
    (move || {
        session.me.with(Option::is_some).then(|| {
            let rows = found.get().into_iter().map(row).collect::<Vec<_>>();
            let none = rows
                .is_empty()
                .then(|| view! { <p class="muted">{t!(identity::unsent_none)}</p> });
            view! {
                <Card title=t!(identity::unsent)>
                    {none}
                    <Rows>{rows}</Rows>
                </Card>
            }
        })
    })
    .into_any()
}

fn row(draft: Unsent) -> AnyView {
    view! {
        <Row
            who=draft.what
            note=t!(identity::unsent_go_on)
            detail=draft.excerpt
            href=draft.href
        />
    }
    .into_any()
}

async fn read(user: &str) -> Result<Vec<Unsent>, StoreError> {
    if user.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for key in draft::list(user).await? {
        let text = draft::load(user, &key).await?.unwrap_or_default();
        found.extend(unsent(&key, &text));
    }
    Ok(found)
}

/// What a draft is and where it goes on; nothing for one that was emptied again.
fn unsent(key: &str, text: &str) -> Option<Unsent> {
    let (kind, id) = key.split_once(':')?;
    if text.trim().is_empty() {
        return None;
    }
    let (what, href, excerpt) = match kind {
        "answer" => (
            t!(identity::unsent_answer),
            ["/matters/", id].concat(),
            text.chars().take(EXCERPT).collect(),
        ),
        "visit" => (
            t!(identity::unsent_visit),
            ["/students/", id, "/record"].concat(),
            String::new(),
        ),
        "lesson" | "captions" => (
            t!(identity::unsent_lesson),
            ["/desk/lessons/", id].concat(),
            String::new(),
        ),
        "seat" => (
            t!(identity::unsent_seat),
            ["/desk/seats/", id].concat(),
            String::new(),
        ),
        "scores" | "lessons" => (
            t!(identity::unsent_scores),
            ["/desk/certification/cohorts/", id, "/", kind].concat(),
            String::new(),
        ),
        "apply" => (
            t!(identity::unsent_apply),
            ["/desk/instructor/apply/", id].concat(),
            String::new(),
        ),
        "surrender" => (
            t!(identity::unsent_surrender),
            "/desk/instructor".to_owned(),
            text.chars().take(EXCERPT).collect(),
        ),
        _ => return None,
    };
    Some(Unsent {
        what,
        href,
        excerpt,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_leads_back_to_where_it_was_written() {
        let href = |key| unsent(key, "一句").map(|draft| draft.href);
        assert_eq!(href("answer:7").as_deref(), Some("/matters/7"));
        assert_eq!(href("visit:7").as_deref(), Some("/students/7/record"));
        assert_eq!(href("captions:7").as_deref(), Some("/desk/lessons/7"));
        assert_eq!(href("seat:7").as_deref(), Some("/desk/seats/7"));
        assert_eq!(
            href("scores:7").as_deref(),
            Some("/desk/certification/cohorts/7/scores")
        );
        assert_eq!(href("something else"), None);
    }

    #[test]
    fn a_draft_that_was_emptied_again_is_none() {
        assert_eq!(unsent("answer:7", " \n"), None);
    }

    #[test]
    fn a_long_draft_shows_its_beginning() {
        let draft = unsent("answer:7", &"字".repeat(90)).expect("a draft");
        assert_eq!(draft.excerpt.chars().count(), EXCERPT);
    }
}
