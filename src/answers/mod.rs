//! ROOM 2: a question about the programme or the place gets its answer.
//!
//! ```text
//! Marie   table ronde kel heure
//! Kozé    Table ronde : 10h30 – 11h30 …
//! ```

mod buttons;
mod escalation;
mod nlu;
mod store;
mod time_answers;
mod view;

pub use escalation::{
    answer_from_saved, cancel_reply, handle_organiser_reply as organiser_replies, is_replying,
    offer_escalation, offer_voice_escalation, press, respond_to_incident, say_text_required,
    start_reply_from_card,
};
pub use nlu::{
    DetectedLanguage, Explanation, Intent, IntentClassifier, Interpretation, MAX_COMPARISONS, NluInput,
    NluModel, detect_language, interpret,
};
pub use view::AnswerContext;

use chrono::Timelike;

use crate::chat::Message;
use crate::i18n::Lang;
use crate::turn::{EventContext, Turn};

/// The most characters of a question to the organisers and of its answer: with what stands around them a message
/// holds both.
const MAX_TEXT_CHARS: usize = 1_000;

/// What a text asks for, in the forum as it stands. What is asked for and not printed is unknown, and no
/// button leads there.
pub fn interpret_in_context(
    forum: &EventContext<'_>,
    text: &str,
    lang: Option<Lang>,
    usual: Lang,
    knowledge: &NluModel,
) -> Interpretation {
    let now = forum.programme.to_local_time(forum.now);
    let minutes = (now.hour() * 60 + now.minute()) as i32;
    let asked = NluInput {
        text,
        lang,
        default_lang: usual,
        minute_of_day: minutes,
        today: now.date_naive(),
        programme: forum.programme,
        schedule: forum.schedule,
    };
    let mut reading = interpret(&asked, knowledge);
    let here = AnswerContext { event: *forum, lang: usual };
    let printed = |intent: &Intent| is_answerable(&here, intent, knowledge);
    reading.likely_intents.retain(printed);
    reading.alternative = reading.alternative.filter(printed);
    reading.second_intent = reading.second_intent.filter(printed);
    if !printed(&reading.intent) {
        reading.intent = Intent::Unanswerable;
        reading.alternative = None;
    }
    reading
}

/// The sessions that some words name, as a question about them would.
pub fn find_named_sessions(
    forum: &EventContext<'_>,
    words: &str,
    usual: Lang,
    knowledge: &NluModel,
) -> Vec<String> {
    let reading = interpret_in_context(forum, words, None, usual, knowledge);
    if reading.not_understood {
        return Vec::new();
    }
    let named = |intent: &Intent| match intent {
        Intent::SessionWhen(session) | Intent::SessionWho(session) | Intent::SessionAbout(session) => {
            Some(session.clone())
        }
        _ => None,
    };
    let Some(first) = named(&reading.intent) else { return Vec::new() };
    let mut sessions = vec![first];
    for session in [&reading.second_intent, &reading.alternative].into_iter().flatten().filter_map(named) {
        if !sessions.contains(&session) {
            sessions.push(session);
        }
    }
    sessions
}

/// The answer to what was understood. What only the bot in its chat can do is said to be so: whoever can
/// do it has not come here.
pub fn render_answer(here: &AnswerContext<'_>, intent: &Intent, knowledge: &NluModel) -> Message {
    match intent {
        Intent::ScheduleFull => view::own_programme(here),
        Intent::ScheduleNow => time_answers::current_sessions(here),
        Intent::ScheduleNext => time_answers::next_session(here),
        Intent::ScheduleAt(minutes, day) => time_answers::sessions_at(here, *minutes, *day),
        Intent::SessionWhen(session) | Intent::SessionAbout(session) => view::session(here, session),
        Intent::SessionWho(session) => view::speakers(here, session),
        Intent::EventWhen => time_answers::event_dates(here),
        Intent::EventStart => time_answers::event_start(here),
        Intent::EventEnd => time_answers::event_end(here),
        Intent::EventAbout => view::about(here),
        Intent::VenueLocation | Intent::VenueRoom => view::venue(here),
        Intent::Register => view::how_to_register(here),
        Intent::RegistrationDeadline => view::registration_deadline(here),
        Intent::Contact | Intent::TalkToHuman => view::contact(here),
        Intent::Organiser => view::organisers(here),
        Intent::Refreshments => {
            view::refreshments(here, knowledge.refreshments()).unwrap_or_else(|| view::unanswerable(here))
        }
        Intent::Topic(id) => view::topic(here, id),
        Intent::Faq(number) => view::faq(here, *number),
        Intent::AskQuestion => view::ways_to_ask(here),
        Intent::Greeting | Intent::Help => view::greeting(here),
        Intent::Thanks => view::thanks(here),
        Intent::Unanswerable | Intent::SeatsLeft => view::unanswerable(here),
        Intent::Emergency => view::emergency(here),
        Intent::VenueProblem => view::venue_problem(here),
        Intent::BotIdentity => view::bot_identity(here),
        Intent::OptOut => view::opt_out(here),
        Intent::OutOfScope => view::out_of_scope(here),
        Intent::RegistrationStatus
        | Intent::RegistrationCancel
        | Intent::RegistrationEdit
        | Intent::Ticket
        | Intent::QuestionStatus
        | Intent::Reminders
        | Intent::Language(_) => view::only_in_chat(here),
    }
}

/// What is said when two readings are close.
pub fn render_disambiguation(here: &AnswerContext<'_>, one: &Intent, other: &Intent) -> Message {
    buttons::disambiguation(here, [one, other])
}

/// What is said when nothing was understood, outside of a turn.
pub fn render_not_understood(here: &AnswerContext<'_>, likely: &[Intent]) -> Message {
    buttons::not_understood(here, likely, None, false)
}

/// Whether something is printed that answers this: a button that leads to "I do not know" is not offered.
fn is_answerable(here: &AnswerContext<'_>, intent: &Intent, knowledge: &NluModel) -> bool {
    let EventContext { programme, schedule, .. } = here.event;
    match intent {
        Intent::Refreshments => view::refreshments(here, knowledge.refreshments()).is_some(),
        Intent::SessionWhen(id) | Intent::SessionWho(id) | Intent::SessionAbout(id) => {
            programme.session(id).is_some() && schedule.session(id).is_some()
        }
        Intent::Topic(id) => programme.topics.iter().any(|topic| topic.id == *id),
        Intent::Faq(number) => *number < programme.faq.len(),
        _ => true,
    }
}

/// Answers in a turn, in the language of the question.
pub fn answer(turn: &mut Turn<'_>, intent: &Intent, lang: Lang, knowledge: &NluModel) {
    let here = AnswerContext { event: turn.event, lang };
    let message = render_answer(&here, intent, knowledge);
    let pin = matches!(intent, Intent::VenueLocation | Intent::VenueRoom)
        .then(|| view::venue_location(&here))
        .flatten();
    turn.reply(message);
    if let Some(pin) = pin {
        turn.send_venue(pin);
    }
}

/// The intent of a button of this room: what stands behind `say:`.
pub fn parse_payload(data: &str) -> Option<Intent> {
    buttons::from_payload(data)
}

/// Two readings are close: asks which. `send` is the data of the button that sends the text to the speakers.
pub fn disambiguate(turn: &mut Turn<'_>, one: &Intent, other: &Intent, lang: Lang, send: Option<&str>) {
    let here = AnswerContext { event: turn.event, lang };
    let message = buttons::with_speakers_button(&here, render_disambiguation(&here, one, other), send);
    turn.reply(message);
}

/// What is probably a question to the speakers: asks whether it is sent to them, or answered as it was read.
pub fn confirm_for_speakers(turn: &mut Turn<'_>, intent: &Intent, lang: Lang, send: Option<&str>) {
    let message = buttons::speakers_confirmation(&AnswerContext { event: turn.event, lang }, intent, send);
    turn.reply(message);
}

/// Nothing was understood: says so, and shows what can be asked. `send` is the data of the button that sends
/// the text as a question, which is what it most likely was while one is being taken; `again` that this was the
/// last thing said as well.
pub fn say_not_understood(
    turn: &mut Turn<'_>,
    likely: &[Intent],
    lang: Lang,
    send: Option<&str>,
    again: bool,
) {
    let message = buttons::not_understood(&AnswerContext { event: turn.event, lang }, likely, send, again);
    turn.reply(message);
}

/// A voice note, a photo: only text is read, and here is what can be asked.
pub fn say_text_only(turn: &mut Turn<'_>) {
    let t = turn.texts();
    let message = Message::new(t.html("only-text", &[])).with_inline_keyboard(buttons::quick_reply_rows(t));
    turn.reply(message);
}

/// How many places are left.
pub fn say_seats_left(turn: &mut Turn<'_>, left: i64, lang: Lang) {
    let message = view::seats_left(&AnswerContext { event: turn.event, lang }, left);
    turn.reply(message);
}

/// The programme in a group: the same, without a word to anybody in particular.
pub fn say_programme(turn: &mut Turn<'_>) {
    let message = view::programme(&AnswerContext { event: turn.event, lang: turn.lang() });
    turn.reply(message);
}
