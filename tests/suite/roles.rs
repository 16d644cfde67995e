//! Roles: a link grants one, and organisers list and revoke them, in the chat and on the command line.

use std::collections::BTreeSet;
use std::time::Duration;

use koze::access::{self, INVITE_TTL, InviteCode};
use koze::i18n::{Lang, texts};
use koze::people::Role;

use crate::data_subject_rights::{dump, tables};
use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, MARIE, TestBot};

on_both_databases!(
    an_organiser_takes_a_role_away_and_it_is_gone_at_once,
    a_link_gives_its_role_once_and_never_again,
    only_organisers_touch_roles_and_one_of_them_stays,
    a_revoked_role_cannot_finish_a_conversation,
    the_command_line_lists_and_takes_away,
    every_command_of_a_role_is_refused_without_it_and_recorded,
);

const ROUND_TABLE: &str = "2012-11-23T10:40";

async fn open_with_organiser(database: Database) -> TestBot {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    for (who, name) in [(MARIE, "Marie"), (AIME, "Aimé"), (JOSIANE, "Josiane"), (EUGENE, "Eugène")] {
        test.emulator.add_user(who, name, None, Some("fr"));
    }
    test.grant_role(JOSIANE, Role::Organiser).await;
    test
}

/// A link that nobody has used.
async fn invitation_link(test: &TestBot, role: Role) -> String {
    let code = InviteCode::random();
    let mut tx = test.app.db.begin().await.unwrap();
    access::insert_invite(&mut tx, &code, role, test.clock.real_now() + INVITE_TTL).await.unwrap();
    tx.commit().await.unwrap();
    format!("/start {}", code.payload())
}

fn reply_keyboard(test: &TestBot, who: i64) -> String {
    test.emulator.reply_keyboard(who).map(|it| it.rows.to_string()).unwrap_or_default()
}

/// The button that only moderators have.
fn queue_label() -> String {
    texts(Lang::Fr).label("menu-queue")
}

fn command_names(test: &TestBot, who: i64) -> Vec<String> {
    test.emulator.commands_for(who, "fr").into_iter().map(|(name, _)| name).collect()
}

fn toast(test: &TestBot, who: i64) -> String {
    test.emulator.callback_answers(who).last().map(|toast| toast.text.clone()).unwrap_or_default()
}

async fn role_count(test: &TestBot) -> i64 {
    test.query_i64("select count(*) from role").await
}

async fn an_organiser_takes_a_role_away_and_it_is_gone_at_once(database: Database) {
    let mut test = open_with_organiser(database).await;
    let given = invitation_link(&test, Role::Moderator).await;
    test.says(AIME, &given).await;
    test.says(MARIE, "/question").await;
    test.says(MARIE, "Qui paie les adultes relais ?").await;
    test.says(AIME, "/file").await;
    test.says(AIME, "/suivante").await;
    assert_eq!(test.query_i64("select count(*) from question where state = 'taken'").await, 1);
    assert!(
        reply_keyboard(&test, AIME).contains(&queue_label())
            && command_names(&test, AIME).contains(&"file".to_owned())
    );
    assert!(command_names(&test, JOSIANE).contains(&"roles".to_owned()));

    test.says(JOSIANE, "/roles").await;
    let heard = test.last_message(JOSIANE);
    assert!(heard.contains("Aimé") && heard.contains("modération"), "{heard}");
    let before = test.keyboard_message(AIME);
    test.hears(AIME);
    // a question on the screen would stay claimed for other moderators
    let mut tx = test.app.db.begin().await.unwrap();
    sqlx::query("update on_screen set question = 0").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    test.presses(JOSIANE, "role:ask:1003:moderator").await;
    assert!(test.chat_contains(JOSIANE, "Aimé"));
    assert_eq!(role_count(&test).await, 2, "the bot asks before it revokes");
    test.presses(JOSIANE, "role:yes:1003:moderator").await;
    assert_eq!(role_count(&test).await, 1);

    let heard = test.hears(AIME);
    assert!(heard.contains("modération"), "{heard}");
    assert!(!reply_keyboard(&test, AIME).contains(&queue_label()), "{}", reply_keyboard(&test, AIME));
    assert!(!command_names(&test, AIME).contains(&"file".to_owned()), "{:?}", command_names(&test, AIME));
    assert_eq!(test.query_i64("select count(*) from panel").await, 0);
    assert_eq!(
        test.query_i64("select count(*) from question where state = 'taken'").await,
        0,
        "the claimed question returns to the queue"
    );
    // old buttons, labels and commands have no effect
    test.emulator.user_presses_callback(AIME, before, "queue:next");
    test.run_until_idle().await;
    for typed in ["⏭ Suivante", "/suivante", "/file", "/journal", "/roles"] {
        test.says(AIME, typed).await;
    }
    for data in ["queue:take:1", "queue:answered:1", "queue:settings"] {
        test.presses(AIME, data).await;
    }
    assert_eq!(test.query_i64("select count(*) from question where state = 'taken'").await, 0);
    test.says(MARIE, "/question").await;
    test.says(MARIE, "Et les jeunes, alors ?").await;
    test.hears(AIME);
    test.app.refresh_panels().await.unwrap();
    test.run_until_idle().await;
    assert_eq!(test.hears(AIME), "", "a former moderator gets no messages for moderators");
    // the used link does not restore the role
    test.says(AIME, &given).await;
    assert!(test.last_message(AIME).contains("une fois"), "{}", test.last_message(AIME));
    assert_eq!(role_count(&test).await, 1);
    // a second press changes nothing
    test.presses(JOSIANE, "role:yes:1003:moderator").await;
    assert_eq!(role_count(&test).await, 1);
    // a new link grants the role again
    let again = invitation_link(&test, Role::Moderator).await;
    test.says(AIME, &again).await;
    assert!(reply_keyboard(&test, AIME).contains(&queue_label()));
    test.end().await;
}

async fn a_link_gives_its_role_once_and_never_again(database: Database) {
    let mut test = open_with_organiser(database).await;
    let used = invitation_link(&test, Role::Moderator).await;
    test.says(AIME, &used).await;
    test.hears(AIME);
    test.says(AIME, &used).await;
    let heard = test.hears(AIME);
    assert!(heard.contains("vous avez ce rôle (modération)"), "{heard}");
    test.says(EUGENE, &used).await;
    assert!(test.last_message(EUGENE).contains("une fois"), "{}", test.last_message(EUGENE));
    let old = invitation_link(&test, Role::Organiser).await;
    test.clock.advance(Duration::from_millis(INVITE_TTL as u64 + 1));
    test.says(EUGENE, &old).await;
    assert!(test.last_message(EUGENE).contains("deux jours"), "{}", test.last_message(EUGENE));
    test.says(EUGENE, &format!("/start {}", InviteCode::random().payload())).await;
    assert_eq!(role_count(&test).await, 2);
    // an erased account does not get the role back either
    test.says(AIME, "/effacer").await;
    test.presses(AIME, "me:erase-yes").await;
    test.says(AIME, &used).await;
    assert!(test.last_message(AIME).contains("une fois"), "{}", test.last_message(AIME));
    assert_eq!(role_count(&test).await, 1);
    test.end().await;
}

async fn only_organisers_touch_roles_and_one_of_them_stays(database: Database) {
    let mut test = open_with_organiser(database).await;
    test.grant_role(AIME, Role::Moderator).await;
    for who in [MARIE, AIME] {
        test.says(who, "/roles").await;
        assert!(!test.last_message(who).contains("Josiane"), "{}", test.last_message(who));
        for data in
            ["role:list", "role:ask:2001:organiser", "role:yes:2001:organiser", "role:yes:1003:moderator"]
        {
            test.presses(who, data).await;
            assert!(!test.last_message(who).contains("Josiane"));
        }
    }
    test.says(JOSIANE, "/roles").await;
    for data in [
        "role:yes:2001:organiser",
        "role:ask:2001:organiser",
        "role:yes:1003:organiser",
        "role:yes:1003:king",
        "role:yes:99999999999999999999:moderator",
        "role:yes:-1:moderator",
        "role:yes",
        "role:",
        "role:ask:1003:moderator:x",
    ] {
        test.presses(JOSIANE, data).await;
    }
    assert_eq!(role_count(&test).await, 2);
    // with a second organiser, the first one's role can be revoked
    test.grant_role(EUGENE, Role::Organiser).await;
    test.says(EUGENE, "/roles").await;
    test.presses(EUGENE, "role:yes:2001:organiser").await;
    assert_eq!(role_count(&test).await, 2);
    test.says(JOSIANE, "/inscrits").await;
    assert!(test.last_message(JOSIANE).contains("organisateurs"), "{}", test.last_message(JOSIANE));
    assert!(!command_names(&test, JOSIANE).contains(&"roles".to_owned()));
    assert!(toast(&test, JOSIANE).is_empty() || !toast(&test, JOSIANE).contains("Aimé"));
    test.end().await;
}

async fn a_revoked_role_cannot_finish_a_conversation(database: Database) {
    let mut test = open_with_organiser(database).await;
    test.register(MARIE).await;
    test.grant_role(EUGENE, Role::Organiser).await;
    test.says(EUGENE, "/annonce").await;
    test.says(JOSIANE, "/roles").await;
    test.presses(JOSIANE, "role:yes:2002:organiser").await;
    test.hears(MARIE);
    test.says(EUGENE, "Le forum est annulé, restez chez vous.").await;
    for data in ["news:send:1:0", "news:send:1:1", "sched:shift:0:15:1353681600", "reg:list-file"] {
        test.presses(EUGENE, data).await;
    }
    test.tick().await;
    assert_eq!(test.hears(MARIE), "");
    assert_eq!(test.query_i64("select count(*) from schedule_change").await, 0);
    test.end().await;
}

async fn the_command_line_lists_and_takes_away(database: Database) {
    let url = database.url.clone();
    let mut test = open_with_organiser(database).await;
    test.grant_role(AIME, Role::Moderator).await;
    test.says(AIME, "/file").await;
    test.grant_role(AIME, Role::Counsellor).await;
    let run = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_koze"));
        command.arg("roles").args(arguments).env("DATABASE_URL", &url);
        let output = command.output().unwrap();
        let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        (output.status.code(), said.concat())
    };
    let (code, said) = run(&["list"]);
    assert_eq!((code, said.lines().count()), (Some(0), 3), "{said}");
    assert!(said.contains("1003\tmoderator\t") && said.contains("\tAimé"), "{said}");
    for wrong in [
        &["revoke", "1003", "organiser"][..],
        &["revoke", "5", "moderator"],
        &["revoke", "1003", "king"],
        &["revoke", "Aimé"],
        &["revoke"],
        &[],
    ] {
        assert_eq!(run(wrong).0, Some(2), "{wrong:?}");
    }
    assert_eq!(role_count(&test).await, 3);
    test.hears(AIME);
    let (code, said) = run(&["revoke", "1003", "moderator"]);
    assert_eq!(code, Some(0), "{said}");
    test.run_until_idle().await;
    assert!(test.hears(AIME).contains("modération"));
    assert!(!reply_keyboard(&test, AIME).contains(&queue_label()));
    assert_eq!(test.query_i64("select count(*) from panel").await, 0);
    assert_eq!(run(&["revoke", "1003"]).0, Some(0));
    test.run_until_idle().await;
    assert!(test.hears(AIME).contains("écoute"));
    // the command line can revoke the role of the last organiser
    assert_eq!(run(&["revoke", "2001"]).0, Some(0));
    assert_eq!(role_count(&test).await, 0);
    test.run_until_idle().await;
    test.end().await;
}

/// Each command that needs a role, and the roles that may use it.
const STAFF_COMMANDS: [(&str, &[Role]); 24] = [
    ("inscrits", &[Role::Organiser]),
    ("annonce", &[Role::Organiser]),
    ("decaler", &[Role::Organiser]),
    ("roles", &[Role::Organiser]),
    ("incompris", &[Role::Organiser]),
    ("bureau", &[Role::Organiser]),
    ("registre", &[Role::Organiser]),
    ("importer", &[Role::Organiser]),
    ("documents", &[Role::Organiser]),
    ("affiche", &[Role::Organiser]),
    ("groupes", &[Role::Organiser]),
    ("lier", &[Role::Organiser]),
    ("accueil", &[Role::Organiser, Role::DoorStaff]),
    ("file", &[Role::Organiser, Role::Moderator]),
    ("suivante", &[Role::Organiser, Role::Moderator]),
    ("relire", &[Role::Organiser, Role::Moderator]),
    ("repondue", &[Role::Organiser, Role::Moderator]),
    ("salle", &[Role::Organiser, Role::Moderator]),
    ("chapeau", &[Role::Organiser, Role::Moderator]),
    ("journal", &[Role::Organiser, Role::Moderator]),
    ("bilan", &[Role::Organiser, Role::Moderator]),
    ("moderation", &[Role::Organiser, Role::Moderator]),
    ("imprimer", &[Role::Organiser, Role::Moderator]),
    ("regie", &[Role::Organiser, Role::Moderator]),
];

/// The tables that a refused command may change.
const CHANGED_BY_ANY_COMMAND: [&str; 4] = ["audit_log", "outbox", "person", "seen_update"];

async fn every_command_of_a_role_is_refused_without_it_and_recorded(database: Database) {
    for role in
        [None, Some(Role::Moderator), Some(Role::DoorStaff), Some(Role::Mediator), Some(Role::Counsellor)]
    {
        let mut test = open_with_organiser(database.another().await).await;
        test.register(MARIE).await;
        if let Some(role) = role {
            test.grant_role(AIME, role).await;
        }
        test.says(AIME, "bonjour").await;
        let unchanged = |tables: Vec<String>| -> Vec<String> {
            tables.into_iter().filter(|table| !CHANGED_BY_ANY_COMMAND.contains(&table.as_str())).collect()
        };
        let tables = unchanged(tables(&test.app.db).await);
        let before = dump(&test.app.db, &tables).await;
        let mut refused = BTreeSet::new();
        for (command, allowed) in STAFF_COMMANDS {
            if role.is_some_and(|role| allowed.contains(&role)) {
                continue;
            }
            test.hears(AIME);
            test.says(AIME, &format!("/{command}")).await;
            assert_ne!(test.hears(AIME), "", "{role:?} hears why /{command} is not for them");
            refused.insert(command);
        }
        assert_eq!(dump(&test.app.db, &tables).await, before, "{role:?} changes nothing");
        let recorded = koze::audit_log::list(&mut test.app.db.reader().await.unwrap(), 200).await.unwrap();
        let recorded: BTreeSet<String> = recorded.into_iter().map(|entry| entry.detail).collect();
        let missing: Vec<_> = refused.iter().filter(|command| !recorded.contains(**command)).collect();
        assert!(missing.is_empty(), "{role:?}: {missing:?} are not recorded");
        test.run_until_idle().await;
    }
}
