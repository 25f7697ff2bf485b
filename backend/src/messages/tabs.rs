//! The tabs of a guardian who is signed in (P5): four, at the foot of a phone.

use maud::{Markup, html};
use tongyu_shared::{Lang, text::family_pages as words};

/// Where a guardian signs in; `?to=` leads on.
pub const SIGN_IN: &str = "/p/sign-in";

/// Where one looks round without joining.
pub const LOOK_FIRST: &str = "/p/look";

/// One of the four tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// 首页.
    Home,
    /// 学习.
    Learning,
    /// 沟通.
    Matters,
    /// 我的.
    Me,
}

impl Tab {
    const ALL: [Self; 4] = [Self::Home, Self::Learning, Self::Matters, Self::Me];

    /// Where it leads.
    pub const fn href(self) -> &'static str {
        match self {
            Self::Home => "/p",
            Self::Learning => "/p/learning",
            Self::Matters => "/p/matters",
            Self::Me => "/p/me",
        }
    }

    fn word(self, lang: Lang) -> &'static str {
        match self {
            Self::Home => words::tab_home(lang),
            Self::Learning => words::tab_learning(lang),
            Self::Matters => words::tab_matters(lang),
            Self::Me => words::tab_me(lang),
        }
    }
}

/// The bar, with the tab marked that the page belongs to.
pub fn tabs(lang: Lang, current: Tab) -> Markup {
    html! {
        nav.tabs aria-label=(words::tabs(lang)) {
            @for tab in Tab::ALL {
                a href=(tab.href()) aria-current=[(tab == current).then_some("page")] {
                    (tab.word(lang))
                }
            }
        }
    }
}
