//! Someone who comes by an old link, a wrong address or a foreign phone.

use anyhow::Result;
use tongyu_e2e::{Look, Size, journey, word};
use tongyu_shared::{Lang, identity::types::Persona, text};

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

#[tokio::test]
async fn whoever_signs_in_on_the_page_can_open_every_tab() -> Result<()> {
    journey("tabs", Size::Phone, async |browser, _| {
        let teacher = browser.card_of(Persona::HeadTeacher).await?;
        browser.open("/").await?;
        browser
            .tap_near(&teacher.name, word!(identity::sign_in))
            .await?;
        browser.sees(word!(visits::contact_this_term)).await?;
        for (tab, content) in [
            (word!(visits::class), word!(visit_pages::search_by_name)),
            (word!(matter_pages::tab), word!(feedback::inbox_title)),
            (word!(ui::tab_me), word!(ui::me_look)),
            (word!(visits::today), word!(visits::contact_this_term)),
        ] {
            browser.tap(tab).await?;
            browser.sees(content).await?;
            browser.settled().await?;
        }
        Ok(())
    })
    .await
}
