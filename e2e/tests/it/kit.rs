//! The kit can fail: what is hidden is not seen, what cannot be pressed is not pressed. Without
//! this, a green journey would prove nothing.

use std::{fs, time::Duration};

use anyhow::Result;
use tempfile::TempDir;
use tongyu_e2e::{Browser, Size, axe::Depth};

/// A phone in front of small pages, and a folder for them.
struct Bench {
    browser: Browser,
    folder: TempDir,
}

impl Bench {
    async fn start() -> Result<Self> {
        let mut browser = Browser::start("http://127.0.0.1:9", Size::Phone).await?;
        browser.patience = Duration::ZERO;
        Ok(Self {
            browser,
            folder: tempfile::tempdir()?,
        })
    }

    async fn show(&self, body: &str) -> Result<&Browser> {
        let file = self.folder.path().join("page.html");
        let head = "<!doctype html><html lang=zh-CN><meta charset=utf-8>\
            <meta name=viewport content='width=device-width,initial-scale=1'><title>页</title>\
            <style>button,.big{min-width:48px;min-height:48px}</style>";
        fs::write(&file, format!("{head}<main><h1>页</h1>{body}</main>"))?;
        self.browser
            .open(&format!("file://{}", file.display()))
            .await?;
        Ok(&self.browser)
    }
}

/// The reason of a refusal; fails where nothing was refused.
fn refused<T>(result: Result<T>) -> String {
    match result {
        Ok(_) => String::from("nothing was refused"),
        Err(error) => format!("{error:#}"),
    }
}

#[tokio::test]
async fn only_what_is_drawn_is_seen() -> Result<()> {
    let bench = Bench::start().await?;
    let page = bench
        .show(
            "<p>看得<b>见</b>的话</p><p hidden>藏着的</p><p style='visibility:hidden'>空白的</p>\
            <p style='opacity:0'>透明的</p><p style='position:absolute;width:1px;height:1px;\
            overflow:hidden;clip-path:inset(50%)'>念出来的</p><details><summary class=big>更多</summary>\
            <p>折起来的</p></details>",
        )
        .await?;
    page.sees("看得见的话").await?;
    for hidden in ["藏着的", "空白的", "透明的", "念出来的", "折起来的"] {
        page.sees_no(hidden).await?;
        assert!(
            refused(page.sees(hidden).await).contains("does not show"),
            "{hidden}"
        );
    }
    assert!(refused(page.sees_no("看得见").await).contains("still shows"));
    Ok(())
}

#[tokio::test]
async fn a_finger_refuses_what_it_could_not_press() -> Result<()> {
    let bench = Bench::start().await?;
    let page = bench
        .show(
            "<button style='min-height:30px;height:30px'>太矮</button><button disabled>不能</button>\
            <div style='position:relative;width:100px'><button>盖住</button>\
            <div style='position:absolute;inset:0'></div></div>\
            <button>同名</button><p><button>同名</button></p>\
            <a href='x' style='display:inline-block;width:44px;height:30px'>矮链接</a>\
            <p style='line-height:26px'>句子里的<a href='x' style='display:inline'>小链接可以</a></p>",
        )
        .await?;
    for (words, why) in [
        ("太矮", "less than 44"),
        ("不能", "is disabled"),
        ("盖住", "is covered by div"),
        ("同名", "2 things are called"),
        ("矮链接", "less than 44"),
        ("没有的", "nothing is called"),
    ] {
        let refusal = refused(page.tap(words).await);
        assert!(refusal.contains(why), "{words}: {refusal}");
    }
    assert_eq!(page.taps(), 0, "a refused tap is no tap");
    Ok(())
}

#[tokio::test]
async fn an_open_dialog_is_all_that_can_be_used() -> Result<()> {
    let bench = Bench::start().await?;
    let page = bench
        .show(
            "<button>后面</button><dialog><button>前面</button></dialog>\
            <script>document.querySelector('dialog').showModal()</script>",
        )
        .await?;
    page.tap("前面").await?;
    assert!(refused(page.tap("后面").await).contains("nothing is called"));
    page.sees_no("后面").await
}

#[tokio::test]
async fn taps_count_and_characters_count_apart() -> Result<()> {
    let bench = Bench::start().await?;
    let page = bench
        .show(
            "<label for=a>想说的</label><textarea id=a class=big>旧的</textarea>\
            <section><h2>反馈</h2><label class=big style='display:block'><input type=radio>没有</label></section>\
            <section><h2>诉求</h2><label class=big style='display:block'><input type=radio id=b>没有</label></section>\
            <a class=big style='display:block' href='?x'>王小明 家访 19:00</a>",
        )
        .await?;
    page.write("想说的", "延到六点").await?;
    page.tap_near("诉求", "没有").await?;
    assert_eq!(
        page.value_of("想说的").await?,
        "延到六点",
        "typing replaces what was there"
    );
    assert_eq!((page.taps(), page.typed()), (2, 4));
    page.tap("王小明").await?;
    page.count_from_here();
    assert_eq!((page.taps(), page.typed()), (0, 0));
    Ok(())
}

#[tokio::test]
async fn composed_letters_become_the_picked_characters() -> Result<()> {
    let bench = Bench::start().await?;
    let page = bench
        .show(
            "<label for=a>想说的</label><input id=a class=big><p id=log></p><script>\
            const say = (on, words) => a.addEventListener(on, () => { log.textContent = words; });\
            say('compositionstart', '正在拼');\
            say('compositionend', '拼好了');</script>",
        )
        .await?;
    page.write("想说的", "").await?;
    page.compose("wanyidian").await?;
    page.sees("正在拼").await?;
    page.pick("晚一点").await?;
    page.sees("拼好了").await?;
    assert_eq!(page.value_of("想说的").await?, "晚一点");
    Ok(())
}

#[tokio::test]
async fn faults_of_the_look_are_found_and_a_good_page_has_none() -> Result<()> {
    let bench = Bench::start().await?;
    for (body, fault) in [
        ("<p style='width:500px'>宽</p>", "wider than 390"),
        ("<p style='font-size:12px'>小字</p>", "text of 12 px"),
        (
            "<button>存</button><button>存</button>",
            "two different things are called",
        ),
        (
            "<button style='min-width:20px;width:20px;padding:0'>x</button>",
            "less than 44",
        ),
        ("<p>还有 {count} 户</p>", "broken words: {count}"),
        ("<p>还有 undefined 户</p>", "broken words: undefined"),
    ] {
        let faults = bench.show(body).await?.faults().await?;
        assert!(
            faults.iter().any(|found| found.contains(fault)),
            "{fault}: {faults:?}"
        );
    }
    let good = "<p>好</p><ul><li><button>登录</button></li><li><button>登录</button></li></ul>";
    assert_eq!(bench.show(good).await?.faults().await?, [""; 0]);
    Ok(())
}

#[tokio::test]
async fn axe_finds_a_button_without_a_name_and_grey_on_white() -> Result<()> {
    let bench = Bench::start().await?;
    let bad = "<button></button><p style='color:#bbb;background:#fff'>看不清</p>";
    let found = bench
        .show(bad)
        .await?
        .barriers(Depth::Whole)
        .await?
        .join("\n");
    assert!(
        found.contains("button-name") && found.contains("color-contrast"),
        "{found}"
    );
    let look = bench.browser.barriers(Depth::Look).await?.join("\n");
    assert!(
        look.contains("color-contrast") && !look.contains("button-name"),
        "{look}"
    );
    assert_eq!(
        bench
            .show("<p>好</p>")
            .await?
            .barriers(Depth::Whole)
            .await?,
        [""; 0]
    );
    Ok(())
}

#[tokio::test]
async fn what_the_browser_complains_about_is_heard() -> Result<()> {
    let bench = Bench::start().await?;
    let page = bench
        .show("<script>console.info('好'); throw new Error('坏了')</script>")
        .await?;
    let complaints = page.complaints().await?;
    assert!(
        complaints.len() == 1 && complaints[0].contains("坏了"),
        "{complaints:?}"
    );
    Ok(())
}
