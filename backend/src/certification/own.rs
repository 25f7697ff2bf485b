//! The candidate's own side: applying, following, taking back, appealing. A candidate sees no score
//! of an assessor's.

use std::collections::HashMap;

use sha2::{Digest as _, Sha256};
use tongyu_db::{Conn, Tx};
use tongyu_shared::{
    Lang,
    api::problem::ProblemCode,
    certification::{
        pack::{FrozenRules, Level},
        rules::{RuleKind, RuleLine, entry_unmet, explain},
        state::{CertActor, CertEvent, CertState},
        types::{
            ApplicationPath, LevelOffer, NewAppeal, NewApplication, OwnApplication, OwnApplications,
        },
        words,
    },
    ids::{ApplicationId, CohortId},
    text::certification as texts,
};
use uuid::Uuid;

use super::{
    applications::{Step, advance, event_key, exists, record, take_up},
    caller::Caller,
    certificates,
    files::{self, File},
    history::{self, Story},
    rows::{ApplicationRow, NewApplicationRow, NewRelationRow, level_rules, open_key},
    sealed, store,
};
use crate::{
    crypto::hex,
    http::fault::{Fault, NOT_FOUND},
    org,
};

/// The certification part that is in force today: the first pack, by code, that speaks of it.
pub fn rules_in_force(conn: &mut Conn, caller: &Caller) -> Result<Option<FrozenRules>, Fault> {
    let packs = org::packs_in_force(conn, caller.today())?;
    let speaks = packs.into_iter().find_map(|pack| {
        pack.certification.map(|rules| FrozenRules {
            code: pack.code,
            version: pack.version,
            title: pack.title,
            rules,
        })
    });
    Ok(speaks)
}

/// One's own applications, and the levels that one could apply for.
pub fn list(caller: &Caller, conn: &mut Conn) -> Result<OwnApplications, Fault> {
    let rows = store::of_person(conn, caller.actor.person)?;
    let offers = offers(caller, conn, &rows)?;
    let cohorts = cohort_names(conn, &rows)?;
    let gathered = files::gather(conn, rows, caller.today())?;
    let stories = history::stories(conn, &gathered)?;
    let shown = gathered
        .iter()
        .map(|file| show(caller, file, stories.of(file)?, &cohorts));
    Ok(OwnApplications {
        offers,
        applications: shown.collect::<Result<_, _>>()?,
    })
}

fn offers(
    caller: &Caller,
    conn: &mut Conn,
    rows: &[ApplicationRow],
) -> Result<Vec<LevelOffer>, Fault> {
    let Some(frozen) = rules_in_force(conn, caller)? else {
        return Ok(Vec::new());
    };
    let evidence = files::evidence_of(conn, caller.actor.person, caller.today())?;
    let ahead = Ahead::of(caller, conn, rows)?;
    let offer = |(&level, rules)| {
        let lines = explain(rules, &evidence, caller.today(), caller.lang);
        let why_not = why_not(caller, level, &ahead, &lines);
        LevelOffer {
            level,
            open: why_not.is_none(),
            why_not,
            rules: lines,
        }
    };
    Ok(frozen.rules.levels.iter().map(offer).collect())
}

/// What one has for some levels, which a new application of the same level has to wait for.
struct Ahead {
    /// An application that is under way.
    open: Vec<Level>,
    /// An appeal that is undecided: upheld, it opens the application again.
    appealed: Vec<Level>,
    /// A certificate that still runs, suspended or not.
    certified: Vec<Level>,
}

impl Ahead {
    fn of(caller: &Caller, conn: &mut Conn, rows: &[ApplicationRow]) -> Result<Self, Fault> {
        let person = caller.actor.person;
        let open = rows.iter().filter(|row| row.state.0.is_open());
        let running = certificates::running(conn, &[person], caller.today())?;
        Ok(Self {
            open: open.map(|row| row.level.0).collect(),
            appealed: store::appealed_levels(conn, person)?,
            certified: running.into_iter().map(|one| one.level).collect(),
        })
    }
}

/// Why someone cannot apply for a level now: the rules on entering it are met before, all others on
/// the way.
fn why_not(caller: &Caller, level: Level, ahead: &Ahead, lines: &[RuleLine]) -> Option<String> {
    if ahead.open.contains(&level) {
        return Some(texts::why_open_application(caller.lang).to_owned());
    }
    if ahead.appealed.contains(&level) {
        return Some(texts::why_appealed(caller.lang).to_owned());
    }
    if ahead.certified.contains(&level) {
        return Some(texts::why_certified(caller.lang).to_owned());
    }
    entry_unmet(lines)?.missing.clone()
}

/// Reads one's own application; anyone else's is not found.
pub fn read(
    caller: &Caller,
    conn: &mut Conn,
    path: ApplicationPath,
) -> Result<OwnApplication, Fault> {
    let row = own(caller, conn, path.application)?;
    shown(caller, conn, row)
}

fn own(caller: &Caller, conn: &mut Conn, id: ApplicationId) -> Result<ApplicationRow, Fault> {
    store::application(conn, id)?
        .filter(|row| row.person_id.0 == caller.actor.person)
        .ok_or(NOT_FOUND)
}

/// Applies. The same body under the same id changes nothing; another one is refused.
pub fn apply(
    caller: &Caller,
    tx: &mut Tx<'_>,
    path: ApplicationPath,
    body: &NewApplication,
) -> Result<OwnApplication, Fault> {
    let (id, hash) = (path.application, fingerprint(body)?);
    if let Some(row) = store::application(tx, id)? {
        if row.person_id.0 != caller.actor.person {
            return Err(NOT_FOUND);
        }
        if row.body_hash != hash {
            return Err(ProblemCode::DiffersFromFirst.into());
        }
        return shown(caller, tx, row);
    }
    let frozen = rules_in_force(tx, caller)?.ok_or(ProblemCode::NoRulePack)?;
    let school = may_apply(caller, tx, body.level, &frozen)?;
    let row = NewApplicationRow {
        id: id.to_string(),
        person_id: caller.actor.person.to_string(),
        school_id: school.to_string(),
        level: body.level.as_str(),
        state: CertState::Applied.as_str(),
        rules: serde_json::to_string(&frozen).map_err(Fault::internal)?,
        open_key: open_key(CertState::Applied, caller.actor.person, body.level),
        body_hash: hash,
        applied_at: caller.stamp.now.naive_utc(),
        version: 1,
    };
    store::insert_application(tx, &row).map_err(exists)?;
    declare(caller, tx, id, body)?;
    record(tx, &caller.stamp, "application.apply", "application", &id)?;
    let row = own(caller, tx, id)?;
    shown(caller, tx, row)
}

/// The school in which the candidate has a post. 409 where an application or an appeal is under way
/// or the level is held already, and where a rule on entering the level is not met.
fn may_apply(
    caller: &Caller,
    tx: &mut Tx<'_>,
    level: Level,
    frozen: &FrozenRules,
) -> Result<tongyu_shared::ids::NodeId, Fault> {
    let rows = store::of_person(tx, caller.actor.person)?;
    let evidence = files::evidence_of(tx, caller.actor.person, caller.today())?;
    let rules = level_rules(frozen, level)?;
    let lines = explain(rules, &evidence, caller.today(), caller.lang);
    let ahead = Ahead::of(caller, tx, &rows)?;
    if ahead.open.contains(&level) {
        let why = texts::why_open_application(caller.lang).to_owned();
        return Err(Fault::Explained(ProblemCode::Exists, why));
    }
    if let Some(why) = why_not(caller, level, &ahead, &lines) {
        return Err(Fault::Explained(ProblemCode::NotInThisState, why));
    }
    let posts = store::posts_of(tx, &[caller.actor.person], caller.today())?;
    let school = posts.first().map(|post| post.school);
    school.ok_or_else(|| {
        let why = texts::missing_in_post(caller.lang).to_owned();
        Fault::Explained(ProblemCode::NotInThisState, why)
    })
}

fn fingerprint(body: &NewApplication) -> Result<String, Fault> {
    let json = serde_json::to_vec(body).map_err(Fault::internal)?;
    let hash = Sha256::digest(json);
    Ok(hex(&hash))
}

fn declare(
    caller: &Caller,
    tx: &mut Tx<'_>,
    id: ApplicationId,
    body: &NewApplication,
) -> Result<(), Fault> {
    let rows = body.relations.iter().map(|relation| {
        let row = Uuid::now_v7().to_string();
        Ok(NewRelationRow {
            relation_sealed: sealed::seal(
                &caller.keys,
                sealed::relation(&row),
                &relation.relation,
            )?,
            id: row,
            application_id: id.to_string(),
            account_id: None,
            name: Some(relation.name.trim().to_owned()),
            declared_at: caller.stamp.now.naive_utc(),
        })
    });
    let rows: Vec<_> = rows.collect::<Result<_, Fault>>()?;
    if rows.is_empty() {
        return Ok(());
    }
    store::insert_relations(tx, &rows)
}

/// Takes one's own application back.
pub fn withdraw(
    caller: &Caller,
    tx: &mut Tx<'_>,
    path: ApplicationPath,
) -> Result<OwnApplication, Fault> {
    own(caller, tx, path.application)?;
    let step = Step {
        base: Some(caller.base()?),
        ..Step::new(CertEvent::Withdraw, CertActor::Candidate)
    };
    advance(tx, &caller.keys, path.application, step, &caller.stamp)?;
    read(caller, tx, path)
}

/// Appeals against the refusal that stands: once, and within the working days of the pack. Of two
/// appeals at once the second is told of the first, whatever version it saw.
pub fn appeal(
    caller: &Caller,
    tx: &mut Tx<'_>,
    path: ApplicationPath,
    body: &NewAppeal,
) -> Result<OwnApplication, Fault> {
    own(caller, tx, path.application)?;
    let base = caller.base()?;
    let row = take_up(tx, path.application, None)?;
    let found = row.version - 1;
    let file = files::one(tx, row, caller.today())?;
    let story = history::story(tx, &file)?;
    let refusal = story
        .refusal(file.row.state.0)
        .ok_or(ProblemCode::NotInThisState)?;
    if story.appeal(refusal).is_some() {
        let why = texts::appeal_once(caller.lang).to_owned();
        return Err(Fault::Explained(ProblemCode::AlreadyAnswered, why));
    }
    if base != found {
        return Err(Fault::Stale(found));
    }
    let until = history::appeal_until(&file, refusal, &story.calendar);
    if caller.today() > until {
        let why = texts::appeal_over(caller.lang, words::day(caller.lang, until));
        return Err(Fault::Explained(ProblemCode::NotInThisState, why));
    }
    let seq = refusal.seq;
    let key = event_key(path.application, seq);
    let text = sealed::seal(&caller.keys, sealed::appeal_text(&key), &body.text)?;
    store::insert_appeal(tx, (path.application, seq), &text, caller.stamp.now)?;
    record(tx, &caller.stamp, "appeal.make", "appeal", &key)?;
    read(caller, tx, path)
}

fn cohort_names(
    conn: &mut Conn,
    rows: &[ApplicationRow],
) -> Result<HashMap<CohortId, String>, Fault> {
    let ids: Vec<_> = rows.iter().filter_map(ApplicationRow::cohort).collect();
    store::cohort_names(conn, &ids)
}

fn shown(caller: &Caller, conn: &mut Conn, row: ApplicationRow) -> Result<OwnApplication, Fault> {
    let cohorts = cohort_names(conn, std::slice::from_ref(&row))?;
    let file = files::one(conn, row, caller.today())?;
    let story = history::story(conn, &file)?;
    show(caller, &file, &story, &cohorts)
}

fn show(
    caller: &Caller,
    file: &File,
    story: &Story,
    cohorts: &HashMap<CohortId, String>,
) -> Result<OwnApplication, Fault> {
    let state = file.row.state.0;
    let mut rules = file.lines(caller.today(), caller.lang)?;
    for line in &mut rules {
        blind(caller.lang, line, file);
    }
    let may_withdraw = tongyu_shared::certification::state::transition(
        file.row.now(),
        CertEvent::Withdraw,
        CertActor::Candidate,
    )
    .is_ok();
    Ok(OwnApplication {
        application: file.row.id.0,
        level: file.row.level.0,
        state,
        state_word: words::state(caller.lang, state).to_owned(),
        applied_at: tongyu_shared::time::Instant::from_naive_utc(file.row.applied_at),
        cohort_name: file.row.cohort().and_then(|id| cohorts.get(&id).cloned()),
        pack: history::pack_name(&file.frozen, caller.lang),
        rules,
        sent_back: story.sent_back(&caller.keys, state)?,
        refusal: story.shown_refusal(caller, file)?,
        relations: history::relations(&caller.keys, file)?,
        history: story.lines(caller, None)?,
        may_withdraw,
        version: file.row.version,
    })
}

/// A candidate is told how many assessors gave their points and whether the floor is reached, not
/// how many points there are.
pub fn blind(lang: Lang, line: &mut RuleLine, file: &File) {
    if line.rule == RuleKind::Assessment {
        (line.have, line.need) = (u32::from(line.met), 1);
        if line.missing.is_some() && file.evidence.assessed.result.is_some() {
            line.missing = Some(texts::missing_floor(lang).to_owned());
        }
    }
}
