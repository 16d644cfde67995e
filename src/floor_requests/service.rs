//! What one transaction does with the queue, for a phone and for a browser alike. Every change takes the lock of the
//! queue first, so that changes come one after the other, and notices are enqueued with it.

use super::model::{
    Counts, FloorContext, FloorStatus, GiveOutcome, JoinOutcome, Mode, Request, RequestNumber, SkipOutcome,
    State, Waiting, WithdrawOutcome,
};
use super::payload::SkipCount;
use super::{notify, rules, store};
use crate::clock::EventTime;
use crate::db::Conn;
use crate::ids::PersonId;
use crate::programme::{Programme, Schedule};
use crate::text::parse_display_name;

/// Whether the hall may ask for the floor now, by the programme or by a moderator's hand.
pub async fn is_open(
    conn: &mut Conn,
    programme: &Programme,
    schedule: &Schedule,
    now: EventTime,
) -> sqlx::Result<bool> {
    Ok(rules::is_open(store::mode(conn).await?, programme, schedule, now))
}

async fn is_open_in(conn: &mut Conn, ctx: &FloorContext<'_>) -> sqlx::Result<bool> {
    is_open(conn, ctx.event.programme, ctx.event.schedule, ctx.event.now).await
}

/// Everybody who waits, in the order in which they get the floor.
pub async fn queue(conn: &mut Conn, ctx: &FloorContext<'_>) -> sqlx::Result<Vec<Request>> {
    Ok(rules::in_order(store::waiting(conn).await?, ctx.newcomers_first))
}

/// Who has the floor now.
pub async fn speaker(conn: &mut Conn) -> sqlx::Result<Option<Request>> {
    store::speaker(conn).await
}

/// Where a person stands. It only reads.
pub async fn status(conn: &mut Conn, ctx: &FloorContext<'_>, person: PersonId) -> sqlx::Result<FloorStatus> {
    if let Some(request) = store::open_of(conn, person).await? {
        return Ok(match request.state {
            State::Speaking => FloorStatus::HasFloor {
                number: request.number,
                name: request.name,
                acknowledged: request.acknowledged,
            },
            _ => FloorStatus::Waiting(waiting(conn, ctx, request).await?),
        });
    }
    let is_open = is_open_in(conn, ctx).await?;
    Ok(if store::was_heard(conn, person).await? {
        FloorStatus::Heard { may_ask_again: is_open }
    } else if is_open {
        FloorStatus::MayAsk
    } else {
        FloorStatus::Closed
    })
}

/// A request that waits, with the number of those before it.
async fn waiting(conn: &mut Conn, ctx: &FloorContext<'_>, request: Request) -> sqlx::Result<Waiting> {
    let queue = queue(conn, ctx).await?;
    let ahead = queue.iter().take_while(|other| other.number != request.number).count() as i64;
    Ok(Waiting { number: request.number, ahead, name: request.name, newcomer: request.newcomer })
}

/// Asks for the floor. `name` is the first name that moderators see; one without a letter or of more than 40
/// characters counts as none. A person who waits already, or has the floor, keeps that and the name.
pub async fn join(
    conn: &mut Conn,
    ctx: &FloorContext<'_>,
    person: PersonId,
    name: &str,
) -> sqlx::Result<JoinOutcome> {
    store::lock(conn).await?;
    if let Some(request) = store::open_of(conn, person).await? {
        return Ok(match request.state {
            State::Speaking => JoinOutcome::AlreadyHasFloor,
            _ => JoinOutcome::AlreadyWaiting(waiting(conn, ctx, request).await?),
        });
    }
    let event = &ctx.event;
    if !is_open_in(conn, ctx).await? {
        return Ok(JoinOutcome::Closed);
    }
    if store::is_muted(conn, person).await? {
        return Ok(JoinOutcome::Muted);
    }
    let is_anybody_speaking = store::speaker(conn).await?.is_some();
    let is_first = !is_anybody_speaking && store::waiting(conn).await?.is_empty();
    let session = rules::open_sessions(event.programme, event.schedule, event.now);
    let session = session.first().map_or("", |session| session.id.as_str());
    let number = store::insert(conn, person, &parse_display_name(name), session, event.now).await?;
    let Some(request) = store::load(conn, number).await? else { return Err(sqlx::Error::RowNotFound) };
    if is_first {
        notify::first_waits(conn, ctx, &request).await?;
    }
    let waiting = waiting(conn, ctx, request).await?;
    if is_anybody_speaking && waiting.ahead == 0 {
        // the answer says so
        store::mark_forewarned(conn, number).await?;
    }
    Ok(JoinOutcome::Joined(waiting))
}

/// Takes a request back, or leaves the floor to the next.
pub async fn withdraw(
    conn: &mut Conn,
    ctx: &FloorContext<'_>,
    person: PersonId,
) -> sqlx::Result<WithdrawOutcome> {
    store::lock(conn).await?;
    let Some(request) = store::open_of(conn, person).await? else { return Ok(WithdrawOutcome::NoRequest) };
    store::change_state(conn, request.number, request.state, State::Withdrawn).await?;
    if request.state == State::Speaking {
        notify::gave_up_floor(conn, ctx, &request).await?;
        return Ok(WithdrawOutcome::GaveUpFloor);
    }
    tell_next_to_get_ready(conn, ctx).await?;
    Ok(WithdrawOutcome::Withdrawn)
}

/// The person who has the floor is coming; false where the floor is not theirs. Pressing twice does no harm.
pub async fn acknowledge(conn: &mut Conn, person: PersonId) -> sqlx::Result<bool> {
    store::lock(conn).await?;
    match store::open_of(conn, person).await? {
        Some(request) => store::acknowledge(conn, request.number, person).await,
        None => Ok(false),
    }
}

/// Changes the first name that moderators see of an open request, or hides it; false without an open request.
pub async fn set_name(conn: &mut Conn, person: PersonId, name: &str) -> sqlx::Result<bool> {
    store::lock(conn).await?;
    let Some(request) = store::open_of(conn, person).await? else { return Ok(false) };
    store::set_name(conn, request.number, &parse_display_name(name)).await?;
    Ok(true)
}

/// Gives the floor to a request, and ends the speech of `speaker`, which had it when the moderator looked; `None` for
/// nobody.
pub async fn give(
    conn: &mut Conn,
    ctx: &FloorContext<'_>,
    number: RequestNumber,
    speaker: Option<RequestNumber>,
) -> sqlx::Result<GiveOutcome> {
    store::lock(conn).await?;
    let current = store::speaker(conn).await?;
    if current.as_ref().map(|request| request.number) != speaker {
        return Ok(GiveOutcome::Changed(current));
    }
    let waits = |request: &Request| request.state == State::Waiting && !request.person.is_none();
    if !store::load(conn, number).await?.as_ref().is_some_and(waits) {
        return Ok(GiveOutcome::Gone);
    }
    if let Some(current) = current {
        store::change_state(conn, current.number, State::Speaking, State::Heard).await?;
    }
    store::set_speaking(conn, number, ctx.event.now).await?;
    let Some(request) = store::load(conn, number).await? else { return Ok(GiveOutcome::Gone) };
    notify::your_turn(conn, ctx, &request).await?;
    tell_next_to_get_ready(conn, ctx).await?;
    Ok(GiveOutcome::Given(request))
}

/// The speaker has finished; false where the request does not have the floor any more.
pub async fn finish(conn: &mut Conn, number: RequestNumber) -> sqlx::Result<bool> {
    store::lock(conn).await?;
    store::change_state(conn, number, State::Speaking, State::Heard).await
}

/// The person who was called, or would be next, is not there: for the first time they go behind everybody who waits
/// now, for the second time their request ends.
pub async fn skip(
    conn: &mut Conn,
    ctx: &FloorContext<'_>,
    number: RequestNumber,
    seen: SkipCount,
) -> sqlx::Result<SkipOutcome> {
    store::lock(conn).await?;
    let request = store::load(conn, number).await?;
    let is_open = |request: &Request| matches!(request.state, State::Waiting | State::Speaking);
    let Some(request) = request.filter(|it| is_open(it) && it.skipped == (seen == SkipCount::Again)) else {
        return Ok(SkipOutcome::Changed);
    };
    if request.skipped {
        store::change_state(conn, number, request.state, State::Absent).await?;
    } else {
        store::move_to_end(conn, number).await?;
    }
    notify::skipped(conn, ctx, &request).await?;
    tell_next_to_get_ready(conn, ctx).await?;
    Ok(if request.skipped { SkipOutcome::Out(request) } else { SkipOutcome::ToTheEnd(request) })
}

/// Ends all requests that wait; how many. The next tick tells their people.
pub async fn clear(conn: &mut Conn) -> sqlx::Result<u64> {
    store::lock(conn).await?;
    store::clear_waiting(conn).await
}

/// Sets when the hall may ask; false where it is set so already. The next tick tells those who wait in vain.
pub async fn set_mode(conn: &mut Conn, mode: Mode) -> sqlx::Result<bool> {
    store::lock(conn).await?;
    if store::mode(conn).await? == mode {
        return Ok(false);
    }
    store::set_mode(conn, mode).await?;
    Ok(true)
}

/// While a person speaks, the next one is notified once to get ready.
async fn tell_next_to_get_ready(conn: &mut Conn, ctx: &FloorContext<'_>) -> sqlx::Result<()> {
    if store::speaker(conn).await?.is_none() {
        return Ok(());
    }
    match queue(conn, ctx).await?.first() {
        Some(next) if !next.forewarned => {
            store::mark_forewarned(conn, next.number).await?;
            notify::get_ready(conn, ctx, next).await
        }
        _ => Ok(()),
    }
}

/// Moves the requests of a person who took part by a browser to their account. Where both have an open one, the floor
/// counts, else the earlier place; the other request never was.
pub async fn move_person(conn: &mut Conn, from: PersonId, to: PersonId) -> sqlx::Result<()> {
    if from == to {
        return Ok(());
    }
    store::lock(conn).await?;
    let was_heard = store::was_heard(conn, from).await? || store::was_heard(conn, to).await?;
    let mine = (store::open_of(conn, from).await?, store::open_of(conn, to).await?);
    let mut open: Vec<Request> = [mine.0, mine.1].into_iter().flatten().collect();
    open.sort_by_key(|request| (request.state != State::Speaking, request.position));
    for other in open.iter().skip(1) {
        store::delete(conn, other.number).await?;
    }
    store::change_person(conn, from, to).await?;
    if let Some(kept) = open.first() {
        if kept.name.is_empty()
            && let Some(other) = open.get(1)
        {
            store::set_name(conn, kept.number, &other.name).await?;
        }
        if was_heard && kept.state == State::Waiting {
            store::mark_heard_before(conn, kept.number).await?;
        }
    }
    Ok(())
}

/// How often the floor was asked for and given, for the organisers.
pub async fn counts(conn: &mut Conn) -> sqlx::Result<Counts> {
    store::counts(conn).await
}
