//! ROOM 1: a resident registers in a conversation.
//!
//! ```text
//! Marie   /start
//! Kozé    Pour vous inscrire, … [J'accepte, je m'inscris] [En savoir plus]
//! Marie   [J'accepte, je m'inscris]
//! Kozé    1/4 · Quel est votre nom ?  [Marie Dupont]
//! Marie   [Marie Dupont]
//! Kozé    2/4 · Qui êtes-vous ?  [Résident·e] [Adulte relais ou médiateur] …
//! ```
//!
//! Answers in the making are the person's step; a row is written only when they confirm.

mod rules;
mod store;
mod values;
mod view;

pub use store::{Extras, Registration, Standing, find, give_codes, register, registered};
pub use values::{AccessNeeds, Area, Category, Email, FullName, How, Phone, Structure, TicketCode};

use rules::{Draft, Given, Step, Verdict, Why};

use crate::chat::Input;
use crate::db;
use crate::i18n::{Lang, texts};
use crate::menu;
use crate::turn::Turn;

/// How this room's conversation is marked in the person's step.
pub const STEP: &str = "registration:";

/// Registration, from a button or a command: the card of who is registered, else the way in.
pub async fn open(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    if let Some(registration) = find(turn.conn, turn.person.id).await? {
        let card = view::card(turn, &registration);
        turn.say(card);
    } else if draft(turn).is_some() {
        ask(turn, true);
    } else if let Some(closed) = closed(turn) {
        menu::say_with_menu(turn, closed).await?;
    } else {
        let notice = view::consent(turn, false);
        turn.say(notice);
    }
    Ok(())
}

/// Whether the person is in the middle of registering. Before they have agreed to the notice
/// nothing of theirs is kept, and nothing holds them up.
pub fn is_under_way(turn: &Turn<'_>) -> bool {
    draft(turn).is_some()
}

/// Whether a typed text is an answer to the present step rather than a question of theirs.
pub fn takes_text(turn: &Turn<'_>, text: &str) -> bool {
    draft(turn).is_some_and(|draft| rules::takes_text(draft.at, text) || label(&draft, text).is_some())
}

/// Asks the present step once more, for instance after a question was answered in its middle.
pub fn ask_again(turn: &mut Turn<'_>) {
    ask(turn, true);
}

/// Something that is not a button arrived in the middle of the conversation.
pub async fn hear(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let Some(draft) = draft(turn) else { return Ok(()) };
    let incoming = turn.incoming;
    let given = match &incoming.input {
        Input::Text(text) => label(&draft, text).unwrap_or(Given::Text(text)),
        Input::Contact { phone, own } => Given::Contact { phone, own: *own },
        _ => Given::Other,
    };
    take(turn, draft, given).await
}

/// A button of this room: what stands behind `reg:`.
pub async fn press(turn: &mut Turn<'_>, data: &str) -> anyhow::Result<()> {
    let (at, value) = data.split_once(':').unwrap_or((data, ""));
    if at == "calendar" {
        let (recipe, caption) = view::calendar(turn);
        turn.file(recipe, caption);
        return Ok(());
    }
    if find(turn.conn, turn.person.id).await?.is_some() {
        turn.toast(turn.texts().label("registration-already"));
        return Ok(());
    }
    match (at, draft(turn)) {
        ("more" | "less", None) => {
            let notice = view::consent(turn, at == "more");
            turn.replace(notice);
        }
        ("lang", None) => {
            if let Some(lang) = Lang::from_code(value).filter(|&lang| lang != turn.lang()) {
                turn.person.language = lang;
                let notice = view::consent(turn, false);
                turn.replace(notice);
                menu::switch(turn, lang).await?;
            }
        }
        (_, draft) => match (Step::from_name(at), draft) {
            (Some(at), Some(draft)) => take(turn, draft, Given::Choice(at, value)).await?,
            // the notice carries no state of its own: an old one serves as well
            (Some(Step::Consent), None) => {
                take(turn, Draft::default(), Given::Choice(Step::Consent, value)).await?
            }
            _ => stale(turn),
        },
    }
    Ok(())
}

/// Leaves the conversation; nothing of it is kept.
pub async fn leave(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    turn.person.step.clear();
    let html = turn.texts().html("registration-left", &[]);
    Ok(menu::say_with_menu(turn, html).await?)
}

/// One answer: decide, then say what comes of it.
async fn take(turn: &mut Turn<'_>, draft: Draft, given: Given<'_>) -> anyhow::Result<()> {
    if let Some(closed) = closed(turn) {
        turn.person.step.clear();
        menu::say_with_menu(turn, closed).await?;
        return Ok(());
    }
    let at = draft.at;
    let pressed = matches!(turn.incoming.input, Input::Press { .. });
    let telegram_name = view::telegram_name(turn);
    match rules::hear(draft, given, telegram_name.as_deref(), turn.forum.now) {
        Verdict::Go(next) if next.at == Step::Consent => {
            turn.person.step.clear();
            let notice = view::consent(turn, false);
            turn.replace(notice);
        }
        Verdict::Go(next) => {
            if at == Step::Phone && next.at != Step::Phone {
                // that step had buttons of its own in place of the keyboard: the menu comes back
                let so_far = view::so_far(turn, &next);
                menu::say_with_menu(turn, so_far.html).await?;
            }
            enter(turn, next);
            ask(turn, !pressed);
        }
        Verdict::Stay(why) => {
            let message = view::again(turn, why);
            turn.say(message);
        }
        Verdict::Stale => stale(turn),
        Verdict::Leave => leave(turn).await?,
        Verdict::Change => {
            let message = view::what_to_change(turn);
            turn.replace(message);
        }
        Verdict::Confirmed(registration) => confirm(turn, registration).await?,
    }
    Ok(())
}

/// Writes the registration: the number's row puts those who confirm at the same instant in line,
/// so that the seats counted are the seats taken.
async fn confirm(turn: &mut Turn<'_>, answers: rules::Answers) -> anyhow::Result<()> {
    turn.person.step.clear();
    let capacity = turn.forum.programme.registration.capacity;
    let number = db::next_number(turn.conn, "registration").await?;
    let taken = registered(turn.conn).await?;
    if capacity.is_some_and(|seats| taken >= i64::from(seats)) {
        let html = view::full(turn);
        menu::say_with_menu(turn, html).await?;
        return Ok(());
    }
    let registration = Registration {
        number,
        person: turn.person.id,
        own: true,
        registered_by: turn.person.id,
        standing: Standing::Seat,
        code: TicketCode::random(),
        registered_at: turn.forum.now,
        answers,
        extras: Extras::default(),
    };
    register(turn.conn, &registration).await?;
    let card = view::confirmed(turn, &registration);
    turn.replace(card);
    let html = turn.texts().html("registration-afterwards", &[]);
    Ok(menu::say_with_menu(turn, html).await?)
}

fn draft(turn: &Turn<'_>) -> Option<Draft> {
    serde_json::from_str(turn.person.step.strip_prefix(STEP)?).ok()
}

fn enter(turn: &mut Turn<'_>, draft: Draft) {
    let text = serde_json::to_string(&draft).unwrap_or_default();
    turn.person.step = format!("{STEP}{text}");
}

/// Shows the present step: as a new message, or in place of the one whose button was pressed.
fn ask(turn: &mut Turn<'_>, anew: bool) {
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

/// Buttons in place of the keyboard send their label as text.
fn label<'a>(draft: &Draft, text: &str) -> Option<Given<'a>> {
    let is = |id: &str| Lang::ALL.iter().any(|&lang| texts(lang).label(id) == text.trim());
    match draft.at {
        Step::Phone if is("registration-skip") => Some(Given::Choice(Step::Phone, "skip")),
        Step::Phone if is("registration-back") => Some(Given::Choice(Step::Phone, "back")),
        _ => None,
    }
}

/// A button of a step that is behind: said as such, and the present step shown again.
fn stale(turn: &mut Turn<'_>) {
    turn.toast(turn.texts().label("button-stale"));
    ask(turn, true);
}

/// Why nobody can register now, if so.
fn closed(turn: &Turn<'_>) -> Option<String> {
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
            Why::NoEmail => "registration-no-email",
            Why::NoArea => "registration-no-area",
            Why::LongArea => "registration-long-area",
            Why::NoAccess => "registration-no-access",
            Why::LongAccess => "registration-long-access",
            Why::NeedsButton => "registration-needs-button",
            Why::NeedsText => "registration-needs-text",
        }
    }
}
