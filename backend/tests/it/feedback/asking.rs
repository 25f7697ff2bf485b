//! What tests of questions do over and over: ask, answer, say how it is, hand a class over.

use diesel::prelude::*;
use tongyu::{
    feedback::{self, OwnMatter, OwnWord, Question, View},
    http::{fault::Fault, input::Stamp},
    identity::people::{NewAccount, add_accounts},
    org::grants::{self, NewGrant},
    seed::label,
};
use tongyu_db::{
    Conn, Tx,
    schema::{account, role_grant},
};
use tongyu_shared::{
    access::Role,
    api::{page::Page, problem::ProblemCode},
    feedback::{
        endpoints::{ListMatters, SubmitAnswer},
        types::{AnswerMatter, MatterLine, MatterPath, MatterQuery, Rating},
    },
    ids::{AccountId, GrantId, LessonId, MatterId, PersonId},
};

use super::desk::{act, link_of};
use crate::kit::{Client, Site};

pub const MOTHER: &str = "王小明/mother";
pub const CLASS: &str = "海棠路小学/三年级(2)班";
pub const LESSON: LessonId = LessonId::from_u128(0x5e55);
pub const TITLE: &str = "作业拖拉，先管时间还是先管情绪";
/// What she asks.
pub const TEXT: &str = "孩子一写作业就哭，提问暗语，怎么开口好？";
pub const ANSWER: &str = "先陪他把第一题写完，再说别的。";

pub fn question(class_only: bool) -> Question<'static> {
    Question {
        id: MatterId::new(),
        student: label::student("王小明"),
        person: label::person(MOTHER),
        lesson: LESSON,
        lesson_title: TITLE.to_owned(),
        text: TEXT,
        class_only,
    }
}

/// Gives a guardian an account to sign in with, unless there is one.
pub async fn joins(site: &Site, who: &str) {
    let (person, id) = (label::person(who), label::account(who));
    let (keys, now) = (site.app.keys.clone(), site.app.clock.now());
    write(site, move |tx| {
        let found: i64 = account::table
            .filter(account::person_id.eq(person.to_string()))
            .count()
            .get_result(tx.conn())?;
        if found > 0 {
            return Ok(());
        }
        let new = NewAccount {
            id,
            person,
            phone: None,
        };
        add_accounts(tx, &keys, &[new], now)
    })
    .await
    .expect("an account");
}

async fn write<T: Send + 'static>(
    site: &Site,
    work: impl Fn(&mut Tx<'_>) -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    site.app.db.write(work).await
}

pub async fn look<T: Send + 'static>(
    site: &Site,
    work: impl FnOnce(&mut Conn) -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    site.app.db.read(work).await
}

fn stamp(site: &Site) -> Stamp {
    Stamp {
        now: site.app.clock.now(),
        request: None,
        account: None,
    }
}

pub async fn try_ask(site: &Site, question: Question<'static>) -> Result<MatterPath, Fault> {
    let (keys, stamp, matter) = (site.app.keys.clone(), stamp(site), question.id);
    write(site, move |tx| feedback::ask(tx, &keys, &question, &stamp)).await?;
    Ok(MatterPath { matter })
}

/// The mother of 王小明 asks.
pub async fn ask(site: &Site, class_only: bool) -> MatterPath {
    joins(site, MOTHER).await;
    try_ask(site, question(class_only)).await.expect("asked")
}

/// The head teacher answers, and the answer is delivered; gives its page.
pub async fn answered(site: &Site, path: MatterPath) -> String {
    act::<SubmitAnswer>(&site.client("陈雨").await, path, answer()).await;
    site.run_jobs().await;
    link_of(site, path, 1).await.expect("a link")
}

pub fn answer() -> AnswerMatter {
    AnswerMatter {
        text: ANSWER.to_owned(),
    }
}

pub async fn own_list(site: &Site, who: &str) -> Vec<OwnMatter> {
    let (keys, person, today) = (
        site.app.keys.clone(),
        label::person(who),
        stamp(site).now.date(),
    );
    look(site, move |conn| {
        feedback::of_person(conn, &keys, person, today)
    })
    .await
    .expect("a list")
}

pub async fn own(site: &Site, who: &str, path: MatterPath) -> Result<View, Fault> {
    let (keys, person, today) = (
        site.app.keys.clone(),
        label::person(who),
        stamp(site).now.date(),
    );
    look(site, move |conn| {
        feedback::own(conn, &keys, person, path.matter, today)
    })
    .await
}

pub async fn say(
    site: &Site,
    person: PersonId,
    path: MatterPath,
    (cycle, rating): (i32, Rating),
) -> Result<(), Fault> {
    let (keys, stamp) = (site.app.keys.clone(), stamp(site));
    write(site, move |tx| {
        let word = OwnWord {
            matter: path.matter,
            cycle,
            rating,
            note: "有用",
        };
        feedback::own_word(tx, &keys, person, &word, &stamp)
    })
    .await
}

pub async fn listed(client: &Client) -> Vec<MatterLine> {
    let query = MatterQuery::default();
    let page: Page<MatterLine> = client
        .call::<ListMatters>(&(), &query, &(), None)
        .await
        .ok();
    page.items
}

pub fn code<T: std::fmt::Debug>(result: Result<T, Fault>) -> ProblemCode {
    result.expect_err("a refusal").code()
}

/// The head teacher left the class yesterday.
pub async fn unled(site: &Site, who: &str) {
    let (who, class): (AccountId, _) = (label::account(who), label::node(CLASS));
    let today = stamp(site).now.date();
    write(site, move |tx| {
        diesel::update(
            role_grant::table
                .filter(role_grant::account_id.eq(who.to_string()))
                .filter(role_grant::node_id.eq(class.to_string())),
        )
        .set(role_grant::valid_to.eq(today.plus_days(-1).naive()))
        .execute(tx.conn())?;
        Ok(())
    })
    .await
    .expect("left");
}

/// The class gets another head teacher from today on.
pub async fn hands_over(site: &Site, from: &str, to: &str) {
    unled(site, from).await;
    let to: AccountId = label::account(to);
    let (class, today) = (label::node(CLASS), stamp(site).now.date());
    write(site, move |tx| {
        let grant = NewGrant {
            id: GrantId::new(),
            account: to,
            role: Role::HeadTeacher,
            node: class,
            title: "班主任",
            valid_from: today,
            valid_to: None,
            granted_by: None,
        };
        grants::add(tx, &[grant])
    })
    .await
    .expect("handed over");
}
