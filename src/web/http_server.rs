//! The HTTP server of the pages. No client can use up the resources of the others: connections are limited in all
//! and for each address, and closed when they are slow; file descriptors are reserved for the database and the Bot
//! API. A full server closes the oldest connection without a whole request, so that half-sent requests never keep
//! other clients out.

use std::collections::{BTreeMap, HashMap};
use std::convert::Infallible;
use std::io::ErrorKind;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::response::Response;
use hyper::body::{Frame, Incoming, SizeHint};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use crate::clock::{Clock, Millis, RealTime};

/// How long a request's head may take, and how long a connection may be idle between two requests.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// The largest head of a request, and the most that is read ahead of a body.
const MAX_HEAD_BYTES: usize = 16 << 10;
/// A connection is closed if the client acknowledges nothing for so long.
const SEND_TIMEOUT_MS: u32 = 60_000;
/// A connection of this age ends with the response under way, and after the grace period without it.
const MAX_CONNECTION_AGE: Duration = Duration::from_secs(3_600);
const CLOSE_GRACE: Duration = Duration::from_secs(30);
/// How long the server waits after a connection could not be accepted because no file descriptor was free.
const ACCEPT_RETRY_DELAY: Duration = Duration::from_millis(100);
/// Most connections that are closing, beside those that are served.
const MAX_CLOSING_CONNECTIONS: usize = 8;
/// The least time between two log lines of one kind.
const LOG_INTERVAL: Millis = 60_000;

/// Most connections. Each needs a file descriptor and some ten KiB.
const MAX_CONNECTIONS: usize = 4_000;
/// File descriptors reserved for the database, the Bot API, the log and temporary files.
const RESERVED_FILES: u64 = 128;
/// The limit of file descriptors that this process sets for itself, if it may.
const WANTED_FILES: u64 = 16_384;

const SERVER_FULL_RESPONSE: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 10\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/// The limits of a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConnectionLimits {
    /// Most connections at the same time.
    pub total: usize,
    /// Most connections from one address; not applied to a proxy on this machine or in its network.
    pub per_address: usize,
    /// How long a request's head may take.
    pub head_timeout: Duration,
}

impl ConnectionLimits {
    /// Raises this process's limit of file descriptors, and gives as many connections as that allows.
    pub fn for_this_process() -> Self {
        let limit = getrlimit(Resource::Nofile);
        let wanted = limit.maximum.map_or(WANTED_FILES, |most| most.min(WANTED_FILES));
        let mut files = limit.current.unwrap_or(WANTED_FILES);
        let raised = Rlimit { current: Some(wanted), maximum: limit.maximum };
        if files < wanted && setrlimit(Resource::Nofile, raised).is_ok() {
            files = wanted;
        }
        let free = usize::try_from(files.saturating_sub(RESERVED_FILES)).unwrap_or(MAX_CONNECTIONS);
        Self::new(free.clamp(16, MAX_CONNECTIONS))
    }

    /// Limits for so many connections in all.
    pub fn new(total: usize) -> Self {
        Self { total, per_address: (total * 2 / 5).max(1), head_timeout: HEAD_TIMEOUT }
    }
}

/// The address of a request's client; an extension of the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeerAddress(pub IpAddr);

/// Serves until `stop`, and then waits for the responses under way.
pub async fn serve(listener: TcpListener, pages: Router, limits: ConnectionLimits, stop: CancellationToken) {
    let clock = Clock::real();
    let connections = Arc::new(Connections { limits, open: Mutex::default(), logged_at: Mutex::new(None) });
    let mut tasks = JoinSet::new();
    let mut number = 0;
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stop.cancelled() => break,
        };
        while tasks.try_join_next().is_some() {}
        // a connection that was closed has its file descriptor until its task has ended
        while tasks.len() >= limits.total + MAX_CLOSING_CONNECTIONS {
            tasks.join_next().await;
        }
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) if is_client_error(error.kind()) => continue,
            Err(error) => {
                connections.log_throttled(&clock, || tracing::warn!(%error, "no connection can be accepted"));
                clock.sleep(ACCEPT_RETRY_DELAY).await;
                continue;
            }
        };
        number += 1;
        match connections.admit(number, peer) {
            Some(permit) => {
                tasks.spawn(serve_connection(stream, pages.clone(), permit, stop.clone()));
            }
            None => {
                connections
                    .log_throttled(&clock, || tracing::warn!("all connections are taken, some are refused"));
                // fits into the socket's buffer; the result does not matter, the connection is closed anyway
                let _ = stream.try_write(SERVER_FULL_RESPONSE);
            }
        }
    }
    drop(listener);
    while tasks.join_next().await.is_some() {}
}

/// Whether the client closed the connection before it was accepted.
fn is_client_error(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::ConnectionRefused | ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset)
}

/// Serves one connection to its end.
async fn serve_connection(
    stream: TcpStream,
    pages: Router,
    permit: ConnectionPermit,
    stop: CancellationToken,
) {
    #[cfg(target_os = "linux")]
    // if this fails, the connection only lasts longer
    let _ = rustix::net::sockopt::set_tcp_user_timeout(&stream, SEND_TIMEOUT_MS);
    let clock = Clock::real();
    let peer = PeerAddress(permit.peer);
    let requests = Arc::clone(&permit.active_requests);
    let service = hyper::service::service_fn(move |request: hyper::Request<Incoming>| {
        let active = ActiveRequest::new(&requests);
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(peer);
        let response = pages.clone().oneshot(request);
        async move {
            let response: Response = response.await?;
            Ok::<_, Infallible>(response.map(|body| TrackedBody { body, _active_request: active }))
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(permit.head_timeout)
        .max_buf_size(MAX_HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    tokio::select! {
        // errors of the client are not logged
        _ = connection.as_mut() => return,
        () = permit.cancel.cancelled() => return,
        () = clock.sleep(MAX_CONNECTION_AGE) => {}
        () = stop.cancelled() => {}
    }
    connection.as_mut().graceful_shutdown();
    tokio::select! {
        _ = connection => {}
        () = permit.cancel.cancelled() => {}
        () = clock.sleep(CLOSE_GRACE) => {}
    }
}

/// The open connections.
struct Connections {
    limits: ConnectionLimits,
    /// By their number, which rises: the oldest comes first.
    open: Mutex<BTreeMap<u64, OpenConnection>>,
    logged_at: Mutex<Option<RealTime>>,
}

struct OpenConnection {
    peer: IpAddr,
    /// The number of whole requests whose response is not complete.
    active_requests: Arc<AtomicUsize>,
    cancel: CancellationToken,
}

/// Counts a connection until it is dropped.
struct ConnectionPermit {
    number: u64,
    peer: IpAddr,
    head_timeout: Duration,
    active_requests: Arc<AtomicUsize>,
    cancel: CancellationToken,
    connections: Arc<Connections>,
}

impl Connections {
    /// Admits a connection. A full server closes an idle connection for it; `None` if there is no idle one.
    fn admit(self: &Arc<Self>, number: u64, peer: SocketAddr) -> Option<ConnectionPermit> {
        let peer = client_address(peer.ip());
        let mut open = self.open();
        let of_peer =
            |open: &BTreeMap<u64, OpenConnection>| open.values().filter(|it| it.peer == peer).count();
        if !is_proxy(peer) && of_peer(&open) >= self.limits.per_address {
            close_oldest_idle(&mut open, |it| it.peer == peer)?;
        }
        if open.len() >= self.limits.total {
            // the address with the most connections loses one first
            let busiest = busiest_address(&open);
            close_oldest_idle(&mut open, |it| Some(it.peer) == busiest)
                .or_else(|| close_oldest_idle(&mut open, |_| true))?;
        }
        let (active_requests, cancel) = (Arc::new(AtomicUsize::new(0)), CancellationToken::new());
        open.insert(
            number,
            OpenConnection { peer, active_requests: Arc::clone(&active_requests), cancel: cancel.clone() },
        );
        Some(ConnectionPermit {
            number,
            peer,
            head_timeout: self.limits.head_timeout,
            active_requests,
            cancel,
            connections: Arc::clone(self),
        })
    }

    fn open(&self) -> MutexGuard<'_, BTreeMap<u64, OpenConnection>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Logs an event that may occur a thousand times a second, at most once a minute.
    fn log_throttled(&self, clock: &Clock, log: impl FnOnce()) {
        let mut logged_at = self.logged_at.lock().unwrap_or_else(PoisonError::into_inner);
        let now = clock.real_now();
        if logged_at.is_none_or(|at| now - at >= LOG_INTERVAL) {
            *logged_at = Some(now);
            log();
        }
    }
}

/// Closes the oldest matching connection without a request under way; `None` if there is none.
fn close_oldest_idle(
    open: &mut BTreeMap<u64, OpenConnection>,
    matches: impl Fn(&OpenConnection) -> bool,
) -> Option<()> {
    let is_idle = |it: &OpenConnection| it.active_requests.load(Ordering::Relaxed) == 0 && matches(it);
    let number = open.iter().find_map(|(number, it)| is_idle(it).then_some(*number))?;
    open.remove(&number)?.cancel.cancel();
    Some(())
}

/// The address that identifies a client: of IPv6 the /64 network, all of which one client can have.
pub fn client_address(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) if !v6.is_loopback() => Ipv6Addr::from(u128::from(v6) >> 64 << 64).into(),
        other => other,
    }
}

fn busiest_address(open: &BTreeMap<u64, OpenConnection>) -> Option<IpAddr> {
    let mut counts: HashMap<IpAddr, usize> = HashMap::new();
    open.values().for_each(|it| *counts.entry(it.peer).or_default() += 1);
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(peer, _)| peer)
}

/// Whether an address is of this machine or of a private network, where a proxy for many clients can be.
pub fn is_proxy(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.is_loopback() || v4.is_private() || v4.is_link_local(),
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local(),
    }
}

impl Drop for ConnectionPermit {
    fn drop(&mut self) {
        self.connections.open().remove(&self.number);
    }
}

/// Counts a request until its whole response is sent.
struct ActiveRequest(Arc<AtomicUsize>);

impl ActiveRequest {
    fn new(requests: &Arc<AtomicUsize>) -> Self {
        requests.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(requests))
    }
}

impl Drop for ActiveRequest {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The body of a response; its connection is not idle until it is dropped.
struct TrackedBody {
    body: Body,
    _active_request: ActiveRequest,
}

impl hyper::body::Body for TrackedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
