//! Sending a file as the body of a request, with how much of it has gone: `fetch` tells nothing
//! on the way.

use js_sys::Promise;
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, ProgressEvent, XmlHttpRequest};

use crate::{
    api::{self, ApiError, Outgoing, Raw},
    i18n::lang,
};

/// A file takes its time: 200 MB over a slow line, and the reading of it.
const PATIENCE_MS: u32 = 30 * 60 * 1000;

/// Sends the file as it is; `sent` is told the percent that have gone.
pub async fn upload(
    request: Outgoing,
    file: &File,
    sent: impl Fn(u32) + 'static,
) -> Result<Raw, ApiError> {
    let answer = send(&request, file, sent).await;
    api::sort(request.method, answer)
}

/// Sends the file where nobody watches how far it is.
pub async fn upload_quietly(request: Outgoing, file: &File) -> Result<Raw, ApiError> {
    upload(request, file, |_| {}).await
}

async fn send(
    request: &Outgoing,
    file: &File,
    sent: impl Fn(u32) + 'static,
) -> Result<(u16, Raw), JsValue> {
    let http = XmlHttpRequest::new()?;
    http.open(request.method.as_str(), &request.url)?;
    http.set_timeout(PATIENCE_MS);
    http.set_request_header("x-tongyu", "1")?;
    http.set_request_header("accept-language", lang().as_str())?;
    if let Some(etag) = &request.if_match {
        http.set_request_header("if-match", etag)?;
    }
    let progress = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
        if event.length_computable() && event.total() > 0.0 {
            sent(percent(event.loaded(), event.total()));
        }
    });
    http.upload()?
        .set_onprogress(Some(progress.as_ref().unchecked_ref()));
    let ended = Promise::new(&mut |resolve, _| http.set_onloadend(Some(&resolve)));
    http.send_with_opt_blob(Some(file))?;
    JsFuture::from(ended).await?;
    let status = http.status()?;
    if status == 0 {
        return Err(JsValue::from_str("the server was not reached"));
    }
    let text = http.response_text()?.filter(|text| !text.is_empty());
    Ok((
        status,
        Raw {
            text: text.unwrap_or_else(|| "null".to_owned()),
            etag: http.get_response_header("etag")?,
        },
    ))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "from 0 to 100"
)]
fn percent(loaded: f64, total: f64) -> u32 {
    (loaded / total * 100.0).clamp(0.0, 100.0) as u32
}

/// The text of a file of this device.
pub async fn text_of(file: &File) -> Option<String> {
    JsFuture::from(file.text()).await.ok()?.as_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_that_has_gone_is_told_in_whole_percent() {
        for (loaded, told) in [(0.0, 0), (1.0, 0), (100.0, 50), (199.0, 99), (200.0, 100)] {
            assert_eq!(percent(loaded, 200.0), told);
        }
    }
}
