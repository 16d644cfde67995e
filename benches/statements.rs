//! SQL statements per update: their number determines the cost, not their size. Each kind of update alone, and
//! a hundred people's in one transaction (on PostgreSQL each update has its own). Sending is not included.
//!
//! ```text
//! cargo bench --bench statements
//! DATABASE_URL=postgres://… cargo bench --bench statements
//! ```

#![allow(clippy::unwrap_used, reason = "a test or benchmark that fails says where")]

use std::sync::atomic::{AtomicU64, Ordering};

use koze::app::App;
use koze::clock::Clock;
use koze::clock::EventTime;
use koze::config::BotConfig;
use koze::ids::UpdateId;
use koze::programme::Programme;
use koze::telegram::RawUpdate;
use serde_json::json;
use tracing::{Event, Subscriber};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

/// 10:50 in Martinique: the round table.
const NOW: i64 = 1_353_682_200_000;

static STATEMENTS: AtomicU64 = AtomicU64::new(0);

/// sqlx logs one event for each statement; this layer counts them.
struct StatementCounter;

impl<S: Subscriber> Layer<S> for StatementCounter {
    fn on_event(&self, _: &Event<'_>, _: Context<'_, S>) {
        STATEMENTS.fetch_add(1, Ordering::Relaxed);
    }
}

/// The actions of one person, in a possible order.
const STEPS: [(&str, UserAction); 9] = [
    ("/start", UserAction::Say("/start")),
    ("consent", UserAction::Press("reg:consent:yes")),
    ("name", UserAction::Press("reg:name:same")),
    ("category", UserAction::Press("reg:category:resident")),
    ("phone number skipped", UserAction::Say("Passer")),
    ("confirmed", UserAction::Press("reg:summary:confirm")),
    ("when is the round table", UserAction::Say("c'est à quelle heure la table ronde")),
    ("/question", UserAction::Say("/question")),
    ("the question", UserAction::Say("Qui paie les adultes relais ?")),
];

#[derive(Clone, Copy)]
enum UserAction {
    Say(&'static str),
    Press(&'static str),
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let sqlx_queries = Targets::new().with_target("sqlx::query", tracing::Level::TRACE);
    tracing_subscriber::registry().with(StatementCounter.with_filter(sqlx_queries)).init();
    println!("{:<26} {:>6} {:>14}", "statements per update", "alone", "in a batch");
    let alone = count_statements(1, 1).await?;
    let together = count_statements(100, 2_000).await?;
    for (((name, _), alone), together) in STEPS.iter().zip(alone).zip(together) {
        println!("{name:<26} {alone:>6.1} {together:>14.2}");
    }
    Ok(())
}

/// Statements per update, step by step, when `people` people act at once.
async fn count_statements(people: i64, first: i64) -> anyhow::Result<Vec<f64>> {
    let folder = tempfile::tempdir()?;
    let default_url = format!("sqlite://{}", folder.path().join("koze.db").display());
    let database_url = std::env::var("DATABASE_URL").unwrap_or(default_url);
    let settings = BotConfig {
        token: "1:benchmark".into(),
        api_url: "http://127.0.0.1:9".into(),
        database_url,
        send_rate: 0,
    };
    // eleven days before: registration and questions are open
    let clock = Clock::simulated(EventTime(NOW - 11 * 86_400_000), 1.0);
    let app = App::open(&settings, Programme::built_in(), clock).await?;
    let mut dispatcher = app.dispatcher();
    let mut counts = Vec::new();
    let mut number = first * 1_000;
    for (_, action) in STEPS {
        let batch: Vec<RawUpdate> = (first..first + people)
            .map(|person| {
                number += 1;
                make_update(number, person, action)
            })
            .collect::<Result<_, _>>()?;
        let before = STATEMENTS.load(Ordering::Relaxed);
        dispatcher.handle(&batch).await.map_err(|outage| anyhow::anyhow!("{outage}"))?;
        counts.push((STATEMENTS.load(Ordering::Relaxed) - before) as f64 / people as f64);
    }
    app.db.close().await;
    Ok(counts)
}

fn make_update(number: i64, person: i64, action: UserAction) -> anyhow::Result<RawUpdate> {
    let from = json!({ "id": person, "is_bot": false, "first_name": "Marie", "language_code": "fr" });
    let chat = json!({ "id": person, "type": "private", "first_name": "Marie" });
    let body = match action {
        UserAction::Say(text) => {
            let mut message =
                json!({ "message_id": number, "date": 1, "from": from, "chat": chat, "text": text });
            if text.starts_with('/') {
                message["entities"] = json!([{ "type": "bot_command", "offset": 0, "length": text.len() }]);
            }
            json!({ "update_id": number, "message": message })
        }
        UserAction::Press(data) => {
            let pressed_message = json!({ "message_id": 1, "date": 1, "chat": chat, "text": "?" });
            let id = number.to_string();
            let press = json!({ "id": id, "from": from, "message": pressed_message, "chat_instance": "1", "data": data });
            json!({ "update_id": number, "callback_query": press })
        }
    };
    Ok(RawUpdate { id: UpdateId(number), json: serde_json::value::to_raw_value(&body)? })
}
