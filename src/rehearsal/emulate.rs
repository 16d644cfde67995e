//! The emulated Bot API alone, with the page of phones: Kozé's own bot does not run, because it would compete
//! for the updates.

use futures_util::FutureExt;
use telegram_emulator::{BotAccount, BotApiServer, TelegramEmulator};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::{access_guard, page};
use crate::clock::Clock;
use crate::programme::Programme;

/// How many entries of each list are kept, because an emulator may run for days.
const HISTORY_LIMIT: usize = 10_000;
/// The user who is there at first.
const FIRST_USER: i64 = 1001;

/// Serves the Bot API of one bot and the page of phones at one address until `stop`. The bot's id is the
/// number before the colon of the token.
pub async fn emulate(
    token: String,
    username: String,
    listener: TcpListener,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let address = listener.local_addr()?;
    let clock = Clock::real();
    let id = token.split(':').next().and_then(|id| id.parse().ok()).unwrap_or_default();
    let bot = BotAccount { token: token.clone(), username: username.clone(), name: username.clone(), id };
    let emulator = TelegramEmulator::new(clock.clone(), bot);
    emulator.set_history_limit(HISTORY_LIMIT);
    emulator.add_user(FIRST_USER, "Camille", Some("Exemple"), Some("fr"));
    let config = page::RehearsalConfig {
        event_title: format!("@{username}"),
        time_zone: Programme::built_in().zone,
        clock,
        jump_targets: Vec::new(),
        role_labels: Vec::new(),
        bot_username: username,
        has_named_database: false,
        advance_clock: Box::new(|_| async {}.boxed()),
        restart: Box::new(|_| async { anyhow::bail!("koze emulate runs no bot that could restart") }.boxed()),
        stop: stop.clone(),
    };
    println!("Bot API: http://{address}\nToken:   {token}\nPhones:  http://{address}/ (Ctrl-C ends it)");
    let phones = access_guard::restrict_to_local(page::router(config, emulator.clone()), address);
    Ok(BotApiServer::serve_with_pages(phones, emulator, listener, stop).await?)
}
