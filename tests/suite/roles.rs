//! Roles that are given by a link, looked at, and taken away: in the chat, and on the command line.

use std::time::Duration;

use koze::i18n::{Lang, texts};
use koze::organiser::{self, Code, INVITE_LIFE};
use koze::people::Role;

use crate::stage::{AIME, Database, EUGENE, JOSIANE, MARIE, Stage};

on_both_databases!(
    an_organiser_takes_a_role_away_and_it_is_gone_at_once,
    a_link_gives_its_role_once_and_never_again,
    only_organisers_touch_roles_and_one_of_them_stays,
    what_was_begun_with_a_role_is_not_ended_without_it,
    the_command_line_lists_and_takes_away,
);

const ROUND_TABLE: &str = "2012-11-23T10:40";

async fn opened(database: Database) -> Stage {
    let mut stage = Stage::open(database, ROUND_TABLE).await;
    for (who, name) in [(MARIE, "Marie"), (AIME, "Aimé"), (JOSIANE, "Josiane"), (EUGENE, "Eugène")] {
        stage.world.person(who, name, None, Some("fr"));
    }
    stage.invite(JOSIANE, Role::Organiser).await;
    stage
}

/// A link that nobody has used.
async fn link(stage: &Stage, role: Role) -> String {
    let code = Code::random();
    let mut tx = stage.app.db.begin().await.unwrap();
    organiser::invite(&mut tx, &code, role, stage.clock.mono() + INVITE_LIFE).await.unwrap();
    tx.commit().await.unwrap();
    format!("/start {}", code.payload())
}

fn keyboard(stage: &Stage, who: i64) -> String {
    stage.world.reply_keyboard(who).map(|it| it.keyboard.to_string()).unwrap_or_default()
}

/// The button that only moderators have.
fn queue() -> String {
    texts(Lang::Fr).label("menu-queue")
}

fn commands(stage: &Stage, who: i64) -> Vec<String> {
    stage.world.commands_for(who, "fr").into_iter().map(|(name, _)| name).collect()
}

fn toast(stage: &Stage, who: i64) -> String {
    stage.world.toasts(who).last().map(|toast| toast.text.clone()).unwrap_or_default()
}

async fn roles(stage: &Stage) -> i64 {
    stage.count("select count(*) from role").await
}

async fn an_organiser_takes_a_role_away_and_it_is_gone_at_once(database: Database) {
    let mut stage = opened(database).await;
    let given = link(&stage, Role::Moderator).await;
    stage.says(AIME, &given).await;
    stage.says(MARIE, "/question").await;
    stage.says(MARIE, "Qui paie les adultes relais ?").await;
    stage.says(AIME, "/file").await;
    stage.says(AIME, "/suivante").await;
    assert_eq!(stage.count("select count(*) from question where state = 'taken'").await, 1);
    assert!(keyboard(&stage, AIME).contains(&queue()) && commands(&stage, AIME).contains(&"file".to_owned()));
    assert!(commands(&stage, JOSIANE).contains(&"roles".to_owned()));

    stage.says(JOSIANE, "/roles").await;
    let heard = stage.last(JOSIANE);
    assert!(heard.contains("Aimé") && heard.contains("modération"), "{heard}");
    let before = stage.buttons(AIME);
    stage.hears(AIME);
    // what is on the screen stays there, for others to close
    let mut tx = stage.app.db.begin().await.unwrap();
    sqlx::query("update on_screen set question = 0").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    stage.presses(JOSIANE, "role:ask:1003:moderator").await;
    assert!(stage.shows(JOSIANE, "Aimé"));
    assert_eq!(roles(&stage).await, 2, "it is asked first");
    stage.presses(JOSIANE, "role:yes:1003:moderator").await;
    assert_eq!(roles(&stage).await, 1);

    let heard = stage.hears(AIME);
    assert!(heard.contains("modération"), "{heard}");
    assert!(!keyboard(&stage, AIME).contains(&queue()), "{}", keyboard(&stage, AIME));
    assert!(!commands(&stage, AIME).contains(&"file".to_owned()), "{:?}", commands(&stage, AIME));
    assert_eq!(stage.count("select count(*) from panel").await, 0);
    assert_eq!(stage.count("select count(*) from question where state = 'taken'").await, 0, "it waits again");
    // old buttons, labels and commands
    stage.world.presses(AIME, before, "queue:next");
    stage.settle().await;
    for typed in ["⏭ Suivante", "/suivante", "/file", "/journal", "/roles"] {
        stage.says(AIME, typed).await;
    }
    for data in ["queue:take:1", "queue:answered:1", "queue:settings"] {
        stage.presses(AIME, data).await;
    }
    assert_eq!(stage.count("select count(*) from question where state = 'taken'").await, 0);
    stage.says(MARIE, "/question").await;
    stage.says(MARIE, "Et les jeunes, alors ?").await;
    stage.hears(AIME);
    stage.app.renew_panels().await.unwrap();
    stage.settle().await;
    assert_eq!(stage.hears(AIME), "", "nothing of the desk reaches them any more");
    // nor does their link help
    stage.says(AIME, &given).await;
    assert!(stage.last(AIME).contains("une fois"), "{}", stage.last(AIME));
    assert_eq!(roles(&stage).await, 1);
    // pressed twice, and by somebody who comes second
    stage.presses(JOSIANE, "role:yes:1003:moderator").await;
    assert_eq!(roles(&stage).await, 1);
    // a new link is a new role
    let again = link(&stage, Role::Moderator).await;
    stage.says(AIME, &again).await;
    assert!(keyboard(&stage, AIME).contains(&queue()));
    stage.end().await;
}

async fn a_link_gives_its_role_once_and_never_again(database: Database) {
    let mut stage = opened(database).await;
    let used = link(&stage, Role::Moderator).await;
    stage.says(AIME, &used).await;
    stage.hears(AIME);
    stage.says(AIME, &used).await;
    let heard = stage.hears(AIME);
    assert!(heard.contains("vous avez ce rôle (modération)"), "{heard}");
    stage.says(EUGENE, &used).await;
    assert!(stage.last(EUGENE).contains("une fois"), "{}", stage.last(EUGENE));
    let old = link(&stage, Role::Organiser).await;
    stage.clock.pass(Duration::from_millis(INVITE_LIFE as u64 + 1));
    stage.says(EUGENE, &old).await;
    assert!(stage.last(EUGENE).contains("deux jours"), "{}", stage.last(EUGENE));
    stage.says(EUGENE, &format!("/start {}", Code::random().payload())).await;
    assert_eq!(roles(&stage).await, 2);
    // whoever erased themselves does not get it back, either
    stage.says(AIME, "/effacer").await;
    stage.presses(AIME, "me:erase-yes").await;
    stage.says(AIME, &used).await;
    assert!(stage.last(AIME).contains("une fois"), "{}", stage.last(AIME));
    assert_eq!(roles(&stage).await, 1);
    stage.end().await;
}

async fn only_organisers_touch_roles_and_one_of_them_stays(database: Database) {
    let mut stage = opened(database).await;
    stage.invite(AIME, Role::Moderator).await;
    for who in [MARIE, AIME] {
        stage.says(who, "/roles").await;
        assert!(!stage.last(who).contains("Josiane"), "{}", stage.last(who));
        for data in
            ["role:list", "role:ask:2001:organiser", "role:yes:2001:organiser", "role:yes:1003:moderator"]
        {
            stage.presses(who, data).await;
            assert!(!stage.last(who).contains("Josiane"));
        }
    }
    stage.says(JOSIANE, "/roles").await;
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
        stage.presses(JOSIANE, data).await;
    }
    assert_eq!(roles(&stage).await, 2);
    // with another organiser the first can go
    stage.invite(EUGENE, Role::Organiser).await;
    stage.says(EUGENE, "/roles").await;
    stage.presses(EUGENE, "role:yes:2001:organiser").await;
    assert_eq!(roles(&stage).await, 2);
    stage.says(JOSIANE, "/inscrits").await;
    assert!(stage.last(JOSIANE).contains("organisateurs"), "{}", stage.last(JOSIANE));
    assert!(!commands(&stage, JOSIANE).contains(&"roles".to_owned()));
    assert!(toast(&stage, JOSIANE).is_empty() || !toast(&stage, JOSIANE).contains("Aimé"));
    stage.end().await;
}

async fn what_was_begun_with_a_role_is_not_ended_without_it(database: Database) {
    let mut stage = opened(database).await;
    stage.register(MARIE).await;
    stage.invite(EUGENE, Role::Organiser).await;
    stage.says(EUGENE, "/annonce").await;
    stage.says(JOSIANE, "/roles").await;
    stage.presses(JOSIANE, "role:yes:2002:organiser").await;
    stage.hears(MARIE);
    stage.says(EUGENE, "Le forum est annulé, restez chez vous.").await;
    for data in ["news:send:1:0", "news:send:1:1", "sched:shift:0:15:1353681600", "reg:list-file"] {
        stage.presses(EUGENE, data).await;
    }
    stage.tick().await;
    assert_eq!(stage.hears(MARIE), "");
    assert_eq!(stage.count("select count(*) from schedule_change").await, 0);
    stage.end().await;
}

async fn the_command_line_lists_and_takes_away(database: Database) {
    let url = database.url.clone();
    let mut stage = opened(database).await;
    stage.invite(AIME, Role::Moderator).await;
    stage.says(AIME, "/file").await;
    stage.invite(AIME, Role::Listener).await;
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
    assert_eq!(roles(&stage).await, 3);
    stage.hears(AIME);
    let (code, said) = run(&["revoke", "1003", "moderator"]);
    assert_eq!(code, Some(0), "{said}");
    stage.settle().await;
    assert!(stage.hears(AIME).contains("modération"));
    assert!(!keyboard(&stage, AIME).contains(&queue()));
    assert_eq!(stage.count("select count(*) from panel").await, 0);
    assert_eq!(run(&["revoke", "1003"]).0, Some(0));
    stage.settle().await;
    assert!(stage.hears(AIME).contains("écoute"));
    // on the machine the last organiser can go, too
    assert_eq!(run(&["revoke", "2001"]).0, Some(0));
    assert_eq!(roles(&stage).await, 0);
    stage.settle().await;
    stage.end().await;
}
