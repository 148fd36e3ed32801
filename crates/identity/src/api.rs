//! The machine door of identity: who asks.
//! Tells nobody about anybody else.

use kit::Who;
use serde_json::json;
use web::{About, Answer, Ctx, Schema, json};

pub(crate) const ME: About = About {
    id: "getMe",
    summary: "Who asks (a person or an official), for whom, and through which post.",
    input: None,
    output: me_schema,
};

pub(crate) async fn me(ctx: Ctx) -> Answer {
    let mut it = json!({ "kind": "anyone", "name": ctx.name });
    match &ctx.by.who {
        Who::Person { id, subject } => {
            it["kind"] = "person".into();
            it["person"] = id.as_str().into();
            it["subject"] = subject.as_str().into();
            it["acting_for"] = ctx.by.acting_for.as_ref().map(|it| it.as_str()).into();
        }
        Who::Official(acting) => {
            it["kind"] = "official".into();
            it["official"] = acting.official.as_str().into();
            it["post"] = acting.post.as_str().into();
            it["agency"] = acting.agency.as_str().into();
            it["region"] = acting.region.as_str().into();
            it["powers"] = acting.powers.clone().into();
        }
        Who::Anyone | Who::System(_) => {}
    }
    Ok(json(&it))
}

fn me_schema() -> Schema {
    Schema::object(vec![
        ("kind", Schema::text("person or official.")),
        ("name", Schema::text("what they are called")),
        ("person", Schema::text("the person").maybe()),
        ("subject", Schema::text("the subject that is this person").maybe()),
        ("acting_for", Schema::text("the company acted for").maybe()),
        ("official", Schema::text("the official").maybe()),
        ("post", Schema::text("the post acted through").maybe()),
        ("agency", Schema::text("the agency of that post").maybe()),
        ("region", Schema::text("the region of that agency").maybe()),
        ("powers", Schema::list(Schema::text("a power of the post")).maybe()),
    ])
}
