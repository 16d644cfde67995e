//! What several parts of the room say alike: a question at a glance, its theme, news for its author.

use super::rules::{CONFIDED, PRIVATE, Reason, State};
use super::store::Question;
use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::{Arg, Lang, Texts, texts};
use crate::programme::Programme;
use crate::text::excerpt;

/// How much of a question a list shows.
const GLIMPSE: usize = 90;
/// A button's label with a text of the event file in it is cut there.
const LABEL: usize = 40;

pub fn glimpse(text: &str) -> String {
    excerpt(text, GLIMPSE)
}

pub fn label(text: &str) -> String {
    excerpt(text, LABEL)
}

/// The guide a question belongs to, as the event file words it.
pub fn theme<'p>(programme: &'p Programme, guide: &str, lang: Lang) -> Option<&'p str> {
    programme.guides.iter().find(|known| known.id == guide).map(|guide| guide.text.get(lang))
}

/// The line of a question, or that it is a voice message.
pub fn line(t: &Texts, question: &Question) -> String {
    if question.line().is_empty() {
        t.plain("question-voice", args!(seconds = question.voice_seconds))
    } else {
        question.line().to_owned()
    }
}

/// What stands under a question: votes, theme, whom it is for, who asks if they show it.
pub fn facts(programme: &Programme, t: &Texts, question: &Question) -> String {
    let mut facts = vec![format!("👍 {}", question.votes)];
    let add = |facts: &mut Vec<String>, sign: &str, text: &str| {
        if !text.is_empty() {
            facts.push(format!("{sign} {}", crate::i18n::escape(text)));
        }
    };
    add(&mut facts, "🏷", theme(programme, &question.guide, t.lang).unwrap_or_default());
    add(&mut facts, "🎤", &question.speaker);
    add(&mut facts, "—", &question.signed);
    if question.starred == 1 {
        facts.push("⭐".to_owned());
    }
    facts.join(" · ")
}

/// What an author hears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    Approved,
    /// In a moderator's hand, not on the screen.
    Soon,
    /// On the screen: it is being answered now.
    Live,
    Answered,
    Aside,
    Personal,
    Joined,
    /// Back in the queue, from wherever it was.
    Back,
    /// Not public any more: a moderator reads it again first.
    ReadAgain,
    /// A moderator wrote the line; the author's name is not under it any more.
    Reworded,
    /// That line was taken back, and the name is there again.
    AsAsked,
}

/// News in the language somebody asked in.
pub fn news(question: &Question, news: News, contact: &str) -> Message {
    let t = texts(question.lang());
    let text = Arg::from(glimpse(&line(t, question)));
    let number = question.number;
    let message = Message::new(match news {
        News::Approved => t.html("question-approved", args!(number = number, text = text)),
        News::Soon => t.html("question-soon", args!(number = number, text = text)),
        News::Live => t.html("question-taken", args!(number = number, text = text)),
        News::Answered => t.html("question-answered", args!(number = number, text = text)),
        News::Aside => {
            let reason = Reason::from_name(&question.reason).map(|reason| author_reason(t, reason));
            let reason = reason.unwrap_or_default();
            t.html("question-aside", args!(number = number, text = text, reason = reason))
        }
        News::Personal => t.html("question-personal", args!(number = number, contact = contact)),
        News::Joined => t.html("question-joined", args!(number = number, text = text)),
        News::Back if question.state == State::Later => {
            t.html("question-for-later", args!(number = number, text = text))
        }
        News::Back => t.html("question-back", args!(number = number, text = text)),
        News::ReadAgain => t.html("question-read-again", args!(number = number, text = text)),
        News::Reworded => t.html("question-reworded", args!(number = number, text = text)),
        News::AsAsked => t.html("question-as-you-asked", args!(number = number, text = text)),
    });
    let may_sign = matches!(question.state, State::Pending | State::Waiting | State::Later);
    let (id, wish) = match news {
        News::Reworded => ("question-sign", "on"),
        News::AsAsked => ("question-unsign", "off"),
        _ => return message,
    };
    if !may_sign {
        return message;
    }
    message.inline(vec![vec![Button::new(t.label(id), format!("ask:sign:{number}:{wish}"))]])
}

/// A written answer for whoever asked.
pub fn written_answer(question: &Question, answer: &str) -> Message {
    let t = texts(question.lang());
    let text = glimpse(&line(t, question));
    Message::new(
        t.html("question-written-answer", args!(number = question.number, text = text, answer = answer)),
    )
}

fn author_reason(t: &Texts, reason: Reason) -> String {
    match reason {
        Reason::OffTopic => t.label("reason-topic-said"),
        Reason::AlreadyAnswered => t.label("reason-answered-said"),
        Reason::NotAQuestion => t.label("reason-question-said"),
        Reason::Unclear => t.label("reason-unclear-said"),
        Reason::Tone => t.label("reason-tone-said"),
        Reason::NoTime => t.label("reason-time-said"),
    }
}

/// Where a question stands, in a few words for its author. `live`: whether it is on the screen.
pub fn standing(t: &Texts, question: &Question, live: bool) -> String {
    match question.state {
        State::Taken if live => t.label("state-live"),
        State::Pending => t.label("state-pending"),
        State::Waiting | State::Later => t.label("state-waiting"),
        State::Taken => t.label("state-taken"),
        State::Answered if question.reason == PRIVATE => t.label("state-answered-privately"),
        State::Answered => t.label("state-answered"),
        State::Aside => t.label("state-aside"),
        State::Personal if question.reason == CONFIDED => t.label("state-confided"),
        State::Personal => t.label("state-personal"),
        State::Merged => t.label("state-merged"),
        State::Withdrawn => t.label("state-withdrawn"),
    }
}
