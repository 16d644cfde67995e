//! Keys of an event file that are valid alone but do not go together (days, sessions, ids, reminders) are
//! reported. The mistakes are written as edits, as in `diagnostics`.

use super::diagnostics::{VALID_EVENT_FILE, assert_diagnostic, diagnostics};

#[test]
fn days_that_contradict_each_other_are_named() {
    assert_diagnostic(
        "zone =",
        "last_date = ▶\"2031-05-16\"\nzone =",
        "\"last_date\" is before \"date\", 2031-05-17; write the last day of the event.",
    );
    assert_diagnostic(
        "\"2031-05-15\"",
        "▶\"2031-05-18\"",
        "\"last_day\" is after the event, which ends on 2031-05-17; write an earlier day.",
    );
    assert_diagnostic(
        "last_day =",
        "opens = ▶\"2031-05-16\"\nlast_day =",
        "Registration opens after its last day, 2031-05-15; exchange the two days.",
    );
    assert_diagnostic(
        "start = \"10:00\"",
        "date = ▶\"2031-05-18\"\nstart = \"10:00\"",
        "The session's day is outside the event, which is from 2031-05-17 to 2031-05-17; change it or \"last_date\".",
    );
}

#[test]
fn sessions_out_of_order_or_on_top_of_one_another_are_named() {
    assert_diagnostic(
        "start = \"10:00\"\nend = \"11:00\"",
        "start = ▶\"08:00\"\nend = \"08:30\"",
        "Session \"suite\" is out of order: it starts before \"debut\" (09:00 on 2031-05-17), which is listed above it.",
    );
    let overlap =
        "Session \"suite\" overlaps \"debut\" in Salle A at 10:00 on 2031-05-17; change a time or a room.";
    assert_diagnostic(
        "start = \"09:00\"\ntitle = \"Début\"\n\n[[sessions]]\nid = \"suite\"\nstart = ",
        "start = \"09:00\"\nend = \"10:01\"\ntitle = \"Début\"\n\n[[sessions]]\nid = \"suite\"\nstart = ▶",
        overlap,
    );
    assert_diagnostic(
        "start = \"09:00\"\ntitle = \"Début\"\n\n[[sessions]]\nid = \"suite\"\nstart = ",
        "start = \"10:00\"\ntitle = \"Début\"\n\n[[sessions]]\nid = \"suite\"\nstart = ▶",
        overlap,
    );
    assert_diagnostic(
        "end = \"11:00\"",
        "end = ▶\"10:00\"",
        "The session ends before it starts; write an \"end\" later than its \"start\".",
    );
}

#[test]
fn two_sessions_may_run_side_by_side_in_two_rooms() {
    let parallel = VALID_EVENT_FILE.replace("start = \"09:00\"", "start = \"10:00\"\nroom = \"Salle B\"");
    assert_eq!(diagnostics(&parallel), [""; 0]);
}

#[test]
fn a_long_session_collides_with_all_that_lie_in_it() {
    let third = "[[sessions]]\nid = \"fin\"\nstart = \"11:30\"\ntitle = \"Fin\"\n\n[[guides]]";
    let long =
        VALID_EVENT_FILE.replace("\"09:00\"", "\"09:00\"\nend = \"12:00\"").replace("[[guides]]", third);
    let overlap = |name, at| {
        format!(
            "Session \"{name}\" overlaps \"debut\" in Salle A at {at} on 2031-05-17; change a time or a room."
        )
    };
    assert_eq!(
        diagnostics(&long),
        [format!("26:9: {}", overlap("suite", "10:00")), format!("32:9: {}", overlap("fin", "11:30"))]
    );
}

#[test]
fn an_id_given_twice_or_ill_formed_is_named() {
    assert_diagnostic(
        "\"debut\"\nstart = \"09:00\"\ntitle = \"Début\"\n\n[[sessions]]\nid = ",
        "\"suite\"\nstart = \"09:00\"\ntitle = \"Début\"\n\n[[sessions]]\nid = ▶",
        "Another session already has the id \"suite\"; choose a new one.",
    );
    assert_diagnostic(
        "\"bientot\"",
        "▶\"veille\"",
        "Another reminder already has the id \"veille\"; choose a new one.",
    );
    let right = "an id of at most 32 small letters a-z, digits and hyphens, such as \"table-ronde\"";
    assert_diagnostic("\"debut\"", "▶\"Début\"", &format!("\"id\" should be {right}; here it is \"Début\"."));
    let long = "a".repeat(33);
    assert_diagnostic(
        "\"debut\"",
        &format!("▶\"{long}\""),
        &format!("\"id\" should be {right}; here it is \"{long}\"."),
    );
}

#[test]
fn an_alias_or_a_reminder_of_no_session_is_named() {
    assert_diagnostic("suite = [", "▶suitte = [", "There is no session \"suitte\"; did you mean \"suite\"?");
    assert_diagnostic(
        "session = \"suite\"",
        "session = ▶\"repas\"",
        "There is no session \"repas\"; write the id of one of the [[sessions]].",
    );
    assert_diagnostic(
        "suite = [\"la suite\"]",
        "debut = [\"La suite\"]\nsuite = [▶\"la suite\"]",
        "\"la suite\" already stands for \"debut\"; keep it once.",
    );
}

#[test]
fn a_reminder_that_makes_no_sense_is_named() {
    assert_diagnostic(
        "days_before = 1\nat = ",
        "days_before = 0\nat = ▶",
        "This reminder comes after the event has begun, 09:00 on 2031-05-17; send it earlier.",
    );
    assert_diagnostic(
        "days_before = 1",
        "days_before = ▶365",
        "\"days_before\" should be a whole number from 0 to 60; here it is 365.",
    );
    assert_diagnostic(
        "minutes_before = 15",
        "minutes_before = ▶525600",
        "\"minutes_before\" should be a whole number from 1 to 1440; here it is 525600.",
    );
    assert_diagnostic(
        "minutes_before = 15",
        "minutes_before = ▶-5",
        "\"minutes_before\" should be a whole number from 1 to 1440; here it is -5.",
    );
    assert_diagnostic(
        "late_minutes = 10",
        "late_minutes = ▶16",
        "This reminder could be sent after what it announces has begun; \"late_minutes\" may be 15 at most.",
    );
    assert_diagnostic(
        "minutes_before = 15",
        "minutes_before = 15\ndays_before = ▶1",
        "This reminder counts from two things; keep either \"session\" with \"minutes_before\" or \"days_before\" with \"at\".",
    );
}

#[test]
fn a_variable_that_cannot_be_filled_in_is_named() {
    assert_diagnostic("{hour}", "▶{houre}", "Unknown variable {houre}; did you mean {hour}?");
    assert_diagnostic(
        "{place}",
        "▶{nom}",
        "Unknown variable {nom}; the variables are {date}, {hour}, {place}, {session}.",
    );
    assert_diagnostic(
        "{place}.\"",
        "▶{place.\"",
        "\"{\" opens a variable that \"}\" does not close; the variables are {date}, {hour}, {place}, {session}.",
    );
    assert_diagnostic(
        "\"Demain, {hour}, {place}.\"",
        "{ fr = \"Demain\", en = \"Tomorrow, ▶{time}\" }",
        "Unknown variable {time}; the variables are {date}, {hour}, {place}, {session}.",
    );
}
