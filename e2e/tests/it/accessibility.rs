//! Every screen in every look on a phone, and at a desk: nothing serious for axe, nothing that a thumb or weak eyes trip over.

use anyhow::{Result, ensure};
use tongyu_e2e::{Browser, City, Look, Size, axe::Depth, journey, screens};
use tongyu_shared::Lang;

#[tokio::test]
async fn no_screen_in_chinese_has_a_barrier_in_any_look() -> Result<()> {
    journey("barriers-zh", Size::Phone, async |browser, _| {
        every_screen(browser, Lang::ZhCn).await
    })
    .await
}

#[tokio::test]
async fn no_screen_in_english_has_a_barrier_in_any_look() -> Result<()> {
    journey("barriers-en", Size::Phone, async |browser, _: &mut City| {
        every_screen(browser, Lang::En).await
    })
    .await
}

/// All screens, so that one run tells everything that is wrong.
async fn every_screen(browser: &Browser, lang: Lang) -> Result<()> {
    let mut found = Vec::new();
    for screen in screens::all() {
        let [first, ..] = Look::all_in(lang);
        if let Err(error) = screen.show(browser, first).await {
            found.push(format!("{}: {error:#}", screen.name));
            continue;
        }
        for look in Look::all_in(lang)
            .into_iter()
            .filter(|look| screen.comes_in(*look))
        {
            browser.wear(look).await?;
            let depth = if look == first {
                Depth::Whole
            } else {
                Depth::Look
            };
            let place = format!("{} {}", screen.name, look.name());
            found.extend(wrong(browser, depth, &place).await?);
        }
        browser.resize(Size::Desktop).await?;
        browser.wear(first).await?;
        found.extend(wrong(browser, Depth::Whole, &format!("{} at a desk", screen.name)).await?);
        browser.resize(Size::Phone).await?;
        let complaints = browser.complaints().await?;
        found.extend(
            complaints
                .iter()
                .map(|what| format!("{}: {what}", screen.name)),
        );
    }
    ensure!(found.is_empty(), "{}", found.join("\n"));
    Ok(())
}

/// What is wrong with the page in the look that it wears.
async fn wrong(browser: &Browser, depth: Depth, place: &str) -> Result<Vec<String>> {
    let found = [browser.barriers(depth).await?, browser.faults().await?].concat();
    Ok(found
        .iter()
        .map(|what| format!("{place}: {what}"))
        .collect())
}
