//! Every component in every state, at `/gallery`: for those who build pages, and for pictures.
//! Not part of a release; its words are samples and not in the locales.

mod controls;
mod states;

use leptos::prelude::*;

use crate::{
    t,
    ui::{
        Actions, Button, Card, Crumbs, Details, Fact, Facts, Heading, Icon, IconView, Kind,
        LinkButton, MaskButton, Masked, Meter, Ring, Row, Rows, Step, Table, Tag, Timeline, Tone,
    },
};

/// The page `/gallery`.
#[component]
pub fn GalleryPage() -> impl IntoView {
    view! {
        <Crumbs above=vec![("/me".into(), t!(ui::me_title).into()), ("/gallery".into(), "组件".into())]/>
        <Heading title="三年级（2）班 · 今日" sub="2026年11月23日 星期一 第13周">
            <Tag text="第一学期"/>
        </Heading>
        <Lists/>
        <Buttons/>
        <controls::Controls/>
        <states::States/>
        <Desktop/>
        <Icons/>
    }
    .into_any()
}

#[component]
fn Lists() -> impl IntoView {
    let child = Masked::name("王小明".into(), "王*明".into());
    view! {
        <Card>
            <div class="ring-side">
                <Ring done=31 all=42 label="本学期已联系 31 户，共 42 户"/>
                <div>
                    <h2>"本学期家庭联系"</h2>
                    <p class="muted">
                        <span class="pair">"入户 22"</span>" · "<span class="pair">"到校 5"</span>
                        " · "<span class="pair">"电话 4"</span>
                    </p>
                    <p class="muted">"还有 "<b>"11 户"</b>"，本学期约见"</p>
                </div>
            </div>
        </Card>
        <Card title="今天要做">
            <Rows>
                <Row who=child note="家访 · 海棠里小区" detail="上次 10月12日 电话 · 奶奶照顾" href="/gallery">
                    <Tag text="19:00" tone=Tone::Ok/>
                </Row>
                <Row who="李一涵" note="家访 · 可改线上" detail="家长希望谈：作业拖延" href="/gallery">
                    <Tag text="待家长选时间"/>
                </Row>
                <Row who="张弛" note="诉求待答复" detail="课后服务接送时间 → 教务处" href="/gallery">
                    <Tag text="还剩 2 天" tone=Tone::Warn/>
                </Row>
            </Rows>
        </Card>
        <Card title="家庭卡" side=|| view! { <MaskButton/> }>
            <Facts>
                <Fact label="同住">"奶奶（主要照顾）、妈妈"</Fact>
                <Fact label="联系">
                    <span class="pair">"妈妈 138****5678"</span>
                    <Button text="拨打" kind=Kind::Quiet icon=Icon::Phone/>
                </Fact>
                <Fact label="称呼习惯">"奶奶听不太清，请慢一点"</Fact>
            </Facts>
            <Details summary="上次留下的事">
                <p>"9月 想要阅读书单，图书馆已回。"</p>
            </Details>
        </Card>
        <Card title="课后服务能不能到 18:00？">
            <Timeline steps=steps()/>
        </Card>
    }
    .into_any()
}

fn steps() -> Vec<Step> {
    let step = |at: &str, what: &str, said: Option<&str>, done| Step {
        at: at.into(),
        what: what.into(),
        said: said.map(Into::into),
        done,
    };
    vec![
        step("11月23日", "陈老师已记下", None, true),
        step("11月24日", "交给 教务处（刘主任）", None, true),
        step(
            "11月30日",
            "学校答复",
            Some("12月起周一到周四延到 18:00,自愿报名，不收费。"),
            true,
        ),
        step("接下来", "等您确认", None, false),
    ]
}

#[component]
fn Buttons() -> impl IntoView {
    view! {
        <Card title="按钮与标签">
            <Actions>
                <Button text="开始记录"/>
                <Button text="改时间" kind=Kind::Secondary icon=Icon::Clock/>
                <LinkButton text="家长想换方式" href="/gallery" kind=Kind::Secondary/>
                <Button text="作废" kind=Kind::Danger/>
                <Button text="正在提交" busy=true/>
                <Button text="还不能提交" disabled=true/>
            </Actions>
            <p>
                <Tag text="已计划"/>" "<Tag text="办理中" tone=Tone::Info/>" "
                <Tag text="已办结" tone=Tone::Ok/>" "<Tag text="还剩 2 天" tone=Tone::Warn/>" "
                <Tag text="没送成" tone=Tone::Bad/>
            </p>
        </Card>
    }
    .into_any()
}

#[component]
fn Desktop() -> impl IntoView {
    let row = |class: &'static str, done: &'static str, share: u32| {
        view! {
            <tr>
                <th scope="row">{class}</th>
                <td class="num">{done}</td>
                <td><Meter done=share all=100 label=[&share.to_string(), "%"].concat()/></td>
                <td>"陈老师"</td>
            </tr>
        }
    };
    let heads = ["班级", "已联系", "占比", "班主任"]
        .map(String::from)
        .to_vec();
    view! {
        <Card title="各班联系情况">
            <Table caption="各班联系情况" heads numbers=&[1]>
                {row("三年级（1）班", "40/42", 95)}
                {row("三年级（2）班", "31/42", 74)}
                {row("三年级（3）班", "18/41", 44)}
            </Table>
        </Card>
    }
    .into_any()
}

#[component]
fn Icons() -> impl IntoView {
    let icons = Icon::ALL
        .iter()
        .map(|&icon| view! { <IconView icon/> })
        .collect_view();
    view! {
        <Card title="图标">
            <div class="chips">{icons}</div>
        </Card>
    }
    .into_any()
}
