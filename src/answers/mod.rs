//! ROOM 2: a question about the programme or the place gets its answer.
//!
//! ```text
//! Marie   table ronde kel heure
//! Kozé    Table ronde : 10h30 – 11h30 …
//! ```

mod understand;
mod view;

pub use understand::{Asked, COMPARISONS_AT_MOST, Intent, Knowledge, Reading, Why, understand};

use crate::clock::Millis;
use crate::turn::Turn;

/// Answers what was understood. Registration and questions belong to other rooms; whoever calls
/// has sent those there.
pub async fn answer(turn: &mut Turn<'_>, intent: &Intent) -> anyhow::Result<()> {
    let message = match intent {
        Intent::ScheduleFull => view::programme(turn),
        Intent::ScheduleNow => view::now(turn),
        Intent::ScheduleNext => view::next(turn),
        Intent::SessionWhen(session) | Intent::SessionWho(session) | Intent::SessionAbout(session) => {
            view::session(turn, session)
        }
        Intent::EventWhen | Intent::EventStart | Intent::EventEnd => view::when(turn),
        Intent::Where | Intent::Room => view::place(turn),
        Intent::Contact | Intent::Human | Intent::Organiser => view::contact(turn),
        Intent::Greeting => view::greeting(turn),
        Intent::Thanks => view::thanks(turn),
        _ => return Ok(()),
    };
    turn.say(message);
    Ok(())
}

/// A button of this room: what stands behind `say:`.
pub async fn press(turn: &mut Turn<'_>, data: &str) -> anyhow::Result<bool> {
    let intent = match data {
        "programme" => Intent::ScheduleFull,
        "now" => Intent::ScheduleNow,
        "next" => Intent::ScheduleNext,
        "place" => Intent::Where,
        "contact" => Intent::Contact,
        _ => return Ok(false),
    };
    answer(turn, &intent).await?;
    Ok(true)
}

/// Nothing was understood: says so, and shows what can be asked. `offer` adds that the text can
/// be sent as a question, which is what it most likely was while one is being taken.
pub fn not_understood(turn: &mut Turn<'_>, offer: bool) {
    let message = view::not_understood(turn, offer);
    turn.say(message);
}

/// The programme in a group: the same, without a word to anybody in particular.
pub fn programme(turn: &mut Turn<'_>) {
    let message = view::programme(turn);
    turn.say(message);
}

/// Whether a moment is on another day than the forum's first.
fn is_before(turn: &Turn<'_>, now: Millis) -> bool {
    turn.forum.schedule.first_start().is_some_and(|start| now < start)
}
