//! The draft of a registration survives every other conversation:
//! only the person's own cancelling, confirming or erasing ends it.

use koze::commands;
use koze::conversation::{Activity, Conversation};
use koze::i18n::{Lang, texts};
use koze::people::Role;
use proptest::prelude::*;
use serde_json::Value;

use crate::test_bot::{Database, JOSIANE, MARIE, TestBot};

on_both_databases!(
    a_change_of_room_and_an_old_no_lose_no_answer,
    no_activity_above_hides_the_answers_from_the_form,
    going_back_to_the_notice_keeps_the_answers,
    cancelling_ends_what_hears_the_next_text,
    a_conversation_stored_by_an_earlier_version_goes_on,
    an_unfinished_registration_behind_another_conversation_is_reminded_of_once,
);

const EARLY: &str = "2012-11-12T10:00";

/// An organiser has given a name, and the bot asks for the category.
async fn begin_registration(test: &mut TestBot) {
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.says(JOSIANE, "/inscription").await;
    test.presses(JOSIANE, "reg:consent:yes").await;
    test.says(JOSIANE, "Josiane Modèle").await;
    test.hears(JOSIANE);
}

/// The answers in the stored draft, whichever conversation is above it.
async fn draft_answers(test: &TestBot, who: i64) -> Option<Value> {
    let stored: Value = serde_json::from_str(&test.conversation_state(who).await).ok()?;
    let activities = stored["activities"].as_array()?.clone();
    activities.into_iter().find_map(|activity| activity.get("registering").cloned())
}

async fn finish_registration(test: &mut TestBot) {
    test.says(JOSIANE, "/inscription").await;
    assert!(test.last_message(JOSIANE).contains("Vous venez comme"), "{}", test.last_message(JOSIANE));
    test.presses(JOSIANE, "reg:category:resident").await;
    test.says(JOSIANE, "Passer").await;
    test.presses(JOSIANE, "reg:summary:confirm").await;
    assert_eq!(test.query_i64("select count(*) from registration where name = 'Josiane Modèle'").await, 1);
}

async fn a_change_of_room_and_an_old_no_lose_no_answer(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    begin_registration(&mut test).await;
    test.says(JOSIANE, "/decaler table-ronde salle Salle A").await;
    test.presses(JOSIANE, "sched:no").await;
    test.says(JOSIANE, "/decaler table-ronde salle Salle C").await;
    let preview = test.keyboard_message(JOSIANE);
    test.says(JOSIANE, "/decaler table-ronde salle Salle B").await;
    test.taps(JOSIANE, "sched:room:0:table-ronde").await;
    // the first preview still has its buttons
    test.emulator.user_presses_callback(JOSIANE, preview, "sched:no");
    test.run_until_idle().await;
    assert_eq!(test.query_i64("select count(*) from session where room = 'Salle B'").await, 1);
    finish_registration(&mut test).await;
    test.end().await;
}

async fn no_activity_above_hides_the_answers_from_the_form(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    begin_registration(&mut test).await;
    for above in ["/accueil", "/bureau", "/importer", "/annonce", "/question"] {
        test.says(JOSIANE, above).await;
        test.presses(JOSIANE, "reg:other:aloud").await;
        let kept = draft_answers(&test, JOSIANE).await.unwrap();
        assert_eq!(kept["name"].as_str(), Some("Josiane Modèle"), "{above}");
    }
    finish_registration(&mut test).await;
    test.end().await;
}

async fn going_back_to_the_notice_keeps_the_answers(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    begin_registration(&mut test).await;
    test.presses(JOSIANE, "reg:category:back").await;
    test.presses(JOSIANE, "reg:name:back").await;
    assert!(test.chat_contains(JOSIANE, "1/5"), "the notice");
    test.presses(JOSIANE, "reg:more").await;
    test.presses(JOSIANE, "reg:consent:yes").await;
    assert!(
        test.last_message(JOSIANE).contains("Vous venez comme"),
        "the name is kept: {}",
        test.last_message(JOSIANE)
    );
    finish_registration(&mut test).await;
    // the same for a guest whose consent was given on paper
    test.presses(JOSIANE, "reg:add").await;
    test.presses(JOSIANE, "reg:other:paper").await;
    test.says(JOSIANE, "Une Invitée").await;
    test.presses(JOSIANE, "reg:category:back").await;
    test.presses(JOSIANE, "reg:name:back").await;
    test.presses(JOSIANE, "reg:other-notice").await;
    test.presses(JOSIANE, "reg:other:aloud").await;
    let kept = draft_answers(&test, JOSIANE).await.unwrap();
    assert_eq!((kept["name"].as_str(), kept["how"].as_str()), (Some("Une Invitée"), Some("aloud")));
    test.end().await;
}

async fn cancelling_ends_what_hears_the_next_text(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    begin_registration(&mut test).await;
    test.says(MARIE, "y a un parking ?").await;
    test.taps(MARIE, "org:ask:1").await;
    test.taps(JOSIANE, "org:take:1").await;
    test.says(JOSIANE, "/question").await;
    test.says(JOSIANE, "/annonce").await;
    let begun = ["announcing", "asking", "replying", "registering"];
    for (at, top) in begun.iter().enumerate() {
        let stored = test.conversation_state(JOSIANE).await;
        for (other, name) in begun.iter().enumerate() {
            assert_eq!(stored.contains(name), other >= at, "{name} while {top} is cancelled: {stored}");
        }
        test.says(JOSIANE, "/annuler").await;
    }
    assert_eq!(test.conversation_state(JOSIANE).await, "");
    assert_eq!(test.hears(MARIE).matches("Réponse").count(), 0, "no reply was sent");
    test.end().await;
}

async fn a_conversation_stored_by_an_earlier_version_goes_on(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    begin_registration(&mut test).await;
    const DRAFT: &str = r#"registration:{"at":"category","other":false,"how":"oneself","consent_at":1,"name":"Josiane Modèle","category":null,"structure":null,"phone":null,"full":false}"#;
    for front in
        ["", "asking:", "typing:edit.12|", "replying:7:", "announcing:3:gcf:cut:", "what-came-later:"]
    {
        let mut tx = test.app.db.begin().await.unwrap();
        let update = sqlx::query("update person set conversation = $2 where id = $1");
        update.bind(JOSIANE).bind(format!("{front}{DRAFT}")).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        test.says(JOSIANE, "/inscription").await;
        assert!(
            test.last_message(JOSIANE).contains("Vous venez comme"),
            "{front}: {}",
            test.last_message(JOSIANE)
        );
    }
    test.says(JOSIANE, "/programme").await;
    finish_registration(&mut test).await;
    test.end().await;
}

async fn an_unfinished_registration_behind_another_conversation_is_reminded_of_once(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    begin_registration(&mut test).await;
    test.says(MARIE, "y a un parking ?").await;
    test.taps(MARIE, "org:ask:1").await;
    test.taps(JOSIANE, "org:take:1").await;
    test.says(MARIE, "/start").await;
    test.presses(MARIE, "reg:consent:yes").await;
    test.says(MARIE, "/question").await;
    test.hears(MARIE);
    test.hears(JOSIANE);
    // a person whose question only looks like a draft
    test.says(2002, r#"{"registering": registration:{ pas comme ça }"#).await;
    test.hears(2002);
    test.jump_to("2012-11-18T01:00").await;
    for who in [MARIE, JOSIANE] {
        assert!(test.hears(who).contains("inscription"), "the reminder to finish");
    }
    assert_eq!(test.hears(2002), "");
    test.jump_to("2012-11-18T12:00").await;
    assert_eq!(test.hears(MARIE) + &test.hears(JOSIANE), "", "the reminder to finish comes once");
    assert_eq!(test.query_i64("select count(*) from completion_reminded").await, 2);
    test.end().await;
}

/// An action of an organiser during a registration.
#[derive(Debug, Clone)]
enum UserAction {
    Says(String),
    /// A button that is still in the chat, counted from the first.
    PressesShown(usize),
    /// Data of buttons in earlier messages, of this version or a former one.
    PressesForged(&'static str),
}

/// Data of buttons of every feature, except those that end the registration.
const FORGED_DATA: [&str; 41] = [
    "reg:more",
    "reg:less",
    "reg:lang:en",
    "reg:lang:fr",
    "reg:go-on",
    "reg:others",
    "reg:others:1",
    "reg:add",
    "reg:other:aloud",
    "reg:other:paper",
    "reg:other-notice",
    "reg:list",
    "reg:list-file",
    "reg:claim:CDFG-HJKM",
    "reg:consent:yes",
    "reg:name:back",
    "reg:category:back",
    "reg:phone:skip",
    "reg:summary:change",
    "reg:show:1",
    "reg:modify:1",
    "reg:edit:1:name",
    "reg:edit:1:category",
    "reg:set:1:resident",
    "reg:cannot-come:1",
    "reg:free:1",
    "reg:ticket:1",
    "rem:all:off",
    "sched:no",
    "sched:ask:15",
    "sched:undo:1",
    "news:text:1",
    "news:drop:1",
    "say:programme",
    "ask:new",
    "ask:leave",
    "ask:send",
    "ask:again",
    "org:leave:1",
    "me:erase-no",
    "lang:gcf",
];
const TEXTS: [&str; 14] = [
    "non",
    "oui",
    "merci",
    "bonjour",
    "où est-ce ?",
    "qui paie les adultes relais de ce quartier",
    "asdkjh qwe",
    "effacez mes données",
    "je veux parler à quelqu'un",
    "je ne peux plus venir",
    "0696 12 34 56",
    "ABCD-EFGH",
    "en anglais",
    "un texte d'annonce",
];

fn user_action() -> impl Strategy<Value = UserAction> {
    let names = commands::commands_for_user(Lang::Fr, true)
        .into_iter()
        .chain(commands::commands_for_organiser(Lang::Fr));
    let behind = [String::new(), " 15".to_owned(), " table-ronde salle Salle B".to_owned()];
    let commands: Vec<String> = names
        .flat_map(|(name, _)| behind.iter().map(move |rest| format!("/{name}{rest}")).collect::<Vec<_>>())
        .collect();
    let menu = ["registration", "programme", "place", "question", "language", "queue", "next"];
    let labels: Vec<String> = Lang::ALL
        .iter()
        .flat_map(|lang| menu.map(|item| texts(*lang).label(&format!("menu-{item}"))))
        .collect();
    prop_oneof![
        3 => prop::sample::select(commands).prop_map(UserAction::Says),
        1 => prop::sample::select(labels).prop_map(UserAction::Says),
        2 => prop::sample::select(TEXTS.to_vec()).prop_map(|text| UserAction::Says(text.to_owned())),
        3 => (0_usize..200).prop_map(UserAction::PressesShown),
        3 => prop::sample::select(FORGED_DATA.to_vec()).prop_map(UserAction::PressesForged),
    ]
}

/// Whether a press ends the registration: by leaving, confirming or erasing.
fn ends_registration(data: &str) -> bool {
    let own = ["reg:leave", "reg:consent:leave", "reg:summary:leave", "reg:summary:confirm", "me:erase-yes"];
    own.contains(&data)
}

/// All buttons in a chat: message id and data.
fn all_buttons(test: &TestBot, who: i64) -> Vec<(i64, String)> {
    let mut all = Vec::new();
    for bubble in test.emulator.messages(who) {
        let rows = bubble.inline_keyboard.clone().unwrap_or_default();
        let buttons = rows.as_array().cloned().unwrap_or_default().into_iter();
        for button in buttons.flat_map(|row| row.as_array().cloned().unwrap_or_default()) {
            if let Some(data) = button["callback_data"].as_str() {
                all.push((bubble.message_id, data.to_owned()));
            }
        }
    }
    all
}

async fn no_answer_is_lost(actions: Vec<UserAction>) {
    let mut test = TestBot::open(Database::sqlite().await, EARLY).await;
    test.says(MARIE, "y a un parking ?").await;
    begin_registration(&mut test).await;
    test.taps(MARIE, "org:ask:1").await;
    let mut done = Vec::new();
    for doing in actions {
        match doing {
            UserAction::Says(text) => {
                let own = test.conversation_state(JOSIANE).await;
                let conversation = Conversation::from_stored(&own);
                let is_draft = conversation.draft::<Value>().is_some();
                // at a step of the form, "non" leaves it and "oui" may confirm it, like the buttons
                let is_asked = matches!(conversation.current(), Some(Activity::Registering(_)));
                let ends_it = is_draft && text.starts_with("/annuler")
                    || is_asked && ["oui", "non"].contains(&text.as_str());
                if !ends_it {
                    test.says(JOSIANE, &text).await;
                    done.push(format!("says {text}"));
                }
            }
            UserAction::PressesShown(at) => {
                let buttons = all_buttons(&test, JOSIANE);
                let (message, data) = &buttons[at % buttons.len()];
                if !ends_registration(data) {
                    done.push(format!("presses {data}"));
                    test.emulator.user_presses_callback(JOSIANE, *message, data);
                    test.run_until_idle().await;
                }
            }
            UserAction::PressesForged(data) => {
                done.push(format!("forges {data}"));
                test.presses(JOSIANE, data).await;
            }
        }
        let answers = draft_answers(&test, JOSIANE).await;
        let name = answers.as_ref().and_then(|answers| answers["name"].as_str());
        // at the name step, Josiane's text is her new answer
        assert!(name.is_some(), "after {done:#?}: {}", test.conversation_state(JOSIANE).await);
    }
    drop(test);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn no_conversation_destroys_the_answers_of_another(actions in prop::collection::vec(user_action(), 8..24)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(no_answer_is_lost(actions));
    }
}
