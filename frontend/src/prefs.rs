//! How this device shows the app: language, theme, large type. Kept in
//! `localStorage`; `boot.js` reads the same keys before the first paint.

use leptos::prelude::*;
use tongyu_shared::Lang;

use crate::i18n;

/// Light or dark, or whatever the system says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// As the system.
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// The word it is kept under.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme kept under `word`; the system's for anything else.
    pub fn from_word(word: &str) -> Self {
        match word {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::System,
        }
    }
}

/// The choices, as signals; a context of the whole app.
#[derive(Clone, Copy)]
pub struct Prefs {
    /// The language; a change draws the page anew.
    pub lang: RwSignal<Lang>,
    /// The theme.
    pub theme: RwSignal<Theme>,
    /// 长辈版 / 关怀版: larger type and targets.
    pub care: RwSignal<bool>,
}

impl Prefs {
    /// Reads what is kept on this device, provides it, and keeps and shows every change.
    pub fn provide() -> Self {
        let lang = match kept("lang").as_deref() {
            Some("en") => Lang::En,
            _ => Lang::ZhCn,
        };
        i18n::speak(lang);
        let prefs = Self {
            lang: RwSignal::new(lang),
            theme: RwSignal::new(Theme::from_word(&kept("theme").unwrap_or_default())),
            care: RwSignal::new(kept("mode").as_deref() == Some("care")),
        };
        provide_context(prefs);
        Effect::new(move |_| prefs.apply());
        prefs
    }

    /// The choices provided above.
    pub fn get() -> Self {
        expect_context()
    }

    fn apply(self) {
        let root = document().document_element();
        let lang = self.lang.get().as_str();
        let theme = self.theme.get().as_str();
        let mode = if self.care.get() { "care" } else { "standard" };
        keep("lang", lang);
        keep("theme", theme);
        keep("mode", mode);
        for (name, value) in [("lang", lang), ("data-theme", theme), ("data-mode", mode)] {
            if let Some(root) = &root
                && let Err(error) = root.set_attribute(name, value)
            {
                leptos::logging::warn!("{name}: {error:?}");
            }
        }
    }
}

/// What is kept under `key`; nothing where storage is switched off.
pub fn kept(key: &str) -> Option<String> {
    storage()?.get_item(&named(key)).unwrap_or(None)
}

/// Keeps `value` under `key` on this device.
pub fn keep(key: &str, value: &str) {
    if let Some(storage) = storage()
        && storage.set_item(&named(key), value).is_err()
    {
        leptos::logging::warn!("this browser keeps no settings");
    }
}

fn named(key: &str) -> String {
    ["tongyu.", key].concat()
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().unwrap_or(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_is_found_again_under_its_word_and_anything_else_follows_the_system() {
        for theme in [Theme::System, Theme::Light, Theme::Dark] {
            assert_eq!(Theme::from_word(theme.as_str()), theme);
        }
        assert_eq!(Theme::from_word("sepia"), Theme::System);
    }
}
