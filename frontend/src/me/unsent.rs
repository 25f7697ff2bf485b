//! 没送出的草稿: what was typed on this device and has not reached the server, with the way back.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    offline::{DraftKind, StoreError, draft, texts},
    session::Session,
    t,
    ui::{Button, Card, Kind, LinkButton, Row, Rows, toast_undo},
};

/// The most characters shown of a draft.
const EXCERPT: usize = 40;

/// A draft that leads back to its page.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Unsent {
    key: String,
    text: String,
    what: &'static str,
    href: String,
    excerpt: String,
}

/// The drafts on this device, and the one that was discarded last.
#[derive(Clone, Copy)]
struct List {
    session: Session,
    found: RwSignal<Vec<Unsent>>,
    discarded: StoredValue<Option<Unsent>>,
}

impl List {
    fn look(self) {
        let user = self.session.user();
        spawn_local(async move {
            match read(&user).await {
                Ok(drafts) => {
                    // The page may be gone by now.
                    self.found.try_set(drafts);
                }
                Err(error) => leptos::logging::warn!("this browser keeps no drafts: {error}"),
            }
        });
    }

    /// Forgets a draft whose step nobody takes any more; for a moment `undo` brings it back.
    fn discard(self, draft: Unsent, undo: Callback<()>) {
        let user = self.session.user();
        self.discarded.set_value(Some(draft.clone()));
        spawn_local(async move {
            told(draft::discard(&user, &draft.key).await);
            self.look();
        });
        toast_undo(t!(identity::unsent_discarded), undo);
    }

    fn bring_back(self) {
        let user = self.session.user();
        let Some(draft) = self.discarded.get_value() else {
            return;
        };
        spawn_local(async move {
            told(draft::save(&user, &draft.key, &draft.text).await);
            self.look();
        });
    }
}

/// The card of whoever is signed in.
#[component]
pub fn UnsentCard() -> impl IntoView {
    let list = List {
        session: Session::get(),
        found: RwSignal::new(Vec::new()),
        discarded: StoredValue::new(None),
    };
    // Rows come and go; what brings one back belongs to the card.
    let undo = Callback::new(move |()| list.bring_back());
    let discard = Callback::new(move |draft| list.discard(draft, undo));
    Effect::new(move |_| {
        list.session.me.track();
        list.look();
    });
    (move || {
        list.session.me.with(Option::is_some).then(|| {
            let drafts = list.found.get().into_iter();
            let rows = drafts.map(|draft| row(draft, discard)).collect::<Vec<_>>();
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

fn row(draft: Unsent, discard: Callback<Unsent>) -> AnyView {
    let (what, href, excerpt) = (draft.what, draft.href.clone(), draft.excerpt.clone());
    let press = Callback::new(move |()| discard.run(draft.clone()));
    view! {
        <Row who=what detail=excerpt>
            <LinkButton text=t!(identity::unsent_go_on) href kind=Kind::Quiet/>
            <Button text=t!(identity::unsent_discard) kind=Kind::Quiet on_press=press/>
        </Row>
    }
    .into_any()
}

fn told(outcome: Result<(), StoreError>) {
    if let Err(error) = outcome {
        leptos::logging::warn!("a draft stays as it was: {error}");
    }
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
    let (kind, id) = DraftKind::of_key(key)?;
    if text.trim().is_empty() {
        return None;
    }
    let (before, after) = way_back(kind);
    // One's own certificates stand on one page.
    let id = if kind == DraftKind::Surrender { "" } else { id };
    Some(Unsent {
        key: key.to_owned(),
        text: text.to_owned(),
        what: what(kind),
        href: [before, id, after].concat(),
        excerpt: excerpt(kind, text),
    })
}

fn what(kind: DraftKind) -> &'static str {
    use DraftKind as K;
    match kind {
        K::Answer => t!(identity::unsent_answer),
        K::HandBack => t!(identity::unsent_hand_back),
        K::ProxyWord => t!(identity::unsent_proxy),
        K::Visit => t!(identity::unsent_visit),
        K::Lesson | K::Captions => t!(identity::unsent_lesson),
        K::LessonReturn => t!(identity::unsent_lesson_return),
        K::Seat => t!(identity::unsent_seat),
        K::Conflict => t!(identity::unsent_conflict),
        K::Scores | K::ObservedLessons => t!(identity::unsent_scores),
        K::Apply => t!(identity::unsent_apply),
        K::Appeal => t!(identity::unsent_appeal),
        K::AppealDecision | K::Objection => t!(identity::unsent_decision),
        K::SendBack => t!(identity::unsent_send_back),
        K::Refuse => t!(identity::unsent_refuse),
        K::FreeSeat => t!(identity::unsent_free_seat),
        K::TakeBack => t!(identity::unsent_take_back),
        K::Surrender => t!(identity::unsent_surrender),
        K::Suspend | K::Reinstate | K::ProposeRevocation | K::WithdrawRevocation | K::Revoke => {
            t!(identity::unsent_certificate)
        }
    }
}

/// What stands in the address before and after the id.
const fn way_back(kind: DraftKind) -> (&'static str, &'static str) {
    use DraftKind as K;
    match kind {
        K::Answer | K::HandBack | K::ProxyWord => ("/matters/", ""),
        K::Visit => ("/students/", "/record"),
        K::Lesson | K::Captions | K::LessonReturn => ("/desk/lessons/", ""),
        K::Seat | K::Conflict => ("/desk/seats/", ""),
        K::Scores => ("/desk/certification/cohorts/", "/scores"),
        K::ObservedLessons => ("/desk/certification/cohorts/", "/lessons"),
        K::Apply => ("/desk/instructor/apply/", ""),
        K::Appeal => ("/desk/instructor/", ""),
        K::Surrender => ("/desk/instructor", ""),
        K::AppealDecision | K::SendBack | K::Refuse | K::FreeSeat => {
            ("/desk/certification/applications/", "")
        }
        K::TakeBack => ("/desk/trainings/", ""),
        K::Objection => ("/desk/certification/notices/", ""),
        K::Suspend | K::Reinstate | K::ProposeRevocation | K::WithdrawRevocation | K::Revoke => {
            ("/desk/certification/certificates/", "")
        }
    }
}

/// How a text begins; nothing of what has many fields.
fn excerpt(kind: DraftKind, text: &str) -> String {
    use DraftKind as K;
    if matches!(
        kind,
        K::Visit | K::Lesson | K::Captions | K::Scores | K::ObservedLessons | K::Apply
    ) {
        return String::new();
    }
    let first = texts::read(text).into_iter().next().unwrap_or_default();
    first.chars().take(EXCERPT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_leads_back_to_where_it_was_written() {
        let href = |key| unsent(key, "一句").map(|draft| draft.href);
        for (key, page) in [
            ("answer:7", "/matters/7"),
            ("visit:7", "/students/7/record"),
            ("captions:7", "/desk/lessons/7"),
            ("seat:7", "/desk/seats/7"),
            ("scores:7", "/desk/certification/cohorts/7/scores"),
            ("refuse:7", "/desk/certification/applications/7"),
            ("free_seat:7/9", "/desk/certification/applications/7"),
            ("objection:7/9", "/desk/certification/notices/7"),
            ("surrender:7", "/desk/instructor"),
        ] {
            assert_eq!(href(key).as_deref(), Some(page), "{key}");
        }
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

    #[test]
    fn a_reason_is_shown_without_what_was_chosen_beside_it() {
        let draft = unsent("objection:7/9", r#"["已核查。","yes"]"#).expect("a draft");
        assert_eq!(draft.excerpt, "已核查。");
    }
}
