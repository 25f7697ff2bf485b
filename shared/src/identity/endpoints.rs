//! Sign-in, the session, and the demo's personas.

use super::types::{
    CodeRequest, CodeSent, CodeSignIn, LinkSignIn, Me, PersonaCard, PersonaSignIn, SiteInfo,
};
use crate::{api::endpoint::Access, endpoints};

endpoints! {
    /// Tells what stands at the foot of every page.
    ReadSite = Get "/api/v1/site", Access::Public => SiteInfo;
    /// Sends a one-time code to a phone.
    RequestCode = Post "/api/v1/session/code", Access::Public, body: CodeRequest => CodeSent;
    /// Signs in with a one-time code.
    SignInWithCode = Post "/api/v1/session", Access::Public, body: CodeSignIn => Me;
    /// Signs in with a one-time link.
    SignInWithLink = Post "/api/v1/session/link", Access::Public, body: LinkSignIn => Me;
    /// Tells who is signed in.
    ReadSession = Get "/api/v1/session", Access::SignedIn => Me;
    /// Ends this session.
    SignOut = Delete "/api/v1/session", Access::SignedIn => ();
    /// Ends all sessions of this account, on every device.
    SignOutEverywhere = Delete "/api/v1/sessions", Access::SignedIn => ();
    /// Lists the personas of the demo city.
    ListPersonas = Get "/api/v1/demo/personas", Access::Demo => Vec<PersonaCard>;
    /// Signs in as a persona of the demo city.
    SignInAsPersona = Post "/api/v1/demo/session", Access::Demo, body: PersonaSignIn => Me;
}
