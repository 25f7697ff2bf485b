//! The page of all endpoints, by room, with what they take and give.

use maud::{Markup, html};
use schemars::{SchemaGenerator, generate::SchemaSettings};
use serde_json::Value;
use tongyu_shared::{
    access::Role,
    api::endpoint::{Access, Declaration},
};

use super::{layout, schemas};
use crate::{http::origin::APP_HEADER, openapi};

/// A room's name for readers.
fn room_name(room: &str) -> &'static str {
    match room {
        "identity" => "身份与登录 Identity",
        "org" => "组织与名单 Organisation",
        "feedback" => "带回事项 Matters",
        "visits" => "家访 Visits",
        "courses" => "微课 Micro-lessons",
        "learning" => "学习 Learning",
        "certification" => "指导师认定 Certification",
        "certificates" => "公示与证书 Certificates",
        _ => "",
    }
}

/// The page of the endpoints, and that of the definitions they name.
pub fn pages() -> (Markup, Markup) {
    let settings = SchemaSettings::draft2020_12()
        .with(|settings| settings.definitions_path = "/components/schemas".into());
    let mut generator = settings.into_generator();
    let rooms: Vec<_> = openapi::ROOMS
        .iter()
        .map(|(room, declared)| {
            let entries: Vec<_> = declared
                .iter()
                .map(|each| endpoint(each, &mut generator))
                .collect();
            html! {
                section id={ "room-" (room) } {
                    h2 { (room_name(room)) " " code { (room) } }
                    @for entry in &entries { (entry) }
                }
            }
        })
        .collect();
    let definitions = generator.take_definitions(true);
    let body = html! {
        (introduction())
        nav.rooms {
            @for (room, declared) in openapi::ROOMS {
                p {
                    a href={ "#room-" (room) } { b { (room_name(room)) } }
                    @for each in *declared { " " a href={ "#" (each.name) } { (each.name) } }
                }
            }
        }
        @for room in &rooms { (room) }
    };
    let named = html! {
        @for (name, schema) in &definitions { (schemas::definition(name, schema)) }
    };
    (
        layout("接口 Endpoints", &body),
        layout("数据结构 Schemas", &named),
    )
}

fn introduction() -> Markup {
    html! {
        p lang="zh-CN" {
            "地址都以 " code { "/api/v1" } " 开头，收发 JSON。登录后凭会话 Cookie 访问；修改数据的请求还要带 "
            code { (APP_HEADER) } " 头，并且来自本站页面。出错时返回 problem+json，见"
            a href="/api/docs/problems" { "问题代码" } "。修改带版本的内容时，用 " code { "If-Match" }
            " 写明所依据的版本。列表分页返回，" code { "next" } " 就是下一页的 " code { "after" } "。"
        }
        p lang="en" {
            "All paths begin with " code { "/api/v1" } " and speak JSON. The session cookie signs requests; "
            "a change also carries the header " code { (APP_HEADER) } " and comes from this site's own pages. "
            "Failures are problem+json: see " a href="/api/docs/problems" { "problems" } ". A change of something "
            "with a version names that version in " code { "If-Match" } ". Lists come in pages: "
            code { "next" } " is the " code { "after" } " of the next one."
        }
    }
}

fn endpoint(declaration: &Declaration, generator: &mut SchemaGenerator) -> Markup {
    let [query, body, reply] = (declaration.schemas)(generator);
    let none = |schema: &Value| schema.get("type").is_some_and(|kind| kind == "null");
    html! {
        article id=(declaration.name) {
            h3 {
                span.method { (declaration.method) } " " code { (declaration.path) }
            }
            p { b { (declaration.name) } " — " (declaration.summary.trim()) }
            table {
                tr { th { "谁能调用 Access" } td { (access(declaration.access)) } }
                @if !none(query.as_value()) {
                    tr { th { "查询参数 Query" } td translate="no" { (schemas::type_of(query.as_value())) } }
                }
                @if !none(body.as_value()) {
                    tr { th { "请求体 Body" } td translate="no" { (schemas::type_of(body.as_value())) } }
                }
                tr {
                    th { "返回 Reply" }
                    td translate="no" {
                        @if none(reply.as_value()) { "204" } @else {
                            "200 " (schemas::type_of(reply.as_value()))
                        }
                    }
                }
            }
        }
    }
}

fn access(access: Access) -> Markup {
    match access {
        Access::Public => html! { "所有人 anyone" },
        Access::Demo => html! { "仅演示环境 demo only" },
        Access::SignedIn => html! { "已登录 anyone signed in" },
        Access::Ticket => html! { "持票据 whoever holds the ticket" },
        Access::Can(action) => html! {
            code { (action) } ": "
            @for (index, role) in Role::ALL.iter().filter(|role| role.may(action)).enumerate() {
                @if index > 0 { ", " }
                code { (role) }
            }
        },
    }
}
