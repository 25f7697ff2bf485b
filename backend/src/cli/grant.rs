//! `tongyu grant add|end`: who may do what, where and since when. The app itself hands out only
//! what a staff list says; whoever runs certification or a city is named here.

use std::path::Path;

use tongyu_db::{Db, Tx};
use tongyu_shared::{
    access::Role,
    api::problem::ProblemCode,
    ids::{AccountId, GrantId},
    names::Phone,
    org::types::NodeKind,
    time::Date,
};

use super::{Failure, opened, phone, stamp};
use crate::{
    audit::{self, By},
    config::Config,
    crypto::Keys,
    http::{fault::Fault, input::Stamp},
    identity,
    org::{
        self, Place,
        grants::{self, Given, NewGrant},
    },
};

/// Options of `grant`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Give someone a role on a place · 授予角色
    Add {
        #[command(flatten)]
        whose: Whose,
        /// Since when; today where left out · 从哪天起，不写就是今天
        #[arg(long, value_name = "DAY")]
        from: Option<Date>,
        /// The last day; open where left out · 到哪天止，不写就没有期限
        #[arg(long, value_name = "DAY")]
        to: Option<Date>,
        /// The post as people say it · 职务，例如：市指导中心
        #[arg(long, value_name = "TITLE", default_value = "")]
        title: String,
        /// Name in full of someone who has no account yet; it is made · 还没有账号的人写上姓名，账号一并建立
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
    },
    /// End a role that someone has on a place · 收回角色
    End {
        #[command(flatten)]
        whose: Whose,
        /// The last day; where left out it ends now · 最后一天，不写就马上结束
        #[arg(long, value_name = "DAY")]
        last: Option<Date>,
    },
}

#[derive(Debug, clap::Args)]
struct Whose {
    /// The phone of an account · 账号的手机号
    #[arg(value_name = "PHONE")]
    phone: String,
    /// The role: `city_admin`, `district_admin`, `certifier`, `trainer`, `assessor`, `researcher` … · 角色
    #[arg(value_name = "ROLE")]
    role: String,
    /// The place it is held on, by name or id · 在哪里：名称或编号
    #[arg(value_name = "PLACE")]
    place: String,
}

/// A role on a place that it fits.
struct Office {
    phone: Phone,
    role: Role,
    place: Place,
}

/// Gives or ends a role.
pub fn run(args: &Args, config: &Config) -> Result<(), Failure> {
    let keys = Keys::read(Path::new(&config.keys_file))?;
    let db = opened::migrated(config)?;
    let stamp = stamp::now();
    match &args.command {
        Command::Add {
            whose,
            from,
            to,
            title,
            name,
        } => {
            let office = office(&db, whose, stamp.now.date())?;
            let from = from.unwrap_or(stamp.now.date());
            if to.is_some_and(|to| to < from) {
                return Err(Failure::new(
                    "结束日期早于开始日期。",
                    "the last day lies before the first",
                ));
            }
            let given = Gift {
                days: (from, *to),
                title: title.trim().to_owned(),
                name: name.as_deref().map(str::trim).map(str::to_owned),
            };
            add(&db, keys, office, given, stamp)
        }
        Command::End { whose, last } => {
            let office = office(&db, whose, stamp.now.date())?;
            let yesterday = stamp.now.date().plus_days(-1);
            let last = last.unwrap_or(yesterday);
            if last < yesterday {
                return Err(Failure::new(
                    "已经过去的日子不能改：最后一天不能早于昨天。",
                    "days that are over stay as they were: the last day is yesterday or later",
                ));
            }
            end(&db, &keys, office, last, stamp)
        }
    }
}

fn office(db: &Db, whose: &Whose, today: Date) -> Result<Office, Failure> {
    let role = whose.role.parse().map_err(|_| unknown_role(&whose.role))?;
    let wanted = whose.place.trim().to_owned();
    let found = db.read_blocking(move |conn| org::places_called(conn, &wanted, today))?;
    Ok(Office {
        phone: phone::parse(&whose.phone)?,
        role,
        place: fitting(role, &whose.place, found)?,
    })
}

fn unknown_role(word: &str) -> Failure {
    let words: Vec<_> = Role::ALL.iter().map(|role| role.as_str()).collect();
    let words = words.join(", ");
    Failure::new(
        format!("没有“{word}”这个角色。角色有：{words}"),
        format!("there is no role `{word}`; the roles are: {words}"),
    )
}

/// The one place that the role is made for.
fn fitting(role: Role, wanted: &str, mut found: Vec<Place>) -> Result<Place, Failure> {
    if found.is_empty() {
        return Err(Failure::new(
            format!("没有叫“{wanted}”的地方。"),
            format!("no place is called `{wanted}`"),
        ));
    }
    let kinds = role.places();
    found.retain(|place| kinds.contains(&place.kind));
    let one = found.pop();
    match one {
        Some(place) if found.is_empty() => Ok(place),
        Some(place) => {
            let ids: Vec<_> = found
                .iter()
                .chain([&place])
                .map(|p| p.id.to_string())
                .collect();
            let ids = ids.join(", ");
            Err(Failure::new(
                format!("有几个地方叫“{wanted}”，请用编号：{ids}"),
                format!("several places are called `{wanted}`; use an id: {ids}"),
            ))
        }
        None => {
            let zh: Vec<_> = kinds.iter().map(|kind| kind_word(*kind)).collect();
            let en: Vec<_> = kinds.iter().map(|kind| kind.as_str()).collect();
            Err(Failure::new(
                format!("{role} 要授予在{}上，“{wanted}”不是。", zh.join("、")),
                format!(
                    "{role} is held on a {}, and `{wanted}` is none",
                    en.join(" or ")
                ),
            ))
        }
    }
}

fn kind_word(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::City => "市",
        NodeKind::District => "区（市）",
        NodeKind::Town => "镇街",
        NodeKind::School => "学校",
        NodeKind::Grade => "年级",
        NodeKind::Class => "班",
        NodeKind::Office => "处室",
        NodeKind::Department => "部门",
    }
}

/// What is given beside role and place.
struct Gift {
    days: (Date, Option<Date>),
    title: String,
    name: Option<String>,
}

fn add(db: &Db, keys: Keys, office: Office, gift: Gift, stamp: Stamp) -> Result<(), Failure> {
    let Office { phone, role, place } = office;
    let (days, node) = (gift.days, place.id);
    let given = db.write_blocking(move |tx| {
        let Some(account) = holder(tx, &keys, &phone, gift.name.as_deref(), &stamp)? else {
            return Ok(None);
        };
        let new = NewGrant {
            id: GrantId::new(),
            account,
            role,
            node,
            title: &gift.title,
            valid_from: days.0,
            valid_to: days.1,
            granted_by: None,
        };
        let given = grants::give(tx, &new)?;
        if given == Given::Added {
            note(tx, &stamp, "org.grant", new.id)?;
        }
        Ok::<_, Fault>(Some(given))
    });
    let given = given.map_err(|fault| match fault {
        Fault::Problem(ProblemCode::PhoneTaken | ProblemCode::Exists) => Failure::new(
            "这个手机号是另一个人的账号，没有授予。请核对姓名和手机号。",
            "this phone signs another person in; nothing was granted. Check name and phone",
        ),
        other => other.into(),
    })?;
    let what = format!("{role} · {}", place.name);
    match given.ok_or_else(no_account)? {
        Given::Added => {
            println!("已授予：{what}，{}", zh_days(days));
            println!("granted: {what}, {}", en_days(days));
            Ok(())
        }
        Given::Already(held) => {
            println!("已经有了，没有改动：{what}，{}", zh_days(held.days()));
            println!(
                "held already, nothing was changed: {what}, {}",
                en_days(held.days())
            );
            Ok(())
        }
        Given::Crosses(held) => Err(Failure::new(
            format!(
                "和已有的期限重叠，没有授予：{what}，{}。请把日期错开，或先收回已有的。",
                zh_days(held.days())
            ),
            format!(
                "it meets the days of one that is held, nothing was granted: {what}, {}. \
                 Choose other days, or end that one first",
                en_days(held.days())
            ),
        )),
    }
}

/// The account of a phone. With a name it is made where there is none, and must be that person's.
fn holder(
    tx: &mut Tx<'_>,
    keys: &Keys,
    phone: &Phone,
    name: Option<&str>,
    stamp: &Stamp,
) -> Result<Option<AccountId>, Fault> {
    let Some(name) = name.filter(|name| !name.is_empty()) else {
        let known = identity::account_of_phone(tx, &keys.phone_hash(phone))?;
        return Ok(known.map(|(account, _)| account));
    };
    let person = identity::find_or_create_person(tx, keys, name, Some(phone), stamp.now)?;
    identity::create_account(tx, keys, person, phone, stamp.now).map(Some)
}

fn end(db: &Db, keys: &Keys, office: Office, last: Date, stamp: Stamp) -> Result<(), Failure> {
    let Office { phone, role, place } = office;
    let (hash, node) = (keys.phone_hash(&phone), place.id);
    let ended = db.write_blocking(move |tx| {
        let Some((account, _)) = identity::account_of_phone(tx, &hash)? else {
            return Ok(None);
        };
        let ended = grants::end(tx, (account, role, node), last)?;
        for &grant in &ended {
            note(tx, &stamp, "org.end_grant", grant)?;
        }
        Ok::<_, Fault>(Some(ended.len()))
    })?;
    let what = format!("{role} · {}", place.name);
    if ended.ok_or_else(no_account)? == 0 {
        return Err(Failure::new(
            format!("没有可以收回的：{what}"),
            format!("there is nothing to end: {what}"),
        ));
    }
    println!("已收回：{what}，最后一天 {last}");
    println!("ended: {what}, last day {last}");
    Ok(())
}

fn note(tx: &mut Tx<'_>, stamp: &Stamp, action: &'static str, grant: GrantId) -> Result<(), Fault> {
    let entry = audit::Entry {
        by: By::Staff,
        action,
        subject_kind: "role_grant",
        subject_id: &grant.to_string(),
        student: None,
    };
    audit::record(tx, stamp, &entry)
}

fn no_account() -> Failure {
    Failure::new(
        "没有用这个手机号的账号。授予还没有登记的人，请加上 --name 姓名。",
        "no account has this phone; to grant to someone new, add --name NAME",
    )
}

fn zh_days((from, to): (Date, Option<Date>)) -> String {
    to.map_or_else(|| format!("{from} 起"), |to| format!("{from} 至 {to}"))
}

fn en_days((from, to): (Date, Option<Date>)) -> String {
    to.map_or_else(
        || format!("from {from}"),
        |to| format!("from {from} to {to}"),
    )
}
