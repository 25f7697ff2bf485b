//! The film on a lesson's page.

use anyhow::{Context, Result};

use crate::{
    browser::Browser,
    wait::{Found, PATIENCE, until},
};

const PLAY: &str = "
    const done = arguments[0], film = document.querySelector('video');
    film.muted = true;
    film.play().then(() => done('plays'), (error) => done(String(error)));";

impl Browser {
    /// Plays the film, without a sound.
    ///
    /// # Errors
    /// Where there is none, or it does not play.
    pub async fn play(&self) -> Result<()> {
        let said = self.driver().execute_async(PLAY, vec![]).await?;
        anyhow::ensure!(
            said.json() == "plays",
            "the film does not play: {}",
            said.json()
        );
        Ok(())
    }

    /// Stops the film where it is.
    ///
    /// # Errors
    /// Where there is none.
    pub async fn pause(&self) -> Result<()> {
        let pause = "document.querySelector('video').pause();";
        self.driver().execute(pause, vec![]).await?;
        Ok(())
    }

    /// Goes to this second of the film.
    ///
    /// # Errors
    /// Where there is none.
    pub async fn go_to(&self, second: u32) -> Result<()> {
        let seek = format!("document.querySelector('video').currentTime = {second};");
        self.driver().execute(seek, vec![]).await?;
        Ok(())
    }

    /// Waits until the film has come so far.
    ///
    /// # Errors
    /// Where it does not in time.
    pub async fn film_reaches(&self, second: f64) -> Result<()> {
        until(PATIENCE, async || {
            let at = "return document.querySelector('video').currentTime;";
            let at = self.driver().execute(at, vec![]).await?;
            let at = at.json().as_f64().context("a place in the film")?;
            Ok(if at >= second {
                Found::Yes(())
            } else {
                Found::NotYet(format!("{at} of {second} seconds"))
            })
        })
        .await
    }

    /// How many things this site keeps on the phone for its script.
    ///
    /// # Errors
    /// Where the browser does not say.
    pub async fn kept_things(&self) -> Result<u64> {
        let count = "return localStorage.length;";
        let count = self.driver().execute(count, vec![]).await?;
        count.json().as_u64().context("a number")
    }
}
