//! The message about a line in the chat of each moderator: it is edited as the line is seen, replaced or withdrawn.

use super::model::StageLine;
use super::view;
use crate::chat::{Message, Urgency};
use crate::clock::RealTime;
use crate::db::Conn;
use crate::i18n::texts;
use crate::ids::{PersonId, StageLineNumber};
use crate::outbox::{self, NewMessage, OutboxKey};
use crate::people::{self, Role};
use crate::programme::Programme;
use crate::turn::{Turn, TurnResult};

/// The roles that send lines, and are told what becomes of them.
const STAFF: [Role; 2] = [Role::Moderator, Role::Organiser];

/// The name of the live message about a line.
fn live_message_name(line: StageLineNumber, person: PersonId) -> String {
    format!("stage:{line}:{person}")
}

/// The message about a line for each moderator; only that of its sender makes a sound.
async fn statuses(
    conn: &mut Conn,
    programme: &Programme,
    line: &StageLine,
) -> sqlx::Result<Vec<(PersonId, Message)>> {
    let name = people::staff_name(conn, line.sent_by).await?.unwrap_or_default();
    let staff = people::with_role(conn, &STAFF).await?;
    let status = |(person, lang)| {
        let message = view::status(texts(lang), programme, line, &name);
        (person, if person == line.sent_by { message } else { message.without_sound() })
    };
    Ok(staff.into_iter().map(status).collect())
}

/// Tells all moderators about a line, in a turn.
pub async fn update(turn: &mut Turn<'_>, line: &StageLine) -> TurnResult<()> {
    for (person, message) in statuses(turn.conn, turn.event.programme, line).await? {
        let name = live_message_name(line.number, person);
        turn.update_live_message(person.private_chat(), name, message);
    }
    Ok(())
}

/// Tells all moderators that the stage has seen a line.
pub async fn enqueue_seen(
    conn: &mut Conn,
    programme: &Programme,
    line: &StageLine,
    real_now: RealTime,
) -> sqlx::Result<()> {
    let number = line.number;
    let statuses = statuses(conn, programme, line).await?;
    let message = |(person, message): (PersonId, Message)| {
        let key = OutboxKey::StageLineSeen { line: number, person };
        NewMessage::new(key, person.private_chat(), Urgency::Notice, message)
            .with_live_message(live_message_name(number, person))
    };
    let messages: Vec<NewMessage> = statuses.into_iter().map(message).collect();
    outbox::enqueue(conn, &messages, real_now).await
}
