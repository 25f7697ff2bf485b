//! What messages say and what links are for, as words. The sentences stand in
//! `locales/*/messages.json` under the template's word.

use crate::wire_enum::wire_enum;

wire_enum! {
    /// A message to a person. None carries a child's full name or what a matter is about.
    pub enum Template {
        /// A home visit was recorded; the family says whether it is true.
        VisitConfirm = "visit_confirm",
        /// What the family said is answered; the parent says whether it is solved.
        MatterAnswered = "matter_answered",
        /// A certificate was issued to this person.
        CertificateIssued = "certificate_issued",
        /// A one-time code.
        SignInCode = "sign_in_code",
        /// The head teacher invites a guardian to join.
        JoinInvite = "join_invite",
        /// A guardian said yes to a carer, who can sign in now.
        CarerAccepted = "carer_accepted",
    }
}

wire_enum! {
    /// What the holder of a link may do, once.
    pub enum LinkPurpose {
        /// Confirm or deny a home visit.
        VisitConfirm = "visit_confirm",
        /// Say whether an answer solved the matter.
        MatterAnswer = "matter_answer",
        /// Join, for the guardian to whom it was sent.
        JoinPersonal = "join_personal",
        /// Join, for whoever of the family opens it; it is no `link` but a family's invitation.
        JoinFamily = "join_family",
    }
}
