//! The log, on standard error. Libraries would log URLs, which contain the token, and bodies, which contain what people
//! write: below a warning they are never logged, whatever RUST_LOG says.

use std::io::{IsTerminal, stderr};
use std::panic::{self, PanicHookInfo};

use clap::ValueEnum;
use tracing::level_filters::LevelFilter;
use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::fmt::{self, MakeWriter};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, registry};

/// The directives without RUST_LOG.
const DEFAULT_DIRECTIVES: &str = "info";

/// The format of log lines.
#[derive(Clone, Copy, Default, ValueEnum)]
pub enum LogFormat {
    /// For whoever reads them.
    #[default]
    Text,
    /// For programs: an object each; `spans` names the turn by its update.
    Json,
}

/// Starts the log.
pub fn init(format: LogFormat) {
    let directives = std::env::var(EnvFilter::DEFAULT_ENV).unwrap_or_default();
    build_subscriber(format, &directives, stderr().is_terminal(), stderr).init();
    panic::set_hook(Box::new(log_panic));
}

fn build_subscriber<W>(
    format: LogFormat,
    directives: &str,
    ansi: bool,
    to: W,
) -> Box<dyn Subscriber + Send + Sync>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let directives = if directives.trim().is_empty() { DEFAULT_DIRECTIVES } else { directives };
    let filter = EnvFilter::try_new(directives).unwrap_or_else(|_| EnvFilter::new(DEFAULT_DIRECTIVES));
    // a line must pass both filters, so that no directive can lift the second one
    let filtered = registry().with(filter).with(filter_fn(is_safe_to_log));
    let lines = fmt::layer().with_writer(to);
    match format {
        LogFormat::Text => Box::new(filtered.with(lines.with_ansi(ansi))),
        LogFormat::Json => Box::new(filtered.with(lines.json().flatten_event(true).with_current_span(false))),
    }
}

/// Whether a line cannot contain private data: the program's own lines have only ids, and of the libraries only
/// warnings and errors are logged.
fn is_safe_to_log(metadata: &Metadata<'_>) -> bool {
    let is_own = metadata.target().split("::").next() == Some("koze");
    is_own || *metadata.level() <= Level::WARN
}

/// Logs a panic with its location. A formatted message may quote what a person wrote, so only a literal one is shown.
fn log_panic(panic: &PanicHookInfo<'_>) {
    let location = panic.location().map(ToString::to_string).unwrap_or_default();
    let message = panic.payload().downcast_ref::<&'static str>().copied().unwrap_or("(not shown)");
    if LevelFilter::current() == LevelFilter::OFF {
        eprintln!("panicked at {location}: {message}");
    } else {
        tracing::error!(location, message, "panicked");
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use crate::cli::log::*;

    #[derive(Clone, Default)]
    struct CapturedLog(Arc<Mutex<Vec<u8>>>);

    impl std::io::Write for CapturedLog {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn no_directive_makes_a_library_speak() {
        for asked in [
            "trace",
            "hyper=trace,sqlx=debug",
            "hyper_util::client::legacy=trace",
            "reqwest::connect=trace,h2=trace,rustls=trace,tower=trace,teloxide_core=trace",
            "[turn]=trace",
            "[{update=5}]=trace",
            "[call{url}]=trace",
            "info,hyper[call]=trace",
            "hyper::proto[{url}]=trace",
            "koze=trace,log=trace",
            "=trace",
            "hyper=5",
            "off,hyper=trace",
            "nonsense=worse=trace,,",
        ] {
            for format in [LogFormat::Text, LogFormat::Json] {
                let lines = CapturedLog::default();
                let to = lines.clone();
                let subscriber = build_subscriber(format, asked, false, move || to.clone());
                tracing::subscriber::with_default(subscriber, || {
                    let turn = tracing::info_span!("turn", update = 5);
                    let _in_turn = turn.enter();
                    let span = tracing::trace_span!(target: "hyper::proto", "call", url = "/bot1:SECRET/sendMessage");
                    let _in_call = span.enter();
                    let info = tracing::info_span!(target: "hyper::client", "call", url = "/bot1:SECRET/sendMessage");
                    let _in_info = info.enter();
                    tracing::trace!(target: "hyper::proto", "POST /bot1:SECRET/sendMessage");
                    tracing::debug!(target: "hyper_util::client::legacy", body = "SECRET");
                    tracing::info!(target: "sqlx::pool", statement = "SECRET");
                    tracing::debug!(target: "kozelike", "SECRET");
                    tracing::info!(target: "log", "SECRET");
                    tracing::error!(target: "koze", "something broke");
                });
                let said = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
                assert!(!said.contains("SECRET"), "{asked}: {said}");
            }
        }
    }

    #[test]
    fn our_own_lines_are_heard_as_asked_for() {
        let heard = |asked: &str| {
            let lines = CapturedLog::default();
            let to = lines.clone();
            tracing::subscriber::with_default(
                build_subscriber(LogFormat::Text, asked, false, move || to.clone()),
                || {
                    tracing::debug!(target: "koze::app", "fine");
                    tracing::info!(target: "koze::app", "coarse");
                    tracing::warn!(target: "sqlx::pool", "slow");
                },
            );
            String::from_utf8(lines.0.lock().unwrap().clone()).unwrap().lines().count()
        };
        assert_eq!([heard(""), heard("debug"), heard("koze=debug"), heard("error")], [2, 3, 2, 0]);
    }
}
