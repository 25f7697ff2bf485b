//! How someone wants server-rendered pages: type size and language. An address may ask for it, and
//! a phone keeps what was chosen in cookies that say nothing of who it is.

use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
};
use tongyu_shared::Lang;

const BIG: &str = "big";
const LANG: &str = "lang";
/// Days that a phone keeps a choice.
const KEPT_DAYS: i64 = 365;

/// What was chosen; nothing where it follows the reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Large type, or expressly not.
    pub big: Option<bool>,
    /// The language.
    pub lang: Option<Lang>,
}

impl Choice {
    /// What the query of an address asks for: `?big=1&lang=en`.
    pub fn of_address(query: &str) -> Self {
        let value = |name: &str| {
            query
                .split('&')
                .filter_map(|part| part.split_once('='))
                .find_map(|(key, value)| (key == name).then_some(value))
        };
        Self::read(value(BIG), value(LANG))
    }

    /// What this phone keeps.
    pub fn of_phone(req: &HttpRequest) -> Self {
        let value = |name: &str| req.cookie(name);
        let (big, lang) = (value(BIG), value(LANG));
        Self::read(
            big.as_ref().map(Cookie::value),
            lang.as_ref().map(Cookie::value),
        )
    }

    fn read(big: Option<&str>, lang: Option<&str>) -> Self {
        Self {
            big: big.map(|value| value == "1"),
            lang: lang.and_then(|lang| Lang::ALL.iter().copied().find(|l| l.as_str() == lang)),
        }
    }

    /// This choice where the other leaves it open.
    #[must_use]
    pub fn overruled_by(self, other: Self) -> Self {
        Self {
            big: other.big.or(self.big),
            lang: other.lang.or(self.lang),
        }
    }

    /// Cookies that keep the choice on this phone.
    pub fn cookies(self) -> Vec<Cookie<'static>> {
        let big = self.big.map(|big| kept(BIG, if big { "1" } else { "0" }));
        let lang = self.lang.map(|lang| kept(LANG, lang.as_str()));
        big.into_iter().chain(lang).collect()
    }
}

fn kept(name: &'static str, value: &'static str) -> Cookie<'static> {
    Cookie::build(name, value)
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .max_age(Duration::days(KEPT_DAYS))
        .finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_overrules_what_the_phone_keeps() {
        let phone = Choice::of_address("big=1&lang=en");
        for (query, big, lang) in [
            ("", Some(true), Some(Lang::En)),
            ("big=0", Some(false), Some(Lang::En)),
            ("ok&lang=zh-CN", Some(true), Some(Lang::ZhCn)),
            ("lang=tlh", Some(true), Some(Lang::En)),
        ] {
            let chosen = phone.overruled_by(Choice::of_address(query));
            assert_eq!((chosen.big, chosen.lang), (big, lang), "{query}");
        }
    }
}
