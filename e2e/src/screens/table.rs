//! The screens of homes and schools. Later ones may need what earlier ones left behind: a visit, an answer.

use tongyu_shared::{
    identity::types::Persona,
    text::{
        family_pages, feedback, identity, import_pages, learning, messages, visit_pages, visits,
    },
};

use super::{Screen, Step, UploadedFile};
use crate::roster;

/// The pupil whom the demo tells of.
const PUPIL: &str = "王小明";

/// The beginning of a matter that waits for the office.
const MATTER: &str = "作业常写到晚上十点";

/// A pupil whose mother has an answer to what she said, and the mother.
const ANSWERED_PUPIL: &str = "李一涵";
const ANSWERED_MOTHER: &str = "何娟";

/// What was agreed on in the visit to that pupil's family.
const ANSWERED_MEASURE: &str = "周末一起去一次图书馆";

const TEACHER: Option<Persona> = Some(Persona::HeadTeacher);
const MENTOR: Option<Persona> = Some(Persona::Mentor);
const OFFICE: Option<Persona> = Some(Persona::OfficeMember);
const COORDINATOR: Option<Persona> = Some(Persona::Coordinator);
const ADMIN: Option<Persona> = Some(Persona::SchoolAdmin);
const PARENT: Option<Persona> = Some(Persona::Parent);

/// The page on which everyone's messages are.
const ALL_MESSAGES: Step = Step::Open("/demo/messages");

/// The first line of the four-to-home, in the form.
const CARE_LINE: &str = "天冷了，问问孩子睡得好不好、有没有不开心的事";
const CARE_LINE_OF_ANOTHER: &str = "问问孩子最近和谁玩、爱聊什么";

/// All of them.
pub const SCREENS: &[Screen] = &[
    Screen::of("sign-in", None, &[Step::Open("/")]),
    Screen::of("not-found", TEACHER, &[Step::Open("/nowhere")]),
    Screen::of("personas", TEACHER, &[Step::Open("/personas")]),
    Screen::of("me", TEACHER, &[Step::Open("/me")]),
    Screen::of(
        "sign-out-everywhere",
        TEACHER,
        &[Step::Open("/me"), Step::Tap(identity::sign_out_everywhere)],
    ),
    Screen::of("today", TEACHER, &[Step::Open("/today")]),
    Screen::of("today-mentor", MENTOR, &[Step::Open("/today")]),
    Screen::of(
        "plan",
        MENTOR,
        &[
            Step::Open("/today"),
            Step::TapName(PUPIL),
            Step::Tap(visit_pages::plan_a_time),
        ],
    ),
    Screen::of("class", TEACHER, &[Step::Open("/classes")]),
    Screen::of(
        "family",
        TEACHER,
        &[Step::Open("/today"), Step::TapName(PUPIL)],
    ),
    Screen::of(
        "visit",
        TEACHER,
        &[
            Step::Open("/classes"),
            Step::TapName(ANSWERED_PUPIL),
            Step::TapName(ANSWERED_MEASURE),
        ],
    ),
    Screen::of(
        "record",
        TEACHER,
        &[
            Step::Open("/today"),
            Step::TapName(PUPIL),
            Step::Tap(visits::start_record),
        ],
    ),
    Screen::of(
        "record-refused",
        TEACHER,
        &[
            Step::Open("/today"),
            Step::TapName(PUPIL),
            Step::Tap(visits::start_record),
            Step::Tap(visits::submit),
        ],
    ),
    Screen::of(
        "other-way",
        TEACHER,
        &[
            Step::Open("/today"),
            Step::TapName(PUPIL),
            Step::Tap(visits::wants_other_way),
        ],
    ),
    Screen::of("class-matters", TEACHER, &[Step::Open("/matters")]),
    Screen::of("inbox", OFFICE, &[Step::Open("/matters")]),
    Screen::of(
        "inbox-ended",
        OFFICE,
        &[Step::Open("/matters"), Step::Tap(feedback::filter_ended)],
    ),
    Screen::of(
        "matter",
        OFFICE,
        &[Step::Open("/matters"), Step::TapName(MATTER)],
    ),
    Screen::of("inbox-coordinator", COORDINATOR, &[Step::Open("/matters")]),
    Screen::of("school", ADMIN, &[Step::Open("/schools")]),
    Screen::of("import", ADMIN, &[Step::Open("/desk/imports")]),
    Screen::of("import-checked", ADMIN, UPLOADED),
    Screen::of(
        "import-written",
        ADMIN,
        &[
            Step::All(UPLOADED),
            Step::TapFilled(|lang| import_pages::write(lang, roster::ACCEPTED)),
            Step::TapFilled(|lang| import_pages::write(lang, roster::ACCEPTED)),
            Step::See(import_pages::done),
        ],
    ),
    Screen::of("four-to-home", ADMIN, &[Step::Open("/desk/sheet")]),
    Screen::of(
        "four-to-home-conflict",
        ADMIN,
        &[
            Step::Open("/desk/sheet"),
            Step::Write(import_pages::sheet_care, CARE_LINE),
            Step::Meanwhile(&[
                Step::Open("/desk/sheet"),
                Step::Write(import_pages::sheet_care, CARE_LINE_OF_ANOTHER),
                Step::Tap(import_pages::sheet_save),
                Step::See(import_pages::sheet_saved),
            ]),
            Step::Tap(import_pages::sheet_save),
            Step::See(import_pages::sheet_changed_what),
        ],
    ),
    Screen::of(
        "saved",
        TEACHER,
        &[
            Step::Open("/today"),
            Step::TapName(PUPIL),
            Step::Tap(visits::start_record),
            Step::Tap(visits::relation_mother),
            Step::Tap(visits::delivered_care),
            Step::Tap(visits::delivered_policy),
            Step::Tap(visits::delivered_opinions_sought),
            Step::Tap(visits::delivered_resources),
            Step::TapNear(visits::brought_back_feedback, visits::nothing),
            Step::WriteNear(
                visits::brought_back_request,
                visits::say_or_write,
                "希望课后服务延到18:00",
            ),
            Step::TapNear(visits::brought_back_suggestion, visits::nothing),
            Step::Write(visits::agreed_measure_hint, "每天一起读10分钟"),
            Step::Tap(visits::in_two_weeks),
            Step::Tap(visits::declaration_text),
            Step::Tap(visits::submit),
            Step::See(visit_pages::family_gets),
        ],
    ),
    Screen::of("messages", None, &[Step::Messages(Persona::Mother)]),
    Screen::of(
        "messages-large",
        None,
        &[Step::Messages(Persona::Grandmother)],
    ),
    Screen::of("messages-all", None, &[ALL_MESSAGES]),
    Screen::of("link-visit", None, VISIT_LINK),
    Screen::of(
        "link-visit-answered",
        None,
        &[
            Step::All(VISIT_LINK),
            Step::Tap(visits::answer_met),
            Step::See(visits::confirm_met_follows),
        ],
    ),
    Screen::of("link-matter", None, MATTER_LINK),
    Screen::of(
        "link-matter-answered",
        None,
        &[
            Step::All(MATTER_LINK),
            Step::Tap(feedback::rating_solved),
            Step::See(feedback::then_over),
        ],
    ),
    Screen::of("parent-sign-in", None, &[Step::Open("/p/sign-in")]),
    Screen::of(
        "parent-sign-in-again",
        None,
        &[Step::Open("/p/sign-in?to=/p&kept")],
    ),
    Screen::of("parent-missing", PARENT, &[Step::Open("/p/nowhere")]),
    Screen::of("parent-home", PARENT, &[Step::Open("/p")]),
    Screen::of("parent-matters", PARENT, &[Step::Open("/p/matters")]),
    Screen::of("parent-me", PARENT, &[Step::Open("/p/me")]),
    Screen::of("notice", None, &[Step::Open("/l/notice")]),
    Screen::of("join", None, JOIN_LINK),
    Screen::of(
        "lesson",
        PARENT,
        &[
            Step::Open("/p"),
            Step::Tap(family_pages::tonight_open),
            Step::See(learning::try_title),
        ],
    ),
    Screen::of("parent-learning", PARENT, &[Step::Open("/p/learning")]),
    Screen::of("link-gone", None, &[Step::Open("/l/v/nothing")]),
    Screen::of_programmers("api-docs", &[Step::Open("/api/docs")]),
];

const ROSTER: UploadedFile = UploadedFile {
    name: "花名册.csv",
    text: roster::UNTIDY,
};

const UPLOADED: &[Step] = &[
    Step::Open("/desk/imports"),
    Step::Tap(import_pages::kind_roster),
    Step::Choose(import_pages::file, ROSTER),
    Step::Tap(import_pages::upload),
    Step::See(import_pages::nothing_written),
];

const VISIT_LINK: &[Step] = &[
    Step::Messages(Persona::Mother),
    Step::Link(|lang, unknown| messages::visit_confirm(lang, unknown, unknown)),
];

const JOIN_LINK: &[Step] = &[
    Step::Messages(Persona::Mother),
    Step::Link(|lang, unknown| messages::join_invite(lang, unknown, unknown)),
];

const MATTER_LINK: &[Step] = &[
    ALL_MESSAGES,
    Step::TapName(ANSWERED_MOTHER),
    Step::Link(|lang, unknown| messages::matter_answered(lang, unknown, unknown)),
];
