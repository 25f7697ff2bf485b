//! What stands in the history of a certificate: the steps of its state, and what leaves the state as
//! it is.

use super::super::state::CertEvent;
use crate::{lang::Lang, text::certificates as words, wire_enum::wire_enum};

wire_enum! {
    /// Something that happened to a certificate.
    pub enum Happening {
        /// 认定并发证.
        Certify = "certify",
        /// 由以前的证书转入: issued before this site.
        TakeOver = "take_over",
        /// 补上持证人: it was taken over without one.
        SupplyHolder = "supply_holder",
        /// 续期.
        Renew = "renew",
        /// 暂停.
        Suspend = "suspend",
        /// The suspension ended.
        Reinstate = "reinstate",
        /// Someone proposed to revoke it.
        ProposeRevocation = "propose_revocation",
        /// The proposal was taken back.
        WithdrawRevocation = "withdraw_revocation",
        /// 撤销.
        Revoke = "revoke",
        /// 本人交回.
        Surrender = "surrender",
    }
}

impl Happening {
    /// What a step of the state is in the history; `None` for steps of an application, and for what
    /// time alone brings about.
    pub const fn of(event: CertEvent) -> Option<Self> {
        Some(match event {
            CertEvent::Certify => Self::Certify,
            CertEvent::Renew => Self::Renew,
            CertEvent::Suspend => Self::Suspend,
            CertEvent::Reinstate => Self::Reinstate,
            CertEvent::Revoke => Self::Revoke,
            CertEvent::Surrender => Self::Surrender,
            _ => return None,
        })
    }

    /// `提议撤销`.
    pub fn words(self, lang: Lang) -> &'static str {
        words::by_key(lang, &format!("happened_{self}")).unwrap_or(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_happens_is_named_in_both_languages() {
        for &lang in Lang::ALL {
            for &what in Happening::ALL {
                assert_ne!(what.words(lang), what.as_str());
            }
        }
    }

    #[test]
    fn a_certificate_from_before_was_not_certified_here() {
        for &lang in Lang::ALL {
            let (before, here) = (Happening::TakeOver, Happening::Certify);
            assert_ne!(before.words(lang), here.words(lang));
        }
    }
}
