//! Mounts handlers at the paths of their endpoints. A handler compiles only if it takes the
//! endpoint's request and gives the endpoint's reply.

use std::{collections::BTreeMap, future::Future, time::SystemTime};

use actix_web::{
    HttpRequest, HttpResponse, Resource, Route, Scope,
    http::{
        Method as HttpMethod,
        header::{self, HttpDate, TryIntoHeaderValue as _},
    },
    web,
};
use tongyu_shared::{
    Lang,
    api::{
        endpoint::{Access, Endpoint, Method},
        path::PathParams as _,
        problem::ProblemCode,
    },
};

use super::{
    body, etag,
    fault::{Fault, NOT_FOUND},
    input::{In, Stamp},
    origin, peer,
    reply::Reply,
    trace::request_id,
};
use crate::{access, app::App};

/// Handlers by path, each path registered once, so that a wrong method answers 405.
#[derive(Default)]
pub struct Mounts {
    by_path: BTreeMap<&'static str, Vec<(Method, Route)>>,
}

impl Mounts {
    /// Mounts the handler of `E`.
    pub fn add<E, H, F>(&mut self, handler: H) -> &mut Self
    where
        E: Endpoint,
        H: Fn(In<E>) -> F + Clone + 'static,
        F: Future<Output = Result<Reply<E::Reply>, Fault>> + 'static,
    {
        let service = move |req: HttpRequest, payload: web::Payload| {
            let handler = handler.clone();
            async move { answer::<E, H, F>(&req, payload, &handler).await }
        };
        self.route(
            E::PATH,
            E::METHOD,
            web::method(method(E::METHOD)).to(service),
        )
    }

    /// Mounts a route by hand: uploads and downloads, which are declared without JSON.
    pub fn route(&mut self, path: &'static str, method: Method, route: Route) -> &mut Self {
        self.by_path.entry(path).or_default().push((method, route));
        self
    }

    /// What is mounted, for the law that it equals what is declared.
    pub fn mounted(&self) -> Vec<(Method, &'static str)> {
        let pairs = |(path, routes): (&&'static str, &Vec<(Method, Route)>)| {
            routes
                .iter()
                .map(|(method, _)| (*method, *path))
                .collect::<Vec<_>>()
        };
        self.by_path.iter().flat_map(pairs).collect()
    }

    /// Registers everything, the endpoints of a collection in one scope: the router asks one after
    /// the other, and a path that holds a value costs it a regular expression.
    pub fn register(self, cfg: &mut web::ServiceConfig) {
        let mut collections: BTreeMap<&str, Scope> = BTreeMap::new();
        for (path, routes) in self.by_path {
            let (collection, rest) = collection(path);
            if collection.is_empty() {
                cfg.service(resource(path, routes));
                continue;
            }
            let scope = collections
                .remove(collection)
                .unwrap_or_else(|| web::scope(collection));
            collections.insert(collection, scope.service(resource(rest, routes)));
        }
        for scope in collections.into_values() {
            cfg.service(scope);
        }
    }
}

/// An endpoint's path after its collection: `/api/v1/visits` and `/{visit}/answer`. Nothing before
/// it where it is a page's: pages lie below each other.
fn collection(path: &str) -> (&str, &str) {
    const API: &str = "/api/v1/";
    let Some(inner) = path.strip_prefix(API) else {
        return ("", path);
    };
    let word = inner.find('/').unwrap_or(inner.len());
    path.split_at(API.len() + word)
}

/// One path with its methods; another method answers 405.
fn resource(path: &str, routes: Vec<(Method, Route)>) -> Resource {
    let allowed = routes
        .iter()
        .map(|(method, _)| method.as_str())
        .collect::<Vec<_>>()
        .join(", ");
    let mut resource = web::resource(path);
    for (_, route) in routes {
        resource = resource.route(route);
    }
    resource.default_service(web::to(move |req: HttpRequest| {
        let fault = Fault::MethodNotAllowed(allowed.clone());
        async move { fault.respond(lang(&req), request_id(&req)) }
    }))
}

fn method(method: Method) -> HttpMethod {
    match method {
        Method::Get => HttpMethod::GET,
        Method::Post => HttpMethod::POST,
        Method::Put => HttpMethod::PUT,
        Method::Delete => HttpMethod::DELETE,
    }
}

/// The reader's language.
pub fn lang(req: &HttpRequest) -> Lang {
    req.headers()
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .map_or(Lang::ZhCn, Lang::from_accept_language)
}

/// What was done, or the fault in words.
pub fn answered(req: &HttpRequest, done: Result<HttpResponse, Fault>) -> HttpResponse {
    done.unwrap_or_else(|fault| fault.respond(lang(req), request_id(req)))
}

async fn answer<E, H, F>(req: &HttpRequest, payload: web::Payload, handler: &H) -> HttpResponse
where
    E: Endpoint,
    H: Fn(In<E>) -> F,
    F: Future<Output = Result<Reply<E::Reply>, Fault>>,
{
    let mut response = answered(req, run::<E, H, F>(req, payload, handler).await);
    tell_time(req, &mut response);
    response
}

/// Dates the answer by the clock that the site goes by: the app tells days and deadlines by it, for
/// a device's own clock may be wrong, and a demo's evening is not ours.
fn tell_time(req: &HttpRequest, response: &mut HttpResponse) {
    if let Ok(app) = App::of(req)
        && let Ok(date) = HttpDate::from(SystemTime::from(app.clock.now().utc())).try_into_value()
    {
        response.headers_mut().insert(header::DATE, date);
    }
}

async fn run<E, H, F>(
    req: &HttpRequest,
    payload: web::Payload,
    handler: &H,
) -> Result<HttpResponse, Fault>
where
    E: Endpoint,
    H: Fn(In<E>) -> F,
    F: Future<Output = Result<Reply<E::Reply>, Fault>>,
{
    let gate = enter(req, E::ACCESS).await?;
    let path = path::<E>(req)?;
    let query = query::<E>(req)?;
    let bytes = body::read(payload, body::JSON_LIMIT).await?;
    let body = body::decode(&bytes)?;
    let peer = peer::address(req, &gate.app.config.trusted_proxy);
    let input = In {
        app: gate.app,
        path,
        query,
        body,
        if_match: etag::if_match(req),
        stamp: gate.stamp,
        lang: lang(req),
        peer,
        actor: gate.actor,
        claims: gate.claims,
    };
    Ok(handler(input).await?.respond(gate.renewed))
}

/// The values in the path of a request to `E`; what is no id is not found.
pub fn path<E: Endpoint>(req: &HttpRequest) -> Result<E::Path, Fault> {
    E::Path::parse(&|name| req.match_info().get(name).map(str::to_owned)).ok_or(NOT_FOUND)
}

/// The query string of a request to `E`.
pub fn query<E: Endpoint>(req: &HttpRequest) -> Result<E::Query, Fault> {
    // `()` reads from nothing and refuses nothing: an endpoint without a query ignores it.
    let text = req.query_string();
    serde_html_form::from_str(text)
        .or_else(|error| {
            let unit = std::any::TypeId::of::<E::Query>() == std::any::TypeId::of::<()>();
            if unit {
                serde_html_form::from_str("")
            } else {
                Err(error)
            }
        })
        .map_err(|_| ProblemCode::UnreadableQuery.into())
}

/// What passing the gate gives.
pub struct Gate {
    /// The application.
    pub app: App,
    /// Who is signed in, where the endpoint asks for it.
    pub actor: Option<access::Actor>,
    /// Which session the cookie names, where a ticket decides.
    pub claims: Option<access::Claims>,
    /// Who, when, which request.
    pub stamp: Stamp,
    /// A fresh session cookie, where the present one is old enough.
    pub renewed: Option<actix_web::cookie::Cookie<'static>>,
}

/// Checks origin, session and role, in this order: what every request passes before its path,
/// query and body are looked at. Routes mounted by hand call it themselves.
pub async fn enter(req: &HttpRequest, access: Access) -> Result<Gate, Fault> {
    let app = App::of(req)?;
    let now = app.clock.now();
    if access == Access::Demo && !app.config.demo {
        return Err(NOT_FOUND);
    }
    origin::check(req, &app.config)?;
    let claims = match access {
        Access::Ticket => Some(access::session::claimed(&app, req, now)?),
        _ => None,
    };
    let (actor, renewed) = match access {
        Access::Public | Access::Demo | Access::Ticket => (None, None),
        Access::SignedIn | Access::Can(_) => {
            let (actor, renewed) = access::session::authenticate(&app, req, now).await?;
            if !access.admits(actor.grants.iter().map(|grant| grant.role)) {
                return Err(ProblemCode::Forbidden.into());
            }
            (Some(actor), renewed)
        }
    };
    let stamp = Stamp {
        now,
        request: Some(request_id(req)),
        account: actor.as_ref().map(|actor| actor.account),
    };
    Ok(Gate {
        app,
        actor,
        claims,
        stamp,
        renewed,
    })
}
