//! What nobody should send and somebody will: each thing has its friendly outcome, none of it is lost
//! on the way to the others, none stops the bot, and none of it reaches the log.

use koze::people::Role;
use koze::rehearsal::world::{Kind, World};
use serde_json::json;

use crate::process::{Bot, Telegram};
use crate::stage::{AIME, Database, JOSIANE, MARIE, Stage, plain};

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
const MARK: &str = "Zanmi-SECRET";

async fn the_longest_text_is_answered_and_asked_to_be_shorter(database: Database) {
    let mut stage = Stage::open(database, ROUND_TABLE).await;
    for long in ["é".repeat(4_096), "mot ".repeat(1_024), "👩‍👩‍👧".repeat(512), " \u{200b} ".repeat(1_000)]
    {
        stage.says(MARIE, &long).await;
        let heard = stage.hears(MARIE);
        let wordings = [
            "Je n'ai pas bien compris",
            "Pardon, je ne comprends toujours pas",
            "Je ne comprends toujours pas",
        ];
        assert!(wordings.iter().any(|wording| heard.starts_with(wording)), "{heard}");
    }
    stage.says(MARIE, "/start q").await;
    stage.says(MARIE, &"é".repeat(4_096)).await;
    assert!(stage.last(MARIE).contains("4096 caractères"), "{}", stage.last(MARIE));
    stage.says(MARIE, " \u{200b}\u{202e} ").await;
    assert!(stage.last(MARIE).contains("Je n'ai pas vu de question"), "{}", stage.last(MARIE));
    stage.says(MARIE, &"é".repeat(1_000)).await;
    assert!(stage.last(MARIE).contains("question n° 1"), "a thousand is the most, and taken");
    stage.end().await;
}

async fn names_of_every_kind_are_kept_as_typed_or_asked_again(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.world.person(MARIE, "<b>Marie</b>", Some("& fils"), Some("fr"));
    stage.says(MARIE, "/start").await;
    stage.taps(MARIE, "✅ J'accepte, je m'inscris").await;
    assert!(stage.world.labels(MARIE).contains(&"👤 <b>Marie</b> & fils".to_owned()), "shown as it is");
    for wrong in
        [" ", "\u{a0}\u{2003}", "🙂🙂🙂", "\u{202e}\u{200b}", "?!…", &"é".repeat(81), &"é".repeat(4_096)]
    {
        stage.hears(MARIE);
        stage.says(MARIE, wrong).await;
        let heard = stage.hears(MARIE);
        assert!(
            heard.contains("su lire un nom")
                || heard.contains("80 caractères")
                || heard.contains("bien compris"),
            "{wrong:?}: {heard}"
        );
    }
    stage.says(MARIE, "<b>d'Abreu</b> \u{202e}Jean-Émile 🙂 &amp;").await;
    assert!(stage.last(MARIE).contains("Vous venez comme"));
    stage.presses(MARIE, "reg:category:resident").await;
    stage.says(MARIE, "Passer").await;
    stage.presses(MARIE, "reg:summary:confirm").await;
    let heard = stage.hears(MARIE);
    assert!(heard.contains("<b>d'Abreu</b> Jean-Émile 🙂 &amp;"), "{heard}");
    stage.world.person(AIME, "محمد", Some("李小龍"), None);
    stage.register(AIME).await;
    assert_eq!(stage.count("select count(*) from registration where name = 'محمد 李小龍'").await, 1);
    stage.end().await;
}

async fn nobody_is_told_of_a_button_that_is_not_there(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    for (name, lang, word) in [
        ("🙂", "fr", "ouchez"),
        ("\u{3164}", "en", "button"),
        ("123", "fr", "ouchez"),
        ("👑🔥", "en", "button"),
    ] {
        stage.world.person(MARIE, name, None, Some(lang));
        stage.says(MARIE, "/start").await;
        stage.presses(MARIE, "reg:consent:yes").await;
        let asked = stage.last(MARIE);
        assert!(asked.contains("2/5") && !asked.contains(word), "{name:?}: {asked}");
        stage.says(MARIE, "/annuler").await;
        stage.says(MARIE, "/effacer").await;
        stage.presses(MARIE, "me:erase-yes").await;
    }
    stage.world.person(MARIE, "Marie-Line", None, Some("fr"));
    stage.says(MARIE, "/start").await;
    stage.presses(MARIE, "reg:consent:yes").await;
    assert!(stage.last(MARIE).contains("Touchez le bouton"), "{}", stage.last(MARIE));
    stage.end().await;
}

async fn a_thousand_presses_are_answered_and_say_little(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.says(MARIE, "bonjour").await;
    let greeting = stage.world.latest(MARIE).unwrap().message_id;
    let before = stage.world.chat(MARIE).len();
    for _ in 0..1_000 {
        stage.world.presses(MARIE, greeting, "say:programme");
    }
    stage.settle().await;
    assert_eq!(stage.world.unanswered(), 0);
    let said = stage.world.chat(MARIE).len() - before;
    assert!((1..=10).contains(&said), "one answer for each hundred at most: {said}");
    // what ended last is what they see
    for lang in ["gcf", "en", "gcf", "en", "en"].repeat(20) {
        stage.world.presses(MARIE, greeting, &format!("lang:{lang}"));
    }
    stage.settle().await;
    assert!(stage.last(MARIE).contains("English"), "{}", stage.last(MARIE));
    stage.end().await;
}

async fn forged_presses_change_nothing(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.invite(JOSIANE, Role::Moderator).await;
    stage.says(AIME, "/start q").await;
    stage.says(AIME, "Et les jeunes ?").await;
    stage.says(MARIE, "bonjour").await;
    stage.hears(MARIE);
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
        stage.presses(MARIE, data).await;
        assert_eq!(stage.world.unanswered(), 0, "{data}");
    }
    let heard = stage.hears(MARIE);
    assert_eq!(heard, "", "a passing line is all that comes of them");
    for data in [
        "queue:next",
        "queue:show",
        "queue:answered:1",
        "queue:aside:1",
        "queue:answered:99999999999999999999",
    ] {
        stage.presses(MARIE, data).await;
    }
    let toasts = stage.world.toasts(MARIE);
    let refused = toasts
        .iter()
        .filter(|toast| toast.text == "Seuls les modérateurs peuvent voir la file." && toast.show_alert);
    assert_eq!(refused.count(), 5, "{toasts:?}");
    assert_eq!(stage.count("select count(*) from question where state = 'waiting'").await, 1);
    assert_eq!(stage.count("select count(*) from registration").await, 0);
    stage.end().await;
}

async fn a_forwarded_message_is_read_like_a_typed_one(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.world.sends(MARIE, Kind::Forwarded("c'est où ?".into()));
    stage.settle().await;
    assert!(stage.hears(MARIE).contains("Salon Tainos"));
    stage.end().await;
}

async fn an_edited_message_changes_nothing_and_is_said_so(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.says(MARIE, "/start q").await;
    let asked = stage.world.says(MARIE, "Et les jeunes ?").message_id;
    stage.settle().await;
    stage.hears(MARIE);
    stage.world.edits(MARIE, asked, "Et les anciens ?");
    stage.settle().await;
    assert!(stage.hears(MARIE).contains("Je garde le message tel qu'il était"));
    assert_eq!(stage.count("select count(*) from question where text = 'Et les jeunes ?'").await, 1);
    stage.end().await;
}

async fn voice_photos_and_stickers_are_asked_for_in_words(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    let kinds = || {
        let document = Kind::Document { name: "cv.pdf".into() };
        let place = Kind::Location { latitude: 14.6, longitude: -61.0 };
        [
            Kind::Voice,
            Kind::Photo { caption: String::new() },
            Kind::Sticker,
            Kind::VideoNote,
            Kind::Dice,
            Kind::Poll,
            document,
            place,
        ]
    };
    for kind in kinds() {
        stage.world.sends(MARIE, kind.clone());
        stage.settle().await;
        let heard = stage.hears(MARIE);
        assert!(heard.starts_with("Je ne sais lire que le texte"), "{kind:?}: {heard}");
    }
    stage.says(MARIE, "/start q").await;
    stage.hears(MARIE);
    // a voice can ask a question
    for kind in kinds().into_iter().filter(|kind| !matches!(kind, Kind::Voice)) {
        stage.world.sends(MARIE, kind.clone());
        stage.settle().await;
        let heard = stage.hears(MARIE);
        assert!(heard.starts_with("Pour une question, j'ai besoin d'un texte"), "{kind:?}: {heard}");
    }
    stage.says(MARIE, "Et les jeunes ?").await;
    assert!(stage.hears(MARIE).contains("question n° 1"), "the question was still awaited");
    stage.world.shares_contact(MARIE, "+596696123456", Some(MARIE));
    stage.settle().await;
    assert_eq!(stage.count("select count(*) from person where step <> ''").await, 0, "nobody asked for it");
    stage.end().await;
}

async fn in_a_group_only_the_programme_is_given(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    let group = stage.world.group(MARIE, "Quartier");
    stage.world.joins(group, AIME);
    stage.world.set_privacy(false);
    stage.settle().await;
    let said = |stage: &Stage| plain(&stage.world.latest(group).unwrap().plain);
    for (text, answer) in [
        ("bonjour à tous", "bonjour à tous"),
        ("/start", "Écrivez-moi en privé"),
        ("/inscription", "Écrivez-moi en privé"),
        ("/file", "Écrivez-moi en privé"),
        ("/programme@koze_repetition_bot", "8h · Introduction du Préfet"),
        ("/autre", "/autre"),
    ] {
        stage.world.says_in(group, AIME, text);
        stage.settle().await;
        assert!(said(&stage).contains(answer), "{text}: {}", said(&stage));
    }
    let programme = stage.world.latest(group).unwrap().message_id;
    stage.world.presses_in(group, AIME, programme, "reg:consent:yes");
    stage.world.presses_in(group, AIME, programme, "queue:next");
    stage.world.removes_bot(group, MARIE);
    stage.settle().await;
    assert_eq!(stage.count("select count(*) from person").await, 0, "nobody is met in a group");
    stage.end().await;
}

async fn channel_posts_and_unknown_updates_are_passed_over(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    let channel = stage.world.channel(MARIE, "Annonces");
    stage.world.adds_bot(channel, MARIE);
    stage.world.posts(channel, MARK);
    stage.world.sends_unknown_update();
    stage.world.inject(json!({ "message": { "message_id": 1, "date": 0, "chat": { "id": MARIE, "type": "private" }, "novelty": {} } }));
    stage.says(MARIE, "bonjour").await;
    assert!(stage.hears(MARIE).contains("Bonjour"));
    assert_eq!(stage.count("select count(*) from failed_update where set_aside = 1").await, 0);
    stage.end().await;
}

/// The real binary, with its own log at its most talkative.
async fn nothing_of_it_is_in_the_log_and_the_bot_goes_on(database: Database) {
    let home = tempfile::tempdir().unwrap();
    let telegram = Telegram::open().await;
    let world = &telegram.world;
    world.person(MARIE, MARK, None, Some("fr"));
    let more = ["--clock", "2012-11-23T10:40:00-04:00", "--send-rate", "0"];
    let mut bot = Bot::start_talkative(&home, &telegram, &database.url, &more);
    world.says(MARIE, MARK);
    world.says(MARIE, "/start q");
    world.says(MARIE, &format!("{MARK} et {}", "é".repeat(3_000)));
    world.says(MARIE, &format!("{MARK} ?"));
    world.sends(MARIE, Kind::Forwarded(MARK.into()));
    world.presses(MARIE, 1, &format!("reg:{MARK}"));
    world.shares_contact(MARIE, "+596696123456", Some(MARIE));
    world.inject(json!({ "poll_answer": { "poll_id": MARK, "option_ids": [0] } }));
    world.inject(json!({ "message": { "text": MARK } }));
    world.says(MARIE, "merci");
    let thanked =
        |world: &World| world.chat(MARIE).iter().any(|bubble| plain(&bubble.plain) == "Avec plaisir !");
    telegram.until("the bot goes on", thanked).await;
    assert!(bot.stop().success());
    let log = bot.log();
    assert!(log.contains("set aside"), "{log}");
    for secret in [MARK, "696123456", koze::rehearsal::performance::TOKEN] {
        assert!(!log.contains(secret), "{secret} in: {log}");
    }
}
