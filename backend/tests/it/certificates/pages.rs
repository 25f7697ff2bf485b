//! The public page for every state, masked and small.

use diesel::prelude::*;
use tongyu::http::fault::Fault;
use tongyu_db::schema::certificate;
use tongyu_shared::ids::CertificateId;

use super::desk::{issued, open, page_path};
use crate::{
    kit::{Answer, Site},
    on_both,
};

async fn set(site: &Site, id: CertificateId, state: &'static str) {
    let done: Result<(), Fault> = site
        .app
        .db
        .write(move |tx| {
            diesel::update(certificate::table.find(id.to_string()))
                .set(certificate::state.eq(state))
                .execute(tx.conn())?;
            Ok(())
        })
        .await;
    done.expect("a state");
}

#[track_caller]
fn says(page: &Answer, status: u16, said: &str) {
    assert_eq!(page.status, status, "{}", page.text);
    assert!(page.text.contains(said), "{said}: {}", page.text);
    assert!(page.text.len() < 10_000, "{}", page.text.len());
    assert!(!page.text.contains("<script"), "{}", page.text);
    assert!(!page.text.contains("王小明"), "{}", page.text);
}

on_both! {
    async fn a_page_says_number_masked_name_level_dates_and_status_and_nothing_else(site: Site) {
        let report = issued(&site, &["王小明"]).await;
        let one = &report.certificates[0];
        let path = page_path(&site, one.id).await;
        let page = open(&site, &path).await;
        for said in [
            "“有效”", "王*明", &one.number, "初级讲师", "2026年12月1日", "2029年11月30日",
            "样例·无效", "不属于国家职业资格证书",
            "云海市教育系统家庭教育指导师（初级讲师）认定证书",
        ] {
            says(&page, 200, said);
        }
        for hidden in ["撤销", "暂停", "海棠路小学", "〔2026〕9号", &one.id.to_string()] {
            assert!(!page.text.contains(hidden), "{hidden}");
        }
        assert_eq!(page.headers["cache-control"], "no-store");
    }

    async fn each_state_has_its_page(site: Site) {
        let report = issued(&site, &["王小明"]).await;
        let id = report.certificates[0].id;
        let path = page_path(&site, id).await;
        let states = [
            ("suspended", "“暂停”"),
            ("revoked", "“撤销”"),
            ("renewed", "“已续期”"),
            ("surrendered", "“本人交回”"),
            ("certified", "“有效”"),
        ];
        for (state, said) in states {
            set(&site, id, state).await;
            let page = open(&site, &path).await;
            says(&page, 200, said);
            let others = states.iter().filter(|(other, _)| *other != state);
            for (other, word) in others {
                assert!(!page.text.contains(word), "{state} says {other}: {}", page.text);
            }
        }
        site.pass(chrono::TimeDelta::days(3 * 365 - 100));
        says(&open(&site, &path).await, 200, "快到期了");
        site.pass(chrono::TimeDelta::days(101));
        says(&open(&site, &path).await, 200, "“到期”");
    }

    async fn a_sample_says_one_thing_and_promises_nothing_to_strangers(site: Site) {
        let report = issued(&site, &["王小明"]).await;
        let page = open(&site, &page_path(&site, report.certificates[0].id).await).await;
        assert_eq!(page.text.matches("<b>样例·无效</b>").count(), 1, "{}", page.text);
        assert!(!page.text.contains("<b>有效</b>"), "{}", page.text);
        assert!(!page.text.contains("不排名"), "{}", page.text);
    }

    async fn a_row_that_was_altered_is_never_called_valid(site: Site) {
        let report = issued(&site, &["王小明"]).await;
        let id = report.certificates[0].id;
        let path = page_path(&site, id).await;
        let done: Result<(), Fault> = site
            .app
            .db
            .write(move |tx| {
                diesel::update(certificate::table.find(id.to_string()))
                    .set(certificate::name.eq("王大明"))
                    .execute(tx.conn())?;
                Ok(())
            })
            .await;
        done.expect("altered");
        let page = open(&site, &path).await;
        says(&page, 200, "内容被改过");
        assert!(!page.text.contains("<b>有效</b>") && !page.text.contains("王*明"));
    }

    async fn without_the_database_it_says_neither_valid_nor_invalid(site: Site) {
        let report = issued(&site, &["王小明"]).await;
        let path = page_path(&site, report.certificates[0].id).await;
        let broken: Result<(), Fault> = site
            .app
            .db
            .write(|tx| {
                diesel::sql_query("ALTER TABLE certificate RENAME TO lost").execute(tx.conn())?;
                Ok(())
            })
            .await;
        broken.expect("the table is gone");
        says(&open(&site, &path).await, 503, "状态暂时查不到");
    }

    async fn a_forged_or_unknown_token_finds_nothing(site: Site) {
        let report = issued(&site, &["王小明"]).await;
        let one = &report.certificates[0];
        let path = page_path(&site, one.id).await;
        let end = if path.ends_with('A') { 'B' } else { 'A' };
        let forged = format!("{}{end}", &path[..path.len() - 2]);
        for path in [forged, format!("/c/{}", one.number), format!("/c/{}", one.id)] {
            says(&open(&site, &path).await, 404, "没有这张证书");
        }
    }

    async fn look_ups_of_one_address_have_a_high_ceiling(site: Site) {
        for _ in 0..600 {
            assert_eq!(open(&site, "/c/x").await.status, 404);
        }
        assert_eq!(open(&site, "/c/x").await.status, 429);
    }
}
