//! A file as an answer: streamed piece by piece, named, and shut in so that nothing in it runs.
//! Does not decide who may read it, but for one's own.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use axum::{
    body::Body,
    extract::Path,
    http::{HeaderValue, header},
    response::Response,
};
use bytes::Bytes;
use hyper::body::Frame;
use kit::{Refusal, Result};
use store::Store;
use tokio::sync::mpsc;
use web::{Answer, Ctx};

use crate::{
    actions,
    model::{FileId, FileView},
};

/// How many pieces wait for a visitor who takes them slowly.
const WAITING_MAX: usize = 2;
/// What a file may do where it is shown: nothing.
const CSP: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// One's own file.
pub(crate) async fn show_own(ctx: Ctx, Path(id): Path<String>) -> Answer {
    let id = FileId::parse(&id)?;
    let subject = ctx.by.subject()?.clone();
    let file = ctx.store.read(move |read| actions::find(read, &subject, &id)).await?;
    Ok(answer(&ctx.store, file.ok_or_else(Refusal::not_found)?).await?)
}

/// A file to be read by whoever asked; the caller answers for their right to. A picture is shown, all else is saved.
pub async fn answer(store: &Store, file: FileView) -> Result<Response> {
    // The first piece is opened before anything is said: a file that was erased is a page, not half an answer.
    let first = actions::piece(store, &file, 0).await?.ok_or_else(Refusal::not_found)?;
    let (sender, receiver) = mpsc::channel(WAITING_MAX);
    let mut response = Response::new(Body::new(Pieces(receiver)));
    let headers = response.headers_mut();
    let way = if file.format.is_shown() { "inline" } else { "attachment" };
    let name = file.name.clone().unwrap_or_default();
    let disposition = format!(
        "{way}; filename=\"{}.{}\"; filename*=UTF-8''{}",
        file.id,
        file.format.as_str(),
        encoded(&name)
    );
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.format.media_type()));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(file.n_bytes));
    if let Ok(it) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, it);
    }
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CSP));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    let store = store.clone();
    tokio::spawn(async move {
        let mut piece = Ok(Some(first));
        for n in 1.. {
            let Some(it) = piece.transpose() else { return };
            let failed = it.is_err();
            if let Err(err) = &it {
                tracing::error!(error = %err, "A file broke off while it was sent");
            }
            if sender.send(it.map(Bytes::from)).await.is_err() || failed {
                return;
            }
            piece = actions::piece(&store, &file, n).await;
        }
    });
    Ok(response)
}

/// A name as headers carry it (RFC 8187).
fn encoded(name: &str) -> String {
    let is_plain = |it: u8| it.is_ascii_alphanumeric() || b"-._~".contains(&it);
    let letter = |it: u8| if is_plain(it) { char::from(it).to_string() } else { format!("%{it:02X}") };
    name.bytes().map(letter).collect()
}

/// The pieces as they are opened; a piece that fails breaks the connection off.
struct Pieces(mpsc::Receiver<Result<Bytes>>);

impl hyper::body::Body for Pieces {
    type Data = Bytes;
    type Error = kit::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<std::result::Result<Frame<Bytes>, kit::Error>>> {
        let piece = ready!(self.0.poll_recv(cx));
        Poll::Ready(piece.map(|it| it.map(Frame::data)))
    }
}
