//! What is typed while a question to the speakers is awaited. Most of it is one and is filed at once; but
//! small talk, what the programme answers, questions about asking and what concerns the person's own life
//! are not published without a press that says so.

use super::route::{answer_intent, repeat_current_step};
use super::text_input::is_report;
use crate::answers::{self, Intent, Interpretation, NluModel};
use crate::questions;
use crate::turn::Turn;

/// What a text is, typed while a question is awaited.
#[derive(Debug)]
pub enum AwaitedText {
    Question,
    /// Somebody needs help, or something in the hall does not work.
    Report(Intent),
    AboutHowToAsk,
    /// They do not want to ask after all.
    Cancel,
    /// About questions that were asked: to take one back, to read others'.
    AboutAskedQuestions,
    /// Understood for sure as something else, and answered.
    OtherIntent(Intent),
    /// About health, or the person's own life.
    PersonalMatter,
}

/// A reading less sure than this is doubtful: no reason not to file a question.
pub const MIN_CONFIDENCE: f32 = 0.85;
/// So many words make a sentence, which is rather meant for the speakers; shorter texts are about the forum itself.
const MIN_SENTENCE_WORDS: usize = 5;
/// So many words at most only announce a question.
const MAX_INTRO_WORDS: usize = 5;
/// A longer text says more than what was understood of it.
const MAX_INTENT_WORDS: usize = 14;

/// What a text is, as it was understood.
pub fn classify(typed: &str, reading: &Interpretation) -> AwaitedText {
    if is_report(reading) {
        return AwaitedText::Report(reading.intent.clone());
    }
    if questions::is_cancel_request(typed) {
        return AwaitedText::Cancel;
    }
    if questions::is_about_existing_questions(typed) {
        return AwaitedText::AboutAskedQuestions;
    }
    if questions::is_about_asking(typed) {
        return AwaitedText::AboutHowToAsk;
    }
    let words = typed.split_whitespace().count();
    let is_sure = words <= MAX_INTENT_WORDS
        && !reading.not_understood
        && reading.alternative.is_none()
        && reading.confidence >= MIN_CONFIDENCE;
    match &reading.intent {
        Intent::AskQuestion if is_sure && is_question_intro(typed, words) => AwaitedText::AboutHowToAsk,
        intent if is_sure && !is_for_speakers(intent, words) => AwaitedText::OtherIntent(intent.clone()),
        _ if questions::is_about_own_life(typed) => AwaitedText::PersonalMatter,
        _ => AwaitedText::Question,
    }
}

pub fn is_sentence(typed: &str) -> bool {
    typed.split_whitespace().count() >= MIN_SENTENCE_WORDS
}

/// Whether a text only says that one wants to ask: "je voudrais poser une question". What is longer, or
/// has a colon ("Ma question : qui paie ?"), is the question itself.
fn is_question_intro(typed: &str, words: usize) -> bool {
    words <= MAX_INTRO_WORDS && !typed.contains(':')
}

/// "Ce n'est pas une question. Je veux inscrire mon mari": what follows the denial, where no question is awaited.
pub fn strip_denial<'t>(turn: &Turn<'_>, typed: &'t str) -> &'t str {
    if questions::awaits_question(&turn.person) {
        return typed;
    }
    match typed.split_once(['.', '!', '\n']) {
        Some((denial, rest))
            if questions::is_cancel_request(denial) && rest.contains(char::is_alphanumeric) =>
        {
            rest.trim()
        }
        _ => typed,
    }
}

/// Whether a text says more than that one wants to ask: what follows may be the question.
pub fn has_more_than_intro(typed: &str) -> bool {
    !is_question_intro(typed, typed.split_whitespace().count().saturating_sub(2))
}

/// Whether a text of this meaning is put to the speakers where a question is awaited.
fn is_for_speakers(intent: &Intent, words: usize) -> bool {
    match intent {
        Intent::SessionAbout(_)
        | Intent::Topic(_)
        | Intent::EventAbout
        | Intent::Organiser
        | Intent::AskQuestion
        | Intent::Unanswerable
        | Intent::OutOfScope => true,
        Intent::Register | Intent::RegistrationDeadline | Intent::Contact => words >= MIN_SENTENCE_WORDS,
        _ => false,
    }
}

/// Files what was typed, or answers it and offers to send it all the same.
pub async fn handle_awaited_text(
    turn: &mut Turn<'_>,
    typed: &str,
    kind: &AwaitedText,
    knowledge: &NluModel,
) -> anyhow::Result<()> {
    let lang = turn.lang();
    match kind {
        AwaitedText::Question => questions::handle_text(turn, typed).await?,
        AwaitedText::AboutHowToAsk => questions::explain_asking(turn, Some(typed)).await?,
        AwaitedText::Cancel => return questions::cancel_asking(turn).await,
        AwaitedText::AboutAskedQuestions => {
            questions::stop_awaiting_text(turn);
            if !questions::hear_about_own(turn, typed).await? {
                questions::show_own_questions(turn).await?;
            }
        }
        AwaitedText::PersonalMatter => {
            questions::confirm_publication(turn, typed);
            return Ok(());
        }
        AwaitedText::Report(intent) => {
            answers::respond_to_incident(turn, typed, intent, lang).await?;
            questions::offer_to_send_anyway(turn, typed);
            return Ok(());
        }
        AwaitedText::OtherIntent(intent) => {
            answer_intent(turn, intent, lang, knowledge).await?;
            questions::offer_to_send_anyway(turn, typed);
            return Ok(());
        }
    }
    repeat_current_step(turn);
    Ok(())
}
