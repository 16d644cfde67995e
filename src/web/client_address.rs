//! The address of the client of a request, for limits.

use std::net::IpAddr;

use axum::Extension;
use axum::http::{HeaderMap, HeaderName};

use super::http_server::{self, PeerAddress};

/// The address of the client: behind a proxy in the own network the last one in the header that the proxy sets, else the
/// peer's. `None` where the connection is not known.
pub fn client_address(
    peer: Option<&Extension<PeerAddress>>,
    headers: &HeaderMap,
    proxy_header: &HeaderName,
) -> Option<IpAddr> {
    let Extension(PeerAddress(peer)) = peer?;
    if !http_server::is_proxy(*peer) {
        return Some(http_server::client_address(*peer));
    }
    // a client can send the header, too; what the proxy adds comes last
    let forwarded = headers.get_all(proxy_header).iter().next_back().and_then(|value| value.to_str().ok());
    let last = forwarded.and_then(|list| list.rsplit(',').next()?.trim().parse::<IpAddr>().ok());
    Some(http_server::client_address(last.unwrap_or(*peer)))
}
