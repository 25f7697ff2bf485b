//! The only code that talks HTTP. `call` is a thin typed shim; everything below it exists once.

use std::any::TypeId;

use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use tongyu_shared::api::{
    endpoint::{Endpoint, Method},
    path::{self, PathParams},
    problem::{Problem, ProblemCode},
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, Request, RequestInit, Response};

use crate::{clock, i18n::lang, session, writes};

/// A request without an answer for this long counts as "no network".
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(30);

/// Why a call brought nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum ApiError {
    /// The server was not reached; nothing is known about what it did.
    Offline,
    /// The server said no, in the reader's language.
    Problem(Box<Problem>),
    /// The answer is not what this version of the app understands.
    Unreadable,
}

impl ApiError {
    /// The status of the answer; 0 where there was none.
    pub fn status(&self) -> u16 {
        match self {
            Self::Problem(problem) => problem.status,
            Self::Offline | Self::Unreadable => 0,
        }
    }

    /// Whether the session ended: only signing in again helps.
    pub fn is_signed_out(&self) -> bool {
        matches!(self, Self::Problem(problem) if problem.code == ProblemCode::SignedOut)
    }
}

/// An answer of endpoint `E`.
pub struct Reply<E: Endpoint> {
    /// The decoded body.
    pub value: E::Reply,
    /// The version of the resource, for `If-Match`.
    pub etag: Option<String>,
}

/// A request without types.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// The method.
    pub method: Method,
    /// Path and query.
    pub url: String,
    /// JSON.
    pub body: Option<String>,
    /// The version a change is based on.
    pub if_match: Option<String>,
}

impl Outgoing {
    /// The request for endpoint `E`.
    pub fn of<E: Endpoint>(
        path: &E::Path,
        query: &E::Query,
        body: &E::Body,
    ) -> Result<Self, ApiError> {
        Ok(Self {
            method: E::METHOD,
            url: url_of(E::PATH, &path.values(), &form(query)?),
            body: json(body)?,
            if_match: None,
        })
    }
}

/// An answer without types; the status is a success.
#[derive(Clone, Debug)]
pub struct Raw {
    /// The body; `null` where there is none.
    pub text: String,
    /// The version of the resource.
    pub etag: Option<String>,
}

/// Calls endpoint `E`.
pub async fn call<E: Endpoint>(
    path: &E::Path,
    query: &E::Query,
    body: &E::Body,
) -> Result<Reply<E>, ApiError> {
    typed(send(Outgoing::of::<E>(path, query, body)?).await?)
}

/// Calls endpoint `E` for a change to the version named by `etag`.
pub async fn call_if_match<E: Endpoint<Query = ()>>(
    path: &E::Path,
    body: &E::Body,
    etag: String,
) -> Result<Reply<E>, ApiError> {
    let request = Outgoing {
        if_match: Some(etag),
        ..Outgoing::of::<E>(path, &(), body)?
    };
    typed(send(request).await?)
}

fn typed<E: Endpoint>(raw: Raw) -> Result<Reply<E>, ApiError> {
    Ok(Reply {
        value: decode(&raw.text)?,
        etag: raw.etag,
    })
}

/// Reads a body.
pub fn decode<T: DeserializeOwned>(text: &str) -> Result<T, ApiError> {
    serde_json::from_str(text).map_err(|_| ApiError::Unreadable)
}

fn form<Q: Serialize + 'static>(query: &Q) -> Result<String, ApiError> {
    if TypeId::of::<Q>() == TypeId::of::<()>() {
        return Ok(String::new());
    }
    serde_html_form::to_string(query).map_err(|_| ApiError::Unreadable)
}

fn json<B: Serialize + 'static>(body: &B) -> Result<Option<String>, ApiError> {
    if TypeId::of::<B>() == TypeId::of::<()>() {
        return Ok(None);
    }
    serde_json::to_string(body)
        .map(Some)
        .map_err(|_| ApiError::Unreadable)
}

fn url_of(template: &str, values: &[(&'static str, String)], query: &str) -> String {
    let mut url = path::fill(template, values);
    if !query.is_empty() {
        url.push('?');
        url.push_str(query);
    }
    url
}

/// Sends a request and sorts the answer. A session that ended opens the sign-in sheet, and a
/// write that succeeded makes every list on the screen load again; both happen here only.
pub async fn send(request: Outgoing) -> Result<Raw, ApiError> {
    let answer = fetch(&request).await;
    sort(request.method, answer)
}

/// Sorts an answer, or that there was none.
pub(crate) fn sort(method: Method, answer: Result<(u16, Raw), JsValue>) -> Result<Raw, ApiError> {
    let (status, raw) = answer.map_err(|_| ApiError::Offline)?;
    if (200..300).contains(&status) {
        if method != Method::Get {
            writes::happened();
        }
        return Ok(raw);
    }
    if status == 401 {
        session::ended();
    }
    Err(decode(&raw.text).map_or(ApiError::Unreadable, |problem| {
        ApiError::Problem(Box::new(problem))
    }))
}

async fn fetch(request: &Outgoing) -> Result<(u16, Raw), JsValue> {
    let headers = Headers::new()?;
    headers.set("x-tongyu", "1")?;
    headers.set("accept-language", lang().as_str())?;
    let init = RequestInit::new();
    init.set_method(request.method.as_str());
    if let Some(etag) = &request.if_match {
        headers.set("if-match", etag)?;
    }
    if let Some(body) = &request.body {
        headers.set("content-type", "application/json")?;
        init.set_body(&JsValue::from_str(body));
    }
    init.set_headers(&headers);
    let abort = AbortController::new()?;
    init.set_signal(Some(&abort.signal()));
    let timer = set_timeout_with_handle(move || abort.abort(), PATIENCE)?;
    let request = Request::new_with_str_and_init(&request.url, &init)?;
    let answer = read(JsFuture::from(window().fetch_with_request(&request)).await).await;
    timer.clear();
    answer
}

async fn read(response: Result<JsValue, JsValue>) -> Result<(u16, Raw), JsValue> {
    let response: Response = response?.dyn_into()?;
    let etag = response.headers().get("etag")?;
    if let Some(date) = response.headers().get("date")? {
        clock::heard(&date);
    }
    let text = JsFuture::from(response.text()?)
        .await?
        .as_string()
        .unwrap_or_default();
    let text = if text.is_empty() {
        "null".to_owned()
    } else {
        text
    };
    Ok((response.status(), Raw { text, etag }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_query_leaves_no_question_mark() {
        assert_eq!(
            url_of("/api/v1/a/{id}", &[("id", "1".into())], ""),
            "/api/v1/a/1"
        );
        assert_eq!(url_of("/api/v1/a", &[], "q=1"), "/api/v1/a?q=1");
    }

    #[test]
    fn nothing_to_say_sends_no_body_and_no_query() {
        assert_eq!(json(&()), Ok(None));
        assert_eq!(form(&()), Ok(String::new()));
        assert_eq!(json(&vec![1]), Ok(Some("[1]".to_owned())));
    }
}
