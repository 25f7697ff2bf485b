//! Objections: taken from anyone while the notice runs, sealed, decided one by one with a reason.

use tongyu_db::Tx;
use tongyu_shared::{
    access::Action,
    api::problem::ProblemCode,
    certification::{
        certificates::notice::{OBJECTION_MAX, ObjectionDecision, ObjectionState, ObjectionView},
        state::{CertActor, CertEvent, CertState},
        words::state as state_word,
    },
    ids::{ApplicationId, NoticeId, ObjectionId},
    text::certificates as words,
    time::Instant,
    validate::{Errors, Validate},
};

use super::{
    super::super::{
        applications::{self, Step},
        caller::Caller,
        sealed, store as base,
    },
    form,
    store::{self, NewObjectionRow, ObjectionRow},
};
use crate::{
    audit::{self, By},
    crypto::{Keys, Place},
    http::{
        fault::{Fault, NOT_FOUND},
        input::Stamp,
    },
};

/// The longest name and the longest contact, in characters.
pub const SHORT_MAX: usize = 100;

/// What someone objects.
#[derive(Clone, Debug)]
pub struct NewObjection {
    /// Against whom.
    pub application: ApplicationId,
    /// Who objects.
    pub name: String,
    /// How to reach them.
    pub contact: String,
    /// What, and why.
    pub text: String,
}

impl Validate for NewObjection {
    fn validate(&self, errors: &mut Errors) {
        for (field, text, max) in [
            ("name", &self.name, SHORT_MAX),
            ("contact", &self.contact, SHORT_MAX),
            ("text", &self.text, OBJECTION_MAX),
        ] {
            errors.required(field, text);
            errors.max_chars(field, text, max);
        }
    }
}

fn place<'a>(column: &'static str, row: &'a str) -> Place<'a> {
    Place {
        table: "objection",
        column,
        row,
    }
}

/// Takes an objection. 409 where the notice runs no longer, or its certificates were issued while the
/// objection was on its way: nothing is stored then. The same one sent twice is kept once.
pub fn take(
    tx: &mut Tx<'_>,
    keys: &Keys,
    notice: NoticeId,
    new: &NewObjection,
    stamp: &Stamp,
) -> Result<(), Fault> {
    store::take_up(tx, notice)?;
    let row = store::find(tx, notice)?.ok_or(NOT_FOUND)?;
    if !row.takes_objections(stamp.now) {
        return Err(ProblemCode::NotInThisState.into());
    }
    let entries = store::entries(tx, notice)?;
    if !entries
        .iter()
        .any(|one| one.application_id.0 == new.application)
    {
        return Err(Fault::field(form::AGAINST, "choose_one"));
    }
    let row = sealed_row(keys, notice, new, stamp)?;
    if !store::insert_objection(tx, &row)? {
        return Ok(());
    }
    // Whoever objects has only said who it is.
    let entry = audit::Entry {
        by: By::Visitor,
        action: "objection.receive",
        subject_kind: "objection",
        subject_id: &row.id,
        student: None,
    };
    audit::record(tx, stamp, &entry)
}

/// An objection as it is kept: what was said is sealed, and has a print by which the same one is
/// known.
fn sealed_row(
    keys: &Keys,
    notice: NoticeId,
    new: &NewObjection,
    stamp: &Stamp,
) -> Result<NewObjectionRow, Fault> {
    let id = ObjectionId::new().to_string();
    let sealed = |column, text: &str| sealed::seal(keys, place(column, &id), text);
    let said = [&new.name, &new.contact, &new.text].map(|text| text.trim());
    let [name, contact, text] = said;
    let whole = format!(
        "{notice}\u{1f}{}\u{1f}{}",
        new.application,
        said.join("\u{1f}")
    );
    Ok(NewObjectionRow {
        notice_id: notice.to_string(),
        application_id: new.application.to_string(),
        name_sealed: sealed("name_sealed", name)?,
        contact_sealed: sealed("contact_sealed", contact)?,
        body_sealed: sealed("body_sealed", text)?,
        print: keys.fingerprint(whole.as_bytes()),
        state: ObjectionState::Open.as_str(),
        received_at: stamp.now.naive_utc(),
        version: 1,
        id,
    })
}

/// An objection as those who decide it see it.
pub fn view(keys: &Keys, row: &ObjectionRow) -> Result<ObjectionView, Fault> {
    let id = row.id.to_string();
    let open = |column, sealed: &[u8]| sealed::open(keys, place(column, &id), sealed);
    let reason = row.reason_sealed.as_deref();
    Ok(ObjectionView {
        id: row.id.0,
        application: row.application_id.0,
        state: row.state.0,
        received_at: Instant::from_naive_utc(row.received_at),
        name: open("name_sealed", &row.name_sealed)?,
        contact: open("contact_sealed", &row.contact_sealed)?,
        text: open("body_sealed", &row.body_sealed)?,
        reason: reason
            .map(|sealed| open("reason_sealed", sealed))
            .transpose()?,
        version: row.version,
    })
}

/// Decides an objection; upheld, it refuses the application. Gives the notice on which the
/// application stands now: an objection that was left open when another one was upheld is decided
/// there, before its certificates are issued. 409 where it cannot be refused now.
pub fn decide(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: ObjectionId,
    decision: &ObjectionDecision,
) -> Result<NoticeId, Fault> {
    let asked = store::objection(tx, id)?.ok_or(NOT_FOUND)?;
    let notice = store::latest(tx, asked.application_id.0)?.ok_or(NOT_FOUND)?;
    let scope = caller.actor.scope(Action::CertificationManage);
    store::visible(tx, &scope, notice)?.ok_or(NOT_FOUND)?;
    let application = base::application(tx, asked.application_id.0)?.ok_or(NOT_FOUND)?;
    caller.not_in_own_cause(application.person_id.0)?;
    store::take_up(tx, notice)?;
    let row = store::objection(tx, id)?.ok_or(NOT_FOUND)?;
    if caller.base()? != row.version {
        return Err(Fault::Stale(row.version));
    }
    if row.state.0 != ObjectionState::Open {
        return Err(ProblemCode::NotInThisState.into());
    }
    let state = if decision.upheld {
        ObjectionState::Upheld
    } else {
        ObjectionState::Dismissed
    };
    let key = row.id.to_string();
    let reason = sealed::seal(&caller.keys, place("reason_sealed", &key), &decision.reason)?;
    let by = (caller.actor.account, caller.stamp.now);
    store::decide(tx, &row, state, &reason, by)?;
    if decision.upheld {
        refuse(tx, caller, row.application_id.0, &decision.reason)?;
    }
    applications::record(tx, &caller.stamp, "objection.decide", "objection", &id)?;
    Ok(notice)
}

/// A second objection against someone who is refused already changes nothing more. Elsewhere than on
/// a notice nobody can be refused for one: the decision would stand in the log, and nothing follow.
fn refuse(
    tx: &mut Tx<'_>,
    caller: &Caller,
    application: ApplicationId,
    reason: &str,
) -> Result<(), Fault> {
    let row = base::application(tx, application)?.ok_or(NOT_FOUND)?;
    match row.state.0 {
        CertState::PublicNotice => {}
        CertState::Refused => return Ok(()),
        other => {
            let state = state_word(caller.lang, other);
            let said = words::upheld_on_a_notice(caller.lang, state);
            return Err(Fault::Explained(ProblemCode::NotInThisState, said));
        }
    }
    for event in [CertEvent::UpholdObjection, CertEvent::Refuse] {
        let step = Step {
            reason: Some(reason),
            ..Step::new(event, CertActor::Manager)
        };
        applications::advance(tx, &caller.keys, application, step, &caller.stamp)?;
    }
    Ok(())
}
