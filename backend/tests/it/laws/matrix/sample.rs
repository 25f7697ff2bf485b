//! Bodies made from the schemas of the declarations: the smallest JSON of the right shape.

use serde_json::{Map, Value, json};
use tongyu_shared::api::endpoint::Declaration;

use crate::kit::site::NOW;

/// A body for the endpoint, or none where it takes none.
pub fn body(declaration: &Declaration) -> Option<String> {
    let mut generator = schemars::generate::SchemaSettings::draft2020_12().into_generator();
    let [_, schema, _] = (declaration.schemas)(&mut generator);
    let definitions = generator.take_definitions(true);
    let value = sample(schema.as_value(), &definitions);
    (!value.is_null()).then(|| value.to_string())
}

fn sample(schema: &Value, definitions: &Map<String, Value>) -> Value {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let name = reference.rsplit('/').next().expect("a name");
        return sample(&definitions[name], definitions);
    }
    if let Some(only) = schema.get("const") {
        return only.clone();
    }
    if let Some(first) = schema.get("enum").and_then(|list| list.get(0)) {
        return first.clone();
    }
    for choice in ["anyOf", "oneOf"] {
        if let Some(first) = schema.get(choice).and_then(|list| list.get(0)) {
            return sample(first, definitions);
        }
    }
    match kind(schema) {
        "object" => object(schema, definitions),
        "array" => json!([]),
        "integer" | "number" => schema.get("minimum").cloned().unwrap_or(json!(1)),
        "boolean" => json!(true),
        "string" => string(schema),
        _ => Value::Null,
    }
}

fn kind(schema: &Value) -> &str {
    match schema.get("type") {
        Some(Value::String(kind)) => kind,
        // A nullable type lists both; the real one comes first.
        Some(Value::Array(kinds)) => kinds.first().and_then(Value::as_str).unwrap_or("null"),
        _ if schema.get("properties").is_some() => "object",
        _ => "null",
    }
}

fn object(schema: &Value, definitions: &Map<String, Value>) -> Value {
    let required = schema
        .get("required")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    let mut fields = Map::new();
    for (name, property) in schema
        .get("properties")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        if required.iter().any(|entry| entry == name) {
            fields.insert(name.clone(), sample(property, definitions));
        }
    }
    Value::Object(fields)
}

fn string(schema: &Value) -> Value {
    match schema.get("format").and_then(Value::as_str) {
        Some("uuid") => json!("00000000-0000-7000-8000-000000000001"),
        Some("date-time") => json!(NOW),
        Some("date") => json!("2026-11-23"),
        _ => json!("字"),
    }
}
