//! Making and changing the keys agencies sign with.
//! A secret is sealed under a subject made for its key alone, so that destroying one key harms no other.
//!
//! Signing with a key kept here takes microseconds and may stand in a write. A key kept elsewhere (a
//! hardware module, another agency) will sign in a job, between two writes.

use crypt::{SigningKey, SuiteName};
use kit::{Actor, AgencyId, Error, Refusal, Result, SubjectId};
use serde_json::json;
use store::{Act, Read, Store, Tx};
use web::Metric;

use crate::{
    events::{KEY_MADE, KEY_RETIRED},
    model::{
        certificate::Issuer,
        check_operator,
        key::{Effect, KEY_ALARM_MS, KEY_VALID_MS, Key, KeyId},
    },
    tables::{self, keys::KeyRow},
};

/// How many ending keys are listed.
const ENDING_ROWS_MAX: i64 = 1_000;

/// Makes an agency's first key. What it signs has this effect for ever.
pub fn make_key(tx: &mut Tx<'_>, by: &Actor, issuer: &Issuer, effect: Effect) -> Result<Key> {
    check_operator(by)?;
    let now = tx.now();
    let (id, subject): (KeyId, SubjectId) = (tx.new_id(), tx.new_id());
    let seed = tx.secret();
    let public = SigningKey::from_seed(SuiteName::Ed25519, &seed)?.public();
    let secret = tx.seal(&subject, place(&id), &seed)?;
    let key = Key {
        id,
        agency: issuer.id.clone(),
        public,
        effect,
        valid_from: now,
        valid_until: now.plus_ms(KEY_VALID_MS),
        retired_at: None,
    };
    let row = KeyRow { key, subject, secret };
    if tables::keys::insert(tx, &row)? == 0 {
        return Err(Refusal::conflict("certificate.key_there").into());
    }
    let key = row.key;
    let body = json!({
        "suite": key.public.suite.as_str(),
        "public": data_encoding::BASE64.encode(&key.public.bytes),
        "effect": effect.as_str(),
        "valid_until": key.valid_until,
    });
    tx.record(Act::of(KEY_MADE, by, key.id.as_str()).at_agency(&issuer.id, &issuer.region).body(body))?;
    Ok(key)
}

/// Retires an agency's key, destroys its secret, and makes the next; what the old one signed stays checkable.
pub fn rotate_key(tx: &mut Tx<'_>, by: &Actor, issuer: &Issuer) -> Result<Key> {
    check_operator(by)?;
    let now = tx.now();
    let old = current(tx, issuer)?;
    tables::keys::retire(tx, &old.key.id, now)?;
    tx.destroy_key(&old.subject)?;
    let act = Act::of(KEY_RETIRED, by, old.key.id.as_str()).at_agency(&issuer.id, &issuer.region);
    tx.record(act)?;
    make_key(tx, by, issuer, old.key.effect)
}

/// Follows a takeover: who took over can sign, with the same effect, and the key of the one before is retired.
pub(crate) fn hand_keys_over(tx: &mut Tx<'_>, by: &Actor, agency: &AgencyId) -> Result<()> {
    let Some(old) = tables::keys::current(tx, agency)? else { return Ok(()) };
    for it in directory::successors_of(tx, agency)? {
        if tables::keys::current(tx, &it.successor)?.is_none() {
            let new = directory::agency(tx, &it.successor)?;
            let issuer = Issuer { id: new.id, code: new.code, name: new.name, region: new.region };
            make_key(tx, by, &issuer, old.key.effect)?;
        }
    }
    let now = tx.now();
    tables::keys::retire(tx, &old.key.id, now)?;
    tx.destroy_key(&old.subject)?;
    let region = directory::agency(tx, agency)?.region;
    tx.record(Act::of(KEY_RETIRED, by, old.key.id.as_str()).at_agency(agency, &region))
}

/// One key, in use or retired.
pub fn signing_key(read: &mut Read<'_>, id: &KeyId) -> Result<Key> {
    tables::keys::find(read, id)?.ok_or_else(|| Refusal::not_found().into())
}

/// The key an agency signs with now, if it has one.
pub fn key_of(read: &mut Read<'_>, agency: &AgencyId) -> Result<Option<Key>> {
    Ok(tables::keys::current(read, agency)?.map(|it| it.key))
}

/// The keys in use that end within the alarm's span, the first to end first.
pub fn ending_keys(read: &mut Read<'_>) -> Result<Vec<Key>> {
    let before = read.now().plus_ms(KEY_ALARM_MS);
    tables::keys::list_ending(read, before, ENDING_ROWS_MAX)
}

/// The alarm in numbers: keys that end soon, and keys that are over and still in use.
pub async fn metrics(store: &Store) -> Result<Vec<Metric>> {
    let (ending, now) = store.read(|read| Ok((ending_keys(read)?, read.now()))).await?;
    let n_over = ending.iter().filter(|it| it.valid_until <= now).count();
    Ok(vec![
        Metric::gauge(
            "yiwang_signing_keys_ending",
            "Signing keys that end within 60 days or have ended.",
            ending.len() as i64,
        ),
        Metric::gauge(
            "yiwang_signing_keys_over",
            "Signing keys in use that have ended: their agencies cannot issue.",
            n_over as i64,
        ),
    ])
}

/// The key an agency signs with now, ready to sign.
pub(crate) fn signer(tx: &mut Tx<'_>, issuer: &Issuer) -> Result<(Key, SigningKey)> {
    let KeyRow { key, subject, secret } = current(tx, issuer)?;
    key.may_sign(tx.now())?;
    let seed = tx.open(&subject, place(&key.id), &secret)?;
    let seed = seed.ok_or_else(|| Error::fault(format!("the secret of {} is gone", key.id)))?;
    let signer = SigningKey::from_seed(key.public.suite, &seed)?;
    assert!(signer.public() == key.public, "a secret belongs to its public key");
    Ok((key, signer))
}

fn current(read: &mut Read<'_>, issuer: &Issuer) -> Result<KeyRow> {
    let found = tables::keys::current(read, &issuer.id)?;
    found.ok_or_else(|| Refusal::conflict("certificate.no_key").into())
}

fn place(id: &KeyId) -> (&'static str, &'static str, &str) {
    ("signing_keys", "secret", id.as_str())
}
