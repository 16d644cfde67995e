//! `koze emulate`: the emulated Bot API alone, for anybody's bot, and the phones of those who talk to it.

use super::error::CliError;
use super::startup::{LISTEN_FLAG, bind_listener, cancel_on_signal};
use crate::config;
use crate::rehearsal;

#[derive(clap::Args)]
pub(super) struct Emulate {
    /// Where the Bot API and the page with the phones are served.
    #[arg(long, env = "KOZE_LISTEN", default_value = config::DEFAULT_LISTEN_ADDRESS)]
    listen: String,
    /// The token of the bot that is known there, as @BotFather would give it.
    #[arg(long, default_value = "1000:emulated", value_parser = parse_token)]
    token: String,
    /// The bot's username.
    #[arg(long, default_value = "emulated_bot")]
    username: String,
}

impl Emulate {
    pub(super) async fn run(self) -> Result<(), CliError> {
        let stop = cancel_on_signal()?;
        let listener = bind_listener(LISTEN_FLAG, &self.listen).await?;
        Ok(rehearsal::emulate(self.token, self.username, listener, stop).await?)
    }
}

/// A number, a colon, and something that can stand in an address.
fn parse_token(text: &str) -> Result<String, String> {
    let known = text.split_once(':').is_some_and(|(id, rest)| {
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        id.parse::<i64>().is_ok_and(|id| id > 0) && !rest.is_empty() && rest.chars().all(fits)
    });
    if known { Ok(text.to_owned()) } else { Err("a number, a colon, and letters, digits, _ or -".to_owned()) }
}
