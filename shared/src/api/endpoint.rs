//! Endpoints are declared once. From one line come the server's mount and checks, the client in
//! the browser and in tests, the OpenAPI document, and the front end's guards.

use serde::{Serialize, de::DeserializeOwned};

use super::path::PathParams;
use crate::{
    access::{Action, Role},
    validate::Validate,
    wire_enum::wire_enum,
};

wire_enum! {
    /// The methods the API uses.
    pub enum Method {
        /// Reads; changes nothing.
        Get = "GET",
        /// Makes something or performs a step.
        Post = "POST",
        /// Puts something at an address the caller chose; repeating it changes nothing more.
        Put = "PUT",
        /// Takes something away.
        Delete = "DELETE",
    }
}

/// Who may call an endpoint at all. Which rows they reach is decided by the scope in the SQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anyone, signed in or not.
    Public,
    /// Anyone, but only where the demo is on; elsewhere the address does not exist.
    Demo,
    /// Whoever is signed in.
    SignedIn,
    /// Whoever holds a live grant with this action somewhere: 403 without one.
    Can(Action),
    /// Whoever sends a ticket that this site signed for the session of the cookie. Nothing is
    /// looked up: the handler reads the ticket.
    Ticket,
}

impl Access {
    /// Whether a holder of `roles` passes this gate.
    pub fn admits(self, roles: impl IntoIterator<Item = Role>) -> bool {
        match self {
            Self::Public | Self::Demo | Self::SignedIn | Self::Ticket => true,
            Self::Can(action) => roles.into_iter().any(|role| role.may(action)),
        }
    }
}

/// What travels as JSON; with feature `schema` it can also describe itself.
#[cfg(not(feature = "schema"))]
pub trait Wire: Serialize + DeserializeOwned {}
#[cfg(not(feature = "schema"))]
impl<T: Serialize + DeserializeOwned> Wire for T {}

/// What travels as JSON; with feature `schema` it can also describe itself.
#[cfg(feature = "schema")]
pub trait Wire: Serialize + DeserializeOwned + schemars::JsonSchema {}
#[cfg(feature = "schema")]
impl<T: Serialize + DeserializeOwned + schemars::JsonSchema> Wire for T {}

/// One endpoint of the API.
pub trait Endpoint: 'static {
    /// Its name in code and in the OpenAPI document.
    const NAME: &'static str;
    /// One sentence for the OpenAPI document.
    const SUMMARY: &'static str;
    /// Its method.
    const METHOD: Method;
    /// Its path, with values in braces.
    const PATH: &'static str;
    /// Who may call it.
    const ACCESS: Access;
    /// The values in its path.
    type Path: PathParams + 'static;
    /// Its query string; `()` for none.
    type Query: Wire + 'static;
    /// Its JSON body; `()` for none.
    type Body: Wire + Validate + 'static;
    /// Its JSON answer; `()` for 204.
    type Reply: Wire + 'static;
}

/// An endpoint as the documentation, the mount law and the access matrix see it.
#[derive(Clone, Copy)]
pub struct Declaration {
    /// Its name.
    pub name: &'static str,
    /// One sentence.
    pub summary: &'static str,
    /// Its method.
    pub method: Method,
    /// Its path, with values in braces.
    pub path: &'static str,
    /// Who may call it.
    pub access: Access,
    /// Schemas of query, body and reply, in this order.
    #[cfg(feature = "schema")]
    pub schemas: fn(&mut schemars::SchemaGenerator) -> [schemars::Schema; 3],
}

impl Declaration {
    /// The declaration of `E`.
    pub const fn of<E: Endpoint>() -> Self {
        Self {
            name: E::NAME,
            summary: E::SUMMARY,
            method: E::METHOD,
            path: E::PATH,
            access: E::ACCESS,
            #[cfg(feature = "schema")]
            schemas: |generator| {
                [
                    generator.subschema_for::<E::Query>(),
                    generator.subschema_for::<E::Body>(),
                    generator.subschema_for::<E::Reply>(),
                ]
            },
        }
    }
}

/// Declares the endpoints of a room and the list `DECLARED` of them:
/// ```text
/// endpoints! {
///     /// One sentence.
///     SubmitVisit = Put "/api/v1/visits/{visit}", Access::Can(Action::VisitRecord),
///         path: VisitPath, body: NewVisit => VisitReceipt;
/// }
/// ```
/// `path`, `query` and `body` may be left out, in this order. Uploads and downloads are declared
/// without a body or reply and mounted by hand.
#[macro_export]
macro_rules! endpoints {
    ($(
        #[doc = $summary:literal]
        $name:ident = $method:ident $path:literal, $access:expr
            $(, path: $p:ty)? $(, query: $q:ty)? $(, body: $b:ty)? => $reply:ty;
    )+) => {
        $(
            #[doc = $summary]
            #[derive(Clone, Copy, Debug)]
            pub struct $name;

            impl $crate::api::endpoint::Endpoint for $name {
                const NAME: &'static str = stringify!($name);
                const SUMMARY: &'static str = $summary;
                const METHOD: $crate::api::endpoint::Method =
                    $crate::api::endpoint::Method::$method;
                const PATH: &'static str = $path;
                const ACCESS: $crate::api::endpoint::Access = $access;
                type Path = $crate::or_unit!($($p)?);
                type Query = $crate::or_unit!($($q)?);
                type Body = $crate::or_unit!($($b)?);
                type Reply = $reply;
            }
        )+

        /// The endpoints of this room.
        pub const DECLARED: &[$crate::api::endpoint::Declaration] =
            &[$($crate::api::endpoint::Declaration::of::<$name>()),+];
    };
}

/// The given type, or `()` where none is given.
#[macro_export]
#[doc(hidden)]
macro_rules! or_unit {
    () => {
        ()
    };
    ($ty:ty) => {
        $ty
    };
}
