//! The two languages of the product. Chinese comes first wherever a choice must be made.

use crate::wire_enum::wire_enum;

wire_enum! {
    /// A language the product speaks.
    pub enum Lang {
        /// 简体中文, the default.
        ZhCn = "zh-CN",
        /// English.
        En = "en",
    }
}

impl Lang {
    /// The first language of an `Accept-Language` header that the product speaks; Chinese if none.
    /// Weights are not read: browsers list languages in the order of preference.
    pub fn from_accept_language(header: &str) -> Self {
        header
            .split(',')
            .find_map(
                |part| match part.trim_start().get(..2)?.to_ascii_lowercase().as_str() {
                    "zh" => Some(Self::ZhCn),
                    "en" => Some(Self::En),
                    _ => None,
                },
            )
            .unwrap_or(Self::ZhCn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_spoken_language_wins_and_chinese_is_the_default() {
        for (header, lang) in [
            ("zh-CN,zh;q=0.9,en;q=0.8", Lang::ZhCn),
            ("en-GB,en;q=0.9", Lang::En),
            ("fr, EN;q=0.5", Lang::En),
            ("fr", Lang::ZhCn),
            ("", Lang::ZhCn),
            ("é", Lang::ZhCn),
        ] {
            assert_eq!(Lang::from_accept_language(header), lang, "{header}");
        }
    }
}
