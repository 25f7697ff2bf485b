//! What stands in the bar of a phone and the rail of a desktop, by what the person may do.
//! A room adds its entry when its page exists; nothing leads nowhere.

use leptos::prelude::*;
use tongyu_shared::{Lang, access::Action, identity::types::Me, text};

use crate::{
    i18n::lang,
    part::DESK,
    route::{is_under, segments},
    session::{self, Session},
    t,
    ui::{Icon, IconView},
};

/// Who sees an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// Whoever is signed in.
    All,
    /// Whoever has a post of any kind.
    Staff,
    /// Whoever may do this somewhere.
    Can(Action),
}

/// One entry.
#[derive(Clone, Copy)]
pub struct Entry {
    /// Its page.
    pub href: &'static str,
    /// Its word.
    pub label: fn(Lang) -> &'static str,
    /// Its icon.
    pub icon: Icon,
    /// Who sees it.
    pub who: For,
}

/// All entries, in their order. A phone shows the first three that apply and the last one.
const ENTRIES: &[Entry] = &[
    Entry {
        href: "/today",
        label: text::visits::today,
        icon: Icon::Today,
        who: For::Can(Action::FamilyRead),
    },
    Entry {
        href: "/classes",
        label: text::visits::class,
        icon: Icon::People,
        who: For::Can(Action::ClassRead),
    },
    Entry {
        href: "/matters",
        label: text::matter_pages::tab,
        icon: Icon::Inbox,
        who: For::Can(Action::MatterRead),
    },
    Entry {
        href: "/schools",
        label: text::school_pages::tab,
        icon: Icon::School,
        who: For::Can(Action::SchoolOverview),
    },
    Entry {
        href: "/desk/imports",
        label: text::import_pages::nav,
        icon: Icon::Upload,
        who: For::Can(Action::RosterImport),
    },
    Entry {
        href: "/desk/sheet",
        label: text::import_pages::sheet_nav,
        icon: Icon::Sheet,
        who: For::Can(Action::SheetWrite),
    },
    Entry {
        href: "/desk/lessons",
        label: text::course_pages::nav,
        icon: Icon::Film,
        who: For::Can(Action::LessonRead),
    },
    Entry {
        href: "/desk/certification",
        label: text::certification_pages::nav,
        icon: Icon::Award,
        who: For::Can(Action::CertificationRead),
    },
    Entry {
        href: "/desk/trainings",
        label: text::certification_pages::nav_trainings,
        icon: Icon::Calendar,
        who: For::Can(Action::CertificationTrain),
    },
    Entry {
        href: "/desk/seats",
        label: text::certification_pages::nav_seats,
        icon: Icon::Sheet,
        who: For::Can(Action::CertificationAssess),
    },
    Entry {
        href: "/desk/instructor",
        label: text::certification_pages::nav_own,
        icon: Icon::Award,
        who: For::Staff,
    },
    Entry {
        href: "/me",
        label: text::ui::tab_me,
        icon: Icon::Person,
        who: For::All,
    },
];

/// The most tabs a phone has room for.
const TABS: usize = 4;

/// The entries for `me`; only what is for everyone while nobody is signed in.
fn entries_for(entries: &[Entry], me: Option<&Me>) -> Vec<Entry> {
    entries
        .iter()
        .filter(|entry| match entry.who {
            For::All => true,
            For::Staff => me.is_some_and(|me| !me.roles.is_empty()),
            For::Can(action) => me.is_some_and(|me| session::may(me, action)),
        })
        .copied()
        .collect()
}

/// The entries that a phone has no room for; the page 我的 shows them.
pub fn without_room(me: &Me) -> Vec<Entry> {
    let entries = entries_for(ENTRIES, Some(me));
    let count = entries.len();
    let hidden = entries.into_iter().enumerate();
    hidden
        .filter(|&(index, _)| !on_phone(index, count))
        .map(|(_, entry)| entry)
        .collect()
}

/// Where a family's pages are, which the server draws.
pub const FAMILY: &str = "/p";

/// Where the app begins for `me`: the first entry at which there is something to do, or the family's
/// pages for who holds no role. Whoever is a mentor of nobody begins at what else is hers.
pub fn home(me: &Me) -> &'static str {
    if me.roles.is_empty() {
        return FAMILY;
    }
    let is_hers = |entry: &Entry| match entry.who {
        For::All | For::Staff => true,
        For::Can(action) => {
            let mut at_work = me.roles.iter().filter(|held| !held.without_pupils);
            at_work.any(|held| held.role.may(action))
        }
    };
    entries_for(ENTRIES, Some(me))
        .into_iter()
        .find(is_hers)
        .map_or("/me", |entry| entry.href)
}

/// Whether the entry at `index` of `count` has room on a phone: the first three and the last.
fn on_phone(index: usize, count: usize) -> bool {
    count <= TABS || index < TABS - 1 || index + 1 == count
}

/// The bar and the rail: one list, laid out by css.
#[component]
pub fn Nav(
    /// The path that is open.
    path: Memo<String>,
) -> impl IntoView {
    let session = Session::get();
    let links = move || {
        let entries = session.me.with(|me| entries_for(ENTRIES, me.as_ref()));
        let count = entries.len();
        entries
            .into_iter()
            .enumerate()
            .map(|(index, entry)| link(entry, on_phone(index, count), path))
            .collect_view()
    };
    view! {
        <nav class="nav no-print" aria-label=t!(ui::main_navigation)>
            <a class="nav-brand" href="/">{t!(ui::product)}</a>
            <ul>{links}</ul>
        </nav>
    }
    .into_any()
}

fn link(entry: Entry, phone: bool, path: Memo<String>) -> AnyView {
    let current = move || {
        path.with(|path| is_under(&area(path), entry.href))
            .then_some("page")
    };
    view! {
        <li class=if phone { "" } else { "nav-wide" }>
            <a href=entry.href aria-current=current>
                <IconView icon=entry.icon/>
                {(entry.label)(lang())}
            </a>
        </li>
    }
    .into_any()
}

/// Where a path belongs: what is below one school at the desk, such as its sheet, to the entry of
/// that name.
fn area(path: &str) -> String {
    match segments(path).as_slice() {
        [DESK, "schools", _, below @ ..] => ["/desk/", &below.join("/")].concat(),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use tongyu_shared::{
        access::Role,
        identity::types::HeldRole,
        ids::{AccountId, NodeId},
        org::types::NodeKind,
        time::Instant,
    };

    use super::*;

    const fn entry(who: For) -> Entry {
        Entry {
            href: "/x",
            label: text::ui::tab_me,
            icon: Icon::Home,
            who,
        }
    }

    fn holder(role: Role) -> Me {
        let held = HeldRole {
            role,
            node: NodeId::from_u128(1),
            node_kind: NodeKind::Class,
            node_name: String::new(),
            school: None,
            school_name: None,
            without_pupils: false,
        };
        Me {
            account: AccountId::from_u128(1),
            name: String::new(),
            roles: vec![held],
            ends_at: Instant::from_naive_utc(chrono::NaiveDateTime::default()),
            demo: false,
        }
    }

    #[test]
    fn an_entry_shows_only_to_those_who_may_do_what_it_is_for() {
        let entries = [entry(For::Can(Action::VisitRecord)), entry(For::All)];
        let count = |me: Option<&Me>| entries_for(&entries, me).len();
        assert_eq!(count(Some(&holder(Role::HeadTeacher))), 2);
        assert_eq!(count(Some(&holder(Role::OfficeMember))), 1);
        assert_eq!(count(None), 1);
    }

    #[test]
    fn the_app_begins_where_there_is_something_to_do() {
        let two = |one: Role, other: Role| {
            let (mut me, other) = (holder(one), holder(other));
            me.roles.extend(other.roles);
            me
        };
        let mentor_of_nobody = |mut me: Me| {
            for held in &mut me.roles {
                held.without_pupils = held.role == Role::Mentor;
            }
            me
        };
        for (me, page) in [
            (holder(Role::HeadTeacher), "/today"),
            (holder(Role::Mentor), "/today"),
            (mentor_of_nobody(holder(Role::Mentor)), "/desk/instructor"),
            (
                mentor_of_nobody(two(Role::Mentor, Role::Assessor)),
                "/desk/seats",
            ),
            (
                mentor_of_nobody(two(Role::Mentor, Role::HeadTeacher)),
                "/today",
            ),
            (holder(Role::Assessor), "/desk/seats"),
            (holder(Role::Trainer), "/desk/trainings"),
            (holder(Role::Certifier), "/desk/certification"),
            (holder(Role::CityAdmin), "/desk/certification"),
            (holder(Role::LessonAuthor), "/desk/lessons"),
            (holder(Role::Researcher), "/desk/lessons"),
            (holder(Role::OfficeMember), "/matters"),
            (holder(Role::Principal), "/schools"),
        ] {
            assert_eq!(home(&me), page, "{:?}", me.roles);
        }
        let nobody = Me {
            roles: Vec::new(),
            ..holder(Role::Mentor)
        };
        assert_eq!(home(&nobody), FAMILY);
    }

    #[test]
    fn a_phone_shows_at_most_four_tabs_and_always_the_last() {
        for count in 1..9 {
            let shown = (0..count).filter(|&index| on_phone(index, count)).count();
            assert_eq!(shown, count.min(TABS), "{count}");
            assert!(on_phone(count - 1, count), "{count}");
        }
    }

    #[test]
    fn a_page_below_a_school_belongs_to_the_entry_of_its_name() {
        for (path, area_of_it) in [
            ("/desk/schools/1/imports/new", "/desk/imports/new"),
            ("/desk/schools/1/sheet", "/desk/sheet"),
            ("/schools/1", "/schools/1"),
            ("/desk/imports/1", "/desk/imports/1"),
        ] {
            assert_eq!(area(path), area_of_it);
        }
    }
}
