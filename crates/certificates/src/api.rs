//! The machine doors: what anyone may see of a certificate, and the keys to check one with.
//! Says nothing that the public page does not.

use axum::extract::Path;
use data_encoding::BASE64;
use kit::{CertificateIdentifier, Refusal, RefusalKind, Words};
use serde_json::{Value, json};
use web::{About, Answer, Ctx, Schema};

use crate::{
    actions::{keys, views},
    model::{
        ending::Ended,
        file::Saying,
        key::{Key, KeyId},
        view::{PublicFace, PublicView},
    },
};

pub(crate) const CERTIFICATE: About = About {
    id: "getCertificate",
    summary: "What anyone may see of a certificate, and how it stands.",
    input: None,
    output: certificate_schema,
};

pub(crate) const KEY: About = About {
    id: "getCertificateKey",
    summary: "The public half of a key that an agency signs or signed certificates with.",
    input: None,
    output: key_schema,
};

pub(crate) async fn show(ctx: Ctx, Path(identifier): Path<String>) -> Answer {
    let identifier = CertificateIdentifier::parse(&identifier)
        .map_err(|_| Refusal::of(RefusalKind::Invalid, "certificate.identifier"))?;
    let view = ctx.store.read(move |read| views::get_by_identifier(read, &identifier)).await?;
    Ok(web::json(&certificate(&view)))
}

pub(crate) async fn show_key(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let id = KeyId::parse(&id)?;
    let found = ctx.store.read(move |read| keys::signing_key(read, &id)).await?;
    Ok(web::json(&key(&found)))
}

fn certificate(view: &PublicView) -> Value {
    json!({
        "identifier": view.identifier,
        "name": words(&view.kind),
        "status": view.status.as_str(),
        "statusNumber": view.status.number(),
        "effect": view.effect.as_str(),
        "face": view.face.as_ref().map(face),
        "ended": view.ended.as_ref().map(ended),
        "successor": view.successor,
        "signature": { "sound": view.is_sound, "key": key(&view.key) },
        "acts": { "issued": view.acts.issued, "ended": view.acts.ended },
    })
}

fn face(it: &PublicFace) -> Value {
    let field = |(label, value): &(Saying, String)| json!({ "label": saying(label), "value": value });
    json!({
        "issuer": saying(&it.issuer),
        "issuerCode": it.issuer_code,
        "holderName": it.holder_name,
        "holderNumber": it.holder_number,
        "number": it.number,
        "issued": it.issued,
        "effective": it.effective,
        "expires": it.expires,
        "fields": it.fields.iter().map(field).collect::<Vec<_>>(),
    })
}

fn ended(it: &Ended) -> Value {
    json!({ "at": it.at.to_string(), "reason": it.reason.as_str(), "basis": it.basis })
}

fn key(it: &Key) -> Value {
    json!({
        "id": it.id.as_str(),
        "agency": it.agency.as_str(),
        "suite": it.public.suite.as_str(),
        "public": BASE64.encode(&it.public.bytes),
        "effect": it.effect.as_str(),
        "validFrom": it.valid_from.to_string(),
        "validUntil": it.valid_until.to_string(),
        "retired": it.retired_at.map(|it| it.to_string()),
    })
}

fn words(it: &Words) -> Value {
    json!({ "zh": it.zh, "en": it.en })
}

fn saying(it: &Saying) -> Value {
    json!({ "zh": it.zh, "en": it.en })
}

fn certificate_schema() -> Schema {
    Schema::object(vec![
        ("identifier", Schema::text("The identifier, root and check character included (GB/T 36904).")),
        ("name", words_schema("What the type is called.")),
        (
            "status",
            Schema::text(
                "valid, not_yet, expired, superseded, withdrawn, cancelled, revoked, lapsed or erased.",
            ),
        ),
        ("statusNumber", Schema::text("The same as the national dictionary of certificate states has it.")),
        ("effect", Schema::text("legal, or demonstration where it has no legal effect.")),
        ("face", face_schema().maybe()),
        (
            "ended",
            Schema::object(vec![
                ("at", Schema::time("When it ended.")),
                ("reason", Schema::text("Why, as a code.")),
                ("basis", Schema::text("By which clause of the law register.")),
            ])
            .maybe(),
        ),
        ("successor", Schema::text("The identifier of the version that holds instead.").maybe()),
        (
            "signature",
            Schema::object(vec![
                ("sound", Schema::bool("Whether the key signed what is kept.")),
                ("key", key_schema()),
            ]),
        ),
        (
            "acts",
            Schema::object(vec![
                ("issued", Schema::text("The act of issuing, in the ledger.").maybe()),
                ("ended", Schema::text("The act that ended it, in the ledger.").maybe()),
            ]),
        ),
    ])
}

fn face_schema() -> Schema {
    let field =
        Schema::object(vec![("label", words_schema("The label.")), ("value", Schema::text("The value."))]);
    Schema::object(vec![
        ("issuer", words_schema("What the agency is called.")),
        ("issuerCode", Schema::text("The unified social credit code of the agency.")),
        ("holderName", Schema::text("Who holds it; masked unless the type is public.")),
        ("holderNumber", Schema::text("What they are known by; masked unless the type is public.").maybe()),
        ("number", Schema::text("The number on it; masked unless the type is public.")),
        ("issued", Schema::text("The day it was issued, as 2026-11-23.")),
        ("effective", Schema::text("Its first day.")),
        ("expires", Schema::text("Its last day, if it has one.").maybe()),
        ("fields", Schema::list(field)),
    ])
}

fn key_schema() -> Schema {
    Schema::object(vec![
        ("id", Schema::text("The id of the key.")),
        ("agency", Schema::text("The agency whose key it is.")),
        ("suite", Schema::text("The way of signing: ed25519.")),
        ("public", Schema::text("The public key, base64.")),
        ("effect", Schema::text("What is signed with it counts as this: legal or demonstration.")),
        ("validFrom", Schema::time("Since when it may sign.")),
        ("validUntil", Schema::time("Until when it may sign.")),
        ("retired", Schema::time("When it was replaced.").maybe()),
    ])
}

fn words_schema(what: &str) -> Schema {
    Schema::object(vec![("zh", Schema::text(what)), ("en", Schema::text(what))])
}
