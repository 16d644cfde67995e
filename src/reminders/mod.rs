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

mod changes;
mod rules;
mod spoken;
mod store;
mod view;
mod wishes;

pub use changes::{Names, change, press_change, said};
pub use rules::{Asked, Moment, Timeliness, asked, due_moments, moments};
pub use wishes::{letters_of, open, press, withdraw_if_cancelled};

use crate::chat::{Message, Outgoing, Urgency};
use crate::clock::Millis;
use crate::db::{self, Conn};
use crate::outbox::{self, Letter};
use crate::programme::{self, Slot};
use crate::turn::Forum;

/// How many people are reminded in one transaction.
pub const AT_ONCE: i64 = 200;
/// How many more registrations those in a slice may have: a mediator may register thirty people.
const THEIRS: i64 = AT_ONCE * 32;
/// The change of the schedule up to which everybody was corrected.
const CORRECTED: &str = "corrected-to";

/// What a tick did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tick {
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
pub async fn tick(conn: &mut Conn, forum: Forum<'_>) -> sqlx::Result<Tick> {
    if let Some(tick) = correct(conn, forum).await? {
        return Ok(tick);
    }
    for moment in moments(forum.programme, forum.schedule) {
        let timeliness = rules::timeliness(&moment, forum.schedule, forum.now);
        if timeliness != Timeliness::NotYet && !store::is_done(conn, &moment).await? {
            return remind(conn, forum, &moment, timeliness).await;
        }
    }
    for slot in forum.schedule.held() {
        if let Some(tick) = fulfil(conn, forum, slot).await? {
            return Ok(tick);
        }
    }
    Ok(Tick::default())
}

/// A slice of a reminder of the plan.
async fn remind(
    conn: &mut Conn,
    forum: Forum<'_>,
    moment: &Moment<'_>,
    timeliness: Timeliness,
) -> sqlx::Result<Tick> {
    // from where the slice before ended; at the end once more from the beginning, for whoever was passed over
    let after = store::last_reminded(conn, moment).await?;
    let mut all = store::unreminded(conn, moment, after, None, AT_ONCE).await?;
    if (all.len() as i64) < AT_ONCE && after > 0 {
        all = store::unreminded(conn, moment, 0, None, AT_ONCE).await?;
    }
    let is_last = (all.len() as i64) < AT_ONCE;
    if let (false, Some(first), Some(last)) = (is_last, all.first(), all.last()) {
        let (first, last) = (first.registration, last.registration);
        all.append(&mut store::unreminded(conn, moment, last, Some(first), THEIRS).await?);
    }
    let mut tick = Tick { more: true, ..Tick::default() };
    let mut letters = Vec::with_capacity(all.len());
    let start = rules::start_now(moment.reminder, forum.schedule);
    let expires = forum.mono + rules::latest(moment, forum.schedule) - forum.now;
    for group in rules::by_person(all) {
        let Some(named) = group.first().map(|due| due.registration) else { continue };
        let mut told = Vec::with_capacity(group.len());
        for due in group {
            let number = due.registration;
            if timeliness == Timeliness::TooLate {
                tick.missed += store::remember(conn, moment, (number, named), "missed", 0, forum.now).await?;
            } else if store::remember(conn, moment, (number, named), "sent", start, forum.now).await? == 1 {
                tick.sent += 1;
                told.push(due);
            }
        }
        if let Some(first) = told.first() {
            let key = format!("r{}:{named}", moment.reminder.id);
            letters.push(letter(key, first.person, expires, view::reminder(forum, moment, &told)));
        }
    }
    outbox::put(conn, &letters, forum.mono).await?;
    if is_last {
        store::done(conn, moment).await?;
    }
    Ok(tick)
}

/// A slice of those who wished to be reminded of one session.
async fn fulfil(conn: &mut Conn, forum: Forum<'_>, slot: &Slot) -> sqlx::Result<Option<Tick>> {
    let wishes = store::wishes_due(conn, &slot.session, slot.starts, forum.now, AT_ONCE).await?;
    if wishes.is_empty() {
        return Ok(None);
    }
    let mut tick = Tick { more: true, ..Tick::default() };
    let mut letters = Vec::with_capacity(wishes.len());
    for wish in wishes {
        if rules::wish_timeliness(wish.due, slot, forum.now) == Timeliness::TooLate {
            tick.missed += store::settle_wish(conn, wish.person, &slot.session, "missed", 0).await?;
        } else if store::settle_wish(conn, wish.person, &slot.session, "sent", slot.starts).await? == 1 {
            tick.sent += 1;
            let expires = forum.mono + rules::wish_latest(wish.due, slot) - forum.now;
            let key = format!("w{}:{}", slot.session, wish.person);
            letters.push(letter(key, wish.person, expires, view::wished(forum, slot, wish.lang)));
        }
    }
    outbox::put(conn, &letters, forum.mono).await?;
    Ok(Some(tick))
}

/// A slice of those who were told a time or place that is now wrong. A reminder that still waits is
/// put right where it is; who has heard it gets a correction.
async fn correct(conn: &mut Conn, forum: Forum<'_>) -> sqlx::Result<Option<Tick>> {
    let version = programme::version(conn).await?;
    let corrected: i64 =
        db::setting(conn, CORRECTED).await?.and_then(|text| text.parse().ok()).unwrap_or_default();
    if corrected >= version {
        return Ok(None);
    }
    let mut tick = Tick { more: true, ..Tick::default() };
    for moment in rules::plan(forum.programme, forum.schedule) {
        let (id, start) = (&moment.reminder.id, rules::start_now(moment.reminder, forum.schedule));
        let all = store::told_wrongly(conn, id, start, AT_ONCE).await?;
        let is_last = (all.len() as i64) < AT_ONCE;
        let mut groups = rules::by_letter(all);
        let any = !groups.is_empty();
        if !is_last && groups.len() > 1 {
            // its rest may be in the next slice
            groups.pop();
        }
        for group in &groups {
            let Some(first) = group.first() else { continue };
            for due in group {
                store::set_told(conn, id, due.registration, start).await?;
            }
            let key = format!("r{id}:{}", first.letter);
            let reminder = view::reminder(forum, &moment, group);
            let correction = view::correction(forum, &moment, group, start);
            let late = moment.reminder.late.num_milliseconds();
            let (told, person) = (first.told, first.person);
            let correction = Correction { told, start, late, person, key, reminder, correction };
            tick.sent += correction.deliver(conn, forum).await?;
        }
        if any {
            return Ok(Some(tick));
        }
    }
    for slot in &forum.schedule.slots {
        let start = if slot.cancelled { rules::CANCELLED } else { slot.starts };
        let all = store::wishes_told_wrongly(conn, &slot.session, start, AT_ONCE).await?;
        for wish in &all {
            store::set_wish_told(conn, wish.person, &slot.session, start).await?;
            let key = format!("w{}:{}", slot.session, wish.person);
            let reminder = view::wished(forum, slot, wish.lang);
            let correction = view::slot_correction(forum, slot, wish.lang);
            let (told, person) = (wish.told, wish.person);
            let late = rules::WISH_LATE;
            let correction = Correction { told, start, late, person, key, reminder, correction };
            tick.sent += correction.deliver(conn, forum).await?;
        }
        if !all.is_empty() {
            return Ok(Some(tick));
        }
    }
    db::set_setting(conn, CORRECTED, &version.to_string()).await?;
    Ok(Some(tick))
}

/// What somebody who was told `told` hears now that it is `start`.
struct Correction {
    told: i64,
    start: i64,
    /// How late the reminder may come.
    late: Millis,
    person: i64,
    /// Of the reminder that told them.
    key: String,
    reminder: Message,
    correction: Message,
}

impl Correction {
    async fn deliver(self, conn: &mut Conn, forum: Forum<'_>) -> sqlx::Result<u64> {
        let cancelled = self.start == rules::CANCELLED;
        let waits = if cancelled {
            outbox::take_back(conn, &self.key).await?
        } else {
            // as if it were due at this moment, and never once it has begun
            let until = (forum.now + self.late).min(self.start - 1);
            let expires = forum.mono + until - forum.now;
            outbox::reword(conn, &self.key, &Outgoing::Say(self.reminder), expires).await?
        };
        if waits || !rules::is_worth_correcting(self.told, self.start, forum.now) {
            return Ok(0);
        }
        let key = format!("c{}", self.key);
        // an older correction that still waits has become wrong itself
        outbox::take_back(conn, &key).await?;
        let until = if cancelled { self.told } else { self.start };
        let letter = letter(key, self.person, forum.mono + until - forum.now, self.correction);
        outbox::put(conn, &[letter], forum.mono).await?;
        Ok(1)
    }
}

/// How many reminders are owed by now and not in the outbox yet.
pub async fn owed(conn: &mut Conn, forum: Forum<'_>) -> sqlx::Result<i64> {
    let mut owed = 0;
    for moment in moments(forum.programme, forum.schedule) {
        let timeliness = rules::timeliness(&moment, forum.schedule, forum.now);
        if timeliness == Timeliness::InTime && !store::is_done(conn, &moment).await? {
            owed += store::unreminded(conn, &moment, 0, None, COUNTED).await?.len() as i64;
        }
    }
    Ok(owed)
}

/// What is owed is counted as far as this.
const COUNTED: i64 = 10_000;

fn letter(key: String, chat: i64, expires_at: i64, message: Message) -> Letter {
    let what = Outgoing::Say(message);
    Letter { key, chat, urgency: Urgency::Reminder, expires_at: Some(expires_at), what, slot: None }
}
