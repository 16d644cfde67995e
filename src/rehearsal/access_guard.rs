//! Restricts the pages of a rehearsal to browsers on this machine. Another website that is open in such a
//! browser cannot send requests, because its `Origin` differs, and cannot read responses by resolving its own
//! name to this machine (DNS rebinding), because the `Host` differs.

use std::net::{IpAddr, SocketAddr};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};

use crate::web;

const FORBIDDEN_MESSAGE: &str =
    "Cette page n’est servie qu’à cette machine : ouvrez l’adresse affichée au lancement.\n";

/// Adds the restriction to routes that are served at `address`.
pub fn restrict_to_local(routes: Router, address: SocketAddr) -> Router {
    routes
        .layer(map_response(web::set_safety_headers))
        .layer(from_fn_with_state(address, reject_foreign_requests))
}

async fn reject_foreign_requests(
    State(address): State<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    if is_local_request(request.headers(), address) {
        next.run(request).await
    } else {
        (StatusCode::FORBIDDEN, FORBIDDEN_MESSAGE).into_response()
    }
}

/// Whether the request has exactly one host, which is a name of this machine, and no origin other than it.
fn is_local_request(headers: &HeaderMap, address: SocketAddr) -> bool {
    let mut hosts = headers.get_all(header::HOST).iter();
    let (Some(Ok(host)), None) = (hosts.next().map(|host| host.to_str()), hosts.next()) else { return false };
    let is_own = |origin: &str| origin.strip_prefix("http://") == Some(host);
    let has_own_origin =
        headers.get_all(header::ORIGIN).iter().all(|origin| origin.to_str().is_ok_and(is_own));
    is_local_host(host, address) && has_own_origin
}

/// Whether a host is `localhost`, a loopback address or the address that is served. The port may differ,
/// because a container may publish another one.
fn is_local_host(host: &str, address: SocketAddr) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => match rest.split_once(']') {
            Some((name, port)) if port.is_empty() || is_port(port) => name,
            _ => return false,
        },
        None => match host.find(':').map(|at| host.split_at(at)) {
            Some((name, port)) if is_port(port) => name,
            Some(_) => return false,
            None => host,
        },
    };
    name.eq_ignore_ascii_case("localhost")
        || name
            .parse::<IpAddr>()
            .is_ok_and(|ip| ip.is_loopback() || (ip == address.ip() && !ip.is_unspecified()))
}

fn is_port(text: &str) -> bool {
    text.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok())
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};

    use crate::rehearsal::access_guard::is_local_request;

    fn is_allowed(host: &str, origin: Option<&str>) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_str(host).unwrap());
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, HeaderValue::from_str(origin).unwrap());
        }
        is_local_request(&headers, "127.0.0.1:8080".parse().unwrap())
    }

    #[test]
    fn only_names_of_this_machine_are_allowed() {
        for host in ["127.0.0.1:8080", "localhost:8080", "LOCALHOST", "[::1]:9", "127.0.0.2", "localhost:80"]
        {
            assert!(is_allowed(host, None), "{host}");
            assert!(is_allowed(host, Some(&format!("http://{host}"))), "{host}");
            assert!(!is_allowed(host, Some("https://evil.example")), "{host}");
            assert!(!is_allowed(host, Some("null")), "{host}");
        }
        for host in [
            "evil.example",
            "evil.example:8080",
            "127.0.0.1.evil.example",
            "localhost.evil.example:8080",
            "192.168.1.7:8080",
            "0.0.0.0:8080",
            "[::1",
            "[::1]x",
            "localhost:",
            "localhost:99999",
            "127.0.0.1:8080:1",
            "",
        ] {
            assert!(!is_allowed(host, None), "{host}");
            assert!(!is_allowed(host, Some(&format!("http://{host}"))), "{host}");
        }
        // a page of another port of this machine has another origin
        assert!(!is_allowed("localhost:8080", Some("http://localhost:9090")));
        assert!(!is_allowed("localhost:8080", Some("http://127.0.0.1:8080")));
        assert!(!is_allowed("localhost:8080", Some("https://localhost:8080")));
        assert!(!is_local_request(&HeaderMap::new(), "127.0.0.1:1".parse().unwrap()), "without a host");
    }
}
