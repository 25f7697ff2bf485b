//! The one table of what is kept on this device. A keeper takes its kind from here, and
//! `me::unsent` names every kind and leads back to it: what is missing there does not compile.

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $word:literal;)+) => {
        /// What a draft is of.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum DraftKind { $($(#[$doc])* $name),+ }

        impl DraftKind {
            /// Every kind.
            #[cfg(test)]
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The word that its keys begin with.
            const fn word(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }

            fn of(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$name),)+
                    _ => None,
                }
            }
        }
    };
}

// Words stand on devices: a draft whose word is changed is lost.
kinds! {
    /// The answer to a matter, or its new wording.
    Answer = "answer";
    /// Why a matter is handed back, and where it belongs.
    HandBack = "hand_back";
    /// What a family said to an answer that was passed on.
    ProxyWord = "proxy";
    /// The record of a visit, by the pupil.
    Visit = "visit";
    /// The text of a lesson.
    Lesson = "lesson";
    /// The captions of a lesson.
    Captions = "captions";
    /// What an author should change in a lesson.
    LessonReturn = "lesson_return";
    /// A score with its remarks.
    Seat = "seat";
    /// Why a seat is given up.
    Conflict = "conflict";
    /// A table of exam scores, by the cohort.
    Scores = "scores";
    /// A table of observed lessons, by the cohort.
    ObservedLessons = "lessons";
    /// An application, by the level.
    Apply = "apply";
    /// An appeal against a refusal.
    Appeal = "appeal";
    /// The decision on an appeal.
    AppealDecision = "appeal_decision";
    /// What an applicant should bring.
    SendBack = "send_back";
    /// Why an application is refused.
    Refuse = "refuse";
    /// Why a seat is taken from its assessor, by application and seat.
    FreeSeat = "free_seat";
    /// Why a sign-in is taken back, by training and application.
    TakeBack = "take_back";
    /// The decision on an objection, by notice and objection.
    Objection = "objection";
    /// Why one's own certificate is given back.
    Surrender = "surrender";
    /// Why a certificate is suspended.
    Suspend = "suspend";
    /// Why a certificate is valid again.
    Reinstate = "reinstate";
    /// Why a certificate should be revoked.
    ProposeRevocation = "propose_revocation";
    /// Why a certificate should not be revoked after all.
    WithdrawRevocation = "withdraw_revocation";
    /// Why a certificate is revoked.
    Revoke = "revoke";
}

impl DraftKind {
    /// The key of the draft of `id`. Where the page is of something else, `id` is `page/thing`.
    pub fn key(self, id: &str) -> String {
        [self.word(), ":", id].concat()
    }

    /// What `key` is of, and the id of the page where it was written.
    pub fn of_key(key: &str) -> Option<(Self, &str)> {
        let (word, id) = key.split_once(':')?;
        let page = id.split('/').next()?;
        Some((Self::of(word)?, page))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_known_again_and_names_its_page() {
        for &kind in DraftKind::ALL {
            assert_eq!(DraftKind::of_key(&kind.key("7")), Some((kind, "7")));
            assert_eq!(DraftKind::of_key(&kind.key("7/9")), Some((kind, "7")));
        }
        assert_eq!(DraftKind::of_key("something else"), None);
        assert_eq!(DraftKind::of_key("unknown:7"), None);
    }
}
