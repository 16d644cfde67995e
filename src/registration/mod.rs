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

mod attendees;
mod card;
mod edit;
mod form;
mod model;
mod on_behalf;
mod phone;
mod rules;
mod seats;
mod store;
mod target;
mod text_input;
mod ticket;
mod view;

pub use attendees::{OptionalColumn, attendee_file, attendee_table, show_attendee_counts as show_list};
pub use model::{AccessNeeds, Area, Category, ConsentMethod, Email, FullName, Organisation, TicketCode};
pub use on_behalf::{claim_ticket, list_guests as others};
pub use phone::Phone;
pub use rules::{Answers, Draft, Field, InvalidAnswer, Step, StepInput, Transition, begin_on_behalf, decide};
pub use seats::{
    SeatCounts, WaitlistPhase, has_room, next_due, offer_expires_at, promotable_categories, tick,
};
pub use store::{
    Extras, Registration, SeatStatus, assign_ticket_codes, count, find_own, guests_of, insert, list_all,
};
pub use ticket::{handle_ticket_code, open_ticket_link, ticket_image};

use crate::chat::{Button, Input, Message};
use crate::i18n::Lang;
use crate::keywords::{AsTypedText, TypedText, contains_keyword_anywhere, parse_yes_no};
use crate::menu;
use crate::turn::Turn;
use target::Target;

/// Registration, from a button or a command: the card of who is registered, else the way in.
pub async fn open(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    if form::current_draft(turn).is_some() {
        form::show_step(turn, true);
    } else if let Some(registration) = find_own(turn.conn, turn.person.id).await? {
        edit::stop(turn);
        card::show(turn, &registration, true).await?;
    } else if let Some(closed) = form::closed_message(turn) {
        menu::reply_with_menu(turn, closed).await?;
    } else {
        let notice = view::consent(turn, false);
        turn.reply(notice);
        await_consent(turn);
    }
    Ok(())
}

/// The notice was shown: a typed yes agrees to it.
fn await_consent(turn: &mut Turn<'_>) {
    turn.await_yes_no("reg:consent:yes", "reg:consent:leave");
}

/// What somebody may say they want of their own registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegistrationAction {
    Status,
    Cancel,
    Edit,
    Ticket,
}

/// Such a wish, said in words: their card, the question of the card's own button, what can be changed. Who
/// is not registered hears so, and how to register. Where it may be about another person, it is asked whom.
pub async fn perform_action(turn: &mut Turn<'_>, wish: RegistrationAction) -> anyhow::Result<()> {
    if is_under_way(turn) {
        ask_again(turn);
        return Ok(());
    }
    let own = find_own(turn.conn, turn.person.id).await?;
    let guests = guests_of(turn.conn, turn.person.id).await?;
    let meant = match &turn.incoming.input {
        Input::Text(typed) => target::resolve_target(typed, own.as_ref(), &guests),
        _ => Target::Own,
    };
    let meant = match meant {
        Target::Own => own,
        Target::Guest(number) => store::find_for_person(turn.conn, turn.person.id, number).await?,
        Target::Ambiguous => {
            edit::stop(turn);
            let question = view::choose_target(turn, wish, own.as_ref(), &guests);
            turn.reply(question);
            turn.await_name();
            return Ok(());
        }
    };
    let Some(own) = meant else {
        if !guests.is_empty() {
            return others(turn).await;
        }
        let none = Message::new(turn.texts().html("registration-none", &[]));
        turn.reply(none);
        return open(turn).await;
    };
    edit::stop(turn);
    match wish {
        RegistrationAction::Status => card::show(turn, &own, true).await?,
        RegistrationAction::Cancel => card::ask_to_cancel(turn, &own),
        RegistrationAction::Edit => {
            let screen = view::edit_menu(turn, &own);
            turn.reply(screen);
        }
        RegistrationAction::Ticket if own.status == SeatStatus::Seated => ticket::send(turn, &own).await?,
        // the card says where they stand
        RegistrationAction::Ticket => card::show(turn, &own, true).await?,
    }
    Ok(())
}

/// Whether a text may say that a registered person cannot come: "Léonie ne vient plus".
pub fn is_guest_cancellation(typed: &TypedText) -> bool {
    contains_keyword_anywhere("words-cannot-come", typed)
}

/// "Léonie ne vient plus": the question whether the place of somebody they registered shall be free, where it is
/// clear whom they name. False for everything else.
pub async fn handle_guest_cancellation(turn: &mut Turn<'_>, typed: &TypedText) -> anyhow::Result<bool> {
    if is_under_way(turn) || !is_guest_cancellation(typed) {
        return Ok(false);
    }
    let guests = guests_of(turn.conn, turn.person.id).await?;
    if guests.is_empty() {
        return Ok(false);
    }
    let own = find_own(turn.conn, turn.person.id).await?;
    let Target::Guest(number) = target::resolve_target(typed, own.as_ref(), &guests) else {
        return Ok(false);
    };
    let Some(guest) = store::find_for_person(turn.conn, turn.person.id, number).await? else {
        return Ok(false);
    };
    card::ask_to_cancel(turn, &guest);
    Ok(true)
}

/// How many places are left; nothing where any number of people may come.
pub async fn seats_left(turn: &mut Turn<'_>) -> anyhow::Result<Option<i64>> {
    let Some(capacity) = turn.event.programme.registration.capacity else { return Ok(None) };
    Ok(Some((i64::from(capacity) - seats::count_taken(turn.conn, turn.event.programme).await?).max(0)))
}

/// Whether the person is in the middle of registering. Before they have agreed to the notice
/// nothing of theirs is kept, and nothing holds them up.
pub fn is_under_way(turn: &Turn<'_>) -> bool {
    form::current_draft(turn).is_some() || edit::awaited_field(turn).is_some()
}

/// Whether a typed text is an answer to the present step rather than a question of theirs.
pub fn accepts_text(turn: &Turn<'_>, text: &TypedText) -> bool {
    form::current_draft(turn).is_some_and(|draft| {
        rules::accepts_text(draft.step, text)
            || text_input::interpret_text(&draft, text).is_some()
            || corrected_name(&draft, &Input::Text(text.as_str().to_owned())).is_some()
    }) || edit::awaited_field(turn).is_some_and(|(_, field)| {
        field.accepts_text(text)
            || text_input::parse_edit_command(field, text).is_some()
            || (field == Field::Email && text_input::parse_spelled_email(text).is_some())
    })
}

/// Whether the present step keeps a text that is typed, whatever it says.
pub fn accepts_any_text(turn: &Turn<'_>) -> bool {
    form::current_draft(turn).is_some_and(|draft| matches!(draft.step, Step::Name | Step::Organisation))
        || edit::awaited_field(turn).is_some()
}

/// Whether a text asks why their name or number is wanted.
pub fn asks_about_data_use(text: &(impl AsTypedText + ?Sized)) -> bool {
    text_input::asks_about_data_use(text)
}

/// Says what the answers are for, who sees them and for how long; then asks the present step again.
pub fn explain_data_use(turn: &mut Turn<'_>) {
    let why = view::data_use_notice(turn);
    turn.reply(why);
    ask_again(turn);
}

/// What a text may be all the same that could be an answer to the present step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ambiguity {
    /// It has a question's words.
    Question,
    /// It is a word that is nobody's name.
    NotAName,
}

/// Whether a text that could be an answer to the present step may be something else.
pub fn find_ambiguity(turn: &Turn<'_>, text: &TypedText) -> Option<Ambiguity> {
    let draft =
        form::current_draft(turn).filter(|draft| matches!(draft.step, Step::Name | Step::Organisation))?;
    if draft.step == Step::Name && text_input::is_not_a_name(text) {
        Some(Ambiguity::NotAName)
    } else if text_input::interpret_text(&draft, text).is_some() {
        None
    } else {
        text_input::has_question_word(text).then_some(Ambiguity::Question)
    }
}

/// Asks the present step once more, for instance after a question was answered in its middle.
pub fn ask_again(turn: &mut Turn<'_>) {
    if form::current_draft(turn).is_some() {
        form::show_step(turn, true);
    } else if let Some((number, field)) = edit::awaited_field(turn) {
        edit::ask(turn, number, field, true);
    }
}

/// Something that is not a button arrived in the middle of the conversation.
pub async fn handle_input(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let Some(mut draft) = form::current_draft(turn) else { return edit::handle_input(turn).await };
    let incoming = turn.incoming;
    if let Some(name) = corrected_name(&draft, &incoming.input) {
        draft.name = Some(name);
        form::save_draft(turn, &draft)?;
        form::show_step(turn, true);
        return Ok(());
    }
    let typed;
    let given = match &incoming.input {
        Input::Text(text) => {
            let text =
                if draft.step == Step::Name { text_input::strip_final_punctuation(text) } else { text };
            typed = TypedText::new(text);
            text_input::interpret_text(&draft, &typed).unwrap_or(StepInput::Text(text))
        }
        Input::Contact { phone, is_own: own } => StepInput::Contact { phone, own: *own },
        _ => StepInput::Unsupported,
    };
    form::handle_input(turn, draft, given).await
}

/// The name that is corrected in words at a step that asks for something else.
fn corrected_name(draft: &Draft, input: &Input) -> Option<FullName> {
    let (Step::Category | Step::Phone | Step::Summary, Input::Text(typed)) = (draft.step, input) else {
        return None;
    };
    FullName::parse(text_input::extract_corrected_name(typed)?).ok()
}

/// Whether a text may be about registering another person: "j'inscris aussi mon mari".
pub fn is_guest_registration(typed: &TypedText) -> bool {
    contains_keyword_anywhere("words-sign-up", typed)
        && contains_keyword_anywhere("words-somebody-else", typed)
}

/// "J'inscris aussi mon mari": those whom they registered, and the way to one more. False for everything else.
pub async fn handle_guest_registration(turn: &mut Turn<'_>, typed: &TypedText) -> anyhow::Result<bool> {
    if !is_guest_registration(typed)
        || is_under_way(turn)
        || find_own(turn.conn, turn.person.id).await?.is_none()
    {
        return Ok(false);
    }
    others(turn).await?;
    Ok(true)
}

/// Who speaks of what they need in order to come can have it noted with their registration.
pub async fn suggest_access_needs(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    if let Some(own) = find_own(turn.conn, turn.person.id).await? {
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
        "more" | "less" | "lang" => press_notice(turn, at, value).await,
        "go-on" => {
            open(turn).await?;
            Ok(())
        }
        "leave" if form::current_draft(turn).is_some() => abandon(turn).await,
        "leave" => {
            form::handle_stale_button(turn);
            Ok(())
        }
        "others" | "add" | "other" | "other-notice" | "claim" => on_behalf::press(turn, at, value).await,
        "list" | "list-file" => attendees::press(turn, at).await,
        _ => match Step::from_name(at) {
            Some(step) => press_step(turn, step, value).await,
            None => card::press(turn, at, value).await,
        },
    }
}

/// A button of the conversation itself.
async fn press_step(turn: &mut Turn<'_>, at: Step, value: &str) -> anyhow::Result<()> {
    match (at, form::current_draft(turn)) {
        (at, Some(draft)) => return form::handle_input(turn, draft, StepInput::Choice(at, value)).await,
        _ if find_own(turn.conn, turn.person.id).await?.is_some() => {
            turn.toast(turn.texts().label("registration-already"));
        }
        // the notice carries no state of its own: an old one serves as well
        (Step::Consent, None) => {
            return form::handle_input(turn, Draft::default(), StepInput::Choice(Step::Consent, value)).await;
        }
        _ => form::handle_stale_button(turn),
    }
    Ok(())
}

/// The notice before anybody has agreed to it: longer, shorter, in another language.
async fn press_notice(turn: &mut Turn<'_>, at: &str, value: &str) -> anyhow::Result<()> {
    if find_own(turn.conn, turn.person.id).await?.is_some() {
        turn.toast(turn.texts().label("registration-already"));
    } else if form::current_draft(turn).is_some_and(|draft| draft.step != Step::Consent) {
        form::handle_stale_button(turn);
    } else if at != "lang" {
        let notice = view::consent(turn, at == "more");
        turn.edit_or_reply(notice);
        await_consent(turn);
    } else if let Some(lang) = Lang::from_code(value).filter(|&lang| lang != turn.lang()) {
        turn.set_language(lang);
        let notice = view::consent(turn, false);
        turn.edit_or_reply(notice);
        await_consent(turn);
        menu::switch_language(turn, lang).await?;
    } else {
        turn.toast(turn.texts().label("language-now"));
    }
    Ok(())
}

/// Answers a typed yes or no to a seat that is kept for them or for somebody they registered, or to whether
/// they still hope for one. False where there is no such question.
pub async fn handle_seat_reply(turn: &mut Turn<'_>, typed: &TypedText) -> anyhow::Result<bool> {
    let Some(yes) = parse_yes_no(typed) else { return Ok(false) };
    let Some(asked) = store::find_awaiting_seat_reply(turn.conn, turn.person.id).await? else {
        return Ok(false);
    };
    match (yes, asked.status) {
        (true, SeatStatus::Offered(_)) => card::accept_offer(turn, &asked).await?,
        (true, SeatStatus::Waiting | SeatStatus::Seated) => card::rejoin_waitlist(turn, &asked).await?,
        (false, _) => card::ask_to_cancel(turn, &asked),
    }
    Ok(true)
}

/// Before somebody is erased: their own registration goes as if they could not come, so that the seat
/// is passed on. Those whom they registered keep theirs.
pub async fn cancel_own_registration(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    match find_own(turn.conn, turn.person.id).await? {
        Some(own) => card::cancel_registration(turn, &own).await,
        None => Ok(()),
    }
}

/// Leaves the conversation; nothing of it is kept.
pub async fn abandon(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let was_editing = edit::awaited_field(turn).is_some();
    if was_editing {
        edit::stop(turn);
    } else {
        form::discard_draft(turn);
    }
    let id = if was_editing { "registration-unchanged" } else { "registration-left" };
    let html = turn.texts().html(id, &[]);
    Ok(menu::reply_with_menu(turn, html).await?)
}
