//! Candidates' files: all evidence of many candidates at once, in a number of queries that does not
//! grow with them, and what the rules say of each.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use tongyu_db::{Col, Conn};
use tongyu_shared::{
    Lang,
    certification::{
        assess::{self, Outcome},
        conflicts::CandidateTies,
        pack::{FrozenRules, LevelRules},
        rules::{
            Assessed, Attended, Evidence, ExamTaken, Held, Observed, Post, Published, RuleLine,
            all_met, explain,
        },
        state::CertState,
        types::{CandidateFilter, Flag, SeatState},
    },
    ids::{AccountId, ApplicationId, PersonId},
    time::Date,
};

use super::{
    certificates::{self, Standing},
    rows::{
        ApplicationRow, ExamRow, LessonRowDb, RelationRow, SeatRow, SignInRow, TrainingRow, frozen,
        level_rules,
    },
    store::{self, HoldsRole, Staff},
};
use crate::http::fault::Fault;

/// A candidate's file.
#[derive(Clone, Debug)]
pub struct File {
    /// The application.
    pub row: ApplicationRow,
    /// The candidate's name in full.
    pub name: String,
    /// The school's name.
    pub school_name: String,
    /// The rules by which it is judged.
    pub frozen: Arc<FrozenRules>,
    /// All evidence.
    pub evidence: Evidence,
    /// What ties the candidate to those who judge.
    pub ties: CandidateTies,
    /// Sign-ins, those taken back too.
    pub sign_ins: Vec<(SignInRow, TrainingRow)>,
    /// Observed lessons.
    pub lessons: Vec<LessonRowDb>,
    /// Exams.
    pub exams: Vec<ExamRow>,
    /// Seats, freed ones too.
    pub seats: Vec<SeatRow>,
    /// Declared relations.
    pub relations: Vec<RelationRow>,
    /// Whether it was sent back once.
    pub sent_back: bool,
}

impl File {
    /// What its level asks for.
    pub fn rules(&self) -> Result<&LevelRules, Fault> {
        level_rules(&self.frozen, self.row.level.0)
    }

    /// Rule by rule.
    pub fn lines(&self, today: Date, lang: Lang) -> Result<Vec<RuleLine>, Fault> {
        Ok(explain(self.rules()?, &self.evidence, today, lang))
    }

    /// The seats that were not freed.
    pub fn live_seats(&self) -> impl Iterator<Item = &SeatRow> {
        self.seats
            .iter()
            .filter(|seat| seat.state.0 != SeatState::Freed)
    }

    /// The scores that are in, by the number of the seat.
    pub fn scores(&self) -> Vec<i32> {
        self.live_seats().filter_map(|seat| seat.score).collect()
    }

    /// What the scores say.
    pub fn outcome(&self) -> Outcome {
        assess::outcome(&self.scores(), &self.frozen.rules)
    }

    /// How many seats it needs.
    pub fn seats_needed(&self) -> usize {
        assess::seats_needed(&self.scores(), &self.frozen.rules)
    }

    /// Why a person looks at it, however complete it is.
    pub fn flags(&self) -> Vec<Flag> {
        let corrected = self
            .sign_ins
            .iter()
            .any(|(row, _)| row.reason_sealed.is_some())
            || self
                .lessons
                .iter()
                .any(|row| row.correction_sealed.is_some())
            || self.exams.iter().any(|row| row.correction_sealed.is_some());
        let raised = |flag: &&Flag| match flag {
            Flag::ThirdNeeded => self.seats_needed() > self.live_seats().count().max(assess::SEATS),
            Flag::Disagreement => self.live_seats().count() > assess::SEATS,
            Flag::Corrected => corrected,
            Flag::SentBack => self.sent_back,
        };
        Flag::ALL.iter().filter(raised).copied().collect()
    }

    /// Which filter shows it, by its lines.
    pub fn group(&self, lines: &[RuleLine]) -> CandidateFilter {
        if !self.row.state.0.collects_evidence() {
            CandidateFilter::Decided
        } else if self.row.state.0 != CertState::Assessed || !all_met(lines) {
            CandidateFilter::Incomplete
        } else if self.flags().is_empty() {
            CandidateFilter::Complete
        } else {
            CandidateFilter::Review
        }
    }
}

/// Gathers the files of some applications, in their order.
pub fn gather(conn: &mut Conn, rows: Vec<ApplicationRow>, today: Date) -> Result<Vec<File>, Fault> {
    let found = Found::of(conn, &rows, today)?;
    let mut parsed = HashMap::new();
    let mut files = Vec::with_capacity(rows.len());
    for row in rows {
        let rules = if let Some(rules) = parsed.get(&row.rules) {
            Arc::clone(rules)
        } else {
            let rules = Arc::new(frozen(&row.rules)?);
            parsed.insert(row.rules.clone(), Arc::clone(&rules));
            rules
        };
        files.push(found.file(row, rules)?);
    }
    Ok(files)
}

/// The file of one application.
pub fn one(conn: &mut Conn, row: ApplicationRow, today: Date) -> Result<File, Fault> {
    let mut files = gather(conn, vec![row], today)?;
    files
        .pop()
        .ok_or_else(|| Fault::internal("one application has one file"))
}

/// What someone has who has not applied yet.
pub fn evidence_of(conn: &mut Conn, person: PersonId, today: Date) -> Result<Evidence, Fault> {
    let people = [person];
    let posts = store::posts_of(conn, &people, today)?;
    let held = certificates::held(conn, &people, today)?;
    let titles = store::micro_lessons_of(conn, &people)?;
    Ok(Evidence {
        posts: posts_in(&posts, person),
        held: held_by(&held, person),
        micro_lessons: published_by(&titles, person),
        ..Evidence::default()
    })
}

/// Everything that was found on some applications.
struct Found {
    names: HashMap<PersonId, String>,
    schools: HashMap<tongyu_shared::ids::NodeId, String>,
    posts: Vec<HoldsRole>,
    held: Vec<Standing>,
    titles: Vec<(PersonId, String)>,
    trainers: Vec<(PersonId, PersonId)>,
    co_authors: Vec<(PersonId, PersonId)>,
    declared: Vec<(PersonId, PersonId)>,
    sign_ins: Vec<(SignInRow, TrainingRow)>,
    lessons: Vec<LessonRowDb>,
    exams: Vec<ExamRow>,
    seats: Vec<SeatRow>,
    relations: Vec<RelationRow>,
    sent_back: BTreeSet<ApplicationId>,
    staff: HashMap<AccountId, Staff>,
}

impl Found {
    fn of(conn: &mut Conn, rows: &[ApplicationRow], today: Date) -> Result<Self, Fault> {
        let ids: Vec<_> = rows.iter().map(|row| row.id.0).collect();
        let people: Vec<_> = rows.iter().map(|row| row.person_id.0).collect();
        let schools: Vec<_> = rows.iter().map(|row| row.school_id.0).collect();
        let seats = store::seats_of(conn, &ids)?;
        let relations = store::relations_of(conn, &ids)?;
        let accounts: Vec<_> = seats.iter().map(|seat| seat.assessor_id.0).collect();
        let sent_back = store::sent_back_of(conn, &ids)?;
        Ok(Self {
            names: store::people(conn, &people)?,
            schools: store::names_of_nodes(conn, &schools)?,
            posts: store::posts_of(conn, &people, today)?,
            held: certificates::held(conn, &people, today)?,
            titles: store::micro_lessons_of(conn, &people)?,
            trainers: store::trainers_of(conn, &ids, &people)?,
            co_authors: store::reviewers_of(conn, &people)?,
            declared: store::declared_to(conn, &people)?,
            sign_ins: store::sign_ins_of(conn, &ids)?,
            lessons: store::lessons_of(conn, &ids)?,
            exams: store::exams_of(conn, &ids)?,
            staff: store::staff(conn, &accounts)?,
            seats,
            relations,
            sent_back: sent_back.into_iter().map(|(id, _)| id).collect(),
        })
    }

    fn file(&self, row: ApplicationRow, frozen: Arc<FrozenRules>) -> Result<File, Fault> {
        let (id, person) = (row.id.0, row.person_id.0);
        let mut file = File {
            name: store::known(&self.names, person)?.clone(),
            school_name: store::known(&self.schools, row.school_id.0)?.clone(),
            frozen,
            evidence: Evidence::default(),
            ties: self.ties(&row),
            sign_ins: of(&self.sign_ins, id, |(row, _)| row.application_id),
            lessons: of(&self.lessons, id, |row| row.application_id),
            exams: of(&self.exams, id, |row| row.application_id),
            seats: of(&self.seats, id, |row| row.application_id),
            relations: of(&self.relations, id, |row| row.application_id),
            sent_back: self.sent_back.contains(&id),
            row,
        };
        file.evidence = self.evidence(&file);
        Ok(file)
    }

    fn evidence(&self, file: &File) -> Evidence {
        let person = file.row.person_id.0;
        let counted = file
            .sign_ins
            .iter()
            .filter(|(row, _)| row.taken_back_at.is_none());
        Evidence {
            posts: posts_in(&self.posts, person),
            held: held_by(&self.held, person),
            trainings: counted.map(|(_, training)| attended(training)).collect(),
            lessons: file.lessons.iter().map(observed).collect(),
            exams: file.exams.iter().map(taken).collect(),
            assessed: assessed(file),
            micro_lessons: published_by(&self.titles, person),
        }
    }

    fn ties(&self, row: &ApplicationRow) -> CandidateTies {
        let (id, person) = (row.id.0, row.person_id.0);
        let posts = self.posts.iter().filter(|post| post.person == person);
        let mut schools: BTreeSet<_> = posts.map(|post| post.school).collect();
        schools.insert(row.school_id.0);
        let relations = self
            .relations
            .iter()
            .filter(|row| row.application_id.0 == id);
        let who = |account: Col<AccountId>| self.staff.get(&account.0).map(|staff| staff.person);
        let seats = self.seats.iter().filter(|seat| seat.application_id.0 == id);
        CandidateTies {
            person: Some(person),
            schools,
            trainers: second(&self.trainers, &person),
            co_authors: second(&self.co_authors, &person),
            declared_names: relations
                .filter_map(|row| row.name.as_deref())
                .map(|name| name.trim().to_owned())
                .collect(),
            declared_by: second(&self.declared, &person),
            assessors: seats.filter_map(|seat| who(seat.assessor_id)).collect(),
        }
    }
}

/// The rows of one application.
fn of<T: Clone>(rows: &[T], id: ApplicationId, whose: impl Fn(&T) -> Col<ApplicationId>) -> Vec<T> {
    rows.iter()
        .filter(|row| whose(row).0 == id)
        .cloned()
        .collect()
}

fn second<K: PartialEq, V: Copy + Ord>(pairs: &[(K, V)], key: &K) -> BTreeSet<V> {
    let found = pairs.iter().filter(|(first, _)| first == key);
    found.map(|(_, second)| *second).collect()
}

/// One post a school, the oldest: someone with several duties in a school is in post once.
fn posts_in(posts: &[HoldsRole], person: PersonId) -> Vec<Post> {
    let mut seen = BTreeSet::new();
    let own = posts.iter().filter(|post| post.person == person);
    own.filter(|post| seen.insert(post.school))
        .map(|post| Post {
            place: post.school_name.clone(),
            title: post.title.clone(),
            since: post.since,
        })
        .collect()
}

fn held_by(held: &[Standing], person: PersonId) -> Vec<Held> {
    let own = held.iter().filter(|one| one.person == person);
    own.map(|one| Held {
        level: one.level,
        since: one.since,
        number: one.number.clone(),
    })
    .collect()
}

fn published_by(titles: &[(PersonId, String)], person: PersonId) -> Vec<Published> {
    let own = titles.iter().filter(|(who, _)| *who == person);
    own.map(|(_, title)| Published {
        title: title.clone(),
    })
    .collect()
}

fn attended(training: &TrainingRow) -> Attended {
    Attended {
        kind: training.kind.0,
        day: Date::from(training.day),
        hours: u32::try_from(training.hours).unwrap_or(0),
        topic: training.topic.clone(),
    }
}

fn observed(row: &LessonRowDb) -> Observed {
    Observed {
        day: Date::from(row.day),
        class_name: row.class_name.clone(),
        observer: row.observer.clone(),
        score: row.score,
    }
}

fn taken(row: &ExamRow) -> ExamTaken {
    ExamTaken {
        part: row.part.0,
        day: Date::from(row.day),
        score: row.score,
    }
}

fn assessed(file: &File) -> Assessed {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Assessed {
        seats_needed: count(file.seats_needed()),
        scores_in: count(file.scores().len()),
        result: match file.outcome() {
            Outcome::Result(points) => Some(points),
            Outcome::Waits | Outcome::NeedsThird => None,
        },
    }
}
