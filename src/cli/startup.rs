//! What several commands do first or last: stop on a signal, bind a socket, write to the terminal.

use std::io::Write as _;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use super::error::CliError;
use crate::config::{self, ConfigError};

/// The flag of the address of the pages.
pub const LISTEN_FLAG: &str = "--listen";

/// Writes to standard output.
pub fn write_stdout(text: impl AsRef<[u8]>) -> Result<(), CliError> {
    Ok(std::io::stdout().write_all(text.as_ref())?)
}

/// Binds the address that `flag` gives.
pub async fn bind_listener(flag: &str, address: &str) -> Result<TcpListener, ConfigError> {
    let address = config::parse_listen_address(flag, address)?;
    TcpListener::bind(address)
        .await
        .map_err(|error| ConfigError(format!("{flag} {address}: cannot be served there: {error}")))
}

/// A token that SIGTERM or Ctrl-C cancels. Both are caught from this call on, however long the start takes.
pub fn cancel_on_signal() -> anyhow::Result<CancellationToken> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let stop = CancellationToken::new();
    let on_signal = stop.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("stopping");
        on_signal.cancel();
    });
    Ok(stop)
}
