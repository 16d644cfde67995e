//! Any value of a flag is used or refused with one sentence; none causes a panic.

use koze::config::{self, ClockConfig};
use koze::telegram::api::BotApi;
use koze::telegram::{limits::SendRateLimits, webhook};
use proptest::prelude::*;

const SECRET: &str = "SECRET-of-17-chars";

fn parse_webhook_url(url: &str) -> Result<(), String> {
    let parsed =
        config::parse_webhook(Some(url), Some(SECRET.to_owned())).map_err(|wrong| wrong.to_string())?;
    let parsed = parsed.expect("both were given");
    // a start builds the router from the parsed path
    let _ = webhook::build_router(&parsed);
    Ok(())
}

#[test]
fn a_path_that_a_router_would_read_as_a_pattern_is_refused() {
    for path in
        ["*x", ":x", "a/*rest", "a/:b/c", "{x}", "*", "%2e", "a//b", "a/", "..", "a/./b", "é", "a b", "a\\b"]
    {
        let said = parse_webhook_url(&format!("https://forum.example.org/{path}")).unwrap_err();
        assert!(said.starts_with("--webhook-url") && said.lines().count() == 1, "{path}: {said}");
    }
    for host in ["", "*", ":443", "a b", "user@host", "h:443:443", "[::1]", "h:"] {
        assert!(parse_webhook_url(&format!("https://{host}/telegram")).is_err(), "{host}");
    }
    for url in ["https://a.example/t", "https://a.example:8443/a/b-c_d.e~f", "https://A.EXAMPLE:80/0"] {
        assert_eq!(parse_webhook_url(url), Ok(()), "{url}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_value_of_a_flag_panics(
        text in prop_oneof![
            "\\PC{0,40}",
            "[a-z:/*.{}?#@\\[\\]%0-9+-]{0,40}",
            "https://[a-z.:0-9\\[\\]]{0,12}/[a-z:*{}/%.~]{0,20}",
            "(sqlite|postgres|postgresql):/{0,3}[a-z:@/?=&%0-9\\[\\]]{0,30}",
            "[0-9+-]{0,8}-[0-9]{2}-[0-9]{2}T[0-9:]{5,8}[Z0-9:+-]{1,6}(@[0-9eEinfa.+-]{0,8})?",
        ],
        rate in any::<u32>(),
    ) {
        let _ = parse_webhook_url(&text);
        let _ = parse_webhook_url(&format!("https://a.example/{text}"));
        if let Ok(url) = config::parse_api_url(&text) {
            let _ = BotApi::new(&"1:a".into(), &url);
        }
        if let Ok(url) = config::parse_database_url(&text) {
            let _ = koze::db::file::sqlite_path(&url);
        }
        if let Ok(setting) = ClockConfig::parse(&text) {
            let now = setting.to_clock().event_now();
            let _ = koze::clock::to_utc(now).to_rfc3339();
        }
        let _ = config::parse_listen_address("--listen", &text);
        let _ = config::parse_send_rate(&text);
        let _ = config::parse_token(Some(text.clone()));
        let _ = config::parse_webhook(Some("https://a.example/t"), Some(text));
        let _ = SendRateLimits::new(rate);
    }
}
