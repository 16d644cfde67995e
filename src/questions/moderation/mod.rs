//! The moderators' desk: one question after the other, by buttons, alone or in a group.
//!
//! Every press is authorised again, because anybody can send any press, and a role can be taken away.

mod actions;
mod handlers;
mod lists;
mod menus;
mod panel;
pub mod settings;
pub mod store;
mod text_input;
mod view;

pub use actions::{
    Applied, add_by_moderator, apply_action, claim_next, expire_claims, merge, set_author_muted, undo,
    unmerge,
};
pub use handlers::{handle_command, handle_press};
pub use lists::{handle_number_text as hear_number, is_question_number};
pub use menus::entry_text;
pub use panel::{
    close_group_panel, move_group_panel, notify_moderators, open_panel, panel_groups,
    release_former_moderator, update_panels,
};
pub use text_input::handle_text;
pub use view::{reason_label, state_label};

use super::rules::{Action, ActionError, State};
use super::store::{self as questions, Question};
use super::voting::store as votes;
use super::wording::{AuthorNotice, author_notice, short_excerpt, text_or_voice_label};
use super::{PANEL_KEY_PREFIX, actor, private_cases, stop_awaiting_text};
use crate::chat::{ChatKind, Input, Message, Outgoing, Urgency};
use crate::i18n::{Lang, texts};
use crate::outbox::{self, NewMessage};
use crate::people::{self, Role};
use crate::turn::Turn;

/// So much said below a panel means that it has scrolled away.
const SCROLLED_AWAY_AFTER: i64 = 6;

/// Whether this person works at the desk; if not, they are told. In a group only where its panel is.
pub async fn authorize_moderator(turn: &mut Turn<'_>) -> anyhow::Result<bool> {
    let may = turn.can_moderate().await?;
    if !may {
        let text = turn.texts().label("queue-not-yours");
        match turn.incoming.input {
            Input::Press { .. } => turn.alert(text),
            _ => turn.reply(Message::new(text).without_sound()),
        }
        return Ok(false);
    }
    if let Some(from) = &turn.incoming.from {
        let name = super::ask::display_name(&from.first_name);
        store::save_moderator_name(turn.conn, turn.person.id, &name).await?;
    }
    Ok(true)
}

/// Whether the desk has a panel in this group; if so, it speaks the panel's language.
pub async fn is_panel_group(turn: &mut Turn<'_>) -> anyhow::Result<bool> {
    let Some(panel) = store::panel_in(turn.conn, turn.incoming.chat).await? else { return Ok(false) };
    turn.person.language = Lang::from_code(&panel.language).unwrap_or(turn.person.language);
    Ok(true)
}

/// Takes the next question: one of those `wanted` (as a panel showed them), else the first. Its card comes
/// first; the hall sees it by a press of its own, or at once where moderators set that.
pub async fn handle_next(turn: &mut Turn<'_>, wanted: &[i64]) -> anyhow::Result<()> {
    if !authorize_moderator(turn).await? {
        return Ok(());
    }
    stop_awaiting_text(turn);
    let settings = settings::cached_settings(turn).await?;
    let how = if settings.show_at_once { Action::ShowOnScreen } else { Action::Claim };
    let hand = actor(turn);
    match claim_next(turn.conn, &how, wanted, settings.boost_newcomers, hand).await? {
        Some(done) => {
            send_card(turn, &done.after).await?;
            notify_of_action(turn, &done).await
        }
        None => {
            let message = lists::empty_queue(turn).await?;
            turn.reply(message.without_sound());
            Ok(())
        }
    }
}

/// A question's card at the end of the chat. When so many stand below the panel that it has
/// scrolled away, it comes after them.
async fn send_card(turn: &mut Turn<'_>, question: &Question) -> anyhow::Result<()> {
    let card = view::card(turn, question).await?;
    turn.reply(card.without_sound());
    panel::note_message_below(turn).await
}

/// The card in place of the one whose button was pressed.
async fn replace_card(turn: &mut Turn<'_>, question: &Question) -> anyhow::Result<()> {
    let card = view::card(turn, question).await?;
    turn.edit_or_reply(card.without_sound());
    Ok(())
}

/// What an act on a question was refused for, as a passing line.
async fn reply_action_error(turn: &mut Turn<'_>, number: i64, refused: ActionError) -> sqlx::Result<()> {
    let text = action_error_text(turn, number, refused).await?;
    reply_error(turn, text);
    Ok(())
}

async fn action_error_text(turn: &mut Turn<'_>, number: i64, refused: ActionError) -> sqlx::Result<String> {
    let t = turn.texts();
    Ok(match refused {
        ActionError::NotFound => t.label("queue-unknown"),
        ActionError::Conflict => return conflict_text(turn, number).await,
        ActionError::NeedsText => t.label("queue-needs-line"),
        ActionError::ClaimedByOther => {
            let held = questions::load(turn.conn, number).await?;
            let staff = store::moderator_names(turn.conn).await?;
            let holder = held.and_then(|question| {
                staff.into_iter().find(|(known, name)| *known == question.claimed_by && !name.is_empty())
            });
            match holder {
                Some((_, name)) => t.plain("queue-is-held", crate::args!(number = number, name = name)),
                None => t.label("queue-in-other-hands"),
            }
        }
    })
}

/// Who did it already, as far as that is known.
async fn conflict_text(turn: &mut Turn<'_>, number: i64) -> sqlx::Result<String> {
    let t = turn.texts();
    if questions::load(turn.conn, number).await?.is_some_and(|question| question.state == State::Withdrawn) {
        return Ok(t.label("queue-too-late-withdrawn"));
    }
    Ok(match store::last_actor(turn.conn, number).await? {
        Some(person) if person == turn.person.id => t.label("queue-too-late-yours"),
        Some(person) => {
            let staff = store::moderator_names(turn.conn).await?;
            let name = staff.into_iter().find(|(known, name)| *known == person && !name.is_empty());
            name.map_or_else(
                || t.label("queue-too-late"),
                |(_, name)| t.plain("queue-too-late-by", crate::args!(name = name)),
            )
        }
        None => t.label("queue-too-late"),
    })
}

fn reply_error(turn: &mut Turn<'_>, text: String) {
    match turn.incoming.input {
        Input::Press { .. } => turn.toast(text),
        _ => turn.reply(Message::new(crate::i18n::escape_html(&text).into_owned()).without_sound()),
    }
}

/// Whoever stands behind a question hears what became of it.
async fn notify_of_action(turn: &mut Turn<'_>, done: &Applied) -> anyhow::Result<()> {
    match notice_for(done) {
        Some(what) => notify_authors(turn, &done.after, what).await,
        None => Ok(()),
    }
}

/// What the author is told of an act. Whoever was told that a question comes soon, or what else became
/// of it, is told when that no longer holds, an undo included.
fn notice_for(done: &Applied) -> Option<AuthorNotice> {
    let (number, live) = (done.after.number, done.on_screen);
    let came_up = live.0 != number && live.1 == number;
    let closed = |state: State| state.is_closed() && state != State::Withdrawn;
    let (before, after) = (&done.before, &done.after);
    let reworded = before.public_text != after.public_text;
    match (done.before.state, done.after.state) {
        _ if came_up => Some(AuthorNotice::OnScreen),
        _ if reworded && !before.display_name.is_empty() && after.display_name.is_empty() => {
            Some(AuthorNotice::Reworded)
        }
        _ if reworded && before.display_name.is_empty() && !after.display_name.is_empty() => {
            Some(AuthorNotice::OriginalRestored)
        }
        (before, State::Claimed) if before != State::Claimed => Some(AuthorNotice::Claimed),
        // off the screen and still in a hand
        (State::Claimed, State::Claimed) if live.0 == number && live.1 != number => {
            Some(AuthorNotice::Claimed)
        }
        (State::PendingReview, State::Queued) => Some(AuthorNotice::Approved),
        (_, State::Answered) if done.after.close_reason == super::rules::ANSWERED_ALOUD => {
            Some(AuthorNotice::Answered)
        }
        (before, State::Rejected) if before != State::Rejected => Some(AuthorNotice::Rejected),
        (before, State::PrivateCase) if before != State::PrivateCase => Some(AuthorNotice::PrivateCase),
        (before, State::Merged) if before != State::Merged => Some(AuthorNotice::Merged),
        (before, State::Queued | State::Deferred) if closed(before) || before == State::Claimed => {
            Some(AuthorNotice::Requeued)
        }
        (before, State::PendingReview) if closed(before) || before == State::Queued => {
            Some(AuthorNotice::BackToReview)
        }
        _ => None,
    }
}

async fn notify_authors(turn: &mut Turn<'_>, question: &Question, what: AuthorNotice) -> anyhow::Result<()> {
    let whole = actions::authors_of_group(turn.conn, question).await?;
    notify_voters(turn, question, what, &whole).await?;
    for part in whole {
        if !people::is_reachable(turn.conn, part.person).await? {
            continue;
        }
        let t = texts(part.lang());
        let contact = match &turn.event.programme.round_table.personal_contact {
            Some(contact) => contact.get(t.lang).to_owned(),
            None => {
                let contact = &turn.event.programme.contact;
                format!("{} · {}", contact.phone, contact.email)
            }
        };
        let person = part.person;
        if matches!(what, AuthorNotice::Reworded | AuthorNotice::OriginalRestored)
            && part.number != question.number
        {
            continue;
        }
        let part = Question { close_reason: question.close_reason.clone(), ..part };
        let message = author_notice(&part, what, &contact);
        let message = private_cases::with_hand_over_offer(turn.conn, &part, what, message).await?;
        turn.notify(person, message);
    }
    Ok(())
}

/// Those who voted for a question that is put together with others hear where their vote went, and what
/// becomes of it; quietly, and when there is time.
async fn notify_voters(
    turn: &mut Turn<'_>,
    question: &Question,
    what: AuthorNotice,
    authors: &[Question],
) -> anyhow::Result<()> {
    let together =
        what == AuthorNotice::Merged || !store::merge_links(turn.conn, question.number).await?.is_empty();
    let id = match what {
        AuthorNotice::Merged => "supported-joined",
        AuthorNotice::OnScreen => "supported-live",
        AuthorNotice::Answered => "supported-answered",
        AuthorNotice::Approved
        | AuthorNotice::Claimed
        | AuthorNotice::Rejected
        | AuthorNotice::PrivateCase
        | AuthorNotice::Requeued
        | AuthorNotice::BackToReview
        | AuthorNotice::Reworded
        | AuthorNotice::OriginalRestored => return Ok(()),
    };
    if !together {
        return Ok(());
    }
    let head = store::merge_of(turn.conn, question.number).await?.map_or(question.number, |(head, _)| head);
    let wording = questions::load(turn.conn, head).await?.unwrap_or_else(|| question.clone());
    for (person, code) in votes::reachable_voters(turn.conn, question.number).await? {
        if authors.iter().any(|author| author.person == person) {
            continue;
        }
        let t = texts(Lang::from_code(&code).unwrap_or(Lang::Fr));
        let args = crate::args!(
            number = question.number,
            head = head,
            text = short_excerpt(&text_or_voice_label(t, &wording)),
        );
        turn.notify_low_priority(person, Message::new(t.html(id, args)).without_sound());
    }
    Ok(())
}

/// A question left the hand or the screen because its author withdrew it: its holder hears.
pub async fn notify_claimant(turn: &mut Turn<'_>, done: &Applied) -> anyhow::Result<()> {
    if done.before.state != State::Claimed || done.before.claimed_by == turn.person.id {
        return Ok(());
    }
    let staff = people::with_role(turn.conn, &[Role::Moderator, Role::Organiser]).await?;
    if let Some((person, lang)) = staff.into_iter().find(|(person, _)| *person == done.before.claimed_by) {
        let html = texts(lang).html("queue-withdrawn", crate::args!(number = done.before.number));
        turn.notify(person, Message::new(html).without_sound());
    }
    Ok(())
}

/// One act by a button: the card follows, the author hears, or why not is said.
async fn perform_action(turn: &mut Turn<'_>, number: i64, wanted: Action) -> anyhow::Result<Option<Applied>> {
    let hand = actor(turn);
    match apply_action(turn.conn, number, &wanted, hand).await? {
        Ok(done) => {
            show_result(turn, &done).await?;
            Ok(Some(done))
        }
        Err(refused) => {
            reply_action_error(turn, number, refused).await?;
            Ok(None)
        }
    }
}

/// The card after an act, and the news for its author.
async fn show_result(turn: &mut Turn<'_>, done: &Applied) -> anyhow::Result<()> {
    let card = view::card_after_action(turn, done).await?;
    match turn.incoming.input {
        Input::Press { .. } => turn.edit_or_reply(card.without_sound()),
        _ => turn.reply(card.without_sound()),
    }
    notify_of_action(turn, done).await
}

/// What is typed is typed in private: in a group the card is sent there.
async fn require_private_chat(turn: &mut Turn<'_>, question: Option<&Question>) -> anyhow::Result<bool> {
    if turn.incoming.chat_kind == ChatKind::Private {
        return Ok(true);
    }
    if let Some(question) = question {
        let card = view::card(turn, question).await?;
        turn.notify(turn.person.id, card.without_sound());
    }
    turn.toast(turn.texts().label("queue-in-private"));
    Ok(false)
}

/// Whether [`tick`] has something to do.
pub async fn is_due(conn: &mut crate::db::Conn, mono: i64) -> sqlx::Result<bool> {
    let live = store::number_on_screen(conn).await?;
    let lapsed = questions::expired_claims(conn, mono).await?.iter().any(|&number| number != live);
    Ok(lapsed || store::has_expired_snapshots(conn, mono - 2 * super::rules::UNDO_WINDOW).await?)
}

/// Questions that lay in a hand for too long are put or back in the queue; what undo no longer needs goes.
pub async fn tick(conn: &mut crate::db::Conn, now: i64, mono: i64) -> sqlx::Result<usize> {
    let ended = expire_claims(conn, now, mono).await?;
    for done in &ended {
        let (holder, entry) = (done.before.claimed_by, done.entry_number);
        if people::is_reachable(conn, holder).await? && people::can_moderate(conn, holder).await? {
            let t = texts(people::language(conn, holder).await?);
            let letter = NewMessage {
                key: format!("lapse:{entry}"),
                chat: holder,
                urgency: Urgency::Notice,
                expires_at: None,
                body: Outgoing::Message(view::claim_expired(t, &done.after, entry)),
                live_message: None,
            };
            outbox::enqueue(conn, &[letter], mono).await?;
        }
        // its authors had been told that it comes soon, or was on the screen
        let told =
            if done.after.state == State::Answered { AuthorNotice::Answered } else { AuthorNotice::Requeued };
        for part in actions::authors_of_group(conn, &done.after).await? {
            if people::is_reachable(conn, part.person).await? {
                let letter = NewMessage {
                    key: format!("lapse:{entry}:{}", part.number),
                    chat: part.person,
                    urgency: Urgency::Notice,
                    expires_at: None,
                    body: Outgoing::Message(author_notice(&part, told, "")),
                    live_message: None,
                };
                outbox::enqueue(conn, &[letter], mono).await?;
            }
        }
    }
    store::clear_expired_snapshots(conn, mono - 2 * super::rules::UNDO_WINDOW).await?;
    Ok(ended.len())
}

/// What the hall sees of the desk: the question on the screen, if it is still in a hand.
pub async fn question_on_screen(conn: &mut crate::db::Conn) -> sqlx::Result<Option<Question>> {
    let number = store::number_on_screen(conn).await?;
    if number == 0 {
        return Ok(None);
    }
    Ok(questions::load(conn, number).await?.filter(|question| question.state == State::Claimed))
}
