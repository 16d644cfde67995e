//! The calendar file read back by a parser that Kozé does not use, against RFC 5545: what Google,
//! Apple and Outlook calendars need is there, and no line is longer than they take.

use std::collections::BTreeMap;

use ical::parser::ical::component::IcalCalendar;
use ical::property::Property;
use koze::calendar::{self, Issue};
use koze::i18n::Lang;
use koze::programme::{Programme, Schedule};

fn text(programme: &Programme, cancelled: bool) -> String {
    let schedule = Schedule::of(programme);
    let issue = Issue { lang: Lang::Fr, uid: "CDFG3467", sequence: 3, stamp: 1_352_700_000_000, cancelled };
    let recipe = calendar::recipe(programme, &schedule, &issue);
    let file = calendar::make(programme, &recipe).expect("a calendar");
    assert_eq!(file.mime, "text/calendar");
    String::from_utf8(file.bytes).unwrap()
}

fn read(text: &str) -> IcalCalendar {
    let mut all = ical::IcalParser::new(text.as_bytes());
    let calendar = all.next().expect("one calendar").expect("that a parser reads");
    assert!(all.next().is_none());
    calendar
}

fn values(properties: &[Property]) -> BTreeMap<&str, &Property> {
    properties.iter().map(|property| (property.name.as_str(), property)).collect()
}

fn value<'p>(properties: &BTreeMap<&str, &'p Property>, name: &str) -> &'p str {
    properties.get(name).and_then(|property| property.value.as_deref()).unwrap_or_else(|| panic!("no {name}"))
}

#[test]
fn every_line_is_one_that_calendars_take() {
    for cancelled in [false, true] {
        let text = text(&Programme::shipped(), cancelled);
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "lines end with CRLF");
        for line in text.split("\r\n") {
            assert!(line.len() <= 75, "longer than 75 octets: {line}");
        }
    }
}

#[test]
fn the_event_stands_there_in_utc_with_place_and_alarm() {
    let text = text(&Programme::shipped(), false);
    let calendar = read(&text);
    let whole = values(&calendar.properties);
    assert_eq!(value(&whole, "VERSION"), "2.0");
    assert_eq!(value(&whole, "METHOD"), "PUBLISH");
    assert!(!value(&whole, "PRODID").is_empty());
    assert_eq!(calendar.events.len(), 1);
    let event = &calendar.events[0];
    let facts = values(&event.properties);
    assert_eq!(value(&facts, "UID"), "cdfg3467@koze");
    assert_eq!(value(&facts, "SEQUENCE"), "3");
    assert_eq!(value(&facts, "DTSTAMP"), "20121112T060000Z");
    assert_eq!(value(&facts, "DTSTART"), "20121123T120000Z");
    assert_eq!(value(&facts, "DTEND"), "20121123T160000Z");
    // a definition that is not the whole rule shifts entries of other programmes in some calendars
    assert!(calendar.timezones.is_empty() && !text.contains("TZID"));
    assert_eq!(value(&facts, "STATUS"), "CONFIRMED");
    assert_eq!(value(&facts, "SUMMARY"), "Forum sur la médiation sociale");
    assert_eq!(value(&facts, "LOCATION"), "Palais des Congrès\\, Salon Tainos");
    assert_eq!(event.alarms.len(), 1);
    let alarm = values(&event.alarms[0].properties);
    assert_eq!(value(&alarm, "ACTION"), "DISPLAY");
    assert_eq!(value(&alarm, "TRIGGER"), "-PT3600S");
    assert!(!value(&alarm, "DESCRIPTION").is_empty());
}

#[test]
fn a_cancellation_names_the_same_entry_and_rings_no_more() {
    let text = text(&Programme::shipped(), true);
    let calendar = read(&text);
    assert_eq!(value(&values(&calendar.properties), "METHOD"), "CANCEL");
    let facts = values(&calendar.events[0].properties);
    assert_eq!((value(&facts, "UID"), value(&facts, "STATUS")), ("cdfg3467@koze", "CANCELLED"));
    assert!(calendar.events[0].alarms.is_empty());
}

#[test]
fn a_clock_that_changes_during_the_event_moves_its_end() {
    let event = "title = \"Nuit\"\nabout = \"Nuit\"\norganisers = [\"O\"]\ndate = \"2031-10-25\"\nlast_date = \"2031-10-26\"\nzone = \"Europe/Paris\"\n[venue]\nname = \"Salle\"\n[contact]\nemail = \"o@exemple.test\"\nphone = \"0596 000000\"\n[[sessions]]\nid = \"nuit\"\nstart = \"22:00\"\ntitle = \"Nuit\"\n[[sessions]]\nid = \"matin\"\ndate = \"2031-10-26\"\nstart = \"08:00\"\nend = \"09:00\"\ntitle = \"Matin\"\n";
    let programme = Programme::read(event).expect("an event file");
    let text = text(&programme, false);
    let calendar = read(&text);
    let facts = values(&calendar.events[0].properties);
    // 22:00 in summer time, 9:00 in winter time
    assert_eq!(value(&facts, "DTSTART"), "20311025T200000Z");
    assert_eq!(value(&facts, "DTEND"), "20311026T080000Z");
}

/// Whatever the event file gives to the calendar: a file of before is not sent for it again.
#[test]
fn whatever_is_edited_makes_another_file() {
    let before = Programme::shipped();
    let schedule = Schedule::of(&before);
    let issue = Issue { lang: Lang::Fr, uid: "CDFG3467", sequence: 0, stamp: 0, cancelled: false };
    let edits: [fn(&mut Programme); 5] = [
        |programme| programme.venue.name = "Autre salle".into(),
        |programme| programme.venue.coordinates = Some((14.6, -61.07)),
        |programme| programme.contact.email = "autre@exemple.test".into(),
        |programme| programme.contact.phone = "0596 000000".into(),
        |programme| programme.title = programme.about.clone(),
    ];
    for (place, edit) in edits.into_iter().enumerate() {
        let mut after = before.clone();
        edit(&mut after);
        assert_ne!(calendar::facts(&before, &schedule), calendar::facts(&after, &schedule), "{place}");
        let recipe = calendar::recipe(&after, &schedule, &issue);
        assert_ne!(calendar::recipe(&before, &schedule, &issue), recipe, "{place}");
        assert!(calendar::make(&after, &recipe).is_some());
    }
}

#[test]
fn a_recipe_that_is_none_makes_nothing() {
    let programme = Programme::shipped();
    for recipe in [
        "",
        "calendar",
        "calendar:fr",
        "calendar:xx:C:0:0:0:0:confirmed",
        "ticket:b:C",
        "calendar:fr:C:-1:0:0:0:confirmed",
    ] {
        assert!(calendar::make(&programme, recipe).is_none(), "{recipe}");
    }
}

#[test]
fn without_a_printed_end_the_entry_claims_none() {
    let event = include_str!("../../event.toml").replacen("end = \"12:00\"\n", "", 1);
    let programme = Programme::read(&event).unwrap();
    let text = text(&programme, false);
    assert!(text.contains("DTSTART") && !text.contains("DTEND") && !text.contains("DURATION"), "{text}");
}
