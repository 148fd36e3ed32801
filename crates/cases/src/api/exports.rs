//! The doors of others: matters as CPSV-AP for catalogues of services, and as national data-pooling records.
//! Public; what is said there stands on the pages too.

use axum::{
    extract::Path,
    http::{HeaderMap, header},
    response::Response,
};
use kit::Refusal;
use web::{About, Answer, Ctx, Schema};

use crate::{
    actions,
    model::{
        cpsv::{JSON_LD, Publisher, cpsv},
        records::{RECORD_TABLES, records_csv, records_json},
    },
};

/// How long an answer may be kept by whoever asked.
const CACHE: &str = "no-cache";
/// The type of a table.
const CSV: &str = "text/csv; charset=utf-8";

/// What the door of all records says of itself.
pub(crate) const RECORDS: About = About {
    id: "listRecords",
    summary: "Every matter as records of the national data-pooling interface, a list for each table; /api/records/{table} is one of them as CSV.",
    input: None,
    output: records_schema,
};

/// What the door of the catalogue says of itself.
pub(crate) const CPSV: About = About {
    id: "catalogueOfMatters",
    summary: "Every matter as a public service of CPSV-AP 3.2.0, as JSON-LD; one of them is /api/matters/{key} for who accepts application/ld+json.",
    input: None,
    output: cpsv_schema,
};

/// What the door of a table says of itself.
pub(crate) const TABLE: About = About {
    id: "getRecordTable",
    summary: "The records of one table of the national data-pooling interface, as CSV with a head.",
    input: None,
    output: csv_schema,
};

/// Every matter as CPSV-AP.
pub(crate) async fn matters_cpsv(ctx: Ctx) -> Answer {
    let all = ctx.store.read(actions::implemented).await?;
    let document = cpsv(&publisher(&ctx), all.iter().map(|(it, bodies)| (&it.matter, bodies.clone())));
    Ok(web::file(JSON_LD, CACHE, document.to_string().into_bytes()))
}

/// Whether somebody asks for JSON-LD.
pub(super) fn wants_json_ld(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|it| it.to_str().ok()).unwrap_or_default();
    accept.split(',').any(|it| it.split(';').next().is_some_and(|it| it.trim() == JSON_LD))
}

/// One matter as CPSV-AP.
pub(super) async fn matter_cpsv(ctx: &Ctx, key: String) -> Result<Response, web::Problem> {
    let read = ctx.store.read(move |read| {
        let matter = actions::current_matter(read, &key)?.1;
        let bodies = actions::implementers(read, &matter)?;
        Ok((matter, bodies))
    });
    let (matter, bodies) = read.await?;
    let document = cpsv(&publisher(ctx), std::iter::once((&matter.matter, bodies)));
    Ok(web::file(JSON_LD, CACHE, document.to_string().into_bytes()))
}

/// Every record.
pub(crate) async fn all_records(ctx: Ctx) -> Answer {
    let records = ctx.store.read(actions::matter_records).await?;
    Ok(web::json(&records_json(&records)))
}

/// The records of one table as CSV.
pub(crate) async fn table_csv(ctx: Ctx, Path(name): Path<String>) -> Answer {
    let table = RECORD_TABLES.iter().find(|it| it.name == name).ok_or_else(Refusal::not_found)?;
    let records = ctx.store.read(actions::matter_records).await?;
    Ok(web::file(CSV, CACHE, records_csv(table, &records).into_bytes()))
}

fn publisher(ctx: &Ctx) -> Publisher {
    let settings = &ctx.site.settings;
    Publisher { origin: settings.origin.trim_end_matches('/').to_owned(), name: settings.name.clone() }
}

fn cpsv_schema() -> Schema {
    Schema::object(vec![
        ("@context", Schema::map("the vocabularies")),
        ("@graph", Schema::list(Schema::map("a node: a service, its authority, a requirement, evidence …"))),
    ])
}

fn csv_schema() -> Schema {
    Schema::text("a line for each record")
}

fn records_schema() -> Schema {
    let table = |name: &'static str| (name, Schema::list(Schema::map("a text for each column")));
    Schema::object(RECORD_TABLES.iter().map(|it| table(it.name)).collect())
}
