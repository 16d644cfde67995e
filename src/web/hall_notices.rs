//! The lines that the hall screen shows for a while: announcements to everybody, and changes of the schedule. How long
//! one stays depends on its length, because every language of it must be read in its turn.

use serde::Serialize;

use super::state::WebState;
use crate::announcements::{self, PublicAnnouncement};
use crate::args;
use crate::clock::{EventTime, Millis};
use crate::db::Conn;
use crate::i18n::typography::use_no_break_hyphens;
use crate::i18n::{Lang, texts};
use crate::programme::{self, Programme, Schedule, ScheduledSession, SessionChange};
use crate::text::{clean_line, html_to_plain, truncate};

/// The shortest and the longest time that a line is shown, and so the age up to which any is looked for.
const MIN_SHOWN: Millis = 20_000;
const MAX_SHOWN: Millis = 5 * 60_000;
/// Each language of a line comes so often.
const TIMES_SHOWN: Millis = 2;
/// To find a line that has just appeared, and to read one character of it across a hall.
const FIND_LINE: Millis = 4_000;
const READ_CHARACTER: Millis = 70;
/// Most characters of an announcement on the screen; the whole is in people's chats.
const MAX_CHARS: usize = 280;
/// A change of a session that begins within this time is urgent.
const SOON: Millis = 3_600_000;

/// A line in one language, as it is sent.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HallNotice {
    /// What it is: an announcement, or a change.
    label: String,
    text: String,
}

/// A line in all languages of the event.
#[derive(Debug, Clone, PartialEq)]
struct Notice {
    is_urgent: bool,
    age: Millis,
    /// In the order of the event's languages.
    lines: Vec<HallNotice>,
}

/// The lines to show now, for each of the event's languages: the urgent ones first, of these the newest first.
pub async fn load_notices(
    conn: &mut Conn,
    pages: &WebState,
    schedule: &Schedule,
    now: EventTime,
) -> sqlx::Result<Vec<Vec<HallNotice>>> {
    let programme = &pages.programme;
    let real_now = pages.clock.real_now();
    let announcements = announcements::list_public(conn, real_now - MAX_SHOWN).await?;
    let changes = programme::changes_since(conn, now - MAX_SHOWN).await?;
    let changes = programme::recent_changes(&changes, schedule);
    let mut notices = change_notices(programme, schedule, &changes, now);
    notices.extend(announcements.iter().filter_map(|announcement| {
        let lines = programme.languages.iter().map(|&lang| announcement_line(announcement, lang));
        let lines: Option<Vec<HallNotice>> = lines.collect();
        Some(Notice { is_urgent: false, age: real_now - announcement.sent_at, lines: lines? })
    }));
    let shown = choose(notices);
    let in_language = |at: usize| shown.iter().filter_map(|notice| notice.lines.get(at).cloned()).collect();
    Ok((0..programme.languages.len()).map(in_language).collect())
}

/// The notices that are not read to the end yet. Where several are shown in turn, each takes so much longer.
fn choose(mut notices: Vec<Notice>) -> Vec<Notice> {
    loop {
        let count = notices.len();
        let times = count as Millis;
        notices.retain(|notice| (0..(shown_for(&notice.lines) * times).min(MAX_SHOWN)).contains(&notice.age));
        // those that are left have fewer beside them
        if notices.len() == count {
            break;
        }
    }
    notices.sort_by_key(|notice| (!notice.is_urgent, notice.age));
    notices
}

/// How long a line alone is shown, in all its languages.
fn shown_for(lines: &[HallNotice]) -> Millis {
    let reading: Millis =
        lines.iter().map(|line| FIND_LINE + line.text.chars().count() as Millis * READ_CHARACTER).sum();
    (reading * TIMES_SHOWN).clamp(MIN_SHOWN, MAX_SHOWN)
}

/// An announcement in a language; `None` where it is a photo without words.
fn announcement_line(announcement: &PublicAnnouncement, lang: Lang) -> Option<HallNotice> {
    let text = truncate(&clean_line(&html_to_plain(announcement.html(lang)?)), MAX_CHARS);
    (!text.is_empty()).then(|| HallNotice { label: texts(lang).label("hall-announcement"), text })
}

/// One notice for each changed session that is not over; sessions that one change moves by the same time have one
/// together.
fn change_notices(
    programme: &Programme,
    schedule: &Schedule,
    changes: &[SessionChange],
    now: EventTime,
) -> Vec<Notice> {
    let mut notices = Vec::new();
    let mut shifts: Vec<(EventTime, Millis)> = Vec::new();
    for change in changes.iter().filter(|change| is_ahead(schedule, change, now)) {
        let shift = pure_shift(change).map(|by| (change.at, by));
        let is_shift = |other: &&SessionChange| pure_shift(other).map(|by| (other.at, by)) == shift;
        let many = shift.is_some() && changes.iter().filter(is_shift).count() > 1;
        if let Some(shift) = shift.filter(|_| many) {
            if shifts.contains(&shift) {
                continue;
            }
            shifts.push(shift);
        }
        let line = |&lang: &Lang| change_line(programme, change, many, lang);
        let Some(lines) = programme.languages.iter().map(line).collect() else { continue };
        let is_urgent = change.before.starts.min(change.after.starts) <= now + SOON;
        notices.push(Notice { is_urgent, age: now - change.at, lines });
    }
    notices
}

/// Whether what changed still concerns anybody.
fn is_ahead(schedule: &Schedule, change: &SessionChange, now: EventTime) -> bool {
    match change.after.cancelled {
        true => change.after.starts > now,
        false => schedule.end_of(&change.after).is_none_or(|end| end > now),
    }
}

/// By how much a session was moved, if that is all that changed.
fn pure_shift(change: &SessionChange) -> Option<Millis> {
    let ScheduledSession { room, cancelled, .. } = &change.before;
    let is_same = *room == change.after.room && *cancelled == change.after.cancelled && !cancelled;
    let by = change.after.starts - change.before.starts;
    (is_same && by != 0).then_some(by)
}

/// A change in a language; `None` where only an end has changed.
fn change_line(
    programme: &Programme,
    change: &SessionChange,
    with_following: bool,
    lang: Lang,
) -> Option<HallNotice> {
    let t = texts(lang);
    let SessionChange { before, after, .. } = change;
    let title = programme.session(&after.session_id)?.title.get(lang);
    let time = |at: EventTime| t.format_time(programme.to_local_time(at));
    let text = if after.cancelled != before.cancelled {
        let id = if after.cancelled { "hall-cancelled" } else { "hall-restored" };
        t.plain(id, args!(title = title, time = time(after.starts)))
    } else if after.starts != before.starts {
        let id = if with_following { "hall-moved-all" } else { "hall-moved" };
        t.plain(id, args!(title = title, time = time(after.starts), before = time(before.starts)))
    } else {
        let room = after.room.as_deref().filter(|_| after.room != before.room)?;
        t.plain("hall-room", args!(title = title, room = room))
    };
    Some(HallNotice { label: t.label("hall-change"), text: use_no_break_hyphens(&text) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice(is_urgent: bool, age: Millis, chars: usize) -> Notice {
        let line = HallNotice { label: String::new(), text: "a".repeat(chars) };
        Notice { is_urgent, age, lines: vec![line] }
    }

    fn ages(notices: Vec<Notice>) -> Vec<Millis> {
        choose(notices).iter().map(|notice| notice.age).collect()
    }

    #[test]
    fn a_short_line_stays_for_twenty_seconds_and_the_longest_for_five_minutes() {
        assert_eq!(ages(vec![notice(false, 19_999, 10)]), [19_999]);
        assert_eq!(ages(vec![notice(false, 20_000, 10)]), [0; 0]);
        assert_eq!(ages(vec![notice(false, MAX_SHOWN - 1, 9_000)]), [MAX_SHOWN - 1]);
        assert_eq!(ages(vec![notice(false, MAX_SHOWN, 9_000)]), [0; 0]);
    }

    #[test]
    fn a_line_stays_as_long_as_it_takes_to_read_it_twice_in_each_language() {
        let line = HallNotice { label: String::new(), text: "a".repeat(100) };
        assert_eq!(shown_for(std::slice::from_ref(&line)), 22_000);
        assert_eq!(shown_for(&[line.clone(), line.clone(), line]), 66_000);
    }

    #[test]
    fn urgent_lines_come_first_and_then_the_newest() {
        let shown = ages(vec![notice(false, 9_000, 10), notice(true, 12_000, 10), notice(false, 3_000, 10)]);
        assert_eq!(shown, [12_000, 3_000, 9_000]);
    }

    #[test]
    fn of_two_lines_in_turn_each_stays_twice_as_long() {
        assert_eq!(ages(vec![notice(false, 30_000, 10)]), [0; 0]);
        assert_eq!(ages(vec![notice(false, 19_000, 10), notice(false, 1_000, 10)]), [1_000, 19_000]);
        // the older one waited for its turn
        let two = vec![notice(false, 5_000, 10), notice(false, 15_000, 10), notice(false, 39_000, 10)];
        assert_eq!(ages(two), [5_000, 15_000, 39_000]);
        // one that was read long ago takes no turn
        assert_eq!(ages(vec![notice(false, 100_000, 10), notice(false, 21_000, 10)]), [0; 0]);
    }

    #[test]
    fn after_a_clock_was_set_back_nothing_from_the_future_is_shown() {
        assert_eq!(ages(vec![notice(true, -1, 10)]), [0; 0]);
    }
}
