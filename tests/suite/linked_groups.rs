//! Groups and channels of residents: an organiser who administers one links it with a press, and the bot posts there
//! what is public, each thing once, and nothing about anybody.

use std::time::Duration;

use koze::app::{App, Ticker};
use koze::db;
use koze::i18n::{Lang, texts};
use koze::people::Role;
use koze::programme::Programme;
use serde_json::json;
use telegram_emulator::{Author, ChatMessage, Fault, FloodLimits};

use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, MARIE, TestBot, martinique_time, remove_typography};

on_both_databases!(
    an_organiser_who_administers_a_group_links_it_with_a_press,
    others_are_refused_kindly_and_nothing_is_linked,
    an_anonymous_administrator_is_told_how,
    a_channel_is_linked_and_its_comments_are_left_alone,
    the_programme_comes_the_evening_before_and_in_the_morning_once,
    an_announcement_to_all_is_posted_and_one_to_a_part_is_not,
    a_stopped_announcement_is_withdrawn_from_groups,
    changed_hours_are_told_once_they_have_settled,
    an_undone_change_is_not_told,
    the_programme_that_stands_there_is_edited,
    that_questions_are_taken_is_told_once,
    nothing_personal_reaches_a_group,
    a_group_that_the_bot_has_lost_is_left_and_organisers_are_told_once,
    a_bot_that_may_not_write_any_more_is_treated_alike,
    a_group_is_unlinked_in_private_and_in_the_group,
    a_migrated_group_stays_linked,
    a_group_is_the_panels_or_the_residents,
    a_title_of_any_kind_is_shown_as_text,
    organisers_choose_what_is_posted_and_in_which_languages,
    posts_are_in_the_languages_of_the_group,
    another_event_with_two_days,
    two_instances_post_once,
    two_presses_at_once_link_once,
    twenty_groups_within_the_limits_delay_nobody,
    an_erased_organiser_leaves_the_link,
    a_slow_telegram_delays_only_the_press,
    a_post_stays_in_its_topic,
    links_are_in_the_journal,
);

const EARLY: &str = "2012-11-12T10:00";
const BOT: &str = "koze_repetition_bot";

/// A bot that knows its name, and Josiane, an organiser.
async fn open(database: Database, start: &str) -> TestBot {
    open_with(TestBot::open(database, start).await).await
}

async fn open_with(mut test: TestBot) -> TestBot {
    let mut tx = test.app.db.begin().await.unwrap();
    db::set_setting(&mut tx, db::BOT_USERNAME_KEY, BOT).await.unwrap();
    tx.commit().await.unwrap();
    for (who, name) in [(MARIE, "Marie"), (AIME, "Aimé"), (JOSIANE, "Josiane"), (EUGENE, "Eugène")] {
        test.emulator.add_user(who, name, None, Some("fr"));
    }
    test.grant_role(JOSIANE, Role::Organiser).await;
    test
}

/// A group that Josiane owns, without the bot's greeting: the bot is added before she writes anything.
async fn group(test: &mut TestBot, title: &str) -> i64 {
    let group = test.emulator.create_group(JOSIANE, title);
    test.run_until_idle().await;
    group
}

/// A group that Josiane has linked.
async fn linked_group(test: &mut TestBot, title: &str) -> i64 {
    let group = group(test, title).await;
    press(test, group, JOSIANE, "grp:link").await;
    assert_eq!(
        last(test, group),
        "✅ Ce groupe est relié. Vous lirez ici le programme et les annonces : Forum sur la médiation sociale."
    );
    test.hears(JOSIANE);
    group
}

/// The bot's messages in a chat.
fn posts(test: &TestBot, chat: i64) -> Vec<ChatMessage> {
    test.emulator.messages(chat).into_iter().filter(|message| message.author == Author::Bot).collect()
}

fn texts_of(test: &TestBot, chat: i64) -> Vec<String> {
    posts(test, chat).iter().map(|message| remove_typography(&message.plain_text)).collect()
}

fn last(test: &TestBot, chat: i64) -> String {
    texts_of(test, chat).pop().unwrap_or_default()
}

/// Presses data under the bot's last message of a chat.
async fn press(test: &mut TestBot, chat: i64, who: i64, data: &str) {
    let message = posts(test, chat).last().map_or(1, |message| message.message_id);
    test.emulator.user_presses_callback_in(chat, who, message, data);
    test.run_until_idle().await;
}

fn toast(test: &TestBot, who: i64) -> String {
    let answer = test.emulator.callback_answers(who).last().cloned();
    remove_typography(&answer.map(|answer| answer.text).unwrap_or_default())
}

/// Forgets that Telegram refused edits that change nothing, as after a second press.
fn forget_vain_edits(test: &TestBot) {
    for (method, error) in test.emulator.api_errors() {
        let is_vain = ["not modified", "can't be edited"].iter().any(|sign| error.description.contains(sign));
        assert!(is_vain, "{method}: {error}");
    }
    test.emulator.clear_errors_and_warnings();
}

async fn linked_count(test: &TestBot) -> i64 {
    test.query_i64("select count(*) from linked_group where state = 'linked'").await
}

async fn an_organiser_who_administers_a_group_links_it_with_a_press(database: Database) {
    let mut test = open(database, EARLY).await;
    let group = group(&mut test, "Cité Dillon").await;
    let invitation = posts(&test, group).pop().unwrap();
    assert_eq!(
        remove_typography(&invitation.plain_text),
        "Ce groupe peut recevoir le programme et les annonces : Forum sur la médiation sociale."
    );
    assert_eq!(test.emulator.button_labels(group), ["🔗 Relier ce groupe"]);
    press(&mut test, group, JOSIANE, "grp:link").await;
    assert_eq!(posts(&test, group).len(), 1, "the invitation was edited");
    assert!(posts(&test, group)[0].inline_keyboard.is_none());
    let heard = test.hears(JOSIANE);
    assert!(heard.starts_with("👥 Groupe relié : Cité Dillon"), "{heard}");
    assert_eq!(linked_count(&test).await, 1);
    // a second press says so and changes nothing
    press(&mut test, group, JOSIANE, "grp:link").await;
    assert_eq!(toast(&test, JOSIANE), "C'est déjà fait.");
    assert_eq!((linked_count(&test).await, test.hears(JOSIANE).as_str()), (1, ""));
    forget_vain_edits(&test);
    // the bot answers what it answered before, and nothing else
    let before = posts(&test, group).len();
    test.emulator.set_privacy_mode(false);
    for text in ["bonjour à tous", "c'est où ?", "/inconnu"] {
        test.emulator.user_sends_text_in(group, MARIE, text);
    }
    test.run_until_idle().await;
    assert_eq!(posts(&test, group).len(), before);
    test.emulator.user_sends_text_in(group, MARIE, "/programme");
    test.run_until_idle().await;
    assert_eq!(posts(&test, group).len(), before + 1);
    assert_eq!(test.query_i64("select count(*) from person").await, 1, "nobody of the group is stored");
    test.end().await;
}

async fn others_are_refused_kindly_and_nothing_is_linked(database: Database) {
    let mut test = open(database, EARLY).await;
    // whoever is no organiser adds the bot: it stays quiet until it is asked
    let group = test.emulator.create_group(MARIE, "Cité Dillon");
    test.run_until_idle().await;
    assert_eq!(posts(&test, group).len(), 0);
    test.emulator.user_sends_text_in(group, MARIE, "/lier");
    test.run_until_idle().await;
    assert_eq!(test.emulator.button_labels(group), ["🔗 Relier ce groupe"]);
    // an administrator who is no organiser
    press(&mut test, group, MARIE, "grp:link").await;
    assert_eq!(
        toast(&test, MARIE),
        "Seuls les organisateurs peuvent relier un groupe. Dites-leur de toucher ce bouton."
    );
    let asked = test.emulator.call_count("getChatMember");
    assert_eq!(asked, 0, "Telegram is asked about organisers only");
    // an organiser who is no administrator, no member, and then a member
    let refusal = "Il faut aussi administrer ce groupe. Demandez ce droit, puis touchez de nouveau.";
    press(&mut test, group, JOSIANE, "grp:link").await;
    assert_eq!(toast(&test, JOSIANE), refusal);
    test.emulator.user_joins(group, JOSIANE);
    press(&mut test, group, JOSIANE, "grp:link").await;
    assert_eq!(toast(&test, JOSIANE), refusal);
    // a moderator who administers it
    test.grant_role(AIME, Role::Moderator).await;
    test.emulator.set_administrator(group, AIME, true);
    press(&mut test, group, AIME, "grp:link").await;
    assert_eq!(linked_count(&test).await, 0);
    // forged data, in the group and in private
    for data in ["grp:list", "grp:unlink-yes:-1", "grp:now:-1", "grp:link:5", "grp:"] {
        press(&mut test, group, JOSIANE, data).await;
        press(&mut test, group, MARIE, data).await;
    }
    test.presses(JOSIANE, "grp:link").await;
    test.presses(JOSIANE, "grp:leave").await;
    test.says(MARIE, "bonjour").await;
    test.presses(MARIE, "grp:list").await;
    assert_eq!(toast(&test, MARIE), "Seuls les organisateurs relient des groupes.");
    assert_eq!(linked_count(&test).await, 0);
    // promoted at last
    test.emulator.set_administrator(group, JOSIANE, true);
    press(&mut test, group, JOSIANE, "grp:link").await;
    assert_eq!(linked_count(&test).await, 1);
    // the role was taken away: the button in the group does nothing any more
    let mut tx = test.app.db.begin().await.unwrap();
    koze::people::revoke_role(&mut tx, koze::ids::PersonId(JOSIANE), Role::Organiser).await.unwrap();
    tx.commit().await.unwrap();
    press(&mut test, group, JOSIANE, "grp:leave").await;
    assert_eq!(toast(&test, JOSIANE), "Seuls les organisateurs peuvent arrêter les publications.");
    assert_eq!(linked_count(&test).await, 1);
    test.end().await;
}

async fn an_anonymous_administrator_is_told_how(database: Database) {
    let mut test = open(database, EARLY).await;
    let group = test.emulator.create_group(MARIE, "Cité Dillon");
    test.emulator.set_administrator(group, JOSIANE, true);
    test.emulator.anonymous_admin_sends_text(group, None, "/lier");
    test.run_until_idle().await;
    assert_eq!(
        last(&test, group),
        "Ce groupe peut recevoir le programme et les annonces : Forum sur la médiation sociale.\n\
         Vous écrivez au nom du groupe. Touchez le bouton : il me dit qui vous êtes, à moi seul."
    );
    // should Telegram hide who presses, the answer says what to do; a role of the hidden account counts nothing
    let mut tx = test.app.db.begin().await.unwrap();
    for nobody in [0, 1_087_968_824] {
        let person = koze::ids::PersonId(nobody);
        koze::people::grant_role(&mut tx, person, Role::Organiser, martinique_time(EARLY)).await.unwrap();
    }
    tx.commit().await.unwrap();
    let message = posts(&test, group).pop().unwrap().message_id;
    test.emulator.add_user(1_087_968_824, "Group", None, None);
    for data in ["grp:link", "queue:next"] {
        test.emulator.user_presses_callback_in(group, 1_087_968_824, message, data);
        test.run_until_idle().await;
        assert_eq!(
            toast(&test, 1_087_968_824),
            "Telegram me cache qui vous êtes. Cessez de rester anonyme, dans vos droits d'administrateur, puis touchez de \
             nouveau."
        );
    }
    assert_eq!(linked_count(&test).await, 0);
    // an anonymous administrator presses as themselves
    press(&mut test, group, JOSIANE, "grp:link").await;
    assert_eq!(linked_count(&test).await, 1);
    test.end().await;
}

async fn a_channel_is_linked_and_its_comments_are_left_alone(database: Database) {
    let mut test = open(database, "2012-11-22T10:00").await;
    let comments = test.emulator.create_group(MARIE, "Commentaires");
    let channel = test.emulator.create_channel(JOSIANE, "Dillon infos");
    test.emulator.add_bot(channel, JOSIANE);
    test.run_until_idle().await;
    assert_eq!(test.emulator.button_labels(channel), ["🔗 Relier ce canal"]);
    press(&mut test, channel, JOSIANE, "grp:link").await;
    let heard = test.hears(JOSIANE);
    assert!(heard.starts_with("📢 Canal relié : Dillon infos"), "{heard}");
    test.jump_to("2012-11-22T18:00").await;
    assert!(last(&test, channel).starts_with("📅 C'est demain !"), "{}", last(&test, channel));
    // Telegram copies the post into the group of the comments, as a message of nobody
    let copy = |text: &str| {
        json!({ "message": {
            "message_id": 500, "date": 1, "text": text, "chat": { "id": comments, "type": "group", "title": "x" },
            "from": { "id": 777_000, "is_bot": false, "first_name": "Telegram" },
            "sender_chat": { "id": channel, "type": "channel", "title": "Dillon infos" }, "is_automatic_forward": true,
        } })
    };
    test.emulator.inject_update(copy("/lier"));
    test.emulator.inject_update(copy("/programme"));
    test.run_until_idle().await;
    assert_eq!(posts(&test, comments).len(), 0);
    // a channel in which another administrator has put the bot: `/lier` is a post there
    let other = test.emulator.create_channel(MARIE, "Autre");
    test.emulator.add_bot(other, MARIE);
    test.emulator.set_administrator(other, JOSIANE, true);
    test.run_until_idle().await;
    assert_eq!(posts(&test, other).len(), 0);
    for text in ["bonjour", "/programme", "/moderation", "/lier@autre_bot"] {
        test.emulator.post_in_channel(other, text);
    }
    test.run_until_idle().await;
    assert_eq!(posts(&test, other).len(), 0);
    test.emulator.post_in_channel(other, "/lier");
    test.run_until_idle().await;
    press(&mut test, other, JOSIANE, "grp:link").await;
    assert_eq!(linked_count(&test).await, 2);
    test.end().await;
}

async fn the_programme_comes_the_evening_before_and_in_the_morning_once(database: Database) {
    let mut test = open(database, EARLY).await;
    let group = linked_group(&mut test, "Dillon").await;
    test.jump_to("2012-11-22T17:59").await;
    assert_eq!(posts(&test, group).len(), 1);
    test.jump_to("2012-11-22T18:00").await;
    let post = posts(&test, group).pop().unwrap();
    let text = remove_typography(&post.plain_text);
    assert!(
        text.starts_with(
            "📅 C'est demain !\n\nForum sur la médiation sociale\n\n🗓 vendredi 23 novembre 2012\n8h · Introduction du Préfet"
        ),
        "{text}"
    );
    assert!(text.ends_with("📍 Palais des Congrès, Salon Tainos"), "{text}");
    assert_eq!(post.inline_keyboard.unwrap()[0][0]["url"], json!(format!("https://t.me/{BOT}")));
    for _ in 0..3 {
        test.restart_ticker();
        test.tick().await;
    }
    assert_eq!(posts(&test, group).len(), 2, "once");
    test.jump_to("2012-11-23T07:00").await;
    assert!(last(&test, group).starts_with("📅 C'est aujourd'hui !"), "{}", last(&test, group));
    test.jump_to("2012-11-23T07:59").await;
    assert_eq!(posts(&test, group).len(), 3);
    test.end().await;
}

/// Writes an announcement and sends it to an audience.
async fn announce(test: &mut TestBot, text: &str, audience: Option<&str>) {
    test.says(JOSIANE, "/annonce").await;
    test.says(JOSIANE, text).await;
    if let Some(audience) = audience {
        let shown = test.inline_keyboard(JOSIANE);
        let number = shown.split("news:to:").nth(1).unwrap().split('"').next().unwrap().to_owned();
        test.presses(JOSIANE, &format!("news:for:{number}:{audience}")).await;
    }
    test.taps_prefix(JOSIANE, "news:send:").await;
    test.tick().await;
    test.run_for(Duration::from_secs(5)).await;
    test.tick().await;
}

async fn an_announcement_to_all_is_posted_and_one_to_a_part_is_not(database: Database) {
    let mut test = open(database, EARLY).await;
    test.register(MARIE).await;
    let group = linked_group(&mut test, "Dillon").await;
    let before = posts(&test, group).len();
    announce(&mut test, "Pour les résidents seulement", Some("resident")).await;
    assert!(test.chat_contains(MARIE, "Pour les résidents seulement"));
    assert_eq!(posts(&test, group).len(), before, "a part is not everybody");
    test.says(JOSIANE, "/annonce").await;
    test.says(JOSIANE, "Le parking est ouvert <ici>").await;
    let card = test.last_message(JOSIANE);
    assert!(card.contains("Aussi dans un groupe relié."), "{card}");
    test.taps_prefix(JOSIANE, "news:send:").await;
    test.tick().await;
    test.run_for(Duration::from_secs(5)).await;
    test.tick().await;
    assert!(last(&test, group).ends_with("Le parking est ouvert <ici>"), "{}", last(&test, group));
    assert!(last(&test, group).starts_with("📣"), "with the organisers' names");
    for _ in 0..3 {
        test.restart_ticker();
        test.tick().await;
    }
    assert_eq!(posts(&test, group).len(), before + 1);
    // a group that does not want announcements
    let id = group;
    test.presses(JOSIANE, &format!("grp:set:{id}:announcements:off")).await;
    announce(&mut test, "Une autre", None).await;
    assert!(test.chat_contains(MARIE, "Une autre"));
    assert_eq!(posts(&test, group).len(), before + 1);
    test.end().await;
}

async fn a_stopped_announcement_is_withdrawn_from_groups(database: Database) {
    let mut test = open(database, EARLY).await;
    test.register(MARIE).await;
    let group = linked_group(&mut test, "Dillon").await;
    test.says(JOSIANE, "/annonce").await;
    test.says(JOSIANE, "Trop vite").await;
    test.emulator.user_presses_callback(
        JOSIANE,
        test.keyboard_message(JOSIANE),
        test.inline_keyboard(JOSIANE).split('"').find(|part| part.starts_with("news:send:")).unwrap(),
    );
    test.handle_without_sending().await;
    test.jump_without_sending("2012-11-12T10:01").await;
    assert_eq!(test.query_i64("select count(*) from outbox where key like 'grouppost:%'").await, 1);
    let number = test.query_i64("select number from announcement where state = 'going'").await;
    test.emulator.user_presses_callback(JOSIANE, 1, &format!("news:stop:{number}"));
    test.handle_without_sending().await;
    test.jump_without_sending("2012-11-12T10:02").await;
    assert_eq!(test.query_i64("select count(*) from outbox where key like 'grouppost:%'").await, 0);
    test.run_for(Duration::from_secs(5)).await;
    test.tick().await;
    assert!(!texts_of(&test, group).iter().any(|text| text.contains("Trop vite")));
    test.end().await;
}

/// Changes the schedule as an organiser does, and confirms.
async fn shift(test: &mut TestBot, words: &str) {
    test.says(JOSIANE, words).await;
    let shown = test.inline_keyboard(JOSIANE);
    let confirms = ["sched:shift:", "sched:move:", "sched:cancel:"];
    let data = shown.split('"').find(|part| confirms.iter().any(|begins| part.starts_with(begins)));
    let data = data.unwrap_or_else(|| panic!("{words}: {} {shown}", test.last_message(JOSIANE))).to_owned();
    test.presses(JOSIANE, &data).await;
}

async fn changed_hours_are_told_once_they_have_settled(database: Database) {
    let mut test = open(database, "2012-11-23T07:30").await;
    let group = linked_group(&mut test, "Dillon").await;
    test.tick().await;
    let before = posts(&test, group).len();
    shift(&mut test, "/decaler table ronde 10h45").await;
    test.tick().await;
    assert_eq!(posts(&test, group).len(), before, "the organiser may still correct it");
    // changed again within a minute: one post, with the last hour
    test.clock.advance(Duration::from_secs(40));
    shift(&mut test, "/decaler table ronde 11h").await;
    test.jump_to("2012-11-23T07:31").await;
    assert_eq!(posts(&test, group).len(), before);
    test.jump_to("2012-11-23T07:32").await;
    let told = last(&test, group);
    assert!(
        told.starts_with("🕐 L'horaire change\n• Table ronde") && told.contains("11h, et non 10h30"),
        "{told}"
    );
    assert_eq!(posts(&test, group).len(), before + 1);
    for _ in 0..3 {
        test.restart_ticker();
        test.tick().await;
    }
    assert_eq!(posts(&test, group).len(), before + 1);
    shift(&mut test, "/decaler table ronde annuler").await;
    test.jump_to("2012-11-23T07:35").await;
    assert!(last(&test, group).contains("(11h) : annulé"), "{}", last(&test, group));
    // a group that does not want changes is not told those of before when it wants them again
    test.presses(JOSIANE, &format!("grp:set:{group}:changes:off")).await;
    let before = posts(&test, group).len();
    shift(&mut test, "/decaler clôture 12h15").await;
    test.jump_to("2012-11-23T07:40").await;
    test.presses(JOSIANE, &format!("grp:set:{group}:changes:on")).await;
    test.jump_to("2012-11-23T07:45").await;
    assert_eq!(posts(&test, group).len(), before);
    test.end().await;
}

async fn an_undone_change_is_not_told(database: Database) {
    let mut test = open(database, "2012-11-23T07:30").await;
    let group = linked_group(&mut test, "Dillon").await;
    test.tick().await;
    let before = posts(&test, group).len();
    shift(&mut test, "/decaler 15").await;
    test.taps_prefix(JOSIANE, "sched:undo").await;
    test.jump_to("2012-11-23T07:35").await;
    assert_eq!(posts(&test, group).len(), before);
    // undone after it was told: that is told as well
    shift(&mut test, "/decaler table ronde 10h45").await;
    test.jump_to("2012-11-23T07:37").await;
    assert_eq!(posts(&test, group).len(), before + 1);
    test.taps_prefix(JOSIANE, "sched:undo").await;
    test.jump_to("2012-11-23T07:39").await;
    assert!(last(&test, group).contains("10h30, et non 10h45"), "{}", last(&test, group));
    test.end().await;
}

async fn the_programme_that_stands_there_is_edited(database: Database) {
    let mut test = open(database, "2012-11-22T19:00").await;
    let group = linked_group(&mut test, "Dillon").await;
    test.tick().await;
    let programme = posts(&test, group).pop().unwrap();
    assert!(remove_typography(&programme.plain_text).contains("10h30 · Table ronde"));
    shift(&mut test, "/decaler table ronde 10h45").await;
    test.jump_to("2012-11-22T19:05").await;
    let edited =
        test.emulator.find_message(group, |message| message.message_id == programme.message_id).unwrap();
    assert!(remove_typography(&edited.plain_text).contains("10h45 · Table ronde"), "{}", edited.plain_text);
    assert!(edited.inline_keyboard.is_some(), "with its button");
    // one that was deleted is not posted anew
    test.emulator
        .call("deleteMessage", json!({ "chat_id": group, "message_id": programme.message_id }))
        .unwrap();
    shift(&mut test, "/decaler table ronde 11h").await;
    let before = posts(&test, group).len();
    test.jump_to("2012-11-22T19:10").await;
    let told: Vec<String> = texts_of(&test, group)[before..].to_vec();
    assert!(told.iter().any(|text| text.starts_with("🕐")), "{told:?}");
    test.emulator.clear_errors_and_warnings();
    test.end().await;
}

async fn that_questions_are_taken_is_told_once(database: Database) {
    let mut test = open(database, "2012-11-23T09:30").await;
    let group = linked_group(&mut test, "Dillon").await;
    test.tick().await;
    assert_eq!(posts(&test, group).len(), 1, "they are taken for weeks: that is no news");
    let first =
        test.app.programme.sessions.iter().find(|session| session.takes_questions).map(|session| {
            test.app.programme.to_local_time(session.starts).format("%Y-%m-%dT%H:%M").to_string()
        });
    test.jump_to(&first.unwrap()).await;
    let expected = format!(
        "🙋 Vous pouvez poser vos questions maintenant.\nÉcrivez la vôtre en privé, ici : https://t.me/{BOT}?start=q"
    );
    assert_eq!(last(&test, group), expected);
    for at in ["2012-11-23T10:35", "2012-11-23T11:40"] {
        test.restart_ticker();
        test.jump_to(at).await;
    }
    assert_eq!(texts_of(&test, group).iter().filter(|text| **text == expected).count(), 1);
    // closed by moderators before the group was linked, and opened again: told at that moment
    let mut tx = test.app.db.begin().await.unwrap();
    db::set_setting(&mut tx, "questions-mode", "closed").await.unwrap();
    tx.commit().await.unwrap();
    let other = linked_group(&mut test, "Autre").await;
    test.tick().await;
    assert_eq!(posts(&test, other).len(), 1);
    let mut tx = test.app.db.begin().await.unwrap();
    db::set_setting(&mut tx, "questions-mode", "open").await.unwrap();
    tx.commit().await.unwrap();
    test.tick().await;
    assert_eq!(last(&test, other), expected);
    test.end().await;
}

async fn nothing_personal_reaches_a_group(database: Database) {
    let mut test = open(database, EARLY).await;
    // every text a person can leave holds this word
    const SECRET: &str = "Zyriade";
    test.emulator.add_user(MARIE, SECRET, Some(SECRET), Some("fr"));
    test.emulator.add_user(JOSIANE, SECRET, Some(SECRET), Some("fr"));
    test.register(MARIE).await;
    test.asks(MARIE, &format!("{SECRET} demande : qui paie les adultes relais ?")).await;
    test.says(MARIE, &format!("Est-ce que {SECRET} peut venir avec son chien ?")).await;
    let group = linked_group(&mut test, "Dillon").await;
    let channel = test.emulator.create_channel(JOSIANE, "Infos");
    test.emulator.add_bot(channel, JOSIANE);
    test.run_until_idle().await;
    press(&mut test, channel, JOSIANE, "grp:link").await;
    for lang in ["gcf", "en"] {
        test.presses(JOSIANE, &format!("grp:lang:{group}:{lang}:on")).await;
    }
    test.presses(JOSIANE, &format!("grp:now:{group}")).await;
    announce(&mut test, &format!("{SECRET} aux résidents"), Some("resident")).await;
    announce(&mut test, "À tout le monde", None).await;
    shift(&mut test, "/decaler table ronde 10h45").await;
    for at in
        ["2012-11-12T12:00", "2012-11-22T18:00", "2012-11-23T07:00", "2012-11-23T10:00", "2012-11-23T11:00"]
    {
        test.jump_to(at).await;
    }
    // what every other part of the bot does to a group that it was added to
    test.emulator.user_sends_text_in(group, MARIE, "/programme");
    test.emulator.user_sends_text_in(group, MARIE, "/lier");
    test.run_until_idle().await;
    for chat in [group, channel] {
        let posts = posts(&test, chat);
        assert!(posts.len() >= 6, "{}", posts.len());
        for post in posts {
            let shown = format!("{} {:?}", post.raw_text, post.inline_keyboard);
            for personal in [SECRET, &MARIE.to_string(), &JOSIANE.to_string(), "chien", "adultes relais ?"] {
                assert!(!shown.contains(personal), "{personal} in {shown}");
            }
        }
    }
    assert!(test.chat_contains(MARIE, SECRET), "in private it is there");
    test.end().await;
}

async fn a_group_that_the_bot_has_lost_is_left_and_organisers_are_told_once(database: Database) {
    let mut test = open(database, "2012-11-22T10:00").await;
    test.grant_role(EUGENE, Role::Organiser).await;
    let group = linked_group(&mut test, "Dillon").await;
    // removed between the decision and the sending, and the news of it comes late
    test.jump_without_sending("2012-11-22T18:00").await;
    test.emulator.remove_bot(group, MARIE);
    test.sender.drain().await.unwrap();
    assert_eq!(test.emulator.api_errors().len(), 1, "one call was refused");
    test.emulator.clear_errors_and_warnings();
    test.tick().await;
    test.tick().await;
    let told = "⚠️ Je ne peux plus écrire dans : Dillon\n\
                Rien n'y sera publié. Avec /groupes, vous voyez où je publie.";
    assert_eq!(test.hears(JOSIANE), told);
    assert_eq!(test.hears(EUGENE), told);
    test.jump_to("2012-11-23T07:00").await;
    test.jump_to("2012-11-23T10:40").await;
    assert_eq!(test.emulator.api_errors(), [], "nothing more is sent there");
    assert_eq!((test.hears(JOSIANE), test.hears(EUGENE)), (String::new(), String::new()));
    // the list says so; added and linked again, it goes on
    test.says(JOSIANE, "/groupes").await;
    assert!(test.inline_keyboard(JOSIANE).contains("⚠️ Dillon"), "{}", test.inline_keyboard(JOSIANE));
    test.taps(JOSIANE, &format!("grp:card:{group}")).await;
    assert!(test.last_message(JOSIANE).starts_with("⚠️ Je ne peux plus écrire dans : Dillon"));
    test.emulator.add_bot(group, JOSIANE);
    test.run_until_idle().await;
    press(&mut test, group, JOSIANE, "grp:link").await;
    assert_eq!(linked_count(&test).await, 1);
    test.tick().await;
    let questions = last(&test, group);
    assert!(questions.starts_with("🙋"), "{questions}");
    test.end().await;
}

async fn a_bot_that_may_not_write_any_more_is_treated_alike(database: Database) {
    let mut test = open(database, "2012-11-22T10:00").await;
    let group = linked_group(&mut test, "Dillon").await;
    let channel = test.emulator.create_channel(JOSIANE, "Infos");
    test.emulator.add_bot(channel, JOSIANE);
    test.run_until_idle().await;
    press(&mut test, channel, JOSIANE, "grp:link").await;
    test.hears(JOSIANE);
    // Telegram's refusal arrives before the update does
    test.jump_without_sending("2012-11-22T18:00").await;
    for chat in [group, channel] {
        test.emulator.mute_bot(chat, JOSIANE);
    }
    test.sender.drain().await.unwrap();
    let refused = test.emulator.api_errors();
    assert!(refused.iter().all(|(_, error)| error.code == 400) && refused.len() == 2, "{refused:?}");
    test.emulator.clear_errors_and_warnings();
    test.tick().await;
    test.tick().await;
    let heard = test.hears(JOSIANE);
    assert_eq!(heard.matches("Je ne peux plus écrire").count(), 2, "{heard}");
    assert_eq!(linked_count(&test).await, 0);
    // the same by the update alone
    let other = linked_group(&mut test, "Autre").await;
    test.emulator.mute_bot(other, JOSIANE);
    test.run_until_idle().await;
    assert!(test.hears(JOSIANE).contains("Je ne peux plus écrire dans : Autre"));
    test.jump_to("2012-11-23T07:00").await;
    assert_eq!(test.emulator.api_errors(), []);
    test.end().await;
}

async fn a_group_is_unlinked_in_private_and_in_the_group(database: Database) {
    let mut test = open(database, "2012-11-22T10:00").await;
    let group = linked_group(&mut test, "Dillon").await;
    test.emulator.user_sends_text_in(group, MARIE, "/lier");
    test.run_until_idle().await;
    assert_eq!(test.emulator.button_labels(group), ["✖️ Ne plus publier ici"]);
    press(&mut test, group, MARIE, "grp:leave").await;
    assert_eq!(toast(&test, MARIE), "Seuls les organisateurs peuvent arrêter les publications.");
    press(&mut test, group, JOSIANE, "grp:leave").await;
    assert_eq!(last(&test, group), "D'accord, je ne publie plus rien ici.");
    test.jump_to("2012-11-22T18:00").await;
    assert_eq!(last(&test, group), "D'accord, je ne publie plus rien ici.");
    // linked again the same evening, and unlinked in private while a post waits
    test.emulator.user_sends_text_in(group, JOSIANE, "/lier");
    test.run_until_idle().await;
    press(&mut test, group, JOSIANE, "grp:link").await;
    test.jump_without_sending("2012-11-22T18:05").await;
    assert_eq!(test.query_i64("select count(*) from outbox where key like 'grouppost:%'").await, 1);
    test.emulator.user_presses_callback(JOSIANE, 1, &format!("grp:unlink:{group}"));
    test.emulator.user_presses_callback(JOSIANE, 1, &format!("grp:unlink-yes:{group}"));
    test.handle_without_sending().await;
    test.run_until_idle().await;
    let heard = test.hears(JOSIANE);
    assert!(heard.contains("Je ne publie encore dans aucun groupe."), "{heard}");
    assert!(!texts_of(&test, group).iter().any(|text| text.contains("C'est demain")));
    // buttons of a group that is gone
    for data in ["card", "now", "unlink", "unlink-yes"] {
        test.presses(JOSIANE, &format!("grp:{data}:{group}")).await;
    }
    test.presses(JOSIANE, &format!("grp:set:{group}:evening:off")).await;
    test.presses(JOSIANE, &format!("grp:lang:{group}:en:on")).await;
    assert_eq!(toast(&test, JOSIANE), "Ce groupe n'est plus relié.");
    assert_eq!(test.query_i64("select count(*) from linked_group").await, 0);
    forget_vain_edits(&test);
    test.end().await;
}

async fn a_migrated_group_stays_linked(database: Database) {
    let mut test = open(database, "2012-11-22T10:00").await;
    let group = linked_group(&mut test, "Dillon").await;
    test.jump_to("2012-11-22T18:00").await;
    let posted = posts(&test, group).len();
    // a message waits while the group gets its new id
    test.jump_without_sending("2012-11-23T07:00").await;
    let grown = test.emulator.migrate_to_supergroup(group);
    test.sender.drain().await.unwrap();
    test.run_until_idle().await;
    test.emulator.clear_errors_and_warnings();
    test.tick().await;
    assert_eq!(posts(&test, group).len(), posted);
    let texts = texts_of(&test, grown);
    assert_eq!(texts.iter().filter(|text| text.starts_with("📅 C'est aujourd'hui")).count(), 1, "{texts:?}");
    assert_eq!(test.query_i64("select count(*) from linked_group where chat < -1000000000000").await, 1);
    test.jump_to("2012-11-23T10:40").await;
    assert!(last(&test, grown).starts_with("🙋"), "{}", last(&test, grown));
    // Telegram may also say that the bot left the old id
    test.emulator.inject_update(json!({ "my_chat_member": {
        "chat": { "id": group, "type": "group", "title": "Dillon" },
        "from": { "id": JOSIANE, "is_bot": false, "first_name": "Josiane" }, "date": 1,
        "old_chat_member": { "status": "member" }, "new_chat_member": { "status": "left" },
    } }));
    test.run_until_idle().await;
    assert_eq!(linked_count(&test).await, 1);
    test.end().await;
}

async fn a_group_is_the_panels_or_the_residents(database: Database) {
    let mut test = open(database, "2012-11-23T10:40").await;
    let team = group(&mut test, "Équipe").await;
    test.emulator.user_sends_text_in(team, JOSIANE, "/moderation");
    test.run_until_idle().await;
    let invitation = posts(&test, team)[0].message_id;
    test.emulator.user_presses_callback_in(team, JOSIANE, invitation, "grp:link");
    test.run_until_idle().await;
    assert_eq!(
        toast(&test, JOSIANE),
        "Ici, l'équipe voit la file des questions. Reliez un autre groupe : la file doit rester entre vous."
    );
    assert_eq!(linked_count(&test).await, 0);
    let residents = linked_group(&mut test, "Dillon").await;
    test.emulator.user_sends_text_in(residents, JOSIANE, "/moderation");
    test.run_until_idle().await;
    assert_eq!(
        last(&test, residents),
        "Ce groupe reçoit les annonces : la file des questions ne s'y ouvre pas. Prenez le groupe de votre équipe."
    );
    assert_eq!(test.query_i64("select count(*) from panel").await, 1);
    // a question reaches the team alone; the programme and the rest reach the residents alone
    test.asks(MARIE, "Et les jeunes ?").await;
    test.tick().await;
    assert!(!texts_of(&test, residents).iter().any(|text| text.contains("jeunes")));
    assert!(texts_of(&test, team).iter().any(|text| text.contains("jeunes")));
    assert!(!texts_of(&test, team).iter().any(|text| text.starts_with("🙋")));
    test.end().await;
}

async fn a_title_of_any_kind_is_shown_as_text(database: Database) {
    let mut test = open(database, EARLY).await;
    let group = linked_group(&mut test, "<b>Dillon</b> & \u{202e}fils\u{0}\n\n:x").await;
    test.says(JOSIANE, "/groupes").await;
    assert!(
        test.inline_keyboard(JOSIANE).contains("<b>Dillon</b> & fils :x"),
        "{}",
        test.inline_keyboard(JOSIANE)
    );
    test.emulator.rename_chat(group, JOSIANE, "<script>\u{200b}\u{7}a</i>");
    test.run_until_idle().await;
    test.taps(JOSIANE, &format!("grp:card:{group}")).await;
    assert!(
        test.last_message(JOSIANE).starts_with("👥 Groupe relié : <script>a</i>"),
        "{}",
        test.last_message(JOSIANE)
    );
    test.emulator.rename_chat(group, JOSIANE, "\u{200b}\u{2060}");
    test.run_until_idle().await;
    test.presses(JOSIANE, &format!("grp:unlink:{group}")).await;
    assert_eq!(test.last_message(JOSIANE), format!("Ne plus rien publier dans : groupe {group} ?"));
    let channel = test.emulator.create_channel(JOSIANE, "Infos");
    test.emulator.add_bot(channel, JOSIANE);
    test.run_until_idle().await;
    press(&mut test, channel, JOSIANE, "grp:link").await;
    test.emulator.rename_chat(channel, JOSIANE, &"é".repeat(300));
    test.run_until_idle().await;
    let title = test.query_text("select title from linked_group where kind = 'channel'").await;
    assert_eq!(title.chars().count(), 129, "with the sign that it was cut");
    test.end().await;
}

async fn organisers_choose_what_is_posted_and_in_which_languages(database: Database) {
    let mut test = open(database, EARLY).await;
    test.grant_role(EUGENE, Role::Organiser).await;
    let group = linked_group(&mut test, "Dillon").await;
    // any organiser may change it, and data name the state wanted
    test.says(EUGENE, "/groupes").await;
    test.taps(EUGENE, &format!("grp:card:{group}")).await;
    for _ in 0..2 {
        test.presses(EUGENE, &format!("grp:set:{group}:evening:off")).await;
        test.presses(EUGENE, &format!("grp:lang:{group}:gcf:on")).await;
    }
    assert!(test.emulator.button_labels(EUGENE).contains(&"⬜ Programme, la veille à 18h".to_owned()));
    assert_eq!(test.query_text("select languages from linked_group").await, "fr gcf");
    test.presses(EUGENE, &format!("grp:lang:{group}:fr:off")).await;
    test.presses(EUGENE, &format!("grp:lang:{group}:gcf:off")).await;
    assert_eq!(toast(&test, EUGENE), "Il faut au moins une langue. Choisissez d'abord l'autre.");
    assert_eq!(test.query_text("select languages from linked_group").await, "gcf");
    test.jump_to("2012-11-22T18:00").await;
    assert_eq!(posts(&test, group).len(), 1);
    test.jump_to("2012-11-23T07:00").await;
    assert!(last(&test, group).starts_with("📅 Sé jòdi-a !"), "{}", last(&test, group));
    // the programme on demand, once in ten minutes
    test.presses(JOSIANE, &format!("grp:now:{group}")).await;
    assert_eq!(toast(&test, JOSIANE), "C'est publié.");
    test.presses(JOSIANE, &format!("grp:now:{group}")).await;
    assert_eq!(toast(&test, JOSIANE), "Il vient d'être publié. Attendez dix minutes.");
    assert_eq!(posts(&test, group).len(), 3);
    assert!(last(&test, group).starts_with("Forum sur la médiation sociale"), "{}", last(&test, group));
    forget_vain_edits(&test);
    test.end().await;
}

async fn posts_are_in_the_languages_of_the_group(database: Database) {
    let mut test = open(database, EARLY).await;
    test.register(MARIE).await;
    let group = linked_group(&mut test, "Dillon").await;
    for lang in ["gcf", "en"] {
        test.presses(JOSIANE, &format!("grp:lang:{group}:{lang}:on")).await;
    }
    // an announcement with one text for everyone is posted once
    announce(&mut test, "Même texte", None).await;
    assert_eq!(texts_of(&test, group).iter().filter(|text| text.contains("Même texte")).count(), 1);
    shift(&mut test, "/decaler table ronde 10h45").await;
    for at in ["2012-11-12T12:00", "2012-11-22T18:00", "2012-11-23T07:00", "2012-11-23T10:50"] {
        test.jump_to(at).await;
        test.run_for(Duration::from_secs(2)).await;
    }
    let said = texts_of(&test, group);
    for lang in Lang::ALL {
        let t = texts(lang);
        for id in ["group-evening", "group-morning"] {
            let heading = remove_typography(&t.label(id));
            assert_eq!(
                said.iter().filter(|text| text.starts_with(&heading)).count(),
                1,
                "{id} {lang:?}: {said:?}"
            );
        }
        let ask = remove_typography(&t.label("group-ask"));
        let asks = test.emulator.button_labels(group);
        assert!(asks.iter().any(|label| remove_typography(label) == ask), "{lang:?}: {asks:?}");
    }
    assert!(said.iter().any(|text| text.contains("10:45 instead of 10:30")), "{said:?}");
    test.end().await;
}

async fn another_event_with_two_days(database: Database) {
    let programme = Programme::parse(include_str!("../data/two-days.toml")).unwrap();
    let test = TestBot::open_with_programme(database, "2031-05-16T04:00", programme).await;
    let mut test = open_with(test).await;
    let group = group(&mut test, "Tilleuls").await;
    press(&mut test, group, JOSIANE, "grp:link").await;
    test.tick().await;
    // the zone is Europe/Paris, six hours ahead of the tests' clock
    test.jump_to("2031-05-16T12:00").await;
    let first = last(&test, group);
    assert!(first.contains("Imaginer la place du marché") && !first.contains("Balade"), "{first}");
    test.jump_to("2031-05-17T01:00").await;
    test.jump_to("2031-05-17T12:00").await;
    let second = texts_of(&test, group).into_iter().rfind(|text| text.starts_with("📅")).unwrap();
    assert!(second.starts_with("📅 C'est demain !") && !second.contains("place du marché"), "{second}");
    assert!(second.contains("dimanche 18 mai 2031"), "{second}");
    let count = texts_of(&test, group).iter().filter(|text| text.starts_with("📅")).count();
    assert_eq!(count, 3, "{:?}", texts_of(&test, group));
    test.end().await;
}

async fn two_instances_post_once(database: Database) {
    let mut test = open(database, "2012-11-22T10:00").await;
    let group = linked_group(&mut test, "Dillon").await;
    let apps: Vec<App> = vec![test.second_instance().await, test.second_instance().await];
    test.clock.jump(martinique_time("2012-11-22T18:00"));
    let mut tickers: Vec<_> = apps.iter().chain([&test.app]).map(App::ticker).collect();
    let ticks = tickers.iter_mut().map(Ticker::tick);
    for tick in futures_util::future::join_all(ticks).await {
        tick.unwrap();
    }
    test.run_until_idle().await;
    let evening = texts_of(&test, group).iter().filter(|text| text.starts_with("📅")).count();
    assert_eq!(evening, 1);
    // a change of the schedule as well
    shift(&mut test, "/decaler table ronde 10h45").await;
    test.clock.jump(martinique_time("2012-11-22T18:10"));
    let ticks = tickers.iter_mut().map(Ticker::tick);
    for tick in futures_util::future::join_all(ticks).await {
        tick.unwrap();
    }
    test.run_until_idle().await;
    let told = texts_of(&test, group).iter().filter(|text| text.starts_with("🕐")).count();
    assert_eq!(told, 1);
    for app in apps {
        app.db.close().await;
    }
    test.end().await;
}

async fn two_presses_at_once_link_once(database: Database) {
    let mut test = open(database, EARLY).await;
    test.grant_role(EUGENE, Role::Organiser).await;
    let group = group(&mut test, "Dillon").await;
    test.emulator.set_administrator(group, EUGENE, true);
    let message = posts(&test, group)[0].message_id;
    // two organisers press, one of them thrice, while a third update opens a panel in the same group
    for who in [JOSIANE, EUGENE, JOSIANE, JOSIANE] {
        test.emulator.user_presses_callback_in(group, who, message, "grp:link");
    }
    test.emulator.user_sends_text_in(group, EUGENE, "/moderation");
    test.run_until_idle().await;
    let (linked, panels) = (linked_count(&test).await, test.query_i64("select count(*) from panel").await);
    assert_eq!(linked + panels, 1, "a group is one or the other: {linked} {panels}");
    let journal = "select count(*) from audit_log where action = 'group-linked'";
    assert_eq!(test.query_i64(journal).await, linked);
    test.end().await;
}

async fn twenty_groups_within_the_limits_delay_nobody(database: Database) {
    let test = TestBot::open_with_rate_limits(database, EARLY).await;
    test.emulator.set_flood_limits(None);
    let mut test = open_with(test).await;
    test.register(MARIE).await;
    test.run_for(Duration::from_secs(20)).await;
    let mut groups = Vec::new();
    for number in 0..20 {
        let group = group(&mut test, &format!("Groupe {number}")).await;
        test.run_for(Duration::from_secs(1)).await;
        press(&mut test, group, JOSIANE, "grp:link").await;
        test.run_for(Duration::from_secs(2)).await;
        groups.push(group);
    }
    assert_eq!(linked_count(&test).await, 20);
    test.run_for(Duration::from_secs(61)).await;
    forget_vain_edits(&test);
    test.emulator.set_flood_limits(Some(FloodLimits::default()));
    test.says(JOSIANE, "/annonce").await;
    test.says(JOSIANE, "À tous les groupes").await;
    test.run_for(Duration::from_secs(3)).await;
    test.taps_prefix(JOSIANE, "news:send:").await;
    test.jump_without_sending("2012-11-22T18:00").await;
    let queued = "select count(*) from outbox where state = 'waiting' and chat < 0";
    assert_eq!(test.query_i64(queued).await, 40, "the evening's programme and an announcement for each");
    // people ask meanwhile, and are answered at once
    for round in 0..4 {
        test.emulator.user_sends_text(AIME, "c'est où ?");
        test.run_until_idle().await;
        let heard = test.hears(AIME);
        assert!(heard.contains("Palais des Congrès"), "round {round}: {heard}");
        test.run_for(Duration::from_secs(2)).await;
    }
    test.run_for(Duration::from_secs(20)).await;
    assert_eq!(test.query_i64(queued).await, 0);
    for group in groups {
        let said = texts_of(&test, group);
        assert_eq!(said.iter().filter(|text| text.contains("À tous les groupes")).count(), 1, "{said:?}");
        assert_eq!(said.iter().filter(|text| text.starts_with("📅 C'est demain")).count(), 1);
    }
    let refused: Vec<_> = test.emulator.api_errors();
    assert_eq!(refused, [], "no 429");
    test.run_for(Duration::from_secs(5)).await;
    test.tick().await;
    test.run_for(Duration::from_secs(5)).await;
    test.end().await;
}

async fn an_erased_organiser_leaves_the_link(database: Database) {
    let mut test = open(database, "2012-11-22T10:00").await;
    let group = linked_group(&mut test, "Dillon").await;
    test.says(JOSIANE, "/mesdonnees").await;
    let heard = test.hears(JOSIANE);
    assert!(heard.contains("Vous avez relié ce groupe ou ce canal : Dillon"), "{heard}");
    test.says(JOSIANE, "/effacer").await;
    test.presses(JOSIANE, "me:erase-yes").await;
    assert_eq!(test.query_i64("select linked_by from linked_group").await, 0);
    test.jump_to("2012-11-22T18:00").await;
    assert!(last(&test, group).starts_with("📅 C'est demain"), "the group is still linked");
    test.end().await;
}

async fn a_slow_telegram_delays_only_the_press(database: Database) {
    let mut test = open(database, EARLY).await;
    let group = group(&mut test, "Dillon").await;
    let message = posts(&test, group)[0].message_id;
    let down = Fault::CustomResponse { status: 502, body: "<html>".into() };
    test.emulator.inject_fault(Some("getChatMember"), 1, down);
    test.emulator.user_presses_callback_in(group, JOSIANE, message, "grp:link");
    test.emulator.user_sends_text(MARIE, "c'est où ?");
    test.run_until_idle().await;
    assert!(test.hears(MARIE).contains("Palais des Congrès"));
    assert_eq!(toast(&test, JOSIANE), "Telegram ne m'a pas répondu. Touchez de nouveau dans un instant.");
    assert_eq!(linked_count(&test).await, 0);
    // the bot was removed before the press arrived
    test.emulator.user_presses_callback_in(group, JOSIANE, message, "grp:link");
    test.emulator.remove_bot(group, MARIE);
    test.run_until_idle().await;
    test.emulator.clear_errors_and_warnings();
    assert_eq!(linked_count(&test).await, 0);
    test.run_for(Duration::from_secs(2)).await;
    test.emulator.clear_errors_and_warnings();
    test.end().await;
}

async fn a_post_stays_in_its_topic(database: Database) {
    let mut test = open(database, "2012-11-22T10:00").await;
    let group = test.emulator.create_forum(JOSIANE, "Quartier");
    test.emulator.add_bot(group, EUGENE);
    let topic = test.emulator.create_topic(group, JOSIANE, "Le forum");
    test.emulator.close_topic(group, None);
    test.emulator.user_sends_text_in_topic(group, Some(topic), JOSIANE, "/lier");
    test.run_until_idle().await;
    press(&mut test, group, JOSIANE, "grp:link").await;
    test.jump_to("2012-11-22T18:00").await;
    let post = posts(&test, group).pop().unwrap();
    assert!(remove_typography(&post.plain_text).starts_with("📅 C'est demain"));
    assert_eq!(post.topic_id, Some(topic));
    test.end().await;
}

async fn links_are_in_the_journal(database: Database) {
    let mut test = open(database, EARLY).await;
    let group = linked_group(&mut test, "Dillon").await;
    press(&mut test, group, JOSIANE, "grp:leave").await;
    let other = linked_group(&mut test, "Autre").await;
    test.emulator.remove_bot(other, MARIE);
    test.run_until_idle().await;
    let entries = koze::audit_log::list(&mut test.app.db.reader().await.unwrap(), 10).await.unwrap();
    let entries: Vec<(String, Option<i64>, String)> = entries
        .into_iter()
        .map(|entry| (entry.action.to_string(), entry.actor.map(|person| person.0), entry.detail))
        .filter(|(action, _, _)| action.starts_with("group"))
        .collect();
    let josiane = Some(JOSIANE);
    let expected = [
        ("group-lost", None, other),
        ("group-linked", josiane, other),
        ("group-unlinked", josiane, group),
        ("group-linked", josiane, group),
    ];
    assert_eq!(entries, expected.map(|(action, who, chat)| (action.to_owned(), who, chat.to_string())));
    test.presses(JOSIANE, "desk:log").await;
    assert!(test.chat_contains(JOSIANE, "a relié un groupe"));
    test.end().await;
}
