//! The media folder: `incoming/<id>` while a film is taken in, `<sha256>/` once it is. An incoming
//! folder is locked by whoever fills it, so that what a kill left behind can be told from what is
//! still on its way, also where several servers share the folder.

use std::{
    collections::HashSet,
    fs::{self, File, TryLockError},
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use tongyu_shared::courses::media::{AUDIO, POSTER, VIDEO};
use uuid::Uuid;

const INCOMING: &str = "incoming";
const LOCK: &str = "lock";
/// The letters of a content's hash.
const HASH_LETTERS: usize = 64;

/// The media folder.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
}

/// A folder for one film that is being taken in; gone when dropped.
#[derive(Debug)]
pub struct Incoming {
    path: PathBuf,
    _held: File,
}

/// The right to change which contents lie in the folder.
#[derive(Debug)]
pub struct Shelf {
    _held: File,
}

impl Folder {
    /// The folder at this path, which need not be there yet.
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
        }
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A new folder for a film on its way.
    pub fn receive(&self) -> io::Result<Incoming> {
        let path = self.root.join(INCOMING).join(Uuid::now_v7().to_string());
        fs::create_dir_all(&path)?;
        let held = File::create(path.join(LOCK))?;
        held.lock()?;
        Ok(Incoming { path, _held: held })
    }

    /// Where the files of this content are.
    pub fn place(&self, sha256: &str) -> PathBuf {
        self.root.join(sha256)
    }

    /// Whether all files of this content are there.
    pub fn holds(&self, sha256: &str) -> bool {
        let place = self.place(sha256);
        [VIDEO, AUDIO, POSTER]
            .iter()
            .all(|name| place.join(name).is_file())
    }

    /// Waits until nobody else changes which contents lie here.
    pub fn shelf(&self) -> io::Result<Shelf> {
        fs::create_dir_all(&self.root)?;
        let held = File::create(self.root.join(LOCK))?;
        held.lock()?;
        Ok(Shelf { _held: held })
    }

    /// Puts finished files in the place of their content, in one step.
    pub fn put(&self, _: &Shelf, finished: &Path, sha256: &str) -> io::Result<()> {
        let place = self.place(sha256);
        remove_if_there(&place)?;
        File::open(finished)?.sync_all()?;
        fs::rename(finished, &place)?;
        File::open(&self.root)?.sync_all()
    }

    /// Takes away a content that nothing refers to.
    pub fn remove(&self, _: &Shelf, sha256: &str) -> io::Result<()> {
        remove_if_there(&self.place(sha256))
    }

    /// Takes away what a kill left behind: films on their way that nobody holds any more, and
    /// contents that are not `known`. How many there were.
    pub fn sweep(&self, right: &Shelf, known: &HashSet<String>) -> io::Result<u32> {
        let mut swept = 0;
        for path in entries(&self.root.join(INCOMING))? {
            if is_abandoned(&path)? {
                remove_if_there(&path)?;
                swept += 1;
            }
        }
        for path in entries(&self.root)? {
            let name = path.file_name().and_then(|name| name.to_str());
            if let Some(name) = name.filter(|name| is_hash(name) && !known.contains(*name)) {
                self.remove(right, name)?;
                swept += 1;
            }
        }
        Ok(swept)
    }
}

impl Incoming {
    /// A file in it.
    pub fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.path) {
            tracing::warn!(%error, "a film's folder stays until the next start");
        }
    }
}

fn is_abandoned(path: &Path) -> io::Result<bool> {
    match File::open(path.join(LOCK)) {
        Ok(lock) => match lock.try_lock() {
            Ok(()) => Ok(true),
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(error)) => Err(error),
        },
        // Begun this very moment, or killed in it: the next sweep tells.
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

fn is_hash(name: &str) -> bool {
    name.len() == HASH_LETTERS && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    match fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| Ok(entry?.path())).collect(),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sweep_takes_what_a_kill_left_and_nothing_that_is_held_or_known() {
        let root = tempfile::tempdir().unwrap();
        let folder = Folder::new(root.path());
        let alive = folder.receive().unwrap();
        let killed = folder.receive().unwrap();
        let left = killed.path().to_owned();
        drop(killed);
        // As a kill leaves it: the folder is there, and nobody holds its lock.
        fs::create_dir_all(&left).unwrap();
        fs::write(left.join(LOCK), "").unwrap();
        fs::write(left.join("upload"), "half").unwrap();
        let (kept, orphan) = ("a".repeat(64), "b".repeat(64));
        for content in [&kept, &orphan] {
            fs::create_dir(folder.place(content)).unwrap();
        }
        fs::write(root.path().join("notes.txt"), "mine").unwrap();

        let shelf = folder.shelf().unwrap();
        let known = HashSet::from([kept.clone()]);
        assert_eq!(folder.sweep(&shelf, &known).unwrap(), 2);
        assert!(alive.path().is_dir() && folder.place(&kept).is_dir());
        assert!(!left.exists() && !folder.place(&orphan).exists());
        assert!(root.path().join("notes.txt").is_file());
        assert_eq!(folder.sweep(&shelf, &known).unwrap(), 0);
    }
}
