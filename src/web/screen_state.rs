//! The state of the hall screen: the question being answered, how to ask one, and the present session. The whole
//! state is sent each time, so that a screen that lost its connection is right again with the next. It contains only
//! public texts.

use serde::Serialize;

use super::screen_feed::RenderedScreen;
use super::state::WebState;
use crate::args;
use crate::chat;
use crate::clock::EventTime;
use crate::db;
use crate::dispatch::ASK_START_PAYLOAD;
use crate::i18n::typography::{self, remove_typography, use_no_break_hyphens};
use crate::i18n::{Lang, Texts, texts};
use crate::ids::QuestionNumber;
use crate::programme::{self, Programme, Schedule};
use crate::questions::{self, ScreenQuestion};

/// Everything that the screen shows, as it is sent to it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScreenState {
    question: Option<ScreenQuestionJson>,
    upcoming: Vec<ScreenQuestionJson>,
    /// The address for asking a question, as a person can type it: t.me/…; empty until the bot's name is known.
    link: String,
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
}

impl ScreenState {
    /// The state as it is sent.
    pub fn render(&self) -> RenderedScreen {
        let link = if self.link.is_empty() { String::new() } else { format!("https://{}", self.link) };
        RenderedScreen { json: serde_json::to_string(self).unwrap_or_default(), link }
    }
}

/// Loads the present state.
pub async fn load_screen_state(pages: &WebState) -> sqlx::Result<ScreenState> {
    let mut conn = pages.db.reader().await?;
    let schedule = programme::load_schedule(&mut conn).await?;
    let content = questions::load_screen(&mut conn, &pages.programme).await?;
    let bot = db::get_setting(&mut conn, db::BOT_USERNAME_KEY).await?;
    let context = ScreenContext {
        programme: &pages.programme,
        schedule: &schedule,
        now: pages.clock.event_now(),
        content: &content,
    };
    Ok(ScreenState {
        question: content.current.as_ref().map(screen_question_json),
        upcoming: content.next.iter().map(screen_question_json).collect(),
        link: bot
            .filter(|_| context.invites_questions())
            .map(|bot| chat::deep_link(&bot, ASK_START_PAYLOAD))
            .map_or_else(String::new, without_scheme),
        texts: pages.programme.languages.iter().map(|&lang| context.texts_in(lang)).collect(),
    })
}

fn screen_question_json(shown: &ScreenQuestion) -> ScreenQuestionJson {
    ScreenQuestionJson {
        number: shown.number,
        text: typeset(&shown.text),
        display_name: shown.display_name.clone(),
        votes: shown.votes,
    }
}

/// A text by a person with the typography of the bot's own texts, and no line break at the hyphen of "va-t-on".
fn typeset(line: &str) -> String {
    use_no_break_hyphens(&typography::apply(Lang::Fr, line))
}

fn upcoming_label(t: &Texts, shown: &ScreenQuestion) -> String {
    t.plain("hall-upcoming", args!(number = shown.number, votes = shown.votes))
}

/// A link as a person types it.
fn without_scheme(link: String) -> String {
    link.trim_start_matches("https://").to_owned()
}

struct ScreenContext<'p> {
    programme: &'p Programme,
    schedule: &'p Schedule,
    now: EventTime,
    content: &'p questions::ScreenContent,
}

impl ScreenContext<'_> {
    /// Whether people may still ask questions.
    fn invites_questions(&self) -> bool {
        self.content.invites_questions(self.programme, self.schedule, self.now)
    }

    fn texts_in(&self, lang: Lang) -> ScreenTexts {
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
            theme: current.map_or_else(String::new, |question| self.theme(question, lang)),
            speaker: current.map_or_else(String::new, |question| self.speaker(t, question)),
            waiting: match self.invites_questions() {
                true => t.plain("hall-waiting", args!(count = self.content.queued_count)),
                false => t.label("hall-thanks"),
            },
            invitation: t.label("hall-ask"),
            upcoming_title: t.label("hall-soon"),
            upcoming_labels: self.content.next.iter().map(|next| upcoming_label(t, next)).collect(),
            connection_lost: t.label("hall-lost"),
        }
    }

    fn theme(&self, question: &ScreenQuestion, lang: Lang) -> String {
        let theme = self.programme.themes.iter().find(|theme| theme.id == question.theme);
        theme.map_or_else(String::new, |theme| use_no_break_hyphens(theme.text.get(lang)))
    }

    fn speaker(&self, t: &Texts, question: &ScreenQuestion) -> String {
        if question.speaker.is_empty() {
            return String::new();
        }
        let speakers = &self.programme.round_table.speakers;
        // stored in the moderator's language, shown in each language of the screen
        let known = speakers.iter().find(|name| {
            name.all().any(|(_, name)| remove_typography(name) == remove_typography(&question.speaker))
        });
        t.plain("hall-for", args!(speaker = known.map_or(question.speaker.as_str(), |name| name.get(t.lang))))
    }
}
