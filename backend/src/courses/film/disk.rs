//! The disk that films are written to; tests put one in its place that is full.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
};

/// A file that takes bytes and can be made to last.
pub trait Sink: Write + Send {
    /// Makes what was written last over a loss of power.
    fn finish(&mut self) -> io::Result<()>;
}

/// Where films are written.
pub trait Disk: Send + Sync {
    /// A new file.
    fn create(&self, path: &Path) -> io::Result<Box<dyn Sink>>;

    /// The bytes that are free where `path` is.
    fn free(&self, path: &Path) -> io::Result<u64>;
}

/// The disk of this machine.
pub struct RealDisk;

impl Disk for RealDisk {
    fn create(&self, path: &Path) -> io::Result<Box<dyn Sink>> {
        Ok(Box::new(Plain(BufWriter::new(File::create_new(path)?))))
    }

    fn free(&self, path: &Path) -> io::Result<u64> {
        let found = rustix::fs::statvfs(path)?;
        Ok(found.f_bavail.saturating_mul(found.f_frsize))
    }
}

struct Plain(BufWriter<File>);

impl Write for Plain {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Sink for Plain {
    fn finish(&mut self) -> io::Result<()> {
        self.0.flush()?;
        self.0.get_ref().sync_all()
    }
}
