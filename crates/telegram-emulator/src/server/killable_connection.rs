//! TCP connections that the server can close without writing a response, as a failing network does.

use std::io::{Error, ErrorKind, IoSlice, Result};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// Closes one connection.
#[derive(Clone)]
pub(crate) struct ConnectionKiller(Arc<AtomicBool>);

impl ConnectionKiller {
    /// From now on nothing is written.
    pub fn kill(&self) {
        self.0.store(true, Ordering::Release);
    }

    fn check_alive(&self) -> Result<()> {
        if self.0.load(Ordering::Acquire) { Err(Error::from(ErrorKind::ConnectionReset)) } else { Ok(()) }
    }
}

/// A listener whose connections can be closed by their [`ConnectionKiller`].
pub(crate) struct KillableListener(pub TcpListener);

/// One of its connections.
pub(crate) struct KillableStream {
    stream: TcpStream,
    killer: ConnectionKiller,
}

impl Listener for KillableListener {
    type Io = KillableStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (KillableStream, SocketAddr) {
        let (stream, peer) = Listener::accept(&mut self.0).await;
        // small responses leave at once; where the option cannot be set they only leave later
        drop(stream.set_nodelay(true));
        (KillableStream { stream, killer: ConnectionKiller(Arc::new(AtomicBool::new(false))) }, peer)
    }

    fn local_addr(&self) -> Result<SocketAddr> {
        self.0.local_addr()
    }
}

impl Connected<IncomingStream<'_, KillableListener>> for ConnectionKiller {
    fn connect_info(connection: IncomingStream<'_, KillableListener>) -> Self {
        connection.io().killer.clone()
    }
}

impl AsyncRead for KillableStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for KillableStream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        self.killer.check_alive()?;
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        self.killer.check_alive()?;
        Pin::new(&mut self.stream).poll_write_vectored(cx, bytes)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
