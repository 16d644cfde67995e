//! `koze doctor`: checks everything that a running bot needs, and says how to fix what is wrong. It changes nothing.

use std::path::PathBuf;
use std::time::Duration;

use super::error::CliError;
use crate::answers;
use crate::clock::Clock;
use crate::config::{self, ConfigError};
use crate::database_identity::{self, DatabaseKind, OpenRequest};
use crate::db::{self, Db, SchemaState, file};
use crate::ids::PersonId;
use crate::programme::Programme;
use crate::questions;
use crate::telegram::api::{BotApi, CallError};
use crate::telegram::{profile, webhook};

/// The greatest difference to Telegram's clock, in milliseconds, that does no harm to reminders.
const MAX_CLOCK_SKEW: u64 = 10_000;
/// How long Telegram may take to tell its time.
const TIMEOUT: Duration = Duration::from_secs(10);

#[derive(clap::Args)]
pub struct Doctor {
    #[arg(long, env = "TELEGRAM_API_URL", default_value = config::DEFAULT_API_URL)]
    api_url: String,
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, default_value = config::DEFAULT_DATABASE_URL)]
    database_url: String,
    /// The event file; without one, the forum that is compiled in.
    #[arg(long, env = "KOZE_EVENT")]
    event: Option<PathBuf>,
    #[arg(long, env = "KOZE_WEBHOOK_URL")]
    webhook_url: Option<String>,
}

/// Whether what was learned about questions can be used.
fn check_understanding() -> CheckResult {
    match answers::check_encoder() {
        Ok(()) => CheckResult::ok("understanding", "complete"),
        Err(error) => CheckResult::fail(
            "understanding",
            format!(
                "{error}: this copy of the program is damaged, put a fresh one in its place; until then questions \
                     are understood by their words alone"
            ),
        ),
    }
}

/// The result of one check.
struct CheckResult {
    subject: &'static str,
    is_ok: bool,
    message: String,
}

impl CheckResult {
    /// A check that found nothing wrong.
    fn ok(subject: &'static str, message: impl Into<String>) -> Self {
        Self { subject, is_ok: true, message: message.into() }
    }

    /// A check that found something to fix.
    fn fail(subject: &'static str, message: impl Into<String>) -> Self {
        Self { subject, is_ok: false, message: message.into() }
    }
}

impl Doctor {
    /// Runs all checks and prints their results; fails if one of them failed.
    pub async fn run(self) -> Result<(), CliError> {
        let api_url = config::parse_api_url(&self.api_url)?;
        let database_url = config::parse_database_url(&self.database_url)?;
        let clock = Clock::real();
        let (programme, mut results) = self.check_event(&clock);
        results.push(check_understanding());
        let (db, of_database) = check_database(&database_url).await;
        results.extend(of_database);
        if let (Some(db), Some(programme)) = (&db, &programme) {
            let request = OpenRequest {
                is_built_in_event: self.event.is_none(),
                ..OpenRequest::new(DatabaseKind::Real)
            };
            if let Err(error) = database_identity::check(db, programme, request).await {
                results.push(CheckResult::fail("event", error.to_string()));
            }
        }
        match config::parse_token(std::env::var("TELOXIDE_TOKEN").ok()) {
            Err(ConfigError(message)) => results.push(CheckResult::fail("token", message)),
            Ok(token) => {
                let api = BotApi::new(&token, &api_url)?;
                results.extend(self.check_telegram(&api, db.as_ref(), &clock).await);
            }
        }
        if let Some(db) = db {
            db.close().await;
        }
        let failed = results.iter().filter(|result| !result.is_ok).count();
        for CheckResult { subject, is_ok, message } in results {
            println!("{} {subject}: {message}", if is_ok { "ok  " } else { "MEND" });
        }
        match failed {
            0 => Ok(()),
            1 => Err(CliError::ChecksFailed("one thing is to be mended".to_owned())),
            _ => Err(CliError::ChecksFailed(format!("{failed} things are to be mended"))),
        }
    }

    /// Checks the event file, and shows the present time in its zone.
    fn check_event(&self, clock: &Clock) -> (Option<Programme>, Vec<CheckResult>) {
        let programme = match config::load_event_file(self.event.as_deref()) {
            Ok(programme) => programme,
            Err(ConfigError(mistakes)) => return (None, vec![CheckResult::fail("event", mistakes)]),
        };
        let title = programme.title.get(crate::i18n::Lang::Fr).to_owned();
        let now = programme.to_local_time(clock.event_now());
        let event = if programme.is_over_as_planned(clock.event_now()) {
            let last = programme.to_local_time(programme.latest_announced_time()).format("%Y-%m-%d");
            CheckResult::fail("event", format!("{title} was over on {last}: name another file with --event"))
        } else {
            let first = programme.to_local_time(programme.first_start()).format("%Y-%m-%d %H:%M");
            CheckResult::ok("event", format!("{title}, {first}, {} sessions", programme.sessions.len()))
        };
        let zone = CheckResult::ok(
            "time zone",
            format!("{}: it is {} there", programme.zone.name(), now.format("%Y-%m-%d %H:%M")),
        );
        (Some(programme), vec![event, zone])
    }

    /// Checks everything that needs Telegram.
    async fn check_telegram(&self, api: &BotApi, db: Option<&Db>, clock: &Clock) -> Vec<CheckResult> {
        let me = match profile::get_me(api).await {
            Ok(me) => me,
            Err(CallError::ClientError { code: 401 | 404, .. }) => {
                let message =
                    "Telegram does not know it: ask @BotFather for the present one (/mybots, API Token)";
                return vec![CheckResult::fail("token", message)];
            }
            Err(error) => {
                let message =
                    format!("the Bot API cannot be reached ({error}): look at the network and --api-url");
                return vec![CheckResult::fail("network", message)];
            }
        };
        let mut results = vec![CheckResult::ok("token", format!("@{}", me.username))];
        results.push(check_clock(api, clock).await);
        results.push(self.check_webhook(api).await);
        if let Some(db) = db {
            results.extend(check_groups(api, db, me.id).await);
        }
        results
    }

    async fn check_webhook(&self, api: &BotApi) -> CheckResult {
        let subject = "webhook";
        let state = match webhook::get_info(api).await {
            Ok(state) => state,
            Err(error) => return CheckResult::fail(subject, format!("its state cannot be had: {error}")),
        };
        let waiting = format!("{} updates wait at Telegram", state.pending_update_count);
        match (&self.webhook_url, state.url.as_str()) {
            (None, "") => CheckResult::ok(subject, format!("none, updates are fetched; {waiting}")),
            (None, url) => CheckResult::fail(
                subject,
                format!("updates go to {url}: `koze run` without --webhook-url takes them back; {waiting}"),
            ),
            (Some(wanted), "") => CheckResult::fail(
                subject,
                format!("not set yet: `koze run` sets {wanted} when it starts; {waiting}"),
            ),
            (Some(wanted), url) if wanted != url => CheckResult::fail(
                subject,
                format!("updates go to {url}, not to {wanted}: restart `koze run`; {waiting}"),
            ),
            (Some(_), url) => match state.last_error_message {
                Some(error) if state.pending_update_count > 0 => CheckResult::fail(
                    subject,
                    format!(
                        "Telegram cannot bring updates to {url} ({error}): look at the proxy and its certificate; {waiting}"
                    ),
                ),
                _ => CheckResult::ok(subject, format!("{url}; {waiting}")),
            },
        }
    }
}

/// Checks that the database can be opened and written, is undamaged and of this version, and is not readable by other
/// users of the machine.
async fn check_database(url: &str) -> (Option<Db>, Vec<CheckResult>) {
    let subject = "database";
    let path = file::sqlite_path(url);
    if path.as_ref().is_some_and(|path| file::is_missing_or_empty(path)) {
        return (None, vec![CheckResult::ok(subject, "none yet: `koze run` makes it")]);
    }
    let damaged = |error: &str| {
        CheckResult::fail(
            subject,
            format!("its file is damaged ({error}): stop koze, and put a backup in its place"),
        )
    };
    let db = match Db::open_existing(url).await {
        Ok(db) => db,
        Err(error) if db::is_corruption(&error) => return (None, vec![damaged(&error.to_string())]),
        Err(error) => {
            return (
                None,
                vec![CheckResult::fail(subject, format!("cannot be opened ({error}): look at DATABASE_URL"))],
            );
        }
    };
    let mut results = Vec::new();
    match db.find_corruption().await {
        Ok(None) => {}
        Ok(Some(error)) => return (None, vec![damaged(&error)]),
        Err(error) => results.push(CheckResult::fail(subject, format!("cannot be read through ({error})"))),
    }
    for path in path.iter().flat_map(|path| file::find_exposed_files(path)) {
        let message = format!("others on this machine can read {0}: chmod 600 {0}", path.display());
        results.push(CheckResult::fail("files", message));
    }
    let (is_usable, result) = match db.schema_state().await {
        Ok(SchemaState::Current) => {
            (true, CheckResult::ok(subject, "opens, is whole, can be written, is of this version"))
        }
        Ok(SchemaState::Outdated(by)) => {
            let message = format!("opens and can be written; {by} migrations come with the next `koze run`");
            (true, CheckResult::ok(subject, message))
        }
        Ok(SchemaState::Newer) => {
            let message = "was written by a newer version of koze: run that one";
            (false, CheckResult::fail(subject, message))
        }
        Err(error) => {
            let message = format!("cannot be written ({error}): look at the disk and at who may write there");
            (false, CheckResult::fail(subject, message))
        }
    };
    results.push(result);
    (Some(db).filter(|_| is_usable), results)
}

/// Compares the machine's clock with Telegram's.
async fn check_clock(api: &BotApi, clock: &Clock) -> CheckResult {
    let subject = "clock";
    match clock.timeout(TIMEOUT, api.server_time()).await.flatten() {
        None => CheckResult::ok(subject, "Telegram tells no time to compare it with"),
        Some(theirs) => match (clock.real_now() - theirs).unsigned_abs() {
            skew if skew > MAX_CLOCK_SKEW => CheckResult::fail(
                subject,
                format!(
                    "{} s away from Telegram's: reminders would come at the wrong time; switch NTP on",
                    skew / 1_000
                ),
            ),
            _ => CheckResult::ok(subject, "goes with Telegram's"),
        },
    }
}

/// Checks that the bot can write in the groups with a moderators' panel.
async fn check_groups(api: &BotApi, db: &Db, me: PersonId) -> Vec<CheckResult> {
    let subject = "moderators' group";
    let found = async { questions::panel_groups(&mut *db.reader().await?).await };
    let groups = match found.await {
        Ok(groups) => groups,
        Err(error) => return vec![CheckResult::fail(subject, format!("cannot be looked up: {error}"))],
    };
    if groups.is_empty() {
        return vec![CheckResult::ok(subject, "none: the moderators' panel is opened in private chats")];
    }
    let mut results = Vec::new();
    for chat in groups {
        let member = profile::get_chat_member(api, chat, me).await;
        results.push(match member {
            Err(error) => CheckResult::fail(
                subject,
                format!("{chat}: {error}; add the bot to it again, and /moderation"),
            ),
            Ok(member) => match member["status"].as_str().unwrap_or_default() {
                "left" | "kicked" => CheckResult::fail(
                    subject,
                    format!("{chat}: the bot is not in it any more; add it, and /moderation"),
                ),
                "restricted" if member["can_send_messages"] == false => CheckResult::fail(
                    subject,
                    format!("{chat}: the bot may not write there; lift its restrictions"),
                ),
                status => CheckResult::ok(subject, format!("{chat}: the bot is in it ({status})")),
            },
        });
    }
    results
}
