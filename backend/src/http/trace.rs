//! One log line a request, with the route's pattern and never its address: addresses hold link
//! secrets. The request's id is in the answer and in every problem.

use actix_web::{
    Error, HttpMessage as _, HttpRequest,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::header::{HeaderName, HeaderValue},
    middleware::Next,
};
use tongyu_shared::ids::RequestId;

/// Gives the request an id and logs how it went.
pub async fn middleware<B: MessageBody>(
    req: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let id = RequestId::new();
    let started = std::time::Instant::now();
    let method = req.method().clone();
    req.extensions_mut().insert(id);
    let mut res = next.call(req).await?;
    let route = res
        .request()
        .match_pattern()
        .unwrap_or_else(|| "-".to_owned());
    let ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::info!(request = %id, %method, route, status = res.status().as_u16(), ms);
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        res.headers_mut()
            .insert(HeaderName::from_static("x-request-id"), value);
    }
    Ok(res)
}

/// The id of this request.
pub fn request_id(req: &HttpRequest) -> RequestId {
    req.extensions().get().copied().unwrap_or_default()
}
