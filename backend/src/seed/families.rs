//! The demo's families: 42 pupils in the class the demo follows, fewer in the others.

use tongyu_shared::{ids::NodeId, org::sheet::Sex, visits::types::Relation};

use super::{
    builder::{Builder, FamilySpec, GuardianSpec},
    demo::{CLASS, OTHER_SCHOOL, SCHOOL},
    label, names,
};
use crate::http::fault::Fault;

/// Classes with their number of pupils and where their guardians' phones begin.
const CLASSES: [(&str, &str, usize, u16); 6] = [
    (SCHOOL, "三年级(1)班", 12, 2000),
    (SCHOOL, "三年级(2)班", 38, 2200),
    (SCHOOL, "四年级(1)班", 12, 2400),
    (OTHER_SCHOOL, "初一(1)班", 12, 2600),
    (OTHER_SCHOOL, "初一(2)班", 12, 2800),
    (OTHER_SCHOOL, "初二(1)班", 12, 3000),
];

/// Plants the families that the demo tells of, then fills the classes.
pub fn plant(builder: &mut Builder<'_, '_>) -> Result<(), Fault> {
    told(builder)?;
    let mut offset = 0;
    for (school_name, class_name, count, phones) in CLASSES {
        let label = format!("{school_name}/{class_name}");
        filled(builder, school_name, &label, (offset, count, phones))?;
        offset += count;
    }
    Ok(())
}

fn guardian<'a>(relation: Relation, name: &str, phone: Option<u16>) -> GuardianSpec<'a> {
    GuardianSpec {
        relation,
        name: name.to_owned(),
        phone,
        may_view: true,
        same_as: None,
    }
}

/// 王小明 with his grandmother, a brother and sister, twins with a barred father.
fn told(builder: &mut Builder<'_, '_>) -> Result<(), Fault> {
    let (school, class) = (label::node(SCHOOL), label::node(CLASS));
    let family = |label, sex, address, guardians| FamilySpec {
        label,
        name: label,
        class,
        school,
        sex,
        address,
        guardians,
    };
    let mut barred = guardian(Relation::Father, "郑强", Some(1012));
    barred.may_view = false;
    let mut shared = guardian(Relation::Mother, "何娟", None);
    shared.same_as = Some("李一涵");
    builder.families(&[
        family(
            "王小明",
            Sex::Male,
            "海棠里小区 3 号楼 2 单元 501",
            vec![
                guardian(Relation::PaternalGrandmother, "王桂兰", Some(1001)),
                guardian(Relation::Mother, "周岚", Some(1002)),
            ],
        ),
        family(
            "李一涵",
            Sex::Female,
            "滨河路 18 号 1 单元 302",
            vec![
                guardian(Relation::Mother, "何娟", Some(1003)),
                guardian(Relation::Father, "李志强", Some(1004)),
            ],
        ),
        family(
            "张弛",
            Sex::Male,
            "云帆花园 7 号楼 1101",
            vec![guardian(Relation::Father, "张海涛", Some(1005))],
        ),
        family(
            "郑安然",
            Sex::Female,
            "海棠里小区 9 号楼 1 单元 201",
            vec![guardian(Relation::Mother, "梁静", Some(1011)), barred],
        ),
    ])?;
    builder.families(&[FamilySpec {
        label: "李一诺",
        name: "李一诺",
        class: label::node("海棠路小学/四年级(1)班"),
        school,
        sex: Sex::Male,
        address: "滨河路 18 号 1 单元 302",
        guardians: vec![shared],
    }])
}

fn filled(
    builder: &mut Builder<'_, '_>,
    school_name: &str,
    class_label: &str,
    (offset, count, phones): (usize, usize, u16),
) -> Result<(), Fault> {
    let (school, class): (NodeId, NodeId) = (label::node(school_name), label::node(class_label));
    let pupils = pupils(class_label, offset, count);
    let specs: Vec<_> = (0_u16..)
        .zip(&pupils)
        .map(|(nth, (label, name))| {
            let place = usize::from(nth);
            let mother = [names::surname(offset + place * 7 + 3), names::woman(place)].concat();
            let father = [names::surname(offset + place * 5), names::man(place + 9)].concat();
            let phone = phones + nth * 2;
            FamilySpec {
                label,
                name,
                class,
                school,
                sex: if nth % 2 == 0 { Sex::Female } else { Sex::Male },
                address: "海棠里小区",
                guardians: vec![
                    guardian(Relation::Mother, &mother, Some(phone)),
                    guardian(Relation::Father, &father, Some(phone + 1)),
                ],
            }
        })
        .collect();
    builder.families(&specs)
}

/// Label and name of the pupils that fill a class.
fn pupils(class_label: &str, offset: usize, count: usize) -> Vec<(String, String)> {
    (0..count)
        .map(|nth| {
            let surname = names::surname(offset + nth * 5);
            let name = format!("{surname}{}", names::given(offset + nth));
            (format!("{class_label}/{name}"), name)
        })
        .collect()
}

/// The labels of the pupils that fill a class.
pub fn pupils_of(class_label: &str) -> Vec<String> {
    let mut offset = 0;
    for (school, class, count, _) in CLASSES {
        if format!("{school}/{class}") == class_label {
            let all = pupils(class_label, offset, count);
            return all.into_iter().map(|(label, _)| label).collect();
        }
        offset += count;
    }
    Vec::new()
}
