//! ROOM 1: a resident registers in a conversation, and whoever has no phone by somebody who has one.
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
//! Answers in the making stand in the person's conversation; a row is written only when they confirm. What comes
//! afterwards is the `card`, with the `ticket` and the `others` one registers; `seats` are counted,
//! kept and passed on; `list` is what organisers see.

mod card;
mod edit;
mod list;
mod others;
mod phone;
mod rules;
mod seats;
mod store;
mod talk;
mod ticket;
mod values;
mod view;
mod whose;
mod words;

pub use list::{Column, file, guests, show as show_list};
pub use others::{claim, list as others};
pub use phone::Phone;
pub use rules::{Answers, Draft, Field, Given, Step, Verdict, Why, begin_other, hear as decide};
pub use seats::{Counts, Phase, has_room, movable, next_due, offer_until, tick};
pub use store::{Extras, Registration, Standing, all, find, give_codes, made_by, register, registered};
pub use ticket::{hear_code, open_code, picture};
pub use values::{AccessNeeds, Area, Category, Email, FullName, How, Structure, TicketCode};

use crate::chat::{Button, Input, Message};
use crate::i18n::Lang;
use crate::menu;
use crate::turn::Turn;
use crate::typed::{mentions, yes_or_no};
use whose::Meant;

/// Registration, from a button or a command: the card of who is registered, else the way in.
pub async fn open(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    if talk::draft(turn).is_some() {
        talk::ask(turn, true);
    } else if let Some(registration) = find(turn.conn, turn.person.id).await? {
        edit::stop(turn);
        card::show(turn, &registration, true).await?;
    } else if let Some(closed) = talk::closed(turn) {
        menu::say_with_menu(turn, closed).await?;
    } else {
        let notice = view::consent(turn, false);
        turn.say(notice);
        expect_consent(turn);
    }
    Ok(())
}

/// The notice was shown: a typed yes agrees to it.
fn expect_consent(turn: &mut Turn<'_>) {
    turn.expect("reg:consent:yes", "reg:consent:leave");
}

/// What somebody may say they want of their own registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    Status,
    Cancel,
    Edit,
    Ticket,
}

/// Such a wish, said in words: their card, the question of the card's own button, what can be changed. Who
/// is not registered hears so, and how to register. Where it may be about another person, it is asked whom.
pub async fn wish(turn: &mut Turn<'_>, wish: Wish) -> anyhow::Result<()> {
    if is_under_way(turn) {
        ask_again(turn);
        return Ok(());
    }
    let own = find(turn.conn, turn.person.id).await?;
    let guests = made_by(turn.conn, turn.person.id).await?;
    let meant = match &turn.incoming.input {
        Input::Text(typed) => whose::meant(typed, own.as_ref(), &guests),
        _ => Meant::Own,
    };
    let meant = match meant {
        Meant::Own => own,
        Meant::Guest(number) => store::of(turn.conn, turn.person.id, number).await?,
        Meant::Unclear => {
            edit::stop(turn);
            let question = view::whose(turn, wish, own.as_ref(), &guests);
            turn.say(question);
            turn.expect_name();
            return Ok(());
        }
    };
    let Some(own) = meant else {
        if !guests.is_empty() {
            return others(turn).await;
        }
        let none = Message::new(turn.texts().html("registration-none", &[]));
        turn.say(none);
        return open(turn).await;
    };
    edit::stop(turn);
    match wish {
        Wish::Status => card::show(turn, &own, true).await?,
        Wish::Cancel => card::ask_to_free(turn, &own),
        Wish::Edit => {
            let screen = view::modify(turn, &own);
            turn.say(screen);
        }
        Wish::Ticket if own.standing == Standing::Seat => ticket::send(turn, &own).await?,
        // the card says where they stand
        Wish::Ticket => card::show(turn, &own, true).await?,
    }
    Ok(())
}

/// "Léonie ne vient plus": the question whether the place of somebody they registered shall be free, where it is
/// clear whom they name. False for everything else.
pub async fn hear_of_guest(turn: &mut Turn<'_>, typed: &str) -> anyhow::Result<bool> {
    if is_under_way(turn) || !mentions("words-cannot-come", typed) {
        return Ok(false);
    }
    let guests = made_by(turn.conn, turn.person.id).await?;
    if guests.is_empty() {
        return Ok(false);
    }
    let own = find(turn.conn, turn.person.id).await?;
    let Meant::Guest(number) = whose::meant(typed, own.as_ref(), &guests) else { return Ok(false) };
    let Some(guest) = store::of(turn.conn, turn.person.id, number).await? else { return Ok(false) };
    card::ask_to_free(turn, &guest);
    Ok(true)
}

/// How many places are left; nothing where any number of people may come.
pub async fn places_left(turn: &mut Turn<'_>) -> anyhow::Result<Option<i64>> {
    let Some(capacity) = turn.forum.programme.registration.capacity else { return Ok(None) };
    Ok(Some((i64::from(capacity) - seats::taken(turn.conn, turn.forum.programme).await?).max(0)))
}

/// Whether the person is in the middle of registering. Before they have agreed to the notice
/// nothing of theirs is kept, and nothing holds them up.
pub fn is_under_way(turn: &Turn<'_>) -> bool {
    talk::draft(turn).is_some() || edit::awaited(turn).is_some()
}

/// Whether a typed text is an answer to the present step rather than a question of theirs.
pub fn takes_text(turn: &Turn<'_>, text: &str) -> bool {
    talk::draft(turn).is_some_and(|draft| {
        rules::takes_text(draft.at, text)
            || words::choice(&draft, text).is_some()
            || renamed(&draft, &Input::Text(text.to_owned())).is_some()
    }) || edit::awaited(turn).is_some_and(|(_, field)| {
        field.takes_text(text)
            || words::on_card(field, text).is_some()
            || (field == Field::Email && words::spoken_address(text).is_some())
    })
}

/// Whether the present step keeps a text that is typed, whatever it says.
pub fn keeps_any(turn: &Turn<'_>) -> bool {
    talk::draft(turn).is_some_and(|draft| matches!(draft.at, Step::Name | Step::Structure))
        || edit::awaited(turn).is_some()
}

/// Whether a text asks why their name or number is wanted.
pub fn asks_why(text: &str) -> bool {
    words::asks_why(text)
}

/// Says what the answers are for, who sees them and for how long; then asks the present step again.
pub fn explain_why(turn: &mut Turn<'_>) {
    let why = view::why(turn);
    turn.say(why);
    ask_again(turn);
}

/// What a text may be all the same that could be an answer to the present step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// It has a question's words.
    Question,
    /// It is a word that is nobody's name.
    NoName,
}

/// Whether a text that could be an answer to the present step may be something else.
pub fn doubt(turn: &Turn<'_>, text: &str) -> Option<Doubt> {
    let draft = talk::draft(turn).filter(|draft| matches!(draft.at, Step::Name | Step::Structure))?;
    if draft.at == Step::Name && words::is_no_name(text) {
        Some(Doubt::NoName)
    } else if words::choice(&draft, text).is_some() {
        None
    } else {
        words::asks(text).then_some(Doubt::Question)
    }
}

/// Asks the present step once more, for instance after a question was answered in its middle.
pub fn ask_again(turn: &mut Turn<'_>) {
    if talk::draft(turn).is_some() {
        talk::ask(turn, true);
    } else if let Some((number, field)) = edit::awaited(turn) {
        edit::ask(turn, number, field, true);
    }
}

/// Something that is not a button arrived in the middle of the conversation.
pub async fn hear(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let Some(mut draft) = talk::draft(turn) else { return edit::hear(turn).await };
    let incoming = turn.incoming;
    if let Some(name) = renamed(&draft, &incoming.input) {
        draft.name = Some(name);
        talk::enter(turn, &draft)?;
        talk::ask(turn, true);
        return Ok(());
    }
    let given = match &incoming.input {
        Input::Text(text) => {
            let text = if draft.at == Step::Name { words::bare_name(text) } else { text };
            words::choice(&draft, text).unwrap_or(Given::Text(text))
        }
        Input::Contact { phone, own } => Given::Contact { phone, own: *own },
        _ => Given::Other,
    };
    talk::take(turn, draft, given).await
}

/// The name that is corrected in words at a step that asks for something else.
fn renamed(draft: &Draft, input: &Input) -> Option<FullName> {
    let (Step::Category | Step::Phone | Step::Summary, Input::Text(typed)) = (draft.at, input) else {
        return None;
    };
    FullName::parse(words::named_anew(typed)?).ok()
}

/// "J'inscris aussi mon mari": those whom they registered, and the way to one more. False for everything else.
pub async fn hear_of_others(turn: &mut Turn<'_>, typed: &str) -> anyhow::Result<bool> {
    let is_it = mentions("words-sign-up", typed) && mentions("words-somebody-else", typed);
    if !is_it || is_under_way(turn) || find(turn.conn, turn.person.id).await?.is_none() {
        return Ok(false);
    }
    others(turn).await?;
    Ok(true)
}

/// Who speaks of what they need in order to come can have it noted with their registration.
pub async fn offer_to_note_needs(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    if let Some(own) = find(turn.conn, turn.person.id).await? {
        let label = turn.texts().label("card-access");
        let note = Button::new(label, format!("reg:edit:{}:access", own.number));
        let other = Message::new(turn.texts().html("registration-note-needs", &[]));
        turn.add_button(note, || other);
    }
    Ok(())
}

/// A button of this room: what stands behind `reg:`. Every number is looked up anew among the
/// registrations of whoever pressed.
pub async fn press(turn: &mut Turn<'_>, data: &str) -> anyhow::Result<()> {
    let (at, value) = data.split_once(':').unwrap_or((data, ""));
    match at {
        "more" | "less" | "lang" => notice(turn, at, value).await,
        "go-on" => {
            open(turn).await?;
            Ok(())
        }
        "leave" if talk::draft(turn).is_some() => leave(turn).await,
        "leave" => {
            talk::stale(turn);
            Ok(())
        }
        "others" | "add" | "other" | "other-notice" | "claim" => others::press(turn, at, value).await,
        "list" | "list-file" => list::press(turn, at).await,
        _ => match Step::from_name(at) {
            Some(step) => step_button(turn, step, value).await,
            None => card::press(turn, at, value).await,
        },
    }
}

/// A button of the conversation itself.
async fn step_button(turn: &mut Turn<'_>, at: Step, value: &str) -> anyhow::Result<()> {
    match (at, talk::draft(turn)) {
        (at, Some(draft)) => return talk::take(turn, draft, Given::Choice(at, value)).await,
        _ if find(turn.conn, turn.person.id).await?.is_some() => {
            turn.toast(turn.texts().label("registration-already"));
        }
        // the notice carries no state of its own: an old one serves as well
        (Step::Consent, None) => {
            return talk::take(turn, Draft::default(), Given::Choice(Step::Consent, value)).await;
        }
        _ => talk::stale(turn),
    }
    Ok(())
}

/// The notice before anybody has agreed to it: longer, shorter, in another language.
async fn notice(turn: &mut Turn<'_>, at: &str, value: &str) -> anyhow::Result<()> {
    if find(turn.conn, turn.person.id).await?.is_some() {
        turn.toast(turn.texts().label("registration-already"));
    } else if talk::draft(turn).is_some_and(|draft| draft.at != Step::Consent) {
        talk::stale(turn);
    } else if at != "lang" {
        let notice = view::consent(turn, at == "more");
        turn.replace(notice);
        expect_consent(turn);
    } else if let Some(lang) = Lang::from_code(value).filter(|&lang| lang != turn.lang()) {
        turn.choose(lang);
        let notice = view::consent(turn, false);
        turn.replace(notice);
        expect_consent(turn);
        menu::switch(turn, lang).await?;
    } else {
        turn.toast(turn.texts().label("language-now"));
    }
    Ok(())
}

/// Answers a typed yes or no to a seat that is kept for them or for somebody they registered, or to whether
/// they still hope for one. False where there is no such question.
pub async fn hear_of_seat(turn: &mut Turn<'_>, typed: &str) -> anyhow::Result<bool> {
    let Some(yes) = yes_or_no(typed) else { return Ok(false) };
    let Some(asked) = store::asked_about_seat(turn.conn, turn.person.id).await? else { return Ok(false) };
    match (yes, asked.standing) {
        (true, Standing::Offered(_)) => card::take_offer(turn, &asked).await?,
        (true, Standing::Waiting | Standing::Seat) => card::hope_again(turn, &asked).await?,
        (false, _) => card::ask_to_free(turn, &asked),
    }
    Ok(true)
}

/// Before somebody is erased: their own registration goes as if they could not come, so that the seat
/// is passed on. Those whom they registered keep theirs.
pub async fn forget(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    match find(turn.conn, turn.person.id).await? {
        Some(own) => card::give_up(turn, &own).await,
        None => Ok(()),
    }
}

/// Leaves the conversation; nothing of it is kept.
pub async fn leave(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let was_editing = edit::awaited(turn).is_some();
    if was_editing {
        edit::stop(turn);
    } else {
        talk::discard(turn);
    }
    let id = if was_editing { "registration-unchanged" } else { "registration-left" };
    let html = turn.texts().html(id, &[]);
    Ok(menu::say_with_menu(turn, html).await?)
}
