//! Typed ids: UUIDs that cannot be mistaken for one another. Made as version 7, so that they
//! sort by time; the browser makes its own for what it submits, which makes repeats harmless.

/// Declares id types around a UUID that print, parse and serialise as its text.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[derive(serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub struct $name(#[cfg_attr(feature = "schema", schemars(with = "IdText"))] uuid::Uuid);

        impl $name {
            /// A new id, later in order than those made before it on this machine.
            pub fn new() -> Self {
                Self(uuid::Uuid::now_v7())
            }

            /// The id with this number, for seeds and fixtures that must be the same every time.
            pub const fn from_u128(number: u128) -> Self {
                Self(uuid::Uuid::from_u128(number))
            }

            /// The sixteen bytes of the id, for link tokens and associated data.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }

            /// The id of these sixteen bytes.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(uuid::Uuid::from_bytes(bytes))
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.0, f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                parse(text).map(Self)
            }
        }
    )+};
}

/// The text is not an id. A request that names one is answered as "not found".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnId;

impl std::fmt::Display for NotAnId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("not an id")
    }
}

impl std::error::Error for NotAnId {}

/// Only the 36-character form with hyphens in lower case counts, so that one id has one text.
fn parse(text: &str) -> Result<uuid::Uuid, NotAnId> {
    if text.len() != 36 || text.bytes().any(|b| b.is_ascii_uppercase()) {
        return Err(NotAnId);
    }
    uuid::Uuid::try_parse(text).map_err(|_| NotAnId)
}

#[cfg(feature = "schema")]
struct IdText;

#[cfg(feature = "schema")]
impl schemars::JsonSchema for IdText {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Id".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "uuid" })
    }
}

ids! {
    /// A person who can sign in.
    AccountId,
    /// A person: staff member, guardian, or both.
    PersonId,
    /// A signed-in device.
    SessionId,
    /// A node of the organisation tree: city, district, town, school, grade, class, office.
    NodeId,
    /// A pupil.
    StudentId,
    /// A role held on a node for a time.
    GrantId,
    /// A home visit, made by the phone that recorded it.
    VisitId,
    /// 带回事项: one brought-back thing.
    MatterId,
    /// A micro-lesson (微课).
    LessonId,
    /// One uploaded film with what was made of it; a new file is a new asset.
    AssetId,
    /// An invitation to join for one child.
    InviteId,
    /// A carer's wish to join, which a guardian confirms.
    CarerRequestId,
    /// A planned visit.
    PlanId,
    /// An application for a certificate.
    ApplicationId,
    /// A cohort of candidates.
    CohortId,
    /// One training with its sign-in list.
    TrainingId,
    /// One assessor's seat for one candidate.
    AssessmentId,
    /// One batch that is put forward for 拟认定.
    RecommendationId,
    /// A public notice (公示).
    NoticeId,
    /// An objection to a public notice.
    ObjectionId,
    /// A certificate.
    CertificateId,
    /// A sheet of holders from before.
    LegacyId,
    /// One upload of a roster or staff sheet.
    ImportId,
    /// A message on its way to a person.
    MessageId,
    /// The right behind a link page: one per guardian, subject and cycle.
    LinkId,
    /// A one-time code; its digits are derived from it.
    CodeId,
    /// A one-time sign-in link; its secret is derived from it.
    SignInLinkId,
    /// A request as logs and problems name it.
    RequestId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_id_has_one_text() {
        let id = VisitId::new();
        assert_eq!(id.to_string().parse(), Ok(id));
        for bad in [
            "",
            "1",
            "018f",
            "018F7E7E-0000-7000-8000-000000000001",
            "018f7e7e000070008000000000000001",
            "{018f7e7e-0000-7000-8000-000000000001}",
            "018f7e7e-0000-7000-8000-00000000000g",
        ] {
            assert_eq!(bad.parse::<VisitId>(), Err(NotAnId), "{bad}");
        }
    }

    #[test]
    fn later_ids_sort_later() {
        let (a, b) = (VisitId::new(), VisitId::new());
        assert!(a < b && a.to_string() < b.to_string());
    }
}
