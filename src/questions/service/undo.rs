//! Undoing a journal entry within the undo window, as long as nothing else changed the question since.

use super::super::model::{ActionError, Actor, Applied, JournalAction, JournalEntry, Question, State};
use super::super::rules::snapshot::Snapshot;
use super::super::rules::transitions::UNDO_WINDOW;
use super::super::store::{answers, journal, merges, muted, questions, screen};
use super::actions::refresh_newcomer_if_changed;
use super::journal::{EntryDetails, log_action};
use super::merging;
use crate::db::Conn;

/// Undoes an entry. Errors: [`ActionError::NotFound`] without such an entry, [`ActionError::Conflict`] where it is
/// too late.
pub async fn undo(conn: &mut Conn, number: i64, actor: Actor) -> sqlx::Result<Result<Applied, ActionError>> {
    let undo_entry = journal::lock(conn).await?;
    let Some(entry) = journal::load(conn, number).await? else { return Ok(Err(ActionError::NotFound)) };
    let before = match entry.question {
        Some(question) => questions::load(conn, question).await?,
        None => None,
    };
    let Some(before) = before else { return Ok(Err(ActionError::Conflict)) };
    if entry.undone || actor.real_now - entry.real_at > UNDO_WINDOW {
        return Ok(Err(ActionError::Conflict));
    }
    let on_screen_before = screen::current(conn).await?;
    let Some(after) = revert(conn, &entry, &before, actor).await? else {
        return Ok(Err(ActionError::Conflict));
    };
    journal::mark_undone(conn, number).await?;
    let details = EntryDetails {
        related_number: Some(number),
        previous_on_screen: on_screen_before,
        ..EntryDetails::default()
    };
    log_action(conn, undo_entry, JournalAction::Undo, &after, details, actor).await?;
    let on_screen_after = screen::current(conn).await?;
    Ok(Ok(Applied { entry_number: undo_entry, before, after, on_screen_before, on_screen_after }))
}

/// The question with an entry's action undone; `None` where that is no longer possible.
async fn revert(
    conn: &mut Conn,
    entry: &JournalEntry,
    before: &Question,
    actor: Actor,
) -> sqlx::Result<Option<Question>> {
    let related = entry.related_number.unwrap_or_default();
    match entry.action {
        JournalAction::Merge => {
            // the group may have another root by now
            let merge = merges::of_child(conn, before.number).await?;
            merging::detach(conn, before.number, merge.map_or(related.into(), |merge| merge.root)).await
        }
        JournalAction::Unmerge => merging::merge_again(conn, before, related.into(), actor).await,
        JournalAction::Mute => Ok(muted::unmute(conn, before.person).await?.then(|| before.clone())),
        JournalAction::Unmute => {
            Ok(muted::mute(conn, before.person, actor.now).await?.then(|| before.clone()))
        }
        JournalAction::AddFromAudience | JournalAction::AddCombined => {
            undo_add(conn, before, entry, actor).await
        }
        _ => restore_snapshot(conn, before, entry, actor).await,
    }
}

/// Withdraws a question that a moderator added, if nothing was done with it since.
async fn undo_add(
    conn: &mut Conn,
    before: &Question,
    entry: &JournalEntry,
    actor: Actor,
) -> sqlx::Result<Option<Question>> {
    if before.version != entry.version || !merges::links(conn, before.number).await?.is_empty() {
        return Ok(None);
    }
    let after = Question {
        state: State::Withdrawn,
        closed_at: actor.now,
        version: before.version + 1,
        ..before.clone()
    };
    Ok(questions::compare_and_set(conn, before, &after).await?.then_some(after))
}

async fn restore_snapshot(
    conn: &mut Conn,
    before: &Question,
    entry: &JournalEntry,
    actor: Actor,
) -> sqlx::Result<Option<Question>> {
    let Ok(snapshot) = serde_json::from_str::<Snapshot>(&entry.snapshot) else { return Ok(None) };
    if before.version != entry.version {
        return Ok(None);
    }
    let after = snapshot.restore(before, actor.real_now);
    if !questions::compare_and_set(conn, before, &after).await? {
        return Ok(None);
    }
    if entry.action == JournalAction::AnswerPrivately {
        answers::delete(conn, before.number).await?;
    }
    let on_screen = screen::current(conn).await?;
    let is_on_screen = on_screen == Some(before.number);
    let was_on_screen = entry.previous_on_screen == Some(before.number);
    let restored = if is_on_screen && !was_on_screen {
        // the action had put the question on the screen: the one before it returns if it is still claimed
        let earlier = match entry.previous_on_screen {
            None => None,
            Some(earlier) => questions::load(conn, earlier).await?,
        };
        earlier.filter(|earlier| earlier.state == State::Claimed).map(|earlier| earlier.number)
    } else if on_screen.is_none() && was_on_screen && after.state == State::Claimed {
        Some(before.number)
    } else if is_on_screen && after.state != State::Claimed {
        None
    } else {
        on_screen
    };
    if restored != on_screen {
        screen::replace(conn, on_screen, restored, actor.now).await?;
    }
    refresh_newcomer_if_changed(conn, before, &after).await?;
    Ok(Some(after))
}
