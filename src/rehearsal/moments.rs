//! The moments a rehearsal offers to go to, found in the event itself.

use chrono::{DateTime, Days, NaiveTime};
use chrono_tz::Tz;

use super::page::Jump;
use crate::clock::Millis;
use crate::i18n::{Lang, texts};
use crate::programme::{Programme, When};

/// Where a rehearsal starts unless it is told: eleven days before, at ten.
pub fn eleven_days_before(programme: &Programme) -> Millis {
    at(programme, 11, 10)
}

/// Ten days before, the last day to register, the evening before, that morning, the opening, the
/// moments around each session one is reminded of, and the end.
pub fn jumps(programme: &Programme) -> Vec<Jump> {
    let mut jumps = vec![jump("ten-days-before", "Dix jours avant", at(programme, 10, 8))];
    if let Some(closes) = programme.closes_at() {
        let noon = closes - 12 * 3_600_000;
        jumps.push(jump("last-day", "Le dernier jour pour s’inscrire", noon));
    }
    jumps.push(jump("evening-before", "La veille au soir", at(programme, 1, 18)));
    jumps.push(jump("that-morning", "Le matin même", at(programme, 0, 7)));
    let mut hours = vec![programme.first_start(), programme.last_end()];
    for reminder in &programme.reminders {
        if let When::BeforeSession { session, .. } = &reminder.when {
            let start = programme.session(session).map(|session| session.starts);
            hours.extend(start);
            hours.extend(programme.due(reminder, |_| start));
        }
    }
    hours.sort_unstable();
    hours.dedup();
    let several_days = programme.date != programme.last_date;
    jumps.extend(hours.into_iter().map(|at| {
        let local = programme.local(at);
        let hour = texts(Lang::Fr).hour(local);
        let label = if several_days { format!("{} · {hour}", local.format("%d/%m")) } else { hour };
        jump(&local.format(if several_days { "%d-%H%M" } else { "%H%M" }).to_string(), &label, at)
    }));
    jumps
}

fn jump(id: &str, label: &str, at: Millis) -> Jump {
    Jump { id: id.to_owned(), label: label.to_owned(), at }
}

/// So many days before the first day, at a full hour.
fn at(programme: &Programme, days: u64, hour: u32) -> Millis {
    let day = programme.date.checked_sub_days(Days::new(days)).unwrap_or(programme.date);
    let time = NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
    let local: Option<DateTime<Tz>> = day.and_time(time).and_local_timezone(programme.zone).earliest();
    local.map_or_else(|| programme.first_start(), |local| local.timestamp_millis())
}
