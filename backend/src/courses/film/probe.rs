//! What a film is: the kind of file by its first bytes, length and codings by ffprobe.

use std::{fs::File, io::Read as _, path::Path, time::Duration};

use serde::Deserialize;
use tongyu_shared::{api::problem::ProblemCode, courses::film::FilmFault};

use super::{
    programs::{Ended, Found, run},
    receive::UPLOAD,
};
use crate::http::fault::Fault;

const LIMIT: Duration = Duration::from_mins(1);
/// The one coding of pictures that every phone plays, in the one colour format.
const PICTURE: &str = "h264";
const COLOURS: [&str; 2] = ["yuv420p", "yuvj420p"];
/// The one coding of sound.
const SOUND: &str = "aac";
/// Brands of still pictures that come in the same kind of box.
const STILL_PICTURES: [&[u8]; 6] = [b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif"];

/// What was measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    /// The length in seconds.
    pub seconds: f64,
    /// The width in pixels.
    pub width: i32,
    /// The height in pixels.
    pub height: i32,
}

#[derive(Debug, Default, Deserialize)]
struct Report {
    #[serde(default)]
    streams: Vec<StreamOf>,
    #[serde(default)]
    format: Format,
}

#[derive(Debug, Default, Deserialize)]
struct StreamOf {
    #[serde(default)]
    codec_type: String,
    #[serde(default)]
    codec_name: String,
    #[serde(default)]
    pix_fmt: String,
    #[serde(default)]
    width: i32,
    #[serde(default)]
    height: i32,
    #[serde(default)]
    disposition: Disposition,
}

#[derive(Debug, Default, Deserialize)]
struct Disposition {
    #[serde(default)]
    attached_pic: i32,
}

#[derive(Debug, Default, Deserialize)]
struct Format {
    duration: Option<String>,
}

/// Looks at the first bytes: `ftyp` of a film.
pub fn check_kind(file: &Path) -> Result<Result<(), FilmFault>, Fault> {
    let mut head = [0_u8; 12];
    let mut file = File::open(file).map_err(Fault::internal)?;
    let mut filled = 0;
    while let Some(rest) = head.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match file.read(rest).map_err(Fault::internal)? {
            0 => break,
            count => filled += count,
        }
    }
    if filled == 0 {
        return Ok(Err(FilmFault::Empty));
    }
    let [.., b'f', b't', b'y', b'p', a, b, c, d] = head else {
        return Ok(Err(FilmFault::NotAVideo));
    };
    if STILL_PICTURES.contains(&[a, b, c, d].as_slice()) {
        return Ok(Err(FilmFault::NotAVideo));
    }
    Ok(Ok(()))
}

/// Measures a file of `folder`.
pub async fn measure(
    programs: &Found,
    folder: &Path,
    name: &str,
) -> Result<Result<Measured, FilmFault>, Fault> {
    let source = format!("file:{name}");
    let mut args = vec!["-v", "error", "-protocol_whitelist", "file", "-f", "mov"];
    args.extend([
        "-show_entries",
        "format=duration:stream=codec_type,codec_name,pix_fmt,width,height:stream_disposition=attached_pic",
        "-of",
        "json",
        &source,
    ]);
    match run(&programs.ffprobe, &args, folder, LIMIT).await? {
        Ended::Well(json) => {
            let report: Report = serde_json::from_slice(&json).map_err(Fault::internal)?;
            Ok(judge(&report))
        }
        Ended::Badly => Ok(Err(FilmFault::Broken)),
        Ended::TooLate => Err(ProblemCode::FilmsBusy.into()),
        Ended::DiskFull => Err(Fault::internal("a probe that writes")),
    }
}

/// Measures the upload.
pub async fn measure_upload(
    programs: &Found,
    folder: &Path,
) -> Result<Result<Measured, FilmFault>, Fault> {
    measure(programs, folder, UPLOAD).await
}

fn judge(report: &Report) -> Result<Measured, FilmFault> {
    let of = |kind: &str| {
        report
            .streams
            .iter()
            .find(|stream| stream.codec_type == kind && stream.disposition.attached_pic == 0)
    };
    let picture = of("video").ok_or(FilmFault::NoPicture)?;
    let sound = of("audio").ok_or(FilmFault::NoSound)?;
    if picture.codec_name != PICTURE {
        return Err(FilmFault::NotForPhones(picture.codec_name.to_uppercase()));
    }
    if !COLOURS.contains(&picture.pix_fmt.as_str()) {
        let coding = format!("{} {}", picture.codec_name.to_uppercase(), picture.pix_fmt);
        return Err(FilmFault::NotForPhones(coding));
    }
    if sound.codec_name != SOUND {
        return Err(FilmFault::NotForPhones(sound.codec_name.to_uppercase()));
    }
    let seconds = report
        .format
        .duration
        .as_deref()
        .and_then(|text| text.parse().ok())
        .filter(|seconds: &f64| *seconds >= 1.0 && seconds.is_finite())
        .ok_or(FilmFault::Broken)?;
    Ok(Measured {
        seconds,
        width: picture.width,
        height: picture.height,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(json: &str) -> Result<Measured, FilmFault> {
        judge(&serde_json::from_str(json).unwrap())
    }

    #[test]
    fn the_picture_on_the_cover_of_a_song_is_no_film() {
        let song = r#"{"streams":[
            {"codec_type":"audio","codec_name":"aac"},
            {"codec_type":"video","codec_name":"mjpeg","disposition":{"attached_pic":1}}],
            "format":{"duration":"60.0"}}"#;
        assert_eq!(judged(song), Err(FilmFault::NoPicture));
    }

    #[test]
    fn the_fault_names_the_coding_that_phones_do_not_play() {
        let film = |picture: &str, colours: &str, sound: &str| {
            format!(
                r#"{{"streams":[
                {{"codec_type":"video","codec_name":"{picture}","pix_fmt":"{colours}","width":640,"height":360}},
                {{"codec_type":"audio","codec_name":"{sound}"}}],"format":{{"duration":"3.5"}}}}"#
            )
        };
        let not = |coding: &str| Err(FilmFault::NotForPhones(coding.to_owned()));
        assert_eq!(judged(&film("hevc", "yuv420p", "aac")), not("HEVC"));
        assert_eq!(
            judged(&film("h264", "yuv422p10le", "aac")),
            not("H264 yuv422p10le")
        );
        assert_eq!(judged(&film("h264", "yuv420p", "opus")), not("OPUS"));
        let fine = judged(&film("h264", "yuv420p", "aac")).unwrap();
        assert_eq!((fine.width, fine.height), (640, 360));
    }
}
