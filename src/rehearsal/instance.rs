//! One run of a rehearsal: an emulated Telegram with its Bot API, and the bot. A resident, a moderator and an
//! organiser with made-up names are there from the start.

use std::sync::Arc;

use telegram_emulator::{BotAccount, BotApiServer, TelegramEmulator};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::clock_advancer::ClockAdvancer;
use crate::access::{self, INVITE_TTL, InviteCode};
use crate::app::{App, OpenError};
use crate::clock::Clock;
use crate::config::{BotConfig, DEFAULT_SEND_RATE};
use crate::database_identity::OpenRequest;
use crate::people::Role;
use crate::programme::Programme;
use crate::questions;
use crate::web;

/// The token of the emulated bot.
pub const TOKEN: &str = "1:rehearsal";

const RESIDENT: i64 = 1001;
const MODERATOR: i64 = 1002;
const ORGANISER: i64 = 1003;
/// The roles of these users, as the page shows them.
pub const ROLE_LABELS: [(i64, &str); 3] =
    [(RESIDENT, "habitante"), (MODERATOR, "modératrice"), (ORGANISER, "organisatrice")];

/// A running bot with its emulated Telegram.
pub struct RehearsalInstance {
    pub emulator: TelegramEmulator,
    /// The web pages of the bot.
    pub pages: axum::Router,
    pub clock_advancer: ClockAdvancer,
    /// The path of the hall's screen in `pages`.
    pub hall_path: String,
    stop: CancellationToken,
    tasks: JoinSet<()>,
    /// The folder of a temporary database, deleted with the instance.
    _folder: TempDir,
}

impl RehearsalInstance {
    /// Opens the database (`None` for a temporary one), starts the Bot API and the bot, and adds the resident,
    /// the moderator and the organiser.
    pub async fn start(
        programme: &Programme,
        clock: &Clock,
        database_url: Option<String>,
        request: OpenRequest,
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
        let app = App::open_with_request(request, &settings, programme.clone(), clock.clone()).await?;
        let pages = web::router(app.pages(stop.clone()));
        emulator.add_user(RESIDENT, "Marie-Line", Some("Exemple"), Some("fr"));
        add_staff_member(&app, &emulator, MODERATOR, ("Josiane", "Modèle"), Role::Moderator).await?;
        add_staff_member(&app, &emulator, ORGANISER, ("Ketty", "Modèle"), Role::Organiser).await?;
        let hall_path = questions::screen_path(&mut *app.db.reader().await?, programme).await?;
        let clock_advancer = ClockAdvancer {
            db: app.db.clone(),
            clock: clock.clone(),
            programme: Arc::clone(&app.programme),
            ticked: app.ticked_until.subscribe(),
        };
        tasks.spawn(run_bot(app, stop.clone()));
        Ok(Self { emulator, pages, hall_path, clock_advancer, stop, tasks, _folder: folder })
    }

    /// Asks the bot to stop and its event streams to end, without waiting for them.
    pub fn stop(&self) {
        self.stop.cancel();
    }

    /// Stops the bot and the Bot API, waits for both, and deletes a temporary database.
    pub async fn shut_down(mut self) {
        self.stop.cancel();
        while self.tasks.join_next().await.is_some() {}
    }
}

/// The account of the emulated bot.
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

/// Adds a member of staff, who gets the role as in a real event: by opening an invitation link.
async fn add_staff_member(
    app: &App,
    emulator: &TelegramEmulator,
    user: i64,
    (first, last): (&str, &str),
    role: Role,
) -> sqlx::Result<()> {
    emulator.add_user(user, first, Some(last), Some("fr"));
    let code = InviteCode::random();
    let mut tx = app.db.begin().await?;
    access::insert_invite(&mut tx, &code, role, app.clock.real_now() + INVITE_TTL).await?;
    tx.commit().await?;
    emulator.user_sends_text(user, &format!("/start {}", code.payload()));
    Ok(())
}
