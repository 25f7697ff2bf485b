//! What a kill leaves in the media folder is gone after the next start.

use std::fs;

use tongyu::courses;
use tongyu_shared::courses::{media, types::LessonDetail};

use super::desk::{FINE, author, draft, stored, upload};
use crate::on_both;

on_both! {
    async fn a_start_sweeps_what_no_row_knows_and_keeps_what_one_does(site: Site) {
        let author = author(&site).await;
        let lesson = draft(&author).await;
        let lesson: LessonDetail = upload(&author, &lesson, FINE).await.ok();
        let before = stored(&site).await;
        let folder = std::path::PathBuf::from(&site.app.config.media_folder);
        // Killed while it was received, and killed between its place and its row.
        let half = folder.join("incoming/0190");
        let orphan = folder.join("c".repeat(64));
        for (place, file) in [(&half, "upload"), (&orphan, media::VIDEO)] {
            fs::create_dir_all(place).expect("a folder");
            fs::write(place.join(file), "half").expect("a file");
        }
        fs::write(half.join("lock"), "").expect("a lock that nobody holds");
        assert_eq!(courses::sweep(&site.app).await.expect("a sweep"), 2);
        assert_eq!(stored(&site).await, before);
        let url = lesson.film.expect("a film").video_url;
        assert_eq!(author.raw("HEAD", &url, None, None).await.status, 200);
    }
}
