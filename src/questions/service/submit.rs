//! Storing new questions. Those of one series of turns are buffered: the askers' states are read in one statement, the
//! numbers are drawn at once, and the rows follow in one statement a table at the end of the series.

use std::collections::HashMap;
use std::ops::Range;

use super::super::model::{AskerState, NewQuestion, NumberedQuestion};
use super::super::store::{askers, questions, voters, votes};
use crate::cache::TxCache;
use crate::clock::EventTime;
use crate::db::{self, Conn};
use crate::ids::{PersonId, QuestionNumber};
use crate::turn::Turn;

/// The name under which `ui_state` stores a text that was refused, so that a button can send it later.
pub(crate) const REFUSED_TEXT_KEY: &str = "refused";
/// The counter of question numbers.
const NUMBER_COUNTER: &str = "question";

/// New questions of this transaction that are not in the database yet.
#[derive(Default)]
struct InsertBuffer {
    /// States of askers that were read and that no question has taken yet.
    prefetched: HashMap<PersonId, AskerState>,
    /// Numbers that are drawn and not used yet.
    reserved_numbers: Range<i64>,
    questions: Vec<NumberedQuestion>,
    /// The authors' votes, as question and voter.
    votes: Vec<(QuestionNumber, i64)>,
    /// When the buffered questions were asked.
    now: EventTime,
}

/// The buffer of this transaction; a new one is written with what the cache defers.
fn get_or_create(cache: &mut TxCache, now: EventTime) -> &mut InsertBuffer {
    if cache.get::<InsertBuffer>().is_none() {
        cache.defer(|conn, cache| Box::pin(write_buffer(conn, cache)));
    }
    cache.get_or_insert_with(|| InsertBuffer { now, ..InsertBuffer::default() })
}

/// The state of the turn's person before their question. The first turn of a series reads it for all of them.
pub(crate) async fn take_asker_state(turn: &mut Turn<'_>) -> sqlx::Result<AskerState> {
    let person = turn.person.id;
    let prefetched = turn.cache.get::<InsertBuffer>().and_then(|buffer| buffer.prefetched.remove(&person));
    let mut state = match prefetched {
        Some(state) => state,
        None => read_asker_states(turn).await?.remove(&person).ok_or(sqlx::Error::RowNotFound)?,
    };
    state.has_unhandled |= first_buffered(turn.cache).is_some();
    Ok(state)
}

async fn read_asker_states<'t>(
    turn: &'t mut Turn<'_>,
) -> sqlx::Result<&'t mut HashMap<PersonId, AskerState>> {
    let own = [turn.person.id];
    let people = if turn.series.contains(&own[0]) { turn.series } else { &own };
    let limits = &turn.event.programme.question_limits;
    let states = askers::load(turn.conn, people, limits, REFUSED_TEXT_KEY).await?;
    let buffer = get_or_create(turn.cache, turn.event.now);
    buffer.prefetched.extend(states.into_iter().map(|state| (state.person, state)));
    Ok(&mut buffer.prefetched)
}

/// Gives a question its number and buffers it with its author's vote.
pub(crate) async fn push(
    turn: &mut Turn<'_>,
    new: NewQuestion,
    asker: &AskerState,
) -> sqlx::Result<QuestionNumber> {
    let voter = match asker.voter_key {
        Some(key) => key,
        None => voters::create(turn.conn, new.person).await?,
    };
    let buffer = get_or_create(turn.cache, turn.event.now);
    if buffer.reserved_numbers.is_empty() {
        let count = 1 + buffer.prefetched.len() as i64;
        let last = db::advance_counter(turn.conn, NUMBER_COUNTER, count).await?;
        buffer.reserved_numbers = last - count + 1..last + 1;
    }
    let number = buffer.reserved_numbers.start.into();
    buffer.reserved_numbers.start += 1;
    buffer.votes.push((number, voter));
    buffer.questions.push(NumberedQuestion { number, is_newcomer: !asker.was_heard, question: new });
    Ok(number)
}

/// The first buffered question.
pub(crate) fn first_buffered(cache: &mut TxCache) -> Option<QuestionNumber> {
    cache.get::<InsertBuffer>()?.questions.first().map(|new| new.number)
}

/// Writes the buffered questions, and gives back the numbers that were not used.
async fn write_buffer(conn: &mut Conn, cache: &mut TxCache) -> sqlx::Result<()> {
    let Some(buffer) = cache.take::<InsertBuffer>() else { return Ok(()) };
    let unused = buffer.reserved_numbers.end - buffer.reserved_numbers.start;
    if unused > 0 {
        db::advance_counter(conn, NUMBER_COUNTER, -unused).await?;
    }
    if !buffer.questions.is_empty() {
        questions::insert(conn, &buffer.questions, buffer.now).await?;
        votes::insert_all(conn, &buffer.votes, buffer.now).await?;
    }
    Ok(())
}

/// Stores a question outside of a turn; its number.
pub async fn insert_unbuffered(
    conn: &mut Conn,
    new: NewQuestion,
    now: EventTime,
) -> sqlx::Result<QuestionNumber> {
    let number = db::next_number(conn, NUMBER_COUNTER).await?.into();
    let person = new.person;
    let has_author = !person.is_none();
    let is_newcomer = has_author && !askers::was_heard(conn, person).await?;
    questions::insert(conn, &[NumberedQuestion { number, is_newcomer, question: new }], now).await?;
    if has_author {
        let voter = voters::get_or_create(conn, person).await?;
        votes::insert_all(conn, &[(number, voter)], now).await?;
    }
    Ok(number)
}
