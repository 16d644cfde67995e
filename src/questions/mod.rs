//! ROOM 4: from somebody's question to the moderator who puts it.
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
//! The room has four parts: `asking`, `voting`, the moderators' `desk`, and `confiding` for what is
//! nobody else's; they share the questions' table (`store`) and the states (`rules`).

mod ask;
mod export;
mod moderation;
mod print;
mod private_cases;
mod rules;
mod screen;
mod store;
mod voting;
mod wording;

pub use ask::{
    IntakeMode, QuestionText, await_question, confirm_publication, explain_asking, flush_inserts,
    handle_voice, hear_about_own, is_about_asking, is_about_existing_questions, is_about_health,
    is_about_own_life, is_addressed_to_speakers, is_asker_prefetched, is_cancel_request,
    offer_to_send_anyway, prefetch_askers, prompt_for_question, prompt_with_menu, put, reject_non_text,
    show_own_questions, submit_text,
};
pub use export::{export, export_journal};
pub use moderation::settings::{SettingChange, save_setting};
pub use moderation::{
    Applied, add_by_moderator, apply_action, claim_next, close_group_panel, expire_claims, handle_command,
    hear_number, is_due, is_panel_group, is_question_number, merge, move_group_panel, open_panel,
    panel_groups, release_former_moderator, set_author_muted, tick, undo, unmerge, update_panels,
};
pub use print::{render_attachment, send_print_files};
pub use rules::{
    Action, ActionError, Actor, BOOST, CLAIM_LEASE, QueueRank, RejectionReason, State, UNDO_WINDOW,
};
pub use screen::{
    ScreenAddress, ScreenContent, ScreenQuestion, create_screen_key, load_screen, save_public_url,
    screen_address, screen_path,
};
pub use store::{NewQuestion, Question, StateCounts, count_by_state, count_queued, load, next_up, top_voted};
pub use voting::{VoteOutcome, browse, set_vote};

use moderation::store as desk_store;
use voting::store as vote_store;

use crate::conversation::{Activity, TextPurpose};
use crate::people::Person;
use crate::turn::Turn;

/// The slots of messages that are kept current.
const PANEL_KEY_PREFIX: &str = "panel:";
const PAGE_KEY_PREFIX: &str = "page:";

/// Whether the next text belongs here: a question, or something else that was asked for.
pub fn awaits_text(turn: &Turn<'_>) -> bool {
    matches!(
        turn.person.conversation.current(),
        Some(Activity::AskingQuestion | Activity::WritingForQuestion(_))
    )
}

/// Whether the next text, or voice message, is taken for a question.
pub fn awaits_question(person: &Person) -> bool {
    person.conversation.current() == Some(&Activity::AskingQuestion)
}

/// The text that was awaited.
pub async fn handle_text(turn: &mut Turn<'_>, typed: &str) -> anyhow::Result<()> {
    let Some(&Activity::WritingForQuestion(what)) = turn.person.conversation.current() else {
        return ask::submit_text(turn, typed).await;
    };
    match what {
        TextPurpose::Edit(number) => ask::handle_edit_text(turn, number, typed).await,
        TextPurpose::CaseMessage(number) => private_cases::relay_message(turn, number, typed).await,
        TextPurpose::Reword(_)
        | TextPurpose::PrivateAnswer(_)
        | TextPurpose::FromAudience
        | TextPurpose::Combined => moderation::handle_text(turn, what, typed).await,
    }
}

/// Remembers a text so that one press sends it; the data of the button that does. None for what cannot be a
/// question.
pub fn offer_text(turn: &mut Turn<'_>, text: &str) -> Option<String> {
    let text = QuestionText::parse(text).ok()?;
    let id = turn.incoming.message_id.unwrap_or_default();
    turn.person.conversation.offer_question(id, text.to_string());
    Some(format!("ask:send:{id}"))
}

/// Whether new questions are taken at this moment.
pub async fn accepts_questions(turn: &mut Turn<'_>) -> anyhow::Result<bool> {
    let settings = moderation::settings::cached_settings(turn).await?;
    Ok(settings.intake_status(&turn.event).check_accepts_questions().is_ok())
}

/// Leaves without asking.
pub async fn cancel_asking(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    ask::cancel(turn).await
}

/// A button of somebody who asks: what stands behind `ask:`.
pub async fn handle_ask_press(turn: &mut Turn<'_>, data: &str) -> anyhow::Result<bool> {
    ask::handle_press(turn, data).await
}

/// A button of somebody who reads and votes: what stands behind `vote:`.
pub async fn handle_vote_press(turn: &mut Turn<'_>, data: &str) -> anyhow::Result<bool> {
    voting::handle_press(turn, data).await
}

/// A moderator's button: what stands behind `queue:`.
pub async fn handle_moderation_press(turn: &mut Turn<'_>, data: &str) -> anyhow::Result<bool> {
    moderation::handle_press(turn, data).await
}

/// Back to what they were in the middle of: no question is awaited any more.
pub fn stop_awaiting_text(turn: &mut Turn<'_>) {
    turn.person
        .conversation
        .end(|activity| matches!(activity, Activity::AskingQuestion | Activity::WritingForQuestion(_)));
}

/// Withdraws whatever of somebody's was not asked yet, before they are erased.
pub async fn withdraw_all(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let hand = actor(turn);
    for question in store::by_author(turn.conn, turn.person.id, i64::MAX).await? {
        if !question.state.is_closed() && question.state != State::Claimed || question.state == State::Merged
        {
            // what is no longer open by now stays as it is
            _ = apply_action(turn.conn, question.number, &Action::Withdraw, hand).await?;
        }
    }
    Ok(())
}

/// Awaits another text; what was awaited before is not any more.
fn await_text(turn: &mut Turn<'_>, what: TextPurpose) {
    stop_awaiting_text(turn);
    turn.person.conversation.begin(Activity::WritingForQuestion(what));
}

/// Who acts in this turn, and when.
fn actor(turn: &Turn<'_>) -> Actor {
    Actor { person: turn.person.id, now: turn.event.now, real_now: turn.event.real_now }
}
