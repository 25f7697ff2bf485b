//! Headings that schools use.

use super::*;
use RosterField as F;

const ROSTER: &[(F, &[&str])] = &[
    (F::School, &["学校", "学校名称", "所在学校"]),
    (
        F::StudentName,
        &[
            "学生姓名",
            "姓名",
            "孩子姓名",
            "幼儿姓名",
            "姓　名",
            "*姓名(必填)",
        ],
    ),
    (
        F::StudentNumber,
        &[
            "学籍号",
            "全国学籍号",
            "学号",
            "学籍号(19位)",
            "Student number",
        ],
    ),
    (F::Grade, &["年级", "所在年级"]),
    (
        F::Class,
        &["班级", "班号", "班", "班级名称", "班级\n(如三年级2班)"],
    ),
    (F::Sex, &["性别", "性 别"]),
    (
        F::BirthDate,
        &["出生日期", "出生年月", "出生日期（yyyy-mm-dd）", "生日"],
    ),
    (
        F::Guardian1Name,
        &[
            "监护人1姓名",
            "家长姓名",
            "监护人姓名",
            "监护人",
            "第一监护人姓名",
            "监护人（1）姓名",
            "监护人①",
            "家长1",
            "监护人姓名1",
            "家长姓名（必填）",
        ],
    ),
    (
        F::Guardian1Relation,
        &[
            "关系",
            "与学生关系",
            "监护人1与学生关系",
            "家长与学生的关系",
        ],
    ),
    (
        F::Guardian1Phone,
        &[
            "手机",
            "联系电话",
            "监护人1电话",
            "家长电话",
            "手机号码",
            "联系方式",
            "家长联系电话",
            "监护人手机号",
            "手机１",
        ],
    ),
    (
        F::Guardian2Name,
        &["监护人2姓名", "监护人二姓名", "第二监护人", "家长2姓名"],
    ),
    (
        F::Guardian2Relation,
        &["监护人2关系", "监护人二与学生关系", "关系2"],
    ),
    (
        F::Guardian2Phone,
        &[
            "监护人2手机",
            "第二监护人联系电话",
            "联系电话2",
            "电话（2）",
        ],
    ),
    (F::FatherName, &["父亲姓名", "父亲", "爸爸姓名"]),
    (
        F::FatherPhone,
        &[
            "父亲电话",
            "父亲手机号码",
            "联系电话(父亲)",
            "家长电话（父）",
        ],
    ),
    (F::MotherName, &["母亲姓名", "妈妈", "家长姓名（母亲）"]),
    (F::MotherPhone, &["母亲联系电话", "手机（母）"]),
    (
        F::Address,
        &[
            "住址",
            "家庭住址",
            "现住址",
            "家庭地址",
            "家庭住址（详细到门牌号）",
        ],
    ),
    (F::PrimaryCarer, &["主要照顾人", "主要照护人", "照护人"]),
];

#[test]
fn usual_headings_of_rosters_are_known() {
    for (field, headings) in ROSTER {
        for heading in *headings {
            assert_eq!(F::guesses(heading).first(), Some(field), "{heading}");
        }
    }
    for field in F::ALL {
        assert!(
            ROSTER.iter().any(|(known, _)| known == field),
            "{field} has no heading"
        );
    }
}

#[test]
fn usual_headings_of_staff_lists_are_known() {
    let table: &[(StaffField, &[&str])] = &[
        (StaffField::School, &["学校", "单位"]),
        (StaffField::Name, &["姓名", "教师姓名", "教职工姓名"]),
        (StaffField::Phone, &["手机", "手机号码", "联系电话"]),
        (
            StaffField::Office,
            &["处室", "科室", "部门", "所在处室（可填多个）"],
        ),
        (StaffField::Post, &["职务", "岗位"]),
        (
            StaffField::HeadTeacherOf,
            &["班主任班级", "任班主任班级", "班主任（班级）"],
        ),
    ];
    for (field, headings) in table {
        for heading in *headings {
            assert_eq!(StaffField::guesses(heading), [*field], "{heading}");
        }
    }
}

#[test]
fn other_headings_mean_nothing() {
    for heading in [
        "",
        "序号",
        "备注",
        "身份证号",
        "民族",
        "学生电话",
        "监护人身份证号",
        "父亲工作单位",
        "户籍地址",
        "第二外语",
        "2026年秋季学生名册",
        "说明:1.请如实填写",
    ] {
        assert!(F::guesses(heading).is_empty(), "{heading}");
    }
}
