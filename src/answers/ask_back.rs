//! The messages that ask back, and the buttons that stand under answers: what each button promises and which
//! intent it carries.

use chrono::NaiveTime;

use super::context::AnswerContext;
use super::model::Intent;
use super::payload::{AnswerPayload, Payload};
use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::Texts;
use crate::shared_buttons::SharedButton;

/// Buttons for likely intents under a message that was not understood.
const MAX_SUGGESTIONS: usize = 4;
/// What is offered where too little was understood. The organisers have a button of their own.
pub(super) const DEFAULT_SUGGESTIONS: [Intent; 4] =
    [Intent::ScheduleFull, Intent::ScheduleNow, Intent::VenueLocation, Intent::Register];
/// Longest title, topic or question on a button, in characters.
const MAX_LABEL_CHARS: usize = 30;

/// A button of this module; `label` is the id of its text.
pub(super) fn button(t: &Texts, label: &str, payload: &Payload) -> Button {
    Button::new(t.label(label), payload.to_string())
}

/// A button that asks for an answer; `label` is the id of its text.
pub(super) fn answer_button(t: &Texts, label: &str, answer: AnswerPayload) -> Button {
    button(t, label, &Payload::Answer(answer))
}

/// The button that shows the programme.
pub(super) fn programme_button(t: &Texts) -> Button {
    answer_button(t, "button-programme", AnswerPayload::ScheduleFull)
}

/// The button that shows the current sessions.
pub(super) fn now_button(t: &Texts) -> Button {
    answer_button(t, "button-now", AnswerPayload::ScheduleNow)
}

/// The button that shows the next session.
pub(super) fn next_button(t: &Texts) -> Button {
    answer_button(t, "button-next", AnswerPayload::ScheduleNext)
}

/// The button that opens the registration.
pub(super) fn register_button(t: &Texts) -> Button {
    answer_button(t, "menu-registration", AnswerPayload::Register)
}

/// The button that shows how to reach the organisers.
pub(super) fn contact_button(t: &Texts) -> Button {
    answer_button(t, "button-contact", AnswerPayload::Contact)
}

/// The button that shows the person's reminders.
pub(super) fn reminders_button(t: &Texts) -> Button {
    Button::new(t.label("reminders-button"), SharedButton::Reminders)
}

/// The four things people ask for most.
pub(super) fn quick_reply_rows(t: &Texts) -> Vec<Vec<Button>> {
    vec![
        vec![programme_button(t), now_button(t)],
        vec![answer_button(t, "button-place", AnswerPayload::VenueLocation), contact_button(t)],
    ]
}

/// The intents of which buttons are shown, best first: those that a button can ask for, each button once, and one
/// for a session, whose answer says when it is, who speaks and what about.
pub(super) fn offered_intents<'i>(
    context: &AnswerContext<'_>,
    likely: impl Iterator<Item = &'i Intent>,
) -> Vec<&'i Intent> {
    let mut offered: Vec<(&Intent, Button)> = Vec::new();
    let has_button = |intent: &&Intent| {
        AnswerPayload::from_intent(intent).is_some() || matches!(intent, Intent::Language(_))
    };
    for intent in likely.filter(has_button) {
        let new = intent_button(context, intent);
        let is_same = |(old, button): &(&Intent, Button)| {
            button.data == new.data
                || button.label == new.label
                || (intent.session_id().is_some() && old.session_id() == intent.session_id())
        };
        if !offered.iter().any(is_same) {
            offered.push((intent, new));
        }
        if offered.len() == MAX_SUGGESTIONS {
            break;
        }
    }
    offered.into_iter().map(|(intent, _)| intent).collect()
}

/// The buttons that send a text on to people, below those of the likely intents.
#[derive(Default)]
pub(super) struct SendButtons<'b> {
    /// The data of the button that sends it to the speakers, which another feature made.
    pub to_speakers: Option<&'b str>,
    pub to_organisers: Option<Button>,
}

/// Asks which of some close intents is meant.
pub(super) fn disambiguation(
    context: &AnswerContext<'_>,
    intents: &[Intent],
    send: SendButtons<'_>,
) -> Message {
    let t = context.texts();
    let offered = offered_intents(context, intents.iter());
    let likely = offered.into_iter().map(|intent| intent_button(context, intent));
    let speakers = send.to_speakers.map(|send| speakers_button(t, send));
    let rows = likely.chain(speakers).chain(send.to_organisers).map(|button| vec![button]).collect();
    Message::new(t.html("which", &[])).with_inline_keyboard(rows)
}

/// Says that nothing was understood, with the likeliest intents as buttons. `again` picks the wording for a second
/// time in a row.
pub(super) fn not_understood(
    context: &AnswerContext<'_>,
    likely: &[Intent],
    send: SendButtons<'_>,
    again: bool,
) -> Message {
    let t = context.texts();
    let offered = offered_intents(context, likely.iter().chain(&DEFAULT_SUGGESTIONS));
    let mut rows: Vec<Vec<Button>> =
        offered.into_iter().map(|intent| vec![intent_button(context, intent)]).collect();
    if let Some(send) = send.to_speakers {
        rows.insert(0, vec![speakers_button(t, send)]);
    }
    let id = match (send.to_speakers.is_some(), again) {
        (true, false) => "not-understood-offer",
        (true, true) => "not-understood-offer-again",
        (false, false) => "not-understood",
        (false, true) => "not-understood-again",
    };
    rows.extend(send.to_organisers.map(|button| vec![button]));
    Message::new(t.html(id, &[])).with_inline_keyboard(rows)
}

/// The button that sends a text to the speakers; `send` is its data, which another feature made.
pub(super) fn speakers_button(t: &Texts, send: &str) -> Button {
    Button::new(t.label("question-send"), send)
}

/// Asks whether a sentence is a question to the speakers; the second button answers it as `intent`, or shows the
/// programme where no button carries that intent.
pub(super) fn speakers_confirmation(
    context: &AnswerContext<'_>,
    intent: &Intent,
    send: Option<&str>,
) -> Message {
    let t = context.texts();
    let mut rows: Vec<Vec<Button>> = send.map(|send| vec![speakers_button(t, send)]).into_iter().collect();
    let shown = if AnswerPayload::from_intent(intent).is_some() { intent } else { &Intent::ScheduleFull };
    rows.push(vec![intent_button(context, shown)]);
    Message::new(t.html("question-for-the-speakers", &[])).with_inline_keyboard(rows)
}

/// A button that answers an intent. A language by name has no button of its own: its button opens the choice.
fn intent_button(context: &AnswerContext<'_>, intent: &Intent) -> Button {
    let payload = AnswerPayload::from_intent(intent).unwrap_or(match intent {
        Intent::Language(_) => AnswerPayload::Language,
        _ => AnswerPayload::ScheduleFull,
    });
    Button::new(button_label(context, &payload), Payload::Answer(payload).to_string())
}

/// A button's label: it promises what the answer says.
pub(super) fn button_label(context: &AnswerContext<'_>, payload: &AnswerPayload) -> String {
    let t = context.texts();
    let programme = context.event.programme;
    let title = |id: &str| {
        let Some(session) = programme.session(id) else { return truncate(id) };
        let title = session.title.get(context.lang);
        let mut others = programme.sessions.iter().filter(|other| other.id != id);
        let scheduled = context.event.schedule.session(id);
        match scheduled.filter(|_| others.any(|other| other.title.get(context.lang) == title)) {
            // two sessions of one title are told apart by their hours
            Some(scheduled) => {
                let starts = programme.to_local_time(scheduled.starts).time();
                format!("{} ({})", truncate(title), t.format_time(starts))
            }
            None => truncate(title),
        }
    };
    let topic = |id: &str| {
        let topic = programme.topics.iter().find(|topic| topic.id == id);
        truncate(topic.and_then(|topic| topic.names.first()).map_or(id, String::as_str))
    };
    match payload {
        AnswerPayload::SessionWhen(id) => t.plain("button-session-when", args!(title = title(id))),
        AnswerPayload::SessionWho(id) => t.plain("button-session-who", args!(title = title(id))),
        AnswerPayload::SessionAbout(id) => t.plain("button-session-about", args!(title = title(id))),
        AnswerPayload::ScheduleNow => t.label("button-now"),
        AnswerPayload::ScheduleNext => t.label("button-next"),
        AnswerPayload::ScheduleAt(minutes, _) => {
            let time = NaiveTime::from_num_seconds_from_midnight_opt(minutes.unsigned_abs() * 60, 0);
            t.plain("button-at", args!(hour = t.format_time(time.unwrap_or_default())))
        }
        AnswerPayload::EventWhen | AnswerPayload::EventStart => t.label("button-when"),
        AnswerPayload::EventEnd => t.label("button-end"),
        AnswerPayload::EventAbout => t.label("button-about"),
        AnswerPayload::Topic(id) => t.plain("button-subject", args!(title = topic(id))),
        AnswerPayload::Faq(index) => {
            let question = programme.faq.get(*index).and_then(|faq| faq.questions.first());
            t.plain("button-subject", args!(title = truncate(question.map_or("", String::as_str))))
        }
        AnswerPayload::VenueLocation | AnswerPayload::VenueRoom => t.label("button-place"),
        AnswerPayload::Register => t.label("menu-registration"),
        AnswerPayload::RegistrationDeadline => t.label("button-deadline"),
        AnswerPayload::RegistrationStatus => t.label("button-status"),
        AnswerPayload::Ticket => t.label("reminder-ticket"),
        AnswerPayload::RegistrationCancel => t.label("button-cancel"),
        AnswerPayload::RegistrationEdit => t.label("button-edit"),
        AnswerPayload::Contact | AnswerPayload::TalkToHuman | AnswerPayload::Organiser => {
            t.label("button-contact")
        }
        AnswerPayload::AskQuestion => t.label("menu-question"),
        AnswerPayload::QuestionStatus => t.label("question-mine"),
        AnswerPayload::Language => t.label("menu-language"),
        AnswerPayload::Refreshments => t.label("button-food"),
        AnswerPayload::Reminders => t.label("button-reminders"),
        AnswerPayload::ScheduleFull => t.label("button-programme"),
    }
}

/// A text as short as a button's label.
pub(super) fn truncate(text: &str) -> String {
    match text.char_indices().nth(MAX_LABEL_CHARS) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}
