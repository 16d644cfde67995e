//! Askers' buttons.

use super::super::awaited_text::await_text;
use super::super::model::{Action, State};
use super::super::payload::{AskPayload, OwnPayload};
use super::super::private_cases;
use super::super::rules::screening::is_about_own_life;
use super::super::store::questions;
use super::{confirmation, own_questions, rule, submit, view};
use crate::conversation::TextPurpose;
use crate::ids::{MessageId, QuestionNumber};
use crate::text::parse_display_name;
use crate::turn::{Turn, TurnResult};

/// Handles an asker's button; false where the button names a question that is not the person's own.
pub(crate) async fn press(turn: &mut Turn<'_>, payload: AskPayload) -> TurnResult<bool> {
    match payload {
        AskPayload::New => submit::prompt_for_question(turn).await?,
        AskPayload::Cancel => submit::cancel(turn).await?,
        AskPayload::ListOwn => own_questions::show_own_questions(turn).await?,
        AskPayload::DropOffer(id) => {
            turn.person.conversation.take_offered_question(Some(id));
            submit::cancel(turn).await?;
        }
        AskPayload::SendOffer(id) => send_offer(turn, id, true).await?,
        AskPayload::PublishOffer(id) => send_offer(turn, Some(id), false).await?,
        AskPayload::Rule => rule::show(turn).await?,
        AskPayload::SendAgain => submit::submit_refused(turn).await?,
        AskPayload::AcceptVoice => submit::accept_voice_warning(turn).await?,
        AskPayload::WriteToAuthor(number) => private_cases::await_counsellor_message(turn, number).await?,
        AskPayload::Own(number, own) => return press_own(turn, number, own).await,
    }
    Ok(true)
}

/// Submits an offered text. With `confirm`, a text about the author's own life needs one more press.
async fn send_offer(turn: &mut Turn<'_>, id: Option<MessageId>, confirm: bool) -> TurnResult<()> {
    match turn.person.conversation.take_offered_question(id) {
        Some(text) if confirm && is_about_own_life(&text) => {
            confirmation::confirm_publication_with_id(turn, id.unwrap_or_default(), &text);
        }
        Some(text) => submit::submit_text(turn, &text).await?,
        None => turn.toast(turn.texts().label("button-stale")),
    }
    Ok(())
}

async fn press_own(turn: &mut Turn<'_>, number: QuestionNumber, payload: OwnPayload) -> TurnResult<bool> {
    let question = questions::load(turn.conn, number).await?;
    let Some(question) = question.filter(|question| question.person == turn.person.id) else {
        return Ok(false);
    };
    match payload {
        OwnPayload::Show => own_questions::show_own_question(turn, &question).await?,
        OwnPayload::ThemeMenu => {
            let message = view::theme_menu(turn, &question);
            turn.edit_or_reply(message);
        }
        OwnPayload::SetTheme(index) => {
            let theme = index.and_then(|index| turn.event.programme.themes.get(index));
            let theme = theme.map_or(String::new(), |theme| theme.id.clone());
            own_questions::change(turn, number, Action::SetTheme(theme)).await?;
        }
        OwnPayload::NotSimilar => {
            let needs_review = question.state == State::PendingReview;
            let message = view::acknowledgement(turn, number, needs_review, &[]);
            turn.edit_or_reply(message);
        }
        OwnPayload::VoteInstead(other) => own_questions::vote_instead(turn, &question, other).await?,
        OwnPayload::Edit if question.is_editable() => {
            await_text(turn, TextPurpose::Edit(number));
            let message = view::edit_prompt(turn, &question);
            turn.reply(message);
        }
        OwnPayload::ConfirmEdit(id) => match turn.person.conversation.take_offered_question(Some(id)) {
            Some(text) => own_questions::confirm_edit(turn, number, &text).await?,
            None => turn.toast(turn.texts().label("button-stale")),
        },
        OwnPayload::Edit => turn.toast(turn.texts().label("question-taken-up")),
        OwnPayload::WithdrawMenu => {
            let message = view::withdrawal_confirmation(turn, &question);
            turn.edit_or_reply(message);
        }
        OwnPayload::Withdraw => own_questions::withdraw(turn, number).await?,
        OwnPayload::ShowName(show) => {
            let sender = turn.incoming.from.as_ref().filter(|_| show);
            let name = sender.map(|sender| parse_display_name(&sender.first_name));
            own_questions::change(turn, number, Action::SetDisplayName(name.unwrap_or_default())).await?;
        }
        OwnPayload::HandOver => private_cases::hand_over(turn, &question).await?,
        OwnPayload::WriteToCounsellors => private_cases::await_author_message(turn, &question),
    }
    Ok(true)
}
