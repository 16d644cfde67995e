//! `koze invite`: a one-time link that grants a role, or the public link and its QR code.

use std::path::PathBuf;

use clap::ValueEnum;

use super::error::CliError;
use super::existing_database;
use crate::access::{self, INVITE_TTL, InviteCode};
use crate::audit_log::{self, Action, Entry};
use crate::chat;
use crate::clock::Clock;
use crate::config::{self, ConfigError};
use crate::db::{self, Db};
use crate::dispatch::ASK_START_PAYLOAD;
use crate::people::Role;
use crate::telegram::api::BotApi;
use crate::telegram::profile;

#[derive(clap::Args)]
pub struct Invite {
    /// Whom the link is for.
    whom: InviteTarget,
    /// With `public`: writes the QR code of the link to this file.
    #[arg(long, value_name = "FILE.svg")]
    qr: Option<PathBuf>,
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
        let db = existing_database::open(&self.database_url).await?;
        let bot = self.bot_name(&db).await?;
        let link = match role {
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
