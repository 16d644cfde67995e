//! What becomes of each line of a list, by what is registered and by the seats. Pure: it changes nothing, and the
//! same list and state always give the same plan.

use super::identity::{Identity, PersonIndex};
use super::model::{Entry, NewPerson, Outcome, Plan, PlannedLine, Remark};
use crate::ids::RegistrationNumber;
use crate::registration::model::{
    AccessNeeds, Area, Category, Email, FullName, InvalidAnswer, Organisation, Phone, SeatStatus,
};
use crate::registration::text_input::parse_category;
use crate::text::excerpt;

/// The category of people of whom the list says none, or one that does not exist.
const DEFAULT_CATEGORY: Category = Category::Other;
/// How much of a text that cannot be read is shown.
const MAX_SHOWN_CHARS: usize = 40;

/// A person who is registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    pub number: RegistrationNumber,
    pub identity: Identity,
}

/// Where the same person was found.
#[derive(Clone, Copy)]
enum Found {
    Registration(RegistrationNumber),
    Line(u32),
}

/// Plans a list. `seat_for` gives the seats: it is asked once for each new person, in the order of the lines.
pub fn make_plan(
    entries: &[Entry],
    registered: &[Registered],
    mut seat_for: impl FnMut(Category) -> SeatStatus,
) -> Plan {
    let mut known = PersonIndex::new();
    for person in registered {
        known.insert(person.identity.clone(), Found::Registration(person.number));
    }
    let mut plan_line = |entry: &Entry| {
        let name = excerpt(&entry.name, MAX_SHOWN_CHARS);
        let without_person = |outcome| PlannedLine {
            line: entry.line,
            name: name.clone(),
            outcome,
            remarks: if entry.has_missing_value { vec![Remark::MissingValue] } else { Vec::new() },
        };
        let full_name = match FullName::parse(&entry.name) {
            Ok(name) => name,
            Err(_) if entry.name.is_empty() => return without_person(Outcome::MissingName),
            Err(reason) => return without_person(Outcome::InvalidName(reason)),
        };
        let (person, remarks) = read_person(entry, full_name);
        let identity = Identity::new(&person.name, person.phone.as_ref());
        match known.find(&identity) {
            Some(Found::Registration(number)) => return without_person(Outcome::AlreadyRegistered(number)),
            Some(Found::Line(line)) => return without_person(Outcome::Duplicate { line }),
            None => known.insert(identity, Found::Line(entry.line)),
        }
        let outcome = match seat_for(person.category) {
            SeatStatus::Waiting => Outcome::Waitlist(Box::new(person)),
            SeatStatus::Seated | SeatStatus::Offered(_) => Outcome::Seat(Box::new(person)),
        };
        PlannedLine { line: entry.line, name: name.clone(), outcome, remarks }
    };
    Plan { lines: entries.iter().map(&mut plan_line).collect() }
}

/// The answers of an entry, and what could not be read of it.
fn read_person(entry: &Entry, name: FullName) -> (NewPerson, Vec<Remark>) {
    let mut remarks = Vec::new();
    let category = match parse_category(&entry.category) {
        Some(category) => category,
        None => {
            if !entry.category.is_empty() {
                let typed = excerpt(&entry.category, MAX_SHOWN_CHARS);
                remarks.push(Remark::UnknownCategory { typed, taken: DEFAULT_CATEGORY });
            }
            DEFAULT_CATEGORY
        }
    };
    let phone = (!entry.phone.is_empty()).then(|| Phone::parse(&entry.phone));
    if let Some(Err(_)) = &phone {
        remarks.push(Remark::UnreadablePhone(excerpt(&entry.phone, MAX_SHOWN_CHARS)));
    }
    let person = NewPerson {
        name,
        category,
        organisation: optional(&entry.organisation, Organisation::parse, &mut remarks),
        phone: phone.and_then(Result::ok),
        email: optional(&entry.email, Email::parse, &mut remarks),
        area: optional(&entry.area, Area::parse, &mut remarks),
        access_needs: optional(&entry.access_needs, AccessNeeds::parse, &mut remarks),
    };
    if entry.has_missing_value {
        remarks.push(Remark::MissingValue);
    }
    (person, remarks)
}

fn optional<T>(
    text: &str,
    parse: fn(&str) -> Result<T, InvalidAnswer>,
    remarks: &mut Vec<Remark>,
) -> Option<T> {
    if text.is_empty() {
        return None;
    }
    let value = parse(text).ok();
    if value.is_none() {
        remarks.push(Remark::LeftOut(excerpt(text, MAX_SHOWN_CHARS)));
    }
    value
}
