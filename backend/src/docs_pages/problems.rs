//! The page that explains each problem code, at the addresses that problems name in `type`.

use maud::{Markup, html};
use tongyu_shared::{Lang, api::problem::ProblemCode};

use super::layout;

/// The page.
pub fn page() -> Markup {
    let body = html! {
        p lang="zh-CN" { "出错时的回答是 problem+json，按请求的语言写：code 给程序看，title 说明发生了什么，detail 说明怎么办，errors 逐个列出要改的字段，instance 是请求编号。" }
        p lang="en" { "A failure is answered with problem+json in the request's language: code is for programs, title says what happened, detail what to do, errors lists the fields to change, instance is the request's id." }
        @for &code in ProblemCode::ALL {
            article id=(code) {
                h3 { code { (code) } " " span.method { (code.status()) } }
                @for &lang in Lang::ALL {
                    p lang=(lang) { b { (code.title(lang)) } " " (code.advice(lang)) }
                }
            }
        }
    };
    layout("问题代码 Problems", &body)
}
