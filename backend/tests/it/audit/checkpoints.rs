//! Checkpoints in another place: what the database alone cannot tell.

use tongyu::audit::{self, Checkpoint};

use super::{tamper, write_entries};
use crate::kit::{Site, databases};

fn sites(path: &std::path::Path) -> Vec<Site> {
    databases::both()
        .enumerate()
        .map(|(nth, scratch)| {
            let file = path.join(nth.to_string()).display().to_string();
            Site::start(scratch, |config| config.audit_checkpoints = file)
        })
        .collect()
}

fn kept_outside(site: &Site) -> Vec<Checkpoint> {
    let text = std::fs::read_to_string(&site.app.config.audit_checkpoints).expect("the file");
    let read = |line| Checkpoint::parse(&site.app.keys, line).expect("a true line");
    text.lines().map(read).collect()
}

#[actix_web::test]
async fn a_chain_cut_back_to_an_older_true_checkpoint_is_found_from_outside() {
    let folder = tempfile::tempdir().expect("a folder");
    for site in sites(folder.path()) {
        write_entries(&site, 3).await;
        site.run_jobs().await;
        let early = kept_outside(&site)
            .pop()
            .expect("a checkpoint")
            .print(&site.app.keys);
        write_entries(&site, 2).await;
        site.run_jobs().await;
        site.app
            .db
            .write(move |tx| {
                let back = format!("UPDATE site_setting SET value = '{early}'");
                tamper(
                    tx,
                    &[
                        "DELETE FROM audit_seal WHERE seq > 3",
                        "DELETE FROM audit_entry WHERE id NOT IN (SELECT entry_id FROM audit_seal)",
                        &format!("{back} WHERE name = 'audit.checkpoint'"),
                    ],
                )
            })
            .await
            .expect("the tampering works");

        let outside = kept_outside(&site);
        assert_eq!(
            outside.iter().map(|kept| kept.seq).collect::<Vec<_>>(),
            [3, 5]
        );
        let (keys, now) = (site.app.keys.clone(), site.app.clock.now());
        let report = site
            .app
            .db
            .read(move |conn| {
                let inside = audit::verify(conn, &keys, &[], now)?;
                Ok::<_, tongyu::http::fault::Fault>((
                    inside,
                    audit::verify(conn, &keys, &outside, now)?,
                ))
            })
            .await;
        let (inside, outside) = report.expect("reports");
        assert_eq!(inside.broken_at, None, "the database alone cannot tell");
        assert_eq!(outside.broken_at, Some(4));
    }
}
