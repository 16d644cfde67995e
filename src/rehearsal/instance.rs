//! One performance: a world, the Bot API over it, and the bot at work, from an empty database to
//! the end. The resident, the moderator and the organiser are made up.

use std::sync::Arc;

use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::bot_api::BotApiServer;
use super::clock_advancer::ClockAdvancer;
use super::emulator::{BotAccount, TelegramEmulator};
use crate::app::{App, OpenError};
use crate::clock::Clock;
use crate::config::{BotConfig, DEFAULT_SEND_RATE};
use crate::database_identity::OpenRequest;
use crate::organiser::{self, INVITE_TTL, InviteCode};
use crate::people::Role;
use crate::programme::Programme;
use crate::questions;
use crate::web;

/// The token that the emulated Bot API knows.
pub const TOKEN: &str = "1:rehearsal";

const RESIDENT: i64 = 1001;
const MODERATOR: i64 = 1002;
const ORGANISER: i64 = 1003;
/// The part each of them plays, as the page shows it.
pub const ROLE_LABELS: [(i64, &str); 3] =
    [(RESIDENT, "habitante"), (MODERATOR, "modératrice"), (ORGANISER, "organisatrice")];

pub struct RehearsalInstance {
    pub emulator: TelegramEmulator,
    /// The pages of the bot that is on.
    pub pages: axum::Router,
    pub clock_advancer: ClockAdvancer,
    /// Where the hall's screen is on them.
    pub hall_path: String,
    stop: CancellationToken,
    tasks: JoinSet<()>,
    /// Deleted with the performance.
    _folder: TempDir,
}

impl RehearsalInstance {
    /// Opens the database (a temporary one where none is named), starts the Bot API and the bot, and
    /// brings a resident, a moderator and an organiser on.
    pub async fn start(
        programme: &Programme,
        clock: &Clock,
        database_url: Option<String>,
        claim: OpenRequest,
    ) -> Result<Self, OpenError> {
        let folder = tempfile::tempdir()?;
        let database_url =
            database_url.unwrap_or_else(|| format!("sqlite://{}", folder.path().join("koze.db").display()));
        let emulator = TelegramEmulator::new(clock.clone(), bot_account());
        let stop = CancellationToken::new();
        let mut tasks = JoinSet::new();
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let api_url = format!("http://{}", listener.local_addr()?);
        tasks.spawn(serve_bot_api(emulator.clone(), listener, stop.clone()));

        let settings = BotConfig { token: TOKEN.into(), api_url, database_url, send_rate: DEFAULT_SEND_RATE };
        let app = App::open_with_request(claim, &settings, programme.clone(), clock.clone()).await?;
        let pages = web::router(app.pages(stop.clone()));
        emulator.add_user(RESIDENT, "Marie-Line", Some("Exemple"), Some("fr"));
        add_staff_member(&app, &emulator, MODERATOR, ("Josiane", "Modèle"), Role::Moderator).await?;
        add_staff_member(&app, &emulator, ORGANISER, ("Ketty", "Modèle"), Role::Organiser).await?;
        let hall = questions::screen_path(&mut *app.db.reader().await?, programme).await?;
        let leap = ClockAdvancer {
            db: app.db.clone(),
            clock: clock.clone(),
            programme: Arc::clone(&app.programme),
            ticked: app.ticked_until.subscribe(),
        };
        tasks.spawn(run_bot(app, stop.clone()));
        Ok(Self {
            emulator: emulator,
            pages,
            hall_path: hall,
            clock_advancer: leap,
            stop,
            tasks,
            _folder: folder,
        })
    }

    /// Tells the bot to stop and its live pages to end, so that nobody waits for them.
    pub fn stop(&self) {
        self.stop.cancel();
    }

    /// Stops the bot, then its Telegram, and forgets a temporary database.
    pub async fn shut_down(mut self) {
        self.stop.cancel();
        while self.tasks.join_next().await.is_some() {}
    }
}

/// The bot as the emulated Telegram knows it.
pub fn bot_account() -> BotAccount {
    let token = TOKEN.to_owned();
    BotAccount { token, id: 1, name: "Kozé".to_owned(), username: "koze_repetition_bot".to_owned() }
}

async fn serve_bot_api(emulator: TelegramEmulator, listener: TcpListener, stop: CancellationToken) {
    if let Err(error) = BotApiServer::serve(emulator, listener, stop).await {
        tracing::error!(%error, "the rehearsal's Bot API ended");
    }
}

async fn run_bot(app: App, stop: CancellationToken) {
    if let Err(error) = app.run(None, stop).await {
        tracing::error!(%error, "the rehearsal's bot ended");
    }
}

/// Brings somebody of the team on, who opens an invitation link as in real life.
async fn add_staff_member(
    app: &App,
    emulator: &TelegramEmulator,
    person: i64,
    (first, last): (&str, &str),
    role: Role,
) -> sqlx::Result<()> {
    emulator.add_user(person, first, Some(last), Some("fr"));
    let code = InviteCode::random();
    let mut tx = app.db.begin().await?;
    organiser::insert_invite(&mut tx, &code, role, app.clock.real_now() + INVITE_TTL).await?;
    tx.commit().await?;
    emulator.user_sends_text(person, &format!("/start {}", code.payload()));
    Ok(())
}
