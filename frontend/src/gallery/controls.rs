//! The controls of forms, one of them in error.

use leptos::prelude::*;
use tongyu_shared::api::problem::FieldProblem;

use crate::{
    form::Form,
    offline::draft::Kept,
    ui::{
        Actions, Button, Card, Check, Chips, Choice, DateField, FileField, FormFrame, KeptNote,
        Kind, MultiChips, NumberField, Select, Switch, TextArea, TextField, TimeField, toast,
        toast_undo,
    },
};

fn text(value: &str) -> RwSignal<String> {
    RwSignal::new(value.to_owned())
}

fn choices(words: &[&str]) -> Vec<Choice> {
    words.iter().map(|word| Choice::new(*word, *word)).collect()
}

/// A form with every control.
#[component]
pub fn Controls() -> impl IntoView {
    let form = Form::provide();
    let refuse = Callback::new(move |()| {
        form.show(vec![FieldProblem {
            field: "phone".into(),
            code: "phone".into(),
            message: "手机号要 11 位，现在是 10 位".into(),
        }]);
    });
    view! {
        <FormFrame on_submit=refuse>
            <Card title="记录这次家访">
                <Chips name="mode" legend="方式" choices=choices(&["入户", "到校", "电话", "线上"]) value=text("入户")/>
                <MultiChips
                    name="met"
                    legend="见到谁"
                    choices=choices(&["奶奶", "妈妈", "爸爸", "孩子"])
                    value=RwSignal::new(vec!["奶奶".to_owned()])
                />
                <Delivered/>
            </Card>
            <Card title="填写">
                <TextField name="phone" label="手机号" kind="tel" value=text("1380013800") hint="用来收登录码"/>
                <TextArea name="text" label="家长诉求" value=text("希望课后服务延到 18:00") hint="可说可写，一句话就够"/>
                <NumberField name="minutes" label="时长" unit="分钟" value=text("30")/>
                <DateField name="next" label="回访" value=text("2026-12-07") optional=true/>
                <TimeField name="at" label="几点" value=text("19:00") optional=true/>
                <Select name="office" label="转给" choices=choices(&["教务处", "德育处", "总务处"]) value=text("教务处")/>
                <FileField
                    name="file"
                    label="名单"
                    hint="Excel 或 CSV，20 MB 以内"
                    accept=".xlsx,.xls,.csv"
                    on_file=Callback::new(|file: web_sys::File| toast(file.name()))
                />
                <Check name="consent" label="我没有收礼、推销或收费" value=RwSignal::new(true)/>
            </Card>
            <Actions sticky=true note=|| view! { <KeptNote kept=Kept::Here("19:42".into())/> }>
                <Button text="提交" submit=true/>
                <Button
                    text="删除这一条"
                    kind=Kind::Secondary
                    on_press=Callback::new(|()| {
                        toast_undo("删掉了一条", Callback::new(|()| toast("放回来了")));
                    })
                />
            </Actions>
        </FormFrame>
    }
    .into_any()
}

#[component]
fn Delivered() -> impl IntoView {
    view! {
        <h3>"四到家"</h3>
        <Switch label="关心关爱" detail="天气转凉，问问奶奶身体" value=RwSignal::new(true)/>
        <Switch label="方针政策" detail="资助政策明白纸（1页）" value=RwSignal::new(false)/>
    }
    .into_any()
}
