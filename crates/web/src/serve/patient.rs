//! A connection that gives up on a visitor who does not take what they asked for.
//! Knows nothing of what is sent; waiting for what a visitor says is bounded elsewhere.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{Sleep, sleep},
};

/// A connection with patience for writing that ends.
pub(super) struct Patient<S> {
    stream: S,
    /// How long nothing may be taken.
    span: Duration,
    /// Runs while nothing is taken.
    waiting: Option<Pin<Box<Sleep>>>,
}

impl<S> Patient<S> {
    pub(super) fn of(stream: S, span: Duration) -> Self {
        Self { stream, span, waiting: None }
    }

    fn wait<T>(&mut self, cx: &mut Context<'_>, tried: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if tried.is_ready() {
            self.waiting = None;
            return tried;
        }
        let span = self.span;
        ready!(self.waiting.get_or_insert_with(|| Box::pin(sleep(span))).as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_read(cx, bytes)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let tried = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.wait(cx, tried)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let tried = Pin::new(&mut self.stream).poll_write_vectored(cx, parts);
        self.wait(cx, tried)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let tried = Pin::new(&mut self.stream).poll_flush(cx);
        self.wait(cx, tried)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let tried = Pin::new(&mut self.stream).poll_shutdown(cx);
        self.wait(cx, tried)
    }
}

#[cfg(test)]
mod tests {
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt, duplex},
        time::timeout,
    };

    use super::*;

    #[tokio::test]
    async fn a_visitor_who_takes_nothing_is_given_up() {
        let (near, far) = duplex(4);
        let mut near = Patient::of(near, Duration::ZERO);

        let fits = near.write_all(b"four").await;
        let untaken = near.write_all(b"!").await;

        assert!(fits.is_ok());
        assert_eq!(untaken.unwrap_err().kind(), io::ErrorKind::TimedOut);
        drop(far);
    }

    #[tokio::test]
    async fn patience_begins_anew_with_every_byte_taken() {
        let (near, mut far) = duplex(4);
        let mut near = Patient::of(near, Duration::from_secs(3_600));
        near.write_all(b"four").await.unwrap();

        let stuck = timeout(Duration::ZERO, near.write_all(b"!")).await;
        let was_waiting = near.waiting.is_some();
        far.read_u8().await.unwrap();
        near.write_all(b"!").await.unwrap();

        assert!(stuck.is_err() && was_waiting);
        assert!(near.waiting.is_none());
    }
}
