//! What several parts of the room say alike: a question at a glance, its theme, news for its author.

use super::rules::{ANSWERED_PRIVATELY, HANDED_OVER, RejectionReason, State};
use super::store::Question;
use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::{Arg, Lang, Texts, texts};
use crate::programme::Programme;
use crate::text::excerpt;

/// How much of a question a list shows.
const EXCERPT_LENGTH: usize = 90;
/// A button's label with a text of the event file in it is cut there.
const LABEL_LENGTH: usize = 40;

pub fn short_excerpt(text: &str) -> String {
    excerpt(text, EXCERPT_LENGTH)
}

pub fn short_label(text: &str) -> String {
    excerpt(text, LABEL_LENGTH)
}

/// The guide a question belongs to, as the event file words it.
pub fn theme_title<'p>(programme: &'p Programme, guide: &str, lang: Lang) -> Option<&'p str> {
    programme.themes.iter().find(|known| known.id == guide).map(|guide| guide.text.get(lang))
}

/// The line of a question, or that it is a voice message.
pub fn text_or_voice_label(t: &Texts, question: &Question) -> String {
    if question.display_text().is_empty() {
        t.plain("question-voice", args!(seconds = question.voice_seconds))
    } else {
        question.display_text().to_owned()
    }
}

/// What stands under a question: votes, theme, whom it is for, who asks if they show it.
pub fn metadata_line(programme: &Programme, t: &Texts, question: &Question) -> String {
    let mut facts = vec![format!("👍 {}", question.votes)];
    let add = |facts: &mut Vec<String>, sign: &str, text: &str| {
        if !text.is_empty() {
            facts.push(format!("{sign} {}", crate::i18n::escape_html(text)));
        }
    };
    add(&mut facts, "🏷", theme_title(programme, &question.theme, t.lang).unwrap_or_default());
    add(&mut facts, "🎤", &question.speaker);
    add(&mut facts, "—", &question.display_name);
    if question.starred == 1 {
        facts.push("⭐".to_owned());
    }
    facts.join(" · ")
}

/// What an author hears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthorNotice {
    Approved,
    /// In a moderator's hand, not on the screen.
    Claimed,
    /// On the screen: it is being answered now.
    OnScreen,
    Answered,
    Rejected,
    PrivateCase,
    Merged,
    /// Back in the queue, from wherever it was.
    Requeued,
    /// Not public any more: a moderator reads it again first.
    BackToReview,
    /// A moderator wrote the line; the author's name is not under it any more.
    Reworded,
    /// That line was taken back, and the name is there again.
    OriginalRestored,
}

/// News in the language somebody asked in.
pub fn author_notice(question: &Question, news: AuthorNotice, contact: &str) -> Message {
    let t = texts(question.lang());
    let text = Arg::from(short_excerpt(&text_or_voice_label(t, question)));
    let number = question.number;
    let message = Message::new(match news {
        AuthorNotice::Approved => t.html("question-approved", args!(number = number, text = text)),
        AuthorNotice::Claimed => t.html("question-soon", args!(number = number, text = text)),
        AuthorNotice::OnScreen => t.html("question-taken", args!(number = number, text = text)),
        AuthorNotice::Answered => t.html("question-answered", args!(number = number, text = text)),
        AuthorNotice::Rejected => {
            let reason =
                RejectionReason::from_name(&question.close_reason).map(|reason| reason_for_author(t, reason));
            let reason = reason.unwrap_or_default();
            t.html("question-aside", args!(number = number, text = text, reason = reason))
        }
        AuthorNotice::PrivateCase => t.html("question-personal", args!(number = number, contact = contact)),
        AuthorNotice::Merged => t.html("question-joined", args!(number = number, text = text)),
        AuthorNotice::Requeued if question.state == State::Deferred => {
            t.html("question-for-later", args!(number = number, text = text))
        }
        AuthorNotice::Requeued => t.html("question-back", args!(number = number, text = text)),
        AuthorNotice::BackToReview => t.html("question-read-again", args!(number = number, text = text)),
        AuthorNotice::Reworded => t.html("question-reworded", args!(number = number, text = text)),
        AuthorNotice::OriginalRestored => {
            t.html("question-as-you-asked", args!(number = number, text = text))
        }
    });
    let may_sign = matches!(question.state, State::PendingReview | State::Queued | State::Deferred);
    let (id, wish) = match news {
        AuthorNotice::Reworded => ("question-sign", "on"),
        AuthorNotice::OriginalRestored => ("question-unsign", "off"),
        _ => return message,
    };
    if !may_sign {
        return message;
    }
    message.with_inline_keyboard(vec![vec![Button::new(t.label(id), format!("ask:sign:{number}:{wish}"))]])
}

/// A written answer for whoever asked.
pub fn written_answer(question: &Question, answer: &str) -> Message {
    let t = texts(question.lang());
    let text = short_excerpt(&text_or_voice_label(t, question));
    Message::new(
        t.html("question-written-answer", args!(number = question.number, text = text, answer = answer)),
    )
}

fn reason_for_author(t: &Texts, reason: RejectionReason) -> String {
    match reason {
        RejectionReason::OffTopic => t.label("reason-topic-said"),
        RejectionReason::AlreadyAnswered => t.label("reason-answered-said"),
        RejectionReason::NotAQuestion => t.label("reason-question-said"),
        RejectionReason::Unclear => t.label("reason-unclear-said"),
        RejectionReason::Tone => t.label("reason-tone-said"),
        RejectionReason::NoTime => t.label("reason-time-said"),
    }
}

/// Where a question stands, in a few words for its author. `live`: whether it is on the screen.
pub fn state_for_author(t: &Texts, question: &Question, live: bool) -> String {
    match question.state {
        State::Claimed if live => t.label("state-live"),
        State::PendingReview => t.label("state-pending"),
        State::Queued | State::Deferred => t.label("state-waiting"),
        State::Claimed => t.label("state-taken"),
        State::Answered if question.close_reason == ANSWERED_PRIVATELY => t.label("state-answered-privately"),
        State::Answered => t.label("state-answered"),
        State::Rejected => t.label("state-aside"),
        State::PrivateCase if question.close_reason == HANDED_OVER => t.label("state-confided"),
        State::PrivateCase => t.label("state-personal"),
        State::Merged => t.label("state-merged"),
        State::Withdrawn => t.label("state-withdrawn"),
    }
}
