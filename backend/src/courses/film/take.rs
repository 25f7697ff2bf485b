//! The way of a film from the request to its place, and into the row of its lesson.

use std::fs;

use actix_web::web::Bytes;
use futures_util::Stream;
use tongyu_shared::{Lang, api::problem::ProblemCode, courses::film::FilmFault};

use super::{
    Films,
    convert::convert,
    folder::{Incoming, Shelf},
    probe::{self, Measured},
    receive::{self, Size, disk_fault},
};
use crate::http::fault::Fault;

/// Where finished files lie beside the upload.
const OUT: &str = "out";

/// How large and how long a film may be.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// In megabytes.
    pub max_mb: u32,
    /// In minutes.
    pub max_minutes: u32,
}

/// A film that was received and is as it must be.
pub struct Shelved {
    /// The hash of the content.
    pub sha256: String,
    /// How long it is, in whole seconds.
    pub duration_s: i32,
    /// The width in pixels.
    pub width: i32,
    /// The height in pixels.
    pub height: i32,
    /// The sizes of film, sound and picture in bytes.
    pub bytes: [i64; 3],
    /// Its folder, with what was made of it, until it is put in its place.
    incoming: Incoming,
}

/// Receives, measures and converts a film. Nothing stays where it is refused. `length` is what the
/// request says of its size; of a film that is too large, nothing is read.
pub async fn take<E>(
    films: &Films,
    payload: impl Stream<Item = Result<Bytes, E>> + Unpin,
    length: Option<u64>,
    limits: Limits,
    lang: Lang,
) -> Result<Shelved, Fault> {
    let size = Size {
        max_mb: limits.max_mb,
    };
    size.check(length.unwrap_or(0), lang)?;
    let programs = films.programs.find()?;
    let _received = films
        .receiving
        .try_acquire()
        .map_err(|_| ProblemCode::FilmsBusy)?;
    let incoming = films.folder.receive().map_err(disk_fault)?;
    receive::check_room(&*films.disk, &incoming, length.unwrap_or(0))?;
    let sha256 = receive::receive(payload, &*films.disk, &incoming, size, lang).await?;

    let _turn = films.converting.acquire().await.map_err(Fault::internal)?;
    refuse(probe::check_kind(&incoming.file(receive::UPLOAD))?, lang)?;
    let measured = refuse(
        probe::measure_upload(&programs, incoming.path()).await?,
        lang,
    )?;
    let duration_s = refuse(whole_seconds(measured, limits), lang)?;
    fs::create_dir(incoming.file(OUT)).map_err(disk_fault)?;
    refuse(
        convert(&programs, incoming.path(), OUT, measured).await?,
        lang,
    )?;
    Ok(Shelved {
        sha256,
        duration_s,
        width: measured.width,
        height: measured.height,
        bytes: sizes(&incoming)?,
        incoming,
    })
}

impl Shelved {
    /// Puts the files in their place, unless the place holds this content already.
    fn put(&self, films: &Films, right: &Shelf, known: bool) -> Result<(), Fault> {
        if known && films.folder.holds(&self.sha256) {
            return Ok(());
        }
        films
            .folder
            .put(right, &self.incoming.file(OUT), &self.sha256)
            .map_err(disk_fault)
    }
}

/// Puts the files in their place and then has `write` store the row; takes them away again where
/// that fails and no other row has the same content. Sweeps of other servers wait meanwhile.
pub async fn shelve<T, W, K>(
    films: &Films,
    film: &Shelved,
    is_known: impl Fn() -> K,
    write: W,
) -> Result<T, Fault>
where
    W: Future<Output = Result<T, Fault>>,
    K: Future<Output = Result<bool, Fault>>,
{
    let folder = films.folder.clone();
    let shelf = tokio::task::spawn_blocking(move || folder.shelf())
        .await
        .map_err(Fault::internal)?
        .map_err(disk_fault)?;
    film.put(films, &shelf, is_known().await?)?;
    let written = write.await;
    if written.is_err() && !is_known().await.unwrap_or(true) {
        films
            .folder
            .remove(&shelf, &film.sha256)
            .map_err(disk_fault)?;
    }
    written
}

fn refuse<T>(found: Result<T, FilmFault>, lang: Lang) -> Result<T, Fault> {
    found.map_err(|fault| {
        let code = match fault {
            FilmFault::TooLarge { .. } | FilmFault::TooLong { .. } => ProblemCode::TooLarge,
            FilmFault::NotAVideo => ProblemCode::UnsupportedType,
            _ => ProblemCode::UnusableFilm,
        };
        Fault::Explained(code, fault.text(lang))
    })
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "seconds of a film that is not too long"
)]
fn whole_seconds(measured: Measured, limits: Limits) -> Result<i32, FilmFault> {
    let minutes = (measured.seconds / 60.0).ceil();
    if minutes > f64::from(limits.max_minutes) {
        return Err(FilmFault::TooLong {
            max_minutes: limits.max_minutes,
            actual_minutes: (minutes as i64).try_into().unwrap_or(u32::MAX),
        });
    }
    Ok(measured.seconds.floor() as i32)
}

fn sizes(incoming: &Incoming) -> Result<[i64; 3], Fault> {
    use tongyu_shared::courses::media::{AUDIO, POSTER, VIDEO};
    let size = |name: &str| -> Result<i64, Fault> {
        let file = incoming.file(OUT).join(name);
        let bytes = fs::metadata(file).map_err(disk_fault)?.len();
        i64::try_from(bytes).map_err(Fault::internal)
    };
    Ok([size(VIDEO)?, size(AUDIO)?, size(POSTER)?])
}
