//! A school's own sheet, as untidy as it is: checked first, added up in sight, then written.

use std::fs;

use anyhow::Result;
use tongyu_e2e::{
    Size, journey,
    roster::{ACCEPTED, BLANK, READ, REFUSED, UNTIDY},
    word,
};
use tongyu_shared::identity::types::Persona;

#[tokio::test]
async fn an_untidy_roster_is_checked_added_up_and_written_once_confirmed() -> Result<()> {
    journey("roster", Size::Desktop, async |browser, _| {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("花名册.csv");
        fs::write(&file, UNTIDY)?;
        browser.become_persona(Persona::SchoolAdmin).await?;
        browser.open("/desk/imports").await?;
        browser.tap(word!(import_pages::kind_roster)).await?;
        browser
            .choose_file(word!(import_pages::file), &file)
            .await?;
        browser.tap(word!(import_pages::upload)).await?;
        for (count, what) in [
            (READ, word!(import_pages::read)),
            (ACCEPTED, word!(import_pages::accepted)),
            (REFUSED, word!(import_pages::refused)),
            (BLANK, word!(import_pages::blank)),
        ] {
            browser.sees(&format!("{count}{what}")).await?;
        }
        browser.sees(word!(import_pages::nothing_written)).await?;
        browser.tap(&word!(import_pages::write, ACCEPTED)).await?;
        browser.tap(&word!(import_pages::write, ACCEPTED)).await?;
        browser.sees(word!(import_pages::done)).await?;
        browser
            .sees(&word!(import_pages::done_sum, 3, 3, 0, 0, 0))
            .await
    })
    .await
}
