//! Messages that are enqueued together have the same result in the outbox as one by one.

use koze::chat::{Message, Outgoing, Urgency};
use koze::ids::ChatId;
use koze::outbox::{self, NewMessage};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};

use crate::test_bot::{Database, TestBot};

on_both_databases!(batch_enqueue_equals_sequential_enqueue);

/// Messages of several turns and of a broadcast, with few
/// chats and few texts, so that neighbours are often equal.
fn random_messages(random: &mut StdRng, call: usize) -> Vec<NewMessage> {
    let count = random.random_range(1..12);
    let message = |n: usize| {
        let urgency = *[Urgency::Press, Urgency::Answer, Urgency::Notice, Urgency::Announcement]
            .choose(random)
            .unwrap();
        let chat = random.random_range(1..5);
        let kind = ["u", "p"].choose(random).unwrap();
        let key = match urgency {
            Urgency::Announcement => format!("a{call}:{chat}"),
            _ => format!("{kind}{call}{}:{n}", random.random_range(0..2)),
        };
        let live_message = random.random_bool(0.2).then(|| format!("panel:{chat}"));
        let what = Outgoing::Message(Message::new(*["one", "two"].choose(random).unwrap()));
        NewMessage::new(key.parse().unwrap(), ChatId(chat), urgency, what)
            .with_live_message(live_message.filter(|_| urgency == Urgency::Notice))
    };
    (0..count).map(message).collect()
}

async fn outbox_rows(test: &TestBot) -> Vec<(i64, i64, String, String, String)> {
    let mut conn = test.app.db.reader().await.unwrap();
    sqlx::query_as("select chat, urgency, key, body, live_message from outbox order by chat, urgency, seq")
        .fetch_all(&mut *conn)
        .await
        .unwrap()
}

async fn batch_enqueue_equals_sequential_enqueue(database: Database) {
    let test = TestBot::open(database, "2012-11-12T10:00").await;
    let real_now = test.clock.real_now();
    let mut tx = test.app.db.begin().await.unwrap();
    sqlx::query("delete from outbox").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    for seed in 0..60 {
        let mut both = Vec::new();
        for alone in [false, true] {
            let mut random = StdRng::seed_from_u64(seed);
            for call in 0..3 {
                let messages = random_messages(&mut random, call);
                let size = if alone { 1 } else { messages.len() };
                let mut tx = test.app.db.begin().await.unwrap();
                for some in messages.chunks(size) {
                    outbox::enqueue(&mut tx, some, real_now).await.unwrap();
                }
                tx.commit().await.unwrap();
            }
            both.push(outbox_rows(&test).await);
            let mut tx = test.app.db.begin().await.unwrap();
            sqlx::query("delete from outbox").execute(&mut *tx).await.unwrap();
            tx.commit().await.unwrap();
        }
        assert_eq!(both[0], both[1], "seed {seed}");
    }
    test.end().await;
}
