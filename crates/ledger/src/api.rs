//! The machine doors: the ledger's static files as the world's tools read them, and the same in JSON.
//! `reading` is the other side of the static files: how another ledger, or this one, is read through its doors.

mod files;
pub(crate) mod reading;

use axum::extract::Path;
use data_encoding::BASE64;
use serde_json::{Value, json};
use web::{About, Answer, Ctx, Schema};

use crate::{
    model::{ActView, State},
    pages::{read_act, read_state},
};
pub(crate) use files::{
    checkpoint, epoch_checkpoint, epoch_key, epoch_tile, key, receipt as receipt_file, tile,
};

/// What the door of the ledger says of itself.
pub(crate) const LEDGER: About = About {
    id: "getLedger",
    summary: "The ledger as it stands: its log, key, size, root and last checkpoint, and the epochs before.",
    input: None,
    output: ledger_schema,
};

/// What the door of an act says of itself.
pub(crate) const ACT: About = About {
    id: "getLedgerAct",
    summary: "What anyone may know of an act: its leaf, and the receipt once the act has its place.",
    input: None,
    output: act_schema,
};

pub(crate) async fn show_ledger(ctx: Ctx) -> Answer {
    let state = ctx.store.read(read_state).await?;
    Ok(web::json(&ledger_json(&state)))
}

pub(crate) async fn show_act(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let view = ctx.store.read(move |read| read_act(read, &id)).await?;
    Ok(web::json(&act_json(&view)))
}

fn ledger_json(state: &State) -> Value {
    let epoch = |it: &acts::Epoch| json!({ "epoch": it.epoch, "origin": it.origin, "key": it.verifier.to_string(), "size": it.size });
    let State { epoch: last, checkpoint, earlier, n_pending, .. } = state;
    json!({
        "origin": last.origin,
        "key": last.verifier.to_string(),
        "size": checkpoint.size,
        "root": BASE64.encode(&checkpoint.root),
        "signed_at": last.signed_at.to_string(),
        "checkpoint": last.note,
        "pending": n_pending,
        "earlier": earlier.iter().map(epoch).collect::<Vec<_>>(),
    })
}

fn ledger_schema() -> Schema {
    let epoch = Schema::object(vec![
        ("epoch", Schema::int("Its number, from 1.")),
        ("origin", Schema::text("The name of its log.")),
        ("key", Schema::text("What verifies its checkpoints.")),
        ("size", Schema::int("How many leaves it has.")),
    ]);
    Schema::object(vec![
        ("origin", Schema::text("The name of the log.")),
        ("key", Schema::text("What verifies its checkpoints, as C2SP signed-note writes it.")),
        ("size", Schema::int("How many leaves the tree has.")),
        ("root", Schema::text("The root of the tree, base64.")),
        ("signed_at", Schema::time("When the last checkpoint was signed.")),
        ("checkpoint", Schema::text("The last checkpoint as signed (C2SP tlog-checkpoint).")),
        ("pending", Schema::int("How many acts wait for their place.")),
        ("earlier", Schema::list(epoch)),
    ])
}

fn act_json(view: &ActView) -> Value {
    let ActView { leaf, receipt } = view;
    json!({
        "id": leaf.id,
        "at": leaf.at.to_string(),
        "kind": leaf.kind,
        "agency": leaf.agency,
        "region": leaf.region,
        "leaf": String::from_utf8_lossy(&leaf.bytes()),
        "index": receipt.as_ref().map(|it| it.proof.index),
        "size": receipt.as_ref().map(|it| it.checkpoint.size),
        "receipt": receipt.as_ref().map(|it| it.proof.to_string()),
    })
}

fn act_schema() -> Schema {
    Schema::object(vec![
        ("id", Schema::text("The act.")),
        ("at", Schema::time("When it was recorded.")),
        ("kind", Schema::text("What kind it is, noun.verbed.")),
        ("agency", Schema::text("The agency that answers for it; empty for none.")),
        ("region", Schema::text("The region of that agency; empty for none.")),
        ("leaf", Schema::text("The leaf, exactly as it is in the tree.")),
        ("index", Schema::int("Where the leaf stands in its epoch's tree.").maybe()),
        ("size", Schema::int("How many leaves the tree had when the receipt was made.").maybe()),
        ("receipt", Schema::text("The receipt (C2SP tlog-proof); null until the act has its place.").maybe()),
    ])
}
