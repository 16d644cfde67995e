//! Plays of moderating with one thumb: the card first and the screen by a press of its own, questions by
//! their number, whose words are nobody's to read, what authors are told.

use koze::i18n::{Lang, texts};
use koze::people::Role;
use koze::programme::Programme;
use koze::questions;
use koze::rehearsal::world::Kind;
use koze::spreadsheet::Format;

use crate::stage::{AIME, Database, EUGENE, JOSIANE, MARIE, Stage, plain, text};

const ROUND_TABLE: &str = "2012-11-23T10:45";
const SECRET: &str = "secret de Marie";

on_both_databases!(
    the_card_comes_first_and_the_screen_by_a_press_of_its_own,
    by_a_setting_the_next_one_is_on_the_screen_at_once,
    given_back_its_author_hears_that_it_waits_again,
    the_whole_queue_page_by_page,
    a_number_opens_the_card,
    a_number_is_taken_or_why_not_is_said,
    the_bell_leads_to_what_has_to_be_read,
    an_undone_personal_situation_is_told,
    other_words_are_not_signed_with_a_name,
    a_personal_situation_is_two_presses_away,
    withdrawn_and_personal_words_are_nobodys,
    all_that_is_open_is_on_paper,
    the_halls_address_is_a_button,
    no_screen_is_a_dead_end,
);

async fn opened(database: Database) -> Stage {
    let mut programme = Programme::shipped();
    programme.limits.seconds_between_questions = 0;
    programme.limits.questions_waiting = 50;
    let mut stage = Stage::with(database, ROUND_TABLE, programme).await;
    stage.world.person(MARIE, "Marie", Some("Exemple"), Some("fr"));
    stage.world.person(JOSIANE, "Josiane", None, Some("fr"));
    stage.world.person(EUGENE, "Eugène", None, Some("fr"));
    stage.invite(JOSIANE, Role::Moderator).await;
    stage
}

/// So many questions that are not alike, each by somebody else.
async fn asked(stage: &mut Stage, many: i64) {
    for n in 1..=many {
        let word: String = ('a'..='z').cycle().skip(n as usize * 3).take(9 + n as usize).collect();
        stage.asks(3_000 + n, &format!("{word} ?")).await;
    }
}

fn buttons(stage: &Stage, who: i64) -> Vec<Vec<String>> {
    let rows = stage.world.latest(who).and_then(|bubble| bubble.inline_keyboard);
    let rows = rows.and_then(|rows| rows.as_array().cloned()).unwrap_or_default();
    let label = |button: &serde_json::Value| plain(button["text"].as_str().unwrap_or_default());
    rows.iter().map(|row| row.as_array().into_iter().flatten().map(label).collect()).collect()
}

fn fr(id: &str) -> String {
    plain(&texts(Lang::Fr).label(id))
}

async fn the_card_comes_first_and_the_screen_by_a_press_of_its_own(database: Database) {
    let mut stage = opened(database).await;
    for (who, text) in [(MARIE, "Une ?"), (AIME, "Deux ?")] {
        stage.asks(who, text).await;
        stage.hears(who);
    }
    for (who, number) in [(MARIE, 1), (AIME, 2)] {
        stage.says(JOSIANE, "/suivante").await;
        assert!(stage.last(JOSIANE).contains(&format!("Question n° {number}")));
        let heard = stage.hears(who);
        assert!(heard.contains("bientôt") && !heard.contains("maintenant"), "{heard}");
        assert_eq!(stage.count("select question from on_screen").await, 0, "whatever is on the screen");
    }
    stage.says(MARIE, "/mesquestions").await;
    assert!(stage.last(MARIE).contains(&fr("state-taken")), "{}", stage.last(MARIE));
    stage.presses(JOSIANE, "queue:live:1").await;
    assert!(stage.hears(MARIE).contains("maintenant"));
    stage.says(MARIE, "/mesquestions").await;
    assert!(stage.last(MARIE).contains(&fr("state-live")), "{}", stage.last(MARIE));
    stage.says(JOSIANE, "/repondue").await;
    assert_eq!(stage.count("select count(*) from question where state = 'answered'").await, 1);
    stage.says(JOSIANE, "/repondue").await;
    assert_eq!(
        stage.count("select count(*) from question where state = 'answered'").await,
        2,
        "the only one in hand"
    );
    stage.says(JOSIANE, "/repondue").await;
    assert!(stage.last(JOSIANE).contains("/repondue 4"), "{}", stage.last(JOSIANE));
    stage.end().await;
}

async fn by_a_setting_the_next_one_is_on_the_screen_at_once(database: Database) {
    let mut stage = opened(database).await;
    stage.invite(EUGENE, Role::Moderator).await;
    stage.says(JOSIANE, "/moderation").await;
    stage.taps(JOSIANE, &fr("queue-more")).await;
    stage.taps(JOSIANE, &fr("set-at-once-on")).await;
    assert!(stage.hears(EUGENE).contains(&fr("set-at-once-on")), "the others are told");
    stage.asks(MARIE, "Une ?").await;
    stage.asks(AIME, "Deux ?").await;
    stage.hears(MARIE);
    stage.says(JOSIANE, "/file").await;
    assert!(stage.last(JOSIANE).contains(&fr("queue-at-once")), "{}", stage.last(JOSIANE));
    stage.taps(JOSIANE, &fr("queue-next")).await;
    let heard = stage.hears(MARIE);
    assert!(heard.contains("maintenant") && !heard.contains("bientôt"), "{heard}");
    stage.says(JOSIANE, "/suivante 2").await;
    assert_eq!(stage.count("select question from on_screen").await, 2, "one meaning, by number too");
    stage.presses(JOSIANE, "queue:set:atonce:maybe").await;
    stage.presses(JOSIANE, "queue:set:atonce:off").await;
    stage.asks(3_001, "Trois ?").await;
    stage.says(JOSIANE, "/suivante").await;
    assert_eq!(stage.count("select question from on_screen").await, 2);
    stage.end().await;
}

async fn given_back_its_author_hears_that_it_waits_again(database: Database) {
    let mut stage = opened(database).await;
    stage.asks(MARIE, "Une ?").await;
    for (press, told) in
        [("queue:back:1", "de nouveau dans la file"), ("queue:later:1", "gardée pour un peu plus tard")]
    {
        stage.says(JOSIANE, "/suivante 1").await;
        stage.hears(MARIE);
        stage.presses(JOSIANE, press).await;
        assert!(stage.hears(MARIE).contains(told), "{press}");
    }
    stage.says(JOSIANE, "/suivante 1").await;
    stage.taps(JOSIANE, &fr("queue-undo")).await;
    let heard = stage.hears(MARIE);
    assert!(heard.contains("bientôt") && heard.contains("gardée pour un peu plus tard"), "{heard}");
    // a lost phone
    stage.says(JOSIANE, "/suivante 1").await;
    stage.hears(MARIE);
    stage.clock.pass(std::time::Duration::from_secs(601));
    stage.jump("2012-11-23T10:56").await;
    assert!(stage.hears(MARIE).contains("de nouveau dans la file"));
    stage.end().await;
}

async fn the_whole_queue_page_by_page(database: Database) {
    let mut stage = opened(database).await;
    asked(&mut stage, 14).await;
    stage.says(JOSIANE, "/file").await;
    let rows = buttons(&stage, JOSIANE);
    assert!(rows.len() <= 8 && rows[1] == ["n° 1", "n° 2", "n° 3"], "{rows:?}");
    assert!(rows[2][0].contains("+11"), "{rows:?}");
    stage.presses(JOSIANE, "queue:list:waiting:0").await;
    assert!(
        stage.last(JOSIANE).contains("1–6 / 14") && stage.last(JOSIANE).contains("6."),
        "{}",
        stage.last(JOSIANE)
    );
    stage.taps(JOSIANE, "›").await;
    stage.taps(JOSIANE, "›").await;
    let page = stage.last(JOSIANE);
    assert!(page.contains("13–14 / 14") && page.contains("14.") && !page.contains("12."), "{page}");
    assert_eq!(buttons(&stage, JOSIANE).last().unwrap()[0], "‹", "no way on from the last page");
    stage.taps(JOSIANE, "n° 14").await;
    assert!(stage.last(JOSIANE).contains("Question n° 14"));
    stage.presses(JOSIANE, "queue:live:14").await;
    stage.says(JOSIANE, "/file").await;
    assert_eq!(buttons(&stage, JOSIANE)[1][0], "📺 n° 14", "what is on the screen is a press away");
    for n in 1..=8 {
        stage.presses(JOSIANE, &format!("queue:later:{n}")).await;
    }
    stage.presses(JOSIANE, "queue:later").await;
    stage.taps(JOSIANE, "›").await;
    assert!(stage.last(JOSIANE).contains("8."), "{}", stage.last(JOSIANE));
    // and bad input: pages that are not there
    for forged in
        ["queue:page:waiting:9999", "queue:page:waiting:-1", "queue:page:everything:0", "queue:list:waiting"]
    {
        stage.presses(JOSIANE, forged).await;
    }
    stage.presses(JOSIANE, "queue:merge:14").await;
    assert!(buttons(&stage, JOSIANE).len() <= 8);
    stage.end().await;
}

async fn a_number_opens_the_card(database: Database) {
    let mut stage = opened(database).await;
    asked(&mut stage, 5).await;
    for typed in [
        "/file 4",
        "/file n° 4",
        "n° 4",
        "n°4",
        "la question 4",
        "Question n° 4.",
        "numéro 4",
        "#4",
        "kestion nimewo 4",
        "number 4",
    ] {
        stage.says(JOSIANE, "/aide").await;
        stage.says(JOSIANE, typed).await;
        // in the language it was asked for
        let card = stage.last(JOSIANE);
        let is_it =
            ["Question n° 4", "Kestion nimewo 4", "Question no. 4"].iter().any(|head| card.contains(head));
        assert!(is_it, "{typed}: {card}");
    }
    for typed in [
        "/file 99",
        "/file 99999999999999999999",
        "/file 4 5",
        "/file quatre",
        "/file -4",
        "/file 0",
        "n° 99",
    ] {
        stage.says(JOSIANE, typed).await;
        assert!(!stage.last(JOSIANE).contains("Question n° 4\n"), "{typed}: {}", stage.last(JOSIANE));
    }
    // of everybody else it is a text like any other
    stage.says(AIME, "n° 4").await;
    assert!(!stage.last(AIME).contains("Question n° 4"), "{}", stage.last(AIME));
    assert_eq!(stage.count("select count(*) from question where state = 'taken'").await, 0, "only looked at");
    stage.end().await;
}

async fn a_number_is_taken_or_why_not_is_said(database: Database) {
    let mut stage = opened(database).await;
    stage.invite(EUGENE, Role::Moderator).await;
    asked(&mut stage, 7).await;
    stage.says(JOSIANE, "/suivante 4").await;
    assert_eq!(stage.count("select number from question where state = 'taken'").await, 4);
    stage.says(JOSIANE, "/suivante 1").await;
    stage.presses(JOSIANE, "queue:answered:1").await;
    stage.presses(3_002, "ask:withdraw:2:yes").await;
    stage.presses(JOSIANE, "queue:aside:3:time").await;
    stage.presses(JOSIANE, "queue:personal:5:yes").await;
    stage.presses(JOSIANE, "queue:join:6:7").await;
    stage.asks(MARIE, "Appelez le 0696 12 34 56 ?").await;
    let t = texts(Lang::Fr);
    let says = [
        ("99", t.plain("queue-not-there", koze::args!(number = 99))),
        ("2", t.plain("queue-is-withdrawn", koze::args!(number = 2))),
        ("1", t.plain("queue-is-answered", koze::args!(number = 1))),
        ("4", t.plain("queue-is-held", koze::args!(number = 4, name = "Josiane"))),
        ("3", t.plain("queue-is-aside", koze::args!(number = 3))),
        ("5", t.plain("queue-is-personal", koze::args!(number = 5))),
        ("6", t.plain("queue-is-joined", koze::args!(number = 6, head = 7))),
        ("8", t.plain("queue-is-pending", koze::args!(number = 8))),
        ("quatre", t.plain("queue-number-unclear", koze::args!(open = "/file 4", take = "/suivante 4"))),
        ("-1 2", t.plain("queue-number-unclear", koze::args!(open = "/file 4", take = "/suivante 4"))),
    ];
    for (number, why) in says {
        stage.says(EUGENE, &format!("/suivante {number}")).await;
        assert_eq!(stage.last(EUGENE), plain(&why), "{number}");
    }
    assert_eq!(stage.count("select count(*) from question where taken_by = 2002").await, 0);
    stage.says(EUGENE, "/suivante 6").await;
    stage.taps(EUGENE, &t.plain("queue-open-card", koze::args!(number = 7))).await;
    assert!(stage.last(EUGENE).contains("Question n° 7"));
    stage.says(JOSIANE, "/suivante 4").await;
    assert!(stage.last(JOSIANE).contains("Question n° 4"), "one's own is shown");
    stage.end().await;
}

async fn the_bell_leads_to_what_has_to_be_read(database: Database) {
    let mut stage = opened(database).await;
    stage.says(JOSIANE, "/moderation").await;
    stage.presses(JOSIANE, "queue:set:review:on").await;
    stage.hears(JOSIANE);
    stage.asks(MARIE, "Et les jeunes ?").await;
    assert!(stage.last(JOSIANE).contains(&fr("queue-first-to-review")), "{}", stage.last(JOSIANE));
    stage.says(JOSIANE, "/suivante").await;
    stage.taps(JOSIANE, &fr("queue-review")).await;
    assert!(stage.last(JOSIANE).contains("Et les jeunes ?"), "also from an empty queue");
    stage.taps(JOSIANE, &fr("queue-approve")).await;
    stage.says(JOSIANE, "/relire").await;
    stage.taps(JOSIANE, &fr("queue-next")).await;
    assert!(stage.last(JOSIANE).contains("Et les jeunes ?"), "and the other way round");
    stage.end().await;
}

async fn an_undone_personal_situation_is_told(database: Database) {
    let mut stage = opened(database).await;
    stage.says(JOSIANE, "/moderation").await;
    stage.presses(JOSIANE, "queue:set:review:on").await;
    stage.asks(MARIE, "Et les jeunes ?").await;
    stage.presses(JOSIANE, "queue:personal:1:yes").await;
    stage.hears(MARIE);
    stage.taps(JOSIANE, &fr("queue-undo")).await;
    let heard = stage.hears(MARIE);
    assert!(heard.contains("n° 1") && heard.contains("relit"), "back to where it was read: {heard}");
    stage.presses(JOSIANE, "queue:approve:1").await;
    stage.presses(JOSIANE, "queue:personal:1:yes").await;
    stage.hears(MARIE);
    stage.taps(JOSIANE, &fr("queue-undo")).await;
    assert!(stage.hears(MARIE).contains("de nouveau dans la file"));
    stage.end().await;
}

async fn other_words_are_not_signed_with_a_name(database: Database) {
    let mut stage = opened(database).await;
    stage.asks(MARIE, "Et les jeunes ?").await;
    stage.presses(MARIE, "ask:sign:1:on").await;
    stage.presses(JOSIANE, "queue:reword:1").await;
    stage.hears(MARIE);
    stage.says(JOSIANE, "Quelle place pour les jeunes ?").await;
    assert!(!stage.last(JOSIANE).contains("— Marie"), "{}", stage.last(JOSIANE));
    let heard = stage.hears(MARIE);
    assert!(heard.contains("Quelle place pour les jeunes ?") && heard.contains("prénom"), "{heard}");
    let hall = format!(
        "{:?}",
        questions::hall(&mut stage.app.db.reader().await.unwrap(), &stage.app.programme).await.unwrap()
    );
    assert!(!hall.contains("Marie"), "{hall}");
    // she may sign it all the same
    stage.taps(MARIE, &fr("question-sign")).await;
    assert_eq!(stage.count("select count(*) from question where signed = 'Marie'").await, 1);
    // unsigned, there is nothing to say
    stage.presses(MARIE, "ask:sign:1:off").await;
    stage.presses(JOSIANE, "queue:reword:1").await;
    stage.hears(MARIE);
    stage.says(JOSIANE, "Quelle place ?").await;
    assert_eq!(stage.hears(MARIE), "");
    // undone, her own words and her name come back, and she hears of it
    stage.presses(MARIE, "ask:sign:1:on").await;
    stage.presses(JOSIANE, "queue:reword:1").await;
    stage.says(JOSIANE, "Et quelle place alors ?").await;
    stage.hears(MARIE);
    let entry = stage.count("select max(number) from desk_log").await;
    stage.presses(JOSIANE, &format!("queue:undo:{entry}")).await;
    assert!(stage.hears(MARIE).contains("avec votre prénom"));
    stage.end().await;
}

async fn a_personal_situation_is_two_presses_away(database: Database) {
    let mut stage = opened(database).await;
    stage.asks(MARIE, "Et mon fils ?").await;
    for state in ["waiting", "taken", "live"] {
        match state {
            "taken" => stage.says(JOSIANE, "/suivante").await,
            "live" => stage.presses(JOSIANE, "queue:live:1").await,
            _ => {}
        }
        stage.says(JOSIANE, "/file 1").await;
        assert!(buttons(&stage, JOSIANE).len() <= 8);
        stage.taps(JOSIANE, &fr("queue-personal")).await;
        stage.taps(JOSIANE, &fr("queue-personal-yes")).await;
        assert_eq!(stage.count("select count(*) from question where state = 'personal'").await, 1, "{state}");
        stage.taps(JOSIANE, &fr("queue-undo")).await;
    }
    // everything else is at most two deep as well, and nothing stands twice
    stage.says(JOSIANE, "/file 1").await;
    stage.taps(JOSIANE, &fr("queue-more")).await;
    let all: Vec<String> = buttons(&stage, JOSIANE).concat();
    assert!(all.len() >= 9 && buttons(&stage, JOSIANE).len() <= 8, "{all:?}");
    assert_eq!(all.iter().collect::<std::collections::BTreeSet<_>>().len(), all.len(), "{all:?}");
    stage.end().await;
}

async fn withdrawn_and_personal_words_are_nobodys(database: Database) {
    let mut stage = opened(database).await;
    stage.invite(EUGENE, Role::Organiser).await;
    stage.asks(MARIE, &format!("{SECRET} retiré, appelez le 0696 12 34 56 ?")).await;
    stage.presses(JOSIANE, "queue:approve:1").await;
    stage.asks(MARIE, &format!("{SECRET} confié ?")).await;
    stage.says(MARIE, "/question").await;
    stage.world.sends(MARIE, Kind::Voice);
    stage.settle().await;
    stage.presses(MARIE, "ask:voice:yes").await;
    stage.presses(MARIE, "ask:withdraw:1:yes").await;
    stage.presses(JOSIANE, "queue:personal:2:yes").await;
    stage.presses(MARIE, "ask:withdraw:3:yes").await;
    stage.hears(EUGENE);
    let voices = stage.world.calls("sendVoice");
    for number in [1, 2, 3] {
        stage.says(EUGENE, &format!("/file {number}")).await;
        stage.says(EUGENE, &format!("n° {number}")).await;
        stage.says(EUGENE, &format!("/suivante {number}")).await;
        for what in [
            "card", "open", "more", "others", "aside", "for", "merge", "absorb", "parts", "personal",
            "voice", "reword", "private", "back", "take", "live", "review", "publish",
        ] {
            stage.presses(EUGENE, &format!("queue:{what}:{number}")).await;
            let shown: Vec<String> =
                stage.world.chat(EUGENE).into_iter().map(|bubble| bubble.plain).collect();
            assert!(
                !shown.concat().contains(SECRET) && !shown.concat().contains("0696"),
                "{what} {number}: {shown:#?}"
            );
        }
    }
    for command in ["/journal", "/bilan", "/imprimer", "/relire", "/file"] {
        stage.says(EUGENE, command).await;
    }
    let entries = stage.count("select max(number) from desk_log").await;
    for entry in 1..=entries {
        stage.presses(EUGENE, &format!("queue:undo:{entry}")).await;
        if stage.count("select count(*) from question where state = 'personal'").await == 0 {
            // an undo within its five minutes gives the question back to the queue, as it should
            stage.presses(JOSIANE, "queue:personal:2:yes").await;
        }
    }
    assert_eq!(stage.world.calls("sendVoice"), voices, "nor a voice");
    for media in stage.world.chat(EUGENE).into_iter().filter_map(|bubble| bubble.media) {
        let file = stage.world.file(media.value["file_id"].as_str().unwrap()).unwrap();
        assert!(!String::from_utf8_lossy(&file.bytes).contains(SECRET));
    }
    let mut conn = stage.app.db.reader().await.unwrap();
    let told = questions::export(&mut conn, &stage.app.programme).await.unwrap();
    let journal = questions::journal(&mut conn, &stage.app.programme).await.unwrap();
    for format in [Format::Csv, Format::Json] {
        let (told, journal) = (text(&told, format), text(&journal, format));
        assert!(!told.contains(SECRET) && !journal.contains(SECRET));
        assert!(!told.contains("waiting") && !journal.contains("personal"), "French under French titles");
    }
    drop(conn);
    // a card that is opened twice stays as it is
    stage.world.forgive();
    stage.end().await;
}

async fn all_that_is_open_is_on_paper(database: Database) {
    let mut stage = opened(database).await;
    asked(&mut stage, 4).await;
    stage.says(JOSIANE, "/suivante 2").await;
    stage.presses(JOSIANE, "queue:live:2").await;
    stage.says(JOSIANE, "/suivante 3").await;
    stage.presses(JOSIANE, "queue:later:4").await;
    stage.says(JOSIANE, "/imprimer").await;
    let media = stage.world.chat(JOSIANE).into_iter().find_map(|bubble| bubble.media).unwrap();
    let file = stage.world.file(media.value["file_id"].as_str().unwrap()).unwrap();
    let paper = plain(std::str::from_utf8(&file.bytes).unwrap());
    let at = |number: i64| paper.find(&format!("<li value=\"{number}\">")).unwrap();
    assert!(at(2) < at(3) && at(3) < at(1) && at(1) < at(4), "{paper}");
    assert!(
        paper.contains("l'écran") && paper.contains(&fr("desk-taken")) && paper.contains(&fr("desk-later")),
        "{paper}"
    );
    stage.end().await;
}

async fn the_halls_address_is_a_button(database: Database) {
    let mut stage = opened(database).await;
    stage.says(JOSIANE, "/moderation").await;
    let bubble = stage.world.latest(JOSIANE).unwrap();
    let text = serde_json::to_string(&bubble.inline_keyboard).unwrap();
    assert!(!text.contains("\"url\"") && bubble.plain.contains("/hall"), "{text}");
    stage.app.note_public_url(Some("https://forum.exemple.org")).await.unwrap();
    stage.says(JOSIANE, "/moderation").await;
    let bubble = stage.world.latest(JOSIANE).unwrap();
    let text = serde_json::to_string(&bubble.inline_keyboard).unwrap();
    assert!(text.contains("\"url\":\"https://forum.exemple.org/hall\""), "{text}");
    assert!(bubble.plain.contains("https://forum.exemple.org/hall"), "{}", bubble.plain);
    assert!(buttons(&stage, JOSIANE).len() <= 8);
    stage.end().await;
}

/// Every screen in every language: a way on, at most eight rows, no button twice. What is printed is for
/// whoever looks at them.
async fn no_screen_is_a_dead_end(database: Database) {
    let mut stage = opened(database).await;
    stage.invite(JOSIANE, Role::Organiser).await;
    for lang in Lang::ALL {
        let t = texts(lang);
        stage.presses(JOSIANE, &format!("lang:{}", lang.code())).await;
        let look = |stage: &Stage, what: &str| {
            let rows = buttons(stage, JOSIANE);
            println!("--- {} {what}\n{}\n{rows:?}\n", lang.code(), stage.last(JOSIANE));
            let all = rows.concat();
            let once: std::collections::BTreeSet<&String> = all.iter().collect();
            assert!((1..=8).contains(&rows.len()), "{what}: {rows:?}");
            assert_eq!(once.len(), all.len(), "{what}: {rows:?}");
        };
        let empty = stage.count("select count(*) from question").await == 0;
        for said in ["/journal", "/bilan", "/suivante", "/relire", "/moderation", "/file", "/decaler"] {
            stage.says(JOSIANE, said).await;
            look(&stage, said);
        }
        for pressed in
            ["queue:hand", "queue:later", "queue:unreached", "queue:journal", "queue:settings:more"]
        {
            stage.presses(JOSIANE, pressed).await;
            look(&stage, pressed);
        }
        if empty {
            asked(&mut stage, 9).await;
            stage.presses(JOSIANE, "queue:later:9").await;
        }
        for pressed in [
            "queue:list:waiting:0",
            "queue:later",
            "queue:open:1",
            "queue:more:1",
            "queue:aside:1",
            "queue:personal:1",
            "queue:for:1",
            "queue:merge:1",
            "queue:absorb:1",
            "queue:parts:1",
            "queue:take:1",
            "queue:live:1",
            "sched:one:cloture",
            "sched:by:cloture:10",
        ] {
            stage.presses(JOSIANE, pressed).await;
            look(&stage, pressed);
        }
        stage.presses(JOSIANE, "queue:back:1").await;
        look(&stage, "given back");
        assert!(t.label("queue-show").len() > 2);
    }
    stage.end().await;
}
