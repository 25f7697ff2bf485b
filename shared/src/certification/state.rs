//! The way of an application from the first day to what becomes of the certificate, as one table
//! (domain.md §5). What an application must show meanwhile stands in `rules`.

use crate::wire_enum::wire_enum;

wire_enum! {
    /// Where an application, and later its certificate, stands.
    pub enum CertState {
        /// 已申请.
        Applied = "applied",
        /// 资格通过.
        Eligible = "eligible",
        /// 未通过, with a reason; an appeal is possible.
        Refused = "refused",
        /// 本人撤回.
        Withdrawn = "withdrawn",
        /// 培训中: in a cohort.
        InCohort = "in_cohort",
        /// 已考试: every part of the exam at its floor.
        Examined = "examined",
        /// 已评审: the assessors' scores are in and near enough to each other.
        Assessed = "assessed",
        /// 拟认定.
        Recommended = "recommended",
        /// 公示中.
        PublicNotice = "public_notice",
        /// 异议成立: about to be refused.
        ObjectionUpheld = "objection_upheld",
        /// 已认定.
        Certified = "certified",
        /// 待续期.
        RenewalDue = "renewal_due",
        /// 已续期: a new certificate follows this one.
        Renewed = "renewed",
        /// 暂停.
        Suspended = "suspended",
        /// 撤销.
        Revoked = "revoked",
        /// 到期.
        Expired = "expired",
        /// 本人交回.
        Surrendered = "surrendered",
    }
}

wire_enum! {
    /// What can happen to an application or its certificate.
    pub enum CertEvent {
        /// The entry rules are met.
        FindEligible = "find_eligible",
        /// It is refused, with a reason.
        Refuse = "refuse",
        /// The candidate takes it back.
        Withdraw = "withdraw",
        /// It joins a cohort.
        Join = "join",
        /// The last part of the exam reached its floor.
        Examine = "examine",
        /// The assessors' result stands.
        Assess = "assess",
        /// 退回: something is missing, in words.
        SendBack = "send_back",
        /// 列入拟认定.
        Recommend = "recommend",
        /// The public notice begins.
        Publish = "publish",
        /// An objection to the notice is upheld.
        UpholdObjection = "uphold_objection",
        /// The certificate is issued, under a document number (文号).
        Certify = "certify",
        /// An appeal against the refusal is upheld.
        UpholdAppeal = "uphold_appeal",
        /// The certificate ends soon.
        RenewalFallsDue = "renewal_falls_due",
        /// A new certificate follows.
        Renew = "renew",
        /// 暂停.
        Suspend = "suspend",
        /// The suspension ends.
        Reinstate = "reinstate",
        /// 撤销.
        Revoke = "revoke",
        /// The last day is over.
        Expire = "expire",
        /// The holder gives it back.
        Surrender = "surrender",
    }
}

wire_enum! {
    /// Who someone is to one application.
    pub enum CertActor {
        /// The rules themselves, a timer.
        System = "system",
        /// The candidate, later the holder.
        Candidate = "candidate",
        /// Who runs certification.
        Manager = "manager",
        /// Who certifies: neither trained nor assessed the candidate.
        Certifier = "certifier",
    }
}

impl CertState {
    /// Whether the application is still on its way: a person has one such of each level at most.
    pub const fn is_open(self) -> bool {
        matches!(
            self,
            Self::Applied
                | Self::Eligible
                | Self::InCohort
                | Self::Examined
                | Self::Assessed
                | Self::Recommended
                | Self::PublicNotice
                | Self::ObjectionUpheld
        )
    }

    /// Whether there is, or was, a certificate.
    pub const fn has_certificate(self) -> bool {
        matches!(
            self,
            Self::Certified
                | Self::RenewalDue
                | Self::Renewed
                | Self::Suspended
                | Self::Revoked
                | Self::Expired
                | Self::Surrendered
        )
    }

    /// Whether evidence is still collected.
    pub const fn collects_evidence(self) -> bool {
        matches!(self, Self::InCohort | Self::Examined | Self::Assessed)
    }
}

/// Where an application stands, with what the table needs to know besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CertNow {
    /// The state.
    pub state: CertState,
    /// From which state it was refused; an appeal that is upheld leads back from there.
    pub refused_from: Option<CertState>,
    /// Before which state a suspension began; its end leads back there.
    pub suspended_from: Option<CertState>,
}

impl CertNow {
    /// An application just made.
    pub const NEW: Self = Self::at(CertState::Applied);

    /// In this state, never refused nor suspended.
    pub const fn at(state: CertState) -> Self {
        Self {
            state,
            refused_from: None,
            suspended_from: None,
        }
    }
}

/// Why a step is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAllowed {
    /// No arrow leads from this state by this event.
    NotInThisState,
    /// The arrow exists, but others may take it.
    NotByThisActor,
}

impl std::fmt::Display for NotAllowed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::NotInThisState => "not in this state",
            Self::NotByThisActor => "not by this person",
        })
    }
}

impl std::error::Error for NotAllowed {}

/// Where the application stands after `event`, brought about by `who`.
pub fn transition(now: CertNow, event: CertEvent, who: CertActor) -> Result<CertNow, NotAllowed> {
    let state = target(now, event).ok_or(NotAllowed::NotInThisState)?;
    if !may(event, who) {
        return Err(NotAllowed::NotByThisActor);
    }
    let mut next = CertNow { state, ..now };
    match event {
        CertEvent::Refuse => next.refused_from = Some(now.state),
        CertEvent::UpholdAppeal => next.refused_from = None,
        CertEvent::Suspend => next.suspended_from = Some(now.state),
        CertEvent::Reinstate => next.suspended_from = None,
        _ => {}
    }
    Ok(next)
}

/// The arrows of the picture, whoever takes them.
#[expect(
    clippy::match_same_arms,
    reason = "one line for each arrow of the picture"
)]
const fn target(now: CertNow, event: CertEvent) -> Option<CertState> {
    use CertEvent as E;
    use CertState as S;

    Some(match (now.state, event) {
        (S::Applied, E::FindEligible) => S::Eligible,
        (S::Eligible, E::Join) => S::InCohort,
        (S::InCohort, E::Examine) => S::Examined,
        (S::Examined, E::Assess) => S::Assessed,
        (S::InCohort | S::Examined | S::Assessed, E::SendBack) => S::InCohort,
        (S::Assessed, E::Recommend) => S::Recommended,
        (S::Recommended, E::Publish) => S::PublicNotice,
        (S::PublicNotice, E::UpholdObjection) => S::ObjectionUpheld,
        (S::PublicNotice, E::Certify) => S::Certified,
        (S::Applied | S::Eligible, E::Refuse) => S::Refused,
        (S::InCohort | S::Examined | S::Assessed, E::Refuse) => S::Refused,
        (S::ObjectionUpheld, E::Refuse) => S::Refused,
        (S::Applied | S::Eligible, E::Withdraw) => S::Withdrawn,
        (S::InCohort | S::Examined | S::Assessed, E::Withdraw) => S::Withdrawn,
        (S::Recommended, E::Withdraw) => S::Withdrawn,
        (S::Refused, E::UpholdAppeal) => return after_appeal(now.refused_from),
        (S::Certified, E::RenewalFallsDue) => S::RenewalDue,
        (S::Certified | S::RenewalDue, E::Renew) => S::Renewed,
        (S::Certified | S::RenewalDue, E::Suspend) => S::Suspended,
        (S::Suspended, E::Reinstate) => return now.suspended_from,
        (S::Certified | S::RenewalDue | S::Suspended, E::Revoke) => S::Revoked,
        (S::Certified | S::RenewalDue | S::Suspended, E::Expire) => S::Expired,
        (S::Certified | S::RenewalDue | S::Suspended, E::Surrender) => S::Surrendered,
        _ => return None,
    })
}

/// What an upheld appeal leads to: the decision that was refused is taken as made, and where an
/// objection had ended it, the next notice shows the candidate again.
const fn after_appeal(refused_from: Option<CertState>) -> Option<CertState> {
    match refused_from {
        Some(CertState::Applied | CertState::Eligible) => Some(CertState::Eligible),
        Some(CertState::InCohort | CertState::Examined | CertState::Assessed) => {
            Some(CertState::InCohort)
        }
        Some(CertState::ObjectionUpheld) => Some(CertState::Recommended),
        _ => None,
    }
}

/// Who may take an arrow.
const fn may(event: CertEvent, who: CertActor) -> bool {
    use CertActor as A;
    use CertEvent as E;

    match event {
        E::FindEligible | E::Join | E::Publish => matches!(who, A::Manager),
        E::Refuse | E::SendBack => matches!(who, A::Manager | A::Certifier),
        E::UpholdObjection | E::UpholdAppeal => matches!(who, A::Manager | A::Certifier),
        E::Withdraw | E::Surrender => matches!(who, A::Candidate),
        E::Examine | E::Assess | E::RenewalFallsDue | E::Expire => matches!(who, A::System),
        E::Recommend | E::Certify | E::Renew | E::Suspend | E::Reinstate | E::Revoke => {
            matches!(who, A::Certifier)
        }
    }
}

#[cfg(test)]
mod tests;
