//! Moderators' commands, and a question's number typed in words.

use super::super::awaited_text::stop_awaiting_text;
use super::super::model::{Action, Question, QuestionText, Source, State};
use super::super::payload::{CardMenu, QueuePayload};
use super::super::print::send_print_files;
use super::super::service::actions::{actor, apply_action};
use super::super::store::{merges, questions, screen};
use super::authorization::authorize_moderator;
use super::{cards, lists, panel, settings_menu, text_input};
use crate::args;
use crate::chat::{Button, Input, Message};
use crate::commands::ModeratorCommand;
use crate::i18n::escape_html;
use crate::ids::QuestionNumber;
use crate::keywords::is_keyword;
use crate::turn::{Turn, TurnResult};

/// Runs a moderator's command; `rest` is the text after it.
pub async fn handle_command(turn: &mut Turn<'_>, command: ModeratorCommand, rest: &str) -> TurnResult<()> {
    if !authorize_moderator(turn).await? {
        return Ok(());
    }
    stop_awaiting_text(turn);
    let rest = rest.trim();
    match command {
        ModeratorCommand::Panel if rest.is_empty() => panel::post_panel(turn).await,
        ModeratorCommand::Panel => match parse_number(rest, true) {
            Some(number) => open_card(turn, number).await,
            None => {
                reply_number_unclear(turn);
                Ok(())
            }
        },
        ModeratorCommand::TakeNext if rest.is_empty() => cards::claim_next_question(turn, &[]).await,
        ModeratorCommand::TakeNext => match parse_number(rest, true) {
            Some(number) => claim(turn, number).await,
            None => {
                reply_number_unclear(turn);
                Ok(())
            }
        },
        ModeratorCommand::Review => lists::review_next(turn, QuestionNumber::NONE).await,
        ModeratorCommand::Answered => mark_answered(turn, rest).await,
        ModeratorCommand::FromAudience => add_or_prompt(turn, Source::FromAudience, rest).await,
        ModeratorCommand::Combined => add_or_prompt(turn, Source::Combined, rest).await,
        ModeratorCommand::Journal => lists::show_journal(turn, None).await,
        ModeratorCommand::Summary => lists::show_summary(turn).await,
        ModeratorCommand::Settings => settings_menu::show_settings(turn, false).await,
        ModeratorCommand::Print => send_print_files(turn).await,
    }
}

/// Opens the card of a question that a moderator names by its number outside of any conversation; false for any
/// other text or person.
pub async fn handle_number_text(turn: &mut Turn<'_>, text: &str) -> TurnResult<bool> {
    let Some(number) = parse_number(text, false) else { return Ok(false) };
    if !turn.can_moderate().await? {
        return Ok(false);
    }
    turn.use_staff_urgency();
    open_card(turn, number).await?;
    Ok(true)
}

/// Whether a text is a question's number, with a word or sign that says so: "question 4", "n° 4".
pub fn is_question_number(text: &str) -> bool {
    parse_number(text, false).is_some()
}

/// The number in `n° 4` or `la question 4`, and in `4` where a bare number is accepted.
fn parse_number(typed: &str, accepts_bare: bool) -> Option<QuestionNumber> {
    let typed = typed.trim().trim_end_matches(['.', '!', '?']).trim_end();
    let last_other = typed.char_indices().rev().find(|(_, c)| !c.is_ascii_digit());
    let (before, digits) = typed.split_at(last_other.map_or(0, |(at, c)| at + c.len_utf8()));
    let number = digits.parse().ok().filter(|number| *number > QuestionNumber::NONE)?;
    let before = before.trim();
    let is_named = before == "#" || is_keyword("words-question-number", before);
    (is_named || (accepts_bare && before.is_empty())).then_some(number)
}

fn reply_number_unclear(turn: &mut Turn<'_>) {
    let html = turn.texts().html("queue-number-unclear", args!(open = "/file 4", take = "/suivante 4"));
    turn.reply(Message::new(html).without_sound());
}

/// Marks the named question as answered, else the one on the screen, else the only one that the moderator claims.
async fn mark_answered(turn: &mut Turn<'_>, rest: &str) -> TurnResult<()> {
    let number = match parse_number(rest, true) {
        Some(number) => number,
        None if rest.is_empty() => match current_question(turn).await? {
            Some(number) => number,
            None => {
                let html = turn.texts().html("queue-none-on-screen", args!(command = "/repondue 4"));
                turn.reply(Message::new(html).without_sound());
                return Ok(());
            }
        },
        None => {
            reply_number_unclear(turn);
            return Ok(());
        }
    };
    cards::perform_action(turn, number, Action::MarkAnswered).await
}

async fn current_question(turn: &mut Turn<'_>) -> TurnResult<Option<QuestionNumber>> {
    if let Some(number) = screen::current(turn.conn).await? {
        return Ok(Some(number));
    }
    let claimed = questions::claimed_by(turn.conn, turn.person.id).await?;
    Ok(if let [only] = claimed.as_slice() { Some(only.number) } else { None })
}

async fn add_or_prompt(turn: &mut Turn<'_>, source: Source, rest: &str) -> TurnResult<()> {
    match QuestionText::parse(rest) {
        Ok(text) => text_input::add_question(turn, source, &text).await,
        Err(_) => text_input::prompt_for_question(turn, source).await,
    }
}

/// Sends the card of a question by its number.
async fn open_card(turn: &mut Turn<'_>, number: QuestionNumber) -> TurnResult<()> {
    if let Some(question) = questions::load(turn.conn, number).await? {
        return cards::send_card(turn, &question).await;
    }
    match turn.incoming.input {
        Input::Press { .. } => turn.toast(turn.texts().label("queue-unknown")),
        _ => {
            let html = turn.texts().html("queue-not-there", args!(number = number));
            turn.reply(Message::new(html).without_sound());
        }
    }
    Ok(())
}

/// Claims a question by its number, or says why that is not possible.
async fn claim(turn: &mut Turn<'_>, number: QuestionNumber) -> TurnResult<()> {
    let Some(question) = questions::load(turn.conn, number).await? else {
        return open_card(turn, number).await;
    };
    let is_on_screen = screen::current(turn.conn).await? == Some(number);
    match question.state {
        State::Queued | State::Deferred => {
            let action = cards::claim_action(turn).await?;
            let moderator = actor(turn);
            match apply_action(turn.conn, number, &action, moderator).await? {
                Ok(applied) => cards::show_result(turn, &applied).await,
                Err(_) => explain_not_claimable(turn, &question).await,
            }
        }
        State::Claimed if question.claimed_by == turn.person.id || is_on_screen => {
            cards::send_card(turn, &question).await
        }
        State::Claimed => cards::perform_action(turn, number, Action::Claim).await,
        _ => explain_not_claimable(turn, &question).await,
    }
}

/// Says why a question cannot be claimed, with a button to the card where something else can be done.
async fn explain_not_claimable(turn: &mut Turn<'_>, question: &Question) -> TurnResult<()> {
    let t = turn.texts();
    let number = question.number;
    let root = merges::of_child(turn.conn, number).await?.map(|merge| merge.root);
    let (html, card) = match question.state {
        State::Withdrawn => (t.html("queue-is-withdrawn", args!(number = number)), None),
        State::Answered => (t.html("queue-is-answered", args!(number = number)), None),
        State::PendingReview => (t.html("queue-is-pending", args!(number = number)), Some(number)),
        State::Rejected => (t.html("queue-is-aside", args!(number = number)), Some(number)),
        State::PrivateCase => (t.html("queue-is-personal", args!(number = number)), None),
        State::Merged => {
            let head = root.unwrap_or_default();
            (t.html("queue-is-joined", args!(number = number, head = head)), root)
        }
        State::Queued | State::Deferred | State::Claimed => {
            let text = cards::conflict_text(turn, number).await?;
            (escape_html(&text).into_owned(), None)
        }
    };
    let mut message = Message::new(html);
    if let Some(card) = card {
        let label = t.plain("queue-open-card", args!(number = card));
        let open = QueuePayload::Open(card, CardMenu::NewCard);
        message = message.with_inline_keyboard(vec![vec![Button::new(label, open)]]);
    }
    turn.reply(message.without_sound());
    Ok(())
}
