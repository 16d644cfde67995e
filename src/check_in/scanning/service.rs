//! What one scan, or undoing it, does in its transaction.

use super::model::{ReceiptOutcome, Scan, ScanId, ScanOutcome, ScanResult, UndoOutcome};
use super::rules::arrival_time;
use super::store::{self, Receipt};
use crate::audit_log::{self, Action, Entry};
use crate::check_in::model::{Arrival, ArrivalOutcome};
use crate::check_in::rules::period::has_day_come;
use crate::check_in::store::{find_attendee, find_by_code, record};
use crate::clock::EventTime;
use crate::db::Conn;
use crate::ids::{PersonId, RegistrationNumber};
use crate::programme::{self, Programme};

/// Longer than any way of writing a code.
const MAX_CODE_BYTES: usize = 40;

/// Records the arrival of the ticket's owner. A scan that is sent again has no further effect.
pub async fn record_scan(
    conn: &mut Conn,
    programme: &Programme,
    now: EventTime,
    person: PersonId,
    scan: &Scan,
) -> sqlx::Result<ScanResult> {
    let (day, arrived_at) = arrival_time(programme, now, scan.age);
    let code = normalize_code(&scan.code);
    let found = if code.len() > MAX_CODE_BYTES { None } else { find_by_code(conn, &code, day).await? };
    let Some(attendee) = found else {
        // it was recorded, and the registration has gone since
        let is_undone = store::find_receipt(conn, person, &scan.id).await?.is_some_and(is_undone);
        let outcome = if is_undone { ScanOutcome::Undone } else { ScanOutcome::Unknown };
        return Ok(ScanResult { outcome, attendee: None });
    };
    let schedule = programme::load_schedule(conn).await?;
    if !has_day_come(programme, &schedule, now) {
        audit_log::record(conn, &Entry::new(now, Some(person), Action::Looked).about(attendee.number))
            .await?;
        return Ok(ScanResult { outcome: ScanOutcome::TooEarly, attendee: Some(attendee) });
    }
    if !attendee.has_seat && !scan.admits_waiting && attendee.arrived_at.is_none() {
        return Ok(ScanResult { outcome: ScanOutcome::Waiting, attendee: Some(attendee) });
    }
    let receipt =
        Receipt { registration: attendee.number, day, arrived_at, outcome: ReceiptOutcome::Recorded };
    if !store::insert_receipt(conn, person, &scan.id, &receipt).await? {
        return repeat_result(conn, person, &scan.id, attendee.number, day).await;
    }
    let arrival = Arrival {
        registration: attendee.number,
        day,
        arrived_at,
        method: scan.method,
        recorded_by: Some(person),
    };
    let outcome = match record(conn, &arrival).await? {
        ArrivalOutcome::Recorded => {
            let entry = Entry::new(now, Some(person), Action::CheckedIn).about(attendee.number);
            audit_log::record(conn, &entry.with_detail(scan.method.to_string())).await?;
            ScanOutcome::Recorded(arrived_at)
        }
        ArrivalOutcome::AlreadyArrived(earlier) => {
            store::set_outcome(conn, person, &scan.id, ReceiptOutcome::Already).await?;
            ScanOutcome::Already(earlier)
        }
        ArrivalOutcome::NotRegistered => ScanOutcome::Unknown,
    };
    Ok(ScanResult { outcome, attendee: Some(attendee) })
}

/// What the first sending of this scan led to.
async fn repeat_result(
    conn: &mut Conn,
    person: PersonId,
    id: &ScanId,
    registration: RegistrationNumber,
    day: i64,
) -> sqlx::Result<ScanResult> {
    let Some(receipt) = store::find_receipt(conn, person, id).await? else {
        return Ok(ScanResult { outcome: ScanOutcome::Unknown, attendee: None });
    };
    let attendee = find_attendee(conn, registration, day).await?;
    let arrived_at = attendee.as_ref().and_then(|attendee| attendee.arrived_at).unwrap_or(receipt.arrived_at);
    let outcome = match receipt.outcome {
        ReceiptOutcome::Recorded => ScanOutcome::Recorded(arrived_at),
        ReceiptOutcome::Already => ScanOutcome::Already(arrived_at),
        ReceiptOutcome::Undone => ScanOutcome::Undone,
    };
    Ok(ScanResult { outcome, attendee })
}

/// Undoes a scan of this person, where the arrival is still that scan's. A scan that has not come yet has no
/// effect when it comes.
pub async fn undo_scan(
    conn: &mut Conn,
    now: EventTime,
    person: PersonId,
    id: &ScanId,
) -> sqlx::Result<UndoOutcome> {
    let none = Receipt {
        registration: RegistrationNumber::NONE,
        day: 0,
        arrived_at: now,
        outcome: ReceiptOutcome::Undone,
    };
    if store::insert_receipt(conn, person, id, &none).await? {
        return Ok(UndoOutcome::Undone);
    }
    let Some(receipt) = store::find_receipt(conn, person, id).await? else {
        return Ok(UndoOutcome::NotThisScan);
    };
    match receipt.outcome {
        ReceiptOutcome::Undone => Ok(UndoOutcome::Undone),
        ReceiptOutcome::Recorded if store::delete_arrival(conn, person, &receipt).await? => {
            store::set_outcome(conn, person, id, ReceiptOutcome::Undone).await?;
            let entry = Entry::new(now, Some(person), Action::CheckInUndone).about(receipt.registration);
            audit_log::record(conn, &entry).await?;
            Ok(UndoOutcome::Undone)
        }
        ReceiptOutcome::Recorded | ReceiptOutcome::Already => Ok(UndoOutcome::NotThisScan),
    }
}

fn is_undone(receipt: Receipt) -> bool {
    receipt.outcome == ReceiptOutcome::Undone
}

/// The code without hyphens and blanks, in capitals.
fn normalize_code(code: &str) -> String {
    let signs = code.chars().filter(|sign| *sign != '-' && !sign.is_whitespace());
    signs.map(|sign| sign.to_ascii_uppercase()).collect()
}
