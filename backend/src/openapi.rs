//! The OpenAPI 3.1 document, made from the declarations; its schemas are the types' own.

use actix_web::{HttpResponse, web};
use schemars::{SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};
use tongyu_shared::api::endpoint::{Access, Declaration};

/// Adds `/api/v1/openapi.json`.
pub fn mount(cfg: &mut web::ServiceConfig) {
    cfg.service(
        web::resource("/api/v1/openapi.json").get(async || HttpResponse::Ok().json(document())),
    );
}

/// The rooms with what they declare.
pub const ROOMS: &[(&str, &[Declaration])] = &[
    ("identity", tongyu_shared::identity::endpoints::DECLARED),
    ("org", tongyu_shared::org::endpoints::DECLARED),
    ("feedback", tongyu_shared::feedback::endpoints::DECLARED),
    ("visits", tongyu_shared::visits::endpoints::DECLARED),
    ("courses", tongyu_shared::courses::endpoints::DECLARED),
    ("learning", tongyu_shared::learning::endpoints::DECLARED),
    (
        "certification",
        tongyu_shared::certification::endpoints::DECLARED,
    ),
    (
        "certificates",
        tongyu_shared::certification::certificates::endpoints::DECLARED,
    ),
];

/// The endpoints of all rooms, as they are declared.
pub fn declared() -> Vec<Declaration> {
    ROOMS
        .iter()
        .flat_map(|(_, declared)| declared.iter().copied())
        .collect()
}

/// The document as it is kept in `docs/openapi.json`. Its keys are sorted: whether JSON objects
/// keep their order depends on what else is built.
pub fn text() -> Result<String, serde_json::Error> {
    let mut document = document();
    document.sort_all_objects();
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

/// The document.
pub fn document() -> Value {
    let settings = SchemaSettings::draft2020_12()
        .with(|settings| settings.definitions_path = "/components/schemas".into());
    let mut generator = settings.into_generator();
    let mut paths = Map::new();
    for declaration in declared() {
        let operation = operation(&declaration, &mut generator);
        let method = declaration.method.as_str().to_lowercase();
        let path = paths.entry(declaration.path).or_insert_with(|| json!({}));
        if let Some(path) = path.as_object_mut() {
            path.insert(method, operation);
        }
    }
    let problem = generator
        .subschema_for::<tongyu_shared::api::problem::Problem>()
        .to_value();
    let schemas = generator.take_definitions(true);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "同育 Tongyu",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "家校社协同育人。所有失败都是 application/problem+json。",
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": { "Problem": {
                "description": "What went wrong and what to do about it, in the reader's language",
                "content": { "application/problem+json": { "schema": problem } },
            } },
            "securitySchemes": {
                "session": { "type": "apiKey", "in": "cookie", "name": "__Host-tongyu" },
            },
        },
    })
}

fn operation(declaration: &Declaration, generator: &mut SchemaGenerator) -> Value {
    let [query, body, reply] = (declaration.schemas)(generator);
    let mut parameters = path_parameters(declaration.path);
    parameters.extend(query_parameters(query.as_value()));
    let mut operation = json!({
        "operationId": declaration.name,
        "summary": declaration.summary.trim(),
        "parameters": parameters,
        "responses": responses(reply.as_value()),
    });
    if let Some(fields) = operation.as_object_mut() {
        if !is_unit(body.as_value()) {
            fields.insert(
                "requestBody".to_owned(),
                json!({ "required": true, "content": { "application/json": { "schema": body } } }),
            );
        }
        match declaration.access {
            Access::Public | Access::Demo => {}
            Access::SignedIn | Access::Ticket => {
                fields.insert("security".to_owned(), json!([{ "session": [] }]));
            }
            Access::Can(action) => {
                fields.insert("security".to_owned(), json!([{ "session": [] }]));
                fields.insert("x-action".to_owned(), json!(action));
            }
        }
    }
    operation
}

fn path_parameters(path: &str) -> Vec<Value> {
    path.split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
        .map(|name| {
            json!({
                "name": name, "in": "path", "required": true,
                "schema": { "type": "string", "format": "uuid" },
            })
        })
        .collect()
}

/// Each property of the query's object is a parameter of its own.
fn query_parameters(schema: &Value) -> Vec<Value> {
    if is_unit(schema) {
        Vec::new()
    } else {
        vec![json!({
            "name": "query", "in": "query", "style": "form", "explode": true, "schema": schema,
        })]
    }
}

fn responses(reply: &Value) -> Value {
    let problem = json!({ "$ref": "#/components/responses/Problem" });
    if is_unit(reply) {
        json!({ "204": { "description": "Done" }, "default": problem })
    } else {
        json!({
            "200": {
                "description": "The answer",
                "content": { "application/json": { "schema": reply } },
            },
            "default": problem,
        })
    }
}

fn is_unit(schema: &Value) -> bool {
    schema.get("type").is_some_and(|kind| kind == "null")
}
