//! `koze emulate` serves the emulated Bot API alone, with the page of phones.

use serde_json::{Value, json};

use crate::process::{ChildProcess, koze_command, run};

#[test]
fn the_bot_api_is_served_alone_and_its_address_and_token_are_printed() {
    let home = tempfile::tempdir().unwrap();
    let mut running = ChildProcess::start(koze_command(&home).args([
        "emulate",
        "--listen",
        "127.0.0.1:0",
        "--token",
        "77:a_B-c",
    ]));
    let [address, token, phones] = std::array::from_fn(|_| running.next_line());
    let address = address.trim().strip_prefix("Bot API: ").unwrap().to_owned();
    assert_eq!(token.trim(), "Token:   77:a_B-c");
    assert!(phones.contains(&address), "{phones}");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let get = async |path: &str| client.get(format!("{address}{path}")).send().await.unwrap();
        assert!(get("/").await.text().await.unwrap().contains("<html"), "the page with the phones");
        let me: Value = get("/bot77:a_B-c/getMe").await.json().await.unwrap();
        assert_eq!((&me["result"]["id"], &me["result"]["username"]), (&json!(77), &json!("emulated_bot")));
        let request = client.post(format!("{address}/rehearsal/phones/1001/say"));
        let response =
            request.header("origin", &address).json(&json!({ "text": "bonjour" })).send().await.unwrap();
        assert!(response.status().is_success(), "{response:?}");
        // no bot of Kozé consumes the update
        for _ in 0..2 {
            let updates: Value = get("/bot77:a_B-c/getUpdates?timeout=5").await.json().await.unwrap();
            assert_eq!(updates["result"][0]["message"]["text"], "bonjour", "{updates}");
        }
        assert_eq!(get("/bot78:a_B-c/getMe").await.status(), 401);
    });
    assert!(running.stop().success());
    assert!(std::fs::read_dir(home.path()).unwrap().next().is_none(), "the command leaves no files behind");
    for wrong in ["", "77", "77:", "x:y", "0:y", "77:a/b"] {
        let (code, _, error) = run(koze_command(&home).args(["emulate", "--token", wrong]));
        assert!(code == 2 && error.contains("--token"), "{wrong:?}: {code} {error}");
    }
}
