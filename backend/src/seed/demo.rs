//! The demo city: one district with two schools of three classes, their offices, staff and
//! families, this school year's terms, holidays and approved packs.

use tongyu_db::{Db, Tx};
use tongyu_shared::{
    access::Role,
    ids::NodeId,
    org::{
        grades::{Half, SchoolSystem, SchoolYear, Stage},
        pack::RulePack,
        types::{NodeKind, SheetText},
    },
    time::{Date, Instant},
};

use super::{
    builder::{Builder, ClassSpec},
    calendar, certification, courses, families, joining, label, mentors, personas, routes,
};
use crate::{
    crypto::Keys,
    http::fault::Fault,
    org::{current_term, packs, terms, write_sheet},
};

/// The school of the head teacher whom the demo follows.
pub const SCHOOL: &str = "海棠路小学";
/// Her class.
pub const CLASS: &str = "海棠路小学/三年级(2)班";
/// The second school.
pub const OTHER_SCHOOL: &str = "云帆中学";
/// The city.
pub const CITY: &str = "云海市";
/// The district.
pub const DISTRICT: &str = "海棠区";

/// Plants the demo city in one transaction.
pub fn plant(db: &Db, keys: &Keys, now: Instant) -> Result<(), Fault> {
    let keys = keys.clone();
    db.write_blocking(move |tx| plant_in(tx, &keys, now))
}

/// Plants the demo city in an open transaction.
pub fn plant_in(tx: &mut Tx<'_>, keys: &Keys, now: Instant) -> Result<(), Fault> {
    let year = SchoolYear::of(now.date());
    let since = year
        .first_day()
        .ok_or_else(|| Fault::internal("no first day"))?;
    let mut builder = Builder {
        tx,
        keys,
        now,
        since,
    };
    let city = builder.node(NodeKind::City, CITY, None)?;
    let district = builder.node(NodeKind::District, DISTRICT, Some(city))?;
    let town = builder.node(NodeKind::Town, "海棠街道", Some(district))?;
    primary_school(&mut builder, town, year)?;
    lower_secondary_school(&mut builder, town, year)?;
    guidance_centre(&mut builder, city, district)?;
    calendar_and_packs(&mut builder, district, year)?;
    sheet(&mut builder)?;
    families::plant(&mut builder)?;
    joining::plant(&mut builder)?;
    mentors::plant(&mut builder)?;
    courses::plant(&mut builder)?;
    certification::plant(&mut builder)?;
    personas::plant(&mut builder)
}

fn primary_school(
    builder: &mut Builder<'_, '_>,
    town: NodeId,
    year: SchoolYear,
) -> Result<(), Fault> {
    let school = builder.school(SCHOOL, town, SchoolSystem::SixThree)?;
    let classes = [
        ("三年级(1)班", 3, 1, "何静"),
        ("三年级(2)班", 3, 2, "陈雨"),
        ("四年级(1)班", 4, 1, "罗强"),
    ];
    for (nth, (name, grade, number, teacher)) in (0_u16..).zip(classes) {
        let entry_year = year.0 - grade + 1;
        let stage = Stage::Primary;
        let class = builder.class(
            SCHOOL,
            ClassSpec {
                name,
                stage,
                grade,
                number,
                entry_year,
            },
        )?;
        builder.staff(teacher, 1 + nth, Role::HeadTeacher, class, "班主任")?;
    }
    let offices = [
        ("教务处", "刘建国", "教务处主任"),
        ("德育处", "马霞", "德育处主任"),
        ("总务处", "高勇", "总务处主任"),
    ];
    for (nth, (name, member, title)) in (0_u16..).zip(offices) {
        let office = builder.office(SCHOOL, name, i32::from(nth))?;
        builder.staff(member, 11 + nth, Role::OfficeMember, office, title)?;
    }
    builder.staff("赵敏", 21, Role::Coordinator, school, "副校长")?;
    builder.staff("孙浩", 22, Role::SchoolAdmin, school, "教务员")?;
    builder.staff("林芳", 23, Role::Principal, school, "校长")?;
    builder.staff("田甜", 24, Role::LessonAuthor, school, "语文教师")?;
    builder.staff("吴桐", 25, Role::Mentor, school, "全员育人导师")?;
    routes::plant(builder, SCHOOL)
}

fn lower_secondary_school(
    builder: &mut Builder<'_, '_>,
    town: NodeId,
    year: SchoolYear,
) -> Result<(), Fault> {
    let school = builder.school(OTHER_SCHOOL, town, SchoolSystem::SixThree)?;
    let classes = [
        ("初一(1)班", 1, 1, "宋磊"),
        ("初一(2)班", 1, 2, "唐艳"),
        ("初二(1)班", 2, 1, "郑涛"),
    ];
    for (nth, (name, grade, number, teacher)) in (0_u16..).zip(classes) {
        let entry_year = year.0 - grade + 1;
        let stage = Stage::LowerSecondary;
        let class = builder.class(
            OTHER_SCHOOL,
            ClassSpec {
                name,
                stage,
                grade,
                number,
                entry_year,
            },
        )?;
        builder.staff(teacher, 31 + nth, Role::HeadTeacher, class, "班主任")?;
    }
    for (nth, (name, member)) in
        (0_u16..).zip([("教务处", "徐超"), ("德育处", "朱玲"), ("总务处", "胡军")])
    {
        let office = builder.office(OTHER_SCHOOL, name, i32::from(nth))?;
        builder.staff(member, 41 + nth, Role::OfficeMember, office, "主任")?;
    }
    builder.staff("梁伟", 51, Role::Coordinator, school, "副校长")?;
    builder.staff("郭丽", 52, Role::SchoolAdmin, school, "教务员")?;
    routes::plant(builder, OTHER_SCHOOL)
}

/// Who makes instructors and reviews lessons: the city's guidance centre and the district's
/// researchers. Assessors come from different places, so that none need judge a colleague.
fn guidance_centre(
    builder: &mut Builder<'_, '_>,
    city: NodeId,
    district: NodeId,
) -> Result<(), Fault> {
    builder.staff("沈洁", 61, Role::CityAdmin, city, "市指导中心")?;
    // Who refused an application cannot decide the appeal against it.
    builder.staff("秦岚", 68, Role::CityAdmin, city, "市指导中心")?;
    builder.staff("方毅", 62, Role::Certifier, city, "市教育局")?;
    builder.staff("罗娜", 63, Role::Trainer, city, "市指导中心")?;
    builder.staff("邹平", 64, Role::Assessor, city, "市教科院")?;
    builder.staff("江涛", 65, Role::Assessor, district, "区教研室")?;
    builder.staff("丁兰", 66, Role::Assessor, city, "市指导中心")?;
    builder.staff("白露", 67, Role::Researcher, district, "区教研员")?;
    builder.grant("马霞", Role::Assessor, district, "德育处主任")
}

fn calendar_and_packs(
    builder: &mut Builder<'_, '_>,
    district: NodeId,
    year: SchoolYear,
) -> Result<(), Fault> {
    for (half, days) in calendar::terms(year)? {
        terms::add_term(builder.tx, district, year, half, days)?;
    }
    // Clocks that begin in this school year may end in the next.
    for year in [year, SchoolYear(year.0 + 1)] {
        terms::add_days(builder.tx, &calendar::special_days(year)?)?;
    }
    let now = builder.now;
    for document in PACKS {
        let pack = RulePack::parse(document).map_err(Fault::internal)?;
        packs::approve(
            builder.tx,
            &pack,
            ("演示批准人甲", "演示批准人乙"),
            "演示〔2026〕1号",
            now,
        )?;
    }
    Ok(())
}

/// The rule packs that are in force in the demo.
const PACKS: [&str; 2] = [
    include_str!("../../../shared/packs/qingdao-2022.json"),
    include_str!("../../../shared/packs/shandong-2020.json"),
];

fn sheet(builder: &mut Builder<'_, '_>) -> Result<(), Fault> {
    let text = SheetText {
        care: "天气转凉，问问家里老人的身体".to_owned(),
        policy: "资助政策明白纸(1页)".to_owned(),
        opinions_sought: "课后服务时间要不要调整".to_owned(),
        resources: "微课《写作业磨蹭》5分钟".to_owned(),
    };
    let school = label::node(SCHOOL);
    let term = current_term(builder.tx, school, builder.now.date())?
        .ok_or_else(|| Fault::internal("the demo has no term"))?;
    write_sheet(builder.tx, school, &term.id, &text, 0)?;
    Ok(())
}

/// Which half of the year a term is.
pub type TermDays = (Half, (Date, Date));
