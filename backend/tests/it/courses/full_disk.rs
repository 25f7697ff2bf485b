//! A disk that is full: before a film comes in, in its middle, when it is to last, and while it is
//! converted. Each time the system itself says so, by the device that never has room.

use std::{
    fs::{self, File},
    io::{self, ErrorKind, Write},
    os::unix::fs::PermissionsExt as _,
    path::Path,
    sync::Arc,
};

use tongyu::courses::{Disk, RealDisk, Sink};
use tongyu_shared::{api::problem::ProblemCode, courses::types::LessonDetail};

use super::desk::{FINE, author, draft, see, stored, upload};
use crate::kit::{Client, Site, databases};

/// Takes bytes and keeps none: no space left on device.
const NO_ROOM: &str = "/dev/full";

/// A disk with this much room for each file, which it does not tell.
struct Narrow {
    room: usize,
}

struct Filling {
    file: File,
    room: usize,
    device: File,
}

impl Disk for Narrow {
    fn create(&self, path: &Path) -> io::Result<Box<dyn Sink>> {
        Ok(Box::new(Filling {
            file: File::create_new(path)?,
            room: self.room,
            device: File::options().write(true).open(NO_ROOM)?,
        }))
    }

    fn free(&self, _: &Path) -> io::Result<u64> {
        Ok(u64::MAX)
    }
}

impl Write for Filling {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let fits = bytes.len().min(self.room);
        if fits == 0 {
            return self.device.write(bytes);
        }
        self.room -= fits;
        self.file.write(&bytes[..fits])
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Sink for Filling {
    fn finish(&mut self) -> io::Result<()> {
        self.file.sync_all()
    }
}

/// A disk that takes everything into its memory and finds no room when it is to last.
struct Late;

struct LateFile(File);

impl Disk for Late {
    fn create(&self, path: &Path) -> io::Result<Box<dyn Sink>> {
        Ok(Box::new(LateFile(File::create_new(path)?)))
    }

    fn free(&self, path: &Path) -> io::Result<u64> {
        RealDisk.free(path)
    }
}

impl Write for LateFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Sink for LateFile {
    fn finish(&mut self) -> io::Result<()> {
        Err(ErrorKind::StorageFull.into())
    }
}

/// A disk that says how little room it has.
struct Told;

impl Disk for Told {
    fn create(&self, path: &Path) -> io::Result<Box<dyn Sink>> {
        RealDisk.create(path)
    }

    fn free(&self, _: &Path) -> io::Result<u64> {
        Ok(1_000_000)
    }
}

/// The film is refused with what happened and what to do, and nothing of it stays.
async fn refused(site: &Site) -> (Client, LessonDetail) {
    let author = author(site).await;
    let lesson = draft(&author).await;
    let before = stored(site).await;
    let answer = upload(&author, &lesson, FINE).await;
    let problem = answer.problem(ProblemCode::StorageFull);
    assert_eq!(problem.status, 507);
    assert!(
        problem.title.contains("磁盘满了") && problem.detail.contains("没有存下"),
        "{problem:?}"
    );
    assert_eq!(stored(site).await, before);
    let incoming = Path::new(&site.app.config.media_folder).join("incoming");
    let left = fs::read_dir(&incoming).map_or(0, Iterator::count);
    assert_eq!(left, 0, "nothing stays in {}", incoming.display());
    let lesson: LessonDetail = see(&author, lesson.lesson).await.ok();
    assert!(lesson.film.is_none() && lesson.version == 1);
    (author, lesson)
}

#[actix_web::test]
async fn a_disk_that_fills_while_a_film_comes_in_leaves_no_file_and_no_row() {
    let narrow = |room| Arc::new(Narrow { room });
    refused(&Site::on_disk(databases::sqlite(), narrow(FINE.len() - 1))).await;
    if let Some(scratch) = databases::postgres() {
        refused(&Site::on_disk(scratch, narrow(0))).await;
    }
}

#[actix_web::test]
async fn a_film_that_cannot_be_made_to_last_is_not_taken() {
    refused(&Site::on_disk(databases::sqlite(), Arc::new(Late))).await;
}

#[actix_web::test]
async fn without_room_for_a_film_it_is_not_even_read() {
    refused(&Site::on_disk(databases::sqlite(), Arc::new(Told))).await;
}

#[actix_web::test]
async fn a_disk_that_fills_while_a_film_is_converted_leaves_nothing_and_takes_it_once_there_is_room()
 {
    let folder = tempfile::tempdir().expect("a folder");
    let full = folder.path().join("full");
    let ffmpeg = converter(folder.path(), &full);
    for scratch in databases::both() {
        fs::write(&full, "").expect("the disk is full");
        let site = Site::start(scratch, |config| ffmpeg.clone_into(&mut config.ffmpeg));
        let (author, lesson) = refused(&site).await;
        fs::remove_file(&full).expect("there is room");
        let lesson: LessonDetail = upload(&author, &lesson, FINE).await.ok();
        assert!(lesson.film.is_some());
    }
}

/// `ffmpeg`, which finds the film written and no room for its sound while `full` is there.
fn converter(folder: &Path, full: &Path) -> String {
    let script = format!(
        r#"#!/bin/sh
for last; do :; done
if [ -e '{}' ] && [ "${{last##*/}}" = audio.m4a ]; then
  n=$#
  for arg; do
    shift
    n=$((n - 1))
    [ "$n" -gt 0 ] && set -- "$@" "$arg"
  done
  exec ffmpeg -y "$@" {NO_ROOM}
fi
exec ffmpeg "$@"
"#,
        full.display()
    );
    let path = folder.join("ffmpeg");
    fs::write(&path, script).expect("a script");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it runs");
    path.display().to_string()
}
