//! One public notice: who is on it, what was objected, and issuing the certificates.

use leptos::prelude::*;
use tongyu_shared::{
    access::Action,
    certification::certificates::{
        endpoints::{DecideObjection, IssueCertificates, ReadNotice},
        notice::{
            NewIssue, NoticeDetail, NoticePath, NoticePerson, NoticeState, ObjectionDecision,
            ObjectionPath, ObjectionState, ObjectionView,
        },
    },
    ids::NoticeId,
};

use super::{
    decision::Decision,
    notices::tag,
    view::{certificate_href, crumbs, day, day_of, file_href},
};
use crate::{
    form::Form,
    load::load,
    offline::DraftKind,
    scope,
    session::Session,
    t,
    ui::{
        Actions, Button, Card, Crumbs, Fact, Facts, FormFrame, Heading, Kind, LinkButton, Notice,
        Row, Rows, Tag, TextField, Tone, toast,
    },
};

/// The page `/desk/certification/notices/{id}`.
#[component]
pub fn NoticePage(notice: NoticeId) -> impl IntoView {
    let found = load::<ReadNotice>(move || (NoticePath { notice }, ()));
    let title = Memo::new(move |_| {
        found.get().map(|found| {
            let line = &found.notice;
            let title = t!(certification_pages::notice_of, day_of(line.published_at));
            (title, t!(certification_pages::people, line.people))
        })
    });
    let state = move || found.get().map(|found| tag(found.notice.state));
    let heading = move || {
        title
            .get()
            .map(|(title, sub)| view! { <Heading title sub=sub>{state}</Heading> })
    };
    let mut above = crumbs(None);
    above.push((
        "/desk/certification/notices".to_owned(),
        t!(certification_pages::notices).to_owned(),
    ));
    view! {
        <Crumbs above/>
        {heading}
        {found.view(6, move |found| body(&found))}
    }
    .into_any()
}

fn body(found: &NoticeDetail) -> AnyView {
    let found = found.clone();
    let may = |action| untrack(|| Session::get().may(action));
    let notice = found.notice.id;
    let state = found.notice.state;
    let issue = match state {
        NoticeState::Ready if may(Action::CertificationCertify) => {
            let people = found.people.iter().filter(|one| !one.refused).count();
            scope::own(move || view! { <Issue notice people/> }.into_any())
        }
        _ => next(&found),
    };
    let decides = may(Action::CertificationManage);
    let objections = found
        .objections
        .iter()
        .map(|one| objection(one, &found, decides))
        .collect_view();
    let people = found.people.iter().map(person).collect_view();
    let document = found.notice.document_number.clone().map(|number| {
        view! { <Fact label=t!(certification_pages::document_number)>{number}</Fact> }
    });
    view! {
        {issue}
        {objections}
        <Card title=t!(certification_pages::notice_people)>
            <Facts>
                <Fact label=t!(certification_pages::last_day)>{day(found.notice.last_day)}</Fact>
                {document}
            </Facts>
            <Rows>{people}</Rows>
            <Actions>
                <LinkButton
                    text=t!(certification_pages::notice_public)
                    href=found.public_url.clone()
                    kind=Kind::Secondary
                    external=true
                />
            </Actions>
        </Card>
    }
    .into_any()
}

/// What comes next, for whoever cannot do it here and now.
fn next(found: &NoticeDetail) -> AnyView {
    let (tone, text) = match found.notice.state {
        NoticeState::Open => (
            Tone::Info,
            t!(certification_pages::notice_runs, day(found.notice.last_day)),
        ),
        NoticeState::Undecided => (
            Tone::Warn,
            t!(certification_pages::notice_decide).to_owned(),
        ),
        NoticeState::Ready => (
            Tone::Info,
            t!(certification_pages::notice_waits_certifier).to_owned(),
        ),
        NoticeState::Issued => {
            let issued = found.people.iter().filter(|one| one.number.is_some());
            let number = found.notice.document_number.clone().unwrap_or_default();
            (
                Tone::Ok,
                t!(certification_pages::issued, issued.count(), number),
            )
        }
    };
    view! { <Notice tone text/> }.into_any()
}

fn person(one: &NoticePerson) -> AnyView {
    let refused = one
        .refused
        .then(|| view! { <Tag text=t!(certification_pages::objection_upheld) tone=Tone::Bad/> });
    let detail = one.number.clone().unwrap_or_default();
    let href = one
        .certificate
        .map_or_else(|| file_href(one.application), certificate_href);
    view! {
        <Row who=one.name.clone() note=one.school.clone() detail href>
            {refused}
        </Row>
    }
    .into_any()
}

fn objection(one: &ObjectionView, found: &NoticeDetail, decides: bool) -> AnyView {
    let one = one.clone();
    let against = found
        .people
        .iter()
        .find(|person| person.application == one.application)
        .map_or_else(String::new, |person| person.name.clone());
    let (word, tone) = match one.state {
        ObjectionState::Open => (t!(certification_pages::objection_waits), Tone::Warn),
        ObjectionState::Upheld => (t!(certification_pages::objection_upheld), Tone::Bad),
        ObjectionState::Dismissed => (t!(certification_pages::objection_dismissed), Tone::Ok),
    };
    let reason = one
        .reason
        .clone()
        .map(|reason| view! { <Fact label=t!(certification_pages::reason)>{reason}</Fact> });
    let (path, version) = (ObjectionPath { objection: one.id }, one.version);
    let decide = (decides && one.state == ObjectionState::Open)
        .then(|| self::decide(found.notice.id, path, version));
    view! {
        <Card
            title=t!(certification_pages::objection_against, against)
            side=move || view! { <Tag text=word tone/> }
        >
            <blockquote class="read matter-said">{one.text.clone()}</blockquote>
            <Facts>
                <Fact label=t!(certification_pages::objector)>{one.name.clone()}</Fact>
                <Fact label=t!(certification_pages::contact)>{one.contact.clone()}</Fact>
                <Fact label=t!(certification_pages::received)>{day_of(one.received_at)}</Fact>
                {reason}
            </Facts>
            {decide}
        </Card>
    }
    .into_any()
}

fn decide(notice: NoticeId, path: ObjectionPath, version: i32) -> AnyView {
    let id = [&notice.to_string(), "/", &path.objection.to_string()].concat();
    let decision = Decision::new(DraftKind::Objection, &id);
    let send = Callback::new(move |()| {
        decision.send::<DecideObjection>(&path, version, |upheld, reason| ObjectionDecision {
            upheld,
            reason,
        });
    });
    decision.draw(
        t!(certification_pages::objection_decision),
        [
            t!(certification_pages::objection_upheld),
            t!(certification_pages::objection_dismissed),
        ],
        t!(certification_pages::objection_reason_hint),
        send,
    )
}

#[component]
fn Issue(notice: NoticeId, people: usize) -> impl IntoView {
    let form = Form::provide();
    let number = RwSignal::new(String::new());
    let send = Callback::new(move |()| {
        let body = NewIssue {
            document_number: number.get_untracked(),
        };
        form.send::<IssueCertificates>(&NoticePath { notice }, &body, move |reply| {
            toast(t!(
                certification_pages::issued,
                reply.value.certificates.len(),
                &reply.value.document_number
            ));
        });
    });
    view! {
        <Card title=t!(certification_pages::issue, people)>
            <FormFrame on_submit=send>
                <p class="muted">{t!(certification_pages::issue_what)}</p>
                <TextField
                    name="document_number"
                    label=t!(certification_pages::document_number)
                    hint=Signal::stored(t!(certification_pages::document_number_hint).to_owned())
                    value=number
                />
                <Actions>
                    <Button
                        text=t!(certification_pages::issue, people)
                        busy=form.busy
                        submit=true
                    />
                </Actions>
                <p class="muted" role="status">
                    {move || form.busy.get().then_some(t!(certification_pages::issuing))}
                </p>
            </FormFrame>
        </Card>
    }
    .into_any()
}
