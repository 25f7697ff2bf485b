//! Everything that can go wrong on the way of a request, and how it is told: problem+json in
//! the reader's language. Unknown errors are logged once with the request id and tell nothing.

use std::fmt::Display;

use actix_web::{HttpResponse, HttpResponseBuilder, http::StatusCode, http::header};
use tongyu_db::{DbError, WriteError};
use tongyu_shared::{
    Lang,
    api::problem::{Problem, ProblemCode},
    ids::RequestId,
    validate::FieldError,
};

use super::etag;
use crate::crypto::SealError;

/// Why a request is not answered as asked.
#[derive(Debug)]
pub enum Fault {
    /// Something of the table of problems.
    Problem(ProblemCode),
    /// The same with its own advice, in the reader's language.
    Explained(ProblemCode, String),
    /// Fields that need another value.
    Invalid(Vec<FieldError>),
    /// Someone changed it since it was read; this is its version now.
    Stale(i32),
    /// Too many tries; try again after these seconds.
    TooMany(u64),
    /// The method is not known at this address; these are.
    MethodNotAllowed(String),
    /// The database failed.
    Db(DbError),
    /// A fault of ours. The text goes to the log and never to the caller.
    Internal(String),
}

/// Not there, or not for this person.
pub const NOT_FOUND: Fault = Fault::Problem(ProblemCode::NotFound);

impl Fault {
    /// A fault of ours, for errors that should not happen.
    pub fn internal(error: impl Display) -> Self {
        Self::Internal(error.to_string())
    }

    /// One field that needs another value.
    pub fn field(field: impl Into<String>, code: &'static str) -> Self {
        Self::Invalid(vec![FieldError::of(field, code)])
    }

    /// The code in the table of problems.
    pub fn code(&self) -> ProblemCode {
        match self {
            Self::Problem(code) | Self::Explained(code, _) => *code,
            Self::Invalid(_) => ProblemCode::Invalid,
            Self::Stale(_) => ProblemCode::Stale,
            Self::TooMany(_) => ProblemCode::TooMany,
            Self::MethodNotAllowed(_) => ProblemCode::MethodNotAllowed,
            Self::Db(DbError::Busy | DbError::Unavailable) => ProblemCode::Unavailable,
            Self::Db(error) if error.not_found() => ProblemCode::NotFound,
            Self::Db(_) | Self::Internal(_) => ProblemCode::Internal,
        }
    }

    /// The answer as problem+json.
    pub fn respond(&self, lang: Lang, request: RequestId) -> HttpResponse {
        let code = self.code();
        self.log(request);
        let mut answer = self.start(code);
        answer
            .content_type("application/problem+json")
            .json(self.problem(code, lang, request))
    }

    /// The head of an answer to this fault: status, and the headers that say when or how to try
    /// again.
    pub fn start(&self, code: ProblemCode) -> HttpResponseBuilder {
        let status =
            StatusCode::from_u16(code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut answer = HttpResponse::build(status);
        match self {
            Self::Stale(version) => {
                answer.insert_header((header::ETAG, etag::print(*version)));
            }
            Self::TooMany(seconds) => {
                answer.insert_header((header::RETRY_AFTER, seconds.to_string()));
            }
            Self::MethodNotAllowed(allowed) => {
                answer.insert_header((header::ALLOW, allowed.as_str()));
            }
            _ if code == ProblemCode::Unavailable => {
                answer.insert_header((header::RETRY_AFTER, "3"));
            }
            _ if code == ProblemCode::FilmsBusy => {
                answer.insert_header((header::RETRY_AFTER, "60"));
            }
            _ => {}
        }
        answer
    }

    fn problem(&self, code: ProblemCode, lang: Lang, request: RequestId) -> Problem {
        let errors = match self {
            Self::Invalid(errors) => errors.iter().map(|error| error.to_problem(lang)).collect(),
            _ => Vec::new(),
        };
        let detail = match self {
            Self::Explained(_, advice) => advice.clone(),
            _ => code.advice(lang).to_owned(),
        };
        Problem {
            r#type: format!("/api/docs/problems#{code}"),
            code,
            title: code.title(lang).to_owned(),
            status: code.status(),
            detail,
            instance: request.to_string(),
            errors,
        }
    }

    /// Writes why a job of the server failed to the log, without anything personal.
    pub fn log_of_job(&self, job: &'static str) {
        let code = self.code();
        match self {
            Self::Internal(cause) => tracing::error!(job, %code, cause, "a job failed"),
            Self::Db(error) => {
                tracing::error!(job, %code, kind = error_kind(error), "a job failed");
            }
            _ => tracing::error!(job, %code, "a job failed"),
        }
    }

    /// Writes what is our fault to the log, once and without anything personal.
    pub fn log(&self, request: RequestId) {
        match self {
            Self::Internal(cause) => tracing::error!(%request, cause, "internal fault"),
            Self::Db(error) if self.code() == ProblemCode::Internal => {
                tracing::error!(%request, kind = error_kind(error), "database fault");
            }
            Self::Db(DbError::Busy | DbError::Unavailable) => {
                tracing::warn!(%request, "database unavailable");
            }
            _ => {}
        }
    }
}

/// What kind of database error it is: its own text may hold values of rows.
fn error_kind(error: &DbError) -> String {
    match error {
        DbError::Query(diesel::result::Error::DatabaseError(kind, _)) => format!("{kind:?}"),
        DbError::Query(diesel::result::Error::DeserializationError(cause)) => cause.to_string(),
        DbError::Unique { key } => format!("unique {key}"),
        other => {
            let text = format!("{other:?}");
            text.split(['(', '{', ' '])
                .next()
                .unwrap_or_default()
                .to_owned()
        }
    }
}

impl From<DbError> for Fault {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

impl From<diesel::result::Error> for Fault {
    fn from(error: diesel::result::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<ProblemCode> for Fault {
    fn from(code: ProblemCode) -> Self {
        Self::Problem(code)
    }
}

impl From<SealError> for Fault {
    fn from(error: SealError) -> Self {
        Self::internal(error)
    }
}

impl WriteError for Fault {
    fn as_db(&self) -> Option<&DbError> {
        match self {
            Self::Db(error) => Some(error),
            _ => None,
        }
    }
}
