//! What a text, a command or a press leads to. Every press is authorised again.

use super::super::context::AnswerContext;
use super::super::model::{Intent, MAX_TEXT_CHARS};
use super::super::nlu::{NluModel, SAME_QUESTION_SIMILARITY, Wording};
use super::super::payload::AnswerPayload;
use super::model::{TextState, UnclearGroup};
use super::{grouping, masking, store, view};
use crate::chat::{Input, Message};
use crate::conversation::Activity;
use crate::ids::OrganiserQuestionNumber;
use crate::people::Role;
use crate::turn::{Turn, TurnResult};

/// Open texts that are grouped, the most frequent ones: comparing more takes too long.
const TEXTS_GROUPED: i64 = 400;
/// Texts with a meaning that a text is compared with, newest first.
const MEANINGS_COMPARED: i64 = 400;

/// Counts a text that was not understood; `likely` are its most likely intents. The caller has checked that the event
/// file asks for it, and that the text may be stored.
pub async fn record_not_understood(turn: &mut Turn<'_>, typed: &str, likely: &[Intent]) -> TurnResult<()> {
    let text = masking::mask(typed);
    if text.is_empty() {
        return Ok(());
    }
    // small talk and what is beside the event are no guess that helps an organiser
    let guess = likely.iter().find(|intent| AnswerPayload::from_intent(intent).is_some());
    let likely_intent = guess.map(Intent::name).unwrap_or_default();
    let (lang, now) = (turn.lang(), turn.event.now);
    store::count(turn.conn, &text, lang, &likely_intent, now).await?;
    Ok(())
}

/// What an organiser said that a text like this one means.
pub async fn find_meaning(
    turn: &mut Turn<'_>,
    typed: &str,
    nlu_model: &NluModel,
) -> TurnResult<Option<AnswerPayload>> {
    let meanings = store::meanings(turn.conn, MEANINGS_COMPARED).await?;
    if meanings.is_empty() {
        return Ok(None);
    }
    let masked = masking::mask(typed);
    let wording = Wording::new(&masked, nlu_model);
    let similarity = |text: &str| {
        // a text without words that carry meaning is like no other, but like itself
        if text == masked { 1.0 } else { wording.similarity_to(&Wording::new(text, nlu_model)) }
    };
    let best = meanings
        .iter()
        .map(|(text, meaning)| (similarity(text), meaning))
        .filter(|(similarity, _)| *similarity >= SAME_QUESTION_SIMILARITY)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    Ok(best.and_then(|(_, meaning)| meaning.parse().ok()))
}

/// Shows an organiser what was not understood.
pub async fn show_not_understood(turn: &mut Turn<'_>, page: usize, nlu_model: &NluModel) -> TurnResult<()> {
    if !check_organiser(turn).await? {
        return Ok(());
    }
    let counts = store::count_by_intent(turn.conn).await?;
    let groups = load_groups(turn, nlu_model).await?;
    let message = view::overview(&context(turn), &counts, &groups, page);
    turn.edit_or_reply(message);
    Ok(())
}

/// Shows the texts of a group and what they may mean; `likely` gives the likely intents of a text.
pub async fn open_group(
    turn: &mut Turn<'_>,
    number: OrganiserQuestionNumber,
    nlu_model: &NluModel,
    likely: &(dyn Fn(&str) -> Vec<Intent> + Sync),
) -> TurnResult<()> {
    if let Some(group) = authorised_group(turn, number, nlu_model).await? {
        let message = view::group_card(&context(turn), &group, &likely(&group.leader.text));
        turn.edit_or_reply(message);
    }
    Ok(())
}

/// An organiser says what the texts of a group mean.
pub async fn set_meaning(
    turn: &mut Turn<'_>,
    number: OrganiserQuestionNumber,
    meaning: &AnswerPayload,
    nlu_model: &NluModel,
) -> TurnResult<()> {
    if let Some(group) = authorised_group(turn, number, nlu_model).await?
        && settle(turn, &group, TextState::Understood, &meaning.to_string()).await?
    {
        let message = view::learned(&context(turn), meaning);
        turn.edit_or_reply(message);
    }
    Ok(())
}

/// An organiser leaves a group aside.
pub async fn set_aside(
    turn: &mut Turn<'_>,
    number: OrganiserQuestionNumber,
    nlu_model: &NluModel,
) -> TurnResult<()> {
    if let Some(group) = authorised_group(turn, number, nlu_model).await?
        && settle(turn, &group, TextState::Aside, "").await?
    {
        let message = view::left_aside(&context(turn));
        turn.edit_or_reply(message);
    }
    Ok(())
}

/// An organiser begins to write an answer for a group: the next text is the answer.
pub async fn start_writing(
    turn: &mut Turn<'_>,
    number: OrganiserQuestionNumber,
    nlu_model: &NluModel,
) -> TurnResult<()> {
    if let Some(group) = authorised_group(turn, number, nlu_model).await? {
        turn.person.conversation.begin(Activity::AnsweringNotUnderstood { question: number });
        let message = view::answer_prompt(&context(turn), &group.leader.text, number);
        turn.reply(message);
    }
    Ok(())
}

/// Whether the person's next text is an answer for a group.
pub fn is_writing(turn: &Turn<'_>) -> bool {
    matches!(turn.person.conversation.current(), Some(Activity::AnsweringNotUnderstood { .. }))
}

/// Saves the text of an organiser as the answer to a group's texts, for everybody.
pub async fn save_written_answer(turn: &mut Turn<'_>, typed: &str, nlu_model: &NluModel) -> TurnResult<()> {
    let Some(&Activity::AnsweringNotUnderstood { question }) = turn.person.conversation.current() else {
        return Ok(());
    };
    turn.person.conversation.end(|activity| matches!(activity, Activity::AnsweringNotUnderstood { .. }));
    let Some(group) = authorised_group(turn, question, nlu_model).await? else { return Ok(()) };
    let answer: String = typed.trim().chars().take(MAX_TEXT_CHARS).collect();
    if !settle(turn, &group, TextState::Answered, "").await? {
        return Ok(());
    }
    let (organiser, now) = (turn.person.id, turn.event.now);
    store::insert_written_answer(turn.conn, &group.leader, organiser, &answer, now).await?;
    let message = view::answer_saved(&context(turn));
    turn.reply(message);
    Ok(())
}

/// The open group with this text, for an organiser. Others, and an organiser who comes too late, are told so.
async fn authorised_group(
    turn: &mut Turn<'_>,
    number: OrganiserQuestionNumber,
    nlu_model: &NluModel,
) -> TurnResult<Option<UnclearGroup>> {
    if !check_organiser(turn).await? {
        return Ok(None);
    }
    let groups = load_groups(turn, nlu_model).await?;
    let group = groups.into_iter().find(|group| group.texts().any(|text| text.number == number));
    if group.is_none() {
        say_settled(turn);
    }
    Ok(group)
}

async fn load_groups(turn: &mut Turn<'_>, nlu_model: &NluModel) -> TurnResult<Vec<UnclearGroup>> {
    Ok(grouping::group(store::open_texts(turn.conn, TEXTS_GROUPED).await?, nlu_model))
}

/// Settles the texts of a group; false, and says so, if another organiser was first.
async fn settle(
    turn: &mut Turn<'_>,
    group: &UnclearGroup,
    state: TextState,
    meaning: &str,
) -> TurnResult<bool> {
    if !store::settle(turn.conn, group.leader.number, state, meaning).await? {
        say_settled(turn);
        return Ok(false);
    }
    for text in &group.others {
        store::settle(turn.conn, text.number, state, meaning).await?;
    }
    Ok(true)
}

fn say_settled(turn: &mut Turn<'_>) {
    turn.toast(turn.texts().label("unclear-done-already"));
}

/// Whether the person is an organiser; says so if not.
async fn check_organiser(turn: &mut Turn<'_>) -> TurnResult<bool> {
    let is_organiser = turn.has_role(Role::Organiser).await?;
    if !is_organiser {
        let text = turn.texts().label("unclear-not-yours");
        match turn.incoming.input {
            Input::Press { .. } => turn.alert(text),
            _ => turn.reply(Message::new(text)),
        }
    }
    Ok(is_organiser)
}

fn context<'t>(turn: &Turn<'t>) -> AnswerContext<'t> {
    AnswerContext { event: turn.event, lang: turn.lang() }
}
