//! A disk that is full, before a film comes in or in its middle.

use std::{
    io::{self, ErrorKind, Write},
    path::Path,
    sync::Arc,
};

use tongyu::courses::{Disk, Sink};
use tongyu_shared::{api::problem::ProblemCode, courses::types::LessonDetail};

use super::desk::{FINE, author, draft, see, stored, upload};
use crate::kit::{Site, databases};

/// A disk with this much room, which it tells or keeps to itself.
struct Narrow {
    room: usize,
    told: u64,
}

struct Full {
    file: std::fs::File,
    room: usize,
}

impl Disk for Narrow {
    fn create(&self, path: &Path) -> io::Result<Box<dyn Sink>> {
        let file = std::fs::File::create_new(path)?;
        let room = self.room;
        Ok(Box::new(Full { file, room }))
    }

    fn free(&self, _: &Path) -> io::Result<u64> {
        Ok(self.told)
    }
}

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let fits = bytes.len().min(self.room);
        if fits == 0 && !bytes.is_empty() {
            return Err(ErrorKind::StorageFull.into());
        }
        self.room -= fits;
        self.file.write(&bytes[..fits])
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Sink for Full {
    fn finish(&mut self) -> io::Result<()> {
        self.file.sync_all()
    }
}

async fn refused(site: Site) {
    let author = author(&site).await;
    let lesson = draft(&author).await;
    let before = stored(&site).await;
    let answer = upload(&author, &lesson, FINE).await;
    let problem = answer.problem(ProblemCode::StorageFull);
    assert_eq!(problem.status, 507);
    assert_eq!(stored(&site).await, before);
    let lesson: LessonDetail = see(&author, lesson.lesson).await.ok();
    assert_eq!((lesson.film, lesson.version), (None, 1));
}

#[actix_web::test]
async fn a_disk_that_fills_while_a_film_comes_in_leaves_no_file_and_no_row() {
    let narrow = |room| {
        Arc::new(Narrow {
            room,
            told: u64::MAX,
        })
    };
    refused(Site::on_disk(databases::sqlite(), narrow(FINE.len() - 1))).await;
    if let Some(scratch) = databases::postgres() {
        refused(Site::on_disk(scratch, narrow(0))).await;
    }
}

#[actix_web::test]
async fn without_room_for_a_film_it_is_not_even_read() {
    let narrow = Narrow {
        room: usize::MAX,
        told: 1_000_000,
    };
    refused(Site::on_disk(databases::sqlite(), Arc::new(narrow))).await;
}
