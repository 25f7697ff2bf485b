//! Keyset pages: a cursor is the last row's key, opaque to whoever carries it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A cursor that this server did not make, or made for another list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a cursor of this list")]
pub struct BadCursor;

/// Longest cursor that is looked at, in bytes; real ones hold a few ids and times.
const LONGEST: usize = 1024;

/// Writes a key as base64url of its JSON.
pub fn encode<K: Serialize>(key: &K) -> Result<String, BadCursor> {
    let json = serde_json::to_vec(key).map_err(|_| BadCursor)?;
    Ok(URL_SAFE_NO_PAD.encode(json))
}

/// Reads a key back.
pub fn decode<K: DeserializeOwned>(cursor: &str) -> Result<K, BadCursor> {
    if cursor.len() > LONGEST {
        return Err(BadCursor);
    }
    let json = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| BadCursor)?;
    serde_json::from_slice(&json).map_err(|_| BadCursor)
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// At most as many rows as were asked for.
    pub items: Vec<T>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// How many rows a query must fetch so that [`Page::cut`] knows whether more follow.
    pub fn fetch(limit: u32) -> i64 {
        i64::from(limit) + 1
    }

    /// Cuts rows fetched with [`Page::fetch`] to `limit`, and keeps the last one's key.
    pub fn cut<K: Serialize>(
        mut rows: Vec<T>,
        limit: u32,
        key: impl Fn(&T) -> K,
    ) -> Result<Self, BadCursor> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = match rows.last() {
            Some(last) if more => Some(encode(&key(last))?),
            _ => None,
        };
        Ok(Self { items: rows, next })
    }

    /// The same page of other items.
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(f).collect(),
            next: self.next,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_brings_its_key_back() {
        let key = ("三年级2班".to_owned(), 7_i64);
        let cursor = encode(&key).unwrap();
        assert!(
            cursor
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        );
        assert_eq!(decode::<(String, i64)>(&cursor), Ok(key));
    }

    #[test]
    fn foreign_cursors_are_refused() {
        let long = "A".repeat(LONGEST + 1);
        let other = encode(&("a", "b")).unwrap();
        for cursor in ["", "!", "AAAA", long.as_str(), other.as_str()] {
            assert_eq!(decode::<(String, i64)>(cursor), Err(BadCursor), "{cursor}");
        }
    }

    #[test]
    fn a_page_ends_with_a_cursor_exactly_when_more_rows_follow() {
        for (rows, items, more) in [(0, 0, false), (2, 2, false), (3, 2, true)] {
            let page = Page::cut((0..rows).collect(), 2, |n: &i64| *n).unwrap();
            assert_eq!(page.items.len(), items, "{rows}");
            assert_eq!(page.next.is_some(), more, "{rows}");
        }
        assert_eq!(Page::<i64>::fetch(2), 3);
        let page = Page::cut(vec![5, 6, 7], 2, |n: &i64| *n).unwrap();
        assert_eq!(decode::<i64>(&page.next.unwrap()), Ok(6));
    }
}
