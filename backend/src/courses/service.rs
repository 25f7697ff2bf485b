//! What authors and reviewers do with a lesson. Each change asks for the right again, names the
//! version it is based on, and leaves an audit row.

use sha2::{Digest as _, Sha256};
use tongyu_db::{Conn, Tx};
use tongyu_shared::{
    Lang,
    access::Action,
    api::{page::Page, problem::ProblemCode},
    courses::{
        captions,
        guideline::Guideline,
        state::{LessonActor, LessonEvent, LessonRefusal, LessonState, transition},
        types::{DeskLesson, DeskQuery, LessonDetail, LessonPart, LessonText},
    },
    ids::{AssetId, LessonId, NodeId},
    text::courses as words,
    validate::Errors,
};

use super::{
    detail::{detail, line},
    film::Shelved,
    rows::{NewAssetRow, NewLessonRow, StepChanges},
    standing::standing,
    store::{self, Found},
};
use crate::{
    access::Actor,
    audit::{self, By},
    crypto::hex,
    http::{
        fault::{Fault, NOT_FOUND},
        input::Stamp,
    },
};

/// The letters of a hash by which captions are named.
const TAG_LETTERS: usize = 16;

/// Whose hands are on which lesson.
#[derive(Clone)]
pub struct Hands {
    /// Who.
    pub actor: Actor,
    /// Which lesson.
    pub lesson: LessonId,
    /// The version that a change is based on.
    pub base: i32,
    /// When, and in which request.
    pub stamp: Stamp,
    /// The reader's language.
    pub lang: Lang,
}

/// One's own lessons.
pub fn own(conn: &mut Conn, actor: &Actor, query: &DeskQuery) -> Result<Page<DeskLesson>, Fault> {
    let page = store::desk(conn, store::Desk::Own(actor.account), query)?;
    lines(page)
}

/// Others' lessons that this person may review.
pub fn to_review(
    conn: &mut Conn,
    actor: &Actor,
    query: &DeskQuery,
) -> Result<Page<DeskLesson>, Fault> {
    let scope = actor.scope(Action::LessonReview);
    let desk = store::Desk::ToReview(&scope, actor.account);
    let page = store::desk(conn, desk, query)?;
    lines(page)
}

fn lines(page: tongyu_db::cursor::Page<store::DeskRow>) -> Result<Page<DeskLesson>, Fault> {
    Ok(Page {
        items: page.items.into_iter().map(line).collect::<Result<_, _>>()?,
        next: page.next,
    })
}

/// A lesson; 404 where it does not exist for this person.
pub fn read(conn: &mut Conn, actor: &Actor, id: LessonId) -> Result<LessonDetail, Fault> {
    let (found, who) = seen(conn, actor, id)?;
    detail(found, who)
}

fn seen(conn: &mut Conn, actor: &Actor, id: LessonId) -> Result<(Found, LessonActor), Fault> {
    let found = store::find(conn, id)?.ok_or(NOT_FOUND)?;
    let who = standing(conn, actor, &found.row)?.ok_or(NOT_FOUND)?;
    Ok((found, who))
}

/// Begins a lesson. The same once more changes nothing; with another text it is refused.
pub fn create(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: LessonId,
    text: &LessonText,
    stamp: &Stamp,
) -> Result<LessonDetail, Fault> {
    let (text, edition) = checked(text)?;
    if store::find(tx, id)?.is_some() {
        let (found, who) = seen(tx, actor, id)?;
        if who != LessonActor::Author {
            return Err(ProblemCode::Exists.into());
        }
        if found.row.text() != text {
            return Err(ProblemCode::DiffersFromFirst.into());
        }
        return detail(found, who);
    }
    let owner = owner(actor).ok_or(ProblemCode::Forbidden)?;
    store::insert(
        tx,
        &NewLessonRow {
            id: id.to_string(),
            owner_id: owner.to_string(),
            author_id: actor.account.to_string(),
            state: LessonState::Draft.as_str(),
            title: text.title,
            stage: text.stage.as_str(),
            topic: text.topic.as_str(),
            guideline: edition,
            guideline_entry: text.guideline_entry,
            action_text: text.action,
            transcript: text.transcript,
            is_sample: false,
            created_at: stamp.now.naive_utc(),
            changed_at: stamp.now.naive_utc(),
            version: 1,
        },
    )?;
    record(tx, stamp, "lesson.create", id)?;
    read(tx, actor, id)
}

/// Where this person makes lessons.
fn owner(actor: &Actor) -> Option<NodeId> {
    actor
        .grants
        .iter()
        .find(|grant| grant.role.may(Action::LessonWrite))
        .map(|grant| grant.node)
}

/// The text without blanks around it, and the edition of the guideline that it cites.
fn checked(text: &LessonText) -> Result<(LessonText, String), Fault> {
    let trimmed = |text: &str| text.trim().to_owned();
    let guideline = Guideline::sample().map_err(Fault::internal)?;
    let text = LessonText {
        title: trimmed(&text.title),
        guideline_entry: text
            .guideline_entry
            .as_deref()
            .map(trimmed)
            .filter(|code| !code.is_empty()),
        action: trimmed(&text.action),
        transcript: trimmed(&text.transcript),
        ..*text
    };
    let known = |code: &String| guideline.entry(text.stage, code).is_some();
    if text
        .guideline_entry
        .as_ref()
        .is_some_and(|code| !known(code))
    {
        return Err(Fault::field("guideline_entry", "not_of_this_stage"));
    }
    let edition = guideline.edition();
    Ok((text, edition))
}

fn check_edit(found: &Found, who: LessonActor) -> Result<(), Fault> {
    if who != LessonActor::Author {
        return Err(ProblemCode::Forbidden.into());
    }
    if !found.row.state.0.is_open_to_change() {
        return Err(ProblemCode::NotInThisState.into());
    }
    Ok(())
}

impl Hands {
    /// The lesson, where it may be changed: asked before a large film is read.
    pub fn may_edit(&self, conn: &mut Conn) -> Result<(), Fault> {
        let (found, who) = seen(conn, &self.actor, self.lesson)?;
        check_edit(&found, who)?;
        if found.row.version == self.base {
            Ok(())
        } else {
            Err(Fault::Stale(found.row.version))
        }
    }

    /// Raises the version first, so that of two who act at once one sees what the other did. 404
    /// out of reach, 412 where the lesson has changed since `base`.
    fn take_up(&self, tx: &mut Tx<'_>) -> Result<(Found, LessonActor), Fault> {
        if !store::raise_version(tx, self.lesson, self.stamp.now)? {
            return Err(NOT_FOUND);
        }
        let (found, who) = seen(tx, &self.actor, self.lesson)?;
        let before = found.row.version - 1;
        if before == self.base {
            Ok((found, who))
        } else {
            Err(Fault::Stale(before))
        }
    }

    fn take_up_to_edit(&self, tx: &mut Tx<'_>) -> Result<Found, Fault> {
        let (found, who) = self.take_up(tx)?;
        check_edit(&found, who)?;
        Ok(found)
    }

    /// Tells the log, and shows the lesson as it is now: also to a reviewer who has just handed
    /// it back, for whom it is hidden from then on.
    fn put_down(
        &self,
        tx: &mut Tx<'_>,
        action: &'static str,
        who: LessonActor,
    ) -> Result<LessonDetail, Fault> {
        record(tx, &self.stamp, action, self.lesson)?;
        detail(store::find(tx, self.lesson)?.ok_or(NOT_FOUND)?, who)
    }

    /// Saves what the author wrote.
    pub fn save(&self, tx: &mut Tx<'_>, text: &LessonText) -> Result<LessonDetail, Fault> {
        self.take_up_to_edit(tx)?;
        let (text, edition) = checked(text)?;
        store::save_text(tx, self.lesson, &text, &edition)?;
        self.put_down(tx, "lesson.save", LessonActor::Author)
    }

    /// Saves captions; an empty text takes them away.
    pub fn save_captions(&self, tx: &mut Tx<'_>, text: &str) -> Result<LessonDetail, Fault> {
        let found = self.take_up_to_edit(tx)?;
        let text = text.trim();
        if text.is_empty() {
            store::save_captions(tx, self.lesson, None)?;
        } else {
            check_captions(text, &found, "text")?;
            let tag: String = hex(&Sha256::digest(text))
                .chars()
                .take(TAG_LETTERS)
                .collect();
            store::save_captions(tx, self.lesson, Some((text, &tag)))?;
        }
        self.put_down(tx, "lesson.save_captions", LessonActor::Author)
    }

    /// Gives the lesson a film; one with the same content is the same asset.
    pub fn save_film(&self, tx: &mut Tx<'_>, film: &Shelved) -> Result<LessonDetail, Fault> {
        self.take_up_to_edit(tx)?;
        let asset = match store::asset_of_content(tx, &film.sha256)? {
            Some(known) => known,
            None => self.add_asset(tx, film)?,
        };
        store::save_film(tx, self.lesson, asset)?;
        self.put_down(tx, "lesson.upload_film", LessonActor::Author)
    }

    fn add_asset(&self, tx: &mut Tx<'_>, film: &Shelved) -> Result<AssetId, Fault> {
        let id = AssetId::new();
        let [video_bytes, audio_bytes, poster_bytes] = film.bytes;
        store::insert_asset(
            tx,
            &NewAssetRow {
                id: id.to_string(),
                sha256: film.sha256.clone(),
                duration_s: film.duration_s,
                width: film.width,
                height: film.height,
                video_bytes,
                audio_bytes,
                poster_bytes,
                is_sample: false,
                created_at: self.stamp.now.naive_utc(),
            },
        )?;
        Ok(id)
    }

    /// Takes a step of the table. A reason goes with handing back.
    pub fn step(
        &self,
        tx: &mut Tx<'_>,
        event: LessonEvent,
        reason: Option<&str>,
    ) -> Result<LessonDetail, Fault> {
        let (found, who) = self.take_up(tx)?;
        let next = transition(found.row.state.0, event, who)
            .map_err(|refusal| self.refused(refusal, event, who))?;
        if event == LessonEvent::Submit {
            check_complete(&found)?;
        }
        store::save_step(tx, self.lesson, &self.changes(&found, event, next, reason))?;
        self.put_down(tx, action(event), who)
    }

    fn refused(&self, refusal: LessonRefusal, event: LessonEvent, who: LessonActor) -> Fault {
        let own = who == LessonActor::Author
            && matches!(event, LessonEvent::Publish | LessonEvent::Return);
        match refusal {
            LessonRefusal::NotInThisState => ProblemCode::NotInThisState.into(),
            LessonRefusal::NotByThisActor if own => Fault::Explained(
                ProblemCode::Forbidden,
                words::own_lesson(self.lang).to_owned(),
            ),
            LessonRefusal::NotByThisActor => ProblemCode::Forbidden.into(),
        }
    }

    fn changes(
        &self,
        found: &Found,
        event: LessonEvent,
        next: LessonState,
        reason: Option<&str>,
    ) -> StepChanges {
        let (row, now) = (&found.row, self.stamp.now.naive_utc());
        let reviewed = matches!(event, LessonEvent::Publish | LessonEvent::Return);
        let when = |at_this, before| if at_this { Some(now) } else { before };
        StepChanges {
            state: next.as_str(),
            reviewer_id: if reviewed {
                Some(self.actor.account.to_string())
            } else {
                row.reviewer_id.map(|reviewer| reviewer.to_string())
            },
            review_note: reason.map(|reason| reason.trim().to_owned()),
            submitted_at: when(event == LessonEvent::Submit, row.submitted_at),
            reviewed_at: when(reviewed, row.reviewed_at),
            published_at: when(event == LessonEvent::Publish, row.published_at),
            withdrawn_at: when(event == LessonEvent::Withdraw, None),
        }
    }
}

const fn action(event: LessonEvent) -> &'static str {
    match event {
        LessonEvent::Submit => "lesson.submit",
        LessonEvent::Publish => "lesson.publish",
        LessonEvent::Return => "lesson.return",
        LessonEvent::Revise => "lesson.revise",
        LessonEvent::Withdraw => "lesson.withdraw",
    }
}

/// Names each thing that a lesson lacks, and captions that outlast a film that came after them.
fn check_complete(found: &Found) -> Result<(), Fault> {
    let mut errors = Errors::default();
    for part in found.row.missing(found.asset.is_some()) {
        let code = match part {
            LessonPart::Guideline => "needs_guideline_entry",
            LessonPart::Action => "needs_action",
            LessonPart::Film => "needs_film",
            LessonPart::Captions => "needs_captions",
            LessonPart::Transcript => "needs_transcript",
        };
        errors.add(part.as_str(), code, Vec::new());
    }
    let errors = errors.into_found();
    if !errors.is_empty() {
        return Err(Fault::Invalid(errors));
    }
    let text = found.row.captions.as_deref().unwrap_or_default();
    check_captions(text, found, LessonPart::Captions.as_str())
}

fn check_captions(text: &str, found: &Found, field: &str) -> Result<(), Fault> {
    let seconds = match &found.asset {
        Some(asset) => Some(asset.seconds()?),
        None => None,
    };
    let Err(error) = captions::check(text, seconds) else {
        return Ok(());
    };
    let mut errors = Errors::default();
    error.tell(&mut errors, field);
    Err(Fault::Invalid(errors.into_found()))
}

fn record(
    tx: &mut Tx<'_>,
    stamp: &Stamp,
    action: &'static str,
    lesson: LessonId,
) -> Result<(), Fault> {
    let entry = audit::Entry {
        by: By::Staff,
        action,
        subject_kind: "lesson",
        subject_id: &lesson.to_string(),
        student: None,
    };
    audit::record(tx, stamp, &entry)
}
