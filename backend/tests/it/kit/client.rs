//! The actor is the client: typed calls from the declarations, over HTTP.

use reqwest::{Method as HttpMethod, RequestBuilder};
use serde::de::DeserializeOwned;
use tongyu_shared::api::{
    endpoint::Endpoint,
    path::{PathParams, fill},
    problem::{Problem, ProblemCode},
};

/// Someone who calls the API.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    origin: String,
    cookie: Option<String>,
    language: &'static str,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The entity tag, for `If-Match`.
    pub etag: Option<String>,
    /// `Set-Cookie`, as it came.
    pub set_cookie: Option<String>,
    /// Headers, for tests that ask.
    pub headers: reqwest::header::HeaderMap,
    /// The body.
    pub text: String,
}

impl Answer {
    /// The typed body of a success.
    #[track_caller]
    pub fn ok<T: DeserializeOwned>(&self) -> T {
        assert!(
            (200..300).contains(&self.status),
            "{} {}",
            self.status,
            self.text
        );
        let body = if self.text.is_empty() {
            "null"
        } else {
            &self.text
        };
        serde_json::from_str(body).unwrap_or_else(|e| panic!("{e}: {body}"))
    }

    /// The problem, which must have this code and its status.
    #[track_caller]
    pub fn problem(&self, code: ProblemCode) -> Problem {
        let problem: Problem =
            serde_json::from_str(&self.text).unwrap_or_else(|e| panic!("{e}: {}", self.text));
        assert_eq!(
            (self.status, problem.code),
            (code.status(), code),
            "{}",
            self.text
        );
        problem
    }
}

impl Client {
    /// A client with a cookie, or without.
    pub fn new(origin: &str, cookie: Option<String>) -> Self {
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .expect("a client");
        Self {
            http,
            origin: origin.to_owned(),
            cookie,
            language: "zh-CN",
        }
    }

    /// The cookie this client sends, for requests that are put together by hand.
    pub fn cookie(&self) -> Option<&str> {
        self.cookie.as_deref()
    }

    /// The same person, reading English.
    #[must_use]
    pub fn in_english(mut self) -> Self {
        self.language = "en";
        self
    }

    /// Calls an endpoint without query and body.
    pub async fn get<E: Endpoint<Query = (), Body = ()>>(&self, path: &E::Path) -> Answer {
        self.call::<E>(path, &(), &(), None).await
    }

    /// Calls an endpoint with a body.
    pub async fn send<E: Endpoint<Query = ()>>(&self, path: &E::Path, body: &E::Body) -> Answer {
        self.call::<E>(path, &(), body, None).await
    }

    /// Calls an endpoint with everything.
    pub async fn call<E: Endpoint>(
        &self,
        path: &E::Path,
        query: &E::Query,
        body: &E::Body,
        if_match: Option<&str>,
    ) -> Answer {
        let mut url = fill(E::PATH, &path.values());
        let query = serde_html_form::to_string(query).expect("a query");
        if !query.is_empty() {
            url = format!("{url}?{query}");
        }
        let body = serde_json::to_value(body).expect("JSON");
        let body = (!body.is_null()).then(|| body.to_string());
        self.raw(E::METHOD.as_str(), &url, body, if_match).await
    }

    /// Calls an address with a JSON text, as a program of someone else's would.
    pub async fn raw(
        &self,
        method: &str,
        path: &str,
        body: Option<String>,
        if_match: Option<&str>,
    ) -> Answer {
        let mut request = self.request(method, path);
        if let Some(version) = if_match {
            request = request.header("if-match", version);
        }
        if let Some(body) = body {
            request = request
                .header("content-type", "application/json")
                .body(body);
        }
        Self::answer(request).await
    }

    /// A request of this person as one of our own pages makes it, to be completed.
    pub fn request(&self, method: &str, path: &str) -> RequestBuilder {
        self.bare(method, path)
            .header("sec-fetch-site", "same-origin")
            .header("x-tongyu", "1")
    }

    /// A request that bears this person's cookie and nothing that tells where it comes from.
    pub fn bare(&self, method: &str, path: &str) -> RequestBuilder {
        let method = HttpMethod::from_bytes(method.as_bytes()).expect("a method");
        let mut request = self
            .http
            .request(method, format!("{}{path}", self.origin))
            .header("accept-language", self.language);
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        request
    }

    /// Sends a request and reads the whole answer.
    pub async fn answer(request: RequestBuilder) -> Answer {
        let response = request.send().await.expect("the server answers");
        let header = |name: &str| {
            response
                .headers()
                .get(name)
                .and_then(|v| v.to_str().ok())
                .map(str::to_owned)
        };
        Answer {
            status: response.status().as_u16(),
            etag: header("etag"),
            set_cookie: header("set-cookie"),
            headers: response.headers().clone(),
            text: response.text().await.expect("a body"),
        }
    }
}
