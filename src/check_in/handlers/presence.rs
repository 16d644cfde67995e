//! The door's screen and its buttons.

use super::recording;
use crate::args;
use crate::audit_log::{self, Action, Entry};
use crate::check_in::model::{Attendee, WalkIn, event_day};
use crate::check_in::payload::Payload;
use crate::check_in::rules::period;
use crate::check_in::{paper_list, scanning, store, view};
use crate::conversation::Activity;
use crate::ids::RegistrationNumber;
use crate::menu;
use crate::people;
use crate::programme::ATTENDEE_CATEGORIES;
use crate::turn::{Turn, TurnResult};

/// Whether the person may let people in; if not, the answer says so.
async fn require_door(turn: &mut Turn<'_>) -> sqlx::Result<bool> {
    let may = people::roles_can_check_in(turn.roles().await?);
    if !may {
        let text = turn.texts().label("door-not-yours");
        turn.refuse(text);
    }
    Ok(may)
}

/// Shows the door's screen: from now on a text is a code or a name.
pub async fn open(turn: &mut Turn<'_>) -> TurnResult<()> {
    if !require_door(turn).await? {
        return Ok(());
    }
    turn.person.conversation.begin(Activity::AtDoor { walk_in: None });
    let counts = recording::counts(turn).await?;
    let is_early = !period::has_day_come(turn.event.programme, turn.event.schedule, turn.event.now);
    let message = view::door(turn.texts(), counts, is_early);
    turn.edit_or_reply(message);
    Ok(())
}

/// Leaves the door: texts are questions again.
pub async fn leave(turn: &mut Turn<'_>) -> TurnResult<()> {
    turn.person.conversation.end(|activity| matches!(activity, Activity::AtDoor { .. }));
    let html = turn.texts().html("door-left", &[]);
    Ok(menu::reply_with_menu(turn, html).await?)
}

/// A press on a button of the door. Gives the walk-in to register, which another feature does.
pub async fn press(turn: &mut Turn<'_>, payload: Payload) -> TurnResult<Option<WalkIn>> {
    if !require_door(turn).await? {
        return Ok(None);
    }
    match payload {
        Payload::Open => open(turn).await?,
        Payload::Leave => leave(turn).await?,
        Payload::CheckIn(number, method) => {
            let day = event_day(turn.event.programme, turn.event.now);
            match store::find_attendee(turn.conn, number, day).await? {
                // the same edit again would change nothing
                Some(Attendee { arrived_at: Some(since), .. }) => {
                    let time = turn.event.format_time(turn.texts(), since);
                    turn.alert(turn.texts().plain("door-since", args!(time = time)));
                }
                Some(attendee) => {
                    let message = recording::check_in(turn, &attendee, method, true).await?;
                    turn.edit_or_reply(message);
                }
                None => turn.alert(turn.texts().label("door-gone")),
            }
        }
        Payload::Undo(number) => undo(turn, number).await?,
        Payload::WalkIn => match walk_in_name(turn) {
            Some(name) => {
                let message = view::walk_in_category(turn.texts(), &name);
                turn.edit_or_reply(message);
            }
            None => turn.toast(turn.texts().label("door-name-first")),
        },
        Payload::WalkInAs(category) => match walk_in_name(turn) {
            Some(name) if ATTENDEE_CATEGORIES.contains(&category.as_str()) => {
                // a second press finds no name
                turn.person.conversation.begin(Activity::AtDoor { walk_in: None });
                return Ok(Some(WalkIn { name, category }));
            }
            Some(_) => turn.toast(turn.texts().label("button-unknown")),
            None => turn.toast(turn.texts().label("door-name-first")),
        },
        Payload::PaperList => {
            let entry = Entry::new(turn.event.now, Some(turn.person.id), Action::Exported);
            audit_log::record(turn.conn, &entry.with_detail("door-list html")).await?;
            let caption = turn.texts().html("door-paper", &[]);
            turn.send_file(paper_list::ATTACHMENT_SPEC.to_owned(), caption);
        }
        Payload::ScanPage => scanning::send_scan_link(turn).await?,
        Payload::Screen => show_screen_address(turn).await?,
        // checked where everybody may press
        Payload::Here(..) => {}
    }
    Ok(None)
}

/// The address of the screen with the code for self check-in.
async fn show_screen_address(turn: &mut Turn<'_>) -> TurnResult<()> {
    let url = store::screen_url(turn.conn).await?;
    let message = view::screen_link(turn.texts(), url.as_deref());
    turn.reply(message);
    Ok(())
}

async fn undo(turn: &mut Turn<'_>, number: RegistrationNumber) -> TurnResult<()> {
    let day = event_day(turn.event.programme, turn.event.now);
    let Some(attendee) = store::find_attendee(turn.conn, number, day).await? else {
        turn.alert(turn.texts().label("door-gone"));
        return Ok(());
    };
    if !store::undo(turn.conn, number, day).await? {
        turn.toast(turn.texts().label("door-not-in"));
        return Ok(());
    }
    let entry = Entry::new(turn.event.now, Some(turn.person.id), Action::CheckInUndone).about(number);
    audit_log::record(turn.conn, &entry).await?;
    let counts = recording::counts(turn).await?;
    let message = view::undone(turn.texts(), &attendee, counts);
    turn.edit_or_reply(message);
    Ok(())
}

/// The name that was typed last and that nobody has.
fn walk_in_name(turn: &Turn<'_>) -> Option<String> {
    match turn.person.conversation.current() {
        Some(Activity::AtDoor { walk_in }) => walk_in.clone(),
        _ => None,
    }
}
