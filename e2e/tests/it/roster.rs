//! A school's own sheet, as untidy as it is: checked first, added up in sight, then written.

use std::fs;

use anyhow::Result;
use tongyu_e2e::{Size, journey, word};
use tongyu_shared::identity::types::Persona;

/// A title above the heading, columns in the school's order, an empty row, one pupil without a
/// class.
const SHEET: &str = "\
海棠路小学2026年秋季学生花名册,,,,,\n\
制表：教务处,,,,,\n\
序号,班级,学生姓名,性别,家长姓名,联系电话\n\
1,三(1)班,方小舟,男,方志远,19900000101\n\
2,三（1）班,沈月,女,沈建华,199 0000 0102\n\
,,,,,\n\
3,三年级1班,许一鸣,男,许海,19900000103\n\
4,,丁零,女,丁一,19900000104\n";

#[tokio::test]
async fn an_untidy_roster_is_checked_added_up_and_written_once_confirmed() -> Result<()> {
    journey("roster", Size::Desktop, async |browser, _| {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("花名册.csv");
        fs::write(&file, SHEET)?;
        browser.become_persona(Persona::SchoolAdmin).await?;
        browser.open("/imports").await?;
        browser.tap(word!(import_pages::kind_roster)).await?;
        browser
            .choose_file(word!(import_pages::file), &file)
            .await?;
        browser.tap(word!(import_pages::upload)).await?;
        let (read, accepted, refused, blank) = (5, 3, 1, 1);
        for (count, what) in [
            (read, word!(import_pages::read)),
            (accepted, word!(import_pages::accepted)),
            (refused, word!(import_pages::refused)),
            (blank, word!(import_pages::blank)),
        ] {
            browser.sees(&format!("{count}{what}")).await?;
        }
        browser.sees(word!(import_pages::nothing_written)).await?;
        browser.tap(&word!(import_pages::write, accepted)).await?;
        browser.tap(&word!(import_pages::write, accepted)).await?;
        browser.sees(word!(import_pages::done)).await?;
        browser
            .sees(&word!(import_pages::done_sum, 3, 3, 0, 0, 0))
            .await
    })
    .await
}
