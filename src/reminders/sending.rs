//! What a tick does: it finds the reminders that are due and the announced starts that are wrong, and puts the
//! messages into the outbox, one batch a transaction.

use super::corrections::enqueue_corrections;
use super::messages::{new_message, reminder_key, subscription_key};
use super::model::{BATCH_SIZE, DueReminder, Outcome, PlannedReminder, ReminderTick, Timeliness};
use super::rules::{self, planned_reminders};
use super::{store, view};
use crate::db::Conn;
use crate::outbox;
use crate::programme::ScheduledSession;
use crate::turn::EventContext;

/// How many more registrations the people of a batch may have: a mediator may register thirty people.
const MAX_EXTRA_REGISTRATIONS: i64 = BATCH_SIZE * 32;

/// [`count_due`] stops counting here.
const MAX_COUNTED: i64 = 10_000;

/// Sends what is due. Safe to repeat, with a clock that moved back, or on a second instance: a recorded outcome for
/// each registration and reminder prevents a second message. One call is one batch; while the result says that there
/// is `more`, the caller ticks again in another transaction.
pub async fn tick(conn: &mut Conn, event: EventContext<'_>) -> sqlx::Result<ReminderTick> {
    if let Some(tick) = enqueue_corrections(conn, event).await? {
        return Ok(tick);
    }
    for planned in planned_reminders(event.programme, event.schedule) {
        let timeliness = rules::timeliness(&planned, event.schedule, event.now);
        if timeliness != Timeliness::NotYet && !store::is_done(conn, &planned).await? {
            return enqueue_planned(conn, event, &planned, timeliness).await;
        }
    }
    for slot in event.schedule.not_cancelled() {
        if let Some(tick) = enqueue_subscribed(conn, event, slot).await? {
            return Ok(tick);
        }
    }
    Ok(ReminderTick::default())
}

/// Records everything that is due by now as sent, without a message: in a restored database it was sent after the backup
/// was made. Gives the number of registrations and subscriptions.
pub async fn assume_sent(conn: &mut Conn, event: EventContext<'_>) -> sqlx::Result<u64> {
    let mut assumed = 0;
    for planned in planned_reminders(event.programme, event.schedule) {
        if rules::timeliness(&planned, event.schedule, event.now) == Timeliness::NotYet
            || store::is_done(conn, &planned).await?
        {
            continue;
        }
        let start = rules::current_start(planned.reminder, event.schedule);
        loop {
            let (due, is_last) = next_batch(conn, &planned).await?;
            for group in rules::group_by_person(due) {
                let Some(first) = group.first().map(|due| due.registration) else { continue };
                for due in group {
                    let numbers = (due.registration, first);
                    store::record_outcome(conn, &planned, numbers, Outcome::Sent, Some(start), event.now)
                        .await?;
                    assumed += 1;
                }
            }
            if is_last {
                break;
            }
        }
        store::mark_done(conn, &planned).await?;
    }
    for slot in event.schedule.not_cancelled() {
        let (session, starts) = (&slot.session_id, slot.starts);
        loop {
            let due = store::find_due_subscriptions(conn, session, starts, event.now, BATCH_SIZE).await?;
            if due.is_empty() {
                break;
            }
            for subscription in due {
                let (person, outcome) = (subscription.person, Outcome::Sent);
                store::record_subscription_outcome(conn, person, session, outcome, Some(starts)).await?;
                assumed += 1;
            }
        }
    }
    Ok(assumed)
}

/// How many registrations should have got a reminder by now and have not; at most `MAX_COUNTED` of each reminder.
pub async fn count_due(conn: &mut Conn, event: EventContext<'_>) -> sqlx::Result<i64> {
    let mut due = 0;
    for planned in planned_reminders(event.programme, event.schedule) {
        let timeliness = rules::timeliness(&planned, event.schedule, event.now);
        if timeliness == Timeliness::InTime && !store::is_done(conn, &planned).await? {
            due += store::find_unreminded(conn, &planned, None, None, MAX_COUNTED).await?.len() as i64;
        }
    }
    Ok(due)
}

/// One batch of a planned reminder.
async fn enqueue_planned(
    conn: &mut Conn,
    event: EventContext<'_>,
    planned: &PlannedReminder<'_>,
    timeliness: Timeliness,
) -> sqlx::Result<ReminderTick> {
    let (due, is_last) = next_batch(conn, planned).await?;
    let mut tick = ReminderTick { more: true, ..ReminderTick::default() };
    let mut messages = Vec::with_capacity(due.len());
    let start = rules::current_start(planned.reminder, event.schedule);
    let expires_at = event.real_now + (rules::send_deadline(planned, event.schedule) - event.now);
    for group in rules::group_by_person(due) {
        let Some(first) = group.first().map(|due| due.registration) else { continue };
        let mut reminded = Vec::with_capacity(group.len());
        for due in group {
            let numbers = (due.registration, first);
            if timeliness == Timeliness::TooLate {
                let outcome = Outcome::Missed;
                if store::record_outcome(conn, planned, numbers, outcome, None, event.now).await? {
                    tick.missed += 1;
                }
            } else if store::record_outcome(conn, planned, numbers, Outcome::Sent, Some(start), event.now)
                .await?
            {
                tick.sent += 1;
                reminded.push(due);
            }
        }
        if let Some(due) = reminded.first() {
            let message = view::reminder(event, planned, &reminded);
            messages.push(new_message(
                reminder_key(&planned.reminder.id, first),
                due.person.private_chat(),
                expires_at,
                message,
            ));
        }
    }
    outbox::enqueue(conn, &messages, event.real_now).await?;
    if is_last {
        store::mark_done(conn, planned).await?;
    }
    Ok(tick)
}

/// The next registrations without an outcome, all of one person together, and whether they are the last ones.
async fn next_batch(
    conn: &mut Conn,
    planned: &PlannedReminder<'_>,
) -> sqlx::Result<(Vec<DueReminder>, bool)> {
    let after = store::last_reminded_registration(conn, planned).await?;
    let mut due = store::find_unreminded(conn, planned, after, None, BATCH_SIZE).await?;
    // At the end, start from the beginning once more: registrations may have been passed over.
    if (due.len() as i64) < BATCH_SIZE && after.is_some() {
        due = store::find_unreminded(conn, planned, None, None, BATCH_SIZE).await?;
    }
    let is_last = (due.len() as i64) < BATCH_SIZE;
    if let (false, Some(first), Some(last)) = (is_last, due.first(), due.last()) {
        let (first, last) = (Some(first.registration), Some(last.registration));
        due.append(&mut store::find_unreminded(conn, planned, last, first, MAX_EXTRA_REGISTRATIONS).await?);
    }
    Ok((due, is_last))
}

/// One batch of the subscriptions to one session; `None` when none is due.
async fn enqueue_subscribed(
    conn: &mut Conn,
    event: EventContext<'_>,
    slot: &ScheduledSession,
) -> sqlx::Result<Option<ReminderTick>> {
    let session = &slot.session_id;
    let due = store::find_due_subscriptions(conn, session, slot.starts, event.now, BATCH_SIZE).await?;
    if due.is_empty() {
        return Ok(None);
    }
    let mut tick = ReminderTick { more: true, ..ReminderTick::default() };
    let mut messages = Vec::with_capacity(due.len());
    for subscription in due {
        let person = subscription.person;
        if rules::subscription_timeliness(subscription.due_at, slot, event.now) == Timeliness::TooLate {
            if store::record_subscription_outcome(conn, person, session, Outcome::Missed, None).await? {
                tick.missed += 1;
            }
        } else if store::record_subscription_outcome(conn, person, session, Outcome::Sent, Some(slot.starts))
            .await?
        {
            tick.sent += 1;
            let deadline = rules::subscription_deadline(subscription.due_at, slot);
            let message = view::subscribed_reminder(event, slot, subscription.lang);
            messages.push(new_message(
                subscription_key(session, person),
                person.private_chat(),
                event.real_now + (deadline - event.now),
                message,
            ));
        }
    }
    outbox::enqueue(conn, &messages, event.real_now).await?;
    Ok(Some(tick))
}
