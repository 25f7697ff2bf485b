//! Where a request came from.

use std::net::{IpAddr, Ipv4Addr};

use actix_web::HttpRequest;

/// The caller's address. Behind the proxy that the site trusts it is the last address that the
/// proxy added; what a caller writes into that header itself stands before it and does not count.
pub fn address(req: &HttpRequest, trusted_proxy: &str) -> IpAddr {
    let direct = req
        .peer_addr()
        .map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| {
            peer.ip().to_canonical()
        });
    if trusted_proxy.parse() != Ok(direct) {
        return direct;
    }
    req.headers()
        .get_all("x-forwarded-for")
        .last()
        .and_then(|value| value.to_str().ok())
        .and_then(|list| list.rsplit(',').next())
        .and_then(|last| last.trim().parse().ok())
        .unwrap_or(direct)
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    const PROXY: &str = "127.0.0.1";
    const CALLER: &str = "198.51.100.7";

    fn seen(trusted: &str, peer: &str, forwarded: &[&str]) -> String {
        let peer: IpAddr = peer.parse().unwrap();
        let mut req = TestRequest::default().peer_addr((peer, 1).into());
        for value in forwarded {
            req = req.append_header(("x-forwarded-for", *value));
        }
        address(&req.to_http_request(), trusted).to_string()
    }

    #[test]
    fn only_the_last_word_of_the_proxy_counts() {
        assert_eq!(seen(PROXY, PROXY, &[CALLER]), CALLER);
        assert_eq!(seen(PROXY, "::ffff:127.0.0.1", &[CALLER]), CALLER);
        assert_eq!(seen(PROXY, PROXY, &["203.0.113.9, 198.51.100.7"]), CALLER);
        assert_eq!(seen(PROXY, PROXY, &["203.0.113.9", CALLER]), CALLER);
        assert_eq!(seen(PROXY, PROXY, &["nonsense"]), PROXY);
        assert_eq!(seen(PROXY, PROXY, &[]), PROXY);
    }

    #[test]
    fn nobody_but_the_trusted_proxy_is_believed() {
        assert_eq!(seen("", PROXY, &[CALLER]), PROXY);
        assert_eq!(seen(PROXY, "192.0.2.1", &[CALLER]), "192.0.2.1");
        assert_eq!(seen("192.0.2.1", PROXY, &[CALLER]), PROXY);
        assert_eq!(seen("192.0.2.1", "192.0.2.1", &[CALLER]), CALLER);
    }
}
