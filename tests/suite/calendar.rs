//! The calendar file follows RFC 5545 and has what the calendars of Google,
//! Apple and Outlook need. A parser that Kozé does not use reads it back.

use std::collections::BTreeMap;

use ical::parser::ical::component::IcalCalendar;
use ical::property::Property;
use koze::calendar::{self, CalendarFile};
use koze::clock::EventTime;
use koze::i18n::Lang;
use koze::programme::{Programme, Schedule};

fn calendar_text(programme: &Programme, cancelled: bool) -> String {
    let schedule = Schedule::from_programme(programme);
    let issue = CalendarFile {
        lang: Lang::Fr,
        uid: "CDFG3467",
        sequence: 3,
        stamp: EventTime(1_352_700_000_000),
        is_cancelled: cancelled,
    };
    let recipe = calendar::attachment_spec(programme, &schedule, &issue);
    let file = calendar::render(programme, &recipe).expect("a calendar file");
    assert_eq!(file.mime, "text/calendar");
    String::from_utf8(file.bytes).unwrap()
}

fn parse_calendar(text: &str) -> IcalCalendar {
    let mut all = ical::IcalParser::new(text.as_bytes());
    let calendar = all.next().expect("one calendar").expect("a valid calendar");
    assert!(all.next().is_none());
    calendar
}

fn properties_by_name(properties: &[Property]) -> BTreeMap<&str, &Property> {
    properties.iter().map(|property| (property.name.as_str(), property)).collect()
}

fn property_value<'p>(properties: &BTreeMap<&str, &'p Property>, name: &str) -> &'p str {
    properties
        .get(name)
        .and_then(|property| property.value.as_deref())
        .unwrap_or_else(|| panic!("no property {name}"))
}

#[test]
fn every_line_is_one_that_calendars_take() {
    for cancelled in [false, true] {
        let text = calendar_text(&Programme::built_in(), cancelled);
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "lines end with CRLF");
        for line in text.split("\r\n") {
            assert!(line.len() <= 75, "longer than 75 octets: {line}");
        }
    }
}

#[test]
fn the_event_stands_there_in_utc_with_place_and_alarm() {
    let text = calendar_text(&Programme::built_in(), false);
    let calendar = parse_calendar(&text);
    let whole = properties_by_name(&calendar.properties);
    assert_eq!(property_value(&whole, "VERSION"), "2.0");
    assert_eq!(property_value(&whole, "METHOD"), "PUBLISH");
    assert!(!property_value(&whole, "PRODID").is_empty());
    assert_eq!(calendar.events.len(), 1);
    let event = &calendar.events[0];
    let facts = properties_by_name(&event.properties);
    assert_eq!(property_value(&facts, "UID"), "cdfg3467@koze");
    assert_eq!(property_value(&facts, "SEQUENCE"), "3");
    assert_eq!(property_value(&facts, "DTSTAMP"), "20121112T060000Z");
    assert_eq!(property_value(&facts, "DTSTART"), "20121123T120000Z");
    assert_eq!(property_value(&facts, "DTEND"), "20121123T160000Z");
    // an incomplete definition of a time zone would shift other events in some calendars
    assert!(calendar.timezones.is_empty() && !text.contains("TZID"));
    assert_eq!(property_value(&facts, "STATUS"), "CONFIRMED");
    assert_eq!(property_value(&facts, "SUMMARY"), "Forum sur la médiation sociale");
    assert_eq!(property_value(&facts, "LOCATION"), "Palais des Congrès\\, Salon Tainos");
    assert_eq!(event.alarms.len(), 1);
    let alarm = properties_by_name(&event.alarms[0].properties);
    assert_eq!(property_value(&alarm, "ACTION"), "DISPLAY");
    assert_eq!(property_value(&alarm, "TRIGGER"), "-PT3600S");
    assert!(!property_value(&alarm, "DESCRIPTION").is_empty());
}

#[test]
fn a_cancellation_names_the_same_entry_and_rings_no_more() {
    let text = calendar_text(&Programme::built_in(), true);
    let calendar = parse_calendar(&text);
    assert_eq!(property_value(&properties_by_name(&calendar.properties), "METHOD"), "CANCEL");
    let facts = properties_by_name(&calendar.events[0].properties);
    assert_eq!(
        (property_value(&facts, "UID"), property_value(&facts, "STATUS")),
        ("cdfg3467@koze", "CANCELLED")
    );
    assert!(calendar.events[0].alarms.is_empty());
}

#[test]
fn a_clock_that_changes_during_the_event_moves_its_end() {
    let event = "title = \"Nuit\"\nabout = \"Nuit\"\norganisers = [\"O\"]\ndate = \"2031-10-25\"\nlast_date = \"2031-10-26\"\nzone = \"Europe/Paris\"\n[venue]\nname = \"Salle\"\n[contact]\nemail = \"o@exemple.test\"\nphone = \"0596 000000\"\n[[sessions]]\nid = \"nuit\"\nstart = \"22:00\"\ntitle = \"Nuit\"\n[[sessions]]\nid = \"matin\"\ndate = \"2031-10-26\"\nstart = \"08:00\"\nend = \"09:00\"\ntitle = \"Matin\"\n";
    let programme = Programme::parse(event).expect("an event file");
    let text = calendar_text(&programme, false);
    let calendar = parse_calendar(&text);
    let facts = properties_by_name(&calendar.events[0].properties);
    // 22:00 in summer time, 9:00 in winter time
    assert_eq!(property_value(&facts, "DTSTART"), "20311025T200000Z");
    assert_eq!(property_value(&facts, "DTEND"), "20311026T080000Z");
}

/// Every value of the event file that the calendar contains
/// makes another file, so that a cached one is not sent.
#[test]
fn whatever_is_edited_makes_another_file() {
    let before = Programme::built_in();
    let schedule = Schedule::from_programme(&before);
    let issue = CalendarFile {
        lang: Lang::Fr,
        uid: "CDFG3467",
        sequence: 0,
        stamp: EventTime(0),
        is_cancelled: false,
    };
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
        assert_ne!(
            calendar::content_fingerprint(&before, &schedule),
            calendar::content_fingerprint(&after, &schedule),
            "{place}"
        );
        let recipe = calendar::attachment_spec(&after, &schedule, &issue);
        assert_ne!(calendar::attachment_spec(&before, &schedule, &issue), recipe, "{place}");
        assert!(calendar::render(&after, &recipe).is_some());
    }
}

#[test]
fn an_invalid_attachment_spec_makes_nothing() {
    let programme = Programme::built_in();
    for recipe in [
        "",
        "calendar",
        "calendar:fr",
        "calendar:xx:C:0:0:0:0:confirmed",
        "ticket:b:C",
        "calendar:fr:C:-1:0:0:0:confirmed",
    ] {
        assert!(calendar::render(&programme, recipe).is_none(), "{recipe}");
    }
}

#[test]
fn without_a_printed_end_the_entry_claims_none() {
    let event = include_str!("../../event.toml").replacen("end = \"12:00\"\n", "", 1);
    let programme = Programme::parse(&event).unwrap();
    let text = calendar_text(&programme, false);
    assert!(text.contains("DTSTART") && !text.contains("DTEND") && !text.contains("DURATION"), "{text}");
}
