//! Text as people type it into cells, made comparable.

/// The text with ASCII letters, digits and marks instead of their full-width twins, no invisible
/// characters, single spaces, nothing around it. What stands for "nothing" becomes empty.
pub fn tidy(text: &str) -> String {
    let plain: String = text
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(half_width)
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let joined = words.join(" ");
    // The apostrophe keeps a spreadsheet program from reading a number.
    let joined = joined.strip_prefix('\'').unwrap_or(&joined);
    if is_nothing(joined) {
        String::new()
    } else {
        joined.to_owned()
    }
}

/// A person's name: `王 明` is padded `王明`, while the parts of `Anna Smith` stay apart.
pub fn tidy_name(text: &str) -> String {
    let name: String = tidy(text)
        .chars()
        .map(|c| if "•・‧∙.".contains(c) { '·' } else { c })
        .collect();
    if name.chars().any(|c| c.is_ascii_alphabetic()) {
        return name.replace('·', ".");
    }
    name.replace(' ', "")
}

fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '〔' | '【' => '[',
        '〕' | '】' => ']',
        _ => c,
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

fn is_nothing(text: &str) -> bool {
    [
        "无", "没有", "暂无", "空", "/", "\\", "-", "--", "—", "——", "N/A", "#N/A", "#REF!",
        "#VALUE!",
    ]
    .contains(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_text_becomes_comparable() {
        for (typed, plain) in [
            ("　王　小明 ", "王 小明"),
            ("１３９００００００００", "13900000000"),
            ("三（２）班", "三(2)班"),
            ("'370203", "370203"),
            ("\u{feff}甲\u{200b}乙", "甲乙"),
            ("a\r\n b", "a b"),
            ("无", ""),
            (" / ", ""),
            ("#N/A", ""),
            ("无锡", "无锡"),
        ] {
            assert_eq!(tidy(typed), plain, "{typed:?}");
        }
    }

    #[test]
    fn names_lose_padding_but_keep_their_parts() {
        for (typed, name) in [
            ("王　明", "王明"),
            ("阿依古丽•买买提", "阿依古丽·买买提"),
            ("Anna  Smith", "Anna Smith"),
            ("J. Smith", "J. Smith"),
        ] {
            assert_eq!(tidy_name(typed), name, "{typed:?}");
        }
    }
}
