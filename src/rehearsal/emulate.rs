//! The emulated Bot API alone: a world, its API and the phones, and no bot of our own that would
//! compete for the updates.

use futures_util::FutureExt;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::bot_api::BotApiServer;
use super::emulator::{BotAccount, TelegramEmulator};
use super::{access_guard, page};
use crate::clock::Clock;
use crate::programme::Programme;

/// How much is kept of each list, for a world that may last for days.
const HISTORY_LIMIT: usize = 10_000;
/// Somebody to begin with.
const FIRST_USER: i64 = 1001;

/// Serves the Bot API and the phones at one address until `stop`.
pub async fn emulate(bot: BotAccount, listener: TcpListener, stop: CancellationToken) -> anyhow::Result<()> {
    let address = listener.local_addr()?;
    let clock = Clock::real();
    let (token, username) = (bot.token.clone(), bot.username.clone());
    let emulator = TelegramEmulator::new(clock.clone(), bot);
    emulator.set_history_limit(HISTORY_LIMIT);
    emulator.add_user(FIRST_USER, "Camille", Some("Exemple"), Some("fr"));
    let setting = page::RehearsalConfig {
        event_title: format!("@{username}"),
        time_zone: Programme::built_in().zone,
        clock,
        jump_targets: Vec::new(),
        role_labels: Vec::new(),
        bot_username: username.clone(),
        has_named_database: false,
        advance_clock: Box::new(|_| async {}.boxed()),
        restart: Box::new(|_| async { anyhow::bail!("there is no bot of our own to begin anew") }.boxed()),
        stop: stop.clone(),
    };
    println!("Bot API: http://{address}\nToken:   {token}\nPhones:  http://{address}/ (Ctrl-C ends it)");
    let phones = access_guard::restrict_to_local(page::router(setting, emulator.clone()), address);
    Ok(BotApiServer::serve_with_pages(phones, emulator, listener, stop).await?)
}
