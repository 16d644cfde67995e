//! The state of the hall screen: the question being answered, how to ask one, and the present session. The whole
//! state is sent each time, so that a screen that lost its connection is right again with the next. It contains only
//! public texts.

use serde::Serialize;

use super::hall_notices::{HallNotice, load_notices};
use super::live_feed::LiveFeed;
use super::live_renderer::LiveState;
use super::question_wording::{speaker_text, theme_text, typeset};
use super::rendered::RenderedScreen;
use super::state::WebState;
use crate::args;
use crate::chat;
use crate::clock::EventTime;
use crate::db;
use crate::dispatch::ASK_START_PAYLOAD;
use crate::i18n::typography::use_no_break_hyphens;
use crate::i18n::{Lang, Texts, texts};
use crate::ids::QuestionNumber;
use crate::programme::{self, Programme, Schedule};
use crate::questions::{self, ScreenQuestion};

/// Where the account of the questions is, below the public URL.
const ACCOUNT_PATH: &str = "/account";

/// Everything that the screen shows, as it is sent to it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScreenState {
    question: Option<ScreenQuestionJson>,
    upcoming: Vec<ScreenQuestionJson>,
    /// Where the QR code leads; empty for none.
    #[serde(skip)]
    code_url: String,
    /// The same as a person reads it: t.me/…. The page asks for the code again when it changes.
    link: String,
    /// The address that a person types, in large letters: a host, or the bot's name.
    address: String,
    /// The bot's name beside another address; empty for none.
    bot: String,
    /// The texts in each of the event's languages, which the screen shows in turn.
    #[serde(rename = "views")]
    texts: Vec<ScreenTexts>,
}

/// A question on the screen.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScreenQuestionJson {
    number: QuestionNumber,
    #[serde(rename = "line")]
    text: String,
    #[serde(rename = "signed")]
    display_name: String,
    votes: i64,
}

/// The texts of the screen in one language.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScreenTexts {
    lang: &'static str,
    title: String,
    hour: String,
    session: Option<String>,
    next: Option<String>,
    number: String,
    votes: String,
    theme: String,
    speaker: String,
    waiting: String,
    #[serde(rename = "ask")]
    invitation: String,
    #[serde(rename = "soon")]
    upcoming_title: String,
    /// The number and votes of each upcoming question.
    #[serde(rename = "heads")]
    upcoming_labels: Vec<String>,
    #[serde(rename = "lost")]
    connection_lost: String,
    /// After the last exchange: thanks, and where the account of it will be.
    thanks: String,
    /// The code that visitors without scripts type on the page; empty for none.
    #[serde(rename = "code")]
    room_code: String,
    notices: Vec<HallNotice>,
}

impl LiveState for ScreenState {
    type Rendered = RenderedScreen;

    fn feed(pages: &WebState) -> &LiveFeed<RenderedScreen> {
        &pages.screen_feed
    }

    async fn load(pages: &WebState) -> sqlx::Result<Self> {
        pages.metrics.hall_read.inc();
        let mut conn = pages.db.reader().await?;
        let schedule = programme::load_schedule(&mut conn).await?;
        let content = questions::load_screen(&mut conn, &pages.programme).await?;
        let settings = db::get_settings(&mut conn, &[db::BOT_USERNAME_KEY, db::PUBLIC_URL_KEY]).await?;
        let setting = |name: &str| settings.get(name).map_or("", String::as_str);
        let now = pages.clock.event_now();
        let mut notices = load_notices(&mut conn, pages, &schedule, now).await?;
        let context = ScreenContext {
            programme: &pages.programme,
            schedule: &schedule,
            now,
            content: &content,
            public_url: setting(db::PUBLIC_URL_KEY),
        };
        // visitors without scripts prove with it that they are in the hall
        let room_code = match context.leads_to_browser() {
            true => pages.audience.signer().get(&pages.db).await?.room_code(pages.clock.real_now()),
            false => String::new(),
        };
        let languages = pages.programme.languages.iter().zip(&mut notices);
        let texts =
            languages.map(|(&lang, notices)| context.texts_in(lang, std::mem::take(notices), &room_code));
        let texts = texts.collect();
        let Invitation { code_url, address, bot } = context.invitation(setting(db::BOT_USERNAME_KEY));
        Ok(Self {
            question: content.current.as_ref().map(screen_question_json),
            upcoming: content.next.iter().map(screen_question_json).collect(),
            link: without_scheme(&code_url).to_owned(),
            code_url,
            address,
            bot,
            texts,
        })
    }

    fn render(&self) -> RenderedScreen {
        let json = serde_json::to_string(self).unwrap_or_default();
        RenderedScreen { json, code_url: self.code_url.clone() }
    }
}

/// Where the screen leads people to.
#[derive(Default)]
struct Invitation {
    code_url: String,
    address: String,
    bot: String,
}

fn screen_question_json(shown: &ScreenQuestion) -> ScreenQuestionJson {
    ScreenQuestionJson {
        number: shown.number,
        text: typeset(&shown.text),
        display_name: shown.display_name.clone(),
        votes: shown.votes,
    }
}

fn upcoming_label(t: &Texts, shown: &ScreenQuestion) -> String {
    t.plain("hall-upcoming", args!(number = shown.number, votes = shown.votes))
}

/// A link as a person types it.
fn without_scheme(link: &str) -> &str {
    link.trim_start_matches("https://").trim_start_matches("http://")
}

struct ScreenContext<'p> {
    programme: &'p Programme,
    schedule: &'p Schedule,
    now: EventTime,
    content: &'p questions::ScreenContent,
    /// Empty where it is not known.
    public_url: &'p str,
}

impl ScreenContext<'_> {
    /// Whether people may still ask questions.
    fn invites_questions(&self) -> bool {
        self.content.invites_questions(self.programme, self.schedule, self.now)
    }

    fn is_last_exchange_over(&self) -> bool {
        self.content.is_last_exchange_over(self.programme, self.schedule, self.now)
    }

    /// Whether the code leads to the page in the browser.
    fn leads_to_browser(&self) -> bool {
        !self.public_url.is_empty() && self.invites_questions() && self.content.invites_browser()
    }

    /// To ask a question: the page in the browser, else the chat with the bot. Once that is over, the account of the
    /// questions.
    fn invitation(&self, bot: &str) -> Invitation {
        let named = |name: &str| if name.is_empty() { String::new() } else { format!("@{name}") };
        let host = without_scheme(self.public_url);
        if self.is_last_exchange_over() && !host.is_empty() {
            let code_url = format!("{}{ACCOUNT_PATH}", self.public_url);
            Invitation { code_url, address: format!("{host}{ACCOUNT_PATH}"), bot: String::new() }
        } else if !self.invites_questions() {
            Invitation::default()
        } else if self.leads_to_browser() {
            Invitation {
                code_url: format!("{}/", self.public_url),
                address: host.to_owned(),
                bot: named(bot),
            }
        } else if !bot.is_empty() {
            let code_url = chat::deep_link(bot, ASK_START_PAYLOAD);
            Invitation { code_url, address: named(bot), bot: String::new() }
        } else {
            Invitation::default()
        }
    }

    fn thanks(&self, t: &Texts) -> String {
        match (self.is_last_exchange_over(), self.public_url.is_empty()) {
            (false, _) => String::new(),
            (true, false) => t.label("hall-thanks"),
            (true, true) => format!("{} {}", t.label("hall-thanks"), t.label("hall-account-later")),
        }
    }

    fn texts_in(&self, lang: Lang, notices: Vec<HallNotice>, room_code: &str) -> ScreenTexts {
        let t = texts(lang);
        let current = self.content.current.as_ref();
        let title = |id: &str| Some(use_no_break_hyphens(self.programme.session(id)?.title.get(lang)));
        let next = self.schedule.next_after(self.now).and_then(|slot| {
            let hour = t.format_time(self.programme.to_local_time(slot.starts));
            Some(format!("{hour} · {}", title(&slot.session_id)?))
        });
        // the last session may still go on if the event file has no end for it
        let running =
            self.schedule.current(self.now).or_else(|| self.schedule.open_ended_at(self.programme, self.now));
        ScreenTexts {
            lang: lang.code(),
            title: use_no_break_hyphens(self.programme.title.get(lang)),
            hour: t.format_time(self.programme.to_local_time(self.now)),
            session: running.and_then(|slot| title(&slot.session_id)),
            next,
            number: current
                .map_or_else(String::new, |question| t.plain("hall-number", args!(number = question.number))),
            // a question by staff has no votes, because nobody could vote for it
            votes: current
                .filter(|question| question.votes > 0)
                .map_or_else(String::new, |question| t.plain("hall-votes", args!(count = question.votes))),
            theme: current.map_or_else(String::new, |question| theme_text(self.programme, question, lang)),
            speaker: current.map_or_else(String::new, |question| speaker_text(self.programme, t, question)),
            waiting: match self.invites_questions() {
                true => t.plain("hall-waiting", args!(count = self.content.queued_count)),
                false => t.label("hall-thanks"),
            },
            invitation: t.label(if self.is_last_exchange_over() { "hall-account" } else { "hall-ask" }),
            upcoming_title: t.label("hall-soon"),
            upcoming_labels: self.content.next.iter().map(|next| upcoming_label(t, next)).collect(),
            connection_lost: t.label("hall-lost"),
            thanks: self.thanks(t),
            room_code: match room_code {
                "" => String::new(),
                code => t.plain("hall-room-code", args!(code = code)),
            },
            notices,
        }
    }
}
