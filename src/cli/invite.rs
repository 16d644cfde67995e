//! `koze invite`: a one-time link for somebody with a role, or the public link and its QR code.

use std::path::PathBuf;

use clap::ValueEnum;

use super::{Stop, existing};
use crate::clock::Clock;
use crate::config::{self, Wrong};
use crate::db::{self, Db};
use crate::dispatch::ASK_PAYLOAD;
use crate::organiser::{self, Code, INVITE_LIFE};
use crate::people::Role;
use crate::telegram::api::Api;
use crate::telegram::profile;

#[derive(clap::Args)]
pub struct Invite {
    /// Whom the link is for.
    whom: Whom,
    /// With `public`: writes the QR code of the link to this file.
    #[arg(long, value_name = "FILE.svg")]
    qr: Option<PathBuf>,
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, default_value = config::DATABASE)]
    database_url: String,
    #[arg(long, env = "TELEGRAM_API_URL", default_value = config::TELEGRAM)]
    api_url: String,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Whom {
    Moderator,
    Organiser,
    Mediator,
    /// Who can help somebody with a situation of their own.
    Listener,
    /// Everybody in the hall: the link that asks a question.
    Public,
}

impl Invite {
    pub async fn make(self) -> Result<(), Stop> {
        let role = match self.whom {
            Whom::Public => None,
            Whom::Moderator => Some(Role::Moderator),
            Whom::Organiser => Some(Role::Organiser),
            Whom::Mediator => Some(Role::Mediator),
            Whom::Listener => Some(Role::Listener),
        };
        if role.is_some() && self.qr.is_some() {
            return Err(Wrong(
                "--qr goes with `koze invite public`: a one-time link is for one person".into(),
            )
            .into());
        }
        let db = existing::open(&self.database_url).await?;
        let bot = self.bot_name(&db).await?;
        let link = match role {
            None => organiser::link(&bot, ASK_PAYLOAD),
            Some(role) => invite(&db, role, &bot).await?,
        };
        println!("{link}");
        if let Some(path) = &self.qr {
            let code = qrcode::QrCode::new(&link).map_err(anyhow::Error::from)?;
            config::write_file(
                path,
                code.render::<qrcode::render::svg::Color>().min_dimensions(400, 400).build().as_bytes(),
            )?;
        }
        db.close().await;
        Ok(())
    }

    /// The bot's name as the last run stored it, else as the Bot API tells it.
    async fn bot_name(&self, db: &Db) -> Result<String, Stop> {
        let mut conn = db.reader().await.map_err(anyhow::Error::from)?;
        if let Some(name) = db::setting(&mut conn, db::BOT_NAME).await.map_err(anyhow::Error::from)? {
            return Ok(name);
        }
        let token = config::parse_token(std::env::var("TELOXIDE_TOKEN").ok())?;
        let api = Api::new(&token, &config::parse_api_url(&self.api_url)?)?;
        let me = profile::me(&api)
            .await
            .map_err(|error| anyhow::anyhow!("the bot's name cannot be had: {error}"))?;
        Ok(me.username)
    }
}

/// Keeps a new one-time invitation and gives its link.
async fn invite(db: &Db, role: Role, bot: &str) -> anyhow::Result<String> {
    let code = Code::random();
    let mut tx = db.begin().await?;
    organiser::invite(&mut tx, &code, role, Clock::real().mono() + INVITE_LIFE).await?;
    tx.commit().await?;
    Ok(organiser::link(bot, code.payload()))
}
