//! Users of this machine.

use crate::command::output_of;
use anyhow::{Context, Result};
use std::fs;
use std::process::Command;

/// A user by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Account {
    /// The user's number.
    pub uid: u32,
    /// The number of the user's first group.
    pub gid: u32,
}

impl Account {
    /// The account of that name.
    pub fn named(name: &str) -> Result<Self> {
        let accounts =
            fs::read_to_string("/etc/passwd").context("cannot read the list of users")?;
        Self::among(&accounts, name).with_context(|| format!("there is no user `{name}`"))
    }

    fn among(accounts: &str, name: &str) -> Option<Self> {
        let line = accounts
            .lines()
            .find(|line| line.split(':').next() == Some(name))?;
        let mut numbers = line.split(':').skip(2).map(str::parse);
        let (Some(Ok(uid)), Some(Ok(gid))) = (numbers.next(), numbers.next()) else {
            return None;
        };
        Some(Self { uid, gid })
    }
}

/// Whether we run as root.
pub fn is_root() -> Result<bool> {
    Ok(output_of(Command::new("id").arg("-u"))?.trim() == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_found_by_its_whole_name() {
        let accounts = "root:x:0:0::/root:/bin/sh\npostgresql:x:9:9::/:/bin/sh\n\
                        postgres:x:104:111:PostgreSQL,,,:/var/lib/postgresql:/bin/bash\n";
        let postgres = Account { uid: 104, gid: 111 };
        assert_eq!(Account::among(accounts, "postgres"), Some(postgres));
        assert_eq!(Account::among(accounts, "nobody"), None);
    }
}
