//! The HTTP server under the pages. No client can use up what the others need: connections are counted,
//! over all and for each address, and cut when they are slow; files are left for the database and the
//! Bot API. A full server drops the connection that has waited longest without a whole request, so that
//! half-sent requests never keep anybody out.

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

use crate::clock::Clock;

/// How long a request's head may take, and how long a connection may rest between two requests.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// The largest head; what is read ahead of a body is never more either.
const MAX_HEAD_BYTES: usize = 16 << 10;
/// What was sent and is not taken by the other side for so long ends the connection.
const SEND_TIMEOUT_MS: u32 = 60_000;
/// After this long a connection ends with the answer under way, and a little later without it.
const MAX_CONNECTION_AGE: Duration = Duration::from_secs(3_600);
const CLOSE_GRACE: Duration = Duration::from_secs(30);
/// How long no connection is taken after one could not be taken: no file is free.
const ACCEPT_RETRY_DELAY: Duration = Duration::from_millis(100);
/// So many connections may be ending beside those that are served.
const MAX_CLOSING_CONNECTIONS: usize = 8;
/// How often a full server is logged.
const LOG_INTERVAL_MS: i64 = 60_000;

/// Connections at most. Each costs a file and some ten KiB.
const MAX_CONNECTIONS: usize = 1_000;
/// Files left for the database, the Bot API, the log and whatever is opened for a moment.
const RESERVED_FILES: u64 = 128;
/// As many files as this process wants, where it may raise its own limit.
const WANTED_FILES: u64 = 16_384;

const SERVER_FULL_RESPONSE: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 10\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/// How many connections are served at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConnectionLimits {
    pub total: usize,
    /// From one address; a proxy on this machine or in its own network is not counted.
    pub per_address: usize,
    /// How long a request's head may take.
    pub head_timeout: Duration,
}

impl ConnectionLimits {
    /// Raises this process's limit of open files as far as it may, and leaves enough of them for
    /// everything but pages.
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

    pub fn new(total: usize) -> Self {
        Self { total, per_address: (total * 2 / 5).max(1), head_timeout: HEAD_TIMEOUT }
    }
}

/// Where a request comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeerAddress(pub IpAddr);

/// Serves until told to stop; then answers under way are waited for.
pub async fn serve(listener: TcpListener, pages: Router, quota: ConnectionLimits, stop: CancellationToken) {
    let clock = Clock::real();
    let connections =
        Arc::new(Connections { limits: quota, open: Mutex::default(), logged_at: Mutex::new(None) });
    let mut tasks = JoinSet::new();
    let mut number = 0;
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stop.cancelled() => break,
        };
        while tasks.try_join_next().is_some() {}
        // those that were dropped keep their files until they have ended, which they do at once
        while tasks.len() >= quota.total + MAX_CLOSING_CONNECTIONS {
            tasks.join_next().await;
        }
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) if is_client_error(error.kind()) => continue,
            Err(error) => {
                connections.log_throttled(&clock, || tracing::warn!(%error, "no connection can be taken"));
                clock.sleep(ACCEPT_RETRY_DELAY).await;
                continue;
            }
        };
        number += 1;
        match connections.admit(number, peer) {
            Some(admitted) => {
                tasks.spawn(serve_connection(stream, pages.clone(), admitted, stop.clone()));
            }
            None => {
                connections
                    .log_throttled(&clock, || tracing::warn!("all connections are taken, some are refused"));
                // fits into the socket's buffer; a client that is gone need not be told
                let _ = stream.try_write(SERVER_FULL_RESPONSE);
            }
        }
    }
    drop(listener);
    while tasks.join_next().await.is_some() {}
}

/// The client was gone before it was served.
fn is_client_error(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::ConnectionRefused | ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset)
}

/// Serves one connection to its end.
async fn serve_connection(
    stream: TcpStream,
    pages: Router,
    admitted: ConnectionPermit,
    stop: CancellationToken,
) {
    #[cfg(target_os = "linux")]
    // without it the connection only lasts longer
    let _ = rustix::net::sockopt::set_tcp_user_timeout(&stream, SEND_TIMEOUT_MS);
    let clock = Clock::real();
    let peer = PeerAddress(admitted.peer);
    let requests = Arc::clone(&admitted.active_requests);
    let service = hyper::service::service_fn(move |request: hyper::Request<Incoming>| {
        let busy = ActiveRequest::new(&requests);
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(peer);
        let answer = pages.clone().oneshot(request);
        async move {
            let answer: Response = answer.await?;
            Ok::<_, Infallible>(answer.map(|body| TrackedBody { body, _active_request: busy }))
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(admitted.head_timeout)
        .max_buf_size(MAX_HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    tokio::select! {
        // a client that breaks off or sends nonsense is nobody's concern
        _ = connection.as_mut() => return,
        () = admitted.cancel.cancelled() => return,
        () = clock.sleep(MAX_CONNECTION_AGE) => {}
        () = stop.cancelled() => {}
    }
    connection.as_mut().graceful_shutdown();
    tokio::select! {
        _ = connection => {}
        () = admitted.cancel.cancelled() => {}
        () = clock.sleep(CLOSE_GRACE) => {}
    }
}

/// The connections that are open.
struct Connections {
    limits: ConnectionLimits,
    /// By number, the oldest first.
    open: Mutex<BTreeMap<u64, OpenConnection>>,
    logged_at: Mutex<Option<i64>>,
}

struct OpenConnection {
    peer: IpAddr,
    /// Whole requests that have no whole answer yet.
    active_requests: Arc<AtomicUsize>,
    cancel: CancellationToken,
}

/// A connection's place, given free when dropped.
struct ConnectionPermit {
    number: u64,
    peer: IpAddr,
    head_timeout: Duration,
    active_requests: Arc<AtomicUsize>,
    cancel: CancellationToken,
    connections: Arc<Connections>,
}

impl Connections {
    /// Takes a connection in, dropping another that only rests where there is no room; `None` where there
    /// is none at all.
    fn admit(self: &Arc<Self>, number: u64, peer: SocketAddr) -> Option<ConnectionPermit> {
        let peer = client_address(peer.ip());
        let mut open = self.open();
        let of_peer =
            |open: &BTreeMap<u64, OpenConnection>| open.values().filter(|it| it.peer == peer).count();
        if !is_proxy(peer) && of_peer(&open) >= self.limits.per_address {
            close_oldest_idle(&mut open, |it| it.peer == peer)?;
        }
        if open.len() >= self.limits.total {
            // the address that has most of them gives one up before the others do
            let greedy = busiest_address(&open);
            close_oldest_idle(&mut open, |it| Some(it.peer) == greedy)
                .or_else(|| close_oldest_idle(&mut open, |_| true))?;
        }
        let (requests, cut) = (Arc::new(AtomicUsize::new(0)), CancellationToken::new());
        open.insert(
            number,
            OpenConnection { peer, active_requests: Arc::clone(&requests), cancel: cut.clone() },
        );
        let head_within = self.limits.head_timeout;
        Some(ConnectionPermit {
            number,
            peer,
            head_timeout: head_within,
            active_requests: requests,
            cancel: cut,
            connections: Arc::clone(self),
        })
    }

    fn open(&self) -> MutexGuard<'_, BTreeMap<u64, OpenConnection>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Logs something that may be so a thousand times a second.
    fn log_throttled(&self, clock: &Clock, what: impl FnOnce()) {
        let mut told_at = self.logged_at.lock().unwrap_or_else(PoisonError::into_inner);
        let now = clock.real_now();
        if told_at.is_none_or(|at| now - at >= LOG_INTERVAL_MS) {
            *told_at = Some(now);
            what();
        }
    }
}

/// Ends the oldest of these connections that has no request under way.
fn close_oldest_idle(
    open: &mut BTreeMap<u64, OpenConnection>,
    which: impl Fn(&OpenConnection) -> bool,
) -> Option<()> {
    let rests = |it: &OpenConnection| it.active_requests.load(Ordering::Relaxed) == 0 && which(it);
    let number = open.iter().find_map(|(number, it)| rests(it).then_some(*number))?;
    open.remove(&number)?.cancel.cancel();
    Some(())
}

/// Who an address stands for: of IPv6 one client has a whole network of them.
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

/// Whether an address is of this machine or of a private network: a proxy in front of many clients.
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

/// Counts a request until its whole answer is handed over.
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

/// An answer's body: while it lasts its connection does not rest.
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
