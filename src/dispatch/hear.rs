//! What is typed: for the conversation the person is in, else a question of theirs, else something
//! nobody understands.

use super::route::{answer, ask_step_again};
use crate::announcements;
use crate::answers::{self, Intent, Knowledge, Reading};
use crate::i18n::Lang;
use crate::organiser::{self, Right};
use crate::questions;
use crate::registration::{self, Doubt, TicketCode};
use crate::turn::Turn;
use crate::typed::is_one_of;

/// A typed text: for the conversation the person is in, or a question of theirs.
pub async fn hear(turn: &mut Turn<'_>, typed: &str, knowledge: &Knowledge) -> anyhow::Result<()> {
    let to_card = answers::answers_card(turn).await?;
    if !to_card && is_on_the_way(turn) && is_one_of("words-help", typed) {
        return help_first(turn, typed, knowledge).await;
    }
    if questions::is_asking(turn) && !to_card {
        questions::hear(turn, typed).await?;
        ask_step_again(turn);
        return Ok(());
    }
    if to_card || answers::is_replying(turn) {
        answers::organiser_replies(turn, typed).await?;
        ask_step_again(turn);
        return Ok(());
    }
    if announcements::is_writing(turn) {
        announcements::hear(turn).await?;
        ask_step_again(turn);
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
    if registration::takes_text(turn, typed) && !asks_in_the_middle(turn, typed, knowledge) {
        return registration::hear(turn).await;
    }
    if let Some(code) = TicketCode::parse(typed) {
        return registration::hear_code(turn, &code).await;
    }
    if registration::hear_of_seat(turn, typed).await? {
        return Ok(());
    }
    let again = std::mem::take(&mut turn.person.conversation.misunderstood);
    let reading = answers::read(&turn.forum, typed, None, turn.lang(), knowledge);
    let lang = language(turn, &reading);
    let not_ours =
        reading.lost || matches!(reading.intent, Intent::Unknown | Intent::Places | Intent::OutOfScope);
    if not_ours && answers::kept(turn, typed, knowledge).await? {
        ask_step_again(turn);
        return Ok(());
    }
    if reading.lost || for_the_speakers(turn, typed, &reading) {
        return lost(turn, typed, &reading, again).await;
    }
    if let Some(other) = &reading.other {
        answers::ask_which(turn, &reading.intent, other, lang);
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
        let for_the_speakers = reading.intent == Intent::Unknown && is_a_question_now(turn, typed);
        if for_the_speakers {
            questions::remember(turn, typed);
        }
        answers::unknown(turn, typed, lang, for_the_speakers).await?;
        ask_step_again(turn);
        return Ok(());
    }
    if let Some(also) = &reading.also {
        answers::answer(turn, &reading.intent, lang, knowledge);
        return answer(turn, also, lang, knowledge).await;
    }
    answer(turn, &reading.intent, lang, knowledge).await
}

/// Whether this person registers or is about to ask: what is typed is taken for what was asked for, but
/// somebody who calls for help is not.
fn is_on_the_way(turn: &Turn<'_>) -> bool {
    registration::is_under_way(turn) || questions::awaits_question(&turn.person)
}

/// Answers a call for help where something else was expected, and asks for that once more.
async fn help_first(turn: &mut Turn<'_>, typed: &str, knowledge: &Knowledge) -> anyhow::Result<()> {
    let asking = questions::awaits_question(&turn.person);
    let reading = answers::read(&turn.forum, typed, None, turn.lang(), knowledge);
    let intent = match reading.intent {
        Intent::Human | Intent::Contact | Intent::Emergency => reading.intent.clone(),
        _ => Intent::Help,
    };
    let lang = language(turn, &reading);
    answer(turn, &intent, lang, knowledge).await?;
    if asking {
        questions::invite(turn).await?;
    }
    Ok(())
}

/// So many words make a sentence: shorter texts are about the forum itself.
const SENTENCE: usize = 5;

/// Whether a text that could be about the forum is more likely meant for those who speak: while
/// questions are taken, a whole sentence about anything but hours and places is offered to them.
fn for_the_speakers(turn: &Turn<'_>, typed: &str, reading: &Reading) -> bool {
    let intent = &reading.intent;
    let about_the_matter = matches!(
        intent,
        Intent::Registration
            | Intent::RegistrationDeadline
            | Intent::Contact
            | Intent::Organiser
            | Intent::Topic(_)
            | Intent::EventAbout
            | Intent::OutOfScope
    ) || (matches!(intent, Intent::SessionAbout(_))
        && reading.likely.contains(&Intent::Question));
    // nobody asks whether they can no longer come
    let asks = matches!(intent, Intent::RegistrationCancel | Intent::RegistrationEdit)
        && typed.trim_end().ends_with('?');
    (about_the_matter || asks) && is_a_question_now(turn, typed)
}

/// Whether a whole sentence is typed while questions are taken.
fn is_a_question_now(turn: &Turn<'_>, typed: &str) -> bool {
    !registration::is_under_way(turn)
        && turn.forum.schedule.takes_questions(turn.forum.programme, turn.forum.now)
        && typed.split_whitespace().count() >= SENTENCE
}

/// Whether what could be a name is clearly about the forum: a question typed without its mark, or one word
/// such as "parking".
fn asks_in_the_middle(turn: &Turn<'_>, typed: &str, knowledge: &Knowledge) -> bool {
    let Some(doubt) = registration::doubt(turn, typed) else { return false };
    let reading = answers::read(&turn.forum, typed, None, turn.lang(), knowledge);
    let small_talk = matches!(reading.intent, Intent::Greeting | Intent::Thanks);
    let answered = !small_talk || doubt == Doubt::NoName;
    !reading.lost && reading.other.is_none() && answered && reading.intent != Intent::OutOfScope
}

/// The language of the question where that is clear and the event speaks it, else the person's.
fn language(turn: &Turn<'_>, reading: &Reading) -> Lang {
    let spoken = turn.forum.programme.languages.contains(&reading.lang);
    if reading.lang_clear && spoken { reading.lang } else { turn.lang() }
}

/// A text that nobody understands.
async fn lost(turn: &mut Turn<'_>, typed: &str, reading: &Reading, again: bool) -> anyhow::Result<()> {
    if registration::is_under_way(turn) {
        return registration::hear(turn).await;
    }
    let offer = turn.forum.schedule.takes_questions(turn.forum.programme, turn.forum.now);
    if offer {
        questions::remember(turn, typed);
    }
    turn.person.conversation.misunderstood = !again;
    answers::not_understood(turn, &reading.likely, language(turn, reading), offer, again);
    Ok(())
}
