//! Bodies: read to a limit within a deadline, decoded from bytes, checked.

use std::{any::TypeId, time::Duration};

use actix_web::web::{Bytes, BytesMut, Payload};
use futures_util::{Stream, StreamExt as _};
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
pub async fn read_within<E>(
    payload: impl Stream<Item = Result<Bytes, E>> + Unpin,
    limit: usize,
    deadline: Duration,
) -> Result<BytesMut, Fault> {
    tokio::time::timeout(deadline, collect(payload, limit))
        .await
        .unwrap_or(Err(ProblemCode::BodyTimeout.into()))
}

async fn collect<E>(
    mut payload: impl Stream<Item = Result<Bytes, E>> + Unpin,
    limit: usize,
) -> Result<BytesMut, Fault> {
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

#[cfg(test)]
mod tests {
    use futures_util::stream;

    use super::*;

    type Chunk = Result<Bytes, ()>;

    const SOON: Duration = Duration::from_millis(1);

    const fn arrives(text: &'static [u8]) -> Bytes {
        Bytes::from_static(text)
    }

    async fn refused(payload: impl Stream<Item = Chunk> + Unpin) -> Option<ProblemCode> {
        let read = read_within(payload, 8, SOON).await;
        read.err().map(|fault| fault.code())
    }

    #[actix_web::test]
    async fn a_body_that_stops_on_its_way_is_given_up_after_the_deadline() {
        let begun = stream::iter([Ok(arrives(b"{"))]).chain(stream::pending());
        let timeout = Some(ProblemCode::BodyTimeout);
        assert_eq!(refused(begun).await, timeout);
        assert_eq!(refused(stream::pending()).await, timeout);
        assert_eq!(ProblemCode::BodyTimeout.status(), 408);
    }

    #[actix_web::test]
    async fn a_body_is_read_up_to_its_limit_and_no_further() {
        let fits = stream::iter([Chunk::Ok(arrives(b"1234")), Ok(arrives(b"5678"))]);
        let read = read_within(fits, 8, Duration::from_mins(1)).await;
        assert_eq!(read.ok().as_deref(), Some(b"12345678".as_slice()));
        let endless = stream::repeat(arrives(b"123")).map(Ok);
        assert_eq!(refused(endless).await, Some(ProblemCode::TooLarge));
        let broken = stream::iter([Ok(arrives(b"1")), Err(())]);
        assert_eq!(refused(broken).await, Some(ProblemCode::UnreadableBody));
    }
}
