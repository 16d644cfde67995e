//! Updates: numbered, confirmed by offsets, for one poller at a time.

use std::time::Duration;

use koze::rehearsal::world::{Uploads, World};
use serde_json::{Value, json};

use super::{JEAN, MARIE, ids, refused, updates, world};

async fn poll(world: &World, params: Value) -> Result<Value, koze::rehearsal::world::Refusal> {
    world.request("getUpdates", params, Uploads::new()).await
}

#[test]
fn updates_are_numbered_in_order_and_stay_until_an_offset_confirms_them() {
    let (world, _) = world();
    world.says(MARIE, "un");
    world.says(JEAN, "deux");
    let all = ids(&updates(&world, 0));
    assert_eq!(all, [all[0], all[0] + 1, all[0] + 2]);
    assert_eq!(ids(&updates(&world, 0)), all, "nothing was confirmed");
    assert_eq!(ids(&updates(&world, all[1])), all[1..]);
    assert_eq!(world.waiting_updates(), 2);
    assert_eq!(ids(&updates(&world, 0)), all[1..], "what was confirmed is forgotten");
    assert_eq!(updates(&world, all[2] + 1), [] as [Value; 0]);
}

#[test]
fn a_negative_offset_forgets_all_but_the_last_ones() {
    let (world, _) = world();
    let said: Vec<_> = (0..5).map(|n| world.says(MARIE, &n.to_string()).update_id).collect();
    assert_eq!(ids(&updates(&world, -2)), [said[3].unwrap(), said[4].unwrap()]);
    assert_eq!(world.waiting_updates(), 2);
}

#[test]
fn a_hundred_updates_come_at_once_at_most_and_one_at_least() {
    let (world, _) = world();
    for n in 0..120 {
        world.says(MARIE, &n.to_string());
    }
    let some =
        |limit: i64| world.call("getUpdates", json!({ "limit": limit })).unwrap().as_array().unwrap().len();
    assert_eq!([some(1_000), some(0), some(7)], [100, 1, 7]);
}

#[test]
fn kinds_that_are_not_allowed_are_not_kept_and_the_wish_is_remembered() {
    let (world, _) = world();
    world.call("getUpdates", json!({ "allowed_updates": ["callback_query"], "offset": i64::MAX })).unwrap();
    assert_eq!(world.says(MARIE, "bonjour").update_id, None);
    world.presses(MARIE, 1, "x");
    let update = updates(&world, 0);
    assert_eq!(update.len(), 1);
    assert_eq!(update[0]["callback_query"]["data"], "x");
    world.call("getUpdates", json!({ "allowed_updates": [] })).unwrap();
    assert!(world.says(MARIE, "bonjour").update_id.is_some());
}

#[test]
fn a_press_is_kept_for_150_seconds_and_a_message_for_a_day() {
    let (world, clock) = world();
    world.presses(MARIE, 1, "x");
    assert_eq!(updates(&world, 0).len(), 2);
    clock.pass(Duration::from_secs(150));
    assert_eq!(updates(&world, 0).len(), 1);
    clock.pass(Duration::from_secs(24 * 3600));
    assert_eq!(updates(&world, 0).len(), 0);
}

#[test]
fn an_update_can_come_twice_even_after_it_was_confirmed() {
    let (world, _) = world();
    let said = world.says(MARIE, "bonjour").update_id.unwrap();
    updates(&world, said + 1);
    assert!(world.redeliver(said));
    assert!(!world.redeliver(said + 1));
    assert_eq!(ids(&updates(&world, said + 1)), [said]);
    assert_eq!(ids(&updates(&world, said + 1)), [] as [i64; 0], "only once more");
}

#[test]
fn ids_may_start_anew_lower() {
    let (world, _) = world();
    world.next_update_id(7);
    assert_eq!(world.says(MARIE, "bonjour").update_id, Some(7));
    assert_eq!(world.last_update_id(), Some(7));
}

#[tokio::test]
async fn a_waiting_poll_wakes_at_once_when_somebody_acts() {
    let (world, _) = world();
    let first = world.last_update_id().unwrap() + 1;
    let seen = world.revision();
    let waiting = tokio::spawn({
        let world = world.clone();
        async move { poll(&world, json!({ "offset": first, "timeout": 3_000 })).await }
    });
    world.changed(seen).await;
    let said = world.says(MARIE, "bonjour");
    let answer = waiting.await.unwrap().unwrap();
    assert_eq!(answer[0]["update_id"].as_i64(), said.update_id);
}

#[tokio::test]
async fn a_second_poller_ends_the_first_with_409() {
    let (world, _) = world();
    let first = world.last_update_id().unwrap() + 1;
    let seen = world.revision();
    let waiting = tokio::spawn({
        let world = world.clone();
        async move { poll(&world, json!({ "offset": first, "timeout": 50 })).await }
    });
    world.changed(seen).await;
    assert_eq!(poll(&world, json!({ "offset": first })).await, Ok(json!([])));
    let ended = waiting.await.unwrap().unwrap_err();
    assert_eq!(ended.code, 409);
    assert_eq!(
        ended.description,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    );
    assert_eq!(world.refusals(), [("getUpdates".to_owned(), ended)]);
}

#[tokio::test]
async fn a_webhook_ends_polling_until_it_is_deleted() {
    let (world, _) = world();
    let first = world.last_update_id().unwrap() + 1;
    let seen = world.revision();
    let waiting = tokio::spawn({
        let world = world.clone();
        async move { poll(&world, json!({ "offset": first, "timeout": 50 })).await }
    });
    world.changed(seen).await;
    world.call("setWebhook", json!({ "url": "https://example.org/hook", "secret_token": "abc-1" })).unwrap();
    let ended = waiting.await.unwrap().unwrap_err();
    assert_eq!(ended.description, "Conflict: terminated by setWebhook request");
    assert_eq!(
        refused(&world, "getUpdates", json!({})),
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    );
    assert_eq!(world.call("getWebhookInfo", json!({})).unwrap()["url"], "https://example.org/hook");
    world.says(MARIE, "bonjour");
    world.call("deleteWebhook", json!({ "drop_pending_updates": true })).unwrap();
    assert_eq!(world.call("getWebhookInfo", json!({})).unwrap()["pending_update_count"], 0);
    assert_eq!(poll(&world, json!({})).await, Ok(json!([])));
    let secret = refused(&world, "setWebhook", json!({ "url": "https://a.example", "secret_token": "é" }));
    assert_eq!(secret, "Bad Request: secret token contains unallowed characters");
    assert!(refused(&world, "setWebhook", json!({ "url": "http://a.example" })).contains("HTTPS"));
}

#[test]
fn a_long_rehearsal_keeps_a_bounded_past() {
    let (world, _) = world();
    world.keep(10);
    for n in 0..50 {
        world.says(MARIE, &n.to_string());
        world.call("sendMessage", json!({ "chat_id": MARIE, "text": n.to_string() })).unwrap();
        world.call("sendMessage", json!({ "chat_id": 9, "text": "x", "typo": 1 })).unwrap_err();
    }
    assert_eq!(world.chat(MARIE).len(), 10);
    assert_eq!(world.requests().len(), 10);
    assert_eq!(world.refusals().len(), 10);
    assert_eq!(world.complaints().len(), 10);
    assert_eq!(world.calls("sendMessage"), 100, "counters count on");
    assert_eq!(world.waiting_updates(), 51, "and nothing unconfirmed is lost");
}
