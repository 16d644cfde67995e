//! Wording that several screens share: a question in a line, its state and theme, notices for its author, why a
//! question is not accepted.

use super::model::{
    AuthorNotice, CloseReason, Question, QuestionText, RejectionReason, State, SubmissionError,
};
use super::payload::{AskPayload, OwnPayload, VotePayload};
use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::{Arg, Lang, Texts, escape_html, texts};
use crate::ids::QuestionNumber;
use crate::programme::Programme;
use crate::text::excerpt;
use crate::turn::Turn;

/// The characters of a question that a list shows: two lines on a phone.
const EXCERPT_LENGTH: usize = 90;
/// The characters of an event file's text that a button shows: one line on a phone.
const LABEL_LENGTH: usize = 40;
/// Buttons with short labels in a row.
const BUTTONS_IN_ROW: usize = 3;

/// The beginning of a question, for a list.
pub(crate) fn short_excerpt(text: &str) -> String {
    excerpt(text, EXCERPT_LENGTH)
}

/// The beginning of a text of the event file, for a button.
pub(crate) fn short_label(text: &str) -> String {
    excerpt(text, LABEL_LENGTH)
}

/// A button with a label of the locales.
pub(crate) fn button(t: &Texts, label_id: &str, payload: impl Into<String>) -> Button {
    Button::new(t.label(label_id), payload)
}

/// Adds a button with a short label, three in a row.
pub(crate) fn push_button(rows: &mut Vec<Vec<Button>>, button: Button) {
    match rows.last_mut() {
        Some(row) if row.len() < BUTTONS_IN_ROW => row.push(button),
        _ => rows.push(vec![button]),
    }
}

/// The title of a theme in the event file.
pub fn theme_title<'p>(programme: &'p Programme, theme: &str, lang: Lang) -> Option<&'p str> {
    programme.themes.iter().find(|known| known.id == theme).map(|theme| theme.text.get(lang))
}

/// The public text of a question, or a label for a voice message without one.
pub(crate) fn text_or_voice_label(t: &Texts, question: &Question) -> String {
    if question.display_text().is_empty() {
        t.plain("question-voice", args!(seconds = question.voice_seconds))
    } else {
        question.display_text().to_owned()
    }
}

/// The text of a question for moderators: a confidential one shows none.
pub(crate) fn text_for_moderators(t: &Texts, question: &Question) -> String {
    if question.is_confidential() { t.label("queue-hidden") } else { text_or_voice_label(t, question) }
}

/// The HTML line below a question: votes, theme, speaker, the author's name if shown, star.
pub(crate) fn metadata_line(programme: &Programme, t: &Texts, question: &Question) -> String {
    let mut facts = vec![format!("👍 {}", question.votes)];
    let theme = theme_title(programme, &question.theme, t.lang).unwrap_or_default();
    for (sign, text) in [("🏷", theme), ("🎤", &question.speaker), ("—", &question.display_name)] {
        if !text.is_empty() {
            facts.push(format!("{sign} {}", escape_html(text)));
        }
    }
    if question.person.is_browser() {
        facts.push("🌐".to_owned());
    }
    if question.starred {
        facts.push("⭐".to_owned());
    }
    facts.join(" · ")
}

/// A notice for the author, in the language of the question. `contact` is shown with a private case only, `reason`
/// with a question that is set aside.
pub(crate) fn author_notice(
    question: &Question,
    notice: AuthorNotice,
    contact: &str,
    reason: &str,
) -> Message {
    let t = texts(question.lang);
    let text = Arg::from(short_excerpt(&text_or_voice_label(t, question)));
    let number = question.number;
    let message = Message::new(match notice {
        AuthorNotice::Approved => t.html("question-approved", args!(number = number, text = text)),
        AuthorNotice::Claimed => t.html("question-soon", args!(number = number, text = text)),
        AuthorNotice::OnScreen => t.html("question-taken", args!(number = number, text = text)),
        AuthorNotice::Answered => t.html("question-answered", args!(number = number, text = text)),
        AuthorNotice::Rejected => {
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
    let (id, show_name) = match notice {
        AuthorNotice::Reworded => ("question-sign", true),
        AuthorNotice::OriginalRestored => ("question-unsign", false),
        _ => return message,
    };
    let can_show_name = matches!(question.state, State::PendingReview | State::Queued | State::Deferred);
    if !can_show_name {
        return message;
    }
    message.with_inline_keyboard(vec![vec![button(
        t,
        id,
        AskPayload::Own(number, OwnPayload::ShowName(show_name)),
    )]])
}

/// The button under the notice of a private case that hands it over to a counsellor.
pub(crate) fn with_hand_over_offer(question: &Question, mut message: Message) -> Message {
    let t = texts(question.lang);
    message.html.push_str("\n\n");
    message.html.push_str(&t.html("confide-offer", &[]));
    message.with_inline_keyboard(vec![vec![button(
        t,
        "confide",
        AskPayload::Own(question.number, OwnPayload::HandOver),
    )]])
}

/// A notice for a person who voted, in their language: the question was merged, is on the screen or was answered.
/// `root` is the question that is asked for the group. `None` for notices that only concern the author.
pub(crate) fn voter_notice(
    t: &Texts,
    notice: AuthorNotice,
    number: QuestionNumber,
    root: &Question,
) -> Option<Message> {
    let id = match notice {
        AuthorNotice::Merged => "supported-joined",
        AuthorNotice::OnScreen => "supported-live",
        AuthorNotice::Answered => "supported-answered",
        AuthorNotice::Approved
        | AuthorNotice::Claimed
        | AuthorNotice::Rejected
        | AuthorNotice::PrivateCase
        | AuthorNotice::Requeued
        | AuthorNotice::BackToReview
        | AuthorNotice::Reworded
        | AuthorNotice::OriginalRestored => return None,
    };
    let text = short_excerpt(&text_or_voice_label(t, root));
    let html = t.html(id, args!(number = number, head = root.number, text = text));
    Some(Message::new(html).without_sound())
}

/// A moderator's written answer for an author.
pub(crate) fn written_answer(question: &Question, answer: &str) -> Message {
    let t = texts(question.lang);
    let text = short_excerpt(&text_or_voice_label(t, question));
    Message::new(
        t.html("question-written-answer", args!(number = question.number, text = text, answer = answer)),
    )
}

/// Why a question is set aside, as its author and readers of the rule are told: the organisers' own words, else
/// Kozé's.
pub(crate) fn reason_sentence(programme: &Programme, t: &Texts, reason: RejectionReason) -> String {
    if let Some(own) = programme.round_table.reasons.get(reason.name()) {
        return own.get(t.lang).to_owned();
    }
    match reason {
        RejectionReason::OffTopic => t.label("reason-topic-said"),
        RejectionReason::AlreadyAnswered => t.label("reason-answered-said"),
        RejectionReason::NotAQuestion => t.label("reason-question-said"),
        RejectionReason::Unclear => t.label("reason-unclear-said"),
        RejectionReason::Tone => t.label("reason-tone-said"),
        RejectionReason::NoTime => t.label("reason-time-said"),
    }
}

/// The state of a question, as its author reads it.
pub(crate) fn state_for_author(t: &Texts, question: &Question, is_on_screen: bool) -> String {
    match question.state {
        State::Claimed if is_on_screen => t.label("state-live"),
        State::PendingReview => t.label("state-pending"),
        State::Queued | State::Deferred => t.label("state-waiting"),
        State::Claimed => t.label("state-taken"),
        State::Answered if question.close_reason == CloseReason::AnsweredPrivately => {
            t.label("state-answered-privately")
        }
        State::Answered => t.label("state-answered"),
        State::Rejected => t.label("state-aside"),
        State::PrivateCase if question.is_handed_over() => t.label("state-confided"),
        State::PrivateCase => t.label("state-personal"),
        State::Merged => t.label("state-merged"),
        State::Withdrawn => t.label("state-withdrawn"),
    }
}

/// The state of a question, as moderators read it.
pub(crate) fn state_label(t: &Texts, question: &Question) -> String {
    match question.state {
        State::PendingReview => t.label("desk-pending"),
        State::Queued => t.label("desk-waiting"),
        State::Claimed => t.label("desk-taken"),
        State::Deferred => t.label("desk-later"),
        State::Answered if question.close_reason == CloseReason::AnsweredPrivately => t.label("desk-private"),
        State::Answered => t.label("desk-answered"),
        State::Rejected => t.label("desk-aside"),
        State::PrivateCase => t.label("desk-personal"),
        State::Merged => t.label("desk-merged"),
        State::Withdrawn => t.label("desk-withdrawn"),
    }
}

/// The reason of a rejection in a few words, from the same rule: for moderators, in tables and in the account.
pub fn reason_label(programme: &Programme, t: &Texts, reason: RejectionReason) -> String {
    if let Some(own) = programme.round_table.reasons.get(reason.name()) {
        return own.get(t.lang).trim_end_matches('.').to_owned();
    }
    match reason {
        RejectionReason::OffTopic => t.label("reason-topic"),
        RejectionReason::AlreadyAnswered => t.label("reason-answered"),
        RejectionReason::NotAQuestion => t.label("reason-question"),
        RejectionReason::Unclear => t.label("reason-unclear"),
        RejectionReason::Tone => t.label("reason-tone"),
        RejectionReason::NoTime => t.label("reason-time"),
    }
}

/// Why a question is not accepted, with the buttons that help.
pub(crate) fn submission_error(turn: &Turn<'_>, error: SubmissionError) -> Message {
    let t = turn.texts();
    let again = || button(t, "question-again", AskPayload::SendAgain);
    let buttons = match error {
        SubmissionError::TooManyWaiting(_) => vec![again(), button(t, "question-mine", AskPayload::ListOwn)],
        SubmissionError::TooSoon { .. } => vec![again()],
        SubmissionError::VotesOnly => vec![button(t, "vote-open", VotePayload::Open)],
        _ => Vec::new(),
    };
    let message = Message::new(submission_error_html(turn, error));
    if buttons.is_empty() {
        return message;
    }
    message.with_inline_keyboard(buttons.into_iter().map(|button| vec![button]).collect())
}

/// Why a question is not accepted, as HTML.
pub(crate) fn submission_error_html(turn: &Turn<'_>, error: SubmissionError) -> String {
    let t = turn.texts();
    match error {
        SubmissionError::Empty => t.html("question-empty", &[]),
        SubmissionError::NotText => t.html("question-not-text", &[]),
        SubmissionError::TooLong { characters } => {
            let lengths = args!(characters = characters as i64, longest = QuestionText::MAX_LENGTH as i64);
            t.html("question-too-long", lengths)
        }
        SubmissionError::VoiceTooLong(seconds) => {
            t.html("question-long-voice", args!(minutes = i64::from(seconds.div_ceil(60))))
        }
        SubmissionError::TooManyWaiting(count) => {
            t.html("question-too-many", args!(count = i64::from(count)))
        }
        SubmissionError::TooSoon { seconds } => t.html("question-too-soon", args!(seconds = seconds)),
        SubmissionError::Muted => t.html("question-muted", &[]),
        SubmissionError::NotYet(at) => {
            let (day, hour) = (turn.event.format_date(t, at), turn.event.format_time(t, at));
            t.html("question-not-yet", args!(day = day, hour = hour))
        }
        SubmissionError::VotesOnly => t.html("question-votes-only", &[]),
        SubmissionError::Closed => t.html("question-closed", &[]),
    }
}
