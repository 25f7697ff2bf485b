//! Headers that every answer carries.

use actix_web::middleware::DefaultHeaders;

/// Nothing inline, nothing from elsewhere; WebAssembly may be compiled.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; \
    font-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'";

/// The middleware that adds them; an answer that sets one itself keeps it.
pub fn middleware() -> DefaultHeaders {
    DefaultHeaders::new()
        .add(("content-security-policy", CONTENT_SECURITY_POLICY))
        .add(("x-content-type-options", "nosniff"))
        .add(("cross-origin-opener-policy", "same-origin"))
        .add(("cross-origin-resource-policy", "same-origin"))
        .add(("referrer-policy", "no-referrer"))
        .add((
            "permissions-policy",
            "geolocation=(), camera=(), microphone=()",
        ))
}
