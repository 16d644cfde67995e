//! Moderators' buttons.

use super::super::awaited_text::stop_awaiting_text;
use super::super::model::{Action, Question};
use super::super::notify::notify_of_action;
use super::super::payload::{CardMenu, QueueAction, QueuePayload};
use super::super::print::send_print_files;
use super::super::service::actions::{actor, set_author_muted};
use super::super::service::undo::undo;
use super::super::store::questions;
use super::authorization::authorize_moderator;
use super::{cards, lists, menus, merging, panel, settings_menu, text_input, view};
use crate::ids::QuestionNumber;
use crate::turn::{Turn, TurnResult};

/// Handles a moderator's button; false where the button leads nowhere any more.
pub(crate) async fn press(turn: &mut Turn<'_>, payload: QueuePayload) -> TurnResult<bool> {
    if !authorize_moderator(turn).await? {
        return Ok(true);
    }
    stop_awaiting_text(turn);
    match payload {
        QueuePayload::Next(preferred) => cards::claim_next_question(turn, &preferred).await?,
        QueuePayload::Panel => panel::post_panel(turn).await?,
        QueuePayload::Review(after) => lists::review_next(turn, after).await?,
        QueuePayload::OpenList(list, position) => lists::show_list(turn, list, position).await?,
        QueuePayload::ListPage(list, position) => lists::turn_page(turn, list, position).await?,
        QueuePayload::Settings => settings_menu::show_settings(turn, false).await?,
        QueuePayload::BackToSettings => settings_menu::show_settings(turn, true).await?,
        QueuePayload::MoreSettings => settings_menu::show_more_settings(turn).await?,
        QueuePayload::Set(change) => settings_menu::change_setting(turn, change).await?,
        QueuePayload::Print => send_print_files(turn).await?,
        QueuePayload::Journal(before) => lists::show_journal(turn, before).await?,
        QueuePayload::Summary => lists::show_summary(turn).await?,
        QueuePayload::Add(source) => text_input::prompt_for_question(turn, source).await?,
        QueuePayload::Undo(entry) => undo_entry(turn, entry).await?,
        QueuePayload::Act(number, action) => {
            if load_or_toast(turn, number).await?.is_some() {
                let action = to_action(turn, action);
                cards::perform_action(turn, number, action).await?;
            }
        }
        QueuePayload::Open(number, menu) => {
            if let Some(question) = load_or_toast(turn, number).await? {
                return open_menu(turn, &question, menu).await;
            }
        }
    }
    Ok(true)
}

/// Handles button data that is no payload: forged, or from another version. Where it names a question, the answer
/// is about the question; false for an unknown button.
pub(crate) async fn press_unknown(turn: &mut Turn<'_>, data: &str) -> TurnResult<bool> {
    let mut parts = data.split(':');
    if parts.next().is_none_or(str::is_empty) {
        return Ok(false);
    }
    if !authorize_moderator(turn).await? {
        return Ok(true);
    }
    stop_awaiting_text(turn);
    let Some(number) = parts.next().and_then(|number| number.parse().ok()) else { return Ok(false) };
    match load_or_toast(turn, number).await? {
        None => Ok(true),
        Some(question) if question.is_confidential() => {
            cards::replace_card(turn, &question).await?;
            Ok(true)
        }
        Some(_) => Ok(false),
    }
}

/// A question without the words that only its author may read; `None` after a toast that there is no such
/// question.
async fn load_or_toast(turn: &mut Turn<'_>, number: QuestionNumber) -> TurnResult<Option<Question>> {
    let question = questions::load(turn.conn, number).await?;
    if question.is_none() {
        turn.toast(turn.texts().label("queue-unknown"));
    }
    Ok(question.map(|question| question.redacted()))
}

fn to_action(turn: &Turn<'_>, action: QueueAction) -> Action {
    match action {
        QueueAction::Approve => Action::Approve,
        QueueAction::Claim => Action::Claim,
        QueueAction::RenewClaim => Action::RenewClaim,
        QueueAction::ShowOnScreen => Action::ShowOnScreen,
        QueueAction::MarkAnswered => Action::MarkAnswered,
        QueueAction::Requeue => Action::Requeue,
        QueueAction::Defer => Action::Defer,
        QueueAction::Reject(reason) => Action::Reject(reason),
        QueueAction::MarkPrivateCase => Action::MarkPrivateCase,
        QueueAction::Star(on) => Action::Star(on),
        QueueAction::AssignSpeaker(index) => {
            let speakers = &turn.event.programme.round_table.speakers;
            let speaker = index.and_then(|index| speakers.get(index));
            Action::AssignSpeaker(
                speaker.map_or(String::new(), |speaker| speaker.get(turn.lang()).to_owned()),
            )
        }
    }
}

/// Opens something about a redacted question; false where there is nothing to open.
async fn open_menu(turn: &mut Turn<'_>, question: &Question, menu: CardMenu) -> TurnResult<bool> {
    let number = question.number;
    let is_for_open_questions = matches!(
        menu,
        CardMenu::RejectionReasons | CardMenu::PrivateCase | CardMenu::MergeInto(0) | CardMenu::Speakers
    );
    if question.is_confidential() && menu != CardMenu::NewCard {
        cards::replace_card(turn, question).await?;
        return Ok(true);
    }
    if is_for_open_questions && question.state.is_closed() {
        let text = cards::conflict_text(turn, number).await?;
        turn.toast(text);
        return Ok(true);
    }
    match menu {
        CardMenu::NewCard => cards::send_card(turn, question).await?,
        CardMenu::Card => cards::replace_card(turn, question).await?,
        CardMenu::MoreActions => turn.edit_or_reply(menus::more_actions(turn, question).without_sound()),
        CardMenu::RejectionReasons => {
            turn.edit_or_reply(menus::rejection_reasons(turn, question).without_sound());
        }
        CardMenu::PrivateCase => {
            turn.edit_or_reply(menus::private_case_confirmation(turn, question).without_sound());
        }
        CardMenu::Speakers => turn.edit_or_reply(menus::speakers(turn, question).without_sound()),
        CardMenu::MergeInto(position) => merging::show_candidates(turn, question, position, false).await?,
        CardMenu::Absorb(position) => merging::show_candidates(turn, question, position, true).await?,
        CardMenu::Merge(root) => merging::merge_into(turn, number, root).await?,
        CardMenu::Merged(position) => merging::show_merged(turn, question, position).await?,
        CardMenu::Unmerge => merging::take_out(turn, number).await?,
        CardMenu::MuteAuthor(mute) => mute_author(turn, number, mute).await?,
        CardMenu::Voice if question.voice_file.is_empty() => return Ok(false),
        CardMenu::Voice => {
            let caption = view::voice_caption(turn, question);
            turn.send_voice(question.voice_file.clone(), caption);
        }
        CardMenu::Reword => text_input::prompt_for_wording(turn, question).await?,
        CardMenu::AnswerPrivately => text_input::prompt_for_private_answer(turn, question).await?,
        CardMenu::AnswerInAccount(on) => text_input::set_in_account(turn, question, on).await?,
        CardMenu::PublishDraft => text_input::publish_draft(turn, question).await?,
    }
    Ok(true)
}

async fn mute_author(turn: &mut Turn<'_>, number: QuestionNumber, mute: bool) -> TurnResult<()> {
    let moderator = actor(turn);
    match set_author_muted(turn.conn, number, mute, moderator).await? {
        Ok(entry) => turn.edit_or_reply(view::muted(turn, number, mute, entry).without_sound()),
        Err(error) => cards::reply_action_error(turn, number, error).await?,
    }
    Ok(())
}

async fn undo_entry(turn: &mut Turn<'_>, entry: i64) -> TurnResult<()> {
    let moderator = actor(turn);
    match undo(turn.conn, entry, moderator).await? {
        Ok(applied) => {
            cards::replace_card(turn, &applied.after).await?;
            notify_of_action(turn, &applied).await?;
        }
        Err(_) => turn.toast(turn.texts().label("queue-undo-too-late")),
    }
    Ok(())
}
