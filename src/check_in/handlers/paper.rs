//! Marks from the paper list, typed in afterwards in one message: "CDFG, HJKM, 3467".

use super::recording;
use crate::chat::Message;
use crate::check_in::model::{Arrival, ArrivalOutcome, Method, event_day};
use crate::check_in::rules::{period, search};
use crate::check_in::view::PaperMarks;
use crate::check_in::{store, view};
use crate::turn::{Turn, TurnResult};

/// Most codes of one message.
const MAX_MARKS: usize = 200;

/// Records the arrivals of these codes, or of the attendees whose codes begin so. False if the text is rather a
/// name: a single short code that nobody has.
pub async fn mark(turn: &mut Turn<'_>, codes: &[String]) -> TurnResult<bool> {
    let t = turn.texts();
    let day = event_day(turn.event.programme, turn.event.now);
    let attendees = store::list_attendees(turn.conn, day).await?;
    if let [code] = codes {
        return match search::find_by_code_start(&attendees, code).as_slice() {
            [] => Ok(false),
            [one] => {
                let message = recording::check_in(turn, one, Method::Code, false).await?;
                turn.reply(message);
                Ok(true)
            }
            several => {
                let message = view::found(&turn.event, t, several, 0, Method::Code);
                turn.reply(message);
                Ok(true)
            }
        };
    }
    if !period::has_day_come(turn.event.programme, turn.event.schedule, turn.event.now) {
        turn.reply(Message::new(t.html("door-paper-too-early", &[])));
        return Ok(true);
    }
    let mut marks = PaperMarks::default();
    for code in codes.iter().take(MAX_MARKS) {
        match search::find_by_code_start(&attendees, code).as_slice() {
            [] => marks.unknown.push(code.clone()),
            [attendee] if !attendee.has_seat && attendee.arrived_at.is_none() => {
                marks.without_seat.push(attendee.name.clone());
            }
            [attendee] => {
                let arrival = Arrival {
                    registration: attendee.number,
                    day,
                    arrived_at: turn.event.now,
                    method: Method::Paper,
                    recorded_by: Some(turn.person.id),
                };
                match store::record(turn.conn, &arrival).await? {
                    ArrivalOutcome::Recorded => marks.recorded.push(attendee.name.clone()),
                    ArrivalOutcome::AlreadyArrived(_) => marks.already_in.push(attendee.name.clone()),
                    ArrivalOutcome::NotRegistered => marks.unknown.push(code.clone()),
                }
            }
            _ => marks.ambiguous.push(code.clone()),
        }
    }
    marks.unknown.extend(codes.iter().skip(MAX_MARKS).cloned());
    recording::note_paper_marks(turn, marks.recorded.len()).await?;
    let counts = recording::counts(turn).await?;
    let message = view::paper_marks(t, &marks, counts);
    turn.reply(message);
    Ok(true)
}
