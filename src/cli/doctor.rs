//! `koze doctor`: looks at everything a running bot needs, says what is wrong, and how to mend it. It
//! changes nothing.

use std::path::PathBuf;
use std::time::Duration;

use super::error::CliError;
use crate::clock::Clock;
use crate::config::{self, ConfigError};
use crate::database_identity::{self, DatabaseKind, OpenRequest};
use crate::db::{self, Db, SchemaState, file};
use crate::programme::Programme;
use crate::questions;
use crate::telegram::api::{BotApi, CallError};
use crate::telegram::{profile, webhook};

/// More than this between our clock and Telegram's is felt in reminders.
const MAX_CLOCK_SKEW: u64 = 10_000;
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

/// What was looked at, and whether it is well.
struct CheckResult {
    subject: &'static str,
    is_ok: bool,
    message: String,
}

impl CheckResult {
    fn ok(subject: &'static str, says: impl Into<String>) -> Self {
        Self { subject, is_ok: true, message: says.into() }
    }

    fn fail(subject: &'static str, says: impl Into<String>) -> Self {
        Self { subject, is_ok: false, message: says.into() }
    }
}

impl Doctor {
    pub async fn run(self) -> Result<(), CliError> {
        let api_url = config::parse_api_url(&self.api_url)?;
        let database_url = config::parse_database_url(&self.database_url)?;
        let clock = Clock::real();
        let (programme, mut findings) = self.check_event(&clock);
        let (db, found) = check_database(&database_url).await;
        findings.extend(found);
        if let (Some(db), Some(programme)) = (&db, &programme) {
            let claim = OpenRequest {
                is_built_in_event: self.event.is_none(),
                ..OpenRequest::new(DatabaseKind::Real)
            };
            if let Err(error) = database_identity::check(db, programme, claim).await {
                findings.push(CheckResult::fail("event", error.to_string()));
            }
        }
        match config::parse_token(std::env::var("TELOXIDE_TOKEN").ok()) {
            Err(ConfigError(why)) => findings.push(CheckResult::fail("token", why)),
            Ok(token) => {
                let api = BotApi::new(&token, &api_url)?;
                findings.extend(self.check_telegram(&api, db.as_ref(), &clock).await);
            }
        }
        if let Some(db) = db {
            db.close().await;
        }
        let ill = findings.iter().filter(|finding| !finding.is_ok).count();
        for CheckResult { subject: what, is_ok: is_well, message: says } in findings {
            println!("{} {what}: {says}", if is_well { "ok  " } else { "MEND" });
        }
        match ill {
            0 => Ok(()),
            1 => Err(CliError::ChecksFailed("one thing is to be mended".to_owned())),
            _ => Err(CliError::ChecksFailed(format!("{ill} things are to be mended"))),
        }
    }

    /// The event file, and what its zone makes of now.
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

    /// Everything that Telegram has to say.
    async fn check_telegram(&self, api: &BotApi, db: Option<&Db>, clock: &Clock) -> Vec<CheckResult> {
        let me = match profile::get_me(api).await {
            Ok(me) => me,
            Err(CallError::ClientError { code: 401 | 404, .. }) => {
                let why =
                    "Telegram does not know it: ask @BotFather for the present one (/mybots, API Token)";
                return vec![CheckResult::fail("token", why)];
            }
            Err(error) => {
                let why =
                    format!("the Bot API cannot be reached ({error}): look at the network and --api-url");
                return vec![CheckResult::fail("network", why)];
            }
        };
        let mut findings = vec![CheckResult::ok("token", format!("@{}", me.username))];
        findings.push(check_clock(api, clock).await);
        findings.push(self.check_webhook(api).await);
        if let Some(db) = db {
            findings.extend(check_groups(api, db, me.id).await);
        }
        findings
    }

    async fn check_webhook(&self, api: &BotApi) -> CheckResult {
        let what = "webhook";
        let state = match webhook::get_info(api).await {
            Ok(state) => state,
            Err(error) => return CheckResult::fail(what, format!("its state cannot be had: {error}")),
        };
        let waiting = format!("{} updates wait at Telegram", state.pending_update_count);
        match (&self.webhook_url, state.url.as_str()) {
            (None, "") => CheckResult::ok(what, format!("none, updates are fetched; {waiting}")),
            (None, url) => CheckResult::fail(
                what,
                format!("updates go to {url}: `koze run` without --webhook-url takes them back; {waiting}"),
            ),
            (Some(wanted), "") => CheckResult::fail(
                what,
                format!("not set yet: `koze run` sets {wanted} when it starts; {waiting}"),
            ),
            (Some(wanted), url) if wanted != url => CheckResult::fail(
                what,
                format!("updates go to {url}, not to {wanted}: restart `koze run`; {waiting}"),
            ),
            (Some(_), url) => match state.last_error_message {
                Some(error) if state.pending_update_count > 0 => CheckResult::fail(
                    what,
                    format!(
                        "Telegram cannot bring updates to {url} ({error}): look at the proxy and its certificate; {waiting}"
                    ),
                ),
                _ => CheckResult::ok(what, format!("{url}; {waiting}")),
            },
        }
    }
}

/// Whether the database can be opened and written, is of this version, whole, and nobody else's to read.
async fn check_database(url: &str) -> (Option<Db>, Vec<CheckResult>) {
    let what = "database";
    let path = file::sqlite_path(url);
    if path.as_ref().is_some_and(|path| file::is_missing_or_empty(path)) {
        return (None, vec![CheckResult::ok(what, "none yet: `koze run` makes it")]);
    }
    let damaged = |how: &str| {
        CheckResult::fail(
            what,
            format!("its file is damaged ({how}): stop koze, and put a backup in its place"),
        )
    };
    let db = match Db::open_existing(url).await {
        Ok(db) => db,
        Err(error) if db::is_corruption(&error) => return (None, vec![damaged(&error.to_string())]),
        Err(error) => {
            return (
                None,
                vec![CheckResult::fail(what, format!("cannot be opened ({error}): look at DATABASE_URL"))],
            );
        }
    };
    let mut findings = Vec::new();
    match db.find_corruption().await {
        Ok(None) => {}
        Ok(Some(how)) => return (None, vec![damaged(&how)]),
        Err(error) => findings.push(CheckResult::fail(what, format!("cannot be read through ({error})"))),
    }
    for path in path.iter().flat_map(|path| file::find_exposed_files(path)) {
        let says = format!("others on this machine can read {0}: chmod 600 {0}", path.display());
        findings.push(CheckResult::fail("files", says));
    }
    let (is_usable, finding) = match db.schema_state().await {
        Ok(SchemaState::Current) => {
            (true, CheckResult::ok(what, "opens, is whole, can be written, is of this version"))
        }
        Ok(SchemaState::Outdated(by)) => {
            let says = format!("opens and can be written; {by} migrations come with the next `koze run`");
            (true, CheckResult::ok(what, says))
        }
        Ok(SchemaState::Newer) => {
            let says = "was written by a newer version of koze: run that one";
            (false, CheckResult::fail(what, says))
        }
        Err(error) => {
            let says = format!("cannot be written ({error}): look at the disk and at who may write there");
            (false, CheckResult::fail(what, says))
        }
    };
    findings.push(finding);
    (Some(db).filter(|_| is_usable), findings)
}

/// Our clock beside Telegram's.
async fn check_clock(api: &BotApi, clock: &Clock) -> CheckResult {
    let what = "clock";
    match clock.timeout(TIMEOUT, api.server_time()).await.flatten() {
        None => CheckResult::ok(what, "Telegram tells no time to compare it with"),
        Some(theirs) => match clock.real_now().abs_diff(theirs) {
            skew if skew > MAX_CLOCK_SKEW => CheckResult::fail(
                what,
                format!(
                    "{} s away from Telegram's: reminders would come at the wrong time; switch NTP on",
                    skew / 1_000
                ),
            ),
            _ => CheckResult::ok(what, "goes with Telegram's"),
        },
    }
}

/// Whether the bot can do its work in the moderators' groups.
async fn check_groups(api: &BotApi, db: &Db, me: i64) -> Vec<CheckResult> {
    let what = "moderators' group";
    let found = async { questions::panel_groups(&mut *db.reader().await?).await };
    let groups = match found.await {
        Ok(groups) => groups,
        Err(error) => return vec![CheckResult::fail(what, format!("cannot be looked up: {error}"))],
    };
    if groups.is_empty() {
        return vec![CheckResult::ok(what, "none: the moderators' panel is opened in private chats")];
    }
    let mut findings = Vec::new();
    for chat in groups {
        let member = profile::get_chat_member(api, chat, me).await;
        findings.push(match member {
            Err(error) => {
                CheckResult::fail(what, format!("{chat}: {error}; add the bot to it again, and /moderation"))
            }
            Ok(member) => match member["status"].as_str().unwrap_or_default() {
                "left" | "kicked" => CheckResult::fail(
                    what,
                    format!("{chat}: the bot is not in it any more; add it, and /moderation"),
                ),
                "restricted" if member["can_send_messages"] == false => CheckResult::fail(
                    what,
                    format!("{chat}: the bot may not write there; lift its restrictions"),
                ),
                status => CheckResult::ok(what, format!("{chat}: the bot is in it ({status})")),
            },
        });
    }
    findings
}
