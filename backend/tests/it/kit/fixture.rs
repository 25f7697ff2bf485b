//! The access fixture beside the demo city: 2 districts × 2 towns × 2 schools × 2 grades ×
//! 2 classes, and in each school a teacher who left and a mentor of the first class's pupil. Every
//! text of a school carries that school's canary: names of places, people and offices, titles,
//! addresses, the sheet.

use diesel::prelude::*;
use tongyu::{
    access::mentors::{self, Listed},
    crypto::Keys,
    http::fault::Fault,
    identity::people::{NewAccount, NewPerson, add_accounts, add_people},
    org::terms,
    seed::{
        builder::{Builder, ClassSpec, FamilySpec, GuardianSpec},
        demo, label,
    },
};
use tongyu_db::{
    Db,
    schema::{audit_entry, org_node, person, school_sheet, term},
};
use tongyu_shared::{
    access::Role,
    ids::NodeId,
    org::{
        grades::{Half, SchoolSystem, SchoolYear, Stage},
        sheet::Sex,
        types::NodeKind,
    },
    time::{Date, Instant},
    visits::types::Relation,
};

use super::site::NOW;

/// The towns, each with its district.
const TOWNS: [(&str, &str); 4] = [
    ("甲区", "甲区东街道"),
    ("甲区", "甲区西街道"),
    ("乙区", "乙区东街道"),
    ("乙区", "乙区西街道"),
];

/// The eight schools: `甲区东街道一校` and so on.
pub fn schools() -> Vec<String> {
    TOWNS
        .iter()
        .flat_map(|(_, town)| [format!("{town}一校"), format!("{town}二校")])
        .collect()
}

/// A word that stands in every text of a school and nowhere else.
pub fn canary(school: &str) -> String {
    format!("canary-{}", label::node(school))
}

/// Plants the demo city and the access fixture.
pub fn seed(db: &Db, keys: &Keys) {
    let now: Instant = NOW.parse().expect("an instant");
    demo::plant(db, keys, now).expect("the demo city");
    let keys = keys.clone();
    db.write_blocking(move |tx| {
        let year = SchoolYear::of(now.date());
        let since = year.first_day().expect("a first day");
        access(
            &mut Builder {
                tx,
                keys: &keys,
                now,
                since,
            },
            year,
        )?;
        // The demo's history is logged as the product logs it; a test begins with an empty log.
        diesel::delete(audit_entry::table).execute(tx.conn())?;
        Ok::<_, Fault>(())
    })
    .expect("the access fixture");
}

fn access(builder: &mut Builder<'_, '_>, year: SchoolYear) -> Result<(), Fault> {
    let city = label::node(demo::CITY);
    let mut phones = 5000;
    for district in ["甲区", "乙区"] {
        let node = builder.node(NodeKind::District, district, Some(city))?;
        let day = |y, m, d| Date::new(y, m, d).expect("a day");
        let days = (day(year.0, 9, 1), day(year.0 + 1, 1, 22));
        terms::add_term(builder.tx, node, year, Half::First, days)?;
    }
    for (district, town) in TOWNS {
        let town_node = builder.node(NodeKind::Town, town, Some(label::node(district)))?;
        for name in [format!("{town}一校"), format!("{town}二校")] {
            school(
                builder,
                &name,
                (label::node(district), town_node),
                year,
                &mut phones,
            )?;
        }
    }
    Ok(())
}

fn school(
    builder: &mut Builder<'_, '_>,
    name: &str,
    (district, town): (NodeId, NodeId),
    year: SchoolYear,
    phones: &mut u16,
) -> Result<(), Fault> {
    let school = builder.school(name, town, SchoolSystem::SixThree)?;
    let canary = canary(name);
    let title = |title: &str| format!("{title}{canary}");
    let office = builder.office(name, "教务处", 0)?;
    let mut next = || {
        *phones += 1;
        *phones
    };
    builder.staff(
        &format!("{name}/处室"),
        next(),
        Role::OfficeMember,
        office,
        &title("主任"),
    )?;
    builder.staff(
        &format!("{name}/协调员"),
        next(),
        Role::Coordinator,
        school,
        &title("副校长"),
    )?;
    builder.staff(
        &format!("{name}/管理员"),
        next(),
        Role::SchoolAdmin,
        school,
        &title("教务员"),
    )?;
    builder.staff(
        &format!("{name}/校长"),
        next(),
        Role::Principal,
        school,
        &title("校长"),
    )?;
    builder.staff(
        &format!("{name}/导师"),
        next(),
        Role::Mentor,
        school,
        &title("导师"),
    )?;
    let mut people = ["处室", "协调员", "管理员", "校长", "导师"]
        .map(|role| format!("{name}/{role}"))
        .to_vec();
    let mut places = vec![name.to_owned(), format!("{name}/教务处")];
    for (grade, number) in [(1, 1), (1, 2), (2, 1), (2, 2)] {
        let class_name = format!("{}年级({number})班", if grade == 1 { "一" } else { "二" });
        let spec = ClassSpec {
            name: &class_name,
            stage: Stage::Primary,
            grade,
            number,
            entry_year: year.0 - grade + 1,
        };
        let class = builder.class(name, spec)?;
        let teacher = format!("{name}/{class_name}/班主任");
        builder.staff(&teacher, next(), Role::HeadTeacher, class, &title("班主任"))?;
        people.push(teacher);
        places.push(format!("{name}/{class_name}"));
        let phone = next();
        family(
            builder,
            name,
            class,
            &format!("{name}/{class_name}/学生"),
            phone,
        )?;
    }
    let pupil = Listed {
        student: label::student(&format!("{name}/一年级(1)班/学生")),
        from_on: builder.since,
        to_on: None,
    };
    mentors::add(
        builder.tx,
        label::account(&format!("{name}/导师")),
        &[pupil],
    )?;
    left(builder, name, next(), &title("班主任"))?;
    people.push(format!("{name}/离任教师"));
    mark(builder, &people, &places, &canary)?;
    write_sheet(builder, district, school, &canary)
}

/// A head teacher of the first class up to yesterday.
fn left(builder: &mut Builder<'_, '_>, name: &str, phone: u16, title: &str) -> Result<(), Fault> {
    let label = format!("{name}/离任教师");
    let class = self::label::node(&format!("{name}/一年级(1)班"));
    let yesterday = builder.now.date().plus_days(-1);
    let (person, account) = (self::label::person(&label), self::label::account(&label));
    let phone = Some(tongyu::seed::builder::phone(phone)?);
    let new = NewPerson {
        id: person,
        name: label.clone(),
        phone: phone.clone(),
    };
    add_people(builder.tx, builder.keys, &[new], builder.now)?;
    let new = NewAccount {
        id: account,
        person,
        phone,
    };
    add_accounts(builder.tx, builder.keys, &[new], builder.now)?;
    builder.grant_until(&label, Role::HeadTeacher, class, title, Some(yesterday))
}

/// Writes the canary behind names, which the labels are made of.
fn mark(
    builder: &mut Builder<'_, '_>,
    people: &[String],
    places: &[String],
    canary: &str,
) -> Result<(), Fault> {
    let people: Vec<_> = people
        .iter()
        .map(|name| label::person(name).to_string())
        .collect();
    diesel::update(person::table.filter(person::id.eq_any(people)))
        .set(person::name.eq(person::name.concat(canary)))
        .execute(builder.tx.conn())?;
    let places: Vec<_> = places
        .iter()
        .map(|name| label::node(name).to_string())
        .collect();
    diesel::update(org_node::table.filter(org_node::id.eq_any(places)))
        .set(org_node::name.eq(org_node::name.concat(canary)))
        .execute(builder.tx.conn())?;
    Ok(())
}

/// What the four-to-home of the school are.
fn write_sheet(
    builder: &mut Builder<'_, '_>,
    district: NodeId,
    school: NodeId,
    canary: &str,
) -> Result<(), Fault> {
    let this_term: String = term::table
        .filter(term::district_id.eq(district.to_string()))
        .select(term::id)
        .first(builder.tx.conn())?;
    diesel::insert_into(school_sheet::table)
        .values((
            school_sheet::school_id.eq(school.to_string()),
            school_sheet::term_id.eq(this_term),
            school_sheet::care.eq(canary),
            school_sheet::policy.eq(canary),
            school_sheet::opinions_sought.eq(canary),
            school_sheet::resources.eq(canary),
            school_sheet::version.eq(1),
        ))
        .execute(builder.tx.conn())?;
    Ok(())
}

fn family(
    builder: &mut Builder<'_, '_>,
    school_name: &str,
    class: NodeId,
    label: &str,
    phone: u16,
) -> Result<(), Fault> {
    let canary = canary(school_name);
    builder.families(&[FamilySpec {
        label,
        name: &format!("学生{canary}"),
        class,
        school: self::label::node(school_name),
        sex: Sex::Female,
        address: &format!("地址{canary}"),
        guardians: vec![GuardianSpec {
            relation: Relation::Mother,
            name: format!("家长{canary}"),
            phone: Some(phone),
            may_view: true,
            same_as: None,
        }],
    }])
}
