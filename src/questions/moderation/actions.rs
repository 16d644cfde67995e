//! Acts as they are carried out: one after the other, each a compare-and-set with its entry in the
//! journal. Nothing is said here; the door tells whom it concerns.

use super::super::rules::{self, Action, ActionError, Actor, Snapshot, State, UNDO_WINDOW};
use super::super::store::{self as questions, NewQuestion, Question};
use super::super::voting::store as votes;
use super::store::{self, JournalEntry};
use crate::db::Conn;
use crate::i18n::Lang;

use super::super::ask::{self, QuestionText};

/// An act that took place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// Its entry in the journal; 0 for what authors do.
    pub entry_number: i64,
    pub before: Question,
    pub after: Question,
    /// What was on the screen before it, and what is now.
    pub on_screen: (i64, i64),
}

pub type ActionResult<T> = sqlx::Result<Result<T, ActionError>>;

/// One act on one question.
pub async fn apply_action(conn: &mut Conn, number: i64, act: &Action, hand: Actor) -> ActionResult<Applied> {
    let entry = store::lock_journal(conn).await?;
    apply(conn, entry, number, act, hand).await
}

/// Takes up the first of `wanted` that still waits, else the first of the queue: what somebody saw at
/// the top is what they get, unless another was faster. `how` is [`Act::Take`], or [`Act::Show`] where
/// moderators want the next question on the screen at once.
pub async fn claim_next(
    conn: &mut Conn,
    how: &Action,
    wanted: &[i64],
    fair: bool,
    hand: Actor,
) -> sqlx::Result<Option<Applied>> {
    let entry = store::lock_journal(conn).await?;
    for &number in wanted {
        let waits =
            questions::load(conn, number).await?.is_some_and(|question| question.state == State::Queued);
        if waits && let Ok(done) = apply(conn, entry, number, how, hand).await? {
            return Ok(Some(done));
        }
    }
    let Some(top) = questions::next_up(conn, fair, 1).await?.pop() else { return Ok(None) };
    Ok(apply(conn, entry, top.number, how, hand).await?.ok())
}

async fn apply(conn: &mut Conn, entry: i64, number: i64, act: &Action, hand: Actor) -> ActionResult<Applied> {
    let Some(before) = questions::load(conn, number).await? else { return Ok(Err(ActionError::NotFound)) };
    let live = store::number_on_screen(conn).await?;
    let after = match rules::transition(&before, act, hand, live == number) {
        Ok(after) => after,
        Err(refused) => return Ok(Err(refused)),
    };
    if !questions::compare_and_set(conn, &before, &after).await? {
        return Ok(Err(ActionError::Conflict));
    }
    let shown = match act {
        Action::ShowOnScreen => number,
        _ if live == number && after.state != State::Claimed => 0,
        _ => live,
    };
    if shown != live {
        store::set_on_screen(conn, shown, live, hand.now).await?;
    }
    if *act == Action::Withdraw {
        detach_withdrawn(conn, &before).await?;
    }
    refresh_newcomer_if_changed(conn, &before, &after).await?;
    let detail = match act {
        Action::Reject(reason) => reason.name(),
        Action::AssignSpeaker(speaker) => speaker,
        Action::Star(on) => ["off", "on"][usize::from(*on)],
        _ => "",
    };
    let by_author = matches!(
        act,
        Action::Withdraw
            | Action::SetTheme(_)
            | Action::SetDisplayName(_)
            | Action::Edit { .. }
            | Action::HandOver
    );
    if !by_author {
        let before = serde_json::to_string(&Snapshot::of(&before)).unwrap_or_default();
        log_action(
            conn,
            entry,
            act.name(),
            &after,
            EntryDetails { detail, snapshot: before, previous_on_screen: live, ..EntryDetails::default() },
            hand,
        )
        .await?;
    }
    let entry = if by_author { 0 } else { entry };
    Ok(Ok(Applied { entry_number: entry, before, after, on_screen: (live, shown) }))
}

/// What an entry says beside who, what and when.
#[derive(Default)]
struct EntryDetails<'n> {
    related_number: i64,
    detail: &'n str,
    snapshot: String,
    previous_on_screen: i64,
}

async fn log_action(
    conn: &mut Conn,
    number: i64,
    act: &str,
    question: &Question,
    note: EntryDetails<'_>,
    hand: Actor,
) -> sqlx::Result<()> {
    let entry = JournalEntry {
        number,
        at: hand.now,
        real_at: hand.real_now,
        person: hand.person,
        action: act.to_owned(),
        question: question.number,
        related_number: note.related_number,
        detail: note.detail.to_owned(),
        snapshot: note.snapshot,
        version: question.version,
        previous_on_screen: note.previous_on_screen,
        undone: 0,
    };
    store::insert_entry(conn, &entry).await
}

/// Notes something that concerns no single question: a mode, what the hall shows.
pub async fn log_setting(conn: &mut Conn, name: &str, detail: &str, hand: Actor) -> sqlx::Result<()> {
    let number = store::lock_journal(conn).await?;
    let entry = JournalEntry {
        number,
        at: hand.now,
        real_at: hand.real_now,
        person: hand.person,
        action: name.to_owned(),
        question: 0,
        related_number: 0,
        detail: detail.to_owned(),
        snapshot: String::new(),
        version: 0,
        previous_on_screen: 0,
        undone: 0,
    };
    store::insert_entry(conn, &entry).await
}

/// Whether somebody counts as heard changes with what is taken up and what is given back.
async fn refresh_newcomer_if_changed(
    conn: &mut Conn,
    before: &Question,
    after: &Question,
) -> sqlx::Result<()> {
    let heard = |state| matches!(state, State::Claimed | State::Answered);
    if after.person != 0 && heard(before.state) != heard(after.state) {
        questions::refresh_newcomer(conn, after.person).await?;
    }
    Ok(())
}

/// A question was withdrawn. Whatever was joined to it stands on its own again; those who voted for
/// one that was part of another stay with that.
async fn detach_withdrawn(conn: &mut Conn, withdrawn: &Question) -> sqlx::Result<()> {
    let number = withdrawn.number;
    let author = votes::get_or_create_voter(conn, withdrawn.person).await?;
    votes::delete_own_vote(conn, number, author).await?;
    if let Some((head, _)) = store::merge_of(conn, number).await? {
        votes::lock_question(conn, head).await?;
        votes::copy_votes(conn, number, head).await?;
        store::reparent_children(conn, number).await?;
        votes::recount(conn, head).await?;
        votes::recount(conn, number).await?;
    } else {
        for part in store::merge_links(conn, number).await?.iter().filter(|part| part.parent == number) {
            detach(conn, part.child, number).await?;
        }
        votes::recount(conn, number).await?;
    }
    Ok(())
}

/// Joins a question to another: they are asked as one.
pub async fn merge(conn: &mut Conn, child: i64, head: i64, hand: Actor) -> ActionResult<Applied> {
    let entry = store::lock_journal(conn).await?;
    // what was joined to something else meanwhile stands for that
    let head = store::merge_of(conn, head).await?.map_or(head, |(head, _)| head);
    if child == head {
        return Ok(Err(ActionError::Conflict));
    }
    let (Some(before), Some(whole)) =
        (questions::load(conn, child).await?, questions::load(conn, head).await?)
    else {
        return Ok(Err(ActionError::NotFound));
    };
    let may = matches!(
        (before.state, whole.state),
        (
            State::PendingReview | State::Queued | State::Deferred,
            State::Queued | State::Claimed | State::Deferred
        ) | (State::PendingReview, State::PendingReview)
    );
    if !may {
        return Ok(Err(ActionError::Conflict));
    }
    let after =
        Question { state: State::Merged, closed_at: hand.now, version: before.version + 1, ..before.clone() };
    // the votes of both stand still from here on
    votes::lock_question(conn, child).await?;
    votes::lock_question(conn, head).await?;
    if !questions::compare_and_set(conn, &before, &after).await? {
        return Ok(Err(ActionError::Conflict));
    }
    store::insert_merge(conn, child, head, before.state.name(), hand.now).await?;
    votes::recount(conn, head).await?;
    let note = EntryDetails { related_number: head, ..EntryDetails::default() };
    log_action(conn, entry, "merge", &after, note, hand).await?;
    let live = store::number_on_screen(conn).await?;
    Ok(Ok(Applied { entry_number: entry, before, after, on_screen: (live, live) }))
}

/// Takes a question out of the whole it was joined to: both are as they would be without it.
pub async fn unmerge(conn: &mut Conn, child: i64, hand: Actor) -> ActionResult<Applied> {
    let entry = store::lock_journal(conn).await?;
    unmerge_as(conn, entry, "unmerge", child, hand).await
}

async fn unmerge_as(
    conn: &mut Conn,
    entry: i64,
    name: &str,
    child: i64,
    hand: Actor,
) -> ActionResult<Applied> {
    let Some((head, _)) = store::merge_of(conn, child).await? else { return Ok(Err(ActionError::Conflict)) };
    let Some(before) = questions::load(conn, child).await? else { return Ok(Err(ActionError::NotFound)) };
    let Some(after) = detach(conn, child, head).await? else { return Ok(Err(ActionError::Conflict)) };
    log_action(
        conn,
        entry,
        name,
        &after,
        EntryDetails { related_number: head, ..EntryDetails::default() },
        hand,
    )
    .await?;
    let live = store::number_on_screen(conn).await?;
    Ok(Ok(Applied { entry_number: entry, before, after, on_screen: (live, live) }))
}

async fn detach(conn: &mut Conn, child: i64, head: i64) -> sqlx::Result<Option<Question>> {
    let (Some((_, was)), Some(before)) =
        (store::merge_of(conn, child).await?, questions::load(conn, child).await?)
    else {
        return Ok(None);
    };
    let was = State::from_name(&was).unwrap_or(State::Queued);
    let after = Question { state: was, closed_at: 0, version: before.version + 1, ..before.clone() };
    votes::lock_question(conn, child).await?;
    votes::lock_question(conn, head).await?;
    if before.state != State::Merged || !questions::compare_and_set(conn, &before, &after).await? {
        return Ok(None);
    }
    let brought = rules::subtree(&store::merge_links(conn, head).await?, child);
    store::detach_subtree(conn, child, &brought).await?;
    votes::recount(conn, head).await?;
    votes::recount(conn, child).await?;
    questions::load(conn, child).await
}

/// A question typed by staff, in the queue at once: for somebody in the room, or over several.
pub async fn add_by_moderator(
    conn: &mut Conn,
    text: &QuestionText,
    source: &'static str,
    lang: Lang,
    hand: Actor,
) -> sqlx::Result<Applied> {
    let entry = store::lock_journal(conn).await?;
    let new = NewQuestion { source, ..NewQuestion::written(0, text, lang) };
    let number = ask::put(conn, new, hand.now).await?;
    let question = questions::load(conn, number).await?.ok_or(sqlx::Error::RowNotFound)?;
    log_action(conn, entry, source, &question, EntryDetails::default(), hand).await?;
    let live = store::number_on_screen(conn).await?;
    Ok(Applied { entry_number: entry, before: question.clone(), after: question, on_screen: (live, live) })
}

/// Stops the author of a question from asking, or lets them again. Who it is nobody learns.
pub async fn set_author_muted(conn: &mut Conn, number: i64, on: bool, hand: Actor) -> ActionResult<i64> {
    let entry = store::lock_journal(conn).await?;
    let Some(question) = questions::load(conn, number).await? else { return Ok(Err(ActionError::NotFound)) };
    if question.person == 0 {
        return Ok(Err(ActionError::NotFound));
    }
    let changed = if on {
        store::mute(conn, question.person, hand.now).await?
    } else {
        store::unmute(conn, question.person).await?
    };
    if !changed {
        return Ok(Err(ActionError::Conflict));
    }
    log_action(conn, entry, if on { "mute" } else { "unmute" }, &question, EntryDetails::default(), hand)
        .await?;
    Ok(Ok(entry))
}

/// Undoes an act within five minutes, if nothing was done to the question since.
pub async fn undo(conn: &mut Conn, number: i64, hand: Actor) -> ActionResult<Applied> {
    let entry = store::lock_journal(conn).await?;
    let Some(done) = store::entry(conn, number).await? else { return Ok(Err(ActionError::NotFound)) };
    let Some(before) = questions::load(conn, done.question).await? else {
        return Ok(Err(ActionError::Conflict));
    };
    if done.undone == 1 || hand.real_now - done.real_at > UNDO_WINDOW {
        return Ok(Err(ActionError::Conflict));
    }
    let live = store::number_on_screen(conn).await?;
    let undone = match done.action.as_str() {
        "merge" => {
            let head = current_root(conn, &done).await?;
            detach(conn, done.question, head).await?
        }
        "unmerge" => remerge(conn, &before, done.related_number, hand).await?,
        "mute" => store::unmute(conn, before.person).await?.then(|| before.clone()),
        "unmute" => store::mute(conn, before.person, hand.now).await?.then(|| before.clone()),
        "floor" | "umbrella" => undo_add(conn, &before, &done, hand).await?,
        _ => restore_snapshot(conn, &before, &done, hand).await?,
    };
    let Some(after) = undone else { return Ok(Err(ActionError::Conflict)) };
    store::mark_undone(conn, number).await?;
    log_action(
        conn,
        entry,
        "undo",
        &after,
        EntryDetails { related_number: number, previous_on_screen: live, ..EntryDetails::default() },
        hand,
    )
    .await?;
    let shown = store::number_on_screen(conn).await?;
    Ok(Ok(Applied { entry_number: entry, before, after, on_screen: (live, shown) }))
}

async fn current_root(conn: &mut Conn, done: &JournalEntry) -> sqlx::Result<i64> {
    Ok(store::merge_of(conn, done.question).await?.map_or(done.related_number, |(head, _)| head))
}

async fn remerge(
    conn: &mut Conn,
    before: &Question,
    head: i64,
    hand: Actor,
) -> sqlx::Result<Option<Question>> {
    // its own entry would say "merge": the undo's entry says it
    let joinable = matches!(before.state, State::PendingReview | State::Queued | State::Deferred);
    let head = store::merge_of(conn, head).await?.map_or(head, |(head, _)| head);
    if !joinable || head == before.number {
        return Ok(None);
    }
    let after =
        Question { state: State::Merged, closed_at: hand.now, version: before.version + 1, ..before.clone() };
    votes::lock_question(conn, before.number).await?;
    votes::lock_question(conn, head).await?;
    if !questions::compare_and_set(conn, before, &after).await? {
        return Ok(None);
    }
    store::insert_merge(conn, before.number, head, before.state.name(), hand.now).await?;
    votes::recount(conn, head).await?;
    Ok(Some(after))
}

/// A question that staff typed goes, if nothing was done with it since.
async fn undo_add(
    conn: &mut Conn,
    before: &Question,
    done: &JournalEntry,
    hand: Actor,
) -> sqlx::Result<Option<Question>> {
    if before.version != done.version || !store::merge_links(conn, before.number).await?.is_empty() {
        return Ok(None);
    }
    let after = Question {
        state: State::Withdrawn,
        closed_at: hand.now,
        version: before.version + 1,
        ..before.clone()
    };
    Ok(questions::compare_and_set(conn, before, &after).await?.then_some(after))
}

async fn restore_snapshot(
    conn: &mut Conn,
    before: &Question,
    done: &JournalEntry,
    hand: Actor,
) -> sqlx::Result<Option<Question>> {
    let Ok(snapshot) = serde_json::from_str::<Snapshot>(&done.snapshot) else { return Ok(None) };
    if before.version != done.version {
        return Ok(None);
    }
    let after = snapshot.restore(before, hand.real_now);
    if !questions::compare_and_set(conn, before, &after).await? {
        return Ok(None);
    }
    let (number, live) = (before.number, store::number_on_screen(conn).await?);
    let was_live = done.previous_on_screen == number;
    let shown = if live == number && !was_live {
        // the act had put it there: what was there before comes back, if it is still in a hand
        let earlier = match done.previous_on_screen {
            0 => None,
            earlier => questions::load(conn, earlier).await?,
        };
        earlier.filter(|earlier| earlier.state == State::Claimed).map_or(0, |earlier| earlier.number)
    } else if live == 0 && was_live && after.state == State::Claimed {
        number
    } else if live == number && after.state != State::Claimed {
        0
    } else {
        live
    };
    if shown != live {
        store::set_on_screen(conn, shown, live, hand.now).await?;
    }
    refresh_newcomer_if_changed(conn, before, &after).await?;
    Ok(Some(after))
}

/// Ends what was in a hand for too long: what the hall has read counts as put, the rest goes back to the queue.
pub async fn expire_claims(conn: &mut Conn, now: i64, mono: i64) -> sqlx::Result<Vec<Applied>> {
    let live = store::number_on_screen(conn).await?;
    let mut ended = Vec::new();
    for number in questions::expired_claims(conn, mono).await?.into_iter().filter(|&number| number != live) {
        let hand = Actor { person: 0, now, real_now: mono };
        let how =
            if store::was_shown(conn, number).await? { Action::ExpireAsAnswered } else { Action::Expire };
        if let Ok(done) = apply_action(conn, number, &how, hand).await? {
            ended.push(done);
        }
    }
    Ok(ended)
}

/// A question and all that was joined to it, each with its author: whoever hears what becomes of it.
pub async fn authors_of_group(conn: &mut Conn, question: &Question) -> sqlx::Result<Vec<Question>> {
    let mut all = vec![question.clone()];
    for part in store::merge_links(conn, question.number).await? {
        all.extend(questions::load(conn, part.child).await?);
    }
    let mut told = std::collections::BTreeSet::new();
    all.retain(|question| question.person != 0 && told.insert(question.person));
    Ok(all)
}
