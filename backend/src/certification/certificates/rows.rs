//! Certificates as the tables hold them.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use tongyu_db::{
    Col,
    schema::{certificate, certificate_event},
};
use tongyu_shared::{
    certification::{
        certificates::{history::Happening, standing::shown},
        pack::Level,
        state::CertState,
    },
    ids::{AccountId, ApplicationId, CertificateId, NodeId, PersonId},
    time::Date,
};

use super::credential::Facts;

/// A certificate.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = certificate)]
pub struct CertificateRow {
    pub id: Col<CertificateId>,
    pub number: String,
    pub application_id: Option<Col<ApplicationId>>,
    pub legacy_batch_id: Option<String>,
    pub person_id: Option<Col<PersonId>>,
    pub node_id: Col<NodeId>,
    pub name: String,
    pub school_name: String,
    pub level: Col<Level>,
    pub document_number: Option<String>,
    pub issued_on: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub state: Col<CertState>,
    pub status_index: i32,
    pub credential: String,
    pub proposed_by: Option<Col<AccountId>>,
    pub version: i32,
}

impl CertificateRow {
    /// What it says.
    pub fn facts(&self) -> Facts {
        Facts {
            id: self.id.0,
            number: self.number.clone(),
            name: self.name.clone(),
            level: self.level.0,
            document_number: self.document_number.clone(),
            issued_on: self.issued_on.into(),
            valid_to: self.valid_to.map(Date::from),
            status_index: self.status_index,
        }
    }

    /// How it stands on a day.
    pub fn shown(&self, today: Date, renewal_due_days: u16) -> CertState {
        let last = self.valid_to.map(Date::from);
        shown(self.state.0, last, today, renewal_due_days)
    }
}

/// A new certificate.
#[derive(Clone, Debug, Insertable)]
#[diesel(table_name = certificate, treat_none_as_default_value = false)]
pub struct NewCertificateRow {
    pub id: String,
    pub number: String,
    pub application_id: Option<String>,
    pub notice_id: Option<String>,
    pub legacy_batch_id: Option<String>,
    pub person_id: Option<String>,
    pub node_id: String,
    pub name: String,
    pub school_name: String,
    pub level: &'static str,
    pub document_number: Option<String>,
    pub issued_on: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub state: &'static str,
    pub status_index: i32,
    pub credential: String,
    pub version: i32,
}

/// Something that happened to a certificate.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = certificate_event)]
pub struct CertificateEventRow {
    pub seq: i32,
    pub kind: Col<Happening>,
    pub at: NaiveDateTime,
    pub account_id: Option<Col<AccountId>>,
    pub reason_sealed: Option<Vec<u8>>,
}

/// A new event.
#[derive(Clone, Debug, Insertable)]
#[diesel(table_name = certificate_event, treat_none_as_default_value = false)]
pub struct NewCertificateEventRow {
    pub certificate_id: String,
    pub seq: i32,
    pub kind: &'static str,
    pub at: NaiveDateTime,
    pub account_id: Option<String>,
    pub reason_sealed: Option<Vec<u8>>,
}
