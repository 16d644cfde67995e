//! `koze account`: what became of the questions, as text, page or PDF; and its publication by an organiser who has
//! read it.

use std::io::IsTerminal;
use std::path::PathBuf;

use super::error::CliError;
use super::existing_database;
use super::export::record_export;
use super::startup::write_stdout;
use crate::clock::Clock;
use crate::config::{self, ConfigError};
use crate::db::{Conn, Db};
use crate::i18n::Lang;
use crate::programme::Programme;
use crate::question_account::{self, AccountDigest, FileFormat, PublishOutcome, Publisher, Status};

#[derive(clap::Args)]
pub struct Account {
    #[arg(long, value_enum, default_value = "text")]
    format: FileFormat,
    /// The language: fr, gcf or en.
    #[arg(long, default_value = "fr", value_parser = parse_language)]
    lang: Lang,
    /// Writes what is published instead of the draft.
    #[arg(long, conflicts_with = "publish")]
    published: bool,
    /// Writes to this file instead of the terminal.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Publishes the draft, if it is still this version of 16 digits, and tells everybody who asked or registered; the
    /// running bot sends the messages.
    #[arg(long, value_name = "VERSION")]
    publish: Option<AccountDigest>,
    /// With --publish: tells those again who were told before.
    #[arg(long, requires = "publish")]
    tell_again: bool,
    /// The event file; without one, the forum that is compiled in.
    #[arg(long, env = "KOZE_EVENT")]
    event: Option<PathBuf>,
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, default_value = config::DEFAULT_DATABASE_URL)]
    database_url: String,
}

fn parse_language(code: &str) -> Result<Lang, String> {
    let known = Lang::ALL.map(Lang::code).join(", ");
    Lang::from_code(code).ok_or_else(|| format!("the languages are {known}"))
}

impl Account {
    /// Writes the account, or publishes it.
    pub async fn run(self) -> Result<(), CliError> {
        if self.format == FileFormat::Pdf
            && self.publish.is_none()
            && self.output.is_none()
            && std::io::stdout().is_terminal()
        {
            return Err(ConfigError("this format is for a file: add --output FILE".to_owned()).into());
        }
        let programme = config::load_event_file(self.event.as_deref())?;
        let db = existing_database::open(&self.database_url).await?;
        match &self.publish {
            Some(digest) => publish(&db, digest, self.tell_again).await?,
            None => self.write(&db, &programme).await?,
        }
        db.close().await;
        Ok(())
    }

    async fn write(&self, db: &Db, programme: &Programme) -> Result<(), CliError> {
        let mut conn = db.reader().await?;
        let file =
            question_account::render_file(&mut conn, programme, !self.published, self.lang, self.format)
                .await
                .map_err(anyhow::Error::from)?;
        let status = question_account::load_status(&mut conn).await?;
        let digest = draft_digest(&mut conn).await?;
        drop(conn);
        let Some(bytes) = file else {
            return Err(ConfigError("nothing is published".to_owned()).into());
        };
        let which = if self.published { "published" } else { "draft" };
        record_export(db, &format!("account {which}")).await?;
        match &self.output {
            Some(path) => config::write_private_file(path, &bytes)?,
            None => write_stdout(&bytes)?,
        }
        // beside the content, which another program may read
        eprintln!("{}", describe(programme, &digest, &status));
        Ok(())
    }
}

async fn draft_digest(conn: &mut Conn) -> sqlx::Result<AccountDigest> {
    Ok(question_account::digest_of(&question_account::load_draft(conn).await?))
}

/// The version of the draft, and whether it is published.
fn describe(programme: &Programme, digest: &AccountDigest, status: &Status) -> String {
    let published = match &status.published {
        None => "nothing is published".to_owned(),
        Some(published) => {
            let day = programme.to_local_time(published.published_at).format("%Y-%m-%d %H:%M");
            let version = &published.digest;
            let same = if version == digest { "this version" } else { "another version" };
            format!("{same} ({version}) has been published since {day}")
        }
    };
    format!("draft: version {digest}; {published}; people to tell: {}", status.to_tell)
}

async fn publish(db: &Db, digest: &AccountDigest, tell_again: bool) -> Result<(), CliError> {
    let mut tx = db.begin().await?;
    let edition = question_account::load_status(&mut tx).await?.edition;
    let publisher = Publisher { person: None, now: Clock::real().event_now() };
    let outcome = question_account::publish(&mut tx, (digest, edition), tell_again, publisher).await?;
    tx.commit().await?;
    match outcome {
        PublishOutcome::Published => {
            eprintln!("published; the running bot tells people");
            Ok(())
        }
        PublishOutcome::AlreadyPublished => {
            eprintln!("this version is published already");
            Ok(())
        }
        PublishOutcome::Changed => {
            let text = "the draft is no longer this version: read it again with `koze account`";
            Err(ConfigError(text.to_owned()).into())
        }
    }
}
