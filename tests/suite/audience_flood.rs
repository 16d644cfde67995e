//! Many at once: voters in browsers and in Telegram for one question, exactly counted; and a flood of new cookies,
//! which leaves Telegram's answers alone.

use futures_util::{StreamExt, stream};
use koze::clock::Clock;

use crate::audience_page::{end, open, post_as_new_visitor, signer};
use crate::test_bot::{Database, MARIE};

on_both_databases!(
    five_hundred_browsers_and_five_hundred_accounts_are_counted_exactly,
    a_flood_of_new_cookies_leaves_telegram_alone,
);

const QUESTION: &str = "Combien de médiateurs en Martinique ?";

async fn five_hundred_browsers_and_five_hundred_accounts_are_counted_exactly(database: Database) {
    let (mut test, pages) = open(database).await;
    test.asks(MARIE, QUESTION).await;
    let accounts: Vec<i64> = (10_000..10_500).collect();
    for &account in &accounts {
        test.emulator.user_sends_text(account, "/questions");
    }
    test.run_until_idle().await;
    for &account in &accounts {
        let shown = test.keyboard_message(account);
        test.emulator.user_presses_callback(account, shown, "vote:on:1");
    }
    let (signer, app) = (signer(&test.app).await, test.app.clone());
    let vote = || post_as_new_visitor(&pages, &signer, &app, "/q/vote", &[("vote", "1:on")]);
    let browsers = stream::iter(0..500).map(|_| vote()).buffer_unordered(20).collect::<Vec<u16>>();
    let (statuses, ()) = tokio::join!(browsers, test.run_until_idle());
    let refused = statuses.iter().filter(|status| **status != 303).count();
    assert_eq!(refused, 0, "{statuses:?}");
    // the author, and everybody once
    assert_eq!(test.query_i64("select votes from question where number = 1").await, 1_001);
    assert_eq!(test.query_i64("select count(*) from vote where question = 1").await, 1_001);
    end(test).await;
}

async fn a_flood_of_new_cookies_leaves_telegram_alone(database: Database) {
    let (mut test, pages) = open(database).await;
    test.asks(MARIE, QUESTION).await;
    let clock = Clock::real();
    let (signer, app) = (signer(&test.app).await, test.app.clone());
    let asks = async |number: i64| {
        let text = format!("Question numéro {number} du navigateur ?");
        let nonce = format!("{:016x}", rand::random::<u64>());
        // what the text is does not matter here, and costs much in a build without optimisation
        let fields = [("nonce", nonce.as_str()), ("text", &text), ("anyway", "1")];
        post_as_new_visitor(&pages, &signer, &app, "/q/ask", &fields).await
    };
    let flood = async {
        let began = clock.real_now();
        let statuses: Vec<u16> = stream::iter(0..1_000).map(asks).buffer_unordered(50).collect().await;
        (statuses, clock.real_now() - began)
    };
    let answers = async {
        let mut times = Vec::new();
        for _ in 0..40 {
            let began = clock.real_now();
            test.says(MARIE, "c'est où ?").await;
            times.push(clock.real_now() - began);
        }
        times.sort_unstable();
        times
    };
    let ((statuses, flooded_for), times) = tokio::join!(flood, answers);
    let admitted = statuses.iter().filter(|status| **status == 303).count() as i64;
    println!(
        "{admitted} of 1,000 new visitors asked in {flooded_for} ms; Telegram answered in {} ms (median), {} ms at most",
        times[times.len() / 2],
        times[times.len() - 1]
    );
    // the limits of all visitors together, or of what may wait; nobody else gets anything into the database
    assert!((1..=600).contains(&admitted), "{admitted}");
    let refused = statuses.iter().filter(|status| ![303, 429, 503].contains(status)).count();
    assert_eq!(refused, 0, "{statuses:?}");
    assert_eq!(
        test.query_i64("select count(*) from question where person >= 4503599627370496").await,
        admitted
    );
    assert!(test.hears(MARIE).matches("Palais des Congrès").count() >= 1);
    end(test).await;
}
