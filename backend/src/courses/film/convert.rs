//! What is made of a film: the film itself with its head in front, its sound alone, a picture.

use std::{fs::File, path::Path, time::Duration};

use tongyu_shared::{
    api::problem::ProblemCode,
    courses::{
        film::FilmFault,
        media::{AUDIO, POSTER, VIDEO},
    },
};

use super::{
    probe::{self, Measured},
    programs::{Ended, Found, run},
    receive::disk_fault,
};
use crate::http::fault::Fault;

const LIMIT: Duration = Duration::from_mins(10);
/// A film that breaks off is shorter than it says; by less than this it is rounding.
const ROUNDING_S: f64 = 1.5;

/// The film and its sound, copied without decoding.
const FILM: &str = "-map 0:v:0 -map 0:a:0 -c copy";
/// The sound alone, as small as speech can be.
const SOUND: &str = "-map 0:a:0 -c:a aac -b:a 40k -ac 1 -ar 32000";
/// What plays before it is whole. Places and names that a phone wrote into it are left out.
const MP4: &str = "-map_metadata -1 -map_chapters -1 -movflags +faststart -f mp4";
/// A picture of it.
const PICTURE: &str =
    "-map 0:v:0 -frames:v 1 -vf scale=640:-2 -q:v 4 -update 1 -map_metadata -1 -f image2";

/// The words of these, and the file that is made.
fn args<'a>(said: &[&'a str], file: &'a str) -> Vec<&'a str> {
    let words = said.iter().flat_map(|said| said.split(' '));
    words.chain([file]).collect()
}

/// Makes the three files in `out`, a folder beside the upload, and makes them last.
pub async fn convert(
    programs: &Found,
    folder: &Path,
    out: &str,
    measured: Measured,
) -> Result<Result<(), FilmFault>, Fault> {
    let [video, audio, poster] = [VIDEO, AUDIO, POSTER].map(|name| format!("{out}/{name}"));
    let film = args(&[FILM, MP4], &video);
    let sound = args(&[SOUND, MP4], &audio);
    let picture = args(&[PICTURE], &poster);
    let at = format!("{:.2}", (measured.seconds / 4.0).min(3.0));
    for (seek, args) in [("0", &film[..]), ("0", &sound[..]), (&at, &picture[..])] {
        if let Err(fault) = one(programs, folder, seek, args).await? {
            return Ok(Err(fault));
        }
    }
    let made = probe::measure(programs, folder, &video).await?;
    let whole = made.is_ok_and(|made| made.seconds + ROUNDING_S >= measured.seconds);
    if !whole || !folder.join(&poster).is_file() {
        return Ok(Err(FilmFault::Broken));
    }
    for file in [&video, &audio, &poster] {
        File::open(folder.join(file))
            .and_then(|file| file.sync_all())
            .map_err(disk_fault)?;
    }
    Ok(Ok(()))
}

async fn one(
    programs: &Found,
    folder: &Path,
    seek: &str,
    args: &[&str],
) -> Result<Result<(), FilmFault>, Fault> {
    let mut all = vec!["-v", "error", "-nostdin", "-xerror", "-threads", "1"];
    all.extend(["-protocol_whitelist", "file", "-f", "mov", "-ss", seek]);
    all.extend(["-i", "file:upload"]);
    all.extend(args);
    match run(&programs.ffmpeg, &all, folder, LIMIT).await? {
        Ended::Well(_) => Ok(Ok(())),
        Ended::Badly => Ok(Err(FilmFault::Broken)),
        // The machine is busy, or the film hangs the program: nothing to say about the film.
        Ended::TooLate => Err(ProblemCode::FilmsBusy.into()),
        Ended::DiskFull => Err(ProblemCode::StorageFull.into()),
    }
}
