//! Waiting for something to become true, with a deadline and a reason.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// How long a person on a slow machine would wait before giving up.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// How often the condition is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(40);

/// Looks until `look` finds something.
///
/// # Errors
/// When `patience` is over, with the last reason that `look` gave; at once when looking fails.
pub async fn until<T>(
    patience: Duration,
    mut look: impl AsyncFnMut() -> Result<Found<T>>,
) -> Result<T> {
    let begun = Instant::now();
    loop {
        match look().await? {
            Found::Yes(found) => return Ok(found),
            Found::NotYet(why) if begun.elapsed() >= patience => {
                bail!("gave up after {patience:?}: {why}")
            }
            Found::NotYet(_) => tokio::time::sleep(LOOK_EVERY).await,
        }
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
