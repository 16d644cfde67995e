//! ROOM 2: a question about the programme or the place gets its answer.
//!
//! ```text
//! Marie   table ronde kel heure
//! Kozé    Table ronde : 10h30 – 11h30 …
//! ```

mod buttons;
mod forward;
mod moments;
mod store;
mod understand;
mod view;

pub use forward::{
    answers_card, is_replying, kept, leave_reply, needs_text, press, reply as organiser_replies, report,
    unknown, voice,
};
pub use understand::{
    Asked, COMPARISONS_AT_MOST, Examples, Heard, Intent, Knowledge, Reading, Why, hear_language, understand,
};
pub use view::Here;

use chrono::Timelike;

use crate::chat::Message;
use crate::i18n::Lang;
use crate::turn::{Forum, Turn};

/// The most characters of a question to the organisers and of its answer: with what stands around them a message
/// holds both.
const TEXT: usize = 1_000;

/// What a text asks for, in the forum as it stands. What is asked for and not printed is unknown, and no
/// button leads there.
pub fn read(
    forum: &Forum<'_>,
    text: &str,
    lang: Option<Lang>,
    usual: Lang,
    knowledge: &Knowledge,
) -> Reading {
    let now = forum.programme.local(forum.now);
    let minutes = (now.hour() * 60 + now.minute()) as i32;
    let asked = Asked {
        text,
        lang,
        usual,
        minutes,
        today: now.date_naive(),
        programme: forum.programme,
        schedule: forum.schedule,
    };
    let mut reading = understand(&asked, knowledge);
    let here = Here { forum: *forum, lang: usual };
    let printed = |intent: &Intent| is_printed(&here, intent, knowledge);
    reading.likely.retain(printed);
    reading.other = reading.other.filter(printed);
    reading.also = reading.also.filter(printed);
    if !printed(&reading.intent) {
        reading.intent = Intent::Unknown;
        reading.other = None;
    }
    reading
}

/// The sessions that some words name, as a question about them would.
pub fn sessions_named(forum: &Forum<'_>, words: &str, usual: Lang, knowledge: &Knowledge) -> Vec<String> {
    let reading = read(forum, words, None, usual, knowledge);
    if reading.lost {
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
    for session in [&reading.also, &reading.other].into_iter().flatten().filter_map(named) {
        if !sessions.contains(&session) {
            sessions.push(session);
        }
    }
    sessions
}

/// The answer to what was understood. What only the bot in its chat can do is said to be so: whoever can
/// do it has not come here.
pub fn reply(here: &Here<'_>, intent: &Intent, knowledge: &Knowledge) -> Message {
    match intent {
        Intent::ScheduleFull => view::own_programme(here),
        Intent::ScheduleNow => moments::now(here),
        Intent::ScheduleNext => moments::next(here),
        Intent::ScheduleAt(minutes, day) => moments::at(here, *minutes, *day),
        Intent::SessionWhen(session) | Intent::SessionAbout(session) => view::session(here, session),
        Intent::SessionWho(session) => view::who(here, session),
        Intent::EventWhen => moments::when(here),
        Intent::EventStart => moments::start(here),
        Intent::EventEnd => moments::end(here),
        Intent::EventAbout => view::about(here),
        Intent::Where | Intent::Room => view::place(here),
        Intent::Registration => view::register(here),
        Intent::RegistrationDeadline => view::deadline(here),
        Intent::Contact | Intent::Human => view::contact(here),
        Intent::Organiser => view::organisers(here),
        Intent::Refreshments => {
            view::refreshments(here, knowledge.serving()).unwrap_or_else(|| view::unknown(here))
        }
        Intent::Topic(id) => view::topic(here, id),
        Intent::Faq(number) => view::faq(here, *number),
        Intent::Question => view::ways_to_ask(here),
        Intent::Greeting | Intent::Help => view::greeting(here),
        Intent::Thanks => view::thanks(here),
        Intent::Unknown | Intent::Places => view::unknown(here),
        Intent::Emergency => view::emergency(here),
        Intent::Trouble => view::trouble(here),
        Intent::Robot => view::robot(here),
        Intent::WayOut => view::way_out(here),
        Intent::OutOfScope => view::elsewhere(here),
        Intent::RegistrationStatus
        | Intent::RegistrationCancel
        | Intent::RegistrationEdit
        | Intent::Ticket
        | Intent::QuestionStatus
        | Intent::Reminders
        | Intent::Language(_) => view::by_bot(here),
    }
}

/// What is said when two readings are close.
pub fn which(here: &Here<'_>, one: &Intent, other: &Intent) -> Message {
    buttons::which(here, [one, other])
}

/// What is said when nothing was understood, outside of a turn.
pub fn lost(here: &Here<'_>, likely: &[Intent]) -> Message {
    buttons::not_understood(here, likely, None, false)
}

/// Whether something is printed that answers this: a button that leads to "I do not know" is not offered.
fn is_printed(here: &Here<'_>, intent: &Intent, knowledge: &Knowledge) -> bool {
    let Forum { programme, schedule, .. } = here.forum;
    match intent {
        Intent::Refreshments => view::refreshments(here, knowledge.serving()).is_some(),
        Intent::SessionWhen(id) | Intent::SessionWho(id) | Intent::SessionAbout(id) => {
            programme.session(id).is_some() && schedule.slot(id).is_some()
        }
        Intent::Topic(id) => programme.topics.iter().any(|topic| topic.id == *id),
        Intent::Faq(number) => *number < programme.faq.len(),
        _ => true,
    }
}

/// Answers in a turn, in the language of the question.
pub fn answer(turn: &mut Turn<'_>, intent: &Intent, lang: Lang, knowledge: &Knowledge) {
    let here = Here { forum: turn.forum, lang };
    let message = reply(&here, intent, knowledge);
    let pin = matches!(intent, Intent::Where | Intent::Room).then(|| view::pin(&here)).flatten();
    turn.say(message);
    if let Some(pin) = pin {
        turn.place(pin);
    }
}

/// The intent of a button of this room: what stands behind `say:`.
pub fn pressed(data: &str) -> Option<Intent> {
    buttons::from_data(data)
}

/// Two readings are close: asks which. `send` is the data of the button that sends the text to the speakers.
pub fn ask_which(turn: &mut Turn<'_>, one: &Intent, other: &Intent, lang: Lang, send: Option<&str>) {
    let here = Here { forum: turn.forum, lang };
    let message = buttons::with_speakers(&here, which(&here, one, other), send);
    turn.say(message);
}

/// What is probably a question to the speakers: asks whether it is sent to them, or answered as it was read.
pub fn ask_whether_for_the_speakers(turn: &mut Turn<'_>, intent: &Intent, lang: Lang, send: Option<&str>) {
    let message = buttons::for_the_speakers(&Here { forum: turn.forum, lang }, intent, send);
    turn.say(message);
}

/// Nothing was understood: says so, and shows what can be asked. `send` is the data of the button that sends
/// the text as a question, which is what it most likely was while one is being taken; `again` that this was the
/// last thing said as well.
pub fn not_understood(turn: &mut Turn<'_>, likely: &[Intent], lang: Lang, send: Option<&str>, again: bool) {
    let message = buttons::not_understood(&Here { forum: turn.forum, lang }, likely, send, again);
    turn.say(message);
}

/// A voice note, a photo: only text is read, and here is what can be asked.
pub fn only_text(turn: &mut Turn<'_>) {
    let t = turn.texts();
    let message = Message::new(t.html("only-text", &[])).inline(buttons::topics(t));
    turn.say(message);
}

/// How many places are left.
pub fn places(turn: &mut Turn<'_>, left: i64, lang: Lang) {
    let message = view::places(&Here { forum: turn.forum, lang }, left);
    turn.say(message);
}

/// The programme in a group: the same, without a word to anybody in particular.
pub fn programme(turn: &mut Turn<'_>) {
    let message = view::programme(&Here { forum: turn.forum, lang: turn.lang() });
    turn.say(message);
}
