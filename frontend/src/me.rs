//! 我的: the person, what is not sent yet, and how this device shows the app.

mod unsent;

use leptos::prelude::*;
use tongyu_shared::Lang;

use self::unsent::UnsentCard;
use crate::{
    identity::account::AccountCard,
    prefs::{Prefs, Theme},
    t,
    ui::{Card, Chips, Choice, Heading, Switch},
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
            <Card title=t!(ui::me_look)>
                <ThemeChoice prefs/>
                <LanguageChoice prefs/>
                <CareSwitch/>
            </Card>
        </div>
    }
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
