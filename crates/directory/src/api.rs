//! The machine doors: a region with what lies in it, an agency with its posts.
//! Says in JSON what the pages say in words.

use axum::extract::{Path, Query};
use kit::{AgencyId, Refusal, RegionCode};
use serde_json::{Value, json};
use web::{About, Answer, Ctx, Schema};

use crate::{
    actions::{agencies, regions},
    model::{
        agency::{Agency, Post},
        region::Region,
    },
    pages::Asked,
};

/// What the door of a region says of itself.
pub(crate) const REGION: About = About {
    id: "getRegion",
    summary: "A region by its code (GB/T 2260), the way to it, and a page of the regions right below it.",
    input: None,
    output: region_with_children_schema,
};

/// What the door of an agency says of itself.
pub(crate) const AGENCY: About = About {
    id: "getAgency",
    summary: "An agency and its posts (without the officials who hold them).",
    input: None,
    output: agency_schema,
};

pub(crate) async fn show_region(ctx: Ctx, Path(code): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let code = RegionCode::parse(&code).ok_or_else(Refusal::not_found)?;
    let after = asked.after();
    let read = ctx.store.read(move |read| {
        let region = regions::region(read, &code)?.ok_or_else(Refusal::not_found)?;
        let path = regions::path(read, &code)?;
        let children = regions::children(read, Some(&code), after.as_ref())?;
        Ok((region, path, children))
    });
    let (region, path, children) = read.await?;
    let mut body = region_json(&region);
    body["path"] = path.iter().map(region_json).collect();
    body["children"] = children.rows.iter().map(region_json).collect();
    body["next"] = children.next.into();
    Ok(web::json(&body))
}

pub(crate) async fn show_agency(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let id = AgencyId::parse(&id)?;
    let read = ctx.store.read(move |read| Ok((agencies::agency(read, &id)?, agencies::posts_in(read, &id)?)));
    let (agency, posts) = read.await?;
    Ok(web::json(&agency_json(&agency, &posts)))
}

fn region_json(it: &Region) -> Value {
    json!({
        "code": it.code.as_str(),
        "level": it.code.level(),
        "parent": it.code.parent().as_ref().map(RegionCode::as_str),
        "name": { "zh": it.name, "en": it.name_en },
    })
}

fn agency_json(it: &Agency, posts: &[Post]) -> Value {
    let posts: Vec<_> = posts
        .iter()
        .map(|it| json!({ "id": it.id.as_str(), "name": it.name, "powers": it.powers }))
        .collect();
    json!({
        "id": it.id.as_str(),
        "code": it.code.as_str(),
        "name": it.name,
        "region": it.region.as_str(),
        "level": it.level,
        "kind": it.kind.as_str(),
        "principal": it.kind.principal().map(AgencyId::as_str),
        "supervisor": it.supervisor.as_ref().map(AgencyId::as_str),
        "posts": posts,
    })
}

fn region_fields() -> Vec<(&'static str, Schema)> {
    let name = Schema::object(vec![
        ("zh", Schema::text("its name in Chinese")),
        ("en", Schema::text("its name in English, where the source has one").maybe()),
    ]);
    vec![
        ("code", Schema::text("2, 4, 6, 9 or 12 digits, in the shape of GB/T 2260")),
        ("level", Schema::int("1 for a province to 5 for a village")),
        ("parent", Schema::text("the code of the region it lies in").maybe()),
        ("name", name),
    ]
}

fn region_with_children_schema() -> Schema {
    let mut fields = region_fields();
    fields.extend([
        ("path", Schema::list(Schema::object(region_fields()))),
        ("children", Schema::list(Schema::object(region_fields()))),
        ("next", Schema::text("goes on with ?after= and this code, where more follow").maybe()),
    ]);
    Schema::object(fields)
}

fn agency_schema() -> Schema {
    let name =
        || Schema::object(vec![("zh", Schema::text("in Chinese")), ("en", Schema::text("in English"))]);
    let post = Schema::object(vec![
        ("id", Schema::text("the post")),
        ("name", name()),
        ("powers", Schema::list(Schema::text("noun.verb"))),
    ]);
    Schema::object(vec![
        ("id", Schema::text("the agency")),
        ("code", Schema::text("its unified social credit code (GB 32100)")),
        ("name", name()),
        ("region", Schema::text("the code of its region")),
        ("level", Schema::int("1 for a province to 5 for a village")),
        ("kind", Schema::text("authority, empowered or entrusted")),
        ("principal", Schema::text("the agency that answers for an entrusted one").maybe()),
        ("supervisor", Schema::text("the government that supervises it").maybe()),
        ("posts", Schema::list(post)),
    ])
}
