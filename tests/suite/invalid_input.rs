//! Unusual and forged input: each kind gets a friendly answer, other messages are not lost, the bot keeps
//! running, and nothing of the input reaches the log.

use std::collections::BTreeSet;

use koze::people::Role;
use serde_json::json;
use telegram_emulator::{TelegramEmulator, UserMedia};

use crate::data_subject_rights::{dump, table_names};
use crate::payloads;
use crate::process::{BotProcess, EmulatedTelegram};
use crate::run_options::seeded_rng;
use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, MARIE, TestBot, remove_typography};

on_both_databases!(
    the_longest_text_is_answered_and_asked_to_be_shorter,
    names_of_every_kind_are_kept_as_typed_or_asked_again,
    nobody_is_told_of_a_button_that_is_not_there,
    a_thousand_presses_are_answered_and_say_little,
    forged_presses_change_nothing,
    a_forwarded_message_is_read_like_a_typed_one,
    an_edited_message_changes_nothing_and_is_said_so,
    voice_photos_and_stickers_are_asked_for_in_words,
    in_a_group_only_the_programme_is_given,
    channel_posts_and_unknown_updates_are_passed_over,
    nothing_of_it_is_in_the_log_and_the_bot_goes_on,
);

const EARLY: &str = "2012-11-12T10:00";
const ROUND_TABLE: &str = "2012-11-23T10:40";
const SECRET_TEXT: &str = "Zanmi-SECRET";
/// The beginning of data that only people with a role may send.
const STAFF_PREFIXES: [&str; 19] = [
    "queue:",
    "news:",
    "sched:",
    "role:",
    "reg:list",
    "org:take:",
    "org:keep:",
    "door:",
    "desk:",
    "mic:give:",
    "mic:done:",
    "mic:skip:",
    "mic:mode:",
    "mic:clear",
    "mic:first:",
    "stage:",
    "grp:",
    "acct:publish",
    "acct:withdraw",
];
const PRESSES_PER_PREFIX: usize = 300;
/// Presses between two comparisons of the database: few enough to find the one that changed it.
const PRESSES_AT_ONCE: usize = 20;
/// The tables that a refused press may change.
const CHANGED_BY_ANY_PRESS: [&str; 5] = ["seen_update", "outbox", "person", "ui_state", "audit_log"];

async fn the_longest_text_is_answered_and_asked_to_be_shorter(database: Database) {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    for long in ["é".repeat(4_096), "mot ".repeat(1_024), "👩‍👩‍👧".repeat(512), " \u{200b} ".repeat(1_000)]
    {
        test.says(MARIE, &long).await;
        let heard = test.hears(MARIE);
        let wordings = [
            "Je n'ai pas bien compris",
            "Est-ce une question pour les intervenants",
            "Pardon, je ne comprends toujours pas",
            "Je ne comprends toujours pas",
        ];
        assert!(wordings.iter().any(|wording| heard.starts_with(wording)), "{heard}");
    }
    test.says(MARIE, "/start q").await;
    test.says(MARIE, &"é".repeat(4_096)).await;
    assert!(test.last_message(MARIE).contains("4096 caractères"), "{}", test.last_message(MARIE));
    test.says(MARIE, " \u{200b}\u{202e} ").await;
    assert!(test.last_message(MARIE).contains("Je n'ai pas vu de question"), "{}", test.last_message(MARIE));
    test.says(MARIE, &"é".repeat(1_000)).await;
    assert!(test.last_message(MARIE).contains("question n° 1"), "a text of the maximum length is accepted");
    test.end().await;
}

async fn names_of_every_kind_are_kept_as_typed_or_asked_again(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.emulator.add_user(MARIE, "<b>Marie</b>", Some("& fils"), Some("fr"));
    test.says(MARIE, "/start").await;
    test.taps(MARIE, "reg:consent:yes").await;
    assert!(
        test.emulator.button_labels(MARIE).contains(&"👤 <b>Marie</b> & fils".to_owned()),
        "the label shows the name as it is"
    );
    for wrong in
        [" ", "\u{a0}\u{2003}", "🙂🙂🙂", "\u{202e}\u{200b}", "?!…", &"é".repeat(81), &"é".repeat(4_096)]
    {
        test.hears(MARIE);
        test.says(MARIE, wrong).await;
        let heard = test.hears(MARIE);
        assert!(
            heard.contains("su lire un nom")
                || heard.contains("80 caractères")
                || heard.contains("bien compris"),
            "{wrong:?}: {heard}"
        );
    }
    test.says(MARIE, "<b>d'Abreu</b> \u{202e}Jean-Émile 🙂 &amp;").await;
    assert!(test.last_message(MARIE).contains("Vous venez comme"));
    test.presses(MARIE, "reg:category:resident").await;
    test.says(MARIE, "Passer").await;
    test.presses(MARIE, "reg:summary:confirm").await;
    let heard = test.hears(MARIE);
    assert!(heard.contains("<b>d'Abreu</b> Jean-Émile 🙂 &amp;"), "{heard}");
    test.emulator.add_user(AIME, "محمد", Some("李小龍"), None);
    test.register(AIME).await;
    assert_eq!(test.query_i64("select count(*) from registration where name = 'محمد 李小龍'").await, 1);
    test.end().await;
}

async fn nobody_is_told_of_a_button_that_is_not_there(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    for (name, lang, word) in [
        ("🙂", "fr", "ouchez"),
        ("\u{3164}", "en", "button"),
        ("123", "fr", "ouchez"),
        ("👑🔥", "en", "button"),
    ] {
        test.emulator.add_user(MARIE, name, None, Some(lang));
        test.says(MARIE, "/start").await;
        test.presses(MARIE, "reg:consent:yes").await;
        let asked = test.last_message(MARIE);
        assert!(asked.contains("2/5") && !asked.contains(word), "{name:?}: {asked}");
        test.says(MARIE, "/annuler").await;
        test.says(MARIE, "/effacer").await;
        test.presses(MARIE, "me:erase-yes").await;
    }
    test.emulator.add_user(MARIE, "Marie-Line", None, Some("fr"));
    test.says(MARIE, "/start").await;
    test.presses(MARIE, "reg:consent:yes").await;
    assert!(test.last_message(MARIE).contains("Touchez le bouton"), "{}", test.last_message(MARIE));
    test.end().await;
}

async fn a_thousand_presses_are_answered_and_say_little(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.says(MARIE, "bonjour").await;
    let greeting = test.emulator.latest_message(MARIE).unwrap().message_id;
    let before = test.emulator.messages(MARIE).len();
    for _ in 0..1_000 {
        test.emulator.user_presses_callback(MARIE, greeting, "say:programme");
    }
    test.run_until_idle().await;
    assert_eq!(test.emulator.pending_callback_count(), 0);
    let said = test.emulator.messages(MARIE).len() - before;
    assert!((1..=10).contains(&said), "one answer for each hundred at most: {said}");
    // the last press decides
    for lang in ["gcf", "en", "gcf", "en", "en"].repeat(20) {
        test.emulator.user_presses_callback(MARIE, greeting, &format!("lang:{lang}"));
    }
    test.run_until_idle().await;
    assert!(test.last_message(MARIE).contains("English"), "{}", test.last_message(MARIE));
    test.end().await;
}

async fn forged_presses_change_nothing(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.grant_role(JOSIANE, Role::Moderator).await;
    test.says(AIME, "/start q").await;
    test.says(AIME, "Et les jeunes ?").await;
    test.says(MARIE, "bonjour").await;
    test.hears(MARIE);
    let long = "x".repeat(64);
    let nonsense = [
        "",
        ":",
        "reg",
        "reg:",
        "reg:summary",
        "reg:phone:skip",
        "reg:name:same",
        "ask:send",
        "say:all",
        "lang:xx",
        "lang:",
        long.as_str(),
        "🙂",
        "reg:summary:confirm",
        "queue",
        "r:1",
    ];
    for data in nonsense {
        test.presses(MARIE, data).await;
        assert_eq!(test.emulator.pending_callback_count(), 0, "{data}");
    }
    let heard = test.hears(MARIE);
    assert_eq!(heard, "", "forged presses get a toast only");
    for data in [
        "queue:next",
        "queue:show",
        "queue:answered:1",
        "queue:aside:1",
        "queue:answered:99999999999999999999",
    ] {
        test.presses(MARIE, data).await;
    }
    let toasts = test.emulator.callback_answers(MARIE);
    let refused = toasts
        .iter()
        .filter(|toast| toast.text == "Seuls les modérateurs peuvent voir la file." && toast.show_alert);
    assert_eq!(refused.count(), 5, "{toasts:?}");
    assert_eq!(test.query_i64("select count(*) from question where state = 'waiting'").await, 1);
    assert_eq!(test.query_i64("select count(*) from registration").await, 0);
    insert_rows_of_staff(&mut test).await;
    press_staff_buttons_without_role(&mut test).await;
    test.end().await;
}

/// One row of each kind that a press of the staff changes.
async fn insert_rows_of_staff(test: &mut TestBot) {
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.says(AIME, "ya du wifi ?").await;
    test.taps(AIME, "org:ask:1").await;
    test.taps(JOSIANE, "org:take:1").await;
    test.says(JOSIANE, "Non, pas ce jour-là.").await;
    test.presses(JOSIANE, "sched:cancel:0:pause").await;
    test.says(JOSIANE, "/annonce Le forum commence à 8h15.").await;
    test.says(JOSIANE, "/parole").await;
    test.presses(JOSIANE, "mic:mode:open").await;
    for who in [AIME, EUGENE] {
        test.says(who, "/parole").await;
    }
    test.presses(JOSIANE, "mic:give:1:0").await;
    for sql in [
        "select count(*) from floor_request where state = 'speaking'",
        "select count(*) from floor_request where state = 'waiting'",
        "select count(*) from organiser_question where number < 5",
        "select count(*) from schedule_change where version < 5",
        "select count(*) from announcement where number < 5",
    ] {
        assert_eq!(test.query_i64(sql).await, 1, "the numbers in the samples are small: {sql}");
    }
}

/// Marie has no role and presses every kind of button of the staff.
async fn press_staff_buttons_without_role(test: &mut TestBot) {
    let (seed, mut rng) = seeded_rng();
    let before = lasting_rows(test).await;
    for prefix in STAFF_PREFIXES {
        let samples = payloads::samples_with_prefix(&mut rng, prefix, PRESSES_PER_PREFIX);
        for pressed in samples.chunks(PRESSES_AT_ONCE) {
            let message = test.keyboard_message(MARIE);
            for data in pressed {
                test.emulator.user_presses_callback(MARIE, message, data);
            }
            test.run_until_idle().await;
            let after = lasting_rows(test).await;
            let changed: Vec<&String> = before.symmetric_difference(&after).collect();
            assert!(changed.is_empty(), "seed {seed}: {changed:?} by one of {pressed:?}");
        }
    }
}

/// The rows of the database that no refused press may change. A set, because PostgreSQL moves a row that is written
/// again.
async fn lasting_rows(test: &TestBot) -> BTreeSet<String> {
    let mut tables = table_names(test).await;
    tables.retain(|table| !CHANGED_BY_ANY_PRESS.contains(&table.as_str()));
    dump(&test.app.db, &tables).await.lines().map(str::to_owned).collect()
}

async fn a_forwarded_message_is_read_like_a_typed_one(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.emulator.user_sends_media(MARIE, UserMedia::ForwardedText("c'est où ?".into()));
    test.run_until_idle().await;
    assert!(test.hears(MARIE).contains("Salon Tainos"));
    test.end().await;
}

async fn an_edited_message_changes_nothing_and_is_said_so(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.says(MARIE, "/start q").await;
    let asked = test.emulator.user_sends_text(MARIE, "Et les jeunes ?").message_id;
    test.run_until_idle().await;
    test.hears(MARIE);
    test.emulator.user_edits_text(MARIE, asked, "Et les anciens ?");
    test.run_until_idle().await;
    assert!(test.hears(MARIE).contains("Je garde le message tel qu'il était"));
    assert_eq!(test.query_i64("select count(*) from question where text = 'Et les jeunes ?'").await, 1);
    test.end().await;
}

async fn voice_photos_and_stickers_are_asked_for_in_words(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    let kinds = || {
        let document = UserMedia::Document { name: "cv.pdf".into() };
        let place = UserMedia::Location { latitude: 14.6, longitude: -61.0 };
        [
            UserMedia::Voice,
            UserMedia::Photo { caption: String::new() },
            UserMedia::Sticker,
            UserMedia::VideoNote,
            UserMedia::Dice,
            UserMedia::Poll,
            document,
            place,
        ]
    };
    for kind in kinds() {
        test.emulator.user_sends_media(MARIE, kind.clone());
        test.run_until_idle().await;
        let heard = test.hears(MARIE);
        assert!(heard.starts_with("Je ne sais lire que le texte"), "{kind:?}: {heard}");
    }
    test.says(MARIE, "/start q").await;
    test.hears(MARIE);
    // a voice message can be a question
    for kind in kinds().into_iter().filter(|kind| !matches!(kind, UserMedia::Voice)) {
        test.emulator.user_sends_media(MARIE, kind.clone());
        test.run_until_idle().await;
        let heard = test.hears(MARIE);
        assert!(heard.starts_with("Pour une question, j'ai besoin d'un texte"), "{kind:?}: {heard}");
    }
    test.says(MARIE, "Et les jeunes ?").await;
    assert!(test.hears(MARIE).contains("question n° 1"), "the bot still awaited the question");
    test.emulator.user_shares_contact(MARIE, "+596696123456", Some(MARIE));
    test.run_until_idle().await;
    assert_eq!(
        test.query_i64("select count(*) from person where conversation <> ''").await,
        0,
        "a contact that the bot did not request begins nothing"
    );
    test.end().await;
}

async fn in_a_group_only_the_programme_is_given(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    let group = test.emulator.create_group(MARIE, "Quartier");
    test.emulator.user_joins(group, AIME);
    test.emulator.set_privacy_mode(false);
    test.run_until_idle().await;
    let said = |test: &TestBot| remove_typography(&test.emulator.latest_message(group).unwrap().plain_text);
    for (text, answer) in [
        ("bonjour à tous", "bonjour à tous"),
        ("/start", "Écrivez-moi en privé"),
        ("/inscription", "Écrivez-moi en privé"),
        ("/file", "Écrivez-moi en privé"),
        ("/programme@koze_repetition_bot", "8h · Introduction du Préfet"),
        ("/autre", "/autre"),
    ] {
        test.emulator.user_sends_text_in(group, AIME, text);
        test.run_until_idle().await;
        assert!(said(&test).contains(answer), "{text}: {}", said(&test));
    }
    let programme = test.emulator.latest_message(group).unwrap().message_id;
    test.emulator.user_presses_callback_in(group, AIME, programme, "reg:consent:yes");
    test.emulator.user_presses_callback_in(group, AIME, programme, "queue:next");
    test.emulator.remove_bot(group, MARIE);
    test.run_until_idle().await;
    assert_eq!(
        test.query_i64("select count(*) from person").await,
        0,
        "no person is stored for messages in a group"
    );
    test.end().await;
}

async fn channel_posts_and_unknown_updates_are_passed_over(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    let channel = test.emulator.create_channel(MARIE, "Annonces");
    test.emulator.add_bot(channel, MARIE);
    test.emulator.post_in_channel(channel, SECRET_TEXT);
    test.emulator.inject_unknown_update();
    test.emulator.inject_update(json!({ "message": { "message_id": 1, "date": 0, "chat": { "id": MARIE, "type": "private" }, "novelty": {} } }));
    test.says(MARIE, "bonjour").await;
    assert!(test.hears(MARIE).contains("Bonjour"));
    assert_eq!(test.query_i64("select count(*) from failed_update where quarantined = 1").await, 0);
    test.end().await;
}

/// The real binary, with its log at the level trace.
async fn nothing_of_it_is_in_the_log_and_the_bot_goes_on(database: Database) {
    let home = tempfile::tempdir().unwrap();
    let telegram = EmulatedTelegram::open().await;
    let emulator = &telegram.emulator;
    emulator.add_user(MARIE, SECRET_TEXT, None, Some("fr"));
    let more = ["--clock", "2012-11-23T10:40:00-04:00", "--send-rate", "0"];
    let mut bot = BotProcess::start_verbose(&home, &telegram, &database.url, &more);
    emulator.user_sends_text(MARIE, SECRET_TEXT);
    emulator.user_sends_text(MARIE, "/start q");
    emulator.user_sends_text(MARIE, &format!("{SECRET_TEXT} et {}", "é".repeat(3_000)));
    emulator.user_sends_text(MARIE, &format!("{SECRET_TEXT} ?"));
    emulator.user_sends_media(MARIE, UserMedia::ForwardedText(SECRET_TEXT.into()));
    emulator.user_presses_callback(MARIE, 1, &format!("reg:{SECRET_TEXT}"));
    emulator.user_shares_contact(MARIE, "+596696123456", Some(MARIE));
    emulator.inject_update(json!({ "poll_answer": { "poll_id": SECRET_TEXT, "option_ids": [0] } }));
    emulator.inject_update(json!({ "message": { "text": SECRET_TEXT } }));
    emulator.user_sends_text(MARIE, "merci");
    let thanked = |emulator: &TelegramEmulator| {
        emulator
            .messages(MARIE)
            .iter()
            .any(|bubble| remove_typography(&bubble.plain_text) == "Avec plaisir !")
    };
    telegram.wait_until("the bot goes on", thanked).await;
    assert!(bot.stop().success());
    let log = bot.log();
    assert!(log.contains("set aside"), "{log}");
    for secret in [SECRET_TEXT, "696123456", koze::rehearsal::instance::TOKEN] {
        assert!(!log.contains(secret), "{secret} in: {log}");
    }
}
