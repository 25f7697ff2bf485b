//! Waiting for something to become true, with a deadline and a reason.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::coming::is_coming;

/// How long a person on a slow machine would wait before giving up.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// How often the condition is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(40);

/// Looks until `look` finds something. A page that is just coming is looked at again.
///
/// # Errors
/// When `patience` is over, with the last reason that `look` gave; at once when looking fails.
pub async fn until<T>(
    patience: Duration,
    mut look: impl AsyncFnMut() -> Result<Found<T>>,
) -> Result<T> {
    let begun = Instant::now();
    loop {
        let why = match look().await {
            Ok(Found::Yes(found)) => return Ok(found),
            Ok(Found::NotYet(why)) => why,
            Err(error) if is_coming(&error) => format!("{error:#}"),
            Err(error) => return Err(error),
        };
        if begun.elapsed() >= patience {
            bail!("gave up after {patience:?}: {why}");
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// What one look found.
pub enum Found<T> {
    /// What was waited for.
    Yes(T),
    /// Nothing so far, and why.
    NotYet(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_never_comes_ends_with_the_last_reason() {
        let mut looks = 0;
        let never: Result<()> = until(Duration::ZERO, async || {
            looks += 1;
            Ok(Found::NotYet(format!("look {looks}")))
        })
        .await;
        assert!(never.unwrap_err().to_string().ends_with("look 1"));
    }

    #[tokio::test]
    async fn a_page_that_is_coming_is_looked_at_again_and_any_other_fault_ends_it() {
        let mut looks = 0;
        let found = until(PATIENCE, async || {
            looks += 1;
            if looks < 3 {
                bail!("aborted by navigation")
            }
            Ok(Found::Yes(looks))
        })
        .await;
        assert_eq!(found.unwrap(), 3);
        let gone: Result<()> = until(PATIENCE, async || bail!("no browser")).await;
        assert_eq!(gone.unwrap_err().to_string(), "no browser");
    }

    #[tokio::test]
    async fn it_looks_again_until_it_is_there() {
        let mut looks = 0;
        let found = until(PATIENCE, async || {
            looks += 1;
            Ok(if looks == 3 {
                Found::Yes(looks)
            } else {
                Found::NotYet(String::new())
            })
        })
        .await;
        assert_eq!(found.unwrap(), 3);
    }
}
