//! After a change of the schedule: a reminder that is still in the outbox is rewritten, and people who got one with
//! a wrong start or place get a correction.

use super::messages::{correction_key, new_message, reminder_key, subscription_key};
use super::model::{BATCH_SIZE, CANCELLED, PlannedReminder, ReminderTick};
use super::{rules, store, view};
use crate::chat::{Message, Outgoing};
use crate::clock::{EventTime, Millis};
use crate::db::{self, Conn};
use crate::ids::PersonId;
use crate::outbox::{self, OutboxKey};
use crate::programme::{self, ScheduledSession};
use crate::turn::EventContext;

/// The setting with the number of the last change for which all corrections were sent.
const CORRECTED_VERSION_SETTING: &str = "corrected-to";

/// One batch of corrections; `None` when everything that was announced is right.
pub async fn enqueue_corrections(
    conn: &mut Conn,
    event: EventContext<'_>,
) -> sqlx::Result<Option<ReminderTick>> {
    let version = programme::schedule_version(conn).await?;
    let corrected: i64 = db::get_setting(conn, CORRECTED_VERSION_SETTING)
        .await?
        .and_then(|text| text.parse().ok())
        .unwrap_or_default();
    if corrected >= version {
        return Ok(None);
    }
    for planned in rules::all_planned_reminders(event.programme, event.schedule) {
        if let Some(sent) = correct_planned(conn, event, &planned).await? {
            return Ok(Some(ReminderTick { sent, missed: 0, more: true }));
        }
    }
    for slot in &event.schedule.sessions {
        if let Some(sent) = correct_subscribed(conn, event, slot).await? {
            return Ok(Some(ReminderTick { sent, missed: 0, more: true }));
        }
    }
    db::set_setting(conn, CORRECTED_VERSION_SETTING, &version.to_string()).await?;
    Ok(Some(ReminderTick { sent: 0, missed: 0, more: true }))
}

/// One batch of corrections for a planned reminder: how many messages, or `None` when no registration needs one.
async fn correct_planned(
    conn: &mut Conn,
    event: EventContext<'_>,
    planned: &PlannedReminder<'_>,
) -> sqlx::Result<Option<u64>> {
    let (id, start) = (&planned.reminder.id, rules::current_start(planned.reminder, event.schedule));
    let outdated = store::find_outdated_reminders(conn, id, start, BATCH_SIZE).await?;
    let is_last = (outdated.len() as i64) < BATCH_SIZE;
    let mut groups = rules::group_by_message(outdated);
    if groups.is_empty() {
        return Ok(None);
    }
    // The last message may be about more registrations, which are in the next batch.
    if !is_last && groups.len() > 1 {
        groups.pop();
    }
    let mut sent = 0;
    for group in &groups {
        let Some(first) = group.first() else { continue };
        for due in group {
            store::set_announced_start(conn, id, due.registration, start).await?;
        }
        let correction = Correction {
            announced_start: first.announced_start,
            start,
            max_delay: planned.reminder.max_delay.num_milliseconds(),
            person: first.person,
            key: reminder_key(id, first.message_registration),
            reminder: view::reminder(event, planned, group),
            correction: view::correction(event, planned, group, start == CANCELLED),
        };
        sent += correction.enqueue(conn, event).await?;
    }
    Ok(Some(sent))
}

/// One batch of corrections for the subscriptions to one session: how many messages, or `None` when none is needed.
async fn correct_subscribed(
    conn: &mut Conn,
    event: EventContext<'_>,
    slot: &ScheduledSession,
) -> sqlx::Result<Option<u64>> {
    let (session, start) = (&slot.session_id, rules::current_session_start(slot));
    let outdated = store::find_outdated_subscriptions(conn, session, start, BATCH_SIZE).await?;
    if outdated.is_empty() {
        return Ok(None);
    }
    let mut sent = 0;
    for subscription in &outdated {
        let person = subscription.person;
        store::set_subscription_announced_start(conn, person, session, start).await?;
        let correction = Correction {
            announced_start: subscription.announced_start,
            start,
            max_delay: rules::SUBSCRIPTION_MAX_LATENESS,
            person,
            key: subscription_key(session, person),
            reminder: view::subscribed_reminder(event, slot, subscription.lang),
            correction: view::session_correction(event, slot, subscription.lang),
        };
        sent += correction.enqueue(conn, event).await?;
    }
    Ok(Some(sent))
}

/// A person was reminded of a start or place that is wrong now.
struct Correction {
    announced_start: EventTime,
    /// The start now, or [`CANCELLED`].
    start: EventTime,
    /// How long after its due time the reminder may be sent.
    max_delay: Millis,
    person: PersonId,
    /// The key of the wrong reminder.
    key: OutboxKey,
    /// Replaces the wrong reminder while it is in the outbox.
    reminder: Message,
    /// Follows the wrong reminder when it has been sent.
    correction: Message,
}

impl Correction {
    /// Rewrites the reminder if it is still in the outbox, or sends a correction; how many messages that adds.
    async fn enqueue(self, conn: &mut Conn, event: EventContext<'_>) -> sqlx::Result<u64> {
        let is_cancelled = self.start == CANCELLED;
        let was_queued = if is_cancelled {
            outbox::cancel(conn, &self.key).await?
        } else {
            // It counts as due now, and it must not be sent after the start.
            let deadline = (event.now + self.max_delay).min(self.start - 1);
            let expires_at = event.real_now + (deadline - event.now);
            outbox::replace_body(conn, &self.key, &Outgoing::Message(self.reminder), expires_at).await?
        };
        if was_queued || !rules::is_worth_correcting(self.announced_start, self.start, event.now) {
            return Ok(0);
        }
        let key = correction_key(&self.key);
        // An older correction that is still in the outbox is wrong too.
        outbox::cancel(conn, &key).await?;
        let deadline = if is_cancelled { rules::told_start(self.announced_start) } else { self.start };
        let expires_at = event.real_now + (deadline - event.now);
        let message = new_message(key, self.person.private_chat(), expires_at, self.correction);
        outbox::enqueue(conn, &[message], event.real_now).await?;
        Ok(1)
    }
}
