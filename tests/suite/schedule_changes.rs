//! Live schedule changes: organisers shift, move, cancel,
//! change rooms and undo, and the right people are informed.

use koze::i18n::{Lang, texts};
use koze::people::Role;

use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, MARIE, TestBot, remove_typography};

on_both_databases!(
    everything_from_now_on_is_shifted_and_whoever_was_told_is_corrected,
    undone_before_anybody_was_told_nobody_hears_of_it,
    undone_afterwards_the_old_hour_is_told_again,
    of_two_who_shift_at_once_the_second_is_told,
    a_cancelled_session_is_reminded_of_no_more,
    a_moved_session_and_another_room,
    another_room_and_then_a_cancellation,
    bad_input_is_answered_and_changes_nothing,
    only_organisers_change_the_schedule,
    a_reminder_that_still_waits_is_put_right,
    sentences_change_the_schedule_after_a_preview,
    what_is_no_change_is_answered_as_ever,
    every_session_is_a_button,
    organisers_have_a_keyboard_of_their_own,
);

const MORNING: &str = "2012-11-23T10:16";

/// Marie is registered, and has just got the reminder that the round table begins in 15 minutes.
async fn open_with_reminded_participant(database: Database) -> TestBot {
    let mut test = TestBot::open(database, "2012-11-12T10:00").await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.register(MARIE).await;
    test.jump_to(MORNING).await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        🔔 C'est demain : Forum sur la médiation sociale
        🗓 vendredi 23 novembre 2012, 8h
        📍 Palais des Congrès, Salon Tainos

        🔔 C'est aujourd'hui : Forum sur la médiation sociale
        🗓 vendredi 23 novembre 2012, 8h
        📍 Palais des Congrès, Salon Tainos

        🔔 Dans 15 minutes : Table ronde
        🕙 10h30, vendredi 23 novembre 2012
        📍 Palais des Congrès, Salon Tainos
        ");
    }
    test
}

async fn everything_from_now_on_is_shifted_and_whoever_was_told_is_corrected(database: Database) {
    let mut test = open_with_reminded_participant(database).await;
    test.register(AIME).await;
    test.hears(JOSIANE);
    test.says(JOSIANE, "/decaler 15").await;
    let preview = test.hears(JOSIANE);
    assert!(preview.contains("10h30 → 10h45 · Table ronde"), "{preview}");
    assert!(preview.contains("Une personne a reçu un rappel"), "{preview}");
    assert!(
        preview.contains("I chanjé : Table ronde") && preview.contains("Change: Round table"),
        "{preview}"
    );
    assert!(!preview.contains("Pause"), "a session that has begun stays: {preview}");
    test.jump_to("2012-11-23T10:17").await;
    assert_eq!(test.hears(MARIE), "", "nothing is sent before the organiser confirms");
    test.taps_prefix(JOSIANE, "sched:shift:").await;
    test.says(AIME, "table ronde quelle heure").await;
    assert!(test.last_message(AIME).contains("10h45"), "answers follow at once: {}", test.last_message(AIME));
    test.jump_to("2012-11-23T10:18").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        ⚠️ Changement : Table ronde
        🕙 10h45, vendredi 23 novembre 2012
        📍 Palais des Congrès, Salon Tainos
        ");
    }
    test.jump_to("2012-11-23T10:31").await;
    assert_eq!(test.hears(MARIE), "", "one correction, and no second reminder");
    test.end().await;
}

async fn undone_before_anybody_was_told_nobody_hears_of_it(database: Database) {
    let mut test = open_with_reminded_participant(database).await;
    test.says(JOSIANE, "/decaler 15").await;
    test.taps_prefix(JOSIANE, "sched:shift:").await;
    test.taps(JOSIANE, "sched:undo:1").await;
    assert!(test.last_message(JOSIANE).contains("10h45 → 10h30"), "{}", test.last_message(JOSIANE));
    test.jump_to("2012-11-23T10:20").await;
    assert_eq!(test.hears(MARIE), "");
    test.end().await;
}

async fn undone_afterwards_the_old_hour_is_told_again(database: Database) {
    let mut test = open_with_reminded_participant(database).await;
    test.says(JOSIANE, "/decaler 15").await;
    test.taps_prefix(JOSIANE, "sched:shift:").await;
    test.jump_to("2012-11-23T10:18").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        ⚠️ Changement : Table ronde
        🕙 10h45, vendredi 23 novembre 2012
        📍 Palais des Congrès, Salon Tainos
        ");
    }
    test.taps(JOSIANE, "sched:undo:1").await;
    test.jump_to("2012-11-23T10:19").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        ⚠️ Changement : Table ronde
        🕙 10h30, vendredi 23 novembre 2012
        📍 Palais des Congrès, Salon Tainos
        ");
    }
    test.end().await;
}

async fn of_two_who_shift_at_once_the_second_is_told(database: Database) {
    let mut test = open_with_reminded_participant(database).await;
    test.grant_role(EUGENE, Role::Organiser).await;
    test.says(JOSIANE, "/decaler 15").await;
    test.says(EUGENE, "/decaler 10").await;
    test.emulator.user_presses_button(JOSIANE, "✅ Confirmer").unwrap();
    test.emulator.user_presses_button(EUGENE, "✅ Confirmer").unwrap();
    test.run_until_idle().await;
    assert_eq!(test.query_i64("select count(*) from schedule_change").await, 1);
    let toasts: Vec<String> = [JOSIANE, EUGENE]
        .into_iter()
        .flat_map(|who| test.emulator.callback_answers(who))
        .map(|toast| remove_typography(&toast.text))
        .collect();
    assert!(toasts.iter().any(|toast| toast.contains("a changé entre-temps")), "{toasts:?}");
    // Marie gets one of the two changes, not both
    test.jump_to("2012-11-23T10:18").await;
    let heard = test.hears(MARIE);
    assert!(heard.contains("10h45") ^ heard.contains("10h40"), "{heard}");
    test.end().await;
}

async fn a_cancelled_session_is_reminded_of_no_more(database: Database) {
    let mut test = open_with_reminded_participant(database).await;
    test.says(AIME, "/rappels").await;
    test.presses(AIME, "rem:wish:cloture:on:0").await;
    test.says(JOSIANE, "/decaler cloture annuler").await;
    test.taps(JOSIANE, "sched:cancel:0:cloture").await;
    test.says(JOSIANE, "/decaler table-ronde annuler").await;
    test.taps(JOSIANE, "sched:cancel:1:table-ronde").await;
    test.hears(AIME);
    test.jump_to("2012-11-23T10:18").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"⚠️ Changement : Table ronde (10h30, vendredi 23 novembre 2012) n'aura pas lieu.");
    }
    test.jump_to("2012-11-23T12:59").await;
    assert_eq!(test.hears(AIME), "");
    assert_eq!(test.hears(MARIE), "");
    test.end().await;
}

async fn a_moved_session_and_another_room(database: Database) {
    let mut test = open_with_reminded_participant(database).await;
    test.says(JOSIANE, "/decaler table-ronde 11h15").await;
    test.taps_prefix(JOSIANE, "sched:move:").await;
    test.says(JOSIANE, "/decaler table-ronde salle Salon <b>2</b>").await;
    test.taps(JOSIANE, "sched:room:1:table-ronde").await;
    test.jump_to("2012-11-23T10:18").await;
    let heard = test.hears(MARIE);
    assert!(heard.contains("11h15") && heard.contains("Salon <b>2</b>"), "{heard}");
    assert_eq!(heard.matches("Changement").count(), 1, "one correction for the hour and the room: {heard}");
    test.end().await;
}

async fn another_room_and_then_a_cancellation(database: Database) {
    let mut test = open_with_reminded_participant(database).await;
    test.says(JOSIANE, "/decaler table-ronde salle Salon bleu").await;
    test.taps(JOSIANE, "sched:room:0:table-ronde").await;
    test.presses(JOSIANE, "sched:one:table-ronde").await;
    test.taps(JOSIANE, "sched:off:table-ronde").await;
    test.taps(JOSIANE, "sched:cancel:1:table-ronde").await;
    test.jump_to("2012-11-23T10:18").await;
    let heard = test.hears(MARIE);
    assert!(heard.contains("n'aura pas lieu"), "people who were reminded learn of the cancellation: {heard}");
    assert_eq!(heard.matches("Changement").count(), 1, "{heard}");
    test.end().await;
}

async fn bad_input_is_answered_and_changes_nothing(database: Database) {
    let mut test = open_with_reminded_participant(database).await;
    let said = [
        ("/decaler abc", "Je n'ai pas compris"),
        ("/decaler 0", "sauf 0"),
        ("/decaler -600", "-120 à 240"),
        ("/decaler 99999999999999999999", "Je n'ai pas compris"),
        ("/decaler 15 chats", "Je n'ai pas compris"),
        ("/decaler -60", "dans le passé"),
        ("/decaler table-ronde 25h00", "Je n'ai pas compris"),
        ("/decaler table-ronde 10h30", "ne changerait rien"),
        ("/decaler table-ronde 9h00", "dans le passé"),
        ("/decaler table-rond 11h00", "10h30 – 11h30 → 11h – 11h30"),
        ("/decaler table-ronde salle", "Touchez ce qui change"),
        ("/decaler", "Changer l'horaire"),
        ("/decaler l'apéritif 11h00", "Je n'ai pas compris"),
        ("/decaler table ronde 9999 minutes", "Je n'ai pas compris"),
        ("/decaler de à", "Je n'ai pas compris"),
    ];
    for (typed, answer) in said {
        test.says(JOSIANE, typed).await;
        let heard = test.hears(JOSIANE);
        assert!(heard.contains(answer), "{typed}: {heard}");
    }
    for data in [
        "sched:by:table-ronde:9999",
        "sched:by:no-such:5",
        "sched:one:no-such",
        "sched:points:-1",
        "sched:points:99999999999999999999",
        // the year 10136, the limits of the number, the year before the event
        "sched:move:0:table-ronde:4294967295",
        "sched:move:0:table-ronde:9223372036854775807",
        "sched:move:0:table-ronde:-9223372036854775808",
        "sched:move:0:table-ronde:22031970",
        "sched:shift:0:15:9223372036854775807",
        "sched:shift:0:15:-9223372036854775808",
        "sched:shift:0:900:0",
        "sched:shift:x:15:0",
        "sched:move:0:no-such:1",
        "sched:",
        "sched:undo:7",
    ] {
        test.presses(JOSIANE, data).await;
    }
    assert_eq!(test.query_i64("select count(*) from schedule_change").await, 0);
    assert_eq!(test.query_i64("select count(*) from session where starts_at <> file_starts_at").await, 0);
    // the first page is opened twice, and Telegram refuses an edit without a change
    test.emulator.clear_errors_and_warnings();
    test.end().await;
}

async fn only_organisers_change_the_schedule(database: Database) {
    let mut test = open_with_reminded_participant(database).await;
    test.grant_role(EUGENE, Role::Moderator).await;
    for who in [MARIE, EUGENE] {
        test.says(who, "/decaler 15").await;
        assert!(test.last_message(who).contains("Seuls les organisateurs"));
        test.presses(who, "sched:shift:0:15:1353680160").await;
    }
    assert_eq!(test.query_i64("select count(*) from schedule_change").await, 0);
    test.end().await;
}

/// The reminder is in the outbox when the hour changes, because the bot or Telegram is slow.
async fn a_reminder_that_still_waits_is_put_right(database: Database) {
    let mut test = TestBot::open(database, "2012-11-12T10:00").await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.register(MARIE).await;
    test.jump_to("2012-11-23T10:00").await;
    test.hears(MARIE);
    test.says(JOSIANE, "/decaler 15").await;
    test.jump_without_sending("2012-11-23T10:15").await;
    assert_eq!(test.query_i64("select count(*) from outbox where key like 'rround-table:%'").await, 1);
    let label = test.emulator.user_presses_button(JOSIANE, "✅ Confirmer");
    label.unwrap();
    test.handle_without_sending().await;
    test.jump_without_sending("2012-11-23T10:16").await;
    test.run_until_idle().await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        🔔 Dans 29 minutes : Table ronde
        🕙 10h45, vendredi 23 novembre 2012
        📍 Palais des Congrès, Salon Tainos
        ");
    }
    test.end().await;
}

async fn sentences_change_the_schedule_after_a_preview(database: Database) {
    let mut test = open_with_reminded_participant(database).await;
    for (said, shown) in [
        ("/decaler table ronde 11h", "10h30 – 11h30 → 11h – 11h30 · Table ronde"),
        ("/decaler la table ronde à 11h15", "10h30 – 11h30 → 11h15 – 11h30"),
        ("/decaler table ronde 20 minutes", "10h30 – 11h30 → 10h50 – 11h30"),
        ("/decaler tabl ronde 11h05", "10h30 – 11h30 → 11h05 – 11h30"),
        ("/decaler table ronde salle Salon 2", "Salon 2"),
        ("/decaler table ronde annuler", "✖️ 10h30"),
        ("on a 20 minutes de retard", "10h30 → 10h50"),
        ("On est en retard d'un quart d'heure.", "10h30 → 10h45"),
        ("nou ni 20 minit rita", "10h30 → 10h50"),
        ("we are 20 minutes late", "10h30 → 10h50"),
        ("la table ronde est décalée à 11h", "10h30 – 11h30 → 11h – 11h30"),
        ("la table ronde est repoussée de 10h30 à 11h10", "10h30 – 11h30 → 11h10 – 11h30"),
        ("the round table is postponed to 11:20", "10h30 – 11h30 → 11h20 – 11h30"),
        ("la table ronde a 10 minutes de retard", "10h30 – 11h30 → 10h40 – 11h30"),
    ] {
        test.hears(JOSIANE);
        test.says(JOSIANE, said).await;
        // an English sentence gets an English answer, with English hours
        let preview = test.hears(JOSIANE).replace(':', "h");
        assert!(preview.contains(shown), "{said}: {preview}");
        assert_eq!(test.query_i64("select count(*) from schedule_change").await, 0, "{said}: only previewed");
    }
    test.says(JOSIANE, "la table ronde est décalée à 11h").await;
    test.taps_prefix(JOSIANE, "sched:move:").await;
    test.says(AIME, "table ronde quelle heure").await;
    assert!(test.last_message(AIME).contains("11h"), "{}", test.last_message(AIME));
    assert_eq!(test.query_i64("select count(*) from schedule_change").await, 1);
    test.jump_to("2012-11-23T10:18").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        ⚠️ Changement : Table ronde
        🕙 11h, vendredi 23 novembre 2012
        📍 Palais des Congrès, Salon Tainos
        ");
    }
    // without an amount the bot shows the session's own buttons
    test.says(JOSIANE, "la table ronde est décalée").await;
    test.taps(JOSIANE, "sched:by:table-ronde:10").await;
    assert!(
        test.last_message(JOSIANE).contains("11h – 11h30 → 11h10 – 11h30"),
        "{}",
        test.last_message(JOSIANE)
    );
    test.end().await;
}

async fn what_is_no_change_is_answered_as_ever(database: Database) {
    let mut test = open_with_reminded_participant(database).await;
    for said in [
        "la table ronde est décalée ?",
        "est-ce que la table ronde est annulée ?",
        "j'ai 20 minutes de retard",
        "annulez mon inscription",
        "ma fille a 10 minutes de retard",
        "on verra ça plus tard",
        "la table ronde est à quelle heure",
        "retard",
    ] {
        test.says(JOSIANE, said).await;
        assert!(!test.last_message(JOSIANE).contains("→"), "{said}: {}", test.last_message(JOSIANE));
    }
    // from other people the same text is not a command
    for who in [MARIE, AIME] {
        test.says(who, "on a 20 minutes de retard").await;
        assert!(!test.last_message(who).contains("→"), "{}", test.last_message(who));
    }
    assert_eq!(test.query_i64("select count(*) from schedule_change").await, 0);
    test.end().await;
}

async fn every_session_is_a_button(database: Database) {
    let mut test = TestBot::open(database, "2012-11-22T10:00").await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    let mut seen = std::collections::BTreeSet::new();
    test.says(JOSIANE, "/decaler").await;
    loop {
        let rows = test.emulator.latest_message(JOSIANE).unwrap().inline_keyboard.unwrap();
        let rows = rows.as_array().unwrap().clone();
        assert!(rows.len() <= 8, "{rows:?}");
        let labels: Vec<String> = rows
            .iter()
            .flat_map(|row| row.as_array().unwrap())
            .map(|button| button["text"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(
            labels.iter().collect::<std::collections::BTreeSet<_>>().len(),
            labels.len(),
            "{labels:?}"
        );
        seen.extend(labels.iter().filter(|label| label.contains(" · ")).cloned());
        if !labels.iter().any(|label| label == "›") {
            break;
        }
        test.taps(JOSIANE, "sched:points:5").await;
    }
    assert_eq!(seen.len(), test.app.programme.sessions.len(), "{seen:?}");
    test.says(JOSIANE, "/decaler").await;
    test.presses(JOSIANE, "sched:one:table-ronde").await;
    assert!(test.last_message(JOSIANE).contains("Table ronde"));
    // an hour or a number of minutes alone is for the opened session, and only in the next message
    for (typed, shown) in [("11h15", "11h15 – 11h30"), ("20 minutes", "10h50 – 11h30")] {
        test.presses(JOSIANE, "sched:one:table-ronde").await;
        test.says(JOSIANE, typed).await;
        assert!(test.last_message(JOSIANE).contains(shown), "{typed}: {}", test.last_message(JOSIANE));
    }
    test.says(JOSIANE, "11h05").await;
    assert!(!test.last_message(JOSIANE).contains("→"), "{}", test.last_message(JOSIANE));
    test.presses(JOSIANE, "sched:one:table-ronde").await;
    test.taps(JOSIANE, "sched:by:table-ronde:15").await;
    assert!(
        test.last_message(JOSIANE).contains("10h30 – 11h30 → 10h45 – 11h30"),
        "{}",
        test.last_message(JOSIANE)
    );
    test.presses(JOSIANE, "sched:one:table-ronde").await;
    test.taps(JOSIANE, "sched:off:table-ronde").await;
    test.taps(JOSIANE, "sched:cancel:0:table-ronde").await;
    test.presses(JOSIANE, "sched:one:table-ronde").await;
    test.taps(JOSIANE, "sched:on:table-ronde").await;
    test.taps(JOSIANE, "sched:restore:1:table-ronde").await;
    assert_eq!(test.query_i64("select count(*) from schedule_change").await, 2);
    assert_eq!(test.query_i64("select count(*) from session where cancelled = 1").await, 0);
    // a session is opened twice, and Telegram refuses an edit without a change
    test.emulator.clear_errors_and_warnings();
    test.end().await;
}

async fn organisers_have_a_keyboard_of_their_own(database: Database) {
    let mut test = TestBot::open(database, "2012-11-12T10:00").await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.grant_role(EUGENE, Role::Moderator).await;
    for lang in Lang::ALL {
        let t = texts(lang);
        test.presses(JOSIANE, &format!("lang:{}", lang.code())).await;
        test.presses(EUGENE, &format!("lang:{}", lang.code())).await;
        let keyboard = |test: &TestBot, who: i64| {
            let rows = test.emulator.reply_keyboard(who).unwrap().rows;
            let buttons = rows.as_array().into_iter().flatten().filter_map(|row| row.as_array()).flatten();
            buttons.map(|button| button["text"].as_str().unwrap().to_owned()).collect::<Vec<String>>()
        };
        let organiser = keyboard(&test, JOSIANE);
        for item in
            ["menu-guests", "menu-announce", "menu-schedule", "menu-queue", "menu-programme", "menu-language"]
        {
            assert!(organiser.contains(&t.label(item)), "{item}: {organiser:?}");
        }
        assert!(!keyboard(&test, EUGENE).contains(&t.label("menu-guests")));
        test.says(JOSIANE, &t.label("menu-guests")).await;
        assert!(test.last_message(JOSIANE).contains('0'), "{}", test.last_message(JOSIANE));
        test.says(JOSIANE, &t.label("menu-schedule")).await;
        assert!(test.last_message(JOSIANE).contains("20 min"), "{}", test.last_message(JOSIANE));
        test.says(JOSIANE, &t.label("menu-announce")).await;
        test.taps_label(JOSIANE, &t.label("announce-drop")).await;
        // without the role the labels change nothing
        for item in ["menu-guests", "menu-announce", "menu-schedule"] {
            test.says(AIME, &t.label(item)).await;
        }
    }
    assert_eq!(test.query_i64("select count(*) from announcement").await, 0);
    test.end().await;
}
