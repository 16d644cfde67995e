//! The program `koze`: parses the command line, starts the log, calls `cli`.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    koze::cli::main().await
}
