//! The program `koze`; see [`koze::cli`].

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    koze::cli::main().await
}
