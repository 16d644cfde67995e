//! The questions of people who ask one after the other in a transaction, written down together: what
//! stands before a question is read once for all of them, their numbers are taken at once, and the rows
//! follow in one statement a table. Whatever comes between finds them written.

use std::collections::HashMap;
use std::ops::Range;

use super::store::{self, AskerState};
use super::{REFUSED_TEXT, vote_store};
use crate::cache::TxCache;
use crate::clock::Millis;
use crate::db::{self, Conn};
use crate::questions::store::{self as questions, NewQuestion, NumberedQuestion};
use crate::turn::{EventContext, Turn};

#[derive(Default)]
struct InsertBuffer {
    /// Of those who have not asked yet.
    prefetched: HashMap<i64, AskerState>,
    /// Taken, and not given yet.
    reserved_numbers: Range<i64>,
    questions: Vec<NumberedQuestion>,
    /// A question and who is the first to stand behind it.
    votes: Vec<(i64, i64)>,
    /// When those who wait here asked.
    now: Millis,
}

/// Whoever asks next, one after the other.
pub async fn prefetch_askers(
    conn: &mut Conn,
    memory: &mut TxCache,
    forum: EventContext<'_>,
    people: &[i64],
) -> sqlx::Result<()> {
    let rows = store::load_asker_states(conn, people, &forum.programme.question_limits, REFUSED_TEXT).await?;
    get_or_create(memory, forum.now)
        .prefetched
        .extend(rows.into_iter().map(|before| (before.person, before)));
    Ok(())
}

/// Whether they were expected, and have not asked yet.
pub fn is_asker_prefetched(memory: &mut TxCache, person: i64) -> bool {
    memory.get::<InsertBuffer>().is_some_and(|sheet| sheet.prefetched.contains_key(&person))
}

fn get_or_create(memory: &mut TxCache, now: Millis) -> &mut InsertBuffer {
    memory.get_or_insert_with(|| InsertBuffer { now, ..InsertBuffer::default() })
}

/// What stands before the question of whoever's turn it is.
pub async fn take_asker_state(turn: &mut Turn<'_>) -> sqlx::Result<AskerState> {
    let person = turn.person.id;
    if !is_asker_prefetched(turn.cache, person) {
        prefetch_askers(turn.conn, turn.cache, turn.event, &[person]).await?;
    }
    let sheet = get_or_create(turn.cache, turn.event.now);
    let mut before = sheet.prefetched.remove(&person).ok_or(sqlx::Error::RowNotFound)?;
    before.has_unhandled |= i64::from(!sheet.questions.is_empty());
    Ok(before)
}

/// Gives a question its number and puts it on the sheet; whoever asks is the first to stand behind it.
pub async fn push(turn: &mut Turn<'_>, new: NewQuestion, before: &AskerState) -> sqlx::Result<i64> {
    let voter = match before.voter_key {
        0 => vote_store::create_voter(turn.conn, new.person).await?,
        known => known,
    };
    let sheet = get_or_create(turn.cache, turn.event.now);
    if sheet.reserved_numbers.is_empty() {
        let many = 1 + sheet.prefetched.len() as i64;
        let last = db::advance_counter(turn.conn, "question", many).await?;
        sheet.reserved_numbers = last - many + 1..last + 1;
    }
    let number = sheet.reserved_numbers.start;
    sheet.reserved_numbers.start += 1;
    sheet.votes.push((number, voter));
    sheet.questions.push(NumberedQuestion { number, is_newcomer: before.was_heard == 0, question: new });
    Ok(number)
}

/// The first question that is not written yet.
pub fn first_unwritten(memory: &mut TxCache) -> Option<i64> {
    memory.get::<InsertBuffer>()?.questions.first().map(|kept| kept.number)
}

/// Writes down what was asked; numbers that nobody needed are given back.
pub async fn flush_inserts(conn: &mut Conn, memory: &mut TxCache) -> sqlx::Result<()> {
    let Some(sheet) = memory.take::<InsertBuffer>() else { return Ok(()) };
    let unused = sheet.reserved_numbers.end - sheet.reserved_numbers.start;
    if unused > 0 {
        db::advance_counter(conn, "question", -unused).await?;
    }
    if !sheet.questions.is_empty() {
        questions::insert(conn, &sheet.questions, sheet.now).await?;
        vote_store::insert_votes(conn, &sheet.votes, sheet.now).await?;
    }
    Ok(())
}

/// Keeps a question outside of a turn.
pub async fn insert_unbuffered(conn: &mut Conn, new: NewQuestion, now: Millis) -> sqlx::Result<i64> {
    let number = db::next_number(conn, "question").await?;
    let person = new.person;
    let newcomer = person != 0 && !store::was_heard(conn, person).await?;
    questions::insert(conn, &[NumberedQuestion { number, is_newcomer: newcomer, question: new }], now)
        .await?;
    if person != 0 {
        let voter = vote_store::get_or_create_voter(conn, person).await?;
        vote_store::insert_votes(conn, &[(number, voter)], now).await?;
    }
    Ok(number)
}
