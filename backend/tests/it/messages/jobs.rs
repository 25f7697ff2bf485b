//! A job that fails keeps no other from its work.

use chrono::TimeDelta;
use diesel::prelude::*;
use tongyu::jobs;
use tongyu_db::schema::{message, person, rule_pack};

use super::{delivery::state, mother, send_link, write};
use crate::on_both;

on_both! {
    async fn jobs_that_fail_leave_messages_and_seals_to_go_on(site: Site) {
        write(&site, |tx| {
            diesel::update(rule_pack::table)
                .set(rule_pack::document.eq("no pack"))
                .execute(tx.conn())?;
            Ok(())
        })
        .await;
        let (id, _) = send_link(&site).await;
        let ran = jobs::run_once(&site.app).await;
        assert_eq!((ran.faults, ran.delivered), (2, 1), "{ran:?}");
        assert_eq!(state(&site, id).await.0, "delivered");
    }

    async fn a_message_without_words_costs_only_its_own_tries(site: Site) {
        let (broken, _) = send_link(&site).await;
        write(&site, |tx| {
            diesel::update(person::table.find(mother().to_string()))
                .set(person::phone_sealed.eq(Some(b"not sealed".to_vec())))
                .execute(tx.conn())?;
            Ok(())
        })
        .await;
        let (sound, _) = send_link(&site).await;
        let grandmother = tongyu::seed::label::person("王小明/paternal_grandmother");
        write(&site, move |tx| {
            diesel::update(message::table.find(sound.to_string()))
                .set(message::person_id.eq(grandmother.to_string()))
                .execute(tx.conn())?;
            Ok(())
        })
        .await;
        let ran = jobs::run_once(&site.app).await;
        assert_eq!((ran.faults, ran.delivered, ran.put_off), (0, 1, 1), "{ran:?}");
        assert_eq!(state(&site, sound).await.0, "delivered");
        for _ in 0..3 {
            site.pass(TimeDelta::days(1));
            jobs::run_once(&site.app).await;
        }
        assert_eq!(state(&site, broken).await, ("failed".to_owned(), 4));
    }
}
