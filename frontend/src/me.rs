//! 我的: the person, what is not sent yet, and how this device shows the app.

mod unsent;

use leptos::prelude::*;
use tongyu_shared::Lang;

use self::unsent::UnsentCard;
use crate::{
    i18n::lang,
    identity::account::AccountCard,
    nav,
    prefs::{Prefs, Theme},
    session::Session,
    t,
    ui::{Card, Chips, Choice, Heading, Row, Rows, Switch},
};

/// The page `/me`; whoever is not signed in finds how the app is shown.
#[component]
pub fn MePage() -> impl IntoView {
    let prefs = Prefs::get();
    view! {
        <Heading title=t!(ui::me_title)/>
        <div class="narrow">
            <AccountCard/>
            <UnsentCard/>
            <More/>
            <Card title=t!(ui::me_look)>
                <ThemeChoice prefs/>
                <LanguageChoice prefs/>
                <CareSwitch/>
            </Card>
        </div>
    }
    .into_any()
}

/// What the bar of a phone has no room for.
#[component]
fn More() -> impl IntoView {
    let session = Session::get();
    (move || {
        let entries = session
            .me
            .with(|me| me.as_ref().map_or_else(Vec::new, nav::without_room));
        let rows = entries
            .into_iter()
            .map(|entry| view! { <Row who=(entry.label)(lang()) href=entry.href.to_owned()/> })
            .collect_view();
        (!rows.is_empty()).then(|| {
            view! {
                <Card title=t!(ui::me_more)>
                    <Rows>{rows}</Rows>
                </Card>
            }
        })
    })
    .into_any()
}

/// 长辈版 / 关怀版; on the first page too, where those who need it look for it.
#[component]
pub fn CareSwitch() -> impl IntoView {
    view! {
        <Switch
            label=t!(ui::me_care)
            detail=t!(ui::me_care_detail)
            value=Prefs::get().care
            words=(t!(ui::on), t!(ui::off))
        />
    }
    .into_any()
}

#[component]
fn ThemeChoice(prefs: Prefs) -> impl IntoView {
    let value = RwSignal::new(prefs.theme.get_untracked().as_str().to_owned());
    let choices = [
        (Theme::System, t!(ui::theme_system)),
        (Theme::Light, t!(ui::theme_light)),
        (Theme::Dark, t!(ui::theme_dark)),
    ];
    let choices: Vec<_> = choices
        .map(|(theme, word)| Choice::new(theme.as_str(), word))
        .into();
    let keep = Callback::new(move |()| prefs.theme.set(Theme::from_word(&value.get_untracked())));
    view! { <Chips name="theme" legend=t!(ui::me_theme) choices value on_change=keep/> }.into_any()
}

#[component]
fn LanguageChoice(prefs: Prefs) -> impl IntoView {
    let value = RwSignal::new(prefs.lang.get_untracked().as_str().to_owned());
    let choices: Vec<_> = [
        (Lang::ZhCn, t!(ui::language_zh)),
        (Lang::En, t!(ui::language_en)),
    ]
    .map(|(lang, word)| Choice::new(lang.as_str(), word))
    .into();
    let keep = Callback::new(move |()| {
        let chosen = value.get_untracked();
        if let Some(&lang) = Lang::ALL.iter().find(|lang| lang.as_str() == chosen) {
            prefs.lang.set(lang);
        }
    });
    view! { <Chips name="lang" legend=t!(ui::me_language) choices value on_change=keep/> }
        .into_any()
}
