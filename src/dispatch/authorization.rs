//! Which commands and buttons need a role, so that attempts without it are recorded. The feature itself refuses
//! them: each press and command is authorised where it acts.

use super::button_prefix::ButtonPrefix;
use crate::audit_log;
use crate::commands::Command;
use crate::people::Role;
use crate::turn::{Turn, TurnResult};

const ORGANISER: &[Role] = &[Role::Organiser];
const MODERATOR: &[Role] = &[Role::Organiser, Role::Moderator];
const DOOR: &[Role] = &[Role::Organiser, Role::DoorStaff];

/// Buttons of a prefix that everybody has others of, which only organisers may press.
const ORGANISER_DATA: [&str; 15] = [
    "reg:list",
    "org:take",
    "org:leave",
    "org:keep",
    "org:unclear",
    "org:open",
    "org:mean",
    "org:write",
    "fb:results",
    "fb:voice",
    "acct:open",
    "acct:read",
    "acct:ask",
    "acct:publish",
    "acct:withdraw",
];

/// Buttons of the queue for the floor that only moderators may press.
const MODERATOR_DATA: [&str; 7] =
    ["mic:queue", "mic:give", "mic:done", "mic:skip", "mic:mode", "mic:clear", "mic:first"];

/// The roles of which one is needed for a command; `None` where nobody needs one.
pub fn roles_for_command(command: Command) -> Option<&'static [Role]> {
    match command {
        Command::RegistrationList
        | Command::Announce
        | Command::Roles
        | Command::ChangeSchedule
        | Command::NotUnderstood
        | Command::Desk
        | Command::PrivacyRegister
        | Command::Import
        | Command::Documents
        | Command::Poster
        | Command::LinkedGroups
        | Command::LinkGroup => Some(ORGANISER),
        Command::Moderation(_) | Command::Stage => Some(MODERATOR),
        Command::Door => Some(DOOR),
        Command::Start
        | Command::Register
        | Command::Programme
        | Command::AskQuestion
        | Command::Language
        | Command::Help
        | Command::Cancel
        | Command::Ticket
        | Command::RegisterOthers
        | Command::MyData
        | Command::EraseMyData
        | Command::BrowseQuestions
        | Command::MyQuestions
        | Command::Certificate
        // whoever was asked gets the questions again
        | Command::Feedback
        // everybody may ask for it
        | Command::Floor
        | Command::Rule
        // users who are not organisers get the published account
        | Command::QuestionAccount
        | Command::Reminders => None,
    }
}

/// The roles of which one is needed for a button.
pub fn roles_for_press(prefix: ButtonPrefix, data: &str) -> Option<&'static [Role]> {
    match prefix {
        ButtonPrefix::Schedule
        | ButtonPrefix::Announcements
        | ButtonPrefix::Roles
        | ButtonPrefix::Desk
        | ButtonPrefix::LinkedGroups => Some(ORGANISER),
        ButtonPrefix::Stage if data.starts_with("stage:address") || data.starts_with("stage:change") => {
            Some(ORGANISER)
        }
        ButtonPrefix::Moderation | ButtonPrefix::Stage => Some(MODERATOR),
        ButtonPrefix::Door => Some(DOOR),
        ButtonPrefix::Floor => {
            MODERATOR_DATA.iter().any(|start| data.starts_with(start)).then_some(MODERATOR)
        }
        ButtonPrefix::Registration
        | ButtonPrefix::Reminders
        | ButtonPrefix::Intent
        | ButtonPrefix::OwnQuestions
        | ButtonPrefix::Voting
        | ButtonPrefix::Escalation
        | ButtonPrefix::DataRights
        | ButtonPrefix::Here
        | ButtonPrefix::Feedback
        // which records refusals itself, with what was to be printed
        | ButtonPrefix::Documents
        | ButtonPrefix::QuestionAccount
        | ButtonPrefix::Language => {
            ORGANISER_DATA.iter().any(|start| data.starts_with(start)).then_some(ORGANISER)
        }
    }
}

/// Records the attempt of somebody who has none of the roles. The detail is the command, or the kind of button
/// without its numbers.
pub async fn note_refusal(
    turn: &mut Turn<'_>,
    needed: Option<&'static [Role]>,
    attempt: &str,
) -> TurnResult<()> {
    let Some(needed) = needed else { return Ok(()) };
    if turn.roles().await?.iter().any(|role| needed.contains(role)) {
        return Ok(());
    }
    let kind: Vec<&str> =
        attempt.split(':').take_while(|part| !part.contains(|c: char| c.is_ascii_digit())).take(2).collect();
    audit_log::record_refusal(turn.conn, turn.event.now, turn.person.id, &kind.join(":")).await?;
    Ok(())
}
