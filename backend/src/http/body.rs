//! Bodies: read to a limit within a deadline, decoded from bytes, checked.

use std::{any::TypeId, time::Duration};

use actix_web::web::{BytesMut, Payload};
use futures_util::StreamExt as _;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use tongyu_shared::{
    api::problem::ProblemCode,
    validate::{Errors, FieldError, Validate},
};

use super::fault::Fault;

/// The largest JSON body.
pub const JSON_LIMIT: usize = 64 * 1024;
/// How long a body may take. A phone on a bad line sends 64 KiB well within it.
const DEADLINE: Duration = Duration::from_secs(20);

/// Reads a body of at most `limit` bytes within the deadline.
pub async fn read(payload: Payload, limit: usize) -> Result<BytesMut, Fault> {
    read_within(payload, limit, DEADLINE).await
}

/// Reads a body of at most `limit` bytes within another deadline: a file is larger than a form.
pub async fn read_within(
    payload: Payload,
    limit: usize,
    deadline: Duration,
) -> Result<BytesMut, Fault> {
    tokio::time::timeout(deadline, collect(payload, limit))
        .await
        .unwrap_or(Err(ProblemCode::BodyTimeout.into()))
}

async fn collect(mut payload: Payload, limit: usize) -> Result<BytesMut, Fault> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| ProblemCode::UnreadableBody)?;
        if bytes.len() + chunk.len() > limit {
            return Err(ProblemCode::TooLarge.into());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// Decodes and checks a JSON body. What is no JSON answers 400; JSON of another shape, unknown
/// fields included, answers 422 and names the place.
pub fn decode<T: DeserializeOwned + Validate + 'static>(bytes: &[u8]) -> Result<T, Fault> {
    let source = if TypeId::of::<T>() == TypeId::of::<()>() {
        b"null"
    } else {
        bytes
    };
    let mut json = serde_json::Deserializer::from_slice(source);
    let value: T = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let field = error.path().to_string();
        match error.inner().classify() {
            Category::Data => Fault::Invalid(vec![FieldError {
                field,
                code: "unreadable_value",
                args: Vec::new(),
            }]),
            Category::Io | Category::Syntax | Category::Eof => ProblemCode::UnreadableBody.into(),
        }
    })?;
    json.end().map_err(|_| ProblemCode::UnreadableBody)?;
    let errors = Errors::of(&value);
    if errors.is_empty() {
        Ok(value)
    } else {
        Err(Fault::Invalid(errors))
    }
}
