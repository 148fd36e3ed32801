//! The machine doors: matters as their files say them, applications, and the cases of whoever asks.
//! What a page refuses a machine is refused too, field by field.

pub(crate) mod exports;

use axum::{
    extract::{Path, Query},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use calendar::Day;
use forms::{Date, Form};
use kit::{Error, Flaw, Lang, Refusal, Result, Time, Words, fill};
use serde_json::{Map, Value, json};
use store::Read;
use web::{About, Answer, Ctx, Json, Schema};

use crate::{
    TEXTS,
    actions::{self, CaseView, NewCase, PAGE_ROWS},
    model::{Case, CaseClock, CaseId, Matter},
    pages::search,
};

/// The header that makes an application count once, where the document does not say it.
const KEY_HEADER: &str = "submission";

/// What the door of all matters says of itself.
pub(crate) const MATTERS: About = About {
    id: "listMatters",
    summary: "Every matter that can be applied for here; with ?q= and the fields of the search page, what is found, services of others included, a page by ?after= and what next says.",
    input: None,
    output: matters_schema,
};

/// What the door of a matter says of itself.
pub(crate) const MATTER: About = About {
    id: "getMatter",
    summary: "A matter as its file says it: conditions, materials, questions, rules, flow, times, remedies, each with its clause.",
    input: None,
    output: matter_schema,
};

/// What the door of applications says of itself.
pub(crate) const APPLY: About = About {
    id: "makeCase",
    summary: "Makes an application. The same submission key gives the same case, however often it arrives.",
    input: Some(application_schema),
    output: made_schema,
};

/// What the door of my cases says of itself.
pub(crate) const CASES: About = About {
    id: "listCases",
    summary: "The cases of whoever asks, the newest first; goes on with ?before= and the last identifier.",
    input: None,
    output: cases_schema,
};

/// What the door of my case says of itself.
pub(crate) const CASE: About = About {
    id: "getCase",
    summary: "A case of whoever asks: where it is, its times, its tasks and its notices.",
    input: None,
    output: case_schema,
};

/// Where a list goes on.
#[derive(Debug, Default, serde::Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    before: String,
}

/// All that can be applied for; or, where something is asked, what the search finds, items of others included.
pub(crate) async fn list_matters(ctx: Ctx, Query(fields): Query<Vec<(String, String)>>) -> Answer {
    let asked = search::Asked::of(fields);
    if asked.is_nothing() {
        let matters = ctx.store.read(actions::list_matters).await?;
        let all: Vec<_> = matters.iter().map(|it| matter_json(&it.matter)).collect();
        return Ok(web::json(&json!({ "matters": all })));
    }
    let ready = actions::ready(&ctx.store).await?;
    let found = asked.search(&ready.index, search::audience_of(&ctx.by));
    Ok(web::json(&found_json(&found)))
}

pub(crate) async fn show_matter(ctx: Ctx, Path(key): Path<String>, headers: HeaderMap) -> Answer {
    if exports::wants_json_ld(&headers) {
        return exports::matter_cpsv(&ctx, key).await;
    }
    let (version, matter) = ctx.store.read(move |read| actions::current_matter(read, &key)).await?;
    let mut body = matter_json(&matter.matter);
    body["version"] = version.into();
    body["file"] = serde_json::to_value(&matter.matter).map_err(|it| Error::Fault(it.into()))?;
    Ok(web::json(&body))
}

pub(crate) async fn apply(ctx: Ctx, Path(key): Path<String>, headers: HeaderMap, Json(body): Json) -> Answer {
    let matter = key.clone();
    let read = ctx.store.read(move |read| Ok((actions::current_matter(read, &matter)?, today(read)?)));
    let ((current, matter), today) = read.await?;
    let form = &matter.matter.form;
    let fields = fields(body.get("answers").unwrap_or(&Value::Null))?;
    let reading = form.read(&fields, today);
    if !reading.flaws.is_empty() {
        return Ok(flawed(&ctx, form, &reading.flaws));
    }
    let said = |name: &str| body.get(name).and_then(Value::as_str).map(str::to_owned);
    let header = headers.get(KEY_HEADER).and_then(|it| it.to_str().ok()).map(str::to_owned);
    let submission = said("submission").or(header).unwrap_or_default();
    let version = said("version").unwrap_or(current);
    let new = NewCase { matter: key, answers: reading.answers, version };
    let by = ctx.by.clone();
    let write = ctx.store.write(move |tx| {
        acts::once(tx, &submission, &by, |tx| {
            let made = actions::submit(tx, &by, &new)?;
            Ok(json!({ "id": made.id.as_str(), "number": made.number }).to_string())
        })
    });
    let answer = write.await?;
    Ok(web::json(&serde_json::from_str(&answer).map_err(|it| Error::Fault(it.into()))?))
}

pub(crate) async fn list_cases(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let by = ctx.by.clone();
    let before = CaseId::parse(&asked.before).ok();
    let cases = ctx.store.read(move |read| actions::own_cases(read, &by, before.as_ref())).await?;
    let next = cases.last().filter(|_| cases.len() == PAGE_ROWS).map(|(it, _)| it.id.as_str());
    let all: Vec<_> = cases.iter().map(|(it, _)| case_json(it)).collect();
    Ok(web::json(&json!({ "cases": all, "next": next })))
}

pub(crate) async fn show_case(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let (by, id) = (ctx.by.clone(), CaseId::parse(&id)?);
    let view = ctx.store.read(move |read| actions::own_case(read, &by, &id)).await?;
    Ok(web::json(&case_view_json(&view)?))
}

fn today(read: &mut Read<'_>) -> Result<Date> {
    let calendar = directory::current_calendar(read)?;
    let (year, month, day) = Day::of(read.now(), &calendar).ymd();
    Date::from_ymd(year as u16, month as u8, day as u8)
        .ok_or_else(|| Error::fault("a day outside the calendar"))
}

/// Answers as a page would post them: text, or a list of texts; numbers and flags as they are typed.
fn fields(answers: &Value) -> Result<Vec<(String, String)>> {
    let broken = |name: &str| Error::from(Refusal::invalid(name, "answer.not_text"));
    let typed = |name: &str, value: &Value| match value {
        Value::String(it) => Ok(it.clone()),
        Value::Number(it) => Ok(it.to_string()),
        Value::Bool(it) => Ok(if *it { "yes" } else { "no" }.to_owned()),
        _ => Err(broken(name)),
    };
    let empty = Map::new();
    let all = answers.as_object().unwrap_or(&empty);
    let mut fields = Vec::new();
    for (name, value) in all {
        match value {
            Value::Null => {}
            Value::Array(many) => {
                for it in many {
                    fields.push((name.clone(), typed(name, it)?));
                }
            }
            one => fields.push((name.clone(), typed(name, one)?)),
        }
    }
    Ok(fields)
}

/// Problem details (RFC 9457) with what is wrong with each field, in the words of the form.
fn flawed(ctx: &Ctx, form: &Form, flaws: &[Flaw]) -> Response {
    let lang = ctx.lang;
    let errors: Vec<_> = flaws
        .iter()
        .map(|it| json!({ "field": it.field, "code": it.code, "detail": flaw_words(lang, form, it) }))
        .collect();
    let body = json!({
        "type": format!("{}/problems/invalid", ctx.site.settings.origin),
        "code": "invalid",
        "title": kit::t!("api.flawed", lang),
        "detail": kit::t!("api.flawed_words", lang),
        "status": StatusCode::UNPROCESSABLE_ENTITY.as_u16(),
        "errors": errors,
    });
    let kind = [(header::CONTENT_TYPE, "application/problem+json")];
    (StatusCode::UNPROCESSABLE_ENTITY, kind, body.to_string()).into_response()
}

fn flaw_words(lang: Lang, form: &Form, flaw: &Flaw) -> String {
    let question = form.question_of(&flaw.field).map(|it| it.0);
    forms::say(question, flaw, lang).unwrap_or_else(|| {
        let args: Vec<_> = flaw.args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        fill(TEXTS.find(lang, &format!("flaw.{}", flaw.code)).unwrap_or(flaw.code), &args)
    })
}

fn found_json(found: &find::Found) -> Value {
    let hit = |it: &find::Hit| {
        json!({
            "key": it.key,
            "name": { "zh": it.name, "en": it.name_en },
            "online": it.online,
            "agency": Some(&it.agency).filter(|it| !it.is_empty()),
            "region": it.region.as_str(),
            "task_type": it.kind,
        })
    };
    json!({
        "n_found": found.n_total,
        "hits": found.hits.iter().map(hit).collect::<Vec<_>>(),
        "meant": found.meant,
        "loose": found.is_loose,
        "next": found.next,
        "agencies": found.facets.agencies,
        "task_types": found.facets.kinds,
    })
}

fn matter_json(it: &Matter) -> Value {
    json!({
        "key": it.key,
        "number": it.version,
        "name": it.name,
        "summary": it.summary,
        "region": it.region,
        "task_code": it.catalogue.task_code,
    })
}

fn case_json(it: &Case) -> Value {
    let at = |at: Option<Time>| at.map(|it| it.to_string());
    json!({
        "id": it.id.as_str(),
        "number": it.number,
        "matter": it.matter,
        "region": it.region.as_str(),
        "agency": it.agency.as_str(),
        "stage": it.stage.as_str(),
        "outcome": it.outcome,
        "received_at": at(Some(it.received_at)),
        "accepted_at": at(it.accepted_at),
        "decided_at": at(it.decided_at),
        "delivered_at": at(it.delivered_at),
        "ended_at": at(it.ended_at),
        "clocks": it.clocks.0.iter().map(clock_json).collect::<Vec<_>>(),
    })
}

fn clock_json(it: &CaseClock) -> Value {
    json!({
        "duty": it.duty,
        "clause": it.clause,
        "due_at": it.due_at.to_string(),
        "promised_at": it.promised_at.map(|it| it.to_string()),
        "provisional": it.provisional,
        "ended_at": it.ended_at.map(|it| it.to_string()),
        "overdue_at": it.overdue_at.map(|it| it.to_string()),
    })
}

fn case_view_json(view: &CaseView) -> Result<Value> {
    let mut body = case_json(&view.case);
    let answers = view.answers.as_ref().map(|it| serde_json::from_str::<Value>(&it.to_json())).transpose();
    body["answers"] = answers.map_err(|it| Error::Fault(it.into()))?.into();
    let task = |it: &actions::TaskView| {
        json!({
            "node": it.task.node,
            "duty": it.task.duty,
            "agency": it.task.agency.as_ref().map(|it| it.as_str()),
            "agency_name": it.agency.as_ref().map(words_json),
            "due_at": it.task.agency.as_ref().map(|_| it.task.due_at.to_string()),
            "opened_at": it.task.opened_at.to_string(),
            "ended_at": it.task.ended_at.map(|it| it.to_string()),
            "outcome": it.task.outcome,
        })
    };
    body["tasks"] = view.tasks.iter().map(task).collect();
    let notice = |it: &crate::model::Notice| json!({ "id": it.id.as_str(), "kind": it.kind.as_str(), "number": it.number, "issued_at": it.issued_at.to_string() });
    body["notices"] = view.notices.iter().map(notice).collect();
    Ok(body)
}

fn words_json(it: &Words) -> Value {
    json!({ "zh": it.zh, "en": it.en })
}

fn words_schema() -> Schema {
    Schema::object(vec![("zh", Schema::text("in Chinese")), ("en", Schema::text("in English"))])
}

fn matter_fields() -> Vec<(&'static str, Schema)> {
    vec![
        ("key", Schema::text("its name in addresses")),
        ("number", Schema::int("the number of its text, raised with each change")),
        ("name", words_schema()),
        ("summary", words_schema()),
        ("region", Schema::text("the region it holds in")),
        ("task_code", Schema::text("its code in the national catalogue")),
    ]
}

fn matters_schema() -> Schema {
    let name =
        Schema::object(vec![("zh", Schema::text("in Chinese")), ("en", Schema::text("in English").maybe())]);
    let hit = Schema::object(vec![
        ("key", Schema::text("the matter by key, or the item by its code")),
        ("name", name),
        ("online", Schema::bool("whether it can be applied for here")),
        ("agency", Schema::text("the agency, where it is the same everywhere").maybe()),
        ("region", Schema::text("where it is offered")),
        ("task_type", Schema::text("its type")),
    ]);
    Schema::object(vec![
        ("matters", Schema::list(Schema::object(matter_fields())).maybe()),
        ("n_found", Schema::int("how many were found, where something was asked").maybe()),
        ("hits", Schema::list(hit).maybe()),
        ("meant", Schema::text("what may have been meant instead").maybe()),
        (
            "loose",
            Schema::bool("whether nothing has all of the words, so that these have about half").maybe(),
        ),
        ("next", Schema::text("goes on with ?after= and this, where more follow").maybe()),
        ("agencies", Schema::map("how many are found of each agency").maybe()),
        ("task_types", Schema::map("how many are found of each type").maybe()),
    ])
}

fn matter_schema() -> Schema {
    let mut fields = matter_fields();
    fields
        .push(("version", Schema::text("the version that new cases follow; sent back with an application")));
    fields.push((
        "file",
        Schema::map("the whole file: pages of questions under form, clauses beside what they found"),
    ));
    Schema::object(fields)
}

fn application_schema() -> Schema {
    Schema::object(vec![
        (
            "submission",
            Schema::text(
                "any text of at most 64 characters that makes it count once; or the header of that name",
            )
            .maybe(),
        ),
        (
            "version",
            Schema::text("the version the answers were given under; the current one where it is left out")
                .maybe(),
        ),
        (
            "answers",
            Schema::map(
                "each question by its key: text, number, flag, or a list of texts; a day as key.year, key.month, key.day",
            ),
        ),
    ])
}

fn made_schema() -> Schema {
    Schema::object(vec![("id", Schema::text("the case")), ("number", Schema::text("what people quote"))])
}

fn case_fields() -> Vec<(&'static str, Schema)> {
    let clock = Schema::object(vec![
        ("duty", Schema::text("acceptance, decision or delivery")),
        ("clause", Schema::text("by which clause")),
        ("due_at", Schema::time("the first moment that is too late by law")),
        ("promised_at", Schema::time("the first moment that is later than promised").maybe()),
        ("provisional", Schema::bool("whether it counts through a year nobody has announced yet")),
        ("ended_at", Schema::time("when the duty was done").maybe()),
        ("overdue_at", Schema::time("when it was found to be missed").maybe()),
    ]);
    vec![
        ("id", Schema::text("the case")),
        ("number", Schema::text("what people quote")),
        ("matter", Schema::text("the matter, by key")),
        ("region", Schema::text("where it belongs")),
        ("agency", Schema::text("the agency that decides")),
        ("stage", Schema::text("received, correcting, accepted, decided or ended")),
        ("outcome", Schema::text("how it ended").maybe()),
        ("received_at", Schema::time("when it came in")),
        ("accepted_at", Schema::time("when it was accepted").maybe()),
        ("decided_at", Schema::time("when it was decided").maybe()),
        ("delivered_at", Schema::time("when the decision was delivered").maybe()),
        ("ended_at", Schema::time("when nothing was left to do").maybe()),
        ("clocks", Schema::list(clock)),
    ]
}

fn cases_schema() -> Schema {
    Schema::object(vec![
        ("cases", Schema::list(Schema::object(case_fields()))),
        ("next", Schema::text("goes on with ?before= and this identifier, where more follow").maybe()),
    ])
}

fn case_schema() -> Schema {
    let task = Schema::object(vec![
        ("node", Schema::text("the step of the flow")),
        ("duty", Schema::text("accept, examine, inspect, decide, deliver or correct")),
        ("agency", Schema::text("whose it is; nobody's where it is the applicant's").maybe()),
        ("agency_name", words_schema().maybe()),
        ("due_at", Schema::time("when it is due").maybe()),
        ("opened_at", Schema::time("since when it is there")),
        ("ended_at", Schema::time("when it was done or fell away").maybe()),
        ("outcome", Schema::text("what came of it").maybe()),
    ]);
    let notice = Schema::object(vec![
        ("id", Schema::text("the notice")),
        ("kind", Schema::text("what it is for")),
        ("number", Schema::text("its number")),
        ("issued_at", Schema::time("when")),
    ]);
    let mut fields = case_fields();
    fields.push((
        "answers",
        Schema::map("what was answered, by question; nothing once the person was erased").maybe(),
    ));
    fields.push(("tasks", Schema::list(task)));
    fields.push(("notices", Schema::list(notice)));
    Schema::object(fields)
}
