//! A table of who reaches what: each guarded endpoint by each of some people.

use std::collections::BTreeSet;

use tongyu_shared::api::endpoint::{Access, Declaration, Method};

use super::Client;
use crate::laws::matrix::sample_body;

/// A table and how its endpoints are called. Of a row's marks `o` is let through (to succeed, or to
/// be told what is wrong with the call), `x` 403, `-` 404.
pub struct Reach<'a> {
    /// The columns.
    pub people: &'a [&'a str],
    /// The name of an endpoint, and a mark for each of the people.
    pub rows: &'a [(&'a str, &'a str)],
    /// The endpoints, each of which has a row.
    pub declared: &'a [Declaration],
}

impl Reach<'_> {
    /// Calls everything as everyone. A version that never was: what is let through changes nothing
    /// that others need.
    pub async fn holds(
        &self,
        clients: &[Client],
        url: impl Fn(&str, &str) -> String,
        body: impl Fn(&str, Option<String>) -> Option<String>,
    ) {
        let names: BTreeSet<_> = self.rows.iter().map(|row| row.0).collect();
        let declared: BTreeSet<_> = self.declared.iter().map(|one| one.name).collect();
        assert_eq!(names, declared);
        let mut wrong = Vec::new();
        for declaration in self.declared {
            assert!(matches!(
                declaration.access,
                Access::Can(_) | Access::SignedIn
            ));
            let name = declaration.name;
            let (_, row) = self.rows.iter().find(|row| row.0 == name).expect("a row");
            assert_eq!(row.len(), self.people.len(), "{name}");
            let body = body(name, sample_body(declaration));
            let version = (declaration.method != Method::Get).then_some("\"v0\"");
            for ((client, who), mark) in clients.iter().zip(self.people).zip(row.chars()) {
                let url = url(name, declaration.path);
                let answer = client
                    .raw(declaration.method.as_str(), &url, body.clone(), version)
                    .await;
                let fits = match mark {
                    'o' => !matches!(answer.status, 401 | 403 | 404 | 500),
                    'x' => answer.status == 403,
                    _ => answer.status == 404,
                };
                if !fits {
                    wrong.push(format!(
                        "{name} by {who}: {mark}, got {} {}",
                        answer.status, answer.text
                    ));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
