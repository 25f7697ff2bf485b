//! The language of the screen. A page is drawn anew when it changes, so a string is a plain
//! value and costs no closure of its own.

use std::cell::Cell;

use tongyu_shared::Lang;

thread_local! {
    static LANG: Cell<Lang> = const { Cell::new(Lang::ZhCn) };
}

/// The language strings are taken in right now.
pub fn lang() -> Lang {
    LANG.get()
}

/// Makes `lang` the language of everything drawn from now on.
pub fn speak(lang: Lang) {
    LANG.set(lang);
}

/// A string in the language of the screen: `t!(ui::save)`, `t!(visits::left, 3)`.
/// `&'static str` without arguments, `String` with them.
#[macro_export]
macro_rules! t {
    ($room:ident :: $key:ident $(, $arg:expr)* $(,)?) => {
        ::tongyu_shared::text::$room::$key($crate::i18n::lang() $(, $arg)*)
    };
}
