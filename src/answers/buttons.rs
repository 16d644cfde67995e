//! The buttons of this room: an intent as a button carries it, and the messages that ask back with them.

use std::sync::LazyLock;

use chrono::NaiveTime;

use super::nlu::Intent;
use super::view::AnswerContext;
use crate::args;
use crate::chat::{Button, Keyboard, Message};
use crate::i18n::Texts;
use crate::text::truncate;

/// The four things people ask for most.
pub fn quick_reply_rows(t: &Texts) -> Vec<Vec<Button>> {
    let button = |label: &str, data: &str| Button::new(t.label(label), data);
    vec![
        vec![button("button-programme", "say:programme"), button("button-now", "say:now")],
        vec![button("button-place", "say:place"), button("button-contact", "say:contact")],
    ]
}

/// Two readings that are close: which one?
pub fn disambiguation(here: &AnswerContext<'_>, readings: [&Intent; 2]) -> Message {
    let t = here.texts();
    let rows = readings.iter().map(|intent| vec![intent_button(here, intent)]).collect();
    Message::new(t.html("which", &[])).with_inline_keyboard(rows)
}

/// Not understood: said in one way or the other, with the likeliest subjects as buttons, and first
/// the one that sends the text as a question.
pub fn not_understood(
    here: &AnswerContext<'_>,
    likely: &[Intent],
    send: Option<&str>,
    again: bool,
) -> Message {
    let t = here.texts();
    let mut buttons: Vec<Button> = Vec::new();
    let usual = [Intent::ScheduleFull, Intent::ScheduleNow, Intent::VenueLocation, Intent::Contact];
    for intent in likely.iter().chain(&usual) {
        if to_payload(intent).is_none() || buttons.len() == 4 {
            continue;
        }
        let new = intent_button(here, intent);
        if !buttons.iter().any(|old| old.data == new.data || old.label == new.label) {
            buttons.push(new);
        }
    }
    let mut rows: Vec<Vec<Button>> = buttons.into_iter().map(|button| vec![button]).collect();
    if let Some(send) = send {
        rows.insert(0, vec![send_to_speakers_button(t, send)]);
    }
    let id = match (send.is_some(), again) {
        (true, false) => "not-understood-offer",
        (true, true) => "not-understood-offer-again",
        (false, false) => "not-understood",
        (false, true) => "not-understood-again",
    };
    Message::new(t.html(id, &[])).with_inline_keyboard(rows)
}

/// A text is sent as a question to the speakers by the button with this data.
pub fn send_to_speakers_button(t: &Texts, send: &str) -> Button {
    Button::new(t.label("question-send"), send)
}

/// The same message with that button below.
pub fn with_speakers_button(here: &AnswerContext<'_>, mut message: Message, send: Option<&str>) -> Message {
    if let (Some(Keyboard::Inline(rows)), Some(send)) = (&mut message.keyboard, send) {
        rows.push(vec![send_to_speakers_button(here.texts(), send)]);
    }
    message
}

/// Whether a sentence is a question to the speakers; what else it may ask for is the second button.
pub fn speakers_confirmation(here: &AnswerContext<'_>, intent: &Intent, send: Option<&str>) -> Message {
    let t = here.texts();
    let mut rows: Vec<Vec<Button>> =
        send.map(|send| vec![send_to_speakers_button(t, send)]).into_iter().collect();
    let button = if to_payload(intent).is_some() {
        intent_button(here, intent)
    } else {
        intent_button(here, &Intent::ScheduleFull)
    };
    rows.push(vec![button]);
    Message::new(t.html("question-for-the-speakers", &[])).with_inline_keyboard(rows)
}

fn intent_button(here: &AnswerContext<'_>, intent: &Intent) -> Button {
    Button::new(button_label(here, intent), format!("say:{}", to_payload(intent).unwrap_or_default()))
}

/// What stands behind `say:` for an intent that a button can carry.
pub fn to_payload(intent: &Intent) -> Option<String> {
    let kind = PAYLOAD_KINDS
        .iter()
        .find(|(_, kind)| *kind == without_arguments(intent))
        .map(|(name, _)| (*name).to_owned())?;
    Some(match intent {
        Intent::SessionWhen(id) | Intent::SessionWho(id) | Intent::SessionAbout(id) | Intent::Topic(id) => {
            format!("{kind}:{id}")
        }
        Intent::ScheduleAt(minutes, None) => format!("{kind}:{minutes}"),
        Intent::ScheduleAt(minutes, Some(day)) => format!("{kind}:{minutes}:{day}"),
        Intent::Faq(number) => format!("{kind}:{number}"),
        _ => kind,
    })
}

/// The intent behind `say:`.
pub fn from_payload(data: &str) -> Option<Intent> {
    let (kind, rest) = data.split_once(':').unwrap_or((data, ""));
    let plain = PAYLOAD_KINDS.iter().find(|(name, _)| *name == kind).map(|(_, kind)| kind.clone())?;
    Some(match plain {
        Intent::SessionWhen(_) => Intent::SessionWhen(rest.to_owned()),
        Intent::SessionWho(_) => Intent::SessionWho(rest.to_owned()),
        Intent::SessionAbout(_) => Intent::SessionAbout(rest.to_owned()),
        Intent::Topic(_) => Intent::Topic(rest.to_owned()),
        Intent::ScheduleAt(..) => {
            let (minutes, day) = rest.split_once(':').unwrap_or((rest, ""));
            Intent::ScheduleAt(minutes.parse().ok().filter(|m| (0..1440).contains(m))?, day.parse().ok())
        }
        Intent::Faq(_) => Intent::Faq(rest.parse().ok()?),
        other => other,
    })
}

fn without_arguments(intent: &Intent) -> Intent {
    match intent {
        Intent::SessionWhen(_) => Intent::SessionWhen(String::new()),
        Intent::SessionWho(_) => Intent::SessionWho(String::new()),
        Intent::SessionAbout(_) => Intent::SessionAbout(String::new()),
        Intent::Topic(_) => Intent::Topic(String::new()),
        Intent::ScheduleAt(..) => Intent::ScheduleAt(0, None),
        Intent::Faq(_) => Intent::Faq(0),
        other => other.clone(),
    }
}

static PAYLOAD_KINDS: LazyLock<Vec<(&'static str, Intent)>> = LazyLock::new(|| {
    vec![
        ("programme", Intent::ScheduleFull),
        ("now", Intent::ScheduleNow),
        ("next", Intent::ScheduleNext),
        ("at", Intent::ScheduleAt(0, None)),
        ("session", Intent::SessionWhen(String::new())),
        ("who", Intent::SessionWho(String::new())),
        ("what", Intent::SessionAbout(String::new())),
        ("when", Intent::EventWhen),
        ("begin", Intent::EventStart),
        ("end", Intent::EventEnd),
        ("about", Intent::EventAbout),
        ("place", Intent::VenueLocation),
        ("room", Intent::VenueRoom),
        ("register", Intent::Register),
        ("deadline", Intent::RegistrationDeadline),
        ("mine", Intent::RegistrationStatus),
        ("ticket", Intent::Ticket),
        ("cancel", Intent::RegistrationCancel),
        ("edit", Intent::RegistrationEdit),
        ("contact", Intent::Contact),
        ("organisers", Intent::Organiser),
        ("food", Intent::Refreshments),
        ("topic", Intent::Topic(String::new())),
        ("question", Intent::AskQuestion),
        ("questions", Intent::QuestionStatus),
        ("reminders", Intent::Reminders),
        ("language", Intent::Language(None)),
        ("human", Intent::TalkToHuman),
        ("faq", Intent::Faq(0)),
    ]
});

/// The most characters of a session's title, a subject or a question on a button.
const MAX_LABEL_CHARS: usize = 30;

/// A button's label: it promises what the answer says.
fn button_label(here: &AnswerContext<'_>, intent: &Intent) -> String {
    let t = here.texts();
    let programme = here.event.programme;
    let title = |id: &str| {
        let session = programme.session(id);
        truncate(session.map_or(id, |session| session.title.get(here.lang())), MAX_LABEL_CHARS)
    };
    let topic = |id: &str| {
        let topic = programme.topics.iter().find(|topic| topic.id == id);
        truncate(topic.and_then(|topic| topic.names.first()).map_or(id, String::as_str), MAX_LABEL_CHARS)
    };
    match intent {
        Intent::SessionWhen(id) => t.plain("button-session-when", args!(title = title(id))),
        Intent::SessionWho(id) => t.plain("button-session-who", args!(title = title(id))),
        Intent::SessionAbout(id) => t.plain("button-session-about", args!(title = title(id))),
        Intent::ScheduleNow => t.label("button-now"),
        Intent::ScheduleNext => t.label("button-next"),
        Intent::ScheduleAt(minutes, _) => {
            let time = NaiveTime::from_num_seconds_from_midnight_opt(minutes.unsigned_abs() * 60, 0);
            t.plain("button-at", args!(hour = t.format_time(time.unwrap_or_default())))
        }
        Intent::EventWhen | Intent::EventStart => t.label("button-when"),
        Intent::EventEnd => t.label("button-end"),
        Intent::EventAbout => t.label("button-about"),
        Intent::Topic(id) => t.plain("button-subject", args!(title = topic(id))),
        Intent::Faq(number) => {
            let question = programme.faq.get(*number).and_then(|faq| faq.questions.first());
            t.plain(
                "button-subject",
                args!(title = truncate(question.map_or("", String::as_str), MAX_LABEL_CHARS)),
            )
        }
        Intent::VenueLocation | Intent::VenueRoom => t.label("button-place"),
        Intent::Register => t.label("menu-registration"),
        Intent::RegistrationDeadline => t.label("button-deadline"),
        Intent::RegistrationStatus => t.label("button-status"),
        Intent::Ticket => t.label("reminder-ticket"),
        Intent::RegistrationCancel => t.label("button-cancel"),
        Intent::RegistrationEdit => t.label("button-edit"),
        Intent::Contact | Intent::TalkToHuman | Intent::Organiser => t.label("button-contact"),
        Intent::AskQuestion => t.label("menu-question"),
        Intent::QuestionStatus => t.label("question-mine"),
        Intent::Language(_) => t.label("menu-language"),
        Intent::Refreshments => t.label("button-food"),
        Intent::Reminders => t.label("button-reminders"),
        _ => t.label("button-programme"),
    }
}
