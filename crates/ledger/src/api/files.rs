//! The static files of the ledger: checkpoints, keys, tiles, bundles of leaves, receipts.
//! They are the same for everyone, so they pass without asking who asks.

use std::sync::Arc;

use acts::Epoch;
use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
};
use kit::{Error, Refusal, Result};
use store::Read;
use tlog::TilePath;
use web::{Answer, Site};

use crate::pages::read_act;

/// A checkpoint is news for this long.
const BRIEF: &str = "public, max-age=1";
/// A tile of one width never changes.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
const TEXT: &str = "text/plain; charset=utf-8";
const BYTES: &str = "application/octet-stream";

pub(crate) async fn checkpoint(State(site): State<Arc<Site>>) -> Answer {
    checkpoint_of(&site, None).await
}

pub(crate) async fn epoch_checkpoint(State(site): State<Arc<Site>>, Path(n): Path<String>) -> Answer {
    checkpoint_of(&site, Some(number(&n)?)).await
}

pub(crate) async fn key(State(site): State<Arc<Site>>) -> Answer {
    key_of(&site, None).await
}

pub(crate) async fn epoch_key(State(site): State<Arc<Site>>, Path(n): Path<String>) -> Answer {
    key_of(&site, Some(number(&n)?)).await
}

pub(crate) async fn tile(State(site): State<Arc<Site>>, Path(path): Path<String>) -> Answer {
    tile_of(&site, None, &path).await
}

pub(crate) async fn epoch_tile(
    State(site): State<Arc<Site>>,
    Path((n, path)): Path<(String, String)>,
) -> Answer {
    tile_of(&site, Some(number(&n)?), &path).await
}

/// The receipt of an act, to be kept.
pub(crate) async fn receipt(State(site): State<Arc<Site>>, Path(id): Path<String>) -> Answer {
    let view = site.store.read(move |read| read_act(read, &id)).await?;
    let Some(receipt) = view.receipt else { return Err(Error::Busy("ledger").into()) };
    let mut answer = web::file(TEXT, "no-store", receipt.proof.to_string().into_bytes());
    let name = format!("attachment; filename=\"{}.tlog-proof\"", view.leaf.id);
    let name = HeaderValue::from_str(&name).map_err(|err| Error::Fault(err.into()))?;
    answer.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    Ok(answer)
}

async fn checkpoint_of(site: &Site, n: Option<i64>) -> Answer {
    let epoch = site.store.read(move |read| acts::epoch(read, n)).await?;
    Ok(web::file(TEXT, BRIEF, epoch.note.into_bytes()))
}

async fn key_of(site: &Site, n: Option<i64>) -> Answer {
    let epoch = site.store.read(move |read| acts::epoch(read, n)).await?;
    Ok(web::file(TEXT, BRIEF, format!("{}\n", epoch.verifier).into_bytes()))
}

async fn tile_of(site: &Site, n: Option<i64>, path: &str) -> Answer {
    let path = TilePath::parse(&format!("tile/{path}")).map_err(Error::from)?;
    let bytes = site.store.read(move |read| {
        let epoch = acts::epoch(read, n)?;
        read_path(read, &epoch, path)
    });
    Ok(web::file(BYTES, FOR_EVER, bytes.await?))
}

fn read_path(read: &mut Read<'_>, epoch: &Epoch, path: TilePath) -> Result<Vec<u8>> {
    match path {
        TilePath::Tile(it) => acts::tile(read, epoch, it),
        TilePath::Bundle(it) => acts::entries(read, epoch, it),
    }
}

fn number(text: &str) -> Result<i64> {
    text.parse().map_err(|_| Refusal::not_found().into())
}
