//! What is typed while a question to the speakers is awaited. Most of it is one and is filed at once; but
//! small talk, what the programme answers, questions about asking and what concerns the person's own life
//! are not published without a press that says so.

use super::hear::is_report;
use super::route::{answer, ask_step_again};
use crate::answers::{self, Intent, Knowledge, Reading};
use crate::questions;
use crate::turn::Turn;

/// What a text is, typed while a question is awaited.
#[derive(Debug)]
pub enum Kind {
    Question,
    /// Somebody needs help, or something in the hall does not work.
    Report(Intent),
    AboutAsking,
    /// They do not want to ask after all.
    Leave,
    /// About questions that were asked: to take one back, to read others'.
    AboutAsked,
    /// Understood for sure as something else, and answered.
    Other(Intent),
    /// About health, or the person's own life.
    OwnLife,
}

/// A reading less sure than this is doubtful: no reason not to file a question.
pub const SURE: f32 = 0.85;
/// So many words make a sentence, which is rather meant for the speakers; shorter texts are about the forum itself.
const SENTENCE: usize = 5;
/// So many words at most only announce a question.
const BARE: usize = 5;
/// A longer text says more than what was understood of it.
const LONGEST: usize = 14;

/// What a text is, as it was understood.
pub fn kind(typed: &str, reading: &Reading) -> Kind {
    if is_report(reading) {
        return Kind::Report(reading.intent.clone());
    }
    if questions::is_no_question(typed) {
        return Kind::Leave;
    }
    if questions::is_about_asked(typed) {
        return Kind::AboutAsked;
    }
    if questions::is_about_asking(typed) {
        return Kind::AboutAsking;
    }
    let words = typed.split_whitespace().count();
    let is_sure = words <= LONGEST && !reading.lost && reading.other.is_none() && reading.confidence >= SURE;
    match &reading.intent {
        Intent::Question if is_sure && is_bare(typed, words) => Kind::AboutAsking,
        intent if is_sure && !is_for_the_speakers(intent, words) => Kind::Other(intent.clone()),
        _ if questions::is_own_life(typed) => Kind::OwnLife,
        _ => Kind::Question,
    }
}

pub fn is_sentence(typed: &str) -> bool {
    typed.split_whitespace().count() >= SENTENCE
}

/// Whether a text only says that one wants to ask: "je voudrais poser une question". What is longer, or
/// has a colon ("Ma question : qui paie ?"), is the question itself.
fn is_bare(typed: &str, words: usize) -> bool {
    words <= BARE && !typed.contains(':')
}

/// "Ce n'est pas une question. Je veux inscrire mon mari": what follows the denial, where no question is awaited.
pub fn behind_denial<'t>(turn: &Turn<'_>, typed: &'t str) -> &'t str {
    if questions::awaits_question(&turn.person) {
        return typed;
    }
    match typed.split_once(['.', '!', '\n']) {
        Some((denial, rest)) if questions::is_no_question(denial) && rest.contains(char::is_alphanumeric) => {
            rest.trim()
        }
        _ => typed,
    }
}

/// Whether a text says more than that one wants to ask: what follows may be the question.
pub fn says_more(typed: &str) -> bool {
    !is_bare(typed, typed.split_whitespace().count().saturating_sub(2))
}

/// Whether a text of this meaning is put to the speakers where a question is awaited.
fn is_for_the_speakers(intent: &Intent, words: usize) -> bool {
    match intent {
        Intent::SessionAbout(_)
        | Intent::Topic(_)
        | Intent::EventAbout
        | Intent::Organiser
        | Intent::Question
        | Intent::Unknown
        | Intent::OutOfScope => true,
        Intent::Registration | Intent::RegistrationDeadline | Intent::Contact => words >= SENTENCE,
        _ => false,
    }
}

/// Files what was typed, or answers it and offers to send it all the same.
pub async fn hear(
    turn: &mut Turn<'_>,
    typed: &str,
    kind: &Kind,
    knowledge: &Knowledge,
) -> anyhow::Result<()> {
    let lang = turn.lang();
    match kind {
        Kind::Question => questions::hear(turn, typed).await?,
        Kind::AboutAsking => questions::explain(turn, Some(typed)).await?,
        Kind::Leave => return questions::leave(turn).await,
        Kind::AboutAsked => {
            questions::resume(turn);
            if !questions::hear_about_own(turn, typed).await? {
                questions::mine(turn).await?;
            }
        }
        Kind::OwnLife => {
            questions::ask_to_publish(turn, typed);
            return Ok(());
        }
        Kind::Report(intent) => {
            answers::report(turn, typed, intent, lang).await?;
            questions::offer_all_the_same(turn, typed);
            return Ok(());
        }
        Kind::Other(intent) => {
            answer(turn, intent, lang, knowledge).await?;
            questions::offer_all_the_same(turn, typed);
            return Ok(());
        }
    }
    ask_step_again(turn);
    Ok(())
}
