//! `koze privacy`: the register of processing, in French, for the data-protection officer.

use std::path::PathBuf;

use super::error::CliError;
use super::startup::write_stdout;
use crate::clock::Clock;
use crate::config::{self, ConfigError};
use crate::personal_data::{RegisterFormat, render_register};

#[derive(clap::Args)]
pub struct Privacy {
    /// Writes to this file, a page (.html) or plain text (.txt), instead of plain text to the terminal.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The event file; without one, the forum that is compiled in.
    #[arg(long, env = "KOZE_EVENT")]
    event: Option<PathBuf>,
}

impl Privacy {
    /// Writes the register.
    pub fn run(self) -> Result<(), CliError> {
        let programme = config::load_event_file(self.event.as_deref())?;
        let now = Clock::real().event_now();
        let Some(path) = self.output else {
            return write_stdout(render_register(&programme, now, RegisterFormat::Text));
        };
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
        let format = match extension.as_deref() {
            Some("html" | "htm") => RegisterFormat::Html,
            Some("txt" | "text") => RegisterFormat::Text,
            _ => {
                return Err(ConfigError(format!(
                    "--output {}: the name ends in .html for a page to print, or in .txt for plain text",
                    path.display()
                ))
                .into());
            }
        };
        Ok(config::write_private_file(&path, render_register(&programme, now, format).as_bytes())?)
    }
}
