//! The answers a handler can give beside a page: a redirect, JSON, a file.
//! Everything a door sends out is made here or in `ctx`.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::Value;

use crate::Problem;

/// What a handler returns.
pub type Answer = Result<Response, Problem>;

/// A file under a name that holds its hash, or that never changes for another reason.
pub(crate) const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// After a form: go and see. A path of ours, never one a visitor chose.
pub fn redirect(path: &str) -> Response {
    let path =
        if path.starts_with('/') && !path.starts_with("//") && !path.contains('\\') { path } else { "/" };
    let location = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response()
}

/// A JSON document.
pub fn json(value: &Value) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], value.to_string()).into_response()
}

/// A file; `cache` is its Cache-Control.
pub fn file(content_type: &'static str, cache: &'static str, bytes: Vec<u8>) -> Response {
    ([(header::CONTENT_TYPE, content_type), (header::CACHE_CONTROL, cache)], bytes).into_response()
}
