//! From nothing to a site that serves: init, migrate, sign-in links, and what `serve` refuses.

use tongyu_db::{Db, DbConfig};

use super::Place;

/// The names of the nodes of a kind, sorted.
fn nodes(place: &Place, wanted: &str) -> Vec<String> {
    use diesel::prelude::*;
    use tongyu_db::{DbError, schema::org_node};
    let db = Db::open(&DbConfig::new(place.database.url())).expect("the database opens");
    let wanted = wanted.to_owned();
    let mut names: Vec<String> = db
        .read_blocking(|conn| {
            let query = org_node::table
                .filter(org_node::kind.eq(wanted))
                .select(org_node::name);
            Ok::<_, DbError>(query.load(conn)?)
        })
        .expect("the nodes");
    names.sort();
    names
}

#[test]
fn the_example_sets_a_site_up_once_and_its_administrator_gets_a_link() {
    for place in Place::on_both() {
        let ran = place.init();
        let out = ran.ok();
        assert!(out.contains("https://jy.example.cn/sign-in#"), "{out}");
        assert!(out.contains("tongyu pack approve"), "{out}");
        assert_eq!(nodes(&place, "school"), ["云帆中学", "海棠路小学"]);
        assert_eq!(nodes(&place, "office").len(), 4);
        place
            .init()
            .refused(&["站点已经建立过", "nothing was changed"]);
        assert_eq!(nodes(&place, "school").len(), 2);
    }
}

#[test]
fn a_wrong_line_is_named_and_nothing_is_set_up() {
    let place = Place::on_sqlite();
    let example = include_str!("../../../../docs/site.example.toml");
    place.write(
        "site.toml",
        &example.replace("office = \"德育处\"", "office = \"德育\""),
    );
    let line = example
        .lines()
        .position(|line| line.contains("office = \"德育处\""))
        .unwrap()
        + 1;
    let told = [
        format!("第 {line} 行：这所学校没有这个处室：德育"),
        format!("line {line}:"),
    ];
    place
        .run(&["init", "site.toml"])
        .refused(&told.each_ref().map(String::as_str));
    assert!(!place.path().join("keys.toml").exists());
}

#[test]
fn a_sign_in_link_is_made_for_a_known_phone_only() {
    let place = Place::on_sqlite();
    place.init().ok();
    let link = place.run(&["user", "link", "199 0000 0001"]);
    assert!(
        link.ok().starts_with("https://jy.example.cn/sign-in#"),
        "{}",
        link.out
    );
    place
        .run(&["user", "link", "19900009999"])
        .refused(&["没有用这个手机号的账号"]);
    place.run(&["user", "link", "1990000"]).refused(&["11"]);
}

#[test]
fn migrating_lists_what_it_does_and_checking_does_nothing() {
    for place in Place::on_both() {
        let check = place.run(&["migrate", "--check"]);
        assert_eq!(check.code, Some(1), "{}", check.err);
        assert!(check.out.contains("pending: "), "{}", check.out);
        assert!(place.run(&["migrate"]).ok().contains("applied: "));
        assert!(place.run(&["migrate", "--check"]).ok().contains("最新版本"));
    }
}

#[test]
fn the_audit_log_of_a_new_site_is_whole() {
    let place = Place::on_sqlite();
    place.init().ok();
    let out = place.run(&["audit", "verify"]);
    assert!(out.ok().contains("sealed: 0"), "{}", out.out);
}

#[test]
fn serving_refuses_plain_http() {
    let place = Place::on_sqlite();
    let mut command = place.command(&["serve"]);
    command.env("TONGYU_PUBLIC_ORIGIN", "http://jy.example.cn");
    super::Ran::of(&mut command).refused(&["https://", "public_origin"]);
}

#[test]
fn serving_refuses_a_site_without_keys_and_keys_that_others_read() {
    let place = Place::on_sqlite();
    place.run(&["migrate"]).ok();
    place
        .run(&["serve"])
        .refused(&["密钥文件", "keys.toml", "tongyu init"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let keys = place.path().join("keys.toml");
        place.init().ok();
        std::fs::set_permissions(&keys, std::fs::Permissions::from_mode(0o644)).unwrap();
        place.run(&["serve"]).refused(&["chmod 600"]);
    }
}

#[test]
fn serving_refuses_keys_that_are_not_random() {
    let place = Place::on_sqlite();
    place.init().ok();
    let same = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    let names = ["seal", "phone", "link", "session"];
    place.write(
        "keys.toml",
        &names.map(|name| format!("{name} = \"{same}\"\n")).concat(),
    );
    place.run(&["serve"]).refused(&["not random"]);
}

#[test]
fn serving_refuses_a_database_of_another_version() {
    let place = Place::on_sqlite();
    place.init().ok();
    let other = Place::on_sqlite();
    std::fs::copy(
        place.path().join("keys.toml"),
        other.path().join("keys.toml"),
    )
    .unwrap();
    other.run(&["serve"]).refused(&["tongyu migrate"]);
}

#[test]
fn serving_and_setting_up_refuse_a_demo() {
    let place = Place::on_sqlite();
    place.run(&["migrate"]).ok();
    let db = Db::open(&DbConfig::new(place.database.url())).unwrap();
    db.write_blocking(tongyu::site::mark_demo).unwrap();
    place.init().refused(&["演示环境的数据库"]);
    place.run(&["serve"]).refused(&["演示环境的数据库"]);
}

#[test]
fn a_setting_that_cannot_be_read_is_named() {
    let place = Place::on_sqlite();
    let mut command = place.command(&["migrate"]);
    command.env("TONGYU_WORKERS", "many");
    super::Ran::of(&mut command).refused(&["TONGYU_WORKERS"]);
    place.write("tongyu.toml", "workers = 1\nport = 80\n");
    place
        .run(&["--config", "tongyu.toml", "migrate"])
        .refused(&["line 2", "port"]);
}
