//! The moments to which a rehearsal offers to go, computed from the programme.

use chrono::{DateTime, Days, NaiveTime};
use chrono_tz::Tz;

use super::page::JumpTarget;
use crate::clock::EventTime;
use crate::i18n::{Lang, texts};
use crate::programme::{Programme, ReminderTime};

/// The moment at which a rehearsal starts unless another is named: eleven days before the event, at ten.
pub fn default_start_time(programme: &Programme) -> EventTime {
    time_before_event(programme, 11, 10)
}

/// Ten days before, the last day of registration, the evening before, the morning of the event, the opening,
/// the moments around each session with a reminder, and the end.
pub fn find_jump_targets(programme: &Programme) -> Vec<JumpTarget> {
    let mut targets =
        vec![new_jump_target("ten-days-before", "Dix jours avant", time_before_event(programme, 10, 8))];
    if let Some(closes) = programme.registration_closes_at() {
        let noon = closes - 12 * 3_600_000;
        targets.push(new_jump_target("last-day", "Le dernier jour pour s’inscrire", noon));
    }
    targets.push(new_jump_target("evening-before", "La veille au soir", time_before_event(programme, 1, 18)));
    targets.push(new_jump_target("that-morning", "Le matin même", time_before_event(programme, 0, 7)));
    let mut moments = vec![programme.first_start(), programme.latest_announced_time()];
    for reminder in &programme.reminders {
        if let ReminderTime::BeforeSession { session, .. } = &reminder.when {
            let start = programme.session(session).map(|session| session.starts);
            moments.extend(start);
            moments.extend(programme.reminder_due_at(reminder, |_| start));
        }
    }
    moments.sort_unstable();
    moments.dedup();
    let several_days = programme.first_date != programme.last_date;
    targets.extend(moments.into_iter().map(|at| {
        let local = programme.to_local_time(at);
        let hour = texts(Lang::Fr).format_time(local);
        let label = if several_days { format!("{} · {hour}", local.format("%d/%m")) } else { hour };
        new_jump_target(&local.format(if several_days { "%d-%H%M" } else { "%H%M" }).to_string(), &label, at)
    }));
    targets
}

fn new_jump_target(id: &str, label: &str, at: EventTime) -> JumpTarget {
    JumpTarget { id: id.to_owned(), label: label.to_owned(), at }
}

/// A full hour, so many days before the first day of the event.
fn time_before_event(programme: &Programme, days: u64, hour: u32) -> EventTime {
    let day = programme.first_date.checked_sub_days(Days::new(days)).unwrap_or(programme.first_date);
    let time = NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
    let local: Option<DateTime<Tz>> = day.and_time(time).and_local_timezone(programme.zone).earliest();
    local.map_or_else(|| programme.first_start(), std::convert::Into::into)
}
