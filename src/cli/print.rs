//! `koze print`: attendance sheet, badges, certificates and poster as PDF.

use std::path::PathBuf;

use clap::Subcommand;

use super::error::CliError;
use super::existing_database;
use super::export::record_export;
use crate::config::{self, ConfigError};
use crate::documents::{self, CertificateScope, Document};
use crate::referrals::{self, InvalidSource, Source};
use crate::registration;

#[derive(clap::Args)]
pub struct Print {
    #[command(subcommand)]
    document: PrintedDocument,
}

#[derive(Subcommand)]
enum PrintedDocument {
    /// Who is expected, with a column to sign and blank rows; a sheet for each day.
    AttendanceSheet(PrintArgs),
    /// A badge for each person with a seat.
    Badges(PrintArgs),
    /// A certificate of attendance for each person who came.
    Certificates(PrintArgs),
    /// The poster with the public link.
    Poster(Poster),
}

#[derive(clap::Args)]
struct Poster {
    /// Counts the openings of this poster's link under a word, as `koze invite public --from` does.
    #[arg(long, value_name = "WORD", value_parser = parse_source)]
    from: Option<Source>,
    /// Where the poster hangs, printed at its foot.
    #[arg(long, value_name = "PLACE")]
    place: Option<String>,
    #[command(flatten)]
    args: PrintArgs,
}

#[derive(clap::Args)]
struct PrintArgs {
    /// Writes the PDF to this file.
    #[arg(long, value_name = "FILE.pdf")]
    output: PathBuf,
    /// The event file; without one, the forum that is compiled in.
    #[arg(long, env = "KOZE_EVENT")]
    event: Option<PathBuf>,
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, default_value = config::DEFAULT_DATABASE_URL)]
    database_url: String,
}

fn parse_source(word: &str) -> Result<Source, InvalidSource> {
    Source::parse(word)
}

impl Print {
    /// Writes the document.
    pub async fn run(self) -> Result<(), CliError> {
        let (document, args) = match self.document {
            PrintedDocument::AttendanceSheet(args) => (Document::AttendanceSheet, args),
            PrintedDocument::Badges(args) => (Document::Badges, args),
            PrintedDocument::Certificates(args) => {
                (Document::Certificates(CertificateScope::Everybody), args)
            }
            PrintedDocument::Poster(Poster { from, place, args }) => {
                let place = documents::clean_place(&place.unwrap_or_default());
                (Document::Poster { from, place }, args)
            }
        };
        let programme = config::load_event_file(args.event.as_deref())?;
        let db = existing_database::open(&args.database_url).await?;
        let mut tx = db.begin().await?;
        registration::assign_ticket_codes(&mut tx).await?;
        if let Document::Poster { from: Some(source), .. } = &document {
            referrals::add_source(&mut tx, source).await?;
        }
        tx.commit().await?;
        let mut conn = db.reader().await?;
        let rendered = documents::render(&mut conn, &programme, &document).await;
        drop(conn);
        let file = match rendered {
            Ok(Some(file)) => file,
            Ok(None) => return Err(nothing_to_print()),
            Err(error) if error.is_nothing_to_print() => return Err(nothing_to_print()),
            Err(error) => return Err(anyhow::Error::from(error).into()),
        };
        if let Some(detail) = document.journal_detail() {
            record_export(&db, &detail).await?;
        }
        db.close().await;
        Ok(config::write_private_file(&args.output, &file.bytes)?)
    }
}

fn nothing_to_print() -> CliError {
    ConfigError("there is nobody to print it for yet".to_owned()).into()
}
