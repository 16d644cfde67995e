//! What ends the program early, and with which exit code.

use std::io::ErrorKind;

use crate::app::OpenError;
use crate::config::ConfigError;

/// Why a command failed.
pub enum CliError {
    /// A wrong setting: exit code 2.
    Config(ConfigError),
    /// `check` or `doctor` found mistakes: exit code 1.
    ChecksFailed(String),
    /// Something else failed: exit code 1.
    Failed(anyhow::Error),
    /// The reader of the output closed it, as `head` does: exit code 0.
    BrokenPipe,
}

impl From<ConfigError> for CliError {
    fn from(error: ConfigError) -> Self {
        CliError::Config(error)
    }
}

impl From<std::io::Error> for CliError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::BrokenPipe => CliError::BrokenPipe,
            _ => CliError::Failed(error.into()),
        }
    }
}

impl From<anyhow::Error> for CliError {
    fn from(error: anyhow::Error) -> Self {
        CliError::Failed(error)
    }
}

impl From<sqlx::Error> for CliError {
    fn from(error: sqlx::Error) -> Self {
        CliError::Failed(error.into())
    }
}

impl From<OpenError> for CliError {
    /// A database that cannot be opened is most often a wrong address, so it counts as a wrong setting.
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Mismatch(mismatch) => ConfigError(mismatch.to_string()).into(),
            OpenError::Open(_) | OpenError::Database(_) => {
                ConfigError(format!("--database-url: {:#}", anyhow::Error::from(error))).into()
            }
            OpenError::Migrate(_) => CliError::Failed(error.into()),
            OpenError::Other(error) => CliError::Failed(error),
        }
    }
}
