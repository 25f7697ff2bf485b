//! What a page shows when there is nothing to show, or something went wrong.

use leptos::prelude::*;

use crate::{
    api::ApiError,
    offline::{DraftKind, draft::Keeper},
    ui::{
        Button, Card, DemoBar, Dialog, Empty, Failed, Forbidden, KeptNote, Kind, LinkButton, More,
        NotFound, Notice, Skeleton, Sync, SyncWord, TextArea, Tone,
    },
};

/// What a page does with the server and the disk: reads with a skeleton, keeps what is typed.
#[component]
fn Engine() -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let draft = Keeper::of_user("gallery".into(), DraftKind::Answer, "sample");
    draft.restore_into(move |text| {
        typed.try_set(text);
    });
    let keep = Callback::new(move |()| draft.keep(typed.get_untracked()));
    view! {
        <Card title="存在这台设备上">
            <TextArea name="draft" label="写点什么，刷新还在" value=typed on_change=keep/>
            <p class="small"><KeptNote kept=draft.kept/></p>
        </Card>
    }
    .into_any()
}

/// The states.
#[component]
pub fn States() -> impl IntoView {
    let open = RwSignal::new(false);
    let nothing = Callback::new(|()| ());
    view! {
        <Engine/>
        <DemoBar who="陈老师 · 班主任">
            <a href="/gallery">"换人"</a>
            <a href="/gallery">"消息 3"</a>
        </DemoBar>
        <p></p>
        <Notice text="2 条记录已存在本机，有网时自动上传。" tone=Tone::Warn/>
        <Notice text="已送达，您不用再操作了。" tone=Tone::Ok/>
        <Notice text="数据截至 19:42。" tone=Tone::Info/>
        <Notice text="没送成：登录过期了。内容还在，登录后继续。" tone=Tone::Bad>
            <Button text="登录" kind=Kind::Quiet/>
        </Notice>
        <p class="chips">
            <SyncWord state=Sync::Kept/>
            <SyncWord state=Sync::Sending/>
            <SyncWord state=Sync::Delivered/>
            <SyncWord state=Sync::Stuck("登录过期了".into())/>
        </p>
        <p></p>
        <Card title="今天要做">
            <Empty reason="今天没有约好的家访。还有 11 户没联系，要不要看看？">
                <LinkButton text="去看还没联系的 11 户" href="/gallery" kind=Kind::Secondary/>
            </Empty>
        </Card>
        <Skeleton lines=2/>
        <Failed error=ApiError::Offline retry=nothing/>
        <div class="grid">
            <Forbidden/>
            <NotFound/>
        </div>
        <More has_more=true on_more=nothing/>
        <Button text="打开对话框" kind=Kind::Secondary on_press=Callback::new(move |()| open.set(true))/>
        <Dialog title="把 38 人列入拟认定名单？" open>
            <p>"公示 5 个工作日。无异议后填文号、发证。"</p>
            <Button text="先不" kind=Kind::Secondary on_press=Callback::new(move |()| open.set(false))/>
        </Dialog>
    }
    .into_any()
}
