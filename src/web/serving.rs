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
const HEAD_WITHIN: Duration = Duration::from_secs(10);
/// The largest head; what is read ahead of a body is never more either.
const LARGEST_HEAD: usize = 16 << 10;
/// What was sent and is not taken by the other side for so long ends the connection.
const UNTAKEN: u32 = 60_000;
/// After this long a connection ends with the answer under way, and a little later without it.
const LONGEST: Duration = Duration::from_secs(3_600);
const LAST_ANSWER: Duration = Duration::from_secs(30);
/// How long no connection is taken after one could not be taken: no file is free.
const NO_FILE: Duration = Duration::from_millis(100);
/// So many connections may be ending beside those that are served.
const ENDING: usize = 8;
/// How often a full server is logged.
const TOLD_EVERY: i64 = 60_000;

/// Connections at most. Each costs a file and some ten KiB.
const CONNECTIONS: usize = 1_000;
/// Files left for the database, the Bot API, the log and whatever is opened for a moment.
const RESERVED: u64 = 128;
/// As many files as this process wants, where it may raise its own limit.
const FILES: u64 = 16_384;

const FULL: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 10\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/// How many connections are served at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    pub all: usize,
    /// From one address; a proxy on this machine or in its own network is not counted.
    pub per_address: usize,
    /// How long a request's head may take.
    pub head_within: Duration,
}

impl Quota {
    /// Raises this process's limit of open files as far as it may, and leaves enough of them for
    /// everything but pages.
    pub fn of_this_process() -> Self {
        let limit = getrlimit(Resource::Nofile);
        let wanted = limit.maximum.map_or(FILES, |most| most.min(FILES));
        let mut files = limit.current.unwrap_or(FILES);
        let raised = Rlimit { current: Some(wanted), maximum: limit.maximum };
        if files < wanted && setrlimit(Resource::Nofile, raised).is_ok() {
            files = wanted;
        }
        let free = usize::try_from(files.saturating_sub(RESERVED)).unwrap_or(CONNECTIONS);
        Self::new(free.clamp(16, CONNECTIONS))
    }

    pub fn new(all: usize) -> Self {
        Self { all, per_address: (all * 2 / 5).max(1), head_within: HEAD_WITHIN }
    }
}

/// Where a request comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

/// Serves until told to stop; then answers under way are waited for.
pub async fn serve(listener: TcpListener, pages: Router, quota: Quota, stop: CancellationToken) {
    let clock = Clock::real();
    let connections = Arc::new(Connections { quota, open: Mutex::default(), told_at: Mutex::new(None) });
    let mut tasks = JoinSet::new();
    let mut number = 0;
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stop.cancelled() => break,
        };
        while tasks.try_join_next().is_some() {}
        // those that were dropped keep their files until they have ended, which they do at once
        while tasks.len() >= quota.all + ENDING {
            tasks.join_next().await;
        }
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) if is_of_the_client(error.kind()) => continue,
            Err(error) => {
                connections.tell(&clock, || tracing::warn!(%error, "no connection can be taken"));
                clock.sleep(NO_FILE).await;
                continue;
            }
        };
        number += 1;
        match connections.admit(number, peer) {
            Some(admitted) => {
                tasks.spawn(attend(stream, pages.clone(), admitted, stop.clone()));
            }
            None => {
                connections.tell(&clock, || tracing::warn!("all connections are taken, some are refused"));
                // fits into the socket's buffer; a client that is gone need not be told
                let _ = stream.try_write(FULL);
            }
        }
    }
    drop(listener);
    while tasks.join_next().await.is_some() {}
}

/// The client was gone before it was served.
fn is_of_the_client(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::ConnectionRefused | ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset)
}

/// Serves one connection to its end.
async fn attend(stream: TcpStream, pages: Router, admitted: Admitted, stop: CancellationToken) {
    #[cfg(target_os = "linux")]
    // without it the connection only lasts longer
    let _ = rustix::net::sockopt::set_tcp_user_timeout(&stream, UNTAKEN);
    let clock = Clock::real();
    let peer = Peer(admitted.peer);
    let requests = Arc::clone(&admitted.requests);
    let service = hyper::service::service_fn(move |request: hyper::Request<Incoming>| {
        let busy = Busy::new(&requests);
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(peer);
        let answer = pages.clone().oneshot(request);
        async move {
            let answer: Response = answer.await?;
            Ok::<_, Infallible>(answer.map(|body| Answer { body, _busy: busy }))
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(admitted.head_within)
        .max_buf_size(LARGEST_HEAD)
        .serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    tokio::select! {
        // a client that breaks off or sends nonsense is nobody's concern
        _ = connection.as_mut() => return,
        () = admitted.cut.cancelled() => return,
        () = clock.sleep(LONGEST) => {}
        () = stop.cancelled() => {}
    }
    connection.as_mut().graceful_shutdown();
    tokio::select! {
        _ = connection => {}
        () = admitted.cut.cancelled() => {}
        () = clock.sleep(LAST_ANSWER) => {}
    }
}

/// The connections that are open.
struct Connections {
    quota: Quota,
    /// By number, the oldest first.
    open: Mutex<BTreeMap<u64, Open>>,
    told_at: Mutex<Option<i64>>,
}

struct Open {
    peer: IpAddr,
    /// Whole requests that have no whole answer yet.
    requests: Arc<AtomicUsize>,
    cut: CancellationToken,
}

/// A connection's place, given free when dropped.
struct Admitted {
    number: u64,
    peer: IpAddr,
    head_within: Duration,
    requests: Arc<AtomicUsize>,
    cut: CancellationToken,
    connections: Arc<Connections>,
}

impl Connections {
    /// Takes a connection in, dropping another that only rests where there is no room; `None` where there
    /// is none at all.
    fn admit(self: &Arc<Self>, number: u64, peer: SocketAddr) -> Option<Admitted> {
        let peer = party(peer.ip());
        let mut open = self.open();
        let of_peer = |open: &BTreeMap<u64, Open>| open.values().filter(|it| it.peer == peer).count();
        if !is_proxy(peer) && of_peer(&open) >= self.quota.per_address {
            drop_resting(&mut open, |it| it.peer == peer)?;
        }
        if open.len() >= self.quota.all {
            // the address that has most of them gives one up before the others do
            let greedy = greediest(&open);
            drop_resting(&mut open, |it| Some(it.peer) == greedy)
                .or_else(|| drop_resting(&mut open, |_| true))?;
        }
        let (requests, cut) = (Arc::new(AtomicUsize::new(0)), CancellationToken::new());
        open.insert(number, Open { peer, requests: Arc::clone(&requests), cut: cut.clone() });
        let head_within = self.quota.head_within;
        Some(Admitted { number, peer, head_within, requests, cut, connections: Arc::clone(self) })
    }

    fn open(&self) -> MutexGuard<'_, BTreeMap<u64, Open>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Logs something that may be so a thousand times a second.
    fn tell(&self, clock: &Clock, what: impl FnOnce()) {
        let mut told_at = self.told_at.lock().unwrap_or_else(PoisonError::into_inner);
        let now = clock.mono();
        if told_at.is_none_or(|at| now - at >= TOLD_EVERY) {
            *told_at = Some(now);
            what();
        }
    }
}

/// Ends the oldest of these connections that has no request under way.
fn drop_resting(open: &mut BTreeMap<u64, Open>, which: impl Fn(&Open) -> bool) -> Option<()> {
    let rests = |it: &Open| it.requests.load(Ordering::Relaxed) == 0 && which(it);
    let number = open.iter().find_map(|(number, it)| rests(it).then_some(*number))?;
    open.remove(&number)?.cut.cancel();
    Some(())
}

/// Who an address stands for: of IPv6 one client has a whole network of them.
pub fn party(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) if !v6.is_loopback() => Ipv6Addr::from(u128::from(v6) >> 64 << 64).into(),
        other => other,
    }
}

fn greediest(open: &BTreeMap<u64, Open>) -> Option<IpAddr> {
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

impl Drop for Admitted {
    fn drop(&mut self) {
        self.connections.open().remove(&self.number);
    }
}

/// Counts a request until its whole answer is handed over.
struct Busy(Arc<AtomicUsize>);

impl Busy {
    fn new(requests: &Arc<AtomicUsize>) -> Self {
        requests.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(requests))
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// An answer's body: while it lasts its connection does not rest.
struct Answer {
    body: Body,
    _busy: Busy,
}

impl hyper::body::Body for Answer {
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
