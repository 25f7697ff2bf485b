//! How a guardian is related to the pupil, in the many words that lists use.

use tongyu_shared::visits::types::Relation;

/// The relation that a tidied word means; nothing if the word is not known.
pub fn read(word: &str) -> Option<Relation> {
    let word = word.strip_prefix("学生").unwrap_or(word);
    let word = word.strip_suffix("关系").unwrap_or(word);
    Some(match word {
        "母亲" | "妈妈" | "母" | "妈" | "母子" | "母女" | "养母" | "继母" | "后妈" | "娘" => {
            Relation::Mother
        }
        "父亲" | "爸爸" | "父" | "爸" | "父子" | "父女" | "养父" | "继父" | "后爸" | "爹" => {
            Relation::Father
        }
        "奶奶" | "祖母" => Relation::PaternalGrandmother,
        "爷爷" | "祖父" => Relation::PaternalGrandfather,
        "姥姥" | "外婆" | "外祖母" | "姥娘" => Relation::MaternalGrandmother,
        "姥爷" | "外公" | "外祖父" => Relation::MaternalGrandfather,
        "其他" | "其它" | "监护人" | "亲属" | "亲戚" | "叔叔" | "叔" | "伯父" | "伯伯" | "大伯"
        | "姑姑" | "姑" | "姑妈" | "姨" | "姨妈" | "小姨" | "舅舅" | "舅" | "哥哥" | "姐姐"
        | "兄" | "兄长" | "姐" | "婶婶" | "舅妈" | "社工" | "福利院" => {
            Relation::Other
        }
        _ => return None,
    })
}

/// A name with the relation in brackets behind it: `李芳(母亲)`.
pub fn split_name(text: &str) -> (&str, Option<Relation>) {
    text.strip_suffix(')')
        .and_then(|rest| rest.split_once('('))
        .and_then(|(name, word)| Some((name.trim(), Some(read(word.trim())?))))
        .unwrap_or((text, None))
}

/// The name in words that say who cares for a child; nothing where they say the relation alone.
pub fn name_in(words: &str) -> Option<&str> {
    let (name, _) = split_name(words);
    (!name.is_empty() && read(name).is_none()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_words_are_known_and_others_are_not() {
        for (word, relation) in [
            ("母亲", Some(Relation::Mother)),
            ("母子", Some(Relation::Mother)),
            ("父女关系", Some(Relation::Father)),
            ("学生父亲", Some(Relation::Father)),
            ("奶奶", Some(Relation::PaternalGrandmother)),
            ("祖父", Some(Relation::PaternalGrandfather)),
            ("外婆", Some(Relation::MaternalGrandmother)),
            ("姥爷", Some(Relation::MaternalGrandfather)),
            ("舅舅", Some(Relation::Other)),
            ("朋友的朋友", None),
            ("", None),
        ] {
            assert_eq!(read(word), relation, "{word}");
        }
    }

    #[test]
    fn a_relation_behind_a_name_is_taken_off() {
        assert_eq!(split_name("李芳(母亲)"), ("李芳", Some(Relation::Mother)));
        assert_eq!(split_name("李芳"), ("李芳", None));
        assert_eq!(split_name("李芳(在外地)"), ("李芳(在外地)", None));
    }

    #[test]
    fn a_carer_has_a_name_only_where_the_words_say_more_than_the_relation() {
        assert_eq!(name_in("王桂芳(奶奶)"), Some("王桂芳"));
        assert_eq!(name_in("王桂芳"), Some("王桂芳"));
        assert_eq!(name_in("奶奶"), None);
    }
}
