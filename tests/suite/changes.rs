//! Plays of the live schedule: shifting, moving, cancelling, another room, undoing; who is told.

use koze::people::Role;

use crate::stage::{AIME, Database, EUGENE, JOSIANE, MARIE, Stage, plain};

on_both_databases!(
    everything_from_now_on_is_shifted_and_whoever_was_told_is_corrected,
    undone_before_anybody_was_told_nobody_hears_of_it,
    undone_afterwards_the_old_hour_is_told_again,
    of_two_who_shift_at_once_the_second_is_told,
    a_cancelled_session_is_reminded_of_no_more,
    a_moved_session_and_another_room,
    bad_input_is_answered_and_changes_nothing,
    only_organisers_change_the_schedule,
    a_reminder_that_still_waits_is_put_right,
);

const MORNING: &str = "2012-11-23T10:16";

/// Marie is registered and has just been told that the round table begins in 15 minutes.
async fn told(database: Database) -> Stage {
    let mut stage = Stage::open(database, "2012-11-12T10:00").await;
    stage.invite(JOSIANE, Role::Organiser).await;
    stage.register(MARIE).await;
    stage.jump(MORNING).await;
    assert!(stage.hears(MARIE).contains("Dans 15 minutes : Table ronde"));
    stage
}

async fn everything_from_now_on_is_shifted_and_whoever_was_told_is_corrected(database: Database) {
    let mut stage = told(database).await;
    stage.register(AIME).await;
    stage.hears(JOSIANE);
    stage.says(JOSIANE, "/decaler 15").await;
    let preview = stage.hears(JOSIANE);
    assert!(preview.contains("10h30 → 10h45 · Table ronde"), "{preview}");
    assert!(preview.contains("Une personne a reçu un rappel"), "{preview}");
    assert!(
        preview.contains("I chanjé : Table ronde") && preview.contains("Change: Round table"),
        "{preview}"
    );
    assert!(!preview.contains("Pause"), "what has begun stays: {preview}");
    stage.jump("2012-11-23T10:17").await;
    assert_eq!(stage.hears(MARIE), "", "nothing before it is confirmed");
    stage.taps(JOSIANE, "✅ Confirmer").await;
    // a second press, as phones send them
    stage.says(AIME, "table ronde quelle heure").await;
    assert!(stage.last(AIME).contains("10h45"), "answers follow at once: {}", stage.last(AIME));
    stage.jump("2012-11-23T10:18").await;
    let heard = stage.hears(MARIE);
    assert!(heard.starts_with("⚠️ Changement : Table ronde\n🕙 10h45"), "{heard}");
    stage.jump("2012-11-23T10:31").await;
    assert_eq!(stage.hears(MARIE), "", "told once, and not reminded a second time");
    stage.end().await;
}

async fn undone_before_anybody_was_told_nobody_hears_of_it(database: Database) {
    let mut stage = told(database).await;
    stage.says(JOSIANE, "/decaler 15").await;
    stage.taps(JOSIANE, "✅ Confirmer").await;
    stage.taps(JOSIANE, "↩️ Revenir en arrière").await;
    assert!(stage.last(JOSIANE).contains("10h45 → 10h30"), "{}", stage.last(JOSIANE));
    stage.jump("2012-11-23T10:20").await;
    assert_eq!(stage.hears(MARIE), "");
    stage.end().await;
}

async fn undone_afterwards_the_old_hour_is_told_again(database: Database) {
    let mut stage = told(database).await;
    stage.says(JOSIANE, "/decaler 15").await;
    stage.taps(JOSIANE, "✅ Confirmer").await;
    stage.jump("2012-11-23T10:18").await;
    assert!(stage.hears(MARIE).contains("10h45"));
    stage.taps(JOSIANE, "↩️ Revenir en arrière").await;
    stage.jump("2012-11-23T10:19").await;
    assert!(stage.hears(MARIE).contains("⚠️ Changement : Table ronde\n🕙 10h30"));
    stage.end().await;
}

async fn of_two_who_shift_at_once_the_second_is_told(database: Database) {
    let mut stage = told(database).await;
    stage.invite(EUGENE, Role::Organiser).await;
    stage.says(JOSIANE, "/decaler 15").await;
    stage.says(EUGENE, "/decaler 10").await;
    stage.world.presses_label(JOSIANE, "✅ Confirmer").unwrap();
    stage.world.presses_label(EUGENE, "✅ Confirmer").unwrap();
    stage.settle().await;
    assert_eq!(stage.count("select count(*) from schedule_change").await, 1);
    let toasts: Vec<String> = [JOSIANE, EUGENE]
        .into_iter()
        .flat_map(|who| stage.world.toasts(who))
        .map(|toast| plain(&toast.text))
        .collect();
    assert!(toasts.iter().any(|toast| toast.contains("par quelqu'un d'autre")), "{toasts:?}");
    // the same button again does nothing more
    stage.jump("2012-11-23T10:18").await;
    let heard = stage.hears(MARIE);
    assert!(heard.contains("10h45") ^ heard.contains("10h40"), "{heard}");
    stage.end().await;
}

async fn a_cancelled_session_is_reminded_of_no_more(database: Database) {
    let mut stage = told(database).await;
    stage.says(AIME, "/rappels").await;
    stage.presses(AIME, "rem:wish:cloture:on:0").await;
    stage.says(JOSIANE, "/decaler cloture annuler").await;
    stage.taps(JOSIANE, "✅ Confirmer").await;
    stage.says(JOSIANE, "/decaler table-ronde annuler").await;
    stage.taps(JOSIANE, "✅ Confirmer").await;
    stage.hears(AIME);
    stage.jump("2012-11-23T10:18").await;
    let heard = stage.hears(MARIE);
    assert!(heard.contains("Table ronde (10h30, vendredi 23 novembre 2012) n'aura pas lieu"), "{heard}");
    stage.jump("2012-11-23T13:00").await;
    assert_eq!(stage.hears(AIME), "");
    assert_eq!(stage.hears(MARIE), "");
    stage.end().await;
}

async fn a_moved_session_and_another_room(database: Database) {
    let mut stage = told(database).await;
    stage.says(JOSIANE, "/decaler table-ronde 11h15").await;
    stage.taps(JOSIANE, "✅ Confirmer").await;
    stage.says(JOSIANE, "/decaler table-ronde salle Salon <b>2</b>").await;
    stage.taps(JOSIANE, "✅ Confirmer").await;
    stage.jump("2012-11-23T10:18").await;
    let heard = stage.hears(MARIE);
    assert!(heard.contains("11h15") && heard.contains("Salon <b>2</b>"), "{heard}");
    assert_eq!(heard.matches("Changement").count(), 1, "one correction for both: {heard}");
    stage.end().await;
}

async fn bad_input_is_answered_and_changes_nothing(database: Database) {
    let mut stage = told(database).await;
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
        ("/decaler table-rond 11h00", "Je n'ai pas compris"),
        ("/decaler table-ronde salle", "Je n'ai pas compris"),
        ("/decaler", "Changer l'horaire"),
    ];
    for (typed, answer) in said {
        stage.says(JOSIANE, typed).await;
        let heard = stage.hears(JOSIANE);
        assert!(heard.contains(answer), "{typed}: {heard}");
    }
    for data in
        ["sched:shift:0:900:0", "sched:shift:x:15:0", "sched:move:0:no-such:1", "sched:", "sched:undo:7"]
    {
        stage.presses(JOSIANE, data).await;
    }
    assert_eq!(stage.count("select count(*) from schedule_change").await, 0);
    assert_eq!(stage.count("select count(*) from session where starts_at <> file_starts_at").await, 0);
    stage.end().await;
}

async fn only_organisers_change_the_schedule(database: Database) {
    let mut stage = told(database).await;
    stage.invite(EUGENE, Role::Moderator).await;
    for who in [MARIE, EUGENE] {
        stage.says(who, "/decaler 15").await;
        assert!(stage.last(who).contains("Seuls les organisateurs"));
        stage.presses(who, "sched:shift:0:15:1353680160").await;
    }
    assert_eq!(stage.count("select count(*) from schedule_change").await, 0);
    stage.end().await;
}

/// The bot is slow, or Telegram is: the reminder is in the outbox when the hour changes.
async fn a_reminder_that_still_waits_is_put_right(database: Database) {
    let mut stage = Stage::open(database, "2012-11-12T10:00").await;
    stage.invite(JOSIANE, Role::Organiser).await;
    stage.register(MARIE).await;
    stage.jump("2012-11-23T10:00").await;
    stage.hears(MARIE);
    stage.says(JOSIANE, "/decaler 15").await;
    stage.tick_only("2012-11-23T10:15").await;
    assert_eq!(stage.count("select count(*) from outbox where key like 'rround-table:%'").await, 1);
    let label = stage.world.presses_label(JOSIANE, "✅ Confirmer");
    label.unwrap();
    stage.handle_only().await;
    stage.tick_only("2012-11-23T10:16").await;
    stage.settle().await;
    let heard = stage.hears(MARIE);
    assert!(heard.contains("🕙 10h45") && !heard.contains("10h30"), "{heard}");
    assert!(!heard.contains("Changement"), "{heard}");
    stage.end().await;
}
