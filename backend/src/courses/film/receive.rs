//! The bytes of a film on their way to the disk, hashed as they come and never held in memory.

use std::io::{self, ErrorKind, Write as _};

use actix_web::web::Bytes;
use futures_util::{Stream, StreamExt as _};
use sha2::{Digest as _, Sha256};
use tongyu_shared::{Lang, api::problem::ProblemCode, courses::film::FilmFault};

use super::{
    DEADLINE,
    disk::{Disk, Sink},
    folder::Incoming,
};
use crate::{crypto::hex, http::fault::Fault};

/// The bytes of a megabyte.
const MB: u64 = 1_000_000;
/// Bytes that are written in one go.
const CHUNK: usize = 512 * 1024;
/// Room that must be left when a film and what is made of it have found theirs.
const RESERVE: u64 = 64 * MB;

/// The upload in its folder.
pub const UPLOAD: &str = "upload";

/// The largest film.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// In megabytes.
    pub max_mb: u32,
}

impl Size {
    fn bytes(self) -> u64 {
        u64::from(self.max_mb) * MB
    }

    /// Refuses a size in bytes that is over it.
    pub fn check(self, bytes: u64, lang: Lang) -> Result<(), Fault> {
        if bytes <= self.bytes() {
            return Ok(());
        }
        let fault = FilmFault::TooLarge {
            max_mb: self.max_mb,
            actual_mb: u32::try_from(bytes.div_ceil(MB)).unwrap_or(u32::MAX),
        };
        Err(Fault::Explained(ProblemCode::TooLarge, fault.text(lang)))
    }
}

/// Refuses a film for which there is no room: itself, what is made of it, and some rest.
pub fn check_room(disk: &dyn Disk, incoming: &Incoming, bytes: u64) -> Result<(), Fault> {
    let needed = bytes.saturating_mul(2).saturating_add(RESERVE);
    if disk.free(incoming.path()).map_err(disk_fault)? < needed {
        return Err(ProblemCode::StorageFull.into());
    }
    Ok(())
}

/// A full disk as what it is; anything else is a fault of ours.
pub fn disk_fault(error: io::Error) -> Fault {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => ProblemCode::StorageFull.into(),
        _ => Fault::internal(error),
    }
}

/// Writes a body into `incoming` and gives the hash of its content.
pub async fn receive<E>(
    payload: impl Stream<Item = Result<Bytes, E>> + Unpin,
    disk: &dyn Disk,
    incoming: &Incoming,
    size: Size,
    lang: Lang,
) -> Result<String, Fault> {
    let sink = disk.create(&incoming.file(UPLOAD)).map_err(disk_fault)?;
    tokio::time::timeout(DEADLINE, write_all(payload, sink, size, lang))
        .await
        .unwrap_or(Err(ProblemCode::BodyTimeout.into()))
}

async fn write_all<E>(
    mut payload: impl Stream<Item = Result<Bytes, E>> + Unpin,
    sink: Box<dyn Sink>,
    size: Size,
    lang: Lang,
) -> Result<String, Fault> {
    let mut file = Some((sink, Sha256::new()));
    let (mut total, mut waiting) = (0_u64, Vec::with_capacity(CHUNK));
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| ProblemCode::UnreadableBody)?;
        total += chunk.len() as u64;
        size.check(total, lang)?;
        waiting.extend_from_slice(&chunk);
        if waiting.len() >= CHUNK {
            file = Some(write(file, std::mem::take(&mut waiting), false).await?);
        }
    }
    let (_, hash) = write(file, waiting, true).await?;
    Ok(hex(&hash.finalize()))
}

type Open = (Box<dyn Sink>, Sha256);

/// Writes on a thread that may wait for the disk.
async fn write(file: Option<Open>, bytes: Vec<u8>, last: bool) -> Result<Open, Fault> {
    let (mut sink, mut hash) = file.ok_or_else(|| Fault::internal("the file is closed"))?;
    tokio::task::spawn_blocking(move || {
        hash.update(&bytes);
        sink.write_all(&bytes)?;
        if last {
            sink.finish()?;
        }
        Ok((sink, hash))
    })
    .await
    .map_err(Fault::internal)?
    .map_err(disk_fault)
}
