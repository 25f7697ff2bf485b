//! Someone who comes by an old link, a wrong address or a foreign phone.

use anyhow::Result;
use tongyu_e2e::{Look, Size, journey, word};
use tongyu_shared::{Lang, text};

#[tokio::test]
async fn whatever_address_a_stranger_opens_leads_to_signing_in() -> Result<()> {
    journey("stranger", Size::Phone, async |browser, _| {
        for path in ["/sign-in", "/matters", "/nowhere/at/all", "/"] {
            browser.open(path).await?;
            browser.sees(word!(identity::get_code)).await?;
            browser.sees(word!(ui::purpose)).await?;
        }
        browser.open("/sign-in#not-a-secret").await?;
        browser.sees(word!(identity::link_bad)).await?;
        assert_eq!(
            browser.path().await?,
            "/sign-in",
            "the secret leaves the address bar"
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_device_that_speaks_english_is_answered_in_english() -> Result<()> {
    journey("stranger-en", Size::Phone, async |browser, _| {
        browser
            .choose(Look {
                lang: Lang::En,
                ..Look::PLAIN
            })
            .await?;
        browser.open("/").await?;
        browser.sees(text::identity::get_code(Lang::En)).await?;
        browser
            .write(text::identity::phone(Lang::En), "138")
            .await?;
        browser.tap(text::identity::get_code(Lang::En)).await?;
        browser.sees(text::ui::please_change(Lang::En)).await
    })
    .await
}
