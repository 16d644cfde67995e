//! Applying actions to questions: one at a time under the journal lock, each a compare-and-set. Actions of
//! moderators and of the clock get a journal entry, those of authors get none. The caller sends the notices.

use super::super::model::{
    Action, ActionError, Actor, Applied, JournalAction, NewQuestion, Question, QuestionText, Source, State,
    on_off,
};
use super::super::rules::snapshot::Snapshot;
use super::super::rules::transitions::{is_withdrawn_with_author, transition};
use super::super::store::{authors, journal, muted, questions, screen};
use super::journal::{EntryDetails, log_action};
use super::{merging, queue, submit};
use crate::clock::{EventTime, RealTime};
use crate::db::Conn;
use crate::i18n::Lang;
use crate::ids::{PersonId, QuestionNumber};
use crate::turn::Turn;

/// The turn's person as an actor.
pub(crate) fn actor(turn: &Turn<'_>) -> Actor {
    Actor { person: turn.person.id, now: turn.event.now, real_now: turn.event.real_now }
}

/// Applies an action to a question. Errors: those of `transition`, and [`ActionError::NotFound`].
pub async fn apply_action(
    conn: &mut Conn,
    number: QuestionNumber,
    action: &Action,
    actor: Actor,
) -> sqlx::Result<Result<Applied, ActionError>> {
    let entry = journal::lock(conn).await?;
    apply(conn, entry, number, action, actor).await
}

/// Applies [`Action::Claim`] or [`Action::ShowOnScreen`] to the first of `preferred` that is still queued, else to
/// the first of the queue: the question that a moderator saw at the top, unless another one was faster. `None` for
/// an empty queue.
pub async fn claim_next(
    conn: &mut Conn,
    action: &Action,
    preferred: &[QuestionNumber],
    boost: bool,
    actor: Actor,
) -> sqlx::Result<Option<Applied>> {
    let entry = journal::lock(conn).await?;
    for &number in preferred {
        let question = questions::load(conn, number).await?;
        let is_queued = question.is_some_and(|question| question.state == State::Queued);
        if is_queued && let Ok(applied) = apply(conn, entry, number, action, actor).await? {
            return Ok(Some(applied));
        }
    }
    let Some(first) = queue::next_up(conn, boost, 1).await?.pop() else { return Ok(None) };
    Ok(apply(conn, entry, first.number, action, actor).await?.ok())
}

async fn apply(
    conn: &mut Conn,
    entry: i64,
    number: QuestionNumber,
    action: &Action,
    actor: Actor,
) -> sqlx::Result<Result<Applied, ActionError>> {
    let Some(before) = questions::load(conn, number).await? else { return Ok(Err(ActionError::NotFound)) };
    let on_screen_before = screen::current(conn).await?;
    let is_on_screen = on_screen_before == Some(number);
    let after = match transition(&before, action, actor, is_on_screen) {
        Ok(after) => after,
        Err(error) => return Ok(Err(error)),
    };
    if !questions::compare_and_set(conn, &before, &after).await? {
        return Ok(Err(ActionError::Conflict));
    }
    let on_screen_after = match action {
        Action::ShowOnScreen => Some(number),
        _ if is_on_screen && after.state != State::Claimed => None,
        _ => on_screen_before,
    };
    if on_screen_after != on_screen_before {
        screen::replace(conn, on_screen_before, on_screen_after, actor.now).await?;
    }
    if *action == Action::Withdraw {
        merging::detach_withdrawn(conn, &before).await?;
    }
    refresh_newcomer_if_changed(conn, &before, &after).await?;
    let entry_number = match action.journal_action() {
        Some(name) => {
            let details = EntryDetails {
                detail: detail_of(action),
                snapshot: serde_json::to_string(&Snapshot::of(&before)).unwrap_or_default(),
                previous_on_screen: on_screen_before,
                ..EntryDetails::default()
            };
            log_action(conn, entry, name, &after, details, actor).await?;
            entry
        }
        None => 0,
    };
    Ok(Ok(Applied { entry_number, before, after, on_screen_before, on_screen_after }))
}

/// The name that the journal stores with an action; empty for none.
fn detail_of(action: &Action) -> &str {
    match action {
        Action::Reject(reason) => reason.name(),
        Action::AssignSpeaker(speaker) => speaker,
        Action::Star(on) => on_off(*on),
        _ => "",
    }
}

/// Decides again whether an author is a newcomer, after one of the author's questions became heard or unheard.
pub(crate) async fn refresh_newcomer_if_changed(
    conn: &mut Conn,
    before: &Question,
    after: &Question,
) -> sqlx::Result<()> {
    if after.has_author() && before.state.is_heard() != after.state.is_heard() {
        authors::refresh_newcomer(conn, after.person).await?;
    }
    Ok(())
}

/// Adds a question that a moderator typed to the queue.
pub(crate) async fn add_by_moderator(
    conn: &mut Conn,
    text: &QuestionText,
    source: Source,
    lang: Lang,
    actor: Actor,
) -> sqlx::Result<Applied> {
    let entry = journal::lock(conn).await?;
    let new = NewQuestion { source, ..NewQuestion::written(PersonId::NONE, text, lang) };
    let number = submit::insert_unbuffered(conn, new, actor.now).await?;
    let question = questions::load(conn, number).await?.ok_or(sqlx::Error::RowNotFound)?;
    let name = match source {
        Source::Combined => JournalAction::AddCombined,
        Source::FromAudience | Source::Participant => JournalAction::AddFromAudience,
    };
    log_action(conn, entry, name, &question, EntryDetails::default(), actor).await?;
    let on_screen = screen::current(conn).await?;
    Ok(Applied {
        entry_number: entry,
        before: question.clone(),
        after: question,
        on_screen_before: on_screen,
        on_screen_after: on_screen,
    })
}

/// Mutes or unmutes the author of a question, who stays unknown to moderators; the number of the journal entry.
/// Errors: [`ActionError::NotFound`] without a question or author, [`ActionError::Conflict`] where it is so
/// already.
pub(crate) async fn set_author_muted(
    conn: &mut Conn,
    number: QuestionNumber,
    mute: bool,
    actor: Actor,
) -> sqlx::Result<Result<i64, ActionError>> {
    let entry = journal::lock(conn).await?;
    let question = questions::load(conn, number).await?.filter(Question::has_author);
    let Some(question) = question else { return Ok(Err(ActionError::NotFound)) };
    let (has_changed, name) = if mute {
        (muted::mute(conn, question.person, actor.now).await?, JournalAction::Mute)
    } else {
        (muted::unmute(conn, question.person).await?, JournalAction::Unmute)
    };
    if !has_changed {
        return Ok(Err(ActionError::Conflict));
    }
    log_action(conn, entry, name, &question, EntryDetails::default(), actor).await?;
    Ok(Ok(entry))
}

/// Ends claims whose lease has run out: a question that was on the screen counts as answered, any other one goes
/// back to the queue.
pub async fn expire_claims(
    conn: &mut Conn,
    now: EventTime,
    real_now: RealTime,
) -> sqlx::Result<Vec<Applied>> {
    let actor = Actor { person: PersonId::NONE, now, real_now };
    let mut expired = Vec::new();
    for number in expired_off_screen(conn, real_now).await? {
        let action = match journal::was_shown(conn, number).await? {
            true => Action::ExpireAsAnswered,
            false => Action::Expire,
        };
        if let Ok(applied) = apply_action(conn, number, &action, actor).await? {
            expired.push(applied);
        }
    }
    Ok(expired)
}

/// Whether [`expire_claims`] has something to do.
pub(crate) async fn has_expired_claims(conn: &mut Conn, real_now: RealTime) -> sqlx::Result<bool> {
    Ok(!expired_off_screen(conn, real_now).await?.is_empty())
}

/// Claims whose lease has run out; the question on the screen has none.
async fn expired_off_screen(conn: &mut Conn, real_now: RealTime) -> sqlx::Result<Vec<QuestionNumber>> {
    let on_screen = screen::current(conn).await?;
    let mut expired = questions::expired_claims(conn, real_now).await?;
    expired.retain(|&number| Some(number) != on_screen);
    Ok(expired)
}

/// Withdraws all of an author's questions that are not closed or claimed, before the author is erased.
pub(crate) async fn withdraw_all(conn: &mut Conn, author: Actor) -> sqlx::Result<()> {
    for question in questions::by_author(conn, author.person, i64::MAX).await? {
        if is_withdrawn_with_author(&question) {
            // a question that another transaction closed meanwhile stays closed
            _ = apply_action(conn, question.number, &Action::Withdraw, author).await?;
        }
    }
    Ok(())
}

/// Returns the questions that a former moderator claims to the queue, except the one on the screen, which any
/// moderator can close.
pub(crate) async fn release_claims(conn: &mut Conn, moderator: Actor) -> sqlx::Result<()> {
    let on_screen = screen::current(conn).await?;
    for question in questions::claimed_by(conn, moderator.person).await? {
        if Some(question.number) != on_screen {
            // another moderator may have claimed the question meanwhile
            _ = apply_action(conn, question.number, &Action::Requeue, moderator).await?;
        }
    }
    Ok(())
}
