//! Questions to the speakers: from the person who asks to the moderator who puts the question.
//!
//! ```text
//! Marie      Poser une question
//! Kozé       Écrivez votre question : le prochain message part aux modérateurs.
//! Marie      Qui paie les adultes relais ?
//! Kozé       C'est noté : question n° 12. De quoi parle-t-elle ? [Quelles limites ?] …
//! Aimé       (votes for no. 12)
//! Moderator  /suivante
//! Kozé       Question n° 12 … 👍 2 [Répondue] [Plus tard] …
//! ```
//!
//! Imports run one way: `model`; then `payload`, `rules` and `store`; `service`, `settings` and `wording`;
//! `notify`, `rule`, `awaited_text`, `screen`, `expiry`, `journal_wording`, `export` and `print`; the handlers
//! `private_cases`, `ask`, `browse`, `browser` and `moderation`; this file.

mod ask;
mod awaited_text;
mod browse;
pub mod browser;
mod expiry;
mod export;
mod journal_wording;
mod model;
mod moderation;
mod notify;
mod payload;
mod print;
mod private_cases;
mod rule;
mod rules;
mod screen;
mod service;
mod settings;
mod store;
mod wording;

pub use ask::{
    accepts_questions, await_question, cancel as cancel_asking, confirm_publication, explain_asking,
    handle_question_request, handle_voice, offer_to_send_anyway, prompt_for_question, prompt_with_menu,
    reject_non_text, show_own_questions, show_rule, submit_text,
};
pub use awaited_text::{awaits_question, awaits_text, offer_text, stop_awaiting_text};
pub use browse::browse;
pub use expiry::{is_due, tick};
pub use export::{JournalRow, export, list_journal};
pub use model::{
    Action, ActionError, Actor, Answered, Applied, BrowsePage, BrowserDoor, CloseReason, IntakeMode,
    NewQuestion, Outcome, Question, QuestionList, QuestionOutcome, QuestionText, RejectionReason,
    SettingChange, Source, State, StateCounts, VoteOutcome, WrittenAnswer,
};
pub use moderation::{
    close_group_panel, favour_newcomers, handle_command, handle_number_text, has_outdated_panel,
    is_panel_group, is_question_number, move_group_panel, panel_groups, release_former_moderator,
    update_panels,
};
pub use payload::{
    AskPayload, CardMenu, OwnPayload, Payload, QueueAction, QueuePayload, UnknownPayload, VotePayload,
};
pub use print::render_attachment;
pub use rule::{Rule, load_rule};
pub use rules::screening::{
    is_about_asking, is_about_existing_questions, is_about_health, is_about_own_life,
    is_addressed_to_speakers, is_cancel_request,
};
pub use rules::transitions::{CLAIM_LEASE, UNDO_WINDOW};
pub use screen::{
    ScreenContent, ScreenQuestion, StageQuestions, create_screen_key, load_screen, load_stage_questions,
    screen_path,
};
pub use service::actions::{apply_action, claim_next, expire_claims};
pub use service::merging::{merge, unmerge};
pub use service::outcome::{load_outcome, lock_moderation, written_answer};
pub use service::queue::next_up;
pub use service::submit::insert_unbuffered as insert_question;
pub use service::undo::undo;
pub use service::voting::set_vote;
pub use settings::{IntakeFacts, intake_facts};
pub use store::questions::load;
pub use store::state_counts::{count_queued, load as count_by_state};
pub use wording::{reason_label, theme_title};

use crate::conversation::{Activity, TextPurpose};
use crate::turn::{Turn, TurnResult};

/// Handles the awaited text: a question, or a text about one.
pub async fn handle_text(turn: &mut Turn<'_>, typed: &str) -> TurnResult<()> {
    let Some(&Activity::WritingForQuestion(purpose)) = turn.person.conversation.current() else {
        return ask::submit_text(turn, typed).await;
    };
    match purpose {
        TextPurpose::Edit(number) => ask::handle_edit_text(turn, number, typed).await,
        TextPurpose::CaseMessage(number) => private_cases::relay_message(turn, number, typed).await,
        TextPurpose::Reword(_)
        | TextPurpose::PrivateAnswer(_)
        | TextPurpose::FromAudience
        | TextPurpose::Combined => moderation::handle_text(turn, purpose, typed).await,
    }
}

/// Handles an asker's button; `data` is the payload without its prefix `ask:`. False for an unknown button.
pub async fn handle_ask_press(turn: &mut Turn<'_>, data: &str) -> TurnResult<bool> {
    match AskPayload::parse(data) {
        Some(payload) => ask::press(turn, payload).await,
        None => Ok(false),
    }
}

/// Handles a voter's button; `data` is the payload without its prefix `vote:`. False for an unknown button.
pub async fn handle_vote_press(turn: &mut Turn<'_>, data: &str) -> TurnResult<bool> {
    match VotePayload::parse(data) {
        Some(payload) => browse::press(turn, payload).await.map(|()| true),
        None => Ok(false),
    }
}

/// Handles a moderator's button; `data` is the payload without its prefix `queue:`. False for an unknown button.
pub async fn handle_moderation_press(turn: &mut Turn<'_>, data: &str) -> TurnResult<bool> {
    match QueuePayload::parse(data) {
        Some(payload) => moderation::press(turn, payload).await,
        None => moderation::press_unknown(turn, data).await,
    }
}

/// Withdraws all questions of the turn's person that are not closed or claimed, before the person is erased.
pub async fn withdraw_all(turn: &mut Turn<'_>) -> TurnResult<()> {
    let author = service::actions::actor(turn);
    Ok(service::actions::withdraw_all(turn.conn, author).await?)
}
