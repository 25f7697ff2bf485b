//! Roles of a real site: given and ended from the command line.

use diesel::prelude::*;
use tongyu_db::{
    Col, Db, DbConfig, DbError,
    schema::{org_node, role_grant},
};
use tongyu_shared::{access::Role, org::types::NodeKind};

use super::{Place, Ran, told};
use crate::on_both;

const ADMINISTRATOR: &str = "19900000001";
const NEW: [&str; 3] = ["199 0000 0061", "--name", "沈洁"];

fn grant(place: &Place, rest: &[&str]) -> Ran {
    place.run(&[&["grant"], rest].concat())
}

fn db(place: &Place) -> Db {
    Db::open(&DbConfig::new(place.database.url())).unwrap()
}

/// Each grant as `role node first-day last-day`, sorted.
fn held(place: &Place) -> Vec<String> {
    type Row = (String, String, chrono::NaiveDate, Option<chrono::NaiveDate>);
    let read = |conn: &mut tongyu_db::Conn| {
        let query = role_grant::table.inner_join(org_node::table).select((
            role_grant::role,
            org_node::name,
            role_grant::valid_from,
            role_grant::valid_to,
        ));
        Ok::<Vec<Row>, DbError>(query.load(conn)?)
    };
    let rows = db(place).read_blocking(read).unwrap();
    let line = |(role, node, from, to): Row| {
        let to = to.map_or_else(|| "…".to_owned(), |to| to.to_string());
        format!("{role} {node} {from} {to}")
    };
    let mut lines: Vec<_> = rows.into_iter().map(line).collect();
    lines.retain(|line| !line.starts_with("school_admin"));
    lines.sort();
    lines
}

/// Sets the last day of a place that was there from 2020 on; gives its id.
fn closed(place: &Place, name: &'static str, last: Option<&str>) -> String {
    let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
    let last = last.map(day);
    let close = move |tx: &mut tongyu_db::Tx<'_>| {
        let named = || org_node::table.filter(org_node::name.eq(name));
        diesel::update(named())
            .set((
                org_node::valid_from.eq(day("2020-01-01")),
                org_node::valid_to.eq(last),
            ))
            .execute(tx.conn())?;
        Ok::<String, DbError>(named().select(org_node::id).first(tx.conn())?)
    };
    db(place).write_blocking(close).unwrap()
}

#[test]
fn a_role_is_given_once_and_the_log_tells_it() {
    for place in Place::on_both() {
        place.init().ok();
        let days = ["--from", "2026-09-01", "--to", "2027-08-31"];
        let add = [&["add", ADMINISTRATOR, "certifier", "云海市"], &days[..]].concat();
        let out = grant(&place, &add);
        assert!(
            out.ok()
                .contains("已授予：certifier · 云海市，2026-09-01 至 2027-08-31"),
            "{}",
            out.out
        );
        assert!(out.out.contains("granted: "), "{}", out.out);
        let again = grant(&place, &add);
        assert!(again.ok().contains("已经有了，没有改动"), "{}", again.out);
        assert_eq!(held(&place), ["certifier 云海市 2026-09-01 2027-08-31"]);
        assert_eq!(told(&place, "org.grant"), 1);
        grant(
            &place,
            &[
                "add",
                ADMINISTRATOR,
                "certifier",
                "云海市",
                "--from",
                "2027-08-31",
            ],
        )
        .refused(&["重叠", "2027-08-31", "nothing was granted"]);
        grant(
            &place,
            &[
                "add",
                ADMINISTRATOR,
                "certifier",
                "云海市",
                "--from",
                "2027-09-01",
            ],
        )
        .ok();
        assert_eq!(held(&place).len(), 2);
    }
}

#[test]
fn someone_who_is_in_no_schools_list_gets_an_account_with_the_role() {
    for place in Place::on_both() {
        place.init().ok();
        let [phone, flag, name] = NEW;
        grant(&place, &["add", phone, "city_admin", "云海市"])
            .refused(&["没有用这个手机号的账号", "--name"]);
        place
            .run(&["user", "link", phone])
            .refused(&["没有用这个手机号的账号"]);
        grant(&place, &["add", phone, "city_admin", "云海市", flag, name]).ok();
        place.run(&["user", "link", phone]).ok();
        grant(&place, &["add", phone, "assessor", "海棠区", flag, "沈杰"])
            .refused(&["另一个人的账号", "nothing was granted"]);
        grant(&place, &["add", phone, "assessor", "海棠区", flag, name]).ok();
        grant(&place, &["add", phone, "trainer", "海棠区"]).ok();
        assert_eq!(held(&place).len(), 3);
    }
}

#[test]
fn a_role_ends_from_now_on_or_after_a_day_and_only_where_it_is_held() {
    for place in Place::on_both() {
        place.init().ok();
        let whose = [ADMINISTRATOR, "assessor", "海棠区"];
        let end = |last: &[&str]| grant(&place, &[&["end"], &whose[..], last].concat());
        end(&[]).refused(&["没有可以收回的", "nothing to end"]);
        grant(&place, &[&["add"], &whose[..]].concat()).ok();
        end(&["--last", "2000-01-01"]).refused(&["不能早于昨天"]);
        let out = end(&["--last", "2999-12-31"]);
        assert!(out.ok().contains("最后一天 2999-12-31"), "{}", out.out);
        end(&[]).ok();
        assert_eq!(told(&place, "org.end_grant"), 2);
        end(&[]).refused(&["没有可以收回的"]);
        // It is over: the same role can be given anew.
        let again = grant(&place, &[&["add"], &whose[..]].concat());
        assert!(again.ok().contains("已授予"), "{}", again.out);
    }
}

#[test]
fn a_place_that_is_closed_is_found_neither_by_name_nor_by_id() {
    for place in Place::on_both() {
        place.init().ok();
        let id = closed(&place, "海棠区", None);
        grant(&place, &["add", ADMINISTRATOR, "assessor", &id]).ok();
        closed(&place, "海棠区", Some("2020-12-31"));
        for wanted in ["海棠区", &id] {
            grant(&place, &["add", ADMINISTRATOR, "certifier", wanted])
                .refused(&["没有叫", "no place is called"]);
        }
        assert_eq!(held(&place).len(), 1);
    }
}

#[test]
fn what_cannot_be_is_refused_in_words() {
    let place = Place::on_sqlite();
    place.init().ok();
    for (arguments, told) in [
        (
            ["19900009999", "certifier", "云海市"],
            ["没有用这个手机号的账号", "no account"],
        ),
        (["1990000", "certifier", "云海市"], ["11", "11"]),
        (
            [ADMINISTRATOR, "chief", "云海市"],
            ["没有“chief”这个角色", "city_admin, "],
        ),
        (
            [ADMINISTRATOR, "certifier", "云山市"],
            ["没有叫“云山市”的地方", "no place"],
        ),
        (
            [ADMINISTRATOR, "certifier", "海棠路小学"],
            ["要授予在市、区（市）上", "held on a city or district"],
        ),
        // Both schools have such an office.
        (
            [ADMINISTRATOR, "office_member", "教务处"],
            ["有几个地方叫“教务处”", "use an id"],
        ),
    ] {
        grant(&place, &[&["add"], &arguments[..]].concat()).refused(&told);
    }
    let backwards = ["--from", "2026-09-01", "--to", "2026-08-31"];
    grant(
        &place,
        &[
            &["add", ADMINISTRATOR, "certifier", "云海市"],
            &backwards[..],
        ]
        .concat(),
    )
    .refused(&["结束日期早于开始日期"]);
    assert_eq!(held(&place), [] as [String; 0]);
}

on_both! {
    async fn the_demos_grants_lie_on_places_that_their_roles_fit(site: Site) {
        let rows: Vec<(Col<Role>, Col<NodeKind>)> = site
            .app
            .db
            .read(|conn| {
                let query = role_grant::table
                    .inner_join(org_node::table)
                    .select((role_grant::role, org_node::kind));
                Ok::<_, DbError>(query.load(conn)?)
            })
            .await
            .expect("the grants");
        assert!(rows.len() > 20);
        for (role, kind) in rows {
            assert!(role.0.places().contains(&kind.0), "{} on {}", role.0, kind.0);
        }
    }
}
