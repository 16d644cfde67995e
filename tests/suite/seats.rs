//! Plays of seats: counted under one lock, passed on at once, offered in the daytime, never oversold.

use std::time::Duration;

use futures_util::future::join_all;
use koze::people::Role;
use koze::programme::Programme;
use koze::registration::Category;
use proptest::prelude::*;

use crate::stage::{AIME, Database, EUGENE, JOSIANE, MARIE, Stage, plain};

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
    the_bell_of_the_last_day_rings_once,
    who_begins_after_the_bell_is_not_nudged,
    organisers_add_somebody_after_the_close,
    raising_the_capacity_lets_those_in_line_in,
    registration_opens_on_its_first_day,
);

fn with_capacity(seats: u32) -> Programme {
    let mut programme = Programme::shipped();
    programme.registration.capacity = Some(seats);
    programme
}

/// The updates that wait, spread over four dispatchers that work at the same time.
async fn handle_at_once(stage: &mut Stage) {
    let mut all = Vec::new();
    loop {
        let batch = stage.poller.fetch(Duration::ZERO).await.unwrap();
        if batch.is_empty() {
            break;
        }
        stage.poller.committed(&batch);
        all.extend(batch);
    }
    let share = all.len().div_ceil(4);
    let work = all.chunks(share).map(|share| {
        let mut dispatcher = stage.app.dispatcher();
        async move { dispatcher.handle(share).await.unwrap() }
    });
    join_all(work).await;
    stage.settle().await;
}

/// They have answered everything and look at a message with a button.
async fn at_the_summary(stage: &mut Stage, people: impl Iterator<Item = i64> + Clone) {
    for person in people.clone() {
        stage.world.person(person, "Une", Some("Personne"), Some("fr"));
        stage.world.says(person, "bonjour");
    }
    stage.settle().await;
    let draft = r#"registration:{"at":"summary","consent_at":1,"name":"Une Personne","category":"resident","phone":""}"#;
    let mut tx = stage.app.db.begin().await.unwrap();
    for person in people {
        sqlx::query("update person set step = $2 where id = $1")
            .bind(person)
            .bind(draft)
            .execute(&mut *tx)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}

/// All of them press at the same instant.
fn confirm(stage: &Stage, people: impl Iterator<Item = i64>) {
    for person in people {
        stage.world.presses(person, stage.buttons(person), "reg:summary:confirm");
    }
}

async fn five_hundred_confirm_for_a_hundred_seats(database: Database) {
    let mut stage = Stage::with(database, EARLY, with_capacity(100)).await;
    let people = 10_001..=10_500;
    at_the_summary(&mut stage, people.clone()).await;
    confirm(&stage, people.clone());
    handle_at_once(&mut stage).await;
    assert_eq!(stage.count("select count(*) from registration where standing = 'seat'").await, 100);
    assert_eq!(stage.count("select count(*) from registration where standing = 'waiting'").await, 400);
    assert_eq!(stage.count("select count(distinct number) from registration").await, 500);
    assert_eq!(stage.count("select max(number) from registration where standing = 'seat'").await, 100);
    let told = people.filter(|&person| stage.shows(person, "votre inscription est faite")).count();
    assert_eq!(told, 100, "each was told what they have");
    stage.end().await;
}

/// Ten leave while ten others confirm: whoever was in line gets the seats, in their order.
async fn a_freed_seat_goes_to_one_person_however_many_leave_at_once(database: Database) {
    let mut stage = Stage::with(database, EARLY, with_capacity(20)).await;
    let first = 1..=40;
    at_the_summary(&mut stage, first.clone()).await;
    confirm(&stage, first);
    stage.settle().await;
    at_the_summary(&mut stage, 41..=50).await;
    let seats: Vec<(i64, i64)> =
        rows(&stage, "select person, number from registration where standing = 'seat'").await;
    for (person, number) in &seats[..10] {
        stage.world.presses(*person, stage.buttons(*person), &format!("reg:free:{number}"));
    }
    confirm(&stage, 41..=50);
    handle_at_once(&mut stage).await;
    assert_eq!(stage.count("select count(*) from registration where standing = 'seat'").await, 20);
    assert_eq!(stage.count("select count(*) from registration").await, 40);
    // the ten who were first in line, and nobody who came later
    let last_in = stage.count("select max(number) from registration where standing = 'seat'").await;
    assert_eq!(last_in, 30);
    let mut told = 0;
    for (person, _) in rows(&stage, "select person, number from registration where standing = 'seat'").await {
        told += stage
            .world
            .chat(person)
            .iter()
            .filter(|bubble| plain(&bubble.plain).contains("Une place s'est libérée"))
            .count();
    }
    assert_eq!(told, 10, "each once");
    stage.end().await;
}

async fn who_is_first_in_line_hears_of_a_freed_seat_at_once(database: Database) {
    let mut stage = Stage::with(database, EARLY, with_capacity(1)).await;
    for who in [MARIE, AIME, JOSIANE] {
        stage.register(who).await;
    }
    stage.says(JOSIANE, "/billet").await;
    assert!(stage.last(JOSIANE).contains("numéro 2"), "a ticket comes with a seat: {}", stage.last(JOSIANE));
    stage.says(JOSIANE, "🎟 Inscription").await;
    assert!(stage.last(JOSIANE).contains("numéro 2"), "{}", stage.last(JOSIANE));
    stage.says(MARIE, "🎟 Inscription").await;
    stage.taps(MARIE, "✏️ Modifier ou annuler").await;
    stage.taps(MARIE, "✖️ Je ne peux plus venir").await;
    assert!(stage.last(MARIE).contains("sera libérée tout de suite"));
    assert_eq!(stage.hears(AIME), "", "not before it is confirmed");
    stage.taps(MARIE, "Oui, je libère la place").await;
    let heard = stage.hears(MARIE);
    assert!(heard.contains("vos réponses sont effacées") && heard.contains("« Inscription »"), "{heard}");
    let heard = stage.hears(AIME);
    assert!(heard.contains("🎉 Une place s'est libérée : c'est la vôtre."), "{heard}");
    assert!(heard.contains("vendredi 23 novembre 2012, 8h") && heard.contains("Salon Tainos"), "{heard}");
    stage.says(JOSIANE, "🎟 Inscription").await;
    assert!(stage.last(JOSIANE).contains("numéro 1"));
    // the button under the news gives the seat up again
    stage.presses(AIME, "reg:cannot-come:2").await;
    stage.taps(AIME, "Oui, je libère la place").await;
    assert!(stage.hears(JOSIANE).contains("c'est la vôtre"));
    // and whoever left may register again
    stage.register(MARIE).await;
    assert!(stage.shows(MARIE, "numéro 1"));
    stage.end().await;
}

async fn the_summary_says_when_there_is_no_seat(database: Database) {
    let mut stage = Stage::with(database, EARLY, with_capacity(1)).await;
    stage.register(MARIE).await;
    stage.says(AIME, "/start").await;
    stage.presses(AIME, "reg:consent:yes").await;
    stage.says(AIME, "Aimé Exemple").await;
    stage.presses(AIME, "reg:category:resident").await;
    stage.says(AIME, "Passer").await;
    assert!(stage.last(AIME).contains("plus de place pour le moment"), "{}", stage.last(AIME));
    stage.taps(AIME, "✅ Oui, je confirme").await;
    assert!(stage.shows(AIME, "numéro 1"));
    stage.taps(AIME, "✖️ Quitter la liste").await;
    stage.taps(AIME, "Non, je garde la place").await;
    assert_eq!(stage.count("select count(*) from registration").await, 2);
    stage.end().await;
}

async fn leaving_the_list_moves_the_others_up(database: Database) {
    let mut stage = Stage::with(database, EARLY, with_capacity(1)).await;
    for who in [MARIE, AIME, JOSIANE] {
        stage.register(who).await;
    }
    stage.presses(AIME, "reg:cannot-come:2").await;
    assert!(stage.last(AIME).contains("Quitter la liste d'attente ?"));
    stage.taps(AIME, "Oui, je quitte la liste").await;
    stage.says(JOSIANE, "🎟 Inscription").await;
    assert!(stage.last(JOSIANE).contains("numéro 1"));
    assert!(stage.shows(MARIE, "votre inscription est faite"), "who has a seat keeps it");
    stage.end().await;
}

/// One seat, two in line, the close behind them.
async fn two_in_line_after_the_close(database: Database) -> Stage {
    let mut stage = Stage::with(database, EARLY, with_capacity(1)).await;
    for who in [MARIE, AIME, JOSIANE] {
        stage.register(who).await;
    }
    stage.jump("2012-11-19T21:30").await;
    stage
}

async fn after_the_last_day_a_seat_is_offered_in_the_daytime(database: Database) {
    let mut stage = two_in_line_after_the_close(database).await;
    stage.presses(MARIE, "reg:free:1").await;
    assert!(stage.last(MARIE).contains("Je reste là"), "nobody is told to register again");
    stage.jump("2012-11-20T07:59").await;
    assert_eq!(stage.hears(AIME), "", "nobody is woken");
    stage.jump("2012-11-20T08:00").await;
    let heard = stage.hears(AIME);
    assert!(
        heard.contains("Une place s'est libérée pour vous") && heard.contains("jusqu'à 14h, mardi 20"),
        "{heard}"
    );
    stage.says(AIME, "🎟 Inscription").await;
    assert!(stage.last(AIME).contains("Une place vous est gardée"));
    stage.taps(AIME, "✅ Je prends la place").await;
    assert!(stage.last(AIME).contains("votre inscription est faite"), "{}", stage.last(AIME));
    assert_eq!(
        stage.count("select count(*) from registration where standing = 'seat' and person = 1003").await,
        1
    );
    stage.jump("2012-11-20T15:00").await;
    assert_eq!(stage.hears(JOSIANE), "");
    stage.end().await;
}

async fn an_offer_that_runs_out_goes_to_the_next(database: Database) {
    let mut stage = two_in_line_after_the_close(database).await;
    stage.presses(MARIE, "reg:free:1").await;
    stage.hears(AIME);
    // a leap of the clock visits every moment on the way: 8h Aimé, 14h Josiane, 20h and so on
    stage.jump("2012-11-20T14:00").await;
    let heard = stage.hears(AIME);
    assert!(heard.contains("jusqu'à 14h") && heard.contains("le délai est passé"), "{heard}");
    assert!(stage.hears(JOSIANE).contains("jusqu'à 20h, mardi 20"));
    stage.presses(AIME, "reg:take:2").await;
    assert!(stage.last(AIME).contains("n'est plus gardée"), "{}", stage.last(AIME));
    stage.says(AIME, "🎟 Inscription").await;
    assert!(stage.last(AIME).contains("aucune place ne vous est gardée"), "{}", stage.last(AIME));
    stage.hears(AIME);
    stage.jump("2012-11-21T08:00").await;
    assert!(stage.hears(JOSIANE).contains("le délai est passé"));
    assert_eq!(stage.hears(AIME), "", "nobody is written to again and again");
    assert_eq!(stage.count("select count(*) from registration where standing = 'offered'").await, 0);
    stage.taps(AIME, "🙋 Je veux toujours venir").await;
    assert!(stage.hears(AIME).contains("jusqu'à 14h, mercredi 21"), "back in turn");
    stage.jump("2012-11-22T20:00").await;
    stage.presses(JOSIANE, "reg:again:3").await;
    assert!(stage.last(JOSIANE).contains("il n'y aura plus de place"), "{}", stage.last(JOSIANE));
    stage.end().await;
}

/// Whoever types where a button stood is understood, and a seat is given up only after a second word.
async fn a_seat_that_is_offered_is_answered_in_words(database: Database) {
    let mut stage = two_in_line_after_the_close(database).await;
    stage.presses(MARIE, "reg:free:1").await;
    stage.jump("2012-11-20T08:00").await;
    stage.hears(AIME);
    stage.says(AIME, "Non merci").await;
    assert!(stage.last(AIME).contains("Vous ne pouvez plus venir ?"), "{}", stage.last(AIME));
    stage.says(AIME, "non").await;
    assert!(stage.last(AIME).contains("Une place vous est gardée"), "{}", stage.last(AIME));
    stage.says(AIME, "Oui !").await;
    assert!(stage.last(AIME).contains("votre inscription est faite"), "{}", stage.last(AIME));
    stage.hears(AIME);
    // nothing is asked any more
    stage.says(AIME, "oui").await;
    assert!(!stage.last(AIME).contains("inscription est faite"), "{}", stage.last(AIME));
    stage.says(AIME, "je ne peux plus venir").await;
    assert!(stage.last(AIME).contains("Vous ne pouvez plus venir ?"));
    stage.says(AIME, "c'est où ?").await;
    stage.says(AIME, "oui").await;
    assert_eq!(
        stage.count("select count(*) from registration where person = 1003").await,
        1,
        "an old question"
    );
    stage.says(AIME, "je ne peux plus venir").await;
    stage.says(AIME, "wi").await;
    assert_eq!(stage.count("select count(*) from registration where person = 1003").await, 0);
    assert!(stage.hears(JOSIANE).contains("Une place s'est libérée pour vous"));
    stage.jump("2012-11-21T10:00").await;
    assert!(stage.hears(JOSIANE).contains("le délai est passé"));
    stage.says(JOSIANE, "oui").await;
    assert!(stage.hears(JOSIANE).contains("Une place s'est libérée pour vous"), "in line again, and first");
    stage.end().await;
}

/// An offer made on the last afternoon ends when nobody can be offered one any more.
async fn the_last_offer_that_runs_out_says_so_truly(database: Database) {
    let mut stage = two_in_line_after_the_close(database).await;
    stage.jump("2012-11-22T18:00").await;
    stage.presses(MARIE, "reg:free:1").await;
    assert!(stage.hears(AIME).contains("Une place s'est libérée pour vous"));
    stage.jump("2012-11-22T20:00").await;
    assert_eq!(stage.hears(AIME), "", "the offer stands");
    assert!(stage.hears(JOSIANE).contains("il n'y aura plus de place"));
    stage.jump("2012-11-23T08:00").await;
    let heard = stage.hears(AIME);
    assert!(heard.contains("le délai est passé") && heard.contains("Les organisateurs peuvent"), "{heard}");
    assert!(!heard.contains("toujours venir"), "{heard}");
    stage.end().await;
}

async fn an_offer_is_taken_once_and_only_in_time(database: Database) {
    let mut stage = two_in_line_after_the_close(database).await;
    stage.presses(MARIE, "reg:free:1").await;
    stage.jump("2012-11-20T08:00").await;
    stage.presses(JOSIANE, "reg:take:2").await;
    assert_eq!(
        stage.count("select count(*) from registration where standing = 'seat'").await,
        0,
        "not theirs"
    );
    stage.presses(AIME, "reg:take:2").await;
    stage.presses(AIME, "reg:take:2").await;
    assert_eq!(stage.count("select count(*) from registration where standing = 'seat'").await, 1);
    stage.presses(JOSIANE, "reg:take:3").await;
    assert!(stage.last(JOSIANE).contains("n'est plus gardée"));
    assert_eq!(stage.count("select count(*) from registration where standing = 'seat'").await, 1);
    stage.end().await;
}

async fn the_last_chance_passes_and_is_said_once(database: Database) {
    let mut stage = two_in_line_after_the_close(database).await;
    stage.jump("2012-11-22T19:59").await;
    assert_eq!(stage.hears(AIME), "");
    stage.jump("2012-11-22T20:00").await;
    let heard = stage.hears(AIME);
    assert!(heard.contains("il n'y aura plus de place") && heard.contains("0596 68 64 52"), "{heard}");
    assert!(stage.hears(JOSIANE).contains("plus de place"));
    stage.hears(MARIE);
    stage.jump("2012-11-23T07:00").await;
    assert_eq!(stage.hears(AIME), "", "once; and reminders are for seats");
    assert!(stage.hears(MARIE).contains("C'est aujourd'hui"));
    stage.end().await;
}

async fn reserved_seats_are_kept_for_their_category(database: Database) {
    let mut programme = with_capacity(3);
    programme.registration.reserved.insert("mediator".into(), 1);
    let mut stage = Stage::with(database, EARLY, programme).await;
    for who in [MARIE, AIME, JOSIANE] {
        stage.register(who).await;
    }
    assert_eq!(stage.count("select count(*) from registration where standing = 'seat'").await, 2);
    assert!(stage.shows(JOSIANE, "numéro 1"), "the third seat is not for residents");
    register_with_structure(&mut stage, EUGENE, "Eugène Exemple", "mediator").await;
    assert!(stage.shows(EUGENE, "votre inscription est faite"));
    // a mediator's seat that is freed is kept for a mediator again
    stage.presses(EUGENE, "reg:free:4").await;
    assert!(!stage.shows(JOSIANE, "Une place s'est libérée"));
    stage.presses(MARIE, "reg:free:1").await;
    assert!(stage.shows(JOSIANE, "Une place s'est libérée"));
    stage.end().await;
}

async fn a_seat_changes_category_only_where_there_is_room(database: Database) {
    let mut programme = with_capacity(2);
    programme.registration.reserved.insert("mediator".into(), 1);
    let mut stage = Stage::with(database, EARLY, programme).await;
    stage.register(MARIE).await;
    register_with_structure(&mut stage, AIME, "Aimé Exemple", "mediator").await;
    stage.presses(AIME, "reg:set:2:resident").await;
    assert!(
        stage.world.toasts(AIME).last().unwrap().text.contains("pas de place libre dans cette catégorie")
    );
    assert_eq!(stage.count("select count(*) from registration where category = 'mediator'").await, 1);
    stage.presses(MARIE, "reg:free:1").await;
    stage.presses(AIME, "reg:set:2:resident").await;
    assert_eq!(stage.count("select count(*) from registration where category = 'resident'").await, 1);
    stage.end().await;
}

async fn whoever_changes_category_into_a_seat_sees_it_on_the_card(database: Database) {
    let mut programme = with_capacity(2);
    programme.registration.reserved.insert("mediator".into(), 1);
    let mut stage = Stage::with(database, EARLY, programme).await;
    stage.register(MARIE).await;
    register_with_structure(&mut stage, AIME, "Aimé Exemple", "social-partner").await;
    assert!(stage.shows(AIME, "numéro 1"));
    stage.says(AIME, "🎟 Inscription").await;
    stage.presses(AIME, "reg:set:2:mediator").await;
    assert!(stage.shows(AIME, "c'est la vôtre"));
    assert!(!stage.shows(AIME, "aucune place ne vous est gardée"), "{}", stage.hears(AIME));
    stage.end().await;
}

/// Aimé, first in line, has blocked the bot; before Josiane comes somebody whose account is erased.
async fn an_offer_passes_over_whom_it_cannot_reach(database: Database) {
    let mut stage = Stage::with(database, EARLY, with_capacity(1)).await;
    for who in [MARIE, AIME] {
        stage.register(who).await;
    }
    stage.says(EUGENE, "/autres").await;
    stage.presses(EUGENE, "reg:other:aloud").await;
    stage.says(EUGENE, "Man Félicité").await;
    stage.presses(EUGENE, "reg:category:resident").await;
    stage.says(EUGENE, "Passer").await;
    stage.presses(EUGENE, "reg:summary:confirm").await;
    stage.register(JOSIANE).await;
    stage.presses(EUGENE, "me:erase-yes").await;
    assert_eq!(stage.count("select count(*) from registration where standing = 'waiting'").await, 3);
    stage.world.blocks(AIME);
    stage.settle().await;
    stage.jump("2012-11-19T21:30").await;
    stage.presses(MARIE, "reg:free:1").await;
    stage.jump("2012-11-20T08:00").await;
    let offered = "select number from registration where standing = 'offered'";
    assert_eq!(stage.count(offered).await, 4);
    assert!(stage.hears(JOSIANE).contains("jusqu'à 14h"));
    // nobody else can be reached: the seat waits, and nothing is due again and again
    stage.jump("2012-11-20T15:00").await;
    assert_eq!(stage.count("select count(*) from registration where standing = 'offered'").await, 0);
    stage.world.unblocks(AIME);
    stage.settle().await;
    stage.tick().await;
    assert_eq!(stage.count(offered).await, 2, "he is back, and still in line");
    assert!(stage.hears(AIME).contains("Une place s'est libérée pour vous"));
    stage.end().await;
}

async fn where_nobody_in_line_can_be_reached_an_organiser_fills_the_seat(database: Database) {
    let mut stage = Stage::with(database, EARLY, with_capacity(1)).await;
    for who in [MARIE, AIME] {
        stage.register(who).await;
    }
    stage.invite(EUGENE, Role::Organiser).await;
    stage.world.blocks(AIME);
    stage.settle().await;
    stage.jump("2012-11-20T10:00").await;
    stage.presses(MARIE, "reg:free:1").await;
    stage.says(EUGENE, "/autres").await;
    stage.presses(EUGENE, "reg:other:paper").await;
    stage.says(EUGENE, "Man Félicité").await;
    stage.presses(EUGENE, "reg:category:resident").await;
    stage.says(EUGENE, "Passer").await;
    stage.presses(EUGENE, "reg:summary:confirm").await;
    assert_eq!(stage.count("select number from registration where standing = 'seat'").await, 3);
    stage.end().await;
}

async fn the_bell_of_the_last_day_rings_once(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(AIME).await;
    stage.says(JOSIANE, "/start").await;
    stage.says(MARIE, "/start").await;
    stage.presses(MARIE, "reg:consent:yes").await;
    stage.says(MARIE, "Marie Exemple").await;
    for who in [MARIE, AIME, JOSIANE] {
        stage.hears(who);
    }
    stage.jump("2012-11-17T23:59").await;
    assert_eq!(stage.hears(MARIE), "");
    stage.jump("2012-11-18T00:00").await;
    let heard = stage.hears(MARIE);
    assert!(heard.contains("elle vous attend") && heard.contains("dimanche 18 novembre"), "{heard}");
    assert_eq!(stage.hears(AIME), "", "who finished is left alone");
    assert_eq!(stage.hears(JOSIANE), "", "who agreed to nothing is left alone");
    stage.taps(MARIE, "▶️ Continuer").await;
    assert!(stage.last(MARIE).starts_with("3/5"), "at the same question: {}", stage.last(MARIE));
    stage.jump("2012-11-18T20:00").await;
    assert!(!stage.hears(MARIE).contains("elle vous attend"));
    stage.end().await;
}

async fn who_begins_after_the_bell_is_not_nudged(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.jump("2012-11-18T01:00").await;
    stage.says(MARIE, "/start").await;
    stage.presses(MARIE, "reg:consent:yes").await;
    stage.hears(MARIE);
    stage.jump("2012-11-18T12:00").await;
    assert_eq!(stage.hears(MARIE), "");
    stage.end().await;
}

async fn organisers_add_somebody_after_the_close(database: Database) {
    let mut stage = Stage::with(database, "2012-11-20T10:00", with_capacity(1)).await;
    stage.says(MARIE, "/autres").await;
    stage.taps(MARIE, "➕ Inscrire quelqu'un").await;
    let heard = stage.hears(MARIE);
    assert!(heard.contains("inscriptions sont terminées") && heard.contains("0596 68 64 52"), "{heard}");
    stage.invite(JOSIANE, Role::Organiser).await;
    for name in ["Félicité Exemple", "Rose Exemple"] {
        stage.says(JOSIANE, "/autres").await;
        stage.taps(JOSIANE, "➕ Inscrire quelqu'un").await;
        stage.taps(JOSIANE, "📄 Sur papier, signé").await;
        stage.says(JOSIANE, name).await;
        stage.presses(JOSIANE, "reg:category:resident").await;
        stage.says(JOSIANE, "Passer").await;
        stage.taps(JOSIANE, "✅ Oui, je confirme").await;
    }
    assert_eq!(stage.count("select count(*) from registration where standing = 'seat'").await, 1);
    assert_eq!(
        stage.count("select count(*) from registration where consent_how = 'paper' and own = 0").await,
        2,
        "never a seat too many, whoever adds"
    );
    stage.end().await;
}

async fn raising_the_capacity_lets_those_in_line_in(database: Database) {
    let mut stage = Stage::with(database, EARLY, with_capacity(1)).await;
    for who in [MARIE, AIME, JOSIANE] {
        stage.register(who).await;
    }
    let programme = with_capacity(2);
    stage.app.programme = std::sync::Arc::new(programme);
    stage.begin_ticks_anew();
    stage.jump("2012-11-12T10:01").await;
    assert!(stage.hears(AIME).contains("c'est la vôtre"));
    assert_eq!(stage.hears(JOSIANE), "");
    stage.end().await;
}

async fn registration_opens_on_its_first_day(database: Database) {
    let mut programme = Programme::shipped();
    programme.registration.opens = chrono::NaiveDate::from_ymd_opt(2012, 11, 13);
    let mut stage = Stage::with(database, "2012-11-12T23:59", programme).await;
    stage.says(MARIE, "/inscription").await;
    assert!(stage.last(MARIE).contains("à partir du mardi 13 novembre 2012 à 0h"), "{}", stage.last(MARIE));
    stage.says(MARIE, "/autres").await;
    stage.taps(MARIE, "➕ Inscrire quelqu'un").await;
    assert!(stage.last(MARIE).contains("à partir du mardi 13"));
    stage.jump("2012-11-13T00:00").await;
    stage.register(MARIE).await;
    assert_eq!(stage.count("select count(*) from registration").await, 1);
    stage.end().await;
}

/// The shipped file with other words in its registration.
fn file_with(registration: &str) -> Result<Programme, Vec<String>> {
    let text = include_str!("../../event.toml");
    let last_day = "last_day = \"2012-11-18\"";
    assert!(text.contains(last_day));
    let text = text.replace(last_day, &format!("{last_day}\n{registration}"));
    Programme::read(&text).map_err(|mistakes| mistakes.iter().map(ToString::to_string).collect())
}

#[test]
fn an_event_file_says_how_many_seats_there_are_and_for_whom() {
    let programme = file_with(
        "capacity = 30\nreserved = { mediator = 10, social-partner = 5 }\noffer_hours = 3\nareas = [\"Un\", \"Deux\"]",
    )
    .unwrap()
    .registration;
    assert_eq!((programme.capacity, programme.offer_hours), (Some(30), 3));
    assert_eq!(programme.reserved.get("mediator"), Some(&10));
    assert_eq!(programme.areas, ["Un", "Deux"]);
    assert_eq!(Programme::shipped().registration.offer_hours, 6);
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
        let mistakes = file_with(registration).expect_err(registration);
        assert!(mistakes.iter().any(|said| said.contains(mistake)), "{registration}: {mistakes:?}");
    }
}

async fn rows(stage: &Stage, sql: &'static str) -> Vec<(i64, i64)> {
    let mut conn = stage.app.db.reader().await.unwrap();
    sqlx::query_as(sql).fetch_all(&mut *conn).await.unwrap()
}

/// What somebody does in a play that nobody wrote.
#[derive(Debug, Clone)]
enum Act {
    Confirm(i64, Category),
    Free(i64),
    Take(i64),
    Again(i64),
    Become(i64, Category),
    Wait(i64),
}

fn act() -> impl Strategy<Value = Act> {
    let who = || 1_i64..=6;
    let category = || prop_oneof![3 => Just(Category::Resident), 2 => Just(Category::Mediator)];
    prop_oneof![
        5 => (who(), category()).prop_map(|(who, category)| Act::Confirm(who, category)),
        3 => who().prop_map(Act::Free),
        2 => who().prop_map(Act::Take),
        2 => who().prop_map(Act::Again),
        2 => (who(), category()).prop_map(|(who, category)| Act::Become(who, category)),
        2 => (1_i64..30).prop_map(Act::Wait),
    ]
}

/// Three seats, one of them for mediators: whatever six people do, before the close and after it,
/// no seat is sold twice, none that is free stays empty while somebody may have it, and each has one
/// registration at most.
async fn whatever_they_do_no_seat_is_sold_twice(acts: Vec<Act>) {
    let mut programme = with_capacity(3);
    programme.registration.reserved.insert("mediator".into(), 1);
    let mut stage = Stage::with(Database::sqlite().await, "2012-11-17T10:00", programme).await;
    for who in 1..=6 {
        stage.says(who, "bonjour").await;
    }
    for act in acts {
        match act {
            Act::Confirm(who, category) => {
                let draft = format!(
                    r#"registration:{{"at":"summary","consent_at":1,"name":"Une Personne","category":"{}","structure":"Une","phone":""}}"#,
                    if category == Category::Mediator { "mediator" } else { "resident" },
                );
                let mut tx = stage.app.db.begin().await.unwrap();
                sqlx::query("update person set step = $2 where id = $1")
                    .bind(who)
                    .bind(draft)
                    .execute(&mut *tx)
                    .await
                    .unwrap();
                tx.commit().await.unwrap();
                stage.presses(who, "reg:summary:confirm").await;
            }
            Act::Free(who) => press_own(&mut stage, who, "free", "").await,
            Act::Take(who) => press_own(&mut stage, who, "take", "").await,
            Act::Again(who) => press_own(&mut stage, who, "again", "").await,
            Act::Become(who, category) => press_own(&mut stage, who, "set", category.name()).await,
            Act::Wait(hours) => {
                stage.clock.jump(stage.clock.now() + hours * 3_600_000);
                stage.tick().await;
            }
        }
        let seats = "select count(*) from registration where standing in ('seat', 'offered')";
        let taken = stage.count(seats).await;
        let residents = stage
            .count("select count(*) from registration where standing in ('seat', 'offered') and category = 'resident'")
            .await;
        assert!(taken <= 3 && residents <= 2, "{taken} seats, {residents} of them residents'");
        assert_eq!(stage.count("select count(*) - count(distinct person) from registration").await, 0);
        let local = stage.app.programme.local(stage.clock.now());
        let last_chance = crate::stage::at("2012-11-22T20:00");
        let passed_on = stage.clock.now() < crate::stage::at("2012-11-19T00:00")
            || ((8..20).contains(&chrono::Timelike::hour(&local)) && stage.clock.now() < last_chance);
        if passed_on {
            let hoping =
                "select count(*) from registration where standing = 'waiting' and last_chance_at = 0";
            let residents_wait = stage.count("select count(*) from registration where standing = 'waiting' and last_chance_at = 0 and category = 'resident'").await;
            let anybody_waits = stage.count(hoping).await;
            let mediators = taken - residents;
            let room_for_residents = taken + (1 - mediators).max(0) < 3;
            assert!(residents_wait == 0 || !room_for_residents, "a resident waits beside a free seat");
            assert!(anybody_waits == residents_wait || taken == 3, "a mediator waits beside a free seat");
        }
    }
    stage.end().await;
}

async fn press_own(stage: &mut Stage, who: i64, what: &str, value: &str) {
    let mut conn = stage.app.db.reader().await.unwrap();
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
    // on a message that can be edited, whatever was said since
    stage.says(who, "🌍 Langue · Lang · Language").await;
    stage.presses(who, &data).await;
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn no_seat_is_ever_sold_twice(acts in proptest::collection::vec(act(), 10..30)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(whatever_they_do_no_seat_is_sold_twice(acts));
    }
}

/// Registers somebody who comes for a body.
async fn register_with_structure(stage: &mut Stage, who: i64, name: &str, category: &str) {
    stage.says(who, "/start").await;
    stage.presses(who, "reg:consent:yes").await;
    stage.says(who, name).await;
    stage.presses(who, &format!("reg:category:{category}")).await;
    stage.says(who, "Association Exemple").await;
    stage.says(who, "Passer").await;
    stage.presses(who, "reg:summary:confirm").await;
}
