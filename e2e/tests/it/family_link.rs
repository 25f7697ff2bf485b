//! A family's link that was passed on by mistake: the teacher takes it back, and it opens no more.

use anyhow::Result;
use tongyu_e2e::{Size, journey, word};
use tongyu_shared::identity::types::Persona;

use crate::reference_visit::PUPIL;

/// How the field of the link is called, up to its last day.
const LINK: &str = "复制链接发给家长";

#[tokio::test]
async fn a_link_that_a_teacher_took_back_opens_for_nobody() -> Result<()> {
    journey("family-link", Size::Phone, async |browser, _| {
        let (revoke, asked) = (
            word!(joining_pages::revoke),
            word!(joining_pages::revoke_ask),
        );
        browser.become_persona(Persona::HeadTeacher).await?;
        browser.open("/today").await?;
        browser.tap(PUPIL).await?;
        browser.tap(word!(joining_pages::invite_family)).await?;
        let link = browser.value_of(LINK).await?;
        let family = browser.path().await?;
        browser.open(&link).await?;
        browser.sees(word!(joining::not_needed)).await?;

        browser.open(&family).await?;
        browser.tap(revoke).await?;
        browser.sees(asked).await?;
        browser.tap(word!(ui::cancel)).await?;
        browser.sees_no(asked).await?;
        browser.tap(revoke).await?;
        browser.tap(word!(joining_pages::revoke_now)).await?;
        browser.sees(word!(joining_pages::revoked)).await?;
        browser.open(&link).await?;
        browser.sees(word!(link::gone)).await
    })
    .await
}
