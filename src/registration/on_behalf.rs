//! Other people: somebody without a phone is registered by somebody who has one, and may later take
//! the registration over with the code on their ticket.

use super::model::{ConsentMethod, TicketCode};
use super::rules::Step;
use super::store::{self, Registration, SeatStatus};
use super::{card, form, rules, ticket, view};
use crate::chat::Message;
use crate::clock::Millis;
use crate::menu;
use crate::people::{self, Role};
use crate::turn::Turn;

/// How many one account may register: a family, or what a mediator meets in the street in a day.
const MAX_GUESTS: usize = 6;
const MAX_GUESTS_FOR_MEDIATOR: usize = 30;
/// Wrong codes within an hour: more is guessing, not mistyping.
const MAX_WRONG_CODES_PER_HOUR: i64 = 10;
const HOUR: Millis = 3_600_000;

/// Organisers add people after the last day, too, and as many as they like.
pub async fn can_register_after_closing(turn: &mut Turn<'_>) -> sqlx::Result<bool> {
    turn.has_role(Role::Organiser).await
}

/// Why this account cannot register another person, if so.
pub async fn guest_limit_message(turn: &mut Turn<'_>) -> sqlx::Result<Option<String>> {
    if turn.has_role(Role::Organiser).await? {
        return Ok(None);
    }
    let most = if turn.has_role(Role::Mediator).await? { MAX_GUESTS_FOR_MEDIATOR } else { MAX_GUESTS };
    // whoever erased themselves and came back has used up the seats of those whom they registered before
    let (before, _) = people::prior_usage(turn.conn, turn.person.id, people::GUESTS_FACT).await?;
    let made = store::guests_of(turn.conn, turn.person.id).await?.len() + before as usize;
    Ok((made >= most).then(|| view::guest_limit_reached(turn, most)))
}

/// Those whom somebody registered, one button each, and the way to one more.
pub async fn list_guests(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    if form::current_draft(turn).is_some() {
        form::show_step(turn, true);
        return Ok(());
    }
    let screen = guests_screen(turn, 0).await?;
    turn.reply(screen);
    Ok(())
}

async fn guests_screen(turn: &mut Turn<'_>, page: usize) -> anyhow::Result<Message> {
    let made = store::guests_of(turn.conn, turn.person.id).await?;
    let own = store::find_own(turn.conn, turn.person.id).await?;
    Ok(view::guest_list(turn, &made, page, own.map(|own| own.number)))
}

pub async fn press(turn: &mut Turn<'_>, what: &str, value: &str) -> anyhow::Result<()> {
    // Answers in the making are never thrown away for another conversation.
    let draft = form::current_draft(turn);
    let at_notice = draft.as_ref().is_some_and(|draft| draft.step == Step::Consent && draft.on_behalf);
    if let (true, Some(draft), "other", Some(how @ (ConsentMethod::Verbal | ConsentMethod::Paper))) =
        (at_notice, &draft, what, ConsentMethod::from_name(value))
    {
        let agreed = rules::consent_on_behalf(draft.clone(), how, turn.event.now);
        form::save_draft(turn, &agreed)?;
        form::show_step(turn, false);
        return Ok(());
    }
    if draft.is_some() && what != "others" && !(at_notice && what == "other-notice") {
        form::handle_stale_button(turn);
        return Ok(());
    }
    match what {
        "others" => {
            super::edit::stop(turn);
            let screen = guests_screen(turn, value.parse().unwrap_or(0)).await?;
            turn.edit_or_reply(screen);
        }
        "claim" => return take_over(turn, value).await,
        "other-notice" => {
            let notice = view::guest_notice(turn);
            turn.edit_or_reply(notice);
        }
        _ => match (refusal_message(turn).await?, ConsentMethod::from_name(value)) {
            (Some(refusal), _) => menu::reply_with_menu(turn, refusal).await?,
            (None, Some(how @ (ConsentMethod::Verbal | ConsentMethod::Paper))) if what == "other" => {
                let draft = rules::begin_on_behalf(how, turn.event.now);
                form::save_draft(turn, &draft)?;
                form::show_step(turn, false);
            }
            (None, _) => {
                super::edit::stop(turn);
                let screen = view::guest_consent(turn);
                turn.edit_or_reply(screen);
            }
        },
    }
    Ok(())
}

/// Closed, not open yet, or enough registered.
async fn refusal_message(turn: &mut Turn<'_>) -> sqlx::Result<Option<String>> {
    if let Some(closed) = form::closed_message(turn)
        && !can_register_after_closing(turn).await?
    {
        return Ok(Some(closed));
    }
    guest_limit_message(turn).await
}

/// `/billet`, perhaps with a code: one's own ticket, or the way to take one over.
pub async fn claim_ticket(turn: &mut Turn<'_>, typed: &str) -> anyhow::Result<()> {
    if typed.trim().is_empty() {
        if let Some(own) = store::find_own(turn.conn, turn.person.id).await? {
            return match own.status {
                SeatStatus::Seated => ticket::send(turn, &own).await,
                // the card says where they stand
                SeatStatus::Waiting | SeatStatus::Offered(_) => card::show(turn, &own, true).await,
            };
        }
        let html = turn.texts().html("ticket-write-code", &[]);
        return Ok(menu::reply_with_menu(turn, html).await?);
    }
    let Some(found) = find_claimable(turn, typed).await? else { return Ok(()) };
    if found.person == turn.person.id {
        return card::show(turn, &found, true).await;
    }
    let screen = view::claim_prompt(turn, &found);
    turn.reply(screen);
    turn.await_yes_no(&format!("reg:claim:{}", found.code.as_str()), "");
    Ok(())
}

/// They say that it is theirs, and agree to the notice for themselves.
async fn take_over(turn: &mut Turn<'_>, code: &str) -> anyhow::Result<()> {
    super::seats::lock(turn.conn).await?;
    let Some(found) = find_claimable(turn, code).await? else { return Ok(()) };
    if found.person == turn.person.id {
        return card::show(turn, &found, false).await;
    }
    let (number, now) = (found.number, turn.event.now);
    if store::find_own(turn.conn, turn.person.id).await?.is_some() {
        let html = turn.texts().html("ticket-already-registered", &[]);
        turn.reply(Message::new(html));
    } else if store::take_over(turn.conn, number, turn.person.id, now).await? {
        if found.person != 0 {
            notify_previous_holder(turn, &found).await?;
        }
        let taken = Registration { person: turn.person.id, is_own: true, ..found };
        let place = match taken.status {
            SeatStatus::Waiting => super::seats::waitlist_position(turn.conn, number).await?,
            SeatStatus::Seated | SeatStatus::Offered(_) => None,
        };
        let card = view::confirmed(turn, &taken, place);
        turn.edit_or_reply(card);
        let html = view::next_steps(turn, &taken);
        menu::reply_with_menu(turn, html).await?;
    }
    Ok(())
}

/// Whoever registered them knows that the reminders no longer come here.
async fn notify_previous_holder(turn: &mut Turn<'_>, taken: &Registration) -> anyhow::Result<()> {
    let lang = people::language(turn.conn, taken.person).await?;
    let message = view::taken_over(lang, taken);
    turn.notify(taken.person, message);
    Ok(())
}

/// The registration of a code that may be taken over, or is one's own; everything else is answered
/// alike, so that nobody learns which codes there are.
async fn find_claimable(turn: &mut Turn<'_>, typed: &str) -> anyhow::Result<Option<Registration>> {
    let (person, now) = (turn.person.id, turn.event.now);
    let id = if store::count_wrong_codes(turn.conn, person, now - HOUR).await? >= MAX_WRONG_CODES_PER_HOUR {
        "ticket-too-many-tries"
    } else {
        let found = match TicketCode::parse(typed) {
            Some(code) => store::find_by_code(turn.conn, &code).await?,
            None => None,
        };
        if let Some(found) = found.filter(|found| !found.is_own || found.person == person) {
            return Ok(Some(found));
        }
        store::record_wrong_code(turn.conn, person, now - HOUR, now).await?;
        "ticket-unknown-code"
    };
    let html = view::with_contact(turn, id);
    turn.reply(Message::new(html));
    Ok(None)
}
