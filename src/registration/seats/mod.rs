//! Seats: who has one, who waits in line, and what happens when one is freed.
//!
//! Everything that counts or moves seats first takes the lock of the registrations' counter, so that
//! the seats counted are the seats taken, however many people confirm at the same instant.

mod rules;
mod store;
mod view;

pub use rules::{Counts, Phase, has_room, movable, offer_until, phase};
pub use store::{accept, counts, hope_again, place, state};

use super::store::Standing;
use super::values::Category;
use crate::chat::{Outgoing, Urgency};
use crate::clock::Millis;
use crate::db::{self, Conn};
use crate::outbox::{self, Letter};
use crate::programme::Programme;
use crate::turn::{Forum, Turn};
use store::Moved;

/// The counter that numbers registrations; its row's lock puts everybody in line.
pub const COUNTER: &str = "registration";
/// How many are moved or told in one transaction.
const AT_ONCE: i64 = 200;
/// How long before the end of the last day an unfinished registration is brought to mind.
const NUDGE: Millis = 24 * 3_600_000;

/// What somebody in line is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// A seat is theirs.
    Promoted,
    /// One is kept for them until then.
    Offered(Millis),
    /// It was kept for long enough.
    RanOut,
    /// The same, when no seat can come any more.
    TooLate,
    /// No seat will come any more.
    LastChance,
}

/// Puts this transaction in line behind all others that count seats.
pub async fn lock(conn: &mut Conn) -> sqlx::Result<()> {
    db::hold_number(conn, COUNTER).await
}

/// How many places are taken of a capacity.
pub async fn taken(conn: &mut Conn, programme: &Programme) -> sqlx::Result<i64> {
    Ok(state(conn, programme).await?.taken())
}

/// What a new registration of this category gets. Call it under the lock.
pub async fn standing_for(conn: &mut Conn, forum: Forum<'_>, category: Category) -> sqlx::Result<Standing> {
    let counts = state(conn, forum.programme).await?;
    // whoever waits and could have the seat comes first
    let phase = phase(forum.programme, forum.schedule, forum.now);
    let first = movable(forum.programme, &counts, phase).is_empty();
    let room = has_room(forum.programme, &counts, category);
    Ok(if room && first { Standing::Seat } else { Standing::Waiting })
}

/// Passes free seats on, and tells those who get them, from within a turn. Call it under the lock,
/// after anything that may have freed one.
pub async fn pass_on(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    for (moved, news) in fill(turn.conn, turn.forum).await? {
        if moved.person != 0 {
            let message = view::news(turn.forum, &moved, news);
            turn.tell(moved.person, message);
        }
    }
    Ok(())
}

/// Gives or offers free seats to the first in line who may have them.
async fn fill(conn: &mut Conn, forum: Forum<'_>) -> sqlx::Result<Vec<(Moved, News)>> {
    let (programme, schedule) = (forum.programme, forum.schedule);
    let phase = phase(programme, schedule, forum.now);
    let (until, news) = match phase {
        Phase::Given => (0, News::Promoted),
        Phase::Offered if rules::is_daytime(programme.zone, forum.now) => {
            let until = rules::offer_until(programme, schedule, forum.now);
            (until, News::Offered(until))
        }
        Phase::Offered | Phase::Over => return Ok(Vec::new()),
    };
    let mut all = Vec::new();
    while (all.len() as i64) < AT_ONCE {
        let counts = state(conn, programme).await?;
        let mut first: Option<(Millis, i64)> = None;
        for category in movable(programme, &counts, phase) {
            let head = store::first_in_line(conn, category, phase == Phase::Offered).await?;
            first = [first, head].into_iter().flatten().min();
        }
        let Some((_, number)) = first else { break };
        let Some(moved) = store::promote(conn, number, until).await? else { break };
        all.push((moved, news));
    }
    Ok(all)
}

/// The first moment, perhaps past, at which something of this room is due.
pub async fn next_due(conn: &mut Conn, forum: Forum<'_>) -> sqlx::Result<Option<Millis>> {
    let (programme, now) = (forum.programme, forum.now);
    let counts = state(conn, programme).await?;
    let last_chance = rules::last_chance(programme, forum.schedule);
    let phase = phase(programme, forum.schedule, now);
    let passing_on = match phase {
        _ if movable(programme, &counts, phase).is_empty() => None,
        Phase::Given => Some(now),
        Phase::Offered => Some(rules::next_daytime(programme.zone, now)).filter(|&at| at < last_chance),
        Phase::Over => None,
    };
    let due = [
        store::first_offer_ends(conn).await?,
        passing_on,
        counts.is_hoped_for().then_some(last_chance),
        nudge_at(conn, forum).await?,
    ];
    Ok(due.into_iter().flatten().min())
}

/// Does what is due by now; false when nothing was.
pub async fn tick(conn: &mut Conn, forum: Forum<'_>) -> sqlx::Result<bool> {
    let now = forum.now;
    lock(conn).await?;
    let over = phase(forum.programme, forum.schedule, now) == Phase::Over;
    let mut all = Vec::new();
    for moved in store::run_out(conn, now, AT_ONCE).await? {
        if store::step_back(conn, moved.number, now).await? {
            all.push((moved, if over { News::TooLate } else { News::RanOut }));
        }
    }
    all.append(&mut fill(conn, forum).await?);
    if over {
        for moved in store::hoping(conn, AT_ONCE).await? {
            store::told_last_chance(conn, moved.number, now).await?;
            all.push((moved, News::LastChance));
        }
    }
    let mut letters: Vec<Letter> = all
        .iter()
        .filter(|(moved, _)| moved.person != 0)
        .map(|(moved, news)| letter("seat", moved.number, now, moved.person, view::news(forum, moved, *news)))
        .collect();
    let nudged = nudge(conn, forum, &mut letters).await?;
    outbox::put(conn, &letters, forum.mono).await?;
    Ok(nudged || !all.is_empty())
}

/// When unfinished registrations are brought to mind, unless that was done.
async fn nudge_at(conn: &mut Conn, forum: Forum<'_>) -> sqlx::Result<Option<Millis>> {
    let Some(closes) = forum.programme.closes_at().filter(|&closes| forum.now < closes) else {
        return Ok(None);
    };
    let done = db::setting(conn, &nudge_name(closes)).await?.is_some();
    Ok((!done).then_some(closes - NUDGE))
}

/// Once, and never again: who begins after this moment is not nudged. False when it is not due.
async fn nudge(conn: &mut Conn, forum: Forum<'_>, letters: &mut Vec<Letter>) -> sqlx::Result<bool> {
    let Some(due) = nudge_at(conn, forum).await?.filter(|&due| due <= forum.now) else {
        return Ok(false);
    };
    let people = store::unfinished(conn, AT_ONCE).await?;
    for &(person, lang) in &people {
        store::nudged(conn, person, forum.now).await?;
        letters.push(letter("nudge", person, due, person, view::nudge(forum, lang)));
    }
    if (people.len() as i64) < AT_ONCE {
        db::set_setting(conn, &nudge_name(due + NUDGE), "1").await?;
    }
    Ok(true)
}

fn nudge_name(closes: Millis) -> String {
    format!("nudged:{closes}")
}

fn letter(kind: &str, id: i64, at: Millis, chat: i64, message: crate::chat::Message) -> Letter {
    Letter {
        key: format!("{kind}:{id}:{at}"),
        chat,
        urgency: Urgency::Notice,
        expires_at: None,
        what: Outgoing::Say(message),
        slot: None,
    }
}
