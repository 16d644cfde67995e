//! `koze invite`: a one-time link that grants a role, or the public link and its QR code, also one for each poster.

use std::path::PathBuf;

use clap::ValueEnum;

use super::error::CliError;
use super::existing_database;
use super::startup::write_stdout;
use crate::access::{self, INVITE_TTL, InviteCode};
use crate::audit_log::{self, Action, Entry};
use crate::chat;
use crate::clock::Clock;
use crate::config::{self, ConfigError};
use crate::db::{self, Db};
use crate::dispatch::ASK_START_PAYLOAD;
use crate::people::Role;
use crate::referrals::{self, Source};
use crate::telegram::api::BotApi;
use crate::telegram::profile;

#[derive(clap::Args)]
pub struct Invite {
    /// Whom the link is for.
    whom: InviteTarget,
    /// With `public`: writes the QR code of the link to this file.
    #[arg(long, value_name = "FILE.svg")]
    qr: Option<PathBuf>,
    /// With `public`: a link whose openings are counted under this word, for a poster or a partner.
    #[arg(long, value_name = "WORD")]
    from: Option<String>,
    /// With `public`: lists the links made with --from, and how often each was opened.
    #[arg(long, conflicts_with_all = ["from", "qr"])]
    list: bool,
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, default_value = config::DEFAULT_DATABASE_URL)]
    database_url: String,
    #[arg(long, env = "TELEGRAM_API_URL", default_value = config::DEFAULT_API_URL)]
    api_url: String,
}

/// For whom a link is.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum InviteTarget {
    Moderator,
    Organiser,
    Mediator,
    /// Who can help somebody with a situation of their own.
    Listener,
    /// Who lets people in at the door.
    Door,
    /// Everybody in the hall: the link that asks a question.
    Public,
}

impl Invite {
    /// Prints the link.
    pub async fn run(self) -> Result<(), CliError> {
        let role = match self.whom {
            InviteTarget::Public => None,
            InviteTarget::Moderator => Some(Role::Moderator),
            InviteTarget::Organiser => Some(Role::Organiser),
            InviteTarget::Mediator => Some(Role::Mediator),
            InviteTarget::Listener => Some(Role::Counsellor),
            InviteTarget::Door => Some(Role::DoorStaff),
        };
        if role.is_some() && self.qr.is_some() {
            return Err(ConfigError(
                "--qr goes with `koze invite public`: a one-time link is for one person".into(),
            )
            .into());
        }
        if role.is_some() && (self.from.is_some() || self.list) {
            return Err(ConfigError("--from and --list go with `koze invite public`".into()).into());
        }
        let source = self.from.as_deref().map(Source::parse).transpose();
        let source = source.map_err(|error| ConfigError(format!("--from: {error}")))?;
        let db = existing_database::open(&self.database_url).await?;
        let bot = self.bot_name(&db).await?;
        if self.list {
            print_referrals(&db, &bot).await?;
            db.close().await;
            return Ok(());
        }
        let link = match role {
            None if let Some(source) = &source => create_referral(&db, source, &bot).await?,
            None => chat::deep_link(&bot, ASK_START_PAYLOAD),
            Some(role) => create_invitation(&db, role, &bot).await?,
        };
        println!("{link}");
        if let Some(path) = &self.qr {
            let code = qrcode::QrCode::new(&link).map_err(anyhow::Error::from)?;
            config::write_private_file(
                path,
                code.render::<qrcode::render::svg::Color>().min_dimensions(400, 400).build().as_bytes(),
            )?;
        }
        db.close().await;
        Ok(())
    }

    /// The bot's username, from the database if a run has stored it, else from the Bot API.
    async fn bot_name(&self, db: &Db) -> Result<String, CliError> {
        let mut conn = db.reader().await?;
        if let Some(name) = db::get_setting(&mut conn, db::BOT_USERNAME_KEY).await? {
            return Ok(name);
        }
        let token = config::parse_token(std::env::var("TELOXIDE_TOKEN").ok())?;
        let api = BotApi::new(&token, &config::parse_api_url(&self.api_url)?)?;
        let me = profile::get_me(&api)
            .await
            .map_err(|error| anyhow::anyhow!("the bot's name cannot be had: {error}"))?;
        Ok(me.username)
    }
}

/// Counts the openings of a source from now on, and gives its link.
async fn create_referral(db: &Db, source: &Source, bot: &str) -> anyhow::Result<String> {
    let mut tx = db.begin().await?;
    referrals::add_source(&mut tx, source).await?;
    tx.commit().await?;
    Ok(chat::deep_link(bot, &source.payload()))
}

/// Prints a line for each source: how often its link was opened, the word, the link.
async fn print_referrals(db: &Db, bot: &str) -> Result<(), CliError> {
    let counts = referrals::counts(&mut *db.reader().await?).await?;
    let mut lines = String::new();
    for count in counts {
        let link = count.source.as_ref().map(|source| chat::deep_link(bot, &source.payload()));
        let line = format!("{:>6}  {}  {}", count.opened, count.name(), link.unwrap_or_default());
        lines.push_str(line.trim_end());
        lines.push('\n');
    }
    write_stdout(lines.as_bytes())
}

/// Stores a new invitation and gives its link.
async fn create_invitation(db: &Db, role: Role, bot: &str) -> anyhow::Result<String> {
    let code = InviteCode::random();
    let mut tx = db.begin().await?;
    let clock = Clock::real();
    access::insert_invite(&mut tx, &code, role, clock.real_now() + INVITE_TTL).await?;
    let entry = Entry::new(clock.event_now(), None, Action::Invited).with_detail(role.name());
    audit_log::record(&mut tx, &entry).await?;
    tx.commit().await?;
    Ok(chat::deep_link(bot, code.payload()))
}
