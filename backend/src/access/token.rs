//! The cookie: a JWT that names a session. The session's row decides; the token only finds it.

use actix_web::cookie::{Cookie, SameSite, time::Duration};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};
use tongyu_shared::{
    ids::{AccountId, SessionId},
    time::Instant,
};

use crate::{config::Config, crypto::Keys, http::fault::Fault};

/// What the cookie says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claims {
    /// The account.
    pub sub: AccountId,
    /// The session.
    pub sid: SessionId,
    /// The account's epoch when the session began.
    pub epoch: i32,
    /// When this token was issued, in seconds.
    pub iat: i64,
    /// When the session ends at the latest, in seconds.
    pub exp: i64,
}

/// The name of the cookie; over https the browser guards the prefix.
pub fn cookie_name(config: &Config) -> &'static str {
    if config.is_https() {
        "__Host-tongyu"
    } else {
        "tongyu"
    }
}

/// The cookie for a session.
pub fn issue(keys: &Keys, config: &Config, claims: &Claims) -> Result<Cookie<'static>, Fault> {
    let secret = EncodingKey::from_secret(keys.session_secret());
    let token = encode(&Header::new(Algorithm::HS256), claims, &secret).map_err(Fault::internal)?;
    Ok(build(
        config,
        token,
        Duration::seconds(claims.exp - claims.iat),
    ))
}

/// A cookie that takes the present one away.
pub fn removal(config: &Config) -> Cookie<'static> {
    build(config, String::new(), Duration::ZERO)
}

fn build(config: &Config, value: String, max_age: Duration) -> Cookie<'static> {
    Cookie::build(cookie_name(config), value)
        .path("/")
        .http_only(true)
        .secure(config.is_https())
        .same_site(SameSite::Strict)
        .max_age(max_age)
        .finish()
}

/// Reads a token with a good signature. Its end is checked against our clock by the session's
/// row, so that tests can stop the time.
pub fn read(keys: &Keys, token: &str) -> Option<Claims> {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.validate_exp = false;
    let secret = DecodingKey::from_secret(keys.session_secret());
    decode::<Claims>(token, &secret, &validation)
        .ok()
        .map(|data| data.claims)
}

/// Seconds since 1970, as tokens count.
pub fn seconds(at: Instant) -> i64 {
    at.utc().timestamp()
}
