//! The questions of people who ask one after the other in a transaction, written down together: what
//! stands before a question is read once for all of them, their numbers are taken at once, and the rows
//! follow in one statement a table. Whatever comes between finds them written.

use std::collections::HashMap;
use std::ops::Range;

use super::store::{self, Before};
use super::{REFUSED, vote_store};
use crate::clock::Millis;
use crate::db::{self, Conn};
use crate::memory::Memory;
use crate::questions::store::{self as questions, New, Numbered};
use crate::turn::{Forum, Turn};

#[derive(Default)]
struct Sheet {
    /// Of those who have not asked yet.
    before: HashMap<i64, Before>,
    /// Taken, and not given yet.
    numbers: Range<i64>,
    kept: Vec<Numbered>,
    /// A question and who is the first to stand behind it.
    votes: Vec<(i64, i64)>,
    /// When those who wait here asked.
    now: Millis,
}

/// Whoever asks next, one after the other.
pub async fn expect(
    conn: &mut Conn,
    memory: &mut Memory,
    forum: Forum<'_>,
    people: &[i64],
) -> sqlx::Result<()> {
    let rows = store::before(conn, people, &forum.programme.limits, REFUSED).await?;
    open(memory, forum.now).before.extend(rows.into_iter().map(|before| (before.person, before)));
    Ok(())
}

/// Whether they were expected, and have not asked yet.
pub fn expects(memory: &mut Memory, person: i64) -> bool {
    memory.get::<Sheet>().is_some_and(|sheet| sheet.before.contains_key(&person))
}

fn open(memory: &mut Memory, now: Millis) -> &mut Sheet {
    memory.get_or_keep(|| Sheet { now, ..Sheet::default() })
}

/// What stands before the question of whoever's turn it is.
pub async fn before(turn: &mut Turn<'_>) -> sqlx::Result<Before> {
    let person = turn.person.id;
    if !expects(turn.memory, person) {
        expect(turn.conn, turn.memory, turn.forum, &[person]).await?;
    }
    let sheet = open(turn.memory, turn.forum.now);
    let mut before = sheet.before.remove(&person).ok_or(sqlx::Error::RowNotFound)?;
    before.any_waits |= i64::from(!sheet.kept.is_empty());
    Ok(before)
}

/// Gives a question its number and puts it on the sheet; whoever asks is the first to stand behind it.
pub async fn put(turn: &mut Turn<'_>, new: New, before: &Before) -> sqlx::Result<i64> {
    let voter = match before.voter {
        0 => vote_store::new_voter(turn.conn, new.person).await?,
        known => known,
    };
    let sheet = open(turn.memory, turn.forum.now);
    if sheet.numbers.is_empty() {
        let many = 1 + sheet.before.len() as i64;
        let last = db::take_numbers(turn.conn, "question", many).await?;
        sheet.numbers = last - many + 1..last + 1;
    }
    let number = sheet.numbers.start;
    sheet.numbers.start += 1;
    sheet.votes.push((number, voter));
    sheet.kept.push(Numbered { number, newcomer: before.heard == 0, new });
    Ok(number)
}

/// The first question that is not written yet.
pub fn first(memory: &mut Memory) -> Option<i64> {
    memory.get::<Sheet>()?.kept.first().map(|kept| kept.number)
}

/// Writes down what was asked; numbers that nobody needed are given back.
pub async fn write_down(conn: &mut Conn, memory: &mut Memory) -> sqlx::Result<()> {
    let Some(sheet) = memory.take::<Sheet>() else { return Ok(()) };
    let unused = sheet.numbers.end - sheet.numbers.start;
    if unused > 0 {
        db::take_numbers(conn, "question", -unused).await?;
    }
    if !sheet.kept.is_empty() {
        questions::keep(conn, &sheet.kept, sheet.now).await?;
        vote_store::stand_behind(conn, &sheet.votes, sheet.now).await?;
    }
    Ok(())
}

/// Keeps a question outside of a turn.
pub async fn keep(conn: &mut Conn, new: New, now: Millis) -> sqlx::Result<i64> {
    let number = db::next_number(conn, "question").await?;
    let person = new.person;
    let newcomer = person != 0 && !store::was_heard(conn, person).await?;
    questions::keep(conn, &[Numbered { number, newcomer, new }], now).await?;
    if person != 0 {
        let voter = vote_store::voter(conn, person).await?;
        vote_store::stand_behind(conn, &[(number, voter)], now).await?;
    }
    Ok(number)
}
