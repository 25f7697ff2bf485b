//! Taking a film in: received into a folder of its own, measured, converted, put in its place.

mod convert;
mod disk;
mod folder;
mod probe;
mod programs;
mod receive;
mod take;

use std::{path::Path, sync::Arc, time::Duration};

use tokio::sync::Semaphore;

pub use disk::{Disk, RealDisk, Sink};
pub use receive::disk_fault;
pub use take::{Limits, Shelved, shelve, take};

use self::{folder::Folder, programs::Programs};
use crate::config::Config;

/// Films that are received at a time, each up to the largest size.
const RECEIVED_AT_A_TIME: usize = 4;

/// What is needed to take films in and to serve them.
pub struct Films {
    /// Where they lie.
    pub folder: Folder,
    /// What measures and converts them.
    pub programs: Programs,
    disk: Arc<dyn Disk>,
    receiving: Semaphore,
    /// One conversion at a time leaves a core for everyone else; the others wait.
    converting: Semaphore,
}

/// How long a film may take to arrive: 200 MB over a slow line.
const DEADLINE: Duration = Duration::from_mins(30);

impl Films {
    /// As the settings say, on this disk.
    pub fn new(config: &Config, disk: Arc<dyn Disk>) -> Self {
        Self {
            folder: Folder::new(Path::new(&config.media_folder)),
            programs: Programs::new(&config.ffmpeg, &config.ffprobe),
            disk,
            receiving: Semaphore::new(RECEIVED_AT_A_TIME),
            converting: Semaphore::new(1),
        }
    }
}
