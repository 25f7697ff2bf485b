//! The screens of the desk for certification and micro-lessons.

use tongyu_shared::{
    identity::types::Persona,
    text::{certificates, certification, certification_pages, course_pages, courses, import_pages},
};

use super::{Screen, Step, UploadedFile};

const MENTOR: Option<Persona> = Some(Persona::Mentor);
const CANDIDATE: Option<Persona> = Some(Persona::Candidate);
const TRAINER: Option<Persona> = Some(Persona::Trainer);
const ASSESSOR: Option<Persona> = Some(Persona::Assessor);
const MANAGER: Option<Persona> = Some(Persona::CertificationManager);
const CERTIFIER: Option<Persona> = Some(Persona::Certifier);
const AUTHOR: Option<Persona> = Some(Persona::LessonAuthor);
const REVIEWER: Option<Persona> = Some(Persona::Researcher);

/// To the first step of an application.
const APPLY: &[Step] = &[
    Step::Open("/desk/instructor/apply/junior_lecturer"),
    Step::See(certification_pages::step_evidence_what),
];

/// To the cohort of the demo.
const COHORT: &[Step] = &[
    Step::Open("/desk/certification"),
    Step::TapName("2026秋 第2批"),
    Step::See(certification_pages::keys),
];

const LEGACY: UploadedFile = UploadedFile {
    name: "以前的证书.csv",
    text: "姓名,单位,级别,证书编号,发证日期,有效期至\n\
        林芳,滨海市实验小学,初级讲师,滨教初2021-003,2021-05-01,2026-05-01\n\
        周洁,滨海市实验小学,中级讲师,滨教初2021-004,2021-05-01,2026-05-01\n",
};

const LEGACY_CHECKED: &[Step] = &[
    Step::Open("/desk/certification/legacy"),
    Step::Choose(import_pages::file, LEGACY),
    Step::Tap(import_pages::upload),
    Step::See(certification_pages::row_refused),
];

/// What bears the name of a film and is none.
const NO_FILM: UploadedFile = UploadedFile {
    name: "周末.mp4",
    text: "周六上午一起排作息。",
};

/// To the lesson that is begun.
const BEGUN_LESSON: &[Step] = &[
    Step::Open("/desk/lessons"),
    Step::TapName("周末作息"),
    Step::See(course_pages::action),
];

/// All of them.
pub const SCREENS: &[Screen] = &[
    Screen::of("instructor", CANDIDATE, &[Step::Open("/desk/instructor")]),
    Screen::of(
        "instructor-application",
        CANDIDATE,
        &[
            Step::Open("/desk/instructor"),
            Step::Tap(certification::level_junior_lecturer),
        ],
    ),
    Screen::of("instructor-apply", MENTOR, APPLY),
    Screen::of(
        "instructor-check",
        MENTOR,
        &[
            Step::All(APPLY),
            Step::Tap(certification_pages::go_on),
            Step::See(certification_pages::step_declare_what),
            Step::Tap(certification_pages::go_on),
            Step::See(certification_pages::what_next),
        ],
    ),
    Screen::of("trainings", TRAINER, &[Step::Open("/desk/trainings")]),
    Screen::of(
        "sign-in-list",
        TRAINER,
        &[
            Step::Open("/desk/trainings"),
            Step::TapName("结业研讨"),
            Step::See(certification_pages::sign_in_list),
        ],
    ),
    Screen::of("seats", ASSESSOR, &[Step::Open("/desk/seats")]),
    Screen::of(
        "seat",
        ASSESSOR,
        &[
            Step::Open("/desk/seats"),
            Step::TapName("赵晴"),
            Step::See(certification_pages::blind),
        ],
    ),
    Screen::of("cohorts", MANAGER, &[Step::Open("/desk/certification")]),
    Screen::of(
        "applications",
        MANAGER,
        &[Step::Open("/desk/certification/applications")],
    ),
    Screen::of(
        "application-file",
        MANAGER,
        &[
            Step::Open("/desk/certification/applications"),
            Step::TapName("郭宁"),
            Step::See(certification_pages::evidence),
        ],
    ),
    Screen::of("cohort", CERTIFIER, COHORT),
    Screen::of(
        "cohort-evidence",
        CERTIFIER,
        &[
            Step::All(COHORT),
            Step::TapName("欧阳"),
            Step::See(certification_pages::the_way),
        ],
    ),
    Screen::of(
        "cohort-trainings",
        MANAGER,
        &[
            Step::All(COHORT),
            Step::TapNear(certification_pages::lessons, certification_pages::trainings),
        ],
    ),
    Screen::of(
        "scores",
        MANAGER,
        &[Step::All(COHORT), Step::Tap(certification_pages::scores)],
    ),
    Screen::of(
        "observed-lessons",
        MANAGER,
        &[Step::All(COHORT), Step::Tap(certification_pages::lessons)],
    ),
    Screen::of(
        "publish",
        MANAGER,
        &[
            Step::Open("/desk/certification"),
            Step::TapName("2026秋 第1批"),
            Step::See(certification_pages::keys),
            Step::Tap(certification_pages::publish),
            Step::See(certification_pages::people_unit),
        ],
    ),
    Screen::of(
        "notices",
        MANAGER,
        &[Step::Open("/desk/certification/notices")],
    ),
    Screen::of(
        "notice-open",
        MANAGER,
        &[
            Step::Open("/desk/certification/notices"),
            Step::Tap(certification_pages::notice_open),
            Step::See(certification_pages::objection_decision),
        ],
    ),
    Screen::of(
        "notice-public",
        MANAGER,
        &[
            Step::Open("/desk/certification/notices"),
            Step::Tap(certification_pages::notice_open),
            Step::See(certification_pages::objection_decision),
            Step::Tap(certification_pages::notice_public),
            Step::See(certificates::notice_how),
        ],
    ),
    Screen::of(
        "notice-public-finished",
        MANAGER,
        &[
            Step::Open("/desk/certification/notices"),
            Step::Tap(certification_pages::notice_issued),
            Step::See(certification_pages::notice_people),
            Step::Tap(certification_pages::notice_public),
            Step::See(certificates::notice_masked),
        ],
    ),
    Screen::of(
        "notice-finished",
        MANAGER,
        &[
            Step::Open("/desk/certification/notices"),
            Step::Tap(certification_pages::notice_issued),
            Step::See(certification_pages::notice_people),
        ],
    ),
    Screen::of(
        "certificates",
        CERTIFIER,
        &[Step::Open("/desk/certification/certificates")],
    ),
    Screen::of(
        "certificate",
        CERTIFIER,
        &[
            Step::Open("/desk/certification/certificates"),
            Step::TapName("罗强"),
            Step::See(certification_pages::the_way),
        ],
    ),
    Screen::of(
        "certificates-from-before",
        MANAGER,
        &[Step::Open("/desk/certification/legacy")],
    ),
    Screen::of("certificates-from-before-checked", MANAGER, LEGACY_CHECKED),
    Screen::of(
        "certificate-public",
        CERTIFIER,
        &[
            Step::Open("/desk/certification/certificates"),
            Step::TapName("罗强"),
            Step::See(certification_pages::the_way),
            Step::Tap(certification_pages::public_page),
            Step::See(certificates::masked_note),
        ],
    ),
    Screen::of("lessons", AUTHOR, &[Step::Open("/desk/lessons")]),
    Screen::of("lesson-new", AUTHOR, &[Step::Open("/desk/lessons/new")]),
    Screen::of(
        "lessons-to-review",
        REVIEWER,
        &[Step::Open("/desk/lessons")],
    ),
    Screen::of("lesson-editor", AUTHOR, BEGUN_LESSON),
    Screen::of(
        "lesson-film-refused",
        AUTHOR,
        &[
            Step::All(BEGUN_LESSON),
            Step::Choose(course_pages::film_file, NO_FILM),
            Step::Tap(course_pages::film_send),
            Step::See(courses::film_not_a_video),
        ],
    ),
    Screen::of(
        "lesson-review",
        REVIEWER,
        &[
            Step::Open("/desk/lessons"),
            Step::TapName("老师来家访前"),
            Step::See(course_pages::hand_back),
        ],
    ),
];
