//! What a rule pack says of certificates: whose they are and how they are numbered.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::validate::{Errors, Validate};

/// The certificates part of a rule pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CertificateRules {
    /// The prefix of the issuer's numbers: 2 to 6 capital letters.
    pub prefix: String,
    /// The district code (GB/T 2260) of places that `regions` does not name: the city's own.
    pub region: String,
    /// The code of each district by its name.
    pub regions: BTreeMap<String, String>,
    /// Days before the end from which a certificate is shown as 待续期.
    pub renewal_due_days: u16,
    /// Minutes that a sign-in counts as fresh, for what cannot be taken back.
    pub fresh_sign_in_minutes: u16,
}

impl CertificateRules {
    /// The code of a district.
    pub fn region_of(&self, district: Option<&str>) -> &str {
        district
            .and_then(|name| self.regions.get(name))
            .unwrap_or(&self.region)
    }
}

fn is_region(code: &str) -> bool {
    code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit())
}

impl Validate for CertificateRules {
    fn validate(&self, errors: &mut Errors) {
        let letters = self.prefix.bytes().all(|byte| byte.is_ascii_uppercase());
        if !letters || !(2..=6).contains(&self.prefix.len()) {
            errors.add("prefix", "unreadable_value", Vec::new());
        }
        if !is_region(&self.region) {
            errors.add("region", "unreadable_value", Vec::new());
        }
        for (name, code) in &self.regions {
            if !is_region(code) {
                errors.add(&format!("regions.{name}"), "unreadable_value", Vec::new());
            }
        }
        errors.in_range("renewal_due_days", self.renewal_due_days.into(), 0, 730);
        let minutes = self.fresh_sign_in_minutes.into();
        errors.in_range("fresh_sign_in_minutes", minutes, 1, 60);
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub fn rules() -> CertificateRules {
        CertificateRules {
            prefix: "YS".to_owned(),
            region: "990100".to_owned(),
            regions: BTreeMap::from([("海棠区".to_owned(), "990102".to_owned())]),
            renewal_due_days: 180,
            fresh_sign_in_minutes: 5,
        }
    }

    #[test]
    fn a_district_has_its_own_code_and_every_other_place_the_citys() {
        let rules = rules();
        assert_eq!(rules.region_of(Some("海棠区")), "990102");
        assert_eq!(rules.region_of(Some("别处")), "990100");
        assert_eq!(rules.region_of(None), "990100");
    }

    #[test]
    fn a_prefix_is_capital_letters_and_a_code_six_digits() {
        assert!(Errors::of(&rules()).is_empty());
        for prefix in ["", "A", "ys", "Y1", "ABCDEFG"] {
            let wrong = CertificateRules {
                prefix: prefix.to_owned(),
                ..rules()
            };
            assert_eq!(Errors::of(&wrong).len(), 1, "{prefix}");
        }
        for region in ["", "37020", "37020a", "3702000"] {
            let wrong = CertificateRules {
                region: region.to_owned(),
                ..rules()
            };
            assert_eq!(Errors::of(&wrong).len(), 1, "{region}");
        }
    }
}
