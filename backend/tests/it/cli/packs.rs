//! Two persons and a document number put a rule pack into force.

use tongyu::org::packs::packs_in_force;
use tongyu_db::{Db, DbConfig};
use tongyu_shared::time::Date;

use super::{Place, Ran};

const FILE: &str = "pack.json";

fn approve(place: &Place, by: [&str; 2], number: &str) -> Ran {
    place.run(&[
        "pack", "approve", FILE, "--by", by[0], "--by", by[1], "--number", number,
    ])
}

fn in_force(place: &Place) -> Vec<(String, u32)> {
    let db = Db::open(&DbConfig::new(place.database.url())).unwrap();
    let day = Date::new(2026, 11, 23).unwrap();
    let packs = db.read_blocking(|conn| packs_in_force(conn, day)).unwrap();
    packs
        .into_iter()
        .map(|pack| (pack.code, pack.version))
        .collect()
}

#[test]
fn a_pack_binds_after_two_persons_approved_it_and_then_never_changes() {
    for place in Place::on_both() {
        place.run(&["migrate"]).ok();
        let document = include_str!("../../../../shared/packs/qingdao-2022.json");
        place.write(FILE, document);
        approve(&place, ["甲", "甲 "], "青教〔2026〕1号").refused(&["by_second", "两位不同的人"]);
        approve(&place, ["甲", "乙"], " ").refused(&["approval.number"]);
        assert_eq!(in_force(&place), []);
        approve(&place, ["甲", "乙"], "青教〔2026〕1号").ok();
        assert_eq!(in_force(&place), [("qingdao-2022".to_owned(), 1)]);
        approve(&place, ["丙", "丁"], "青教〔2026〕2号").refused(&[]);
        place.write(FILE, &document.replace("\"version\": 1", "\"version\": 2"));
        approve(&place, ["丙", "丁"], "青教〔2026〕2号").ok();
        assert_eq!(in_force(&place), [("qingdao-2022".to_owned(), 2)]);
    }
}

#[test]
fn one_person_alone_and_a_broken_document_are_refused() {
    let place = Place::on_sqlite();
    place.run(&["migrate"]).ok();
    place.write(FILE, "{\n  \"code\": \"x\",\n  \"colour\": 1\n}");
    place
        .run(&["pack", "approve", FILE, "--by", "甲", "--number", "1"])
        .refused(&["两位批准人"]);
    approve(&place, ["甲", "乙"], "1").refused(&["第 3 行", "colour"]);
}
