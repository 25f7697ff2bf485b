use proptest::prelude::*;

use super::*;
use crate::{text, validate::Errors};

#[test]
fn names_are_masked_by_their_length_and_surname() {
    for (name, masked) in [
        ("王小明", "王*明"),
        ("王明", "王*"),
        ("王", "*"),
        ("", ""),
        ("王小小明", "王**明"),
        ("欧阳娜娜", "欧阳**"),
        ("欧阳修", "欧阳*"),
        ("欧阳", "欧*"),
        ("诸葛亮", "诸葛*"),
        (" 王小明 ", "王*明"),
        ("阿依古丽·买买提", "阿***·买**"),
        ("Anna Smith", "A*** S****"),
        ("Anna", "A***"),
    ] {
        assert_eq!(mask_name(name), masked, "{name}");
    }
}

#[test]
fn teachers_are_called_by_their_surname() {
    for (name, called) in [
        ("陈雨", "陈"),
        (" 王小明 ", "王"),
        ("欧阳娜娜", "欧阳"),
        ("欧阳", "欧"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("Anna Smith", "Anna Smith"),
        ("", ""),
    ] {
        assert_eq!(surname(name), called, "{name}");
    }
}

#[test]
fn compound_surnames_have_two_characters_and_stand_once() {
    let mut seen = std::collections::BTreeSet::new();
    for surname in COMPOUND_SURNAMES {
        assert_eq!(surname.chars().count(), 2, "{surname}");
        assert!(seen.insert(surname), "{surname} stands twice");
    }
}

#[test]
fn numbers_show_their_ends_only() {
    assert_eq!(mask_phone("13812345678"), "138****5678");
    assert_eq!(mask_phone("053212345678"), "**********78");
    assert_eq!(mask_phone(""), "");
    assert_eq!(mask_id_number("370202201501011234"), "370***********1234");
    assert_eq!(mask_id_number("37020220150101123X"), "370***********123X");
    assert_eq!(mask_id_number("12345678"), "********");
}

#[test]
fn the_relation_stands_for_the_name() {
    assert_eq!(
        by_relation(Lang::ZhCn, &mask_name("王小明"), "奶奶"),
        "王*明的奶奶"
    );
    assert_eq!(
        by_relation(Lang::En, "Anna", "grandmother"),
        "Anna's grandmother"
    );
}

#[test]
fn phones_are_taken_as_people_type_them() {
    for text in [
        "13812345678",
        "138 1234 5678",
        "138-1234-5678",
        "１３８１２３４５６７８",
        "+86 138 1234 5678",
        "＋8613812345678",
        "0086-13812345678",
        "8613812345678",
        "(+86)13812345678",
        "\u{202d}13812345678\u{202c}",
        "　13812345678\n",
    ] {
        assert_eq!(
            text.parse::<Phone>().expect(text).as_str(),
            "13812345678",
            "{text:?}"
        );
    }
}

#[test]
fn a_wrong_phone_says_what_is_wrong() {
    for (text, error) in [
        ("1381234567", PhoneError::Length(10)),
        ("138123456789", PhoneError::Length(12)),
        ("8613812345", PhoneError::Length(10)),
        ("+861381234567", PhoneError::Length(10)),
        ("", PhoneError::Length(0)),
        ("+", PhoneError::Character('+')),
        ("+1 13812345678", PhoneError::Character('+')),
        ("12812345678", PhoneError::Prefix),
        ("23812345678", PhoneError::Prefix),
        ("1381234567a", PhoneError::Character('a')),
        ("13812345678/13912345678", PhoneError::Character('/')),
        ("13812345678.0", PhoneError::Character('.')),
        ("1381234+5678", PhoneError::Character('+')),
    ] {
        assert_eq!(text.parse::<Phone>(), Err(error), "{text:?}");
    }
}

#[test]
fn the_sentence_about_a_short_phone_names_both_numbers() {
    let mut errors = Errors::default();
    errors.phone("phone", "1381234567");
    let found = errors.into_found();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].message(Lang::ZhCn), "手机号要 11 位，现在是 10 位");
    for error in [
        PhoneError::Length(1),
        PhoneError::Character('a'),
        PhoneError::Prefix,
    ] {
        assert!(text::validation::by_key(Lang::En, error.code()).is_some());
    }
}

#[test]
fn debug_output_never_shows_a_whole_number() {
    let phone: Phone = "13812345678".parse().expect("a phone");
    assert_eq!(format!("{phone:?}"), "138****5678");
    assert_eq!(
        serde_json::to_string(&phone).expect("text"),
        "\"13812345678\""
    );
}

proptest! {
    #[test]
    fn masking_keeps_the_length_and_never_the_whole_name(name in "[\u{4e00}-\u{9fff}]{1,8}") {
        let masked = mask_name(&name);
        prop_assert_eq!(masked.chars().count(), name.chars().count());
        prop_assert!(masked.contains('*'));
    }

    #[test]
    fn any_text_is_a_phone_or_refused_without_a_panic(text in "\\PC{0,30}") {
        prop_assert!(text.parse::<Phone>().is_ok_and(|p| p.as_str().len() == 11) || text.parse::<Phone>().is_err());
        mask_name(&text);
        mask_phone(&text);
    }

    #[test]
    fn every_mobile_number_is_taken(second in 3_u8..=9, rest in 0_u32..1_000_000_000) {
        let number = format!("1{second}{rest:09}");
        prop_assert_eq!(number.parse::<Phone>().map(|p| p.to_string()), Ok(number));
    }
}
