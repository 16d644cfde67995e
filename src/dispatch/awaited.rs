//! What is typed while a question to the speakers is awaited. Most of it is one and is filed at once; but
//! small talk, what the programme answers, questions about asking and what concerns the person's own life
//! are not published without a press that says so.

use super::route::{answer, ask_step_again};
use crate::answers::{self, Intent, Knowledge, Reading};
use crate::i18n::Lang;
use crate::questions;
use crate::turn::{Forum, Turn};

/// What a text is, typed while a question is awaited.
enum Kind {
    Question,
    AboutAsking,
    /// Understood for sure as something else, and answered.
    Other(Box<Reading>),
    /// About health, or the person's own life.
    OwnLife,
}

/// A reading less sure than this is doubtful: no reason not to file a question.
pub const SURE: f32 = 0.85;
/// From so many words on, what could be about the forum is rather meant for the speakers.
const SENTENCE: usize = 5;
/// So many words at most only announce a question.
const BARE: usize = 5;
/// A longer text says more than what was understood of it.
const LONGEST: usize = 14;

/// Whether a text is filed as a question at once.
pub fn is_question(forum: &Forum<'_>, typed: &str, usual: Lang, knowledge: &Knowledge) -> bool {
    matches!(kind(forum, typed, usual, knowledge), Kind::Question)
}

fn kind(forum: &Forum<'_>, typed: &str, usual: Lang, knowledge: &Knowledge) -> Kind {
    if questions::is_about_asking(typed) {
        return Kind::AboutAsking;
    }
    let words = typed.split_whitespace().count();
    let reading = (words <= LONGEST).then(|| answers::read(forum, typed, None, usual, knowledge));
    let sure = reading.filter(|it| !it.lost && it.other.is_none() && it.confidence >= SURE);
    match sure {
        Some(reading) if reading.intent == Intent::Question && is_bare(typed, words) => Kind::AboutAsking,
        Some(reading) if !is_for_the_speakers(&reading.intent, words) => Kind::Other(Box::new(reading)),
        _ if questions::is_own_life(typed) => Kind::OwnLife,
        _ => Kind::Question,
    }
}

/// Whether a text only says that one wants to ask: "je voudrais poser une question". What is longer, or
/// has a colon ("Ma question : qui paie ?"), is the question itself.
fn is_bare(typed: &str, words: usize) -> bool {
    words <= BARE && !typed.contains(':')
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
pub async fn hear(turn: &mut Turn<'_>, typed: &str, knowledge: &Knowledge) -> anyhow::Result<()> {
    match kind(&turn.forum, typed, turn.lang(), knowledge) {
        Kind::Question => questions::hear(turn, typed).await?,
        Kind::AboutAsking => questions::explain(turn, Some(typed)).await?,
        Kind::OwnLife => {
            questions::ask_to_publish(turn, typed);
            return Ok(());
        }
        Kind::Other(reading) => {
            let lang = turn.lang();
            answer(turn, &reading.intent, lang, knowledge).await?;
            questions::offer_all_the_same(turn, typed);
            return Ok(());
        }
    }
    ask_step_again(turn);
    Ok(())
}
