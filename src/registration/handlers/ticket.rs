//! Sends tickets and calendar files.

use crate::calendar::{self, CalendarFile};
use crate::db;
use crate::registration::model::{CalendarEntry, Registration, SeatStatus};
use crate::registration::ticket_image::ticket_spec;
use crate::registration::{store, view};
use crate::turn::{Turn, TurnResult};

/// Sends the ticket and the calendar file; without a seat only a toast.
pub async fn send(turn: &mut Turn<'_>, registration: &Registration) -> TurnResult<()> {
    if registration.status != SeatStatus::Seated {
        turn.toast(turn.texts().label("ticket-not-yet"));
        return Ok(());
    }
    let bot_username = db::get_setting(turn.conn, db::BOT_USERNAME_KEY).await?.unwrap_or_default();
    let caption = view::ticket_caption(turn, registration);
    turn.send_picture(ticket_spec(&bot_username, &registration.code), caption);
    send_calendar(turn, registration).await
}

/// Sends the calendar file. Its sequence number rises only when the content changed since the last file.
pub async fn send_calendar(turn: &mut Turn<'_>, registration: &Registration) -> TurnResult<()> {
    let before = store::find_calendar_entry(turn.conn, registration.number).await?;
    let fingerprint = calendar::content_fingerprint(turn.event.programme, turn.event.schedule);
    let (issued_count, changed_at) = if fingerprint == before.fingerprint {
        (before.issued_count, before.changed_at)
    } else {
        (before.issued_count + 1, turn.event.now)
    };
    let uid = if before.uid.is_empty() { calendar::new_uid() } else { before.uid };
    let entry = CalendarEntry { issued_count, fingerprint, changed_at, uid };
    store::update_calendar_entry(turn.conn, registration.number, &entry).await?;
    let file = CalendarFile {
        lang: turn.lang(),
        uid: &entry.uid,
        sequence: issued_count - 1,
        stamp: changed_at,
        is_cancelled: false,
    };
    let spec = calendar::attachment_spec(turn.event.programme, turn.event.schedule, &file);
    let caption = turn.texts().html("registration-calendar-caption", &[]);
    turn.send_file(spec, caption);
    Ok(())
}

/// The file that removes the event from the person's calendar, as attachment spec and caption; `None` if no
/// calendar file was sent.
pub async fn calendar_cancellation(
    turn: &mut Turn<'_>,
    registration: &Registration,
) -> sqlx::Result<Option<(String, String)>> {
    let entry = store::find_calendar_entry(turn.conn, registration.number).await?;
    if entry.issued_count == 0 {
        return Ok(None);
    }
    let file = CalendarFile {
        lang: turn.lang(),
        uid: &entry.uid,
        sequence: entry.issued_count,
        stamp: turn.event.now,
        is_cancelled: true,
    };
    let spec = calendar::attachment_spec(turn.event.programme, turn.event.schedule, &file);
    Ok(Some((spec, turn.texts().html("registration-calendar-cancelled", &[]))))
}
