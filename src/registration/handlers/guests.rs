//! Guests: people without a phone whom an account registers.

use super::{activity, eligibility, form};
use crate::chat::Message;
use crate::menu;
use crate::registration::model::{ConsentMethod, Draft, Step};
use crate::registration::{rules, store, view};
use crate::turn::{Turn, TurnResult};

/// Lists the account's guests, one button each, with a button for one more. In the middle of a registration
/// it shows the current step instead.
pub async fn list_guests(turn: &mut Turn<'_>) -> TurnResult<()> {
    if activity::current_draft(turn).is_some() {
        form::send_step(turn);
        return Ok(());
    }
    let screen = list_screen(turn, 0).await?;
    turn.reply(screen);
    Ok(())
}

/// Shows a page of the list; it counts from 0.
pub async fn show_page(turn: &mut Turn<'_>, page: usize) -> TurnResult<()> {
    activity::stop_editing(turn);
    let screen = list_screen(turn, page).await?;
    turn.edit_or_reply(screen);
    Ok(())
}

async fn list_screen(turn: &mut Turn<'_>, page: usize) -> TurnResult<Message> {
    let guests = store::guests_of(turn.conn, turn.person.id).await?;
    let own = store::find_own(turn.conn, turn.person.id).await?;
    Ok(view::guest_list(turn, &guests, page, own.map(|own| own.number)))
}

/// Asks for the consent of one more guest. A draft is never discarded for it.
pub async fn add(turn: &mut Turn<'_>) -> TurnResult<()> {
    if activity::current_draft(turn).is_some() {
        form::handle_stale_button(turn);
    } else if let Some(refusal) = eligibility::guest_refusal_message(turn).await? {
        menu::reply_with_menu(turn, refusal).await?;
    } else {
        activity::stop_editing(turn);
        let screen = view::guest_consent(turn);
        turn.edit_or_reply(screen);
    }
    Ok(())
}

/// Records the guest's consent: in the draft that is at the notice, otherwise in a new one.
pub async fn record_consent(turn: &mut Turn<'_>, method: ConsentMethod) -> TurnResult<()> {
    let draft = match activity::current_draft(turn) {
        Some(draft) if is_at_notice(&draft) => rules::consent_on_behalf(draft, method, turn.event.now),
        Some(_) => {
            form::handle_stale_button(turn);
            return Ok(());
        }
        None => {
            if let Some(refusal) = eligibility::guest_refusal_message(turn).await? {
                return Ok(menu::reply_with_menu(turn, refusal).await?);
            }
            rules::begin_on_behalf(method, turn.event.now)
        }
    };
    activity::save_draft(turn, &draft)?;
    form::show_step(turn);
    Ok(())
}

/// Shows the notice that is read aloud to a guest.
pub fn show_notice(turn: &mut Turn<'_>) {
    if activity::current_draft(turn).is_some_and(|draft| !is_at_notice(&draft)) {
        form::handle_stale_button(turn);
        return;
    }
    let notice = view::guest_notice(turn);
    turn.edit_or_reply(notice);
}

/// Whether the draft waits for a guest's consent.
fn is_at_notice(draft: &Draft) -> bool {
    draft.step == Step::Consent && draft.on_behalf
}
