//! JSON schemas as tables that people read.

use maud::{Markup, html};
use serde_json::Value;

/// The page of the definitions.
pub const PATH: &str = "/api/docs/schemas";

/// Where definitions stand in a reference.
const DEFINITIONS: &str = "#/components/schemas/";

/// A definition with its fields, or its words.
pub fn definition(name: &str, schema: &Value) -> Markup {
    html! {
        article id={ "schema-" (name) } {
            h2 { code { (name) } }
            @if let Some(text) = text(schema, "description") { p { (text) } }
            (shape(schema))
        }
    }
}

fn shape(schema: &Value) -> Markup {
    let variants = list(schema, "oneOf").or_else(|| list(schema, "anyOf"));
    match (
        schema.get("properties").and_then(Value::as_object),
        variants,
    ) {
        (Some(fields), _) => html! {
            table {
                tr { th { "字段 Field" } th { "类型 Type" } th { "说明 Meaning" } }
                @for (field, inner) in fields {
                    tr {
                        td { code { (field) } @if !required(schema, field) { " " i { "可选 optional" } } }
                        td translate="no" { (type_of(inner)) }
                        td { (text(inner, "description").unwrap_or_default()) }
                    }
                }
            }
        },
        (None, Some(variants)) => html! {
            p { "其中之一 one of:" }
            @for variant in variants {
                div.variant {
                    @if let Some(text) = text(variant, "description") { p { (text) } }
                    @if variant.get("properties").is_some() { (shape(variant)) } @else { p translate="no" { (type_of(variant)) } }
                }
            }
        },
        (None, None) => html! { p translate="no" { (type_of(schema)) } },
    }
}

/// A type in a few words, with links to definitions.
pub fn type_of(schema: &Value) -> Markup {
    if let Some(name) = text(schema, "$ref").and_then(|path| path.strip_prefix(DEFINITIONS)) {
        return html! { a href={ (PATH) "#schema-" (name) } { (name) } };
    }
    if let Some(words) = list(schema, "enum") {
        return html! { @for (nth, word) in words.iter().enumerate() { @if nth > 0 { " | " } code { (bare(word)) } } };
    }
    if let Some(word) = schema.get("const") {
        return html! { code { (bare(word)) } };
    }
    if let Some(variants) = list(schema, "anyOf").or_else(|| list(schema, "oneOf")) {
        return html! { @for (nth, variant) in variants.iter().enumerate() { @if nth > 0 { " | " } (type_of(variant)) } };
    }
    match schema.get("type") {
        Some(Value::String(kind)) => simple(kind, schema),
        Some(Value::Array(kinds)) => html! {
            @for (nth, kind) in kinds.iter().filter_map(Value::as_str).enumerate() {
                @if nth > 0 { " | " } (simple(kind, schema))
            }
        },
        _ => html! { "任意 any" },
    }
}

fn simple(kind: &str, schema: &Value) -> Markup {
    match kind {
        "array" => html! {
            "[" @if let Some(items) = schema.get("items") { (type_of(items)) } "]"
        },
        "object" => {
            let values = schema
                .get("additionalProperties")
                .filter(|values| values.is_object());
            html! { @if let Some(values) = values { "{ … : " (type_of(values)) " }" } @else { "object" } }
        }
        "string" | "integer" | "number" => html! {
            (kind) @if let Some(format) = text(schema, "format") { " (" (format) ")" }
        },
        other => html! { (other) },
    }
}

fn required(schema: &Value, field: &str) -> bool {
    list(schema, "required").is_some_and(|names| names.iter().any(|name| name == field))
}

fn text<'a>(schema: &'a Value, key: &str) -> Option<&'a str> {
    schema.get(key)?.as_str()
}

fn list<'a>(schema: &'a Value, key: &str) -> Option<&'a [Value]> {
    schema.get(key)?.as_array().map(Vec::as_slice)
}

/// A word without quotation marks.
fn bare(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(schema: &Value) -> String {
        let page = type_of(schema).into_string();
        page.replace("<code>", "").replace("</code>", "")
    }

    #[test]
    fn types_read_as_a_person_would_say_them() {
        for (schema, said) in [
            (json!({"type": "string", "format": "uuid"}), "string (uuid)"),
            (json!({"type": ["string", "null"]}), "string | null"),
            (json!({"enum": ["a", "b"]}), "a | b"),
            (
                json!({"type": "array", "items": {"type": "boolean"}}),
                "[boolean]",
            ),
            (
                json!({"type": "object", "additionalProperties": {"type": "integer"}}),
                "{ … : integer }",
            ),
            (
                json!({"anyOf": [{"$ref": "#/components/schemas/Me"}, {"type": "null"}]}),
                "<a href=\"/api/docs/schemas#schema-Me\">Me</a> | null",
            ),
        ] {
            assert_eq!(read(&schema), said);
        }
    }
}
