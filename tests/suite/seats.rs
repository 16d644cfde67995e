//! Seats: counted under one lock, passed on at once, offered in the daytime, and never oversold.

use std::time::Duration;

use futures_util::future::join_all;
use koze::people::Role;
use koze::programme::Programme;
use koze::registration::Category;
use proptest::prelude::*;

use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, MARIE, TestBot, remove_typography};

const EARLY: &str = "2012-11-12T10:00";

on_both_databases!(
    five_hundred_confirm_for_a_hundred_seats,
    a_freed_seat_goes_to_one_person_however_many_leave_at_once,
    who_is_first_in_line_hears_of_a_freed_seat_at_once,
    the_summary_says_when_there_is_no_seat,
    leaving_the_list_moves_the_others_up,
    after_the_last_day_a_seat_is_offered_in_the_daytime,
    a_seat_that_is_offered_is_answered_in_words,
    the_last_offer_that_runs_out_says_so_truly,
    an_offer_that_runs_out_goes_to_the_next,
    an_offer_is_taken_once_and_only_in_time,
    the_last_chance_passes_and_is_said_once,
    reserved_seats_are_kept_for_their_category,
    a_seat_changes_category_only_where_there_is_room,
    whoever_changes_category_into_a_seat_sees_it_on_the_card,
    an_offer_passes_over_whom_it_cannot_reach,
    where_nobody_in_line_can_be_reached_an_organiser_fills_the_seat,
    the_reminder_to_finish_comes_once_on_the_last_day,
    who_begins_after_the_reminder_to_finish_gets_none,
    organisers_add_somebody_after_the_close,
    raising_the_capacity_lets_those_in_line_in,
    registration_opens_on_its_first_day,
);

fn programme_with_capacity(seats: u32) -> Programme {
    let mut programme = Programme::built_in();
    programme.registration.capacity = Some(seats);
    programme
}

/// Distributes the pending updates over four dispatchers that work at the same time.
async fn handle_concurrently(test: &mut TestBot) {
    let mut all = Vec::new();
    loop {
        let batch = test.poller.fetch(Duration::ZERO).await.unwrap();
        if batch.is_empty() {
            break;
        }
        test.poller.confirm(&batch);
        all.extend(batch);
    }
    let share = all.len().div_ceil(4);
    let work = all.chunks(share).map(|share| {
        let mut dispatcher = test.app.dispatcher();
        async move { dispatcher.handle(share).await.unwrap() }
    });
    join_all(work).await;
    test.run_until_idle().await;
}

/// Inserts people who have answered everything and have a message with a button.
async fn insert_at_summary_step(test: &mut TestBot, people: impl Iterator<Item = i64> + Clone) {
    for person in people.clone() {
        test.emulator.add_user(person, "Une", Some("Personne"), Some("fr"));
        test.emulator.user_sends_text(person, "bonjour");
    }
    test.run_until_idle().await;
    let draft = r#"registration:{"at":"summary","consent_at":1,"name":"Une Personne","category":"resident","phone":""}"#;
    let mut tx = test.app.db.begin().await.unwrap();
    for person in people {
        sqlx::query("update person set conversation = $2 where id = $1")
            .bind(person)
            .bind(draft)
            .execute(&mut *tx)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}

/// All of them press the button at the same instant.
fn press_confirm(test: &TestBot, people: impl Iterator<Item = i64>) {
    for person in people {
        test.emulator.user_presses_callback(person, test.keyboard_message(person), "reg:summary:confirm");
    }
}

async fn five_hundred_confirm_for_a_hundred_seats(database: Database) {
    let mut test = TestBot::open_with_programme(database, EARLY, programme_with_capacity(100)).await;
    let people = 10_001..=10_500;
    insert_at_summary_step(&mut test, people.clone()).await;
    press_confirm(&test, people.clone());
    handle_concurrently(&mut test).await;
    assert_eq!(test.query_i64("select count(*) from registration where seat_status = 'seat'").await, 100);
    assert_eq!(test.query_i64("select count(*) from registration where seat_status = 'waiting'").await, 400);
    assert_eq!(test.query_i64("select count(distinct number) from registration").await, 500);
    assert_eq!(test.query_i64("select max(number) from registration where seat_status = 'seat'").await, 100);
    let told = people.filter(|&person| test.chat_contains(person, "votre inscription est faite")).count();
    assert_eq!(told, 100, "each person with a seat got the confirmation");
    test.end().await;
}

/// Ten people leave while ten others confirm: the seats go to the waiting list, in its order.
async fn a_freed_seat_goes_to_one_person_however_many_leave_at_once(database: Database) {
    let mut test = TestBot::open_with_programme(database, EARLY, programme_with_capacity(20)).await;
    let first = 1..=40;
    insert_at_summary_step(&mut test, first.clone()).await;
    press_confirm(&test, first);
    test.run_until_idle().await;
    insert_at_summary_step(&mut test, 41..=50).await;
    let seats: Vec<(i64, i64)> =
        query_rows(&test, "select person, number from registration where seat_status = 'seat'").await;
    for (person, number) in &seats[..10] {
        test.emulator.user_presses_callback(
            *person,
            test.keyboard_message(*person),
            &format!("reg:free:{number}"),
        );
    }
    press_confirm(&test, 41..=50);
    handle_concurrently(&mut test).await;
    assert_eq!(test.query_i64("select count(*) from registration where seat_status = 'seat'").await, 20);
    assert_eq!(test.query_i64("select count(*) from registration").await, 40);
    // the first ten of the waiting list, and nobody who came later
    let last_in = test.query_i64("select max(number) from registration where seat_status = 'seat'").await;
    assert_eq!(last_in, 30);
    let mut told = 0;
    for (person, _) in
        query_rows(&test, "select person, number from registration where seat_status = 'seat'").await
    {
        told += test
            .emulator
            .messages(person)
            .iter()
            .filter(|bubble| remove_typography(&bubble.plain_text).contains("Une place s'est libérée"))
            .count();
    }
    assert_eq!(told, 10, "each of the ten got one message");
    test.end().await;
}

async fn who_is_first_in_line_hears_of_a_freed_seat_at_once(database: Database) {
    let mut test = TestBot::open_with_programme(database, EARLY, programme_with_capacity(1)).await;
    for who in [MARIE, AIME, JOSIANE] {
        test.register(who).await;
    }
    test.says(JOSIANE, "/billet").await;
    assert!(
        test.last_message(JOSIANE).contains("numéro 2"),
        "a ticket comes with a seat: {}",
        test.last_message(JOSIANE)
    );
    test.says(JOSIANE, "🎟 Inscription").await;
    assert!(test.last_message(JOSIANE).contains("numéro 2"), "{}", test.last_message(JOSIANE));
    test.hears(JOSIANE);
    test.says(MARIE, "🎟 Inscription").await;
    test.taps(MARIE, "reg:modify:1").await;
    test.taps(MARIE, "reg:cannot-come:1").await;
    assert!(test.last_message(MARIE).contains("sera libérée tout de suite"));
    assert_eq!(test.hears(AIME), "", "nothing is sent before Marie confirms");
    test.taps(MARIE, "reg:free:1").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        Que voulez-vous modifier ?

        C'est fait : votre inscription est annulée et vos réponses sont effacées. Merci de l'avoir dit.

        Si cela change, vous pourrez vous inscrire à nouveau : « Inscription ».
        ");
    }
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(AIME), @"
        🎉 Une place s'est libérée : c'est la vôtre.
        🗓 vendredi 23 novembre 2012, 8h
        📍 Palais des Congrès, Salon Tainos
        ");
    }
    test.says(JOSIANE, "🎟 Inscription").await;
    assert!(test.hears(JOSIANE).contains("numéro 1"));
    // the button below the message frees the seat again
    test.presses(AIME, "reg:cannot-come:2").await;
    test.taps(AIME, "reg:free:2").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(JOSIANE), @"
        🎉 Une place s'est libérée : c'est la vôtre.
        🗓 vendredi 23 novembre 2012, 8h
        📍 Palais des Congrès, Salon Tainos
        ");
    }
    // a person who left may register again
    test.register(MARIE).await;
    assert!(test.chat_contains(MARIE, "numéro 1"));
    test.end().await;
}

async fn the_summary_says_when_there_is_no_seat(database: Database) {
    let mut test = TestBot::open_with_programme(database, EARLY, programme_with_capacity(1)).await;
    test.register(MARIE).await;
    test.says(AIME, "/start").await;
    test.presses(AIME, "reg:consent:yes").await;
    test.says(AIME, "Aimé Exemple").await;
    test.presses(AIME, "reg:category:resident").await;
    test.says(AIME, "Passer").await;
    assert!(test.last_message(AIME).contains("plus de place pour le moment"), "{}", test.last_message(AIME));
    test.taps(AIME, "reg:summary:confirm").await;
    assert!(test.chat_contains(AIME, "numéro 1"));
    test.taps(AIME, "reg:cannot-come:2").await;
    test.taps(AIME, "reg:show:2").await;
    assert_eq!(test.query_i64("select count(*) from registration").await, 2);
    test.end().await;
}

async fn leaving_the_list_moves_the_others_up(database: Database) {
    let mut test = TestBot::open_with_programme(database, EARLY, programme_with_capacity(1)).await;
    for who in [MARIE, AIME, JOSIANE] {
        test.register(who).await;
    }
    test.presses(AIME, "reg:cannot-come:2").await;
    assert!(test.last_message(AIME).contains("Quitter la liste d'attente ?"));
    test.taps(AIME, "reg:free:2").await;
    test.says(JOSIANE, "🎟 Inscription").await;
    assert!(test.last_message(JOSIANE).contains("numéro 1"));
    assert!(test.chat_contains(MARIE, "votre inscription est faite"), "a person with a seat keeps it");
    test.end().await;
}

/// One seat, two people on the waiting list, and registration is closed.
async fn open_with_two_waitlisted(database: Database) -> TestBot {
    let mut test = TestBot::open_with_programme(database, EARLY, programme_with_capacity(1)).await;
    for who in [MARIE, AIME, JOSIANE] {
        test.register(who).await;
    }
    test.jump_to("2012-11-19T21:30").await;
    test
}

async fn after_the_last_day_a_seat_is_offered_in_the_daytime(database: Database) {
    let mut test = open_with_two_waitlisted(database).await;
    test.presses(MARIE, "reg:free:1").await;
    assert!(test.last_message(MARIE).contains("Je reste là"), "the bot does not suggest to register again");
    test.jump_to("2012-11-20T07:59").await;
    assert_eq!(test.hears(AIME), "", "no offer is sent at night");
    test.jump_to("2012-11-20T08:00").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(AIME), @"
        🎉 Une place s'est libérée pour vous.
        🗓 vendredi 23 novembre 2012, 8h
        📍 Palais des Congrès, Salon Tainos
        Je vous la garde jusqu'à 14h, mardi 20 novembre 2012. La prenez-vous ?
        ");
    }
    test.says(AIME, "🎟 Inscription").await;
    assert!(test.last_message(AIME).contains("Une place vous est gardée"));
    test.taps(AIME, "reg:take:2").await;
    assert!(test.last_message(AIME).contains("votre inscription est faite"), "{}", test.last_message(AIME));
    assert_eq!(
        test.query_i64("select count(*) from registration where seat_status = 'seat' and person = 1003")
            .await,
        1
    );
    test.jump_to("2012-11-20T15:00").await;
    assert_eq!(test.hears(JOSIANE), "");
    test.end().await;
}

async fn an_offer_that_runs_out_goes_to_the_next(database: Database) {
    let mut test = open_with_two_waitlisted(database).await;
    test.presses(MARIE, "reg:free:1").await;
    test.hears(AIME);
    // a jump of the clock stops at every due time: 8:00 for Aimé, 14:00 for Josiane, 20:00 and so on
    test.jump_to("2012-11-20T14:00").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(AIME), @"
        🎉 Une place s'est libérée pour vous.
        🗓 vendredi 23 novembre 2012, 8h
        📍 Palais des Congrès, Salon Tainos
        Je vous la garde jusqu'à 14h, mardi 20 novembre 2012. La prenez-vous ?

        Je ne vous garde plus cette place : le délai est passé.
        Si vous voulez toujours venir, touchez « Je veux toujours venir » : l'inscription ira à la fin de la liste d'attente.
        ");
    }
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(JOSIANE), @"
        🎉 Une place s'est libérée pour vous.
        🗓 vendredi 23 novembre 2012, 8h
        📍 Palais des Congrès, Salon Tainos
        Je vous la garde jusqu'à 20h, mardi 20 novembre 2012. La prenez-vous ?
        ");
    }
    test.presses(AIME, "reg:take:2").await;
    assert!(test.last_message(AIME).contains("n'est plus gardée"), "{}", test.last_message(AIME));
    test.says(AIME, "🎟 Inscription").await;
    assert!(
        test.last_message(AIME).contains("aucune place ne vous est gardée"),
        "{}",
        test.last_message(AIME)
    );
    test.hears(AIME);
    test.jump_to("2012-11-21T08:00").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(JOSIANE), @"
        Je ne vous garde plus cette place : le délai est passé.
        Si vous voulez toujours venir, touchez « Je veux toujours venir » : l'inscription ira à la fin de la liste d'attente.
        ");
    }
    assert_eq!(test.hears(AIME), "", "an expired offer is not repeated");
    assert_eq!(test.query_i64("select count(*) from registration where seat_status = 'offered'").await, 0);
    test.taps(AIME, "reg:again:2").await;
    assert!(test.hears(AIME).contains("jusqu'à 14h, mercredi 21"), "Aimé is on the waiting list again");
    test.jump_to("2012-11-22T20:00").await;
    test.presses(JOSIANE, "reg:again:3").await;
    assert!(
        test.last_message(JOSIANE).contains("il n'y aura plus de place"),
        "{}",
        test.last_message(JOSIANE)
    );
    test.end().await;
}

/// A text counts like a button, and a seat is given up only after a confirmation.
async fn a_seat_that_is_offered_is_answered_in_words(database: Database) {
    let mut test = open_with_two_waitlisted(database).await;
    test.presses(MARIE, "reg:free:1").await;
    test.jump_to("2012-11-20T08:00").await;
    test.hears(AIME);
    test.says(AIME, "Non merci").await;
    assert!(test.last_message(AIME).contains("Vous ne pouvez plus venir ?"), "{}", test.last_message(AIME));
    test.says(AIME, "non").await;
    assert!(test.last_message(AIME).contains("Une place vous est gardée"), "{}", test.last_message(AIME));
    test.says(AIME, "Oui !").await;
    assert!(test.last_message(AIME).contains("votre inscription est faite"), "{}", test.last_message(AIME));
    test.hears(AIME);
    // the bot awaits no answer any more
    test.says(AIME, "oui").await;
    assert!(!test.last_message(AIME).contains("inscription est faite"), "{}", test.last_message(AIME));
    test.says(AIME, "je ne peux plus venir").await;
    assert!(test.last_message(AIME).contains("Vous ne pouvez plus venir ?"));
    test.says(AIME, "c'est où ?").await;
    test.says(AIME, "oui").await;
    assert_eq!(
        test.query_i64("select count(*) from registration where person = 1003").await,
        1,
        "a yes does not answer an old question"
    );
    test.says(AIME, "je ne peux plus venir").await;
    test.says(AIME, "wi").await;
    assert_eq!(test.query_i64("select count(*) from registration where person = 1003").await, 0);
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(JOSIANE), @"
        🎉 Une place s'est libérée pour vous.
        🗓 vendredi 23 novembre 2012, 8h
        📍 Palais des Congrès, Salon Tainos
        Je vous la garde jusqu'à 14h, mardi 20 novembre 2012. La prenez-vous ?
        ");
    }
    test.jump_to("2012-11-21T10:00").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(JOSIANE), @"
        Je ne vous garde plus cette place : le délai est passé.
        Si vous voulez toujours venir, touchez « Je veux toujours venir » : l'inscription ira à la fin de la liste d'attente.
        ");
    }
    test.says(JOSIANE, "oui").await;
    assert!(
        test.hears(JOSIANE).contains("Une place s'est libérée pour vous"),
        "on the waiting list again, and first"
    );
    test.end().await;
}

/// An offer of the last afternoon ends when no other offer is possible any more.
async fn the_last_offer_that_runs_out_says_so_truly(database: Database) {
    let mut test = open_with_two_waitlisted(database).await;
    test.jump_to("2012-11-22T18:00").await;
    test.presses(MARIE, "reg:free:1").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(AIME), @"
        🎉 Une place s'est libérée pour vous.
        🗓 vendredi 23 novembre 2012, 8h
        📍 Palais des Congrès, Salon Tainos
        Je vous la garde jusqu'à 8h, vendredi 23 novembre 2012. La prenez-vous ?
        ");
    }
    test.jump_to("2012-11-22T20:00").await;
    assert_eq!(test.hears(AIME), "", "the offer is still valid");
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(JOSIANE), @"
        Malheureusement, il n'y aura plus de place pour vous.
        Les organisateurs peuvent vous renseigner :
        ✉️ nathalie.vivies@villecaraibe.com
        📞 0596 68 64 52 · fax 0596 58 96 28
        ");
    }
    test.jump_to("2012-11-23T08:00").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(AIME), @"
        Je ne vous garde plus cette place : le délai est passé.
        Les organisateurs peuvent vous renseigner :
        ✉️ nathalie.vivies@villecaraibe.com
        📞 0596 68 64 52 · fax 0596 58 96 28
        ");
    }
    test.end().await;
}

async fn an_offer_is_taken_once_and_only_in_time(database: Database) {
    let mut test = open_with_two_waitlisted(database).await;
    test.presses(MARIE, "reg:free:1").await;
    test.jump_to("2012-11-20T08:00").await;
    test.presses(JOSIANE, "reg:take:2").await;
    assert_eq!(
        test.query_i64("select count(*) from registration where seat_status = 'seat'").await,
        0,
        "nobody can accept another person's offer"
    );
    test.presses(AIME, "reg:take:2").await;
    test.presses(AIME, "reg:take:2").await;
    assert_eq!(test.query_i64("select count(*) from registration where seat_status = 'seat'").await, 1);
    test.presses(JOSIANE, "reg:take:3").await;
    assert!(test.last_message(JOSIANE).contains("n'est plus gardée"));
    assert_eq!(test.query_i64("select count(*) from registration where seat_status = 'seat'").await, 1);
    test.end().await;
}

async fn the_last_chance_passes_and_is_said_once(database: Database) {
    let mut test = open_with_two_waitlisted(database).await;
    test.jump_to("2012-11-22T19:59").await;
    assert_eq!(test.hears(AIME), "");
    test.jump_to("2012-11-22T20:00").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(AIME), @"
        Malheureusement, il n'y aura plus de place pour vous.
        Les organisateurs peuvent vous renseigner :
        ✉️ nathalie.vivies@villecaraibe.com
        📞 0596 68 64 52 · fax 0596 58 96 28
        ");
    }
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(JOSIANE), @"
        Malheureusement, il n'y aura plus de place pour vous.
        Les organisateurs peuvent vous renseigner :
        ✉️ nathalie.vivies@villecaraibe.com
        📞 0596 68 64 52 · fax 0596 58 96 28
        ");
    }
    test.hears(MARIE);
    test.jump_to("2012-11-23T07:00").await;
    assert_eq!(test.hears(AIME), "", "one message, and no reminder without a seat");
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        🔔 C'est aujourd'hui : Forum sur la médiation sociale
        🗓 vendredi 23 novembre 2012, 8h
        📍 Palais des Congrès, Salon Tainos
        ");
    }
    test.end().await;
}

async fn reserved_seats_are_kept_for_their_category(database: Database) {
    let mut programme = programme_with_capacity(3);
    programme.registration.reserved_seats.insert("mediator".into(), 1);
    let mut test = TestBot::open_with_programme(database, EARLY, programme).await;
    for who in [MARIE, AIME, JOSIANE] {
        test.register(who).await;
    }
    assert_eq!(test.query_i64("select count(*) from registration where seat_status = 'seat'").await, 2);
    assert!(test.chat_contains(JOSIANE, "numéro 1"), "the third seat is not for residents");
    register_with_structure(&mut test, EUGENE, "Eugène Exemple", "mediator").await;
    assert!(test.chat_contains(EUGENE, "votre inscription est faite"));
    // a freed seat of a mediator stays reserved for mediators
    test.presses(EUGENE, "reg:free:4").await;
    assert!(!test.chat_contains(JOSIANE, "Une place s'est libérée"));
    test.presses(MARIE, "reg:free:1").await;
    assert!(test.chat_contains(JOSIANE, "Une place s'est libérée"));
    test.end().await;
}

async fn a_seat_changes_category_only_where_there_is_room(database: Database) {
    let mut programme = programme_with_capacity(2);
    programme.registration.reserved_seats.insert("mediator".into(), 1);
    let mut test = TestBot::open_with_programme(database, EARLY, programme).await;
    test.register(MARIE).await;
    register_with_structure(&mut test, AIME, "Aimé Exemple", "mediator").await;
    test.presses(AIME, "reg:set:2:resident").await;
    assert!(
        test.emulator
            .callback_answers(AIME)
            .last()
            .unwrap()
            .text
            .contains("pas de place libre dans cette catégorie")
    );
    assert_eq!(test.query_i64("select count(*) from registration where category = 'mediator'").await, 1);
    test.presses(MARIE, "reg:free:1").await;
    test.presses(AIME, "reg:set:2:resident").await;
    assert_eq!(test.query_i64("select count(*) from registration where category = 'resident'").await, 1);
    test.end().await;
}

async fn whoever_changes_category_into_a_seat_sees_it_on_the_card(database: Database) {
    let mut programme = programme_with_capacity(2);
    programme.registration.reserved_seats.insert("mediator".into(), 1);
    let mut test = TestBot::open_with_programme(database, EARLY, programme).await;
    test.register(MARIE).await;
    register_with_structure(&mut test, AIME, "Aimé Exemple", "social-partner").await;
    assert!(test.chat_contains(AIME, "numéro 1"));
    test.says(AIME, "🎟 Inscription").await;
    test.presses(AIME, "reg:set:2:mediator").await;
    assert!(test.chat_contains(AIME, "c'est la vôtre"));
    assert!(!test.chat_contains(AIME, "aucune place ne vous est gardée"), "{}", test.hears(AIME));
    test.end().await;
}

/// Aimé, first on the waiting list, has blocked the bot; the account behind the next registration is erased.
async fn an_offer_passes_over_whom_it_cannot_reach(database: Database) {
    let mut test = TestBot::open_with_programme(database, EARLY, programme_with_capacity(1)).await;
    for who in [MARIE, AIME] {
        test.register(who).await;
    }
    test.says(EUGENE, "/autres").await;
    test.presses(EUGENE, "reg:other:aloud").await;
    test.says(EUGENE, "Man Félicité").await;
    test.presses(EUGENE, "reg:category:resident").await;
    test.says(EUGENE, "Passer").await;
    test.presses(EUGENE, "reg:summary:confirm").await;
    test.register(JOSIANE).await;
    test.presses(EUGENE, "me:erase-yes").await;
    assert_eq!(test.query_i64("select count(*) from registration where seat_status = 'waiting'").await, 3);
    test.emulator.user_blocks_bot(AIME);
    test.run_until_idle().await;
    test.jump_to("2012-11-19T21:30").await;
    test.presses(MARIE, "reg:free:1").await;
    test.jump_to("2012-11-20T08:00").await;
    let offered = "select number from registration where seat_status = 'offered'";
    assert_eq!(test.query_i64(offered).await, 4);
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(JOSIANE), @"
        🎉 Une place s'est libérée pour vous.
        🗓 vendredi 23 novembre 2012, 8h
        📍 Palais des Congrès, Salon Tainos
        Je vous la garde jusqu'à 14h, mardi 20 novembre 2012. La prenez-vous ?
        ");
    }
    // nobody else can be reached: the seat stays free, and the offer is not repeated
    test.jump_to("2012-11-20T15:00").await;
    assert_eq!(test.query_i64("select count(*) from registration where seat_status = 'offered'").await, 0);
    test.emulator.user_unblocks_bot(AIME);
    test.run_until_idle().await;
    test.tick().await;
    assert_eq!(test.query_i64(offered).await, 2, "Aimé is back, and still on the waiting list");
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(AIME), @"
        🎉 Une place s'est libérée pour vous.
        🗓 vendredi 23 novembre 2012, 8h
        📍 Palais des Congrès, Salon Tainos
        Je vous la garde jusqu'à 9h, mercredi 21 novembre 2012. La prenez-vous ?
        ");
    }
    test.end().await;
}

async fn where_nobody_in_line_can_be_reached_an_organiser_fills_the_seat(database: Database) {
    let mut test = TestBot::open_with_programme(database, EARLY, programme_with_capacity(1)).await;
    for who in [MARIE, AIME] {
        test.register(who).await;
    }
    test.grant_role(EUGENE, Role::Organiser).await;
    test.emulator.user_blocks_bot(AIME);
    test.run_until_idle().await;
    test.jump_to("2012-11-20T10:00").await;
    test.presses(MARIE, "reg:free:1").await;
    test.says(EUGENE, "/autres").await;
    test.presses(EUGENE, "reg:other:paper").await;
    test.says(EUGENE, "Man Félicité").await;
    test.presses(EUGENE, "reg:category:resident").await;
    test.says(EUGENE, "Passer").await;
    test.presses(EUGENE, "reg:summary:confirm").await;
    assert_eq!(test.query_i64("select number from registration where seat_status = 'seat'").await, 3);
    test.end().await;
}

async fn the_reminder_to_finish_comes_once_on_the_last_day(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(AIME).await;
    test.says(JOSIANE, "/start").await;
    test.says(MARIE, "/start").await;
    test.presses(MARIE, "reg:consent:yes").await;
    test.says(MARIE, "Marie Exemple").await;
    for who in [MARIE, AIME, JOSIANE] {
        test.hears(who);
    }
    test.jump_to("2012-11-17T23:59").await;
    assert_eq!(test.hears(MARIE), "");
    test.jump_to("2012-11-18T00:00").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        Vous aviez commencé votre inscription : elle vous attend, là où vous étiez.
        Dernier jour : dimanche 18 novembre 2012.
        ");
    }
    assert_eq!(test.hears(AIME), "", "a registered person is not reminded to finish");
    assert_eq!(test.hears(JOSIANE), "", "a person without consent is not reminded to finish");
    test.taps(MARIE, "reg:go-on").await;
    assert!(
        test.last_message(MARIE).starts_with("3/5"),
        "the registration goes on at the same step: {}",
        test.last_message(MARIE)
    );
    test.jump_to("2012-11-18T20:00").await;
    assert!(!test.hears(MARIE).contains("elle vous attend"));
    test.end().await;
}

async fn who_begins_after_the_reminder_to_finish_gets_none(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.jump_to("2012-11-18T01:00").await;
    test.says(MARIE, "/start").await;
    test.presses(MARIE, "reg:consent:yes").await;
    test.hears(MARIE);
    test.jump_to("2012-11-18T12:00").await;
    assert_eq!(test.hears(MARIE), "");
    test.end().await;
}

async fn organisers_add_somebody_after_the_close(database: Database) {
    let mut test =
        TestBot::open_with_programme(database, "2012-11-20T10:00", programme_with_capacity(1)).await;
    test.says(MARIE, "/autres").await;
    test.taps(MARIE, "reg:add").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        Vous venez avec quelqu'un, ou vous connaissez une personne sans téléphone ? Je l'inscris ici, avec une place et un billet à son nom.

        Les inscriptions sont terminées. Pour savoir s'il reste une place, demandez aux organisateurs :
        ✉️ nathalie.vivies@villecaraibe.com
        📞 0596 68 64 52 · fax 0596 58 96 28
        ");
    }
    test.grant_role(JOSIANE, Role::Organiser).await;
    for name in ["Félicité Exemple", "Rose Exemple"] {
        test.says(JOSIANE, "/autres").await;
        test.taps(JOSIANE, "reg:add").await;
        test.taps(JOSIANE, "reg:other:paper").await;
        test.says(JOSIANE, name).await;
        test.presses(JOSIANE, "reg:category:resident").await;
        test.says(JOSIANE, "Passer").await;
        test.taps(JOSIANE, "reg:summary:confirm").await;
    }
    assert_eq!(test.query_i64("select count(*) from registration where seat_status = 'seat'").await, 1);
    assert_eq!(
        test.query_i64("select count(*) from registration where consent_how = 'paper' and own = 0").await,
        2,
        "both are registered, but only one has a seat"
    );
    test.end().await;
}

async fn raising_the_capacity_lets_those_in_line_in(database: Database) {
    let mut test = TestBot::open_with_programme(database, EARLY, programme_with_capacity(1)).await;
    for who in [MARIE, AIME, JOSIANE] {
        test.register(who).await;
    }
    let programme = programme_with_capacity(2);
    test.app.programme = std::sync::Arc::new(programme);
    test.restart_ticker();
    test.jump_to("2012-11-12T10:01").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(AIME), @"
        🎉 Une place s'est libérée : c'est la vôtre.
        🗓 vendredi 23 novembre 2012, 8h
        📍 Palais des Congrès, Salon Tainos
        ");
    }
    assert_eq!(test.hears(JOSIANE), "");
    test.end().await;
}

async fn registration_opens_on_its_first_day(database: Database) {
    let mut programme = Programme::built_in();
    programme.registration.opens_on = chrono::NaiveDate::from_ymd_opt(2012, 11, 13);
    let mut test = TestBot::open_with_programme(database, "2012-11-12T23:59", programme).await;
    test.says(MARIE, "/inscription").await;
    assert!(
        test.last_message(MARIE).contains("à partir du mardi 13 novembre 2012 à 0h"),
        "{}",
        test.last_message(MARIE)
    );
    test.says(MARIE, "/autres").await;
    test.taps(MARIE, "reg:add").await;
    assert!(test.last_message(MARIE).contains("à partir du mardi 13"));
    test.jump_to("2012-11-13T00:00").await;
    test.register(MARIE).await;
    assert_eq!(test.query_i64("select count(*) from registration").await, 1);
    test.end().await;
}

/// The shipped file with other lines in its registration part.
fn event_file_with(registration: &str) -> Result<Programme, Vec<String>> {
    let text = include_str!("../../event.toml");
    let last_day = "last_day = \"2012-11-18\"";
    assert!(text.contains(last_day));
    let text = text.replace(last_day, &format!("{last_day}\n{registration}"));
    Programme::parse(&text).map_err(|mistakes| mistakes.iter().map(ToString::to_string).collect())
}

#[test]
fn an_event_file_says_how_many_seats_there_are_and_for_whom() {
    let programme = event_file_with(
        "capacity = 30\nreserved = { mediator = 10, social-partner = 5 }\noffer_hours = 3\nareas = [\"Un\", \"Deux\"]",
    )
    .unwrap()
    .registration;
    assert_eq!((programme.capacity, programme.offer_hours), (Some(30), 3));
    assert_eq!(programme.reserved_seats.get("mediator"), Some(&10));
    assert_eq!(programme.areas, ["Un", "Deux"]);
    assert_eq!(Programme::built_in().registration.offer_hours, 6);
}

#[test]
fn mistakes_about_seats_are_named() {
    for (registration, mistake) in [
        ("capacity = 3\nreserved = { mediator = 4 }", "4 seats are reserved, but there are 3"),
        ("reserved = { mediator = 4 }", "no capacity is set"),
        ("capacity = 3\nreserved = { mediators = 1 }", "did you mean \"mediator\"?"),
        ("offer_hours = 0", "a whole number from 1 to 48"),
        ("areas = [\"\"]", "is empty"),
    ] {
        let mistakes = event_file_with(registration).expect_err(registration);
        assert!(mistakes.iter().any(|said| said.contains(mistake)), "{registration}: {mistakes:?}");
    }
}

async fn query_rows(test: &TestBot, sql: &'static str) -> Vec<(i64, i64)> {
    let mut conn = test.app.db.reader().await.unwrap();
    sqlx::query_as(sql).fetch_all(&mut *conn).await.unwrap()
}

/// A random action of a person.
#[derive(Debug, Clone)]
enum UserAction {
    Confirm(i64, Category),
    GiveUpSeat(i64),
    AcceptOffer(i64),
    RejoinWaitlist(i64),
    ChangeCategory(i64, Category),
    PassHours(i64),
}

fn user_action() -> impl Strategy<Value = UserAction> {
    let who = || 1_i64..=6;
    let category = || prop_oneof![3 => Just(Category::Resident), 2 => Just(Category::Mediator)];
    prop_oneof![
        5 => (who(), category()).prop_map(|(who, category)| UserAction::Confirm(who, category)),
        3 => who().prop_map(UserAction::GiveUpSeat),
        2 => who().prop_map(UserAction::AcceptOffer),
        2 => who().prop_map(UserAction::RejoinWaitlist),
        2 => (who(), category()).prop_map(|(who, category)| UserAction::ChangeCategory(who, category)),
        2 => (1_i64..30).prop_map(UserAction::PassHours),
    ]
}

/// Three seats, one of them for mediators, and six people with random actions
/// before and after the close: no seat is given twice, no free seat stays empty
/// while a person waits for it, and each person has at most one registration.
async fn whatever_they_do_no_seat_is_sold_twice(actions: Vec<UserAction>) {
    let mut programme = programme_with_capacity(3);
    programme.registration.reserved_seats.insert("mediator".into(), 1);
    let mut test =
        TestBot::open_with_programme(Database::sqlite().await, "2012-11-17T10:00", programme).await;
    for who in 1..=6 {
        test.says(who, "bonjour").await;
    }
    for act in actions {
        match act {
            UserAction::Confirm(who, category) => {
                let draft = format!(
                    r#"registration:{{"at":"summary","consent_at":1,"name":"Une Personne","category":"{}","structure":"Une","phone":""}}"#,
                    if category == Category::Mediator { "mediator" } else { "resident" },
                );
                let mut tx = test.app.db.begin().await.unwrap();
                sqlx::query("update person set conversation = $2 where id = $1")
                    .bind(who)
                    .bind(draft)
                    .execute(&mut *tx)
                    .await
                    .unwrap();
                tx.commit().await.unwrap();
                test.presses(who, "reg:summary:confirm").await;
            }
            UserAction::GiveUpSeat(who) => press_own_button(&mut test, who, "free", "").await,
            UserAction::AcceptOffer(who) => press_own_button(&mut test, who, "take", "").await,
            UserAction::RejoinWaitlist(who) => press_own_button(&mut test, who, "again", "").await,
            UserAction::ChangeCategory(who, category) => {
                press_own_button(&mut test, who, "set", category.name()).await;
            }
            UserAction::PassHours(hours) => {
                test.clock.jump(test.clock.event_now() + hours * 3_600_000);
                test.tick().await;
            }
        }
        let seats = "select count(*) from registration where seat_status in ('seat', 'offered')";
        let taken = test.query_i64(seats).await;
        let residents = test
            .query_i64("select count(*) from registration where seat_status in ('seat', 'offered') and category = 'resident'")
            .await;
        assert!(taken <= 3 && residents <= 2, "{taken} seats, {residents} of them residents'");
        assert_eq!(test.query_i64("select count(*) - count(distinct person) from registration").await, 0);
        let local = test.app.programme.to_local_time(test.clock.event_now());
        let last_chance = crate::test_bot::martinique_time("2012-11-22T20:00");
        let promotion_possible = test.clock.event_now()
            < crate::test_bot::martinique_time("2012-11-19T00:00")
            || ((8..20).contains(&chrono::Timelike::hour(&local)) && test.clock.event_now() < last_chance);
        if promotion_possible {
            let active_waitlist = "select count(*) from registration where seat_status = 'waiting' and waitlist_inactive_at = 0";
            let residents_wait = test.query_i64("select count(*) from registration where seat_status = 'waiting' and waitlist_inactive_at = 0 and category = 'resident'").await;
            let anybody_waits = test.query_i64(active_waitlist).await;
            let mediators = taken - residents;
            let room_for_residents = taken + (1 - mediators).max(0) < 3;
            assert!(residents_wait == 0 || !room_for_residents, "a resident waits beside a free seat");
            assert!(anybody_waits == residents_wait || taken == 3, "a mediator waits beside a free seat");
        }
    }
    test.end().await;
}

async fn press_own_button(test: &mut TestBot, who: i64, what: &str, value: &str) {
    let mut conn = test.app.db.reader().await.unwrap();
    let number: Option<i64> = sqlx::query_scalar("select number from registration where person = $1")
        .bind(who)
        .fetch_optional(&mut *conn)
        .await
        .unwrap();
    drop(conn);
    let Some(number) = number else { return };
    let data = if value.is_empty() {
        format!("reg:{what}:{number}")
    } else {
        format!("reg:{what}:{number}:{value}")
    };
    // first a message that can be edited, whatever came before
    test.says(who, "🌍 Langue · Lang · Language").await;
    test.presses(who, &data).await;
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn no_seat_is_ever_sold_twice(actions in proptest::collection::vec(user_action(), 10..30)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(whatever_they_do_no_seat_is_sold_twice(actions));
    }
}

/// Registers a person who comes for an organisation.
async fn register_with_structure(test: &mut TestBot, who: i64, name: &str, category: &str) {
    test.says(who, "/start").await;
    test.presses(who, "reg:consent:yes").await;
    test.says(who, name).await;
    test.presses(who, &format!("reg:category:{category}")).await;
    test.says(who, "Association Exemple").await;
    test.says(who, "Passer").await;
    test.presses(who, "reg:summary:confirm").await;
    test.hears(who);
}
