//! What happened to applications: events with their reasons, refusals and appeals.

use std::collections::HashMap;

use tongyu_db::Conn;
use tongyu_shared::{
    Lang,
    certification::{
        pack::FrozenRules,
        state::{CertEvent, CertState},
        types::{AppealView, DeclaredRelation, HistoryLine, Refusal},
        words,
    },
    ids::{AccountId, ApplicationId},
    org::calendar::{OfficeHours, WorkingCalendar},
    text::certification as texts,
    time::{Date, Instant},
};

use super::{
    applications::event_key,
    caller::Caller,
    files::File,
    rows::{AppealRow, EventRow},
    sealed,
    store::{self, Staff},
};
use crate::{crypto::Keys, http::fault::Fault, org};

/// What happened to one application.
#[derive(Clone)]
pub struct Story {
    /// Its events, the first first.
    pub events: Vec<EventRow>,
    /// Its appeals, the first first.
    pub appeals: Vec<AppealRow>,
    /// The working days by which clocks run.
    pub calendar: WorkingCalendar,
}

/// The working days by which the clocks of certification run: they count days, not hours.
pub fn calendar(conn: &mut Conn) -> Result<WorkingCalendar, Fault> {
    org::terms::working_calendar(conn, OfficeHours::WHOLE_DAY)
}

/// The stories of the files that were asked about.
pub struct Stories(HashMap<ApplicationId, Story>);

impl Stories {
    /// The story of one of these files.
    pub fn of(&self, file: &File) -> Result<&Story, Fault> {
        store::known(&self.0, file.row.id.0)
    }
}

/// What happened to some applications.
pub fn stories(conn: &mut Conn, files: &[File]) -> Result<Stories, Fault> {
    let ids: Vec<_> = files.iter().map(|file| file.row.id.0).collect();
    let events = store::events_of(conn, &ids)?;
    let appeals = store::appeals_of(conn, &ids)?;
    let calendar = calendar(conn)?;
    let story = |id: ApplicationId| Story {
        events: events
            .iter()
            .filter(|event| event.application_id.0 == id)
            .cloned()
            .collect(),
        appeals: appeals
            .iter()
            .filter(|appeal| appeal.application_id.0 == id)
            .cloned()
            .collect(),
        calendar: calendar.clone(),
    };
    let stories = ids.into_iter().map(|id| (id, story(id)));
    Ok(Stories(stories.collect()))
}

/// What happened to one application.
pub fn story(conn: &mut Conn, file: &File) -> Result<Story, Fault> {
    let stories = stories(conn, std::slice::from_ref(file))?;
    stories.of(file).cloned()
}

impl Story {
    /// The refusal that stands.
    pub fn refusal(&self, state: CertState) -> Option<&EventRow> {
        let last = || {
            self.events
                .iter()
                .rev()
                .find(|e| e.kind.0 == CertEvent::Refuse)
        };
        (state == CertState::Refused).then(last).flatten()
    }

    /// The appeal against a refusal.
    pub fn appeal(&self, refusal: &EventRow) -> Option<&AppealRow> {
        self.appeals
            .iter()
            .find(|appeal| appeal.refusal_seq == refusal.seq)
    }

    /// What has to be completed, while nothing has moved since it was sent back.
    pub fn sent_back(&self, keys: &Keys, state: CertState) -> Result<Option<String>, Fault> {
        let last = self.events.last();
        let back = last
            .filter(|event| event.kind.0 == CertEvent::SendBack && state == CertState::InCohort);
        back.map_or(Ok(None), |event| reason(keys, event))
    }

    /// The refusal as it is shown to the candidate and to those who decide.
    pub fn shown_refusal(&self, caller: &Caller, file: &File) -> Result<Option<Refusal>, Fault> {
        let Some(refusal) = self.refusal(file.row.state.0) else {
            return Ok(None);
        };
        let until = appeal_until(file, refusal, &self.calendar);
        let appeal = self.appeal(refusal);
        Ok(Some(Refusal {
            reason: reason(&caller.keys, refusal)?.unwrap_or_default(),
            on: Instant::from_naive_utc(refusal.at).date(),
            appeal_until: until,
            may_appeal: appeal.is_none() && caller.today() <= until,
            appeal: appeal
                .map(|appeal| shown_appeal(&caller.keys, appeal))
                .transpose()?,
        }))
    }

    /// The lines of the history; names only where the reader may know them.
    pub fn lines(
        &self,
        caller: &Caller,
        staff: Option<&HashMap<AccountId, Staff>>,
    ) -> Result<Vec<HistoryLine>, Fault> {
        let line = |event: &EventRow| {
            let account = event.account_id.map(|id| id.0);
            let by = staff.and_then(|staff| staff.get(&account?));
            Ok(HistoryLine {
                what: words::event(caller.lang, event.kind.0).to_owned(),
                at: Instant::from_naive_utc(event.at),
                by: by.map(|staff| staff.name.clone()),
                reason: reason(&caller.keys, event)?,
            })
        };
        self.events.iter().map(line).collect()
    }
}

fn reason(keys: &Keys, event: &EventRow) -> Result<Option<String>, Fault> {
    let key = event_key(event.application_id.0, event.seq);
    let place = sealed::event_reason(&key);
    sealed::open_some(keys, place, event.reason_sealed.as_deref())
}

fn shown_appeal(keys: &Keys, row: &AppealRow) -> Result<AppealView, Fault> {
    let key = event_key(row.application_id.0, row.refusal_seq);
    let place = sealed::appeal_reason(&key);
    Ok(AppealView {
        text: sealed::open(keys, sealed::appeal_text(&key), &row.text_sealed)?,
        made_at: Instant::from_naive_utc(row.made_at),
        upheld: row.upheld,
        reason: sealed::open_some(keys, place, row.reason_sealed.as_deref())?,
        decided_at: row.decided_at.map(Instant::from_naive_utc),
    })
}

/// The last day on which a refusal can be appealed; the day of the refusal is not counted.
pub fn appeal_until(file: &File, refusal: &EventRow, calendar: &WorkingCalendar) -> Date {
    let on = Instant::from_naive_utc(refusal.at).date();
    calendar.add_working_days(on, file.frozen.rules.appeal_working_days)
}

/// The relations that the candidate declared.
pub fn relations(keys: &Keys, file: &File) -> Result<Vec<DeclaredRelation>, Fault> {
    let named = file.relations.iter().filter_map(|row| {
        let name = row.name.clone()?;
        let place = sealed::relation(&row.id);
        let relation = sealed::open(keys, place, &row.relation_sealed);
        Some(relation.map(|relation| DeclaredRelation { name, relation }))
    });
    named.collect()
}

/// `青岛市家校社协同育人规则（2022）第 1 版`; the code where no name was frozen.
pub fn pack_name(frozen: &FrozenRules, lang: Lang) -> String {
    let named = Some(&frozen.title).filter(|title| !title.is_empty());
    texts::pack_name(lang, named.unwrap_or(&frozen.code), frozen.version)
}
