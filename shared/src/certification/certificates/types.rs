//! Certificates as they travel.

use serde::{Deserialize, Serialize};

use super::super::{pack::Level, state::CertState};
use crate::{
    ids::CertificateId,
    path_params,
    time::{Date, Instant},
    validate::{Errors, Validate},
};

/// The longest reason, in characters.
pub const REASON_MAX: usize = 500;

path_params! {
    /// A certificate in a path.
    pub struct CertificatePath { certificate: CertificateId }
}

/// Which certificates to list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CertificateQuery {
    /// Part of a name, a number or a school.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub find: Option<String>,
    /// Those that stand so today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<CertState>,
    /// The `next` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// A certificate in a list of those who run certification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CertificateLine {
    /// The certificate.
    pub id: CertificateId,
    /// Its number.
    pub number: String,
    /// The holder's full name.
    pub name: String,
    /// The school.
    pub school: String,
    /// The level.
    pub level: Level,
    /// How it stands today.
    pub state: CertState,
    /// The day of issue.
    pub issued_on: Date,
    /// The last day; long-term if absent.
    pub valid_to: Option<Date>,
    /// Whether it was issued before this site, and came over by sheet.
    pub legacy: bool,
    /// Whether someone proposed to revoke it, and a second person has not decided.
    pub revocation_proposed: bool,
}

/// What happened to a certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CertificateStep {
    /// What, in words.
    pub what: String,
    /// When.
    pub at: Instant,
    /// By whom; absent for what the system did.
    pub by: Option<String>,
    /// The reason that was given.
    pub reason: Option<String>,
}

/// A certificate in full, for those who run certification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CertificateDetail {
    /// What the list says of it.
    pub certificate: CertificateLine,
    /// 文号; absent on some from before.
    pub document_number: Option<String>,
    /// The address of its public page.
    pub check_url: String,
    /// Its way, the oldest first.
    pub steps: Vec<CertificateStep>,
    /// What the asking person may do with it now.
    pub may: Vec<CertificateAct>,
    /// For `If-Match`.
    pub version: i32,
}

crate::wire_enum::wire_enum! {
    /// What can be done with a certificate, as buttons.
    pub enum CertificateAct {
        /// Suspend it.
        Suspend = "suspend",
        /// End the suspension.
        Reinstate = "reinstate",
        /// Propose to revoke it, to a second person.
        ProposeRevocation = "propose_revocation",
        /// Take the proposal to revoke it back.
        WithdrawRevocation = "withdraw_revocation",
        /// Revoke what someone else proposed to revoke.
        Revoke = "revoke",
    }
}

/// A reason for what is done to a certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ActReason {
    /// Why, for the file and the holder.
    pub reason: String,
}

impl Validate for ActReason {
    fn validate(&self, errors: &mut Errors) {
        errors.required("reason", &self.reason);
        errors.max_chars("reason", &self.reason, REASON_MAX);
    }
}

/// One's own certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OwnCertificate {
    /// The certificate.
    pub id: CertificateId,
    /// The whole title.
    pub title: String,
    /// Its number.
    pub number: String,
    /// One's full name.
    pub name: String,
    /// The level.
    pub level: Level,
    /// How it stands today.
    pub state: CertState,
    /// The state in words.
    pub state_words: String,
    /// 文号.
    pub document_number: Option<String>,
    /// The day of issue.
    pub issued_on: Date,
    /// The last day; long-term if absent.
    pub valid_to: Option<Date>,
    /// The address of its public page, for those whom one shows it to.
    pub check_url: String,
    /// Whether one may give it back now.
    pub may_surrender: bool,
    /// Why not, in words, where only something that is under way stands against it.
    pub why_not: Option<String>,
    /// For `If-Match`.
    pub version: i32,
}

/// One's own certificates, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OwnCertificates {
    /// The certificates.
    pub items: Vec<OwnCertificate>,
}
