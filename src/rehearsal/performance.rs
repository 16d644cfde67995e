//! One performance: a world, the Bot API over it, and the bot at work, from an empty database to
//! the end. The resident, the moderator and the organiser are made up.

use std::sync::Arc;

use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::api::Api;
use super::leap::Leap;
use super::world::{Bot, World};
use crate::app::App;
use crate::clock::Clock;
use crate::config::{SEND_RATE, Settings};
use crate::identity::Claim;
use crate::organiser::{self, Code, INVITE_LIFE};
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
pub const PARTS: [(i64, &str); 3] =
    [(RESIDENT, "habitante"), (MODERATOR, "modératrice"), (ORGANISER, "organisatrice")];

pub struct Performance {
    pub world: World,
    /// The pages of the bot that is on.
    pub pages: axum::Router,
    pub leap: Leap,
    /// Where the hall's screen is on them.
    pub hall: String,
    stop: CancellationToken,
    tasks: JoinSet<()>,
    /// Deleted with the performance.
    _folder: TempDir,
}

impl Performance {
    /// Opens the database (a temporary one where none is named), starts the Bot API and the bot, and
    /// brings a resident, a moderator and an organiser on.
    pub async fn begin(
        programme: &Programme,
        clock: &Clock,
        database_url: Option<String>,
        claim: Claim,
    ) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let database_url =
            database_url.unwrap_or_else(|| format!("sqlite://{}", folder.path().join("koze.db").display()));
        let world = World::new(clock.clone(), bot());
        let stop = CancellationToken::new();
        let mut tasks = JoinSet::new();
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let api_url = format!("http://{}", listener.local_addr()?);
        tasks.spawn(serve(world.clone(), listener, stop.clone()));

        let settings = Settings { token: TOKEN.into(), api_url, database_url, send_rate: SEND_RATE };
        let app = App::open_as(claim, &settings, programme.clone(), clock.clone()).await?;
        let pages = web::router(app.pages(stop.clone()));
        world.person(RESIDENT, "Marie-Line", Some("Exemple"), Some("fr"));
        invite(&app, &world, MODERATOR, ("Josiane", "Modèle"), Role::Moderator).await?;
        invite(&app, &world, ORGANISER, ("Ketty", "Modèle"), Role::Organiser).await?;
        let hall = questions::key(&mut *app.db.reader().await?, programme).await?;
        let leap = Leap {
            db: app.db.clone(),
            clock: clock.clone(),
            programme: Arc::clone(&app.programme),
            ticked: app.ticked.subscribe(),
        };
        tasks.spawn(play(app, stop.clone()));
        Ok(Self { world, pages, hall, leap, stop, tasks, _folder: folder })
    }

    /// Tells the bot to stop and its live pages to end, so that nobody waits for them.
    pub fn stop(&self) {
        self.stop.cancel();
    }

    /// Stops the bot, then its Telegram, and forgets a temporary database.
    pub async fn end(mut self) {
        self.stop.cancel();
        while self.tasks.join_next().await.is_some() {}
    }
}

/// The bot as the emulated Telegram knows it.
pub fn bot() -> Bot {
    let token = TOKEN.to_owned();
    Bot { token, id: 1, name: "Kozé".to_owned(), username: "koze_repetition_bot".to_owned() }
}

async fn serve(world: World, listener: TcpListener, stop: CancellationToken) {
    if let Err(error) = Api::serve(world, listener, stop).await {
        tracing::error!(%error, "the rehearsal's Bot API ended");
    }
}

async fn play(app: App, stop: CancellationToken) {
    if let Err(error) = app.run(None, stop).await {
        tracing::error!(%error, "the rehearsal's bot ended");
    }
}

/// Brings somebody of the team on, who opens an invitation link as in real life.
async fn invite(
    app: &App,
    world: &World,
    person: i64,
    (first, last): (&str, &str),
    role: Role,
) -> anyhow::Result<()> {
    world.person(person, first, Some(last), Some("fr"));
    let code = Code::random();
    let mut tx = app.db.begin().await?;
    organiser::invite(&mut tx, &code, role, app.clock.mono() + INVITE_LIFE).await?;
    tx.commit().await?;
    world.says(person, &format!("/start {}", code.payload()));
    Ok(())
}
