//! The data of registration's buttons, as one closed type: views build buttons from it and `handlers::press`
//! matches on it.
//!
//! ```text
//! reg:name:same          a step's button       Payload::Step(Step::Name, StepChoice::SameName)
//! reg:edit:12:phone      a card's button       Payload::Card(12, CardAction::Edit(Field::Phone))
//! reg:list-file          a single button       Payload::AttendeeFile
//! ```
//!
//! Buttons stay in people's chats for months: every form that was ever sent must still be parsed.

use std::fmt;
use std::str::FromStr;

use super::import::model::ImportDigest;
use super::model::{Category, Field, Step, StepChoice, TicketCode};
use crate::i18n::Lang;
use crate::ids::RegistrationNumber;

/// What a button of registration does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Payload {
    /// Shows the whole notice.
    LongNotice,
    /// Shows the short notice.
    ShortNotice,
    /// Shows the notice in this language, which becomes the person's own.
    Language(Lang),
    /// Continues an unfinished registration.
    Resume,
    /// Ends an unfinished registration.
    Abandon,
    /// Answers a step.
    Step(Step, StepChoice),
    /// Lists the guests of the account; the page counts from 0.
    ListGuests { page: usize },
    /// Asks for the consent of one more guest.
    AddGuest,
    /// The guest consented verbally.
    GuestConsentVerbal,
    /// The guest consented on paper.
    GuestConsentPaper,
    /// Shows the notice that is read aloud to a guest.
    GuestNotice,
    /// Takes over the registration of this ticket.
    ClaimTicket(TicketCode),
    /// Shows organisers how many are registered.
    AttendeeCounts,
    /// Sends organisers the list of attendees.
    AttendeeFile,
    /// Registers the people of the list that was shown to an organiser.
    ConfirmImport(ImportDigest),
    /// Forgets that list.
    DropImport(ImportDigest),
    /// Sends the calendar file of the person's own registration: cards of earlier versions name no number.
    OwnCalendar,
    /// Acts on one registration of the account.
    Card(RegistrationNumber, CardAction),
}

/// What a button on the card of a registration does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardAction {
    Show,
    SendTicket,
    SendCalendar,
    /// Shows which answers can be changed.
    EditMenu,
    /// Asks for an answer.
    Edit(Field),
    /// Deletes an answer.
    Clear(Field),
    SetCategory(Category),
    /// Sets the area with this index in the event file.
    SetArea(usize),
    /// Shows a page of the event's areas; it counts from 0.
    ListAreas {
        page: usize,
    },
    /// Asks whether to cancel.
    AskToCancel,
    Cancel,
    /// Joins the end of the waitlist after an offer expired.
    RejoinWaitlist,
    AcceptOffer,
    /// An organiser gives a seat to somebody who waits.
    Promote,
}

/// Why data is no payload, with what the answer to such a press depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvalidPayload {
    /// The data of another feature.
    OtherFeature,
    /// A known step with an unknown choice.
    Step(Step),
    /// An unknown language.
    Language,
    /// Not the code of a ticket.
    TicketCode,
    /// An unknown action, or an invalid value, for this registration, if a number was given.
    Card(Option<RegistrationNumber>),
}

impl Payload {
    /// Language buttons are built by `menu` from a prefix: it is that of [`Payload::Language`].
    pub const LANGUAGE_PREFIX: &str = "reg:lang";
    const PREFIX: &str = "reg:";

    /// Whether it only shows something: a text that is awaited stays awaited.
    pub fn is_read_only(&self) -> bool {
        match self {
            Payload::LongNotice | Payload::ShortNotice | Payload::Language(_) | Payload::OwnCalendar => true,
            Payload::Card(_, action) => {
                matches!(action, CardAction::SendTicket | CardAction::SendCalendar)
            }
            _ => false,
        }
    }

    /// The registration that it cancels.
    pub fn cancelled_registration(&self) -> Option<RegistrationNumber> {
        match self {
            Payload::Card(registration, CardAction::Cancel) => Some(*registration),
            _ => None,
        }
    }

    /// Parses the data after `reg:`. A value after an action that has none is ignored.
    pub fn parse_without_prefix(data: &str) -> Result<Self, InvalidPayload> {
        let (name, value) = data.split_once(':').unwrap_or((data, ""));
        Ok(match name {
            "more" => Payload::LongNotice,
            "less" => Payload::ShortNotice,
            "lang" => Payload::Language(Lang::from_code(value).ok_or(InvalidPayload::Language)?),
            "go-on" => Payload::Resume,
            "leave" => Payload::Abandon,
            "others" => Payload::ListGuests { page: value.parse().unwrap_or(0) },
            "other" if value == "aloud" => Payload::GuestConsentVerbal,
            "other" if value == "paper" => Payload::GuestConsentPaper,
            "add" | "other" => Payload::AddGuest,
            "other-notice" => Payload::GuestNotice,
            "claim" => Payload::ClaimTicket(TicketCode::parse(value).ok_or(InvalidPayload::TicketCode)?),
            "list" => Payload::AttendeeCounts,
            "list-file" => Payload::AttendeeFile,
            "import" => Payload::ConfirmImport(value.parse().map_err(|()| InvalidPayload::OtherFeature)?),
            "import-drop" => Payload::DropImport(value.parse().map_err(|()| InvalidPayload::OtherFeature)?),
            _ => match name.parse() {
                Ok(step) => Payload::Step(step, value.parse().map_err(|_| InvalidPayload::Step(step))?),
                Err(_) => return parse_card(name, value),
            },
        })
    }
}

/// Parses a card's button: its action, and `12` or `12:value`.
fn parse_card(action: &str, rest: &str) -> Result<Payload, InvalidPayload> {
    let (number, value) = rest.split_once(':').unwrap_or((rest, ""));
    let number: RegistrationNumber = match number.parse() {
        Ok(number) => number,
        Err(_) if action == "calendar" => return Ok(Payload::OwnCalendar),
        Err(_) => return Err(InvalidPayload::Card(None)),
    };
    let action = parse_card_action(action, value).ok_or(InvalidPayload::Card(Some(number)))?;
    Ok(Payload::Card(number, action))
}

fn parse_card_action(action: &str, value: &str) -> Option<CardAction> {
    Some(match action {
        "show" => CardAction::Show,
        "ticket" => CardAction::SendTicket,
        "calendar" => CardAction::SendCalendar,
        "modify" => CardAction::EditMenu,
        "edit" => CardAction::Edit(value.parse().ok()?),
        "clear" => CardAction::Clear(value.parse().ok()?),
        "set" => CardAction::SetCategory(value.parse().ok()?),
        "area" => CardAction::SetArea(value.parse().ok()?),
        "areas" => CardAction::ListAreas { page: value.parse().unwrap_or(0) },
        "cannot-come" => CardAction::AskToCancel,
        "free" => CardAction::Cancel,
        "again" => CardAction::RejoinWaitlist,
        "take" => CardAction::AcceptOffer,
        "promote" => CardAction::Promote,
        _ => return None,
    })
}

impl FromStr for Payload {
    type Err = InvalidPayload;

    fn from_str(data: &str) -> Result<Self, Self::Err> {
        let data = data.strip_prefix(Self::PREFIX).ok_or(InvalidPayload::OtherFeature)?;
        Self::parse_without_prefix(data)
    }
}

impl fmt::Display for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Self::PREFIX)?;
        match self {
            Payload::LongNotice => f.write_str("more"),
            Payload::ShortNotice => f.write_str("less"),
            Payload::Language(lang) => write!(f, "lang:{}", lang.code()),
            Payload::Resume => f.write_str("go-on"),
            Payload::Abandon => f.write_str("leave"),
            Payload::Step(step, choice) => write!(f, "{}:{choice}", step.name()),
            Payload::ListGuests { page: 0 } => f.write_str("others"),
            Payload::ListGuests { page } => write!(f, "others:{page}"),
            Payload::AddGuest => f.write_str("add"),
            Payload::GuestConsentVerbal => f.write_str("other:aloud"),
            Payload::GuestConsentPaper => f.write_str("other:paper"),
            Payload::GuestNotice => f.write_str("other-notice"),
            Payload::ClaimTicket(code) => write!(f, "claim:{}", code.as_str()),
            Payload::AttendeeCounts => f.write_str("list"),
            Payload::AttendeeFile => f.write_str("list-file"),
            Payload::ConfirmImport(digest) => write!(f, "import:{digest}"),
            Payload::DropImport(digest) => write!(f, "import-drop:{digest}"),
            Payload::OwnCalendar => f.write_str("calendar"),
            Payload::Card(number, action) => match action {
                CardAction::Show => write!(f, "show:{number}"),
                CardAction::SendTicket => write!(f, "ticket:{number}"),
                CardAction::SendCalendar => write!(f, "calendar:{number}"),
                CardAction::EditMenu => write!(f, "modify:{number}"),
                CardAction::Edit(field) => write!(f, "edit:{number}:{}", field.name()),
                CardAction::Clear(field) => write!(f, "clear:{number}:{}", field.name()),
                CardAction::SetCategory(category) => write!(f, "set:{number}:{}", category.name()),
                CardAction::SetArea(index) => write!(f, "area:{number}:{index}"),
                CardAction::ListAreas { page } => write!(f, "areas:{number}:{page}"),
                CardAction::AskToCancel => write!(f, "cannot-come:{number}"),
                CardAction::Cancel => write!(f, "free:{number}"),
                CardAction::RejoinWaitlist => write!(f, "again:{number}"),
                CardAction::AcceptOffer => write!(f, "take:{number}"),
                CardAction::Promote => write!(f, "promote:{number}"),
            },
        }
    }
}

impl From<Payload> for String {
    fn from(payload: Payload) -> Self {
        payload.to_string()
    }
}
