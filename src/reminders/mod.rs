//! ROOM 3: everybody registered is reminded in time, once each, and told when the schedule changes.
//!
//! ```text
//! (22 November, 18:00)
//! Kozé       C'est demain : Forum sur la médiation sociale, 8h, Palais des Congrès …
//! Organiser  /decaler 15
//! Kozé       Table ronde : 10h30 → 10h45 … 212 personnes seront prévenues. [Confirmer]
//! ```
//!
//! `tick` is the whole of it: it looks which moments have come and what was told wrongly, and puts the
//! messages into the outbox, at most `AT_ONCE` a transaction, so that a press never waits for a
//! broadcast. `wishes` is what people choose, `changes` what organisers do to the schedule.

mod change_parser;
mod rules;
mod schedule_changes;
mod settings;
mod store;
mod view;

pub use change_parser::may_be_change;
pub use rules::{
    ChangeCommand, PlannedReminder, Timeliness, due_times, parse_change_command, planned_reminders,
};
pub use schedule_changes::{SessionFinder, change_schedule, press_change, try_change_from_text};
pub use settings::{find_sent_messages, open, press, withdraw_if_cancelled};

use crate::chat::{Message, Outgoing, Urgency};
use crate::clock::Millis;
use crate::db::{self, Conn};
use crate::outbox::{self, NewMessage};
use crate::programme::{self, ScheduledSession};
use crate::turn::EventContext;

/// How many people are reminded in one transaction.
pub const BATCH_SIZE: i64 = 200;
/// How many more registrations those in a slice may have: a mediator may register thirty people.
const MAX_EXTRA_REGISTRATIONS: i64 = BATCH_SIZE * 32;
/// The change of the schedule up to which everybody was corrected.
const CORRECTED_VERSION_SETTING: &str = "corrected-to";

/// What a tick did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReminderTick {
    /// Reminders put into the outbox.
    pub sent: u64,
    /// Reminders whose moment had passed too long ago.
    pub missed: u64,
    /// Whether there is more to do at this very moment.
    pub more: bool,
}

/// Does what the moment asks for. Replayed, with a clock moved back, or on a second instance, it
/// does nothing twice: a row for each registration and reminder sees to that. One slice a transaction:
/// while there is `more` the caller comes again.
pub async fn tick(conn: &mut Conn, forum: EventContext<'_>) -> sqlx::Result<ReminderTick> {
    if let Some(tick) = enqueue_corrections(conn, forum).await? {
        return Ok(tick);
    }
    for moment in planned_reminders(forum.programme, forum.schedule) {
        let timeliness = rules::timeliness(&moment, forum.schedule, forum.now);
        if timeliness != Timeliness::NotYet && !store::is_done(conn, &moment).await? {
            return enqueue_planned(conn, forum, &moment, timeliness).await;
        }
    }
    for slot in forum.schedule.not_cancelled() {
        if let Some(tick) = enqueue_subscribed(conn, forum, slot).await? {
            return Ok(tick);
        }
    }
    Ok(ReminderTick::default())
}

/// A slice of a reminder of the plan.
async fn enqueue_planned(
    conn: &mut Conn,
    forum: EventContext<'_>,
    moment: &PlannedReminder<'_>,
    timeliness: Timeliness,
) -> sqlx::Result<ReminderTick> {
    // from where the slice before ended; at the end once more from the beginning, for whoever was passed over
    let after = store::last_reminded_registration(conn, moment).await?;
    let mut all = store::find_unreminded(conn, moment, after, None, BATCH_SIZE).await?;
    if (all.len() as i64) < BATCH_SIZE && after > 0 {
        all = store::find_unreminded(conn, moment, 0, None, BATCH_SIZE).await?;
    }
    let is_last = (all.len() as i64) < BATCH_SIZE;
    if let (false, Some(first), Some(last)) = (is_last, all.first(), all.last()) {
        let (first, last) = (first.registration, last.registration);
        all.append(
            &mut store::find_unreminded(conn, moment, last, Some(first), MAX_EXTRA_REGISTRATIONS).await?,
        );
    }
    let mut tick = ReminderTick { more: true, ..ReminderTick::default() };
    let mut letters = Vec::with_capacity(all.len());
    let start = rules::current_start(moment.reminder, forum.schedule);
    let expires = forum.real_now + rules::send_deadline(moment, forum.schedule) - forum.now;
    for group in rules::group_by_person(all) {
        let Some(named) = group.first().map(|due| due.registration) else { continue };
        let mut told = Vec::with_capacity(group.len());
        for due in group {
            let number = due.registration;
            if timeliness == Timeliness::TooLate {
                tick.missed +=
                    store::record_outcome(conn, moment, (number, named), "missed", 0, forum.now).await?;
            } else if store::record_outcome(conn, moment, (number, named), "sent", start, forum.now).await?
                == 1
            {
                tick.sent += 1;
                told.push(due);
            }
        }
        if let Some(first) = told.first() {
            let key = format!("r{}:{named}", moment.reminder.id);
            letters.push(build_message(key, first.person, expires, view::reminder(forum, moment, &told)));
        }
    }
    outbox::enqueue(conn, &letters, forum.real_now).await?;
    if is_last {
        store::mark_done(conn, moment).await?;
    }
    Ok(tick)
}

/// A slice of those who wished to be reminded of one session.
async fn enqueue_subscribed(
    conn: &mut Conn,
    forum: EventContext<'_>,
    slot: &ScheduledSession,
) -> sqlx::Result<Option<ReminderTick>> {
    let wishes =
        store::find_due_subscriptions(conn, &slot.session_id, slot.starts, forum.now, BATCH_SIZE).await?;
    if wishes.is_empty() {
        return Ok(None);
    }
    let mut tick = ReminderTick { more: true, ..ReminderTick::default() };
    let mut letters = Vec::with_capacity(wishes.len());
    for wish in wishes {
        if rules::subscription_timeliness(wish.due_at, slot, forum.now) == Timeliness::TooLate {
            tick.missed +=
                store::record_subscription_outcome(conn, wish.person, &slot.session_id, "missed", 0).await?;
        } else if store::record_subscription_outcome(conn, wish.person, &slot.session_id, "sent", slot.starts)
            .await?
            == 1
        {
            tick.sent += 1;
            let expires = forum.real_now + rules::subscription_deadline(wish.due_at, slot) - forum.now;
            let key = format!("w{}:{}", slot.session_id, wish.person);
            letters.push(build_message(
                key,
                wish.person,
                expires,
                view::subscribed_reminder(forum, slot, wish.lang),
            ));
        }
    }
    outbox::enqueue(conn, &letters, forum.real_now).await?;
    Ok(Some(tick))
}

/// A slice of those who were told a time or place that is now wrong. A reminder that still waits is
/// put right where it is; who has heard it gets a correction.
async fn enqueue_corrections(conn: &mut Conn, forum: EventContext<'_>) -> sqlx::Result<Option<ReminderTick>> {
    let version = programme::schedule_version(conn).await?;
    let corrected: i64 = db::get_setting(conn, CORRECTED_VERSION_SETTING)
        .await?
        .and_then(|text| text.parse().ok())
        .unwrap_or_default();
    if corrected >= version {
        return Ok(None);
    }
    let mut tick = ReminderTick { more: true, ..ReminderTick::default() };
    for moment in rules::all_planned_reminders(forum.programme, forum.schedule) {
        let (id, start) = (&moment.reminder.id, rules::current_start(moment.reminder, forum.schedule));
        let all = store::find_outdated_reminders(conn, id, start, BATCH_SIZE).await?;
        let is_last = (all.len() as i64) < BATCH_SIZE;
        let mut groups = rules::group_by_message(all);
        let any = !groups.is_empty();
        if !is_last && groups.len() > 1 {
            // its rest may be in the next slice
            groups.pop();
        }
        for group in &groups {
            let Some(first) = group.first() else { continue };
            for due in group {
                store::set_told_start(conn, id, due.registration, start).await?;
            }
            let key = format!("r{id}:{}", first.message_registration);
            let reminder = view::reminder(forum, &moment, group);
            let correction = view::correction(forum, &moment, group, start);
            let late = moment.reminder.max_delay.num_milliseconds();
            let (told, person) = (first.told, first.person);
            let correction =
                Correction { told_start: told, start, max_lateness: late, person, key, reminder, correction };
            tick.sent += correction.enqueue(conn, forum).await?;
        }
        if any {
            return Ok(Some(tick));
        }
    }
    for slot in &forum.schedule.sessions {
        let start = if slot.cancelled { rules::CANCELLED } else { slot.starts };
        let all = store::find_outdated_subscriptions(conn, &slot.session_id, start, BATCH_SIZE).await?;
        for wish in &all {
            store::set_subscription_told_start(conn, wish.person, &slot.session_id, start).await?;
            let key = format!("w{}:{}", slot.session_id, wish.person);
            let reminder = view::subscribed_reminder(forum, slot, wish.lang);
            let correction = view::slot_correction(forum, slot, wish.lang);
            let (told, person) = (wish.told, wish.person);
            let late = rules::SUBSCRIPTION_MAX_LATENESS;
            let correction =
                Correction { told_start: told, start, max_lateness: late, person, key, reminder, correction };
            tick.sent += correction.enqueue(conn, forum).await?;
        }
        if !all.is_empty() {
            return Ok(Some(tick));
        }
    }
    db::set_setting(conn, CORRECTED_VERSION_SETTING, &version.to_string()).await?;
    Ok(Some(tick))
}

/// What somebody who was told `told` hears now that it is `start`.
struct Correction {
    told_start: i64,
    start: i64,
    /// How late the reminder may come.
    max_lateness: Millis,
    person: i64,
    /// Of the reminder that told them.
    key: String,
    reminder: Message,
    correction: Message,
}

impl Correction {
    async fn enqueue(self, conn: &mut Conn, forum: EventContext<'_>) -> sqlx::Result<u64> {
        let cancelled = self.start == rules::CANCELLED;
        let waits = if cancelled {
            outbox::cancel(conn, &self.key).await?
        } else {
            // as if it were due at this moment, and never once it has begun
            let until = (forum.now + self.max_lateness).min(self.start - 1);
            let expires = forum.real_now + until - forum.now;
            outbox::replace_body(conn, &self.key, &Outgoing::Message(self.reminder), expires).await?
        };
        if waits || !rules::is_worth_correcting(self.told_start, self.start, forum.now) {
            return Ok(0);
        }
        let key = format!("c{}", self.key);
        // an older correction that still waits has become wrong itself
        outbox::cancel(conn, &key).await?;
        let until = if cancelled { self.told_start } else { self.start };
        let letter = build_message(key, self.person, forum.real_now + until - forum.now, self.correction);
        outbox::enqueue(conn, &[letter], forum.real_now).await?;
        Ok(1)
    }
}

/// How many reminders are owed by now and not in the outbox yet.
pub async fn count_due(conn: &mut Conn, forum: EventContext<'_>) -> sqlx::Result<i64> {
    let mut owed = 0;
    for moment in planned_reminders(forum.programme, forum.schedule) {
        let timeliness = rules::timeliness(&moment, forum.schedule, forum.now);
        if timeliness == Timeliness::InTime && !store::is_done(conn, &moment).await? {
            owed += store::find_unreminded(conn, &moment, 0, None, MAX_COUNTED).await?.len() as i64;
        }
    }
    Ok(owed)
}

/// What is owed is counted as far as this.
const MAX_COUNTED: i64 = 10_000;

fn build_message(key: String, chat: i64, expires_at: i64, message: Message) -> NewMessage {
    let what = Outgoing::Message(message);
    NewMessage {
        key,
        chat,
        urgency: Urgency::Reminder,
        expires_at: Some(expires_at),
        body: what,
        live_message: None,
    }
}
