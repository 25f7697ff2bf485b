//! Turns `locales/<lang>/<room>.json` into one typed function per string, so that a missing key,
//! a key in one language only, or a forgotten argument does not compile.

use std::{collections::BTreeMap, env, fmt::Write as _, fs, path::Path};

type Strings = BTreeMap<String, String>;

fn main() {
    println!("cargo:rerun-if-changed=locales");
    let zh = read_language(Path::new("locales/zh-CN"));
    let en = read_language(Path::new("locales/en"));
    let rooms = |all: &BTreeMap<String, Strings>| all.keys().cloned().collect::<Vec<_>>();
    assert_eq!(rooms(&zh), rooms(&en), "both languages need the same files");

    let mut code = String::new();
    for (room, zh_strings) in &zh {
        write_room(&mut code, room, zh_strings, &en[room]);
    }
    let target = Path::new(&env::var("OUT_DIR").expect("cargo sets OUT_DIR")).join("text.rs");
    fs::write(target, code).expect("OUT_DIR can be written");
}

fn read_language(folder: &Path) -> BTreeMap<String, Strings> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut rooms = BTreeMap::new();
    for entry in entries {
        let path = entry.expect("a locale file can be listed").path();
        if path.extension().is_none_or(|ext| ext != "json") {
            continue;
        }
        println!("cargo:rerun-if-changed={}", path.display());
        let room = path
            .file_stem()
            .expect("a file has a name")
            .to_string_lossy()
            .into_owned();
        let text = fs::read_to_string(&path).expect("a locale file can be read");
        let strings: Strings = serde_json::from_str(&text)
            .unwrap_or_else(|e| panic!("{} must map keys to strings: {e}", path.display()));
        rooms.insert(room, strings);
    }
    rooms
}

fn write_room(code: &mut String, room: &str, zh: &Strings, en: &Strings) {
    for key in zh.keys().chain(en.keys()) {
        assert!(
            zh.contains_key(key) && en.contains_key(key),
            "{room}.{key} stands in one language only"
        );
    }
    writeln!(
        code,
        "/// Strings of `{room}.json`.\npub mod {room} {{\nuse super::Lang;"
    )
    .unwrap();
    for (key, zh_text) in zh {
        write_key(code, room, key, zh_text, &en[key]);
    }
    writeln!(
        code,
        "/// The string of a key known at run time only; `None` if there is none."
    )
    .unwrap();
    writeln!(
        code,
        "pub fn by_key(lang: Lang, key: &str) -> Option<&'static str> {{"
    )
    .unwrap();
    writeln!(code, "Some(match (lang, key) {{").unwrap();
    for (key, zh_text) in zh {
        writeln!(code, "(Lang::ZhCn, {key:?}) => {zh_text:?},").unwrap();
        writeln!(code, "(Lang::En, {key:?}) => {:?},", en[key]).unwrap();
    }
    writeln!(code, "_ => return None }}) }}\n}}").unwrap();
}

fn write_key(code: &mut String, room: &str, key: &str, zh: &str, en: &str) {
    let args = placeholders(zh);
    assert_eq!(
        args.iter().collect::<std::collections::BTreeSet<_>>(),
        placeholders(en).iter().collect(),
        "{room}.{key} takes other arguments in the other language"
    );
    let doc = zh.replace('\n', " ");
    writeln!(code, "/// `{doc}`").unwrap();
    let pick = format!("match lang {{ Lang::ZhCn => {zh:?}, Lang::En => {en:?} }}");
    if args.is_empty() {
        writeln!(
            code,
            "pub const fn r#{key}(lang: Lang) -> &'static str {{ {pick} }}"
        )
        .unwrap();
        return;
    }
    let params: Vec<_> = args
        .iter()
        .map(|a| format!("r#{a}: impl std::fmt::Display"))
        .collect();
    let pairs: Vec<_> = args
        .iter()
        .map(|a| format!("({a:?}, &r#{a} as &dyn std::fmt::Display)"))
        .collect();
    writeln!(
        code,
        "pub fn r#{key}(lang: Lang, {}) -> String {{ super::fill({pick}, &[{}]) }}",
        params.join(", "),
        pairs.join(", ")
    )
    .unwrap();
}

/// The names in braces, in order of first appearance in the text.
fn placeholders(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('{') {
        let (name, tail) = after
            .split_once('}')
            .unwrap_or_else(|| panic!("unclosed brace: {text}"));
        if !names.iter().any(|n| n == name) {
            names.push(name.to_owned());
        }
        rest = tail;
    }
    names
}
