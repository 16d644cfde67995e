//! `koze doctor`: looks at everything a running bot needs, says what is wrong, and how to mend it. It
//! changes nothing.

use std::path::PathBuf;
use std::time::Duration;

use super::Stop;
use crate::clock::Clock;
use crate::config::{self, Wrong};
use crate::db::{self, Condition, Db, file};
use crate::identity::{self, Claim, Kind};
use crate::programme::Programme;
use crate::questions;
use crate::telegram::api::{Api, CallError};
use crate::telegram::{profile, webhook};

/// More than this between our clock and Telegram's is felt in reminders.
const SKEW: u64 = 10_000;
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(clap::Args)]
pub struct Doctor {
    #[arg(long, env = "TELEGRAM_API_URL", default_value = config::TELEGRAM)]
    api_url: String,
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, default_value = config::DATABASE)]
    database_url: String,
    /// The event file; without one, the forum that is compiled in.
    #[arg(long, env = "KOZE_EVENT")]
    event: Option<PathBuf>,
    #[arg(long, env = "KOZE_WEBHOOK_URL")]
    webhook_url: Option<String>,
}

/// What was looked at, and whether it is well.
struct Finding {
    what: &'static str,
    is_well: bool,
    says: String,
}

impl Finding {
    fn well(what: &'static str, says: impl Into<String>) -> Self {
        Self { what, is_well: true, says: says.into() }
    }

    fn ill(what: &'static str, says: impl Into<String>) -> Self {
        Self { what, is_well: false, says: says.into() }
    }
}

impl Doctor {
    pub async fn look(self) -> Result<(), Stop> {
        let api_url = config::parse_api_url(&self.api_url)?;
        let database_url = config::parse_database_url(&self.database_url)?;
        let clock = Clock::real();
        let (programme, mut findings) = self.event(&clock);
        let (db, found) = database(&database_url).await;
        findings.extend(found);
        if let (Some(db), Some(programme)) = (&db, &programme) {
            let claim = Claim { is_built_in: self.event.is_none(), ..Claim::of(Kind::Real) };
            if let Err(error) = identity::check(db, programme, claim).await {
                findings.push(Finding::ill("event", error.to_string()));
            }
        }
        match config::parse_token(std::env::var("TELOXIDE_TOKEN").ok()) {
            Err(Wrong(why)) => findings.push(Finding::ill("token", why)),
            Ok(token) => {
                let api = Api::new(&token, &api_url)?;
                findings.extend(self.telegram(&api, db.as_ref(), &clock).await);
            }
        }
        if let Some(db) = db {
            db.close().await;
        }
        let ill = findings.iter().filter(|finding| !finding.is_well).count();
        for Finding { what, is_well, says } in findings {
            println!("{} {what}: {says}", if is_well { "ok  " } else { "MEND" });
        }
        match ill {
            0 => Ok(()),
            1 => Err(Stop::Mistakes("one thing is to be mended".to_owned())),
            _ => Err(Stop::Mistakes(format!("{ill} things are to be mended"))),
        }
    }

    /// The event file, and what its zone makes of now.
    fn event(&self, clock: &Clock) -> (Option<Programme>, Vec<Finding>) {
        let programme = match config::read_event(self.event.as_deref()) {
            Ok(programme) => programme,
            Err(Wrong(mistakes)) => return (None, vec![Finding::ill("event", mistakes)]),
        };
        let title = programme.title.get(crate::i18n::Lang::Fr).to_owned();
        let now = programme.local(clock.now());
        let event = if programme.is_over(clock.now()) {
            let last = programme.local(programme.last_end()).format("%Y-%m-%d");
            Finding::ill("event", format!("{title} was over on {last}: name another file with --event"))
        } else {
            let first = programme.local(programme.first_start()).format("%Y-%m-%d %H:%M");
            Finding::well("event", format!("{title}, {first}, {} sessions", programme.sessions.len()))
        };
        let zone = Finding::well(
            "time zone",
            format!("{}: it is {} there", programme.zone.name(), now.format("%Y-%m-%d %H:%M")),
        );
        (Some(programme), vec![event, zone])
    }

    /// Everything that Telegram has to say.
    async fn telegram(&self, api: &Api, db: Option<&Db>, clock: &Clock) -> Vec<Finding> {
        let me = match profile::me(api).await {
            Ok(me) => me,
            Err(CallError::Refused { code: 401 | 404, .. }) => {
                let why =
                    "Telegram does not know it: ask @BotFather for the present one (/mybots, API Token)";
                return vec![Finding::ill("token", why)];
            }
            Err(error) => {
                let why =
                    format!("the Bot API cannot be reached ({error}): look at the network and --api-url");
                return vec![Finding::ill("network", why)];
            }
        };
        let mut findings = vec![Finding::well("token", format!("@{}", me.username))];
        findings.push(time(api, clock).await);
        findings.push(self.webhook(api).await);
        if let Some(db) = db {
            findings.extend(groups(api, db, me.id).await);
        }
        findings
    }

    async fn webhook(&self, api: &Api) -> Finding {
        let what = "webhook";
        let state = match webhook::state(api).await {
            Ok(state) => state,
            Err(error) => return Finding::ill(what, format!("its state cannot be had: {error}")),
        };
        let waiting = format!("{} updates wait at Telegram", state.pending_update_count);
        match (&self.webhook_url, state.url.as_str()) {
            (None, "") => Finding::well(what, format!("none, updates are fetched; {waiting}")),
            (None, url) => Finding::ill(
                what,
                format!("updates go to {url}: `koze run` without --webhook-url takes them back; {waiting}"),
            ),
            (Some(wanted), "") => {
                Finding::ill(what, format!("not set yet: `koze run` sets {wanted} when it starts; {waiting}"))
            }
            (Some(wanted), url) if wanted != url => Finding::ill(
                what,
                format!("updates go to {url}, not to {wanted}: restart `koze run`; {waiting}"),
            ),
            (Some(_), url) => match state.last_error_message {
                Some(error) if state.pending_update_count > 0 => Finding::ill(
                    what,
                    format!(
                        "Telegram cannot bring updates to {url} ({error}): look at the proxy and its certificate; {waiting}"
                    ),
                ),
                _ => Finding::well(what, format!("{url}; {waiting}")),
            },
        }
    }
}

/// Whether the database can be opened and written, is of this version, whole, and nobody else's to read.
async fn database(url: &str) -> (Option<Db>, Vec<Finding>) {
    let what = "database";
    let path = file::path(url);
    if path.as_ref().is_some_and(|path| file::is_empty(path)) {
        return (None, vec![Finding::well(what, "none yet: `koze run` makes it")]);
    }
    let damaged = |how: &str| {
        Finding::ill(what, format!("its file is damaged ({how}): stop koze, and put a backup in its place"))
    };
    let db = match Db::open_as_it_is(url).await {
        Ok(db) => db,
        Err(error) if db::is_damage(&error) => return (None, vec![damaged(&error.to_string())]),
        Err(error) => {
            return (
                None,
                vec![Finding::ill(what, format!("cannot be opened ({error}): look at DATABASE_URL"))],
            );
        }
    };
    let mut findings = Vec::new();
    match db.damage().await {
        Ok(None) => {}
        Ok(Some(how)) => return (None, vec![damaged(&how)]),
        Err(error) => findings.push(Finding::ill(what, format!("cannot be read through ({error})"))),
    }
    for path in path.iter().flat_map(|path| file::open_to_others(path)) {
        let says = format!("others on this machine can read {0}: chmod 600 {0}", path.display());
        findings.push(Finding::ill("files", says));
    }
    let (is_usable, finding) = match db.condition().await {
        Ok(Condition::Current) => {
            (true, Finding::well(what, "opens, is whole, can be written, is of this version"))
        }
        Ok(Condition::Older(by)) => {
            let says = format!("opens and can be written; {by} migrations come with the next `koze run`");
            (true, Finding::well(what, says))
        }
        Ok(Condition::Newer) => {
            let says = "was written by a newer version of koze: run that one";
            (false, Finding::ill(what, says))
        }
        Err(error) => {
            let says = format!("cannot be written ({error}): look at the disk and at who may write there");
            (false, Finding::ill(what, says))
        }
    };
    findings.push(finding);
    (Some(db).filter(|_| is_usable), findings)
}

/// Our clock beside Telegram's.
async fn time(api: &Api, clock: &Clock) -> Finding {
    let what = "clock";
    match clock.at_most(PATIENCE, api.time()).await.flatten() {
        None => Finding::well(what, "Telegram tells no time to compare it with"),
        Some(theirs) => match clock.mono().abs_diff(theirs) {
            skew if skew > SKEW => Finding::ill(
                what,
                format!(
                    "{} s away from Telegram's: reminders would come at the wrong time; switch NTP on",
                    skew / 1_000
                ),
            ),
            _ => Finding::well(what, "goes with Telegram's"),
        },
    }
}

/// Whether the bot can do its work in the moderators' groups.
async fn groups(api: &Api, db: &Db, me: i64) -> Vec<Finding> {
    let what = "moderators' group";
    let found = async { questions::groups(&mut *db.reader().await?).await };
    let groups = match found.await {
        Ok(groups) => groups,
        Err(error) => return vec![Finding::ill(what, format!("cannot be looked up: {error}"))],
    };
    if groups.is_empty() {
        return vec![Finding::well(what, "none: the moderators' panel is opened in private chats")];
    }
    let mut findings = Vec::new();
    for chat in groups {
        let member = profile::member(api, chat, me).await;
        findings.push(match member {
            Err(error) => {
                Finding::ill(what, format!("{chat}: {error}; add the bot to it again, and /moderation"))
            }
            Ok(member) => match member["status"].as_str().unwrap_or_default() {
                "left" | "kicked" => Finding::ill(
                    what,
                    format!("{chat}: the bot is not in it any more; add it, and /moderation"),
                ),
                "restricted" if member["can_send_messages"] == false => {
                    Finding::ill(what, format!("{chat}: the bot may not write there; lift its restrictions"))
                }
                status => Finding::well(what, format!("{chat}: the bot is in it ({status})")),
            },
        });
    }
    findings
}
