//! Other people: somebody without a phone is registered by somebody who has one, and may later take
//! the registration over with the code on their ticket.

use super::rules::Step;
use super::store::{self, Registration, Standing};
use super::values::{How, TicketCode};
use super::{card, rules, talk, ticket, view};
use crate::chat::Message;
use crate::clock::Millis;
use crate::menu;
use crate::people::{self, Role};
use crate::turn::Turn;

/// How many one account may register: a family, or what a mediator meets in the street in a day.
const FOR_ANYBODY: usize = 6;
const FOR_MEDIATORS: usize = 30;
/// Wrong codes within an hour: more is guessing, not mistyping.
const WRONG_CODES: i64 = 10;
const HOUR: Millis = 3_600_000;

/// Organisers add people after the last day, too, and as many as they like.
pub async fn may_always(turn: &mut Turn<'_>) -> sqlx::Result<bool> {
    Ok(people::roles(turn.conn, turn.person.id).await?.contains(&Role::Organiser))
}

/// Why this account cannot register another person, if so.
pub async fn refusal(turn: &mut Turn<'_>) -> sqlx::Result<Option<String>> {
    let roles = people::roles(turn.conn, turn.person.id).await?;
    if roles.contains(&Role::Organiser) {
        return Ok(None);
    }
    let most = if roles.contains(&Role::Mediator) { FOR_MEDIATORS } else { FOR_ANYBODY };
    // whoever erased themselves and came back has used up the seats of those whom they registered before
    let (before, _) = people::used_before(turn.conn, turn.person.id, people::GUESTS).await?;
    let made = store::made_by(turn.conn, turn.person.id).await?.len() + before as usize;
    Ok((made >= most).then(|| view::too_many(turn, most)))
}

/// Those whom somebody registered, one button each, and the way to one more.
pub async fn list(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    if talk::draft(turn).is_some() {
        talk::ask(turn, true);
        return Ok(());
    }
    let screen = screen(turn, 0).await?;
    turn.say(screen);
    Ok(())
}

async fn screen(turn: &mut Turn<'_>, page: usize) -> anyhow::Result<Message> {
    let made = store::made_by(turn.conn, turn.person.id).await?;
    let own = store::find(turn.conn, turn.person.id).await?;
    Ok(view::others(turn, &made, page, own.map(|own| own.number)))
}

pub async fn press(turn: &mut Turn<'_>, what: &str, value: &str) -> anyhow::Result<()> {
    // Answers in the making are never thrown away for another conversation.
    let draft = talk::draft(turn);
    let at_notice = draft.as_ref().is_some_and(|draft| draft.at == Step::Consent && draft.other);
    if let (true, Some(draft), "other", Some(how @ (How::Aloud | How::Paper))) =
        (at_notice, &draft, what, How::from_name(value))
    {
        let agreed = rules::agree_for_other(draft.clone(), how, turn.forum.now);
        talk::enter(turn, &agreed)?;
        talk::ask(turn, false);
        return Ok(());
    }
    if draft.is_some() && what != "others" && !(at_notice && what == "other-notice") {
        talk::stale(turn);
        return Ok(());
    }
    match what {
        "others" => {
            super::edit::stop(turn);
            let screen = screen(turn, value.parse().unwrap_or(0)).await?;
            turn.replace(screen);
        }
        "claim" => return take_over(turn, value).await,
        "other-notice" => {
            let notice = view::other_notice(turn);
            turn.replace(notice);
        }
        _ => match (may_begin(turn).await?, How::from_name(value)) {
            (Some(refusal), _) => menu::say_with_menu(turn, refusal).await?,
            (None, Some(how @ (How::Aloud | How::Paper))) if what == "other" => {
                let draft = rules::begin_other(how, turn.forum.now);
                talk::enter(turn, &draft)?;
                talk::ask(turn, false);
            }
            (None, _) => {
                super::edit::stop(turn);
                let screen = view::other_consent(turn);
                turn.replace(screen);
            }
        },
    }
    Ok(())
}

/// Closed, not open yet, or enough registered.
async fn may_begin(turn: &mut Turn<'_>) -> sqlx::Result<Option<String>> {
    if let Some(closed) = talk::closed(turn)
        && !may_always(turn).await?
    {
        return Ok(Some(closed));
    }
    refusal(turn).await
}

/// `/billet`, perhaps with a code: one's own ticket, or the way to take one over.
pub async fn claim(turn: &mut Turn<'_>, typed: &str) -> anyhow::Result<()> {
    if typed.trim().is_empty() {
        if let Some(own) = store::find(turn.conn, turn.person.id).await? {
            return match own.standing {
                Standing::Seat => ticket::send(turn, &own).await,
                // the card says where they stand
                Standing::Waiting | Standing::Offered(_) => card::show(turn, &own, true).await,
            };
        }
        let html = turn.texts().html("ticket-write-code", &[]);
        return Ok(menu::say_with_menu(turn, html).await?);
    }
    let Some(found) = look_up(turn, typed).await? else { return Ok(()) };
    if found.person == turn.person.id {
        return card::show(turn, &found, true).await;
    }
    let screen = view::claim(turn, &found);
    turn.say(screen);
    turn.expect(&format!("reg:claim:{}", found.code.as_str()), "");
    Ok(())
}

/// They say that it is theirs, and agree to the notice for themselves.
async fn take_over(turn: &mut Turn<'_>, code: &str) -> anyhow::Result<()> {
    super::seats::lock(turn.conn).await?;
    let Some(found) = look_up(turn, code).await? else { return Ok(()) };
    if found.person == turn.person.id {
        return card::show(turn, &found, false).await;
    }
    let (number, now) = (found.number, turn.forum.now);
    if store::find(turn.conn, turn.person.id).await?.is_some() {
        let html = turn.texts().html("ticket-already-registered", &[]);
        turn.say(Message::new(html));
    } else if store::take_over(turn.conn, number, turn.person.id, now).await? {
        if found.person != 0 {
            tell_before(turn, &found).await?;
        }
        let taken = Registration { person: turn.person.id, own: true, ..found };
        let place = match taken.standing {
            Standing::Waiting => super::seats::place(turn.conn, number).await?,
            Standing::Seat | Standing::Offered(_) => None,
        };
        let card = view::confirmed(turn, &taken, place);
        turn.replace(card);
        let html = view::afterwards(turn, &taken);
        menu::say_with_menu(turn, html).await?;
    }
    Ok(())
}

/// Whoever registered them knows that the reminders no longer come here.
async fn tell_before(turn: &mut Turn<'_>, taken: &Registration) -> anyhow::Result<()> {
    let lang = people::language(turn.conn, taken.person).await?;
    let message = view::taken_over(lang, taken);
    turn.tell(taken.person, message);
    Ok(())
}

/// The registration of a code that may be taken over, or is one's own; everything else is answered
/// alike, so that nobody learns which codes there are.
async fn look_up(turn: &mut Turn<'_>, typed: &str) -> anyhow::Result<Option<Registration>> {
    let (person, now) = (turn.person.id, turn.forum.now);
    let id = if store::wrong_codes(turn.conn, person, now - HOUR).await? >= WRONG_CODES {
        "ticket-too-many-tries"
    } else {
        let found = match TicketCode::parse(typed) {
            Some(code) => store::by_code(turn.conn, &code).await?,
            None => None,
        };
        if let Some(found) = found.filter(|found| !found.own || found.person == person) {
            return Ok(Some(found));
        }
        store::count_wrong_code(turn.conn, person, now - HOUR, now).await?;
        "ticket-unknown-code"
    };
    let html = view::with_contact(turn, id);
    turn.say(Message::new(html));
    Ok(None)
}
