//! Problems (RFC 9457): one table of codes; each has a status, and a title and advice in both
//! languages in `locales/*/problem.json` under `<code>` and `<code>_advice`.

use serde::{Deserialize, Serialize};

use crate::{lang::Lang, text, wire_enum::wire_enum};

wire_enum! {
    /// What can go wrong, as the API names it. `docs/problems.md` lists them.
    pub enum ProblemCode {
        /// The body is not the JSON this endpoint takes.
        UnreadableBody = "unreadable_body",
        /// The query string has a parameter that is unknown or does not parse.
        UnreadableQuery = "unreadable_query",
        /// Nobody is signed in, or the session ended.
        SignedOut = "signed_out",
        /// The code or link is wrong, used or too old.
        SignInFailed = "sign_in_failed",
        /// The step cannot be taken back and wants a sign-in of the last minutes.
        SignInAgain = "sign_in_again",
        /// A certificate's file cannot be made; `detail` says why. Its page works.
        DocumentNotMade = "document_not_made",
        /// Visible, but not allowed for this role.
        Forbidden = "forbidden",
        /// It is about the asking person, and so someone else's to do.
        OwnCause = "own_cause",
        /// The request does not come from the app's own pages.
        ForeignOrigin = "foreign_origin",
        /// Not there, or not for this person; the answer is the same.
        NotFound = "not_found",
        /// This address does not know the method.
        MethodNotAllowed = "method_not_allowed",
        /// The body did not arrive in time.
        BodyTimeout = "body_timeout",
        /// What is asked does not fit the present state.
        NotInThisState = "not_in_this_state",
        /// Something with this key exists already.
        Exists = "exists",
        /// Another person signs in with this phone.
        PhoneTaken = "phone_taken",
        /// The link was answered before; the first answer counts.
        AlreadyAnswered = "already_answered",
        /// The page was drawn for someone else than who is signed in by now.
        OtherPerson = "other_person",
        /// The ticket for watching is too old, another session's, or none of ours.
        TicketRefused = "ticket_refused",
        /// Someone changed it since it was read.
        Stale = "stale",
        /// The body is larger than this endpoint takes.
        TooLarge = "too_large",
        /// The body is of a type this endpoint does not take.
        UnsupportedType = "unsupported_type",
        /// Some fields need another value.
        Invalid = "invalid",
        /// The same id came before with another content.
        DiffersFromFirst = "differs_from_first",
        /// A change must name the version it is based on.
        VersionMissing = "version_missing",
        /// Too many tries; wait.
        TooMany = "too_many",
        /// The sheet cannot be read as a roster; `detail` says why.
        UnreadableSheet = "unreadable_sheet",
        /// The film cannot be taken as it is; `detail` says why.
        UnusableFilm = "unusable_film",
        /// The server lacks the programs that read films.
        FilmToolsMissing = "film_tools_missing",
        /// Too many films are being taken at once; try again.
        FilmsBusy = "films_busy",
        /// The server's disk is full; nothing was stored.
        StorageFull = "storage_full",
        /// A fault of ours; the request id helps to find it.
        Internal = "internal",
        /// No approved rule pack says how matters run; it works again once one is approved.
        NoRulePack = "no_rule_pack",
        /// The database cannot be reached; try again.
        Unavailable = "unavailable",
    }
}

impl ProblemCode {
    /// The HTTP status.
    pub const fn status(self) -> u16 {
        match self {
            Self::UnreadableBody | Self::UnreadableQuery => 400,
            Self::SignedOut | Self::SignInFailed | Self::SignInAgain => 401,
            Self::Forbidden | Self::OwnCause | Self::ForeignOrigin | Self::TicketRefused => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::BodyTimeout => 408,
            Self::NotInThisState
            | Self::Exists
            | Self::PhoneTaken
            | Self::AlreadyAnswered
            | Self::OtherPerson => 409,
            Self::Stale => 412,
            Self::TooLarge => 413,
            Self::UnsupportedType => 415,
            Self::Invalid | Self::DiffersFromFirst | Self::UnreadableSheet | Self::UnusableFilm => {
                422
            }
            Self::VersionMissing => 428,
            Self::TooMany => 429,
            Self::Internal => 500,
            Self::NoRulePack
            | Self::DocumentNotMade
            | Self::Unavailable
            | Self::FilmToolsMissing
            | Self::FilmsBusy => 503,
            Self::StorageFull => 507,
        }
    }

    /// What happened, in one short sentence.
    pub fn title(self, lang: Lang) -> &'static str {
        text::problem::by_key(lang, self.as_str()).unwrap_or(self.as_str())
    }

    /// What to do about it.
    pub fn advice(self, lang: Lang) -> &'static str {
        text::problem::by_key(lang, &format!("{}_advice", self.as_str())).unwrap_or_default()
    }
}

/// The body of every answer that is not a success.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Problem {
    /// Where the code is explained.
    pub r#type: String,
    /// The code, for programs.
    pub code: ProblemCode,
    /// What happened, in the reader's language.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What to do about it, in the reader's language.
    pub detail: String,
    /// The request id, for the people who look after the server.
    pub instance: String,
    /// The fields that need another value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
}

/// One field that needs another value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FieldProblem {
    /// The field, as a path: `matters.0.text`.
    pub field: String,
    /// The code of the rule, for programs.
    pub code: String,
    /// What to do, in the reader's language.
    pub message: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_title_and_advice_in_both_languages() {
        for &code in ProblemCode::ALL {
            for &lang in Lang::ALL {
                assert_ne!(code.title(lang), code.as_str(), "{code} {lang}");
                assert!(!code.advice(lang).is_empty(), "{code} {lang}");
            }
        }
    }
}
