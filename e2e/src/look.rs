//! How a screen looks: in which language, light or dark, standard or large; and what is wrong
//! with it that accessibility rules do not name.

use anyhow::Result;
use serde_json::{Value, json};
use tongyu_shared::Lang;

use crate::{browser::Browser, person::BARE};

const FAULTS: &str = include_str!("page/faults.js");

/// A look that a person can choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The language.
    pub lang: Lang,
    /// Dark in place of light.
    pub dark: bool,
    /// 长辈版: larger type and targets.
    pub care: bool,
}

impl Look {
    /// Chinese, light, standard.
    pub const PLAIN: Self = Self {
        lang: Lang::ZhCn,
        dark: false,
        care: false,
    };

    /// All looks of one language, the plain one first.
    pub fn all_in(lang: Lang) -> [Self; 4] {
        [(false, false), (true, false), (false, true), (true, true)].map(|(dark, care)| Self {
            lang,
            dark,
            care,
        })
    }

    /// A word for file names: `light`, `dark-care`.
    pub const fn name(self) -> &'static str {
        match (self.dark, self.care) {
            (false, false) => "light",
            (true, false) => "dark",
            (false, true) => "care",
            (true, true) => "dark-care",
        }
    }

    const fn theme(self) -> &'static str {
        if self.dark { "dark" } else { "light" }
    }

    const fn mode(self) -> &'static str {
        if self.care { "care" } else { "standard" }
    }
}

impl Browser {
    /// Chooses a look for this device, as 我的 would keep it; pages opened from now on have it.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn choose(&self, look: Look) -> Result<()> {
        self.open(BARE).await?;
        self.prefer(look).await?;
        let kept: Vec<Value> = [
            ("lang", look.lang.as_str()),
            ("theme", look.theme()),
            ("mode", look.mode()),
        ]
        .map(|(key, word)| json!([format!("tongyu.{key}"), word]))
        .into();
        let keep = "for (const [key, word] of arguments[0]) localStorage.setItem(key, word)";
        self.run(keep, vec![json!(kept)]).await.map(drop)
    }

    /// Changes the look of the page that is open, without loading it again. The language stays.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn wear(&self, look: Look) -> Result<()> {
        self.prefer(look).await?;
        let wear = "
            document.documentElement.dataset.theme = arguments[0];
            document.documentElement.dataset.mode = arguments[1];";
        self.run(wear, vec![json!(look.theme()), json!(look.mode())])
            .await
            .map(drop)
    }

    /// What the system says, which link pages follow.
    async fn prefer(&self, look: Look) -> Result<()> {
        let media = json!({ "features": [
            { "name": "prefers-color-scheme", "value": look.theme() },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ] });
        self.cdp("Emulation.setEmulatedMedia", media).await?;
        self.cdp("Network.enable", json!({})).await?;
        let speaks = json!({ "headers": { "accept-language": look.lang.as_str() } });
        self.cdp("Network.setExtraHTTPHeaders", speaks)
            .await
            .map(drop)
    }

    /// What is wrong with the look of the page: too wide, too small, two things with one name,
    /// words that lost their arguments. Empty when nothing is.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn faults(&self) -> Result<Vec<String>> {
        self.read(&format!("{FAULTS}\nreturn faults()")).await
    }
}
