//! Properties of lists: no file makes the reader panic; who is the same person follows a model that compares each
//! with each; a list that is registered twice registers nobody the second time.

use koze::ids::RegistrationNumber;
use koze::registration::import::{
    Entry, Identity, Outcome, Registered, is_same_person, make_plan, read_file, read_typed,
};
use koze::registration::{FullName, Phone};
use proptest::collection::vec;
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;

/// A stand-in for the seats: everybody has one.
fn plan(entries: &[Entry], registered: &[Registered]) -> Vec<Outcome> {
    let seats = koze::registration::SeatCounts::default();
    let programme = koze::programme::Programme::built_in();
    let mut seats = koze::registration::SeatAllocator::new(
        &programme,
        koze::registration::WaitlistPhase::Immediate,
        seats,
    );
    let plan = make_plan(entries, registered, |category| seats.take(category));
    plan.lines.into_iter().map(|line| line.outcome).collect()
}

/// Few names and numbers, so that many people are the same; spelt in several ways.
fn entry() -> impl Strategy<Value = Entry> {
    let names = [
        "Marie Dupont",
        "DUPONT Marie",
        "Marie-Line Dupont",
        "dupont marie line",
        "Aimé Noël",
        "Noel Aime",
        "",
        "12",
    ];
    let phones = ["", "0696 12 34 56", "+596696123456", "0696 65 43 21", "illisible"];
    (proptest::sample::select(names.to_vec()), proptest::sample::select(phones.to_vec())).prop_map(
        |(name, phone)| Entry { name: name.to_owned(), phone: phone.to_owned(), ..Entry::default() },
    )
}

fn numbered(entries: Vec<Entry>) -> Vec<Entry> {
    entries.into_iter().zip(1..).map(|(entry, line)| Entry { line, ..entry }).collect()
}

fn identity(entry: &Entry) -> Option<Identity> {
    let name = FullName::parse(&entry.name).ok()?;
    Some(Identity::new(&name, Phone::parse(&entry.phone).ok().as_ref()))
}

/// The registrations that a plan makes, numbered from `first`.
fn registered(entries: &[Entry], outcomes: &[Outcome], first: i64) -> Vec<Registered> {
    let new = entries.iter().zip(outcomes).filter(|(_, outcome)| matches!(outcome, Outcome::Seat(_)));
    new.zip(first..)
        .map(|((entry, _), number)| Registered {
            number: RegistrationNumber(number),
            identity: identity(entry).unwrap(),
        })
        .collect()
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in vec(any::<u8>(), 0..2_000)) {
        let _ = read_file("liste.csv", &bytes);
        let _ = read_file("liste.xlsx", &[b"PK\x03\x04", bytes.as_slice()].concat());
    }

    #[test]
    fn no_text_makes_the_readers_panic(text in "[\\PC;,\"\t\n\r]{0,400}") {
        let _ = read_file("liste.csv", text.as_bytes());
        let _ = read_file("liste.csv", format!("Nom;Prénom;Tél\n{text}").as_bytes());
        let _ = read_typed(&text);
    }

    #[test]
    fn no_damaged_workbook_makes_the_reader_panic(changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "Nom").unwrap();
        sheet.write_string(1, 0, "Dupont").unwrap();
        let mut bytes = book.save_to_buffer().unwrap();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read_file("liste.xlsx", &bytes);
    }

    #[test]
    fn the_same_person_is_the_same_both_ways(one in entry(), other in entry()) {
        if let (Some(one), Some(other)) = (identity(&one), identity(&other)) {
            prop_assert!(is_same_person(&one, &one));
            prop_assert_eq!(is_same_person(&one, &other), is_same_person(&other, &one));
        }
    }

    /// Each line against all registrations and all earlier lines, in their order.
    #[test]
    fn a_plan_follows_the_rule(before in vec(entry(), 0..6), entries in vec(entry(), 0..12)) {
        let before = numbered(before);
        let known = registered(&before, &plan(&before, &[]), 1);
        let entries = numbered(entries);
        let outcomes = plan(&entries, &known);
        let mut new: Vec<Identity> = Vec::new();
        for (entry, outcome) in entries.iter().zip(&outcomes) {
            let Some(identity) = identity(entry) else {
                prop_assert!(matches!(outcome, Outcome::MissingName | Outcome::InvalidName(_)));
                continue;
            };
            let is_registered = known.iter().any(|other| is_same_person(&other.identity, &identity));
            let is_listed = new.iter().any(|other| is_same_person(other, &identity));
            match outcome {
                Outcome::Seat(_) => {
                    prop_assert!(!is_registered && !is_listed);
                    new.push(identity);
                }
                Outcome::AlreadyRegistered(number) => {
                    let found = known.iter().find(|other| other.number == *number).unwrap();
                    prop_assert!(is_same_person(&found.identity, &identity));
                }
                Outcome::Duplicate { line } => {
                    prop_assert!(is_listed && *line < entry.line);
                }
                _ => prop_assert!(false, "{outcome:?}"),
            }
        }
    }

    #[test]
    fn a_list_twice_is_the_list_once(entries in vec(entry(), 0..12)) {
        let entries = numbered(entries);
        let first = plan(&entries, &[]);
        let known = registered(&entries, &first, 1);
        let second = plan(&entries, &known);
        prop_assert!(!second.iter().any(|outcome| matches!(outcome, Outcome::Seat(_) | Outcome::Waitlist(_))));
        let twice = numbered([entries.clone(), entries.clone()].concat());
        let new = |outcomes: &[Outcome]| outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Seat(_))).count();
        prop_assert_eq!(new(&plan(&twice, &[])), new(&first));
    }
}
