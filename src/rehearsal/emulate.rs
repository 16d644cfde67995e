//! The emulated Bot API alone: a world, its API and the phones, and no bot of our own that would
//! compete for the updates.

use futures_util::FutureExt;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::api::Api;
use super::world::{Bot, World};
use super::{own, page};
use crate::clock::Clock;
use crate::programme::Programme;

/// How much is kept of each list, for a world that may last for days.
const KEPT: usize = 10_000;
/// Somebody to begin with.
const PERSON: i64 = 1001;

/// Serves the Bot API and the phones at one address until `stop`.
pub async fn emulate(bot: Bot, listener: TcpListener, stop: CancellationToken) -> anyhow::Result<()> {
    let address = listener.local_addr()?;
    let clock = Clock::real();
    let (token, username) = (bot.token.clone(), bot.username.clone());
    let world = World::new(clock.clone(), bot);
    world.keep(KEPT);
    world.person(PERSON, "Camille", Some("Exemple"), Some("fr"));
    let setting = page::Setting {
        event: format!("@{username}"),
        zone: Programme::shipped().zone,
        clock,
        jumps: Vec::new(),
        parts: Vec::new(),
        bot: username.clone(),
        named_database: false,
        leap: Box::new(|_| async {}.boxed()),
        afresh: Box::new(|_| async { anyhow::bail!("there is no bot of our own to begin anew") }.boxed()),
        stop: stop.clone(),
    };
    println!("Bot API: http://{address}\nToken:   {token}\nPhones:  http://{address}/ (Ctrl-C ends it)");
    let phones = own::guard(page::routes(setting, world.clone()), address);
    Ok(Api::serve_beside(phones, world, listener, stop).await?)
}
