//! OpenAPI 3.1, derived from the doors themselves, so that it cannot say what they do not do.
//! Knows nothing beyond what a door says of itself.

use axum::extract::State;
use serde_json::{Map, Value, json};

use crate::{About, Access, Answer, Door, DoorKind, Method, Site, answer};

/// A JSON Schema (2020-12), made of a few small words.
#[derive(Clone, Debug)]
pub struct Schema(pub Value);

impl Schema {
    /// Text; the words say what it means.
    pub fn text(words: &str) -> Self {
        Self(json!({ "type": "string", "description": words }))
    }

    /// A moment, RFC 3339 in UTC.
    pub fn time(words: &str) -> Self {
        Self(json!({ "type": "string", "format": "date-time", "description": words }))
    }

    /// A whole number.
    pub fn int(words: &str) -> Self {
        Self(json!({ "type": "integer", "description": words }))
    }

    /// True or false.
    pub fn bool(words: &str) -> Self {
        Self(json!({ "type": "boolean", "description": words }))
    }

    /// A list of one kind.
    pub fn list(of: Schema) -> Self {
        Self(json!({ "type": "array", "items": of.0 }))
    }

    /// Any object; the words say what stands in it.
    pub fn map(words: &str) -> Self {
        Self(json!({ "type": "object", "description": words }))
    }

    /// An object of named fields, all required; `maybe` makes one optional.
    pub fn object(fields: Vec<(&str, Schema)>) -> Self {
        let required: Vec<_> =
            fields.iter().filter(|(_, it)| it.0.get("x-maybe").is_none()).map(|(it, _)| *it).collect();
        let properties: Map<_, _> =
            fields.iter().map(|(name, it)| ((*name).to_owned(), it.0.clone())).collect();
        Self(json!({ "type": "object", "required": required, "properties": properties }))
    }

    /// May be missing or null.
    #[must_use]
    pub fn maybe(mut self) -> Self {
        self.0["x-maybe"] = true.into();
        self
    }
}

/// The whole document.
pub fn document(origin: &str, doors: &[Door]) -> Value {
    let mut paths = Map::new();
    for door in doors {
        let DoorKind::Api(about) = door.kind else { continue };
        let method = if door.method == Method::Get { "get" } else { "post" };
        let path = paths.entry(door.path).or_insert_with(|| json!({}));
        path[method] = operation(door, &about);
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Yiwang", "version": "1", "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" } },
        "servers": [{ "url": origin }],
        "paths": paths,
        "components": {
            "securitySchemes": { "session": { "type": "apiKey", "in": "cookie", "name": crate::guard::SESSION_COOKIE } },
            "schemas": { "Problem": problem() },
        },
    })
}

fn operation(door: &Door, about: &About) -> Value {
    let problem = json!({ "description": "What is wrong and what to do (RFC 9457).",
        "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } } });
    let parameters: Vec<_> = door
        .path
        .split('/')
        .filter_map(|it| it.strip_prefix('{')?.strip_suffix('}'))
        .map(|it| json!({ "name": it.trim_start_matches('*'), "in": "path", "required": true, "schema": { "type": "string" } }))
        .collect();
    let mut it = json!({
        "operationId": about.id,
        "summary": about.summary,
        "parameters": parameters,
        "responses": {
            "200": { "description": about.summary, "content": { "application/json": { "schema": (about.output)().0 } } },
            "default": problem,
        },
    });
    if let Some(input) = about.input {
        it["requestBody"] =
            json!({ "required": true, "content": { "application/json": { "schema": input().0 } } });
    }
    if door.access != Access::Public {
        it["security"] = json!([{ "session": [] }]);
    }
    it
}

fn problem() -> Value {
    let flaw = Schema::object(vec![
        ("field", Schema::text("The field as the request names it.")),
        ("code", Schema::text("What is wrong, for machines.")),
        ("detail", Schema::text("What is wrong, for people.")),
    ]);
    Schema::object(vec![
        ("type", Schema::text("A URI that names the kind of problem.")),
        ("code", Schema::text("The rule, as noun.rule.")),
        ("title", Schema::text("The kind of problem.")),
        ("detail", Schema::text("What to do.")),
        ("status", Schema::int("The HTTP status.")),
        ("errors", Schema::list(flaw).maybe()),
    ])
    .0
}

pub(crate) async fn serve(State(site): State<std::sync::Arc<Site>>) -> Answer {
    Ok(answer::file("application/json", "public, max-age=60", site.openapi.clone().into_bytes()))
}
