//! Values in a path, such as the visit in `/visits/{visit}`: typed, percent-encoded, and parsed
//! by the same declaration.

/// The values that fill the braces of an endpoint's path.
pub trait PathParams: Sized {
    /// Name and text of each value.
    fn values(&self) -> Vec<(&'static str, String)>;

    /// Reads the values back. `None` where one is missing or does not parse: such a path is
    /// answered as "not found".
    fn parse(get: &dyn Fn(&str) -> Option<String>) -> Option<Self>;
}

impl PathParams for () {
    fn values(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    fn parse(_: &dyn Fn(&str) -> Option<String>) -> Option<Self> {
        Some(())
    }
}

/// Declares a struct of path values: `path_params! { /// doc pub struct VisitPath { visit: VisitId } }`.
#[macro_export]
macro_rules! path_params {
    ($($(#[$doc:meta])* pub struct $name:ident { $($(#[$fdoc:meta])* $field:ident: $ty:ty),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "a path value is named after what it identifies")]
        pub struct $name { $($(#[$fdoc])* pub $field: $ty),+ }

        impl $crate::api::path::PathParams for $name {
            fn values(&self) -> Vec<(&'static str, String)> {
                vec![$((stringify!($field), self.$field.to_string())),+]
            }

            fn parse(get: &dyn Fn(&str) -> Option<String>) -> Option<Self> {
                Some(Self { $($field: get(stringify!($field))?.parse().ok()?),+ })
            }
        }
    )+};
}

/// The path with its braces filled, each value percent-encoded.
pub fn fill(template: &str, values: &[(&'static str, String)]) -> String {
    let mut out = String::with_capacity(template.len() + 40);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (name, tail) = after.split_once('}').unwrap_or((after, ""));
        if let Some((_, value)) = values.iter().find(|(key, _)| *key == name) {
            encode(value, &mut out);
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

fn encode(value: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(byte as char);
        } else {
            out.push('%');
            out.push(HEX[usize::from(byte >> 4)] as char);
            out.push(HEX[usize::from(byte & 15)] as char);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_cannot_leave_its_place_in_the_path() {
        let values = [("a", "x/../y?z=1".to_owned()), ("b", "王".to_owned())];
        assert_eq!(
            fill("/p/{a}/q/{b}", &values),
            "/p/x%2F..%2Fy%3Fz%3D1/q/%E7%8E%8B"
        );
    }
}
