//! `wire_enum!`: an enum that travels as a short word.
//!
//! One declaration gives the variants, their words on the wire and in the database, and both
//! directions of the conversion. Serde's derive would do the same with three times the code in
//! the browser's download.

use std::fmt;

/// A word that names no variant of the enum it was read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownValue {
    /// The enum's name in code.
    pub kind: &'static str,
    /// The word as it came, cut to 64 characters.
    pub value: String,
}

impl UnknownValue {
    /// The word `value` is not one of `kind`.
    #[cold]
    pub fn new(kind: &'static str, value: &str) -> Self {
        Self {
            kind,
            value: value.chars().take(64).collect(),
        }
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is not a {}", self.value, self.kind)
    }
}

impl std::error::Error for UnknownValue {}

/// Declares an enum whose variants travel as the given words.
///
/// ```ignore
/// wire_enum! {
///     /// How a visit takes place.
///     pub enum VisitMode {
///         /// 入户
///         Home = "home",
///     }
/// }
/// ```
macro_rules! wire_enum {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident {
            $( $(#[$variant_meta:meta])* $variant:ident = $word:literal ),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        $vis enum $name {
            $( $(#[$variant_meta])* $variant, )+
        }

        impl $name {
            /// Every variant, in the order of declaration.
            pub const ALL: &'static [Self] = &[ $( Self::$variant ),+ ];

            /// The word on the wire and in the database.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $( Self::$variant => $word, )+ }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::wire_enum::UnknownValue;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                match word {
                    $( $word => Ok(Self::$variant), )+
                    _ => Err($crate::wire_enum::UnknownValue::new(stringify!($name), word)),
                }
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = <String as ::serde::Deserialize>::deserialize(deserializer)?;
                word.parse().map_err(<D::Error as ::serde::de::Error>::custom)
            }
        }

        #[cfg(feature = "schema")]
        impl ::schemars::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                ::schemars::json_schema!({ "type": "string", "enum": [ $( $word ),+ ] })
            }
        }
    };
}
pub(crate) use wire_enum;

#[cfg(test)]
mod tests {
    wire_enum! {
        /// Two fruits.
        pub enum Fruit {
            /// Round.
            Apple = "apple",
            /// Bent.
            RipeBanana = "ripe_banana",
        }
    }

    #[test]
    fn every_variant_survives_the_way_to_json_and_back() {
        for fruit in Fruit::ALL {
            let json = serde_json::to_string(fruit).expect("a word");
            assert_eq!(json, format!("\"{fruit}\""));
            assert_eq!(
                serde_json::from_str::<Fruit>(&json).expect("the same word"),
                *fruit
            );
        }
        assert_eq!(Fruit::RipeBanana.as_str(), "ripe_banana");
        assert_eq!(Fruit::ALL.len(), 2);
    }

    #[test]
    fn an_unknown_word_is_refused_by_name() {
        let error = "Apple".parse::<Fruit>().expect_err("words are lower case");
        assert_eq!(error.to_string(), "\"Apple\" is not a Fruit");
        assert!(serde_json::from_str::<Fruit>("\"pear\"").is_err());
        assert!(serde_json::from_str::<Fruit>("1").is_err());
    }

    #[test]
    fn a_long_unknown_word_is_cut() {
        let error = "长".repeat(500).parse::<Fruit>().expect_err("unknown");
        assert_eq!(error.value.chars().count(), 64);
    }

    #[cfg(feature = "schema")]
    #[test]
    fn the_schema_lists_the_words() {
        let schema = schemars::schema_for!(Fruit);
        assert_eq!(
            schema.get("enum"),
            Some(&serde_json::json!(["apple", "ripe_banana"]))
        );
    }
}
