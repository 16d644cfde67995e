//! `/bureau`, its buttons, and the texts of a search.

use super::payload::Payload;
use super::{chart, figures, store, view};
use crate::access;
use crate::audit_log::{self, Action, Entry};
use crate::check_in;
use crate::clock::day_number;
use crate::conversation::Activity;
use crate::keywords::TypedText;
use crate::menu;
use crate::people::Role;
use crate::registration;
use crate::turn::{Turn, TurnResult};

/// Shows the desk.
pub async fn open(turn: &mut Turn<'_>) -> TurnResult<()> {
    if require_organiser(turn).await? {
        show(turn).await?;
    }
    Ok(())
}

async fn show(turn: &mut Turn<'_>) -> TurnResult<()> {
    let event = turn.event;
    let figures = figures::load(turn.conn, &event).await?;
    let is_daily = store::is_subscribed(turn.conn, turn.person.id).await?;
    let message = view::desk(&event, turn.texts(), &figures, is_daily);
    turn.edit_or_reply(message);
    Ok(())
}

/// A press on a button of the desk.
pub async fn press(turn: &mut Turn<'_>, payload: Payload) -> TurnResult<()> {
    if !require_organiser(turn).await? {
        return Ok(());
    }
    let t = turn.texts();
    match payload {
        Payload::Open => {
            end_search(turn);
            show(turn).await?;
        }
        Payload::Chart => {
            let caption = t.html("desk-chart-caption", &[]);
            turn.send_picture(chart::ATTACHMENT_SPEC.to_owned(), caption);
        }
        Payload::Search => {
            turn.person.conversation.begin(Activity::SearchingAttendee);
            let message = view::search_prompt(t);
            turn.reply(message);
        }
        Payload::Add => {
            end_search(turn);
            registration::import::open(turn, "").await?;
        }
        Payload::Leave => leave(turn).await?,
        Payload::Card(number) => registration::show_managed(turn, number).await?,
        Payload::Daily(is_on) => {
            let person = turn.person.id;
            let today = day_number(turn.event.programme.to_local_time(turn.event.now).date_naive());
            match is_on {
                true => store::subscribe(turn.conn, person, today).await?,
                false => store::unsubscribe(turn.conn, person).await?,
            }
            turn.toast(t.label(if is_on { "desk-daily-is-on" } else { "desk-daily-is-off" }));
            show(turn).await?;
        }
        Payload::AuditLog => {
            let entries = audit_log::list(turn.conn, view::MAX_LOG_ENTRIES).await?;
            let holders = access::list_role_holders(turn.conn).await?;
            let names: Vec<_> = holders.into_iter().map(|holder| (holder.person, holder.name)).collect();
            let message = view::audit_log(&turn.event, t, &entries, &names);
            turn.edit_or_reply(message);
        }
    }
    Ok(())
}

/// A text while a person is searched. False if it is none: it is then read as from anybody.
pub async fn handle_text(turn: &mut Turn<'_>, typed: &TypedText) -> TurnResult<bool> {
    if !turn.has_role(Role::Organiser).await? {
        end_search(turn);
        return Ok(false);
    }
    let day = check_in::event_day(turn.event.programme, turn.event.now);
    let attendees = check_in::list_attendees(turn.conn, day).await?;
    let Some(found) = check_in::search(&attendees, typed.as_str()) else { return Ok(false) };
    if found.is_empty() && typed.as_str().contains('?') {
        return Ok(false);
    }
    let entry = Entry::new(turn.event.now, Some(turn.person.id), Action::Searched).with_detail("desk");
    audit_log::record(turn.conn, &entry).await?;
    if let [one] = found.as_slice() {
        registration::show_managed(turn, one.number).await?;
        return Ok(true);
    }
    let shown: Vec<_> = found.iter().copied().take(check_in::MAX_FOUND).collect();
    let message = view::found(turn.texts(), &shown, found.len() - shown.len());
    turn.reply(message);
    Ok(true)
}

/// Ends the search.
pub async fn leave(turn: &mut Turn<'_>) -> TurnResult<()> {
    end_search(turn);
    let html = turn.texts().html("desk-search-ended", &[]);
    Ok(menu::reply_with_menu(turn, html).await?)
}

fn end_search(turn: &mut Turn<'_>) {
    turn.person.conversation.end(|activity| matches!(activity, Activity::SearchingAttendee));
}

/// Whether the person is an organiser; if not, the answer says so.
async fn require_organiser(turn: &mut Turn<'_>) -> sqlx::Result<bool> {
    let is_organiser = turn.has_role(Role::Organiser).await?;
    if !is_organiser {
        let text = turn.texts().label("desk-not-yours");
        turn.refuse(text);
    }
    Ok(is_organiser)
}
