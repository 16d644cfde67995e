//! What is typed: for the conversation the person is in, else a question of theirs, else something
//! nobody understands.

use std::sync::OnceLock;

use super::awaited::{self, Kind};
use super::route::{answer, ask_step_again, cancel, obey};
use crate::announcements;
use crate::answers::{self, Intent, Knowledge, Reading};
use crate::chat::Input;
use crate::clock::Millis;
use crate::commands::{Command, Order};
use crate::conversation::Activity;
use crate::i18n::Lang;
use crate::menu::Item;
use crate::organiser::{self, Right};
use crate::people::{self, Role};
use crate::questions;
use crate::registration::{self, Doubt, TicketCode};
use crate::reminders;
use crate::turn::{Forum, Turn};
use crate::typed::{fold, is_one_of, says_one_of};

/// In which language this turn is answered, by what is typed: decided once, before any room hears it. A word in
/// passing counts for this answer alone, and for nothing while a name or the like is awaited. Gives back the
/// language that is to be offered for good, after the first sentence in it.
pub fn attend(turn: &mut Turn<'_>, knowledge: &Knowledge) -> Option<Lang> {
    let Input::Text(typed) = &turn.incoming.input else { return None };
    let is_free = turn.person.conversation.is_idle();
    if Item::from_label(typed).is_some() || !(is_free || is_on_the_way(turn)) {
        return None;
    }
    let spoken = answers::hear_language(typed, turn.lang(), knowledge);
    let counts = spoken.sentence || (spoken.clear && is_free);
    if !counts || !turn.forum.programme.languages.contains(&spoken.lang) {
        return None;
    }
    turn.speak(spoken.lang, spoken.surely);
    let is_new = turn.person.spoken == Some(spoken.lang)
        && !turn.person.offered.split(' ').any(|code| code == spoken.lang.code());
    (is_new && spoken.sentence && is_free).then_some(spoken.lang)
}

/// What was typed in this turn. It is understood when that is first asked for, and only once.
struct Understood<'t> {
    typed: &'t str,
    knowledge: &'t Knowledge,
    reading: OnceLock<Reading>,
}

impl Understood<'_> {
    fn reading(&self, turn: &Turn<'_>) -> &Reading {
        let read = || answers::read(&turn.forum, self.typed, None, turn.lang(), self.knowledge);
        self.reading.get_or_init(read)
    }
}

/// A typed text: for the conversation the person is in, or a question of theirs. `kind` says what it is where a
/// question is awaited, if that was found out before.
pub async fn hear(
    turn: &mut Turn<'_>,
    typed: &str,
    kind: Option<&Kind>,
    knowledge: &Knowledge,
) -> anyhow::Result<()> {
    let typed = awaited::behind_denial(turn, typed);
    let understood = Understood { typed, knowledge, reading: OnceLock::new() };
    if to_conversation(turn, &understood, kind).await? {
        return Ok(());
    }
    match organiser::claimed(typed) {
        Some(Right::ToErase) => {
            organiser::ask_to_erase(turn);
            return Ok(());
        }
        Some(Right::ToSee) => {
            organiser::show_held(turn).await?;
            ask_step_again(turn);
            return Ok(());
        }
        None => {}
    }
    if turn.person.conversation.is_idle()
        && let Some(command) = staff_order(turn, typed).await?
    {
        return obey(turn, command, "", knowledge).await;
    }
    if questions::hear_about_own(turn, typed).await? {
        ask_step_again(turn);
        return Ok(());
    }
    if registration::asks_why(typed) {
        registration::explain_why(turn);
        return Ok(());
    }
    if registration::takes_text(turn, typed) && !asks_in_the_middle(turn, &understood) {
        return registration::hear(turn).await;
    }
    if questions::hear_number(turn, typed).await? {
        ask_step_again(turn);
        return Ok(());
    }
    let (forum, lang) = (turn.forum, turn.lang());
    let names = |name: &str| answers::sessions_named(&forum, name, lang, knowledge);
    if reminders::said(turn, typed, &names).await? {
        ask_step_again(turn);
        return Ok(());
    }
    if let Some(code) = TicketCode::parse(typed) {
        return registration::hear_code(turn, &code).await;
    }
    if registration::hear_of_others(turn, typed).await?
        || registration::hear_of_guest(turn, typed).await?
        || registration::hear_of_seat(turn, typed).await?
    {
        return Ok(());
    }
    reply(turn, &understood).await
}

/// Whether the conversation that the person is in took the text.
async fn to_conversation(
    turn: &mut Turn<'_>,
    understood: &Understood<'_>,
    kind: Option<&Kind>,
) -> anyhow::Result<bool> {
    let Understood { typed, knowledge, .. } = *understood;
    if answers::answers_card(turn).await? {
        answers::organiser_replies(turn, typed).await?;
        ask_step_again(turn);
        return Ok(true);
    }
    let awaits_words = matches!(
        turn.person.conversation.current(),
        Some(Activity::Writing(_) | Activity::Replying { .. } | Activity::Announcing(_) | Activity::Asking)
    );
    if awaits_words && is_one_of("words-leave", typed) {
        cancel(turn).await?;
        return Ok(true);
    }
    // an order is no wording of a question
    if matches!(turn.person.conversation.current(), Some(Activity::Writing(_)))
        && let Some(command) = staff_order(turn, typed).await?
    {
        questions::resume(turn);
        obey(turn, command, "", knowledge).await?;
        return Ok(true);
    }
    if is_one_of("words-help", typed) {
        help_first(turn, understood).await?;
        return Ok(true);
    }
    if questions::awaits_question(&turn.person) {
        match kind {
            Some(kind) => awaited::hear(turn, typed, kind, knowledge).await?,
            None => {
                let kind = awaited::kind(typed, understood.reading(turn));
                awaited::hear(turn, typed, &kind, knowledge).await?;
            }
        }
        return Ok(true);
    }
    if registration::is_under_way(turn) && is_report(understood.reading(turn)) {
        report(turn, typed, &understood.reading(turn).intent).await?;
        return Ok(true);
    }
    if questions::is_asking(turn) {
        questions::hear(turn, typed).await?;
    } else if answers::is_replying(turn) {
        answers::organiser_replies(turn, typed).await?;
    } else if announcements::is_writing(turn) {
        announcements::hear(turn).await?;
    } else {
        return Ok(false);
    }
    ask_step_again(turn);
    Ok(true)
}

/// What a moderator or an organiser asks for in a word or a few: "suivante", "qui vient ?", "la liste des
/// inscrits". For everybody else the same words are about the programme.
async fn staff_order(turn: &mut Turn<'_>, typed: &str) -> anyhow::Result<Option<Command>> {
    const ORDERS: [(&str, Command); 9] = [
        ("words-order-guests", Command::Guests),
        ("words-order-announce", Command::Announce),
        ("words-order-roles", Command::Roles),
        ("words-order-next", Command::Desk(Order::Next)),
        ("words-order-queue", Command::Desk(Order::Panel)),
        ("words-order-review", Command::Desk(Order::Review)),
        ("words-order-answered", Command::Desk(Order::Answered)),
        ("words-order-summary", Command::Desk(Order::Summary)),
        ("words-order-settings", Command::Desk(Order::Settings)),
    ];
    let word = fold(typed);
    let named = (!word.contains(' ')).then(|| Command::from_name(&word)).flatten();
    let listed = || ORDERS.iter().find(|(words, _)| says_one_of(words, typed)).map(|(_, command)| *command);
    let Some(command) = named.or_else(listed) else { return Ok(None) };
    let wanted: &[Role] = match command {
        Command::Guests | Command::Announce | Command::Roles | Command::Shift => &[Role::Organiser],
        Command::Desk(_) => &[Role::Organiser, Role::Moderator],
        _ => return Ok(None),
    };
    let roles = people::roles(turn.conn, turn.person.id).await?;
    Ok(wanted.iter().any(|role| roles.contains(role)).then_some(command))
}

/// Answers a text that no conversation waits for.
async fn reply(turn: &mut Turn<'_>, understood: &Understood<'_>) -> anyhow::Result<()> {
    let Understood { typed, knowledge, .. } = *understood;
    let again = std::mem::take(&mut turn.person.conversation.misunderstood);
    let reading = understood.reading(turn);
    let lang = turn.lang();
    if is_report(reading) {
        return report(turn, typed, &reading.intent).await;
    }
    let not_ours =
        reading.lost || matches!(reading.intent, Intent::Unknown | Intent::Places | Intent::OutOfScope);
    if not_ours && answers::kept(turn, typed, knowledge).await? {
        ask_step_again(turn);
        return Ok(());
    }
    let taken = !registration::is_under_way(turn)
        && !questions::is_no_question(typed)
        && questions::are_taken(turn).await?
        // who moderates gives orders: a word that is not understood is no question for the hall
        && (questions::is_to_the_speakers(typed) || people::roles(turn.conn, turn.person.id).await?.is_empty());
    if !registration::is_under_way(turn) && is_about_asking(typed, reading) {
        // a question may stand behind the announcement of one
        let more = awaited::says_more(typed).then_some(typed);
        return questions::explain(turn, more).await;
    }
    let perhaps = taken && is_perhaps_for_the_speakers(typed, reading);
    if taken && questions::is_to_the_speakers(typed) || perhaps && speakers_are_near(turn) {
        let send = questions::remember(turn, typed);
        answers::ask_whether_for_the_speakers(turn, &reading.intent, lang, send.as_deref());
        if let Some(send) = send {
            turn.expect(&send, "ask:leave");
        }
        return Ok(());
    }
    if reading.lost {
        return lost(turn, typed, reading, again, taken).await;
    }
    if let Some(other) = &reading.other {
        let send = if taken { questions::remember(turn, typed) } else { None };
        answers::ask_which(turn, &reading.intent, other, lang, send.as_deref());
        ask_step_again(turn);
        return Ok(());
    }
    if reading.intent == Intent::Places
        && let Some(left) = registration::places_left(turn).await?
    {
        answers::places(turn, left, lang);
        ask_step_again(turn);
        return Ok(());
    }
    if matches!(reading.intent, Intent::Unknown | Intent::Places) {
        let offered = taken && reading.intent == Intent::Unknown && awaited::is_sentence(typed);
        let send = if offered { questions::remember(turn, typed) } else { None };
        answers::unknown(turn, typed, lang, send.as_deref()).await?;
        if questions::is_of_health(typed) {
            registration::offer_to_note_needs(turn).await?;
        }
        ask_step_again(turn);
        return Ok(());
    }
    if let Some(also) = &reading.also {
        answers::answer(turn, &reading.intent, lang, knowledge);
        return answer(turn, also, lang, knowledge).await;
    }
    answer(turn, &reading.intent, lang, knowledge).await?;
    let practical =
        matches!(reading.intent, Intent::Registration | Intent::RegistrationDeadline | Intent::Contact);
    if perhaps && (!practical || reading.confidence < awaited::SURE) {
        questions::offer_all_the_same(turn, typed);
    }
    Ok(())
}

/// A person needs help or the microphone does not work: answered at once, and what was under way goes on.
async fn report(turn: &mut Turn<'_>, typed: &str, intent: &Intent) -> anyhow::Result<()> {
    answers::report(turn, typed, intent, turn.lang()).await?;
    ask_step_again(turn);
    Ok(())
}

/// Whether a text reports an accident, or something in the hall that does not work. A doubt is no reason not to
/// offer that the team is told.
pub fn is_report(reading: &Reading) -> bool {
    matches!(reading.intent, Intent::Emergency | Intent::Trouble) && !reading.lost && reading.other.is_none()
}

/// Whether this person registers or is about to ask: what is typed is taken for what was asked for, but
/// somebody who calls for help is not.
fn is_on_the_way(turn: &Turn<'_>) -> bool {
    registration::is_under_way(turn) || questions::awaits_question(&turn.person)
}

/// Answers a call for help where something else was expected, and asks for that once more.
async fn help_first(turn: &mut Turn<'_>, understood: &Understood<'_>) -> anyhow::Result<()> {
    let asking = questions::awaits_question(&turn.person);
    let reading = understood.reading(turn);
    if is_report(reading) {
        return report(turn, understood.typed, &reading.intent).await;
    }
    let intent = match &reading.intent {
        Intent::Human | Intent::Contact => reading.intent.clone(),
        _ => Intent::Help,
    };
    let lang = turn.lang();
    answer(turn, &intent, lang, understood.knowledge).await?;
    if asking {
        questions::invite(turn).await?;
    }
    Ok(())
}

/// Whether a sentence that could be about the forum may be meant for the speakers: what is understood with doubt,
/// and anything but hours and places. What is said of one's own registration is not, unless it asks.
fn is_perhaps_for_the_speakers(typed: &str, reading: &Reading) -> bool {
    if reading.lost || !awaited::is_sentence(typed) {
        return false;
    }
    match reading.intent {
        // what the organisers answered beforehand is no question for the speakers
        Intent::Faq(_) => false,
        // what is said to the bot itself is not, either
        Intent::Greeting
        | Intent::Thanks
        | Intent::Help
        | Intent::Language(_)
        | Intent::Robot
        | Intent::WayOut => false,
        Intent::RegistrationCancel | Intent::RegistrationEdit => typed.trim_end().ends_with('?'),
        Intent::Registration
        | Intent::RegistrationDeadline
        | Intent::Contact
        | Intent::Organiser
        | Intent::Topic(_)
        | Intent::EventAbout
        | Intent::OutOfScope => true,
        Intent::SessionAbout(_) if reading.likely.contains(&Intent::Question) => true,
        _ => reading.confidence < awaited::SURE && reading.other.is_none(),
    }
}

/// How long before a session that takes questions a sentence is rather meant for its speakers.
const NEAR: Millis = 3_600_000;

/// Whether a session that takes questions is under way, or begins soon.
fn speakers_are_near(turn: &Turn<'_>) -> bool {
    let Forum { programme, schedule, now, .. } = turn.forum;
    let soon = schedule.held().filter(|slot| (slot.starts - NEAR..slot.starts).contains(&now));
    let takes = |id: &str| programme.session(id).is_some_and(|session| session.takes_questions);
    schedule.takes_questions(programme, now) || soon.map(|slot| slot.session.as_str()).any(takes)
}

/// Whether somebody asks about asking. Only who says that they want to ask is asked for their question.
fn is_about_asking(typed: &str, reading: &Reading) -> bool {
    let asks = !reading.lost && reading.other.is_none() && reading.intent == Intent::Question;
    questions::is_about_asking(typed) || (asks && typed.trim_end().ends_with('?'))
}

/// Whether what could be a name is clearly about the forum: a question typed without its mark, or one word
/// such as "parking".
fn asks_in_the_middle(turn: &Turn<'_>, understood: &Understood<'_>) -> bool {
    let Some(doubt) = registration::doubt(turn, understood.typed) else { return false };
    let reading = understood.reading(turn);
    let small_talk = matches!(reading.intent, Intent::Greeting | Intent::Thanks);
    let answered = !small_talk || doubt == Doubt::NoName;
    !reading.lost && reading.other.is_none() && answered && reading.intent != Intent::OutOfScope
}

/// A text that was not understood; while questions are `taken`, it may be sent as one.
async fn lost(
    turn: &mut Turn<'_>,
    typed: &str,
    reading: &Reading,
    again: bool,
    taken: bool,
) -> anyhow::Result<()> {
    if registration::is_under_way(turn)
        && (registration::takes_text(turn, typed) || !registration::keeps_any(turn))
    {
        return registration::hear(turn).await;
    }
    let send = if taken { questions::remember(turn, typed) } else { None };
    turn.person.conversation.misunderstood = !again;
    answers::not_understood(turn, &reading.likely, turn.lang(), send.as_deref(), again);
    ask_step_again(turn);
    Ok(())
}
