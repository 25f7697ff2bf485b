//! The film on a lesson's page.

use std::time::Duration;

use anyhow::Result;

use crate::{
    browser::Browser,
    wait::{Found, PATIENCE, until},
};

const PLAY: &str = "
    const done = arguments[0], film = document.querySelector('video');
    film.muted = true;
    film.play().then(() => done('plays'), (error) => done(String(error)));";

const LATE: &str = "
    const [late] = arguments, ask = window.fetch;
    window.fetch = async (...asked) => {
        const answer = await ask(...asked);
        await new Promise((go) => setTimeout(go, late));
        return answer;
    };";

impl Browser {
    /// From now on the page hears so much later what the server has answered.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn answers_come_late(&self, late: Duration) -> Result<()> {
        let late = serde_json::json!(late.as_millis());
        self.driver().execute(LATE, vec![late]).await?;
        Ok(())
    }

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

    /// Waits until the film has come so far: as long as it plays there, and patience besides.
    ///
    /// # Errors
    /// Where it does not in time.
    pub async fn film_reaches(&self, second: f64) -> Result<()> {
        let left = second - self.film_at().await?;
        let played = Duration::try_from_secs_f64(left).unwrap_or_default();
        until(PATIENCE + played, async || {
            let at = self.film_at().await?;
            Ok(if at >= second {
                Found::Yes(())
            } else {
                Found::NotYet(format!("{at} of {second} seconds"))
            })
        })
        .await
    }

    /// The second at which the film stands.
    ///
    /// # Errors
    /// Where there is none.
    pub async fn film_at(&self) -> Result<f64> {
        self.read("return document.querySelector('video').currentTime")
            .await
    }

    /// How many seconds the film of the page has.
    ///
    /// # Errors
    /// Where there is none.
    pub async fn film_length(&self) -> Result<f64> {
        self.read("return Number(document.querySelector('[data-duration]').dataset.duration)")
            .await
    }

    /// How many seconds of the film the page says that this phone has played: the part of the bar
    /// that its script has drawn.
    ///
    /// # Errors
    /// Where the page has no bar.
    pub async fn played_here(&self) -> Result<f64> {
        self.read("return document.querySelector('#seen').getTotalLength()")
            .await
    }

    /// How many things this site keeps on the phone for its script.
    ///
    /// # Errors
    /// Where the browser does not say.
    pub async fn kept_things(&self) -> Result<u64> {
        self.read("return localStorage.length").await
    }
}
