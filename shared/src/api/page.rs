//! Keyset pages: a page names the last key it shows, the next one goes on behind it.

use serde::{Deserialize, Serialize};

/// One page of a list, in a stable order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Page<T> {
    /// The rows of this page.
    pub items: Vec<T>,
    /// Opaque; pass it as `after` to get the next page. Absent on the last one.
    pub next: Option<String>,
}

/// Rows on a page where the caller does not say.
pub const PAGE_SIZE: u32 = 50;

/// Which page of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PageQuery {
    /// The `next` of the page before; absent for the first page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}
