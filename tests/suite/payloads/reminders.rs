//! The buttons of reminders and of changes of the schedule.

use koze::clock::EventTime;
use koze::reminders::{Payload, PreviewedChange, SchedulePayload, SettingsPayload};
use proptest::prelude::*;
use strum::IntoEnumIterator;

use super::{PROGRAMME, id, index, number, session_id};

/// Numbers of changes beyond this are rejected, because times are multiplied.
const LIMIT: i64 = 1 << 40;
const MINUTES_PER_DAY: i64 = 24 * 60;

pub fn payloads() -> impl Strategy<Value = Payload> {
    prop_oneof![settings().prop_map(Payload::Settings), schedule().prop_map(Payload::Schedule)]
}

fn settings() -> impl Strategy<Value = SettingsPayload> {
    let reminder = id(PROGRAMME.reminders.iter().map(|reminder| reminder.id.clone()).collect());
    prop_oneof![
        Just(SettingsPayload::Show),
        Just(SettingsPayload::Open),
        Just(SettingsPayload::ShowReminders),
        Just(SettingsPayload::ShowLeadTimes),
        index().prop_map(|page| SettingsPayload::ShowSessions { page }),
        Just(SettingsPayload::MuteAll),
        Just(SettingsPayload::UnmuteAll),
        (reminder, any::<bool>())
            .prop_map(|(reminder, wanted)| SettingsPayload::SetReminder { reminder, wanted }),
        number().prop_map(|minutes| SettingsPayload::SetLead { minutes }),
        (session_id(), any::<bool>(), index())
            .prop_map(|(session, wanted, page)| SettingsPayload::SetSubscription { session, wanted, page }),
    ]
}

fn schedule() -> impl Strategy<Value = SchedulePayload> {
    prop_oneof![
        Just(SchedulePayload::Drop),
        limited_number().prop_map(|minutes| SchedulePayload::PreviewShift { minutes }),
        index().prop_map(|skip| SchedulePayload::ShowSessions { skip }),
        session_id().prop_map(|session| SchedulePayload::ShowSession { session }),
        (session_id(), limited_number())
            .prop_map(|(session, minutes)| SchedulePayload::PreviewSessionShift { session, minutes }),
        (session_id(), starts())
            .prop_map(|(session, starts)| SchedulePayload::PreviewMoveWithFollowing { session, starts }),
        session_id().prop_map(|session| SchedulePayload::PreviewCancel { session }),
        session_id().prop_map(|session| SchedulePayload::PreviewRestore { session }),
        limited_number().prop_map(|version| SchedulePayload::Undo { version }),
        (limited_number(), previewed_change())
            .prop_map(|(version, change)| SchedulePayload::Confirm { version, change }),
    ]
}

fn previewed_change() -> impl Strategy<Value = PreviewedChange> {
    prop_oneof![
        (limited_number(), limited_number()).prop_map(|(seconds, minutes)| PreviewedChange::ShiftFrom {
            now: EventTime(seconds * 1_000),
            minutes
        }),
        (session_id(), starts()).prop_map(|(session, starts)| PreviewedChange::Move { session, starts }),
        (session_id(), starts())
            .prop_map(|(session, starts)| PreviewedChange::MoveWithFollowing { session, starts }),
        session_id().prop_map(|session| PreviewedChange::Cancel { session }),
        session_id().prop_map(|session| PreviewedChange::Restore { session }),
        session_id().prop_map(|session| PreviewedChange::ChangeRoom { session }),
    ]
}

fn limited_number() -> impl Strategy<Value = i64> {
    prop_oneof![0..5_i64, -LIMIT..LIMIT]
}

/// A start on the day of the event, or at any time.
fn starts() -> impl Strategy<Value = EventTime> {
    let first = PROGRAMME.first_start().0 / 60_000;
    prop_oneof![first..first + MINUTES_PER_DAY, limited_number()]
        .prop_map(|minutes| EventTime(minutes * 60_000))
}

/// A new variant does not compile before it is added here: add it to the strategies above too.
fn is_covered(payload: &Payload) {
    match payload {
        Payload::Settings(settings) => match settings {
            SettingsPayload::Show
            | SettingsPayload::Open
            | SettingsPayload::ShowReminders
            | SettingsPayload::ShowLeadTimes
            | SettingsPayload::ShowSessions { .. }
            | SettingsPayload::MuteAll
            | SettingsPayload::UnmuteAll
            | SettingsPayload::SetReminder { .. }
            | SettingsPayload::SetLead { .. }
            | SettingsPayload::SetSubscription { .. } => {}
        },
        Payload::Schedule(schedule) => match schedule {
            SchedulePayload::Drop
            | SchedulePayload::PreviewShift { .. }
            | SchedulePayload::ShowSessions { .. }
            | SchedulePayload::ShowSession { .. }
            | SchedulePayload::PreviewSessionShift { .. }
            | SchedulePayload::PreviewMoveWithFollowing { .. }
            | SchedulePayload::PreviewCancel { .. }
            | SchedulePayload::PreviewRestore { .. }
            | SchedulePayload::Undo { .. } => {}
            SchedulePayload::Confirm { change, .. } => match change {
                PreviewedChange::ShiftFrom { .. }
                | PreviewedChange::Move { .. }
                | PreviewedChange::MoveWithFollowing { .. }
                | PreviewedChange::Cancel { .. }
                | PreviewedChange::Restore { .. }
                | PreviewedChange::ChangeRoom { .. } => {}
            },
        },
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_payload_is_parsed_from_its_own_text(
        settings in settings().prop_map(Payload::Settings),
        schedule in schedule().prop_map(Payload::Schedule),
    ) {
        for payload in [settings, schedule] {
            is_covered(&payload);
            prop_assert_eq!(payload.to_string().parse(), Ok(payload));
        }
    }

    #[test]
    fn any_text_is_parsed_or_rejected(data in "(rem|sched)(:[a-z0-9-]{0,8}){0,4}|.*") {
        let _ = data.parse::<Payload>();
    }
}

#[test]
fn every_kind_of_payload_is_parsed_from_its_own_text() {
    let settings = SettingsPayload::iter().map(Payload::Settings);
    let schedule = SchedulePayload::iter().map(Payload::Schedule);
    let changes = PreviewedChange::iter()
        .map(|change| Payload::Schedule(SchedulePayload::Confirm { version: 0, change }));
    for payload in settings.chain(schedule).chain(changes) {
        assert_eq!(payload.to_string().parse(), Ok(payload));
    }
}
