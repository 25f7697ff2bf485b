//! The words of the screens in one language, read from the product's own strings.

use tongyu_shared::Lang;

/// A string of the product that takes no arguments.
pub type Word = fn(Lang) -> &'static str;

/// The language of the journeys: users read Chinese first.
pub const ZH: Lang = Lang::ZhCn;

/// A string of the product in the language of the journeys.
#[macro_export]
macro_rules! word {
    ($room:ident :: $key:ident $(, $arg:expr)* $(,)?) => {
        ::tongyu_shared::text::$room::$key($crate::words::ZH $(, $arg)*)
    };
}
