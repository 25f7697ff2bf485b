//! Photographs every screen in Chinese: on a phone and a desktop, light, dark and large.

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::{Result, bail};
use tongyu_e2e::{Browser, City, Look, Size, screens};
use tongyu_shared::Lang;

const USAGE: &str = "shots [--into FOLDER] [SCREEN ...]";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let (folder, wanted) = arguments(env::args().skip(1))?;
    for size in [Size::Phone, Size::Desktop] {
        // What a screen leaves behind would be there already on the second walk.
        let city = City::start().await?;
        let browser = Browser::start(&city.origin(), size).await?;
        for screen in
            screens::all().filter(|s| wanted.is_empty() || wanted.iter().any(|w| w == s.name))
        {
            screen.show(&browser, Look::PLAIN).await?;
            for look in looks().filter(|look| screen.comes_in(*look)) {
                browser.wear(look).await?;
                browser.settled().await?;
                let name = format!("{}-{}-{}.png", screen.name, size.width(), look.name());
                browser.shoot(&folder.join(&name)).await?;
                println!("{name}");
            }
        }
    }
    Ok(())
}

/// Light, dark and large; dark and large together is seen by the tests only.
fn looks() -> impl Iterator<Item = Look> {
    Look::all_in(Lang::ZhCn)
        .into_iter()
        .filter(|look| !(look.dark && look.care))
}

fn arguments(words: impl Iterator<Item = String>) -> Result<(PathBuf, Vec<String>)> {
    let mut folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/pictures");
    let mut wanted = Vec::new();
    let mut words = words;
    while let Some(word) = words.next() {
        match word.as_str() {
            "--into" => match words.next() {
                Some(name) => folder = name.into(),
                None => bail!(USAGE),
            },
            name if screens::all().any(|screen| screen.name == name) => wanted.push(word),
            unknown => {
                let known: Vec<_> = screens::all().map(|screen| screen.name).collect();
                bail!(
                    "there is no screen {unknown}; there are: {}\n{USAGE}",
                    known.join(", ")
                );
            }
        }
    }
    Ok((folder, wanted))
}
