//! The conversation: one answer at a time, decided by `rules`, until the row is written.

use super::rules::{self, Answers, Draft, Given, Step, Verdict, Why};
use super::seats::{self, COUNTER};
use super::store::{self, Extras, Registration, Standing};
use super::values::TicketCode;
use super::{card, others, view};
use crate::chat::Input;
use crate::conversation::Activity;
use crate::db;
use crate::menu;
use crate::turn::Turn;

/// One answer: decide, then say what comes of it.
pub async fn take(turn: &mut Turn<'_>, draft: Draft, given: Given<'_>) -> anyhow::Result<()> {
    if let Some(closed) = closed(turn)
        && !(draft.other && others::may_always(turn).await?)
    {
        discard(turn);
        menu::say_with_menu(turn, closed).await?;
        return Ok(());
    }
    let at = draft.at;
    let pressed = matches!(turn.incoming.input, Input::Press { .. });
    let telegram_name = view::telegram_name(turn);
    match rules::hear(draft, given, telegram_name.as_deref(), turn.forum.now) {
        Verdict::Go(next) if next.at == Step::Consent => {
            // answers given before they went back to the notice are kept
            if next.name.is_some() {
                enter(turn, &next)?;
            } else {
                discard(turn);
            }
            let notice = if next.other { view::other_consent(turn) } else { view::consent(turn, false) };
            turn.replace(notice);
        }
        Verdict::Go(mut next) => {
            if at == Step::Phone && next.at != Step::Phone {
                // that step had buttons of its own in place of the keyboard: the menu comes back
                let so_far = view::so_far(turn, &next);
                menu::say_with_menu(turn, so_far.html).await?;
            }
            if at == Step::Name && !pressed && next.at != Step::Name {
                let thanks = view::thanks(turn, &next);
                turn.say(thanks);
            }
            next.full = next.at == Step::Summary && is_full(turn, &next).await?;
            enter(turn, &next)?;
            ask(turn, !pressed);
        }
        Verdict::Stay(why) => {
            let message = view::again(turn, why, false);
            turn.say(message);
        }
        Verdict::Stale => stale(turn),
        Verdict::Leave => super::leave(turn).await?,
        Verdict::Change(draft) => {
            let message = view::what_to_change(turn, &draft);
            turn.replace(message);
        }
        Verdict::Confirmed(answers, other) => confirm(turn, answers, other).await?,
    }
    Ok(())
}

/// Writes the registration. The counter's row puts those who confirm at the same instant in line, so
/// that the seats counted are the seats taken; who comes too late for one waits for the next.
async fn confirm(turn: &mut Turn<'_>, answers: Answers, other: bool) -> anyhow::Result<()> {
    discard(turn);
    seats::lock(turn.conn).await?;
    if other && let Some(refusal) = others::refusal(turn).await? {
        menu::say_with_menu(turn, refusal).await?;
        return Ok(());
    }
    if !other && store::find(turn.conn, turn.person.id).await?.is_some() {
        turn.toast(turn.texts().label("registration-already"));
        return Ok(());
    }
    let registration = Registration {
        number: db::next_number(turn.conn, COUNTER).await?,
        person: turn.person.id,
        own: !other,
        registered_by: turn.person.id,
        standing: seats::standing_for(turn.conn, turn.forum, answers.category).await?,
        code: TicketCode::random(),
        registered_at: turn.forum.now,
        answers,
        extras: Extras::default(),
    };
    store::register(turn.conn, &registration).await?;
    let card = card::confirmed(turn, &registration).await?;
    turn.replace(card);
    let html = view::afterwards(turn, &registration);
    Ok(menu::say_with_menu(turn, html).await?)
}

/// Whether they would have to wait, as far as can be told without the lock.
async fn is_full(turn: &mut Turn<'_>, draft: &Draft) -> sqlx::Result<bool> {
    let Some(category) = draft.category else { return Ok(false) };
    Ok(seats::standing_for(turn.conn, turn.forum, category).await? == Standing::Waiting)
}

pub fn draft(turn: &Turn<'_>) -> Option<Draft> {
    turn.person.conversation.draft()
}

/// Keeps the answers so far; the next text is one more of them.
pub fn enter(turn: &mut Turn<'_>, draft: &Draft) -> anyhow::Result<()> {
    super::edit::stop(turn);
    turn.person.conversation.begin(Activity::Registering(serde_json::to_value(draft)?));
    Ok(())
}

/// The answers so far are not kept any longer.
pub fn discard(turn: &mut Turn<'_>) {
    turn.person.conversation.end(|activity| matches!(activity, Activity::Registering(_)));
}

/// Shows the present step: as a new message, or in place of the one whose button was pressed.
pub fn ask(turn: &mut Turn<'_>, anew: bool) {
    let Some(draft) = draft(turn) else { return };
    let message = view::step(turn, &draft);
    match (anew, draft.at) {
        (true, _) => turn.say(message),
        // The telephone step has buttons in place of the keyboard, which no edit can bring.
        (false, Step::Phone) => {
            let so_far = view::so_far(turn, &draft);
            turn.replace(so_far);
            turn.say(message);
        }
        (false, _) => turn.replace(message),
    }
}

/// A button of a step that is behind: said as such, and the present step shown again.
pub fn stale(turn: &mut Turn<'_>) {
    turn.toast(turn.texts().label("button-stale"));
    ask(turn, true);
}

/// Why nobody can register now, if so.
pub fn closed(turn: &Turn<'_>) -> Option<String> {
    let programme = turn.forum.programme;
    let now = turn.forum.now;
    if programme.closes_at().is_some_and(|at| now >= at) || programme.is_over(now) {
        return Some(view::closed(turn));
    }
    programme.opens_at().filter(|&at| now < at).map(|at| view::not_yet(turn, at))
}

impl From<Why> for &'static str {
    fn from(why: Why) -> Self {
        match why {
            Why::NoName => "registration-no-name",
            Why::LongName => "registration-long-name",
            Why::NoStructure => "registration-no-structure",
            Why::LongStructure => "registration-long-structure",
            Why::NoPhone => "registration-no-phone",
            Why::OthersContact => "registration-others-contact",
            Why::TypePhone => "registration-type-phone",
            Why::NoEmail => "registration-no-email",
            Why::NoArea => "registration-no-area",
            Why::LongArea => "registration-long-area",
            Why::NoAccess => "registration-no-access",
            Why::LongAccess => "registration-long-access",
            Why::NeedsButton => "registration-needs-button",
            Why::NeedsText => "registration-needs-text",
            Why::NeedsNumber => "registration-needs-number",
            Why::NeedsOwnName => "registration-needs-own-name",
        }
    }
}
