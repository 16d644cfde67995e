//! The emulator numbers updates, keeps them until an offset confirms them, and serves one poller at a time.

use std::time::Duration;

use serde_json::{Value, json};
use telegram_emulator::{BotApiError, TelegramEmulator, Uploads};

use super::{JEAN, MARIE, emulator, error_text, pending_updates, update_ids};

async fn poll(emulator: &TelegramEmulator, params: Value) -> Result<Value, BotApiError> {
    emulator.call_async("getUpdates", params, Uploads::new()).await
}

#[test]
fn updates_are_numbered_in_order_and_stored_until_an_offset_confirms_them() {
    let (emulator, _) = emulator();
    emulator.user_sends_text(MARIE, "un");
    emulator.user_sends_text(JEAN, "deux");
    let all = update_ids(&pending_updates(&emulator, 0));
    assert_eq!(all, [all[0], all[0] + 1, all[0] + 2]);
    assert_eq!(update_ids(&pending_updates(&emulator, 0)), all, "nothing was confirmed");
    assert_eq!(update_ids(&pending_updates(&emulator, all[1])), all[1..]);
    assert_eq!(emulator.pending_update_count(), 2);
    assert_eq!(update_ids(&pending_updates(&emulator, 0)), all[1..], "confirmed updates are dropped");
    assert_eq!(pending_updates(&emulator, all[2] + 1), [] as [Value; 0]);
}

#[test]
fn a_negative_offset_confirms_all_but_the_last_updates() {
    let (emulator, _) = emulator();
    let sent: Vec<_> = (0..5).map(|n| emulator.user_sends_text(MARIE, &n.to_string()).update_id).collect();
    assert_eq!(update_ids(&pending_updates(&emulator, -2)), [sent[3].unwrap(), sent[4].unwrap()]);
    assert_eq!(emulator.pending_update_count(), 2);
}

#[test]
fn a_call_returns_between_1_and_100_updates() {
    let (emulator, _) = emulator();
    for n in 0..120 {
        emulator.user_sends_text(MARIE, &n.to_string());
    }
    let some = |limit: i64| {
        emulator.call("getUpdates", json!({ "limit": limit })).unwrap().as_array().unwrap().len()
    };
    assert_eq!([some(1_000), some(0), some(7)], [100, 1, 7]);
}

#[test]
fn kinds_that_are_not_allowed_are_dropped_and_the_setting_is_kept() {
    let (emulator, _) = emulator();
    emulator
        .call("getUpdates", json!({ "allowed_updates": ["callback_query"], "offset": i64::MAX }))
        .unwrap();
    assert_eq!(emulator.user_sends_text(MARIE, "bonjour").update_id, None);
    emulator.user_presses_callback(MARIE, 1, "x");
    let update = pending_updates(&emulator, 0);
    assert_eq!(update.len(), 1);
    assert_eq!(update[0]["callback_query"]["data"], "x");
    emulator.call("getUpdates", json!({ "allowed_updates": [] })).unwrap();
    assert!(emulator.user_sends_text(MARIE, "bonjour").update_id.is_some());
}

#[test]
fn a_callback_query_expires_after_150_seconds_and_a_message_after_a_day() {
    let (emulator, clock) = emulator();
    emulator.user_presses_callback(MARIE, 1, "x");
    assert_eq!(pending_updates(&emulator, 0).len(), 2);
    clock.advance(Duration::from_secs(150));
    assert_eq!(pending_updates(&emulator, 0).len(), 1);
    clock.advance(Duration::from_secs(24 * 3600));
    assert_eq!(pending_updates(&emulator, 0).len(), 0);
}

#[test]
fn an_update_can_come_twice_even_after_it_was_confirmed() {
    let (emulator, _) = emulator();
    let sent = emulator.user_sends_text(MARIE, "bonjour").update_id.unwrap();
    pending_updates(&emulator, sent + 1);
    assert!(emulator.redeliver_update(sent));
    assert!(!emulator.redeliver_update(sent + 1));
    assert_eq!(update_ids(&pending_updates(&emulator, sent + 1)), [sent]);
    assert_eq!(update_ids(&pending_updates(&emulator, sent + 1)), [] as [i64; 0], "delivered only once more");
}

#[test]
fn ids_may_restart_at_a_lower_number() {
    let (emulator, _) = emulator();
    emulator.set_next_update_id(7);
    assert_eq!(emulator.user_sends_text(MARIE, "bonjour").update_id, Some(7));
    assert_eq!(emulator.last_update_id(), Some(7));
}

#[tokio::test]
async fn a_waiting_poll_returns_as_soon_as_a_user_acts() {
    let (emulator, _) = emulator();
    let first = emulator.last_update_id().unwrap() + 1;
    let seen = emulator.revision();
    let waiting = tokio::spawn({
        let emulator = emulator.clone();
        async move { poll(&emulator, json!({ "offset": first, "timeout": 3_000 })).await }
    });
    emulator.wait_for_change(seen).await;
    let sent = emulator.user_sends_text(MARIE, "bonjour");
    let answer = waiting.await.unwrap().unwrap();
    assert_eq!(answer[0]["update_id"].as_i64(), sent.update_id);
}

#[tokio::test]
async fn a_second_poller_ends_the_first_with_409() {
    let (emulator, _) = emulator();
    let first = emulator.last_update_id().unwrap() + 1;
    let seen = emulator.revision();
    let waiting = tokio::spawn({
        let emulator = emulator.clone();
        async move { poll(&emulator, json!({ "offset": first, "timeout": 50 })).await }
    });
    emulator.wait_for_change(seen).await;
    assert_eq!(poll(&emulator, json!({ "offset": first })).await, Ok(json!([])));
    let ended = waiting.await.unwrap().unwrap_err();
    assert_eq!(ended.code, 409);
    assert_eq!(
        ended.description,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    );
    assert_eq!(emulator.api_errors(), [("getUpdates".to_owned(), ended)]);
}

#[tokio::test]
async fn a_webhook_ends_polling_until_it_is_deleted() {
    let (emulator, _) = emulator();
    let first = emulator.last_update_id().unwrap() + 1;
    let seen = emulator.revision();
    let waiting = tokio::spawn({
        let emulator = emulator.clone();
        async move { poll(&emulator, json!({ "offset": first, "timeout": 50 })).await }
    });
    emulator.wait_for_change(seen).await;
    emulator
        .call("setWebhook", json!({ "url": "https://example.org/hook", "secret_token": "abc-1" }))
        .unwrap();
    let ended = waiting.await.unwrap().unwrap_err();
    assert_eq!(ended.description, "Conflict: terminated by setWebhook request");
    assert_eq!(
        error_text(&emulator, "getUpdates", json!({})),
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    );
    assert_eq!(emulator.call("getWebhookInfo", json!({})).unwrap()["url"], "https://example.org/hook");
    emulator.user_sends_text(MARIE, "bonjour");
    emulator.call("deleteWebhook", json!({ "drop_pending_updates": true })).unwrap();
    assert_eq!(emulator.call("getWebhookInfo", json!({})).unwrap()["pending_update_count"], 0);
    assert_eq!(poll(&emulator, json!({})).await, Ok(json!([])));
    let secret =
        error_text(&emulator, "setWebhook", json!({ "url": "https://a.example", "secret_token": "é" }));
    assert_eq!(secret, "Bad Request: secret token contains unallowed characters");
    assert!(error_text(&emulator, "setWebhook", json!({ "url": "http://a.example" })).contains("HTTPS"));
}

#[test]
fn the_history_limit_bounds_every_list() {
    let (emulator, _) = emulator();
    emulator.set_history_limit(10);
    for n in 0..50 {
        emulator.user_sends_text(MARIE, &n.to_string());
        emulator.call("sendMessage", json!({ "chat_id": MARIE, "text": n.to_string() })).unwrap();
        emulator.call("sendMessage", json!({ "chat_id": 9, "text": "x", "typo": 1 })).unwrap_err();
    }
    assert_eq!(emulator.messages(MARIE).len(), 10);
    assert_eq!(emulator.requests().len(), 10);
    assert_eq!(emulator.api_errors().len(), 10);
    assert_eq!(emulator.warnings().len(), 10);
    assert_eq!(emulator.call_count("sendMessage"), 100, "counters are not limited");
    assert_eq!(emulator.pending_update_count(), 51, "no unconfirmed update is dropped");
}
