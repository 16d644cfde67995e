//! The papers of organisers, read back from their PDF, and the certificates of attendance.

use koze::check_in::{self, Arrival, ArrivalOutcome, Method};
use koze::db;
use koze::ids::{PersonId, RegistrationNumber};
use koze::people::Role;
use koze::programme::Programme;
use koze::registration::TicketCode;

use crate::pdf_reader;
use crate::process::{koze_command, run};
use crate::registration_card::received_files;
use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, MARIE, TestBot, martinique_time, remove_typography};

on_both_databases!(
    the_sheet_and_the_badges_have_every_name_once,
    three_hundred_names_are_printed,
    a_sheet_for_each_day,
    papers_come_from_the_command_line,
    a_certificate_is_for_those_who_came,
    a_certificate_names_only_hours_that_are_known,
    certificates_go_to_all_once,
    many_certificates_go_in_batches,
    nobody_else_gets_a_document,
    a_poster_has_the_public_link,
);

const EARLY: &str = "2012-11-12T10:00";
const MORNING: &str = "2012-11-23T08:04";
const AFTER: &str = "2012-11-23T18:00";
const PHONE: &str = "+596696123456";

/// Names that are long, accented, or look like something else.
const NAMES: [&str; 6] = [
    "Marie-Line Dieudonné",
    "Jean de La Fontaine",
    "Thérèse-Philomène Ozier-Lafontaine de Saint-Aimé du Morne-Rouge",
    "Ève Œillet",
    "=Łukasz Żółć",
    "Zélie",
];

/// Somebody with a seat, or waiting for one, who registered on paper or by an account.
async fn insert(test: &TestBot, number: i64, person: i64, name: &str, status: &str) {
    let mut tx = test.app.db.begin().await.unwrap();
    sqlx::query(
        "insert into registration
            (number, person, own, registered_by, seat_status, offered_until, waitlisted_at, waitlist_inactive_at, code,
             name, category, organisation, phone, email, area, access_needs, consent_how, consent_version, consent_at,
             registered_at, calendar_issues, calendar_fingerprint, calendar_at)
         values ($1, $2, 0, $2, $3, 0, 5, 0, $4, $5, 'mediator', 'Réseau des familles', $6, 'a@example.org', '', 'un fauteuil', 'paper',
                 '3', 5, 5, 0, '', 0)",
    )
    .bind(number)
    .bind(person)
    .bind(status)
    .bind(TicketCode::random().as_str())
    .bind(name)
    .bind(PHONE)
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

async fn arrives(test: &TestBot, number: i64, day: i64, at: &str, method: Method) {
    let mut tx = test.app.db.begin().await.unwrap();
    let arrival = Arrival {
        registration: RegistrationNumber(number),
        day,
        arrived_at: martinique_time(at),
        method,
        recorded_by: None,
    };
    assert_eq!(check_in::record(&mut tx, &arrival).await.unwrap(), ArrivalOutcome::Recorded);
    tx.commit().await.unwrap();
}

async fn know_bot(test: &TestBot) {
    let mut tx = test.app.db.begin().await.unwrap();
    db::set_setting(&mut tx, db::BOT_USERNAME_KEY, "koze_forum_bot").await.unwrap();
    tx.commit().await.unwrap();
}

async fn open_with_organiser(database: Database, at: &str) -> TestBot {
    let mut test = TestBot::open(database, at).await;
    know_bot(&test).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test
}

/// The text of all pages of a file, as a keyboard writes it.
fn pdf_text(bytes: &[u8]) -> String {
    remove_typography(&pdf_reader::texts(bytes).join("\n"))
}

/// The last file that somebody received: its name and its bytes.
fn last_file(test: &TestBot, who: i64) -> (String, Vec<u8>) {
    let (name, _, bytes) = received_files(test, who).pop().unwrap();
    (name, bytes)
}

/// Writes a file to look at, where `KOZE_KEEP_DOCUMENTS` names a folder.
fn keep(name: &str, bytes: &[u8]) {
    if let Ok(folder) = std::env::var("KOZE_KEEP_DOCUMENTS") {
        std::fs::write(std::path::Path::new(&folder).join(name), bytes).unwrap();
    }
}

async fn audit_details(test: &TestBot) -> Vec<String> {
    let mut conn = test.app.db.reader().await.unwrap();
    let entries = koze::audit_log::list(&mut conn, 100).await.unwrap();
    // the roles of the tests are taken by links
    let papers =
        entries.into_iter().rev().filter(|entry| entry.action != koze::audit_log::Action::InviteUsed);
    papers.map(|entry| format!("{} {}", entry.action, entry.detail)).collect()
}

async fn the_sheet_and_the_badges_have_every_name_once(database: Database) {
    let mut test = open_with_organiser(database, EARLY).await;
    for (number, name) in (1..).zip(NAMES) {
        insert(&test, number, 0, name, "seat").await;
    }
    insert(&test, 90, 0, "Quelqu'un Attend", "waiting").await;
    test.says(JOSIANE, "/documents").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(JOSIANE), @"
        Documents
        Touchez ce qu'il vous faut : le fichier arrive ici. Il contient souvent des données personnelles : gardez-le pour vous.
        Pour écrire un lieu sur l'affiche : /affiche et le nom du lieu.
        ");
    }
    test.taps(JOSIANE, "docs:attendance-sheet").await;
    let (name, sheet) = last_file(&test, JOSIANE);
    assert_eq!(name, "feuille-emargement.pdf");
    keep("sheet-6.pdf", &sheet);
    let text = pdf_text(&sheet);
    for part in [
        "Feuille d'émargement",
        "Forum sur la médiation sociale",
        "vendredi 23 novembre 2012",
        "matin, de 8h à 12h",
        "Palais des Congrès, Salon Tainos",
        "Acsé",
        "Réseau des familles",
        "Signature",
        "Personnes présentes qui ne sont pas sur la liste",
        "page 1 / ",
        "Les organisateurs les gardent 1 an, puis les détruisent.",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    test.taps(JOSIANE, "docs:badges").await;
    let (name, badges) = last_file(&test, JOSIANE);
    assert_eq!(name, "badges.pdf");
    keep("badges-6.pdf", &badges);
    let badge_text = pdf_text(&badges);
    for name in NAMES {
        assert_eq!(text.matches(name).count(), 1, "{name} on the sheet: {text}");
        let (first, last) = name.split_at(name.rfind(' ').unwrap_or(0));
        for part in [first, last.trim()].into_iter().filter(|part| !part.is_empty()) {
            assert_eq!(badge_text.matches(part).count(), 1, "{part} on the badges: {badge_text}");
        }
    }
    // as French lists sort: by family name, particles apart
    let at = |name: &str| text.find(name).unwrap();
    assert!(at("Marie-Line Dieudonné") < at("Jean de La Fontaine"), "{text}");
    assert!(at("Ève Œillet") < at("Zélie"), "{text}");
    for file in [&text, &badge_text] {
        let digits: String = file.chars().filter(char::is_ascii_digit).collect();
        assert!(!digits.contains("696123456"), "a telephone number: {file}");
        assert!(!file.contains("fauteuil") && !file.contains("a@example.org"), "{file}");
        assert!(!file.contains("Attend"), "the waiting list is not printed: {file}");
    }
    // each code is that of the ticket
    let codes = pdf_reader::scan(&pdf_reader::dark_rectangles(&badges, 0));
    assert_eq!(codes.len(), NAMES.len());
    assert!(codes.iter().all(|code| code.starts_with("https://t.me/koze_forum_bot?start=t_")), "{codes:?}");
    assert_eq!(test.query_i64("select count(*) from attachment").await, 0, "no file is kept");
    assert_eq!(
        audit_details(&test).await.split_off(0),
        ["exported attendance-sheet pdf", "exported badges pdf"]
    );
    test.end().await;
}

async fn three_hundred_names_are_printed(database: Database) {
    let mut test = open_with_organiser(database, EARLY).await;
    for count in [3, 30, 300] {
        let known = test.query_i64("select count(*) from registration").await;
        for number in known + 1..=count {
            let name = NAMES[number as usize % NAMES.len()];
            insert(&test, number, 0, &format!("{name} N{number:03}Z"), "seat").await;
        }
        test.says(JOSIANE, "/documents").await;
        test.taps(JOSIANE, "docs:attendance-sheet").await;
        let (_, sheet) = last_file(&test, JOSIANE);
        keep(&format!("sheet-{count}.pdf"), &sheet);
        test.says(JOSIANE, "/documents").await;
        test.taps(JOSIANE, "docs:badges").await;
        let (_, badges) = last_file(&test, JOSIANE);
        keep(&format!("badges-{count}.pdf"), &badges);
        for text in [pdf_text(&sheet), pdf_text(&badges)] {
            for number in 1..=count {
                let mark = format!("N{number:03}Z");
                assert_eq!(text.matches(&mark).count(), 1, "{mark} of {count}");
            }
            assert!(!text.contains(&format!("N{:03}Z", count + 1)));
        }
        let rows = count + 20;
        let pages = pdf_reader::page_count(&sheet) as i64;
        assert!((rows / 24..=rows / 18 + 1).contains(&pages), "{pages} pages for {rows} rows");
        assert!(pdf_text(&sheet).contains(&format!("page {pages} / {pages}")));
    }
    test.end().await;
}

/// The shipped event on two days: the round table is on the second, in the afternoon.
fn two_days() -> Programme {
    let file = include_str!("../../event.toml")
        .replacen("date = \"2012-11-23\"", "date = \"2012-11-22\"\nlast_date = \"2012-11-23\"", 1)
        .replacen("end = \"12:00\"", "end = \"17:00\"", 1);
    let last = file.rfind("\nstart = \"").unwrap();
    let end = file[last + 1..].find('\n').unwrap() + last + 1;
    let file = format!("{}\ndate = \"2012-11-23\"\nstart = \"14:00\"{}", &file[..last], &file[end..]);
    Programme::parse(&file).unwrap_or_else(|errors| panic!("{errors:?}"))
}

async fn a_sheet_for_each_day(database: Database) {
    let mut test = TestBot::open_with_programme(database, EARLY, two_days()).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    insert(&test, 1, 0, "Marie-Line Dieudonné", "seat").await;
    test.says(JOSIANE, "/documents").await;
    test.taps(JOSIANE, "docs:attendance-sheet").await;
    let text = pdf_text(&last_file(&test, JOSIANE).1);
    assert_eq!(text.matches("Marie-Line Dieudonné").count(), 2, "{text}");
    for part in [
        "jeudi 22 novembre 2012",
        "matin, à partir de 8h",
        "vendredi 23 novembre 2012",
        "après-midi, de 14h à 17h",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    // a certificate of both days
    arrives(&test, 1, 0, "2012-11-22T07:50", Method::Scan).await;
    arrives(&test, 1, 1, "2012-11-23T15:10", Method::Search).await;
    test.taps(JOSIANE, "docs:certificates:everybody").await;
    let (name, bytes) = last_file(&test, JOSIANE);
    assert_eq!(name, "attestations.pdf");
    let text = pdf_text(&bytes);
    for part in [
        "a assisté à « Forum sur la médiation sociale » :",
        "le jeudi 22 novembre 2012 à partir de 8h",
        "le vendredi 23 novembre 2012 de 15h10 à 17h",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    test.end().await;
}

async fn papers_come_from_the_command_line(database: Database) {
    let url = database.url.clone();
    let test = open_with_organiser(database, EARLY).await;
    let home = tempfile::tempdir().unwrap();
    let print = |arguments: &[&str]| {
        let mut command = koze_command(&home);
        command.arg("print").args(arguments).args(["--output", "papier.pdf", "--database-url", &url]);
        let (code, _, error) = run(&mut command);
        (code, error, std::fs::read(home.path().join("papier.pdf")).unwrap_or_default())
    };
    let (code, error, _) = print(&["badges"]);
    assert_eq!((code, error.trim()), (2, "there is nobody to print it for yet"));
    insert(&test, 1, 0, "Marie-Line Dieudonné", "seat").await;
    let (code, error, sheet) = print(&["attendance-sheet"]);
    assert_eq!((code, error.as_str()), (0, ""));
    assert!(pdf_text(&sheet).contains("Marie-Line Dieudonné"));
    assert_eq!(print(&["certificates"]).0, 2, "nobody has arrived");
    arrives(&test, 1, 0, MORNING, Method::Scan).await;
    assert!(pdf_text(&print(&["certificates"]).2).contains("Marie-Line Dieudonné"));
    assert!(pdf_text(&print(&["badges"]).2).contains("Dieudonné"));
    let (code, _, poster) = print(&["poster", "--from", "Mairie", "--place", "Mairie du Lamentin"]);
    assert_eq!(code, 0);
    keep("poster.pdf", &poster);
    assert!(pdf_text(&poster).contains("Affiche : Mairie du Lamentin"));
    let codes = pdf_reader::scan(&pdf_reader::dark_rectangles(&poster, 0));
    assert_eq!(codes, ["https://t.me/koze_forum_bot?start=q_mairie"]);
    let (code, error, _) = print(&["poster", "--from", "?!"]);
    assert_eq!(code, 2);
    assert!(error.contains("there is no letter and no digit in it"), "{error}");
    assert_eq!(test.query_i64("select count(*) from referral where source = 'mairie'").await, 1);
    assert_eq!(
        audit_details(&test).await,
        ["exported attendance-sheet pdf", "exported certificates pdf", "exported badges pdf"],
        "a poster holds nobody's data"
    );
    test.end().await;
}

async fn a_certificate_is_for_those_who_came(database: Database) {
    let mut test = open_with_organiser(database, EARLY).await;
    test.register(MARIE).await;
    test.says(MARIE, "/attestation").await;
    assert!(test.hears(MARIE).contains("Je n'ai pas d'arrivée à votre nom"), "{}", test.last_message(MARIE));
    test.presses(MARIE, "docs:certificate:1").await;
    assert!(test.hears(MARIE).contains("Je n'ai pas d'arrivée à votre nom"));
    test.says(MARIE, "/inscription").await;
    assert!(!test.inline_keyboard(MARIE).contains("docs:certificate"), "nobody has come yet");
    test.jump_to(MORNING).await;
    arrives(&test, 1, 0, MORNING, Method::Scan).await;
    // a guest of hers came, another one did not
    insert(&test, 2, MARIE, "Léonie Dieudonné", "seat").await;
    insert(&test, 3, MARIE, "Paul Dieudonné", "seat").await;
    arrives(&test, 2, 0, "2012-11-23T09:30", Method::Code).await;
    test.says(MARIE, "/inscription").await;
    test.hears(MARIE);
    test.taps(MARIE, "docs:certificate:1").await;
    assert_eq!(
        test.hears(MARIE),
        "Votre attestation de présence, Marie Modèle".replace("Marie Modèle", &name_of(&test, 1).await)
    );
    let (file, bytes) = last_file(&test, MARIE);
    assert!(file.starts_with("attestation-") && file.ends_with(".pdf"), "{file}");
    keep("certificate.pdf", &bytes);
    let text = pdf_text(&bytes);
    for part in [
        "Attestation de présence",
        "Les organisateurs attestent que",
        "a assisté à « Forum sur la médiation sociale », le vendredi 23 novembre 2012 de 8h04 à 12h.",
        "Cette attestation constate une présence. Elle ne vaut ni formation ni diplôme.",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    // asked in words: hers and the guest's
    let before = received_files(&test, MARIE).len();
    test.says(MARIE, "Je voudrais une attestation").await;
    let files = received_files(&test, MARIE).split_off(before);
    assert_eq!(files.len(), 2, "{}", test.hears(MARIE));
    assert!(pdf_text(&files[1].2).contains("Léonie Dieudonné"));
    assert!(pdf_text(&files[1].2).contains("de 9h30 à 12h"));
    // the card of a guest has the guest's
    test.says(MARIE, "/autres").await;
    test.taps(MARIE, "reg:show:2").await;
    test.taps(MARIE, "docs:certificate:2").await;
    assert_eq!(test.last_message(MARIE), "L'attestation de présence de Léonie Dieudonné");
    // in the language of the conversation, too
    test.presses(MARIE, "lang:en").await;
    let before = received_files(&test, MARIE).len();
    test.presses(MARIE, "docs:certificate:1").await;
    let files = received_files(&test, MARIE).split_off(before);
    assert_eq!(files.len(), 2);
    assert!(pdf_text(&files[0].2).contains("Attestation de présence"));
    let english = pdf_text(&files[1].2);
    assert!(
        english
            .contains("attended “Forum on social mediation” on Friday 23 November 2012 from 8:04 to 12:00."),
        "{english}"
    );
    assert_eq!(test.query_i64("select count(*) from attachment where spec like 'fresh%'").await, 0);
    test.end().await;
}

async fn name_of(test: &TestBot, number: i64) -> String {
    let mut conn = test.app.db.reader().await.unwrap();
    let found = check_in::find_attendee(&mut conn, RegistrationNumber(number), 0).await.unwrap();
    found.unwrap().name
}

async fn a_certificate_names_only_hours_that_are_known(database: Database) {
    let mut programme = Programme::built_in();
    programme.announced_end = None;
    for session in &mut programme.sessions {
        session.ends = None;
    }
    let mut test = TestBot::open_with_programme(database, MORNING, programme).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    insert(&test, 1, 0, "Marie Scan", "seat").await;
    insert(&test, 2, 0, "Paul Papier", "seat").await;
    arrives(&test, 1, 0, MORNING, Method::Scan).await;
    arrives(&test, 2, 0, "2012-11-23T20:00", Method::Paper).await;
    test.says(JOSIANE, "/documents").await;
    test.taps(JOSIANE, "docs:certificates:everybody").await;
    let (_, bytes) = last_file(&test, JOSIANE);
    let pages = pdf_reader::texts(&bytes);
    assert_eq!(pages.len(), 2);
    let text = pdf_text(&bytes);
    assert!(text.contains("le vendredi 23 novembre 2012 à partir de 8h04."), "no end was announced: {text}");
    assert!(text.contains("le vendredi 23 novembre 2012."), "a list on paper has no hours: {text}");
    assert!(!text.contains("20h"), "{text}");
    test.end().await;
}

async fn certificates_go_to_all_once(database: Database) {
    let mut test = open_with_organiser(database, EARLY).await;
    test.register(MARIE).await;
    test.register(AIME).await;
    test.register(EUGENE).await;
    insert(&test, 4, 0, "Zélie Papier", "seat").await;
    insert(&test, 5, MARIE, "Léonie Dieudonné", "seat").await;
    test.jump_to(AFTER).await;
    for (number, method) in [(1, Method::Scan), (2, Method::Scan), (4, Method::Paper), (5, Method::Search)] {
        arrives(&test, number, 0, MORNING, method).await;
    }
    test.hears(MARIE);
    test.hears(AIME);
    test.hears(EUGENE);
    test.says(JOSIANE, "/documents").await;
    test.hears(JOSIANE);
    test.taps(JOSIANE, "docs:send-certificates").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.last_message(JOSIANE), @"
        Envoyer les attestations de présence ?
        3 personnes la recevront ici, dans Telegram.
        Déjà envoyées : 0
        Sans compte, à imprimer : 1
        ");
    }
    test.presses(JOSIANE, "docs:send-certificates:yes").await;
    // pressed twice, and by another organiser, while the first is under way
    test.presses(JOSIANE, "docs:send-certificates:yes").await;
    test.tick().await;
    test.tick().await;
    assert_eq!(received_files(&test, MARIE).len(), 2, "hers and her guest's");
    assert_eq!(received_files(&test, AIME).len(), 1);
    assert_eq!(received_files(&test, EUGENE).len(), 0, "did not come");
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.last_message(JOSIANE), @"
        ✅ Attestations envoyées : 3.

        Sans compte, à imprimer : 1
        • Zélie Papier
        ");
    }
    test.taps(JOSIANE, "docs:certificates:without-account").await;
    let text = pdf_text(&last_file(&test, JOSIANE).1);
    assert!(text.contains("Zélie Papier") && !text.contains("Léonie"), "{text}");
    // a second sending goes only to those who were added since
    test.says(JOSIANE, "/documents").await;
    test.taps(JOSIANE, "docs:send-certificates").await;
    assert!(test.last_message(JOSIANE).contains("Personne ne l'attend"), "{}", test.last_message(JOSIANE));
    test.presses(JOSIANE, "docs:send-certificates:yes").await;
    test.tick().await;
    arrives(&test, 3, 0, "2012-11-23T09:00", Method::Paper).await;
    test.says(JOSIANE, "/documents").await;
    test.taps(JOSIANE, "docs:send-certificates").await;
    test.taps(JOSIANE, "docs:send-certificates:yes").await;
    test.restart_ticker();
    test.tick().await;
    assert_eq!(received_files(&test, EUGENE).len(), 1);
    assert_eq!((received_files(&test, MARIE).len(), received_files(&test, AIME).len()), (2, 1));
    assert_eq!(test.query_i64("select count(*) from certificate_sent").await, 4);
    test.end().await;
}

async fn many_certificates_go_in_batches(database: Database) {
    let mut test = open_with_organiser(database, AFTER).await;
    test.says(MARIE, "/start").await;
    for number in 1..=450 {
        insert(&test, number, MARIE, &format!("Personne {number}"), "seat").await;
        arrives(&test, number, 0, MORNING, Method::Scan).await;
    }
    test.says(JOSIANE, "/documents").await;
    test.taps(JOSIANE, "docs:send-certificates").await;
    test.taps(JOSIANE, "docs:send-certificates:yes").await;
    let queued = "select count(*) from outbox where key like 'certificate:%'";
    for (expected, told) in [(200, 250), (400, 50), (450, 0)] {
        test.jump_without_sending(AFTER).await;
        assert_eq!(test.query_i64(queued).await, expected);
        let body = test.query_text("select body from outbox where live_message like 'certificates:%'").await;
        let wanted = if told > 0 { format!("reste\u{a0}: {told}") } else { "450".to_owned() };
        assert!(remove_typography(&body).contains(&remove_typography(&wanted)), "{body}");
    }
    test.jump_without_sending(AFTER).await;
    assert_eq!(test.query_i64(queued).await, 450, "nobody gets a second one");
    // nothing of it is sent here: 450 files are not what this scenario is about
    let mut tx = test.app.db.begin().await.unwrap();
    sqlx::query("delete from outbox").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    test.end().await;
}

async fn nobody_else_gets_a_document(database: Database) {
    let mut test = open_with_organiser(database, MORNING).await;
    insert(&test, 1, 0, "Marie-Line Dieudonné", "seat").await;
    arrives(&test, 1, 0, MORNING, Method::Scan).await;
    test.grant_role(AIME, Role::Moderator).await;
    test.says(MARIE, "/start").await;
    for who in [MARIE, AIME] {
        for data in [
            "docs:menu",
            "docs:tables",
            "docs:attendance-sheet",
            "docs:badges",
            "docs:poster",
            "docs:certificates:everybody",
            "docs:certificates:without-account",
            "docs:send-certificates",
            "docs:send-certificates:yes",
            "docs:export:registrations:xlsx",
            "docs:export:attendance:csv",
            "docs:export:questions:json",
            "docs:export:journal:xlsx",
        ] {
            let before = test.emulator.messages(who).len();
            test.presses(who, data).await;
            assert_eq!(test.emulator.messages(who).len(), before, "{data}: a box says why");
            let refused = format!("refused {data}");
            assert!(audit_details(&test).await.contains(&refused), "{refused}");
        }
        let before = test.emulator.messages(who).len();
        test.presses(who, "docs:certificate:1").await;
        assert_eq!(test.emulator.messages(who).len(), before, "the certificate of somebody else");
        for command in ["/documents", "/affiche Mairie"] {
            test.hears(who);
            test.says(who, command).await;
            assert_eq!(test.hears(who), "Seuls les organisateurs peuvent avoir ces documents.", "{command}");
        }
        assert_eq!(received_files(&test, who).len(), 0);
    }
    let details = audit_details(&test).await;
    for refused in ["refused documents", "refused affiche", "refused docs:certificate"] {
        assert_eq!(details.iter().filter(|detail| *detail == refused).count(), 2, "{refused}: {details:?}");
    }
    assert_eq!(test.query_i64("select is_active from certificate_sending").await, 0);
    // a role that was taken away opens nothing any more
    test.says(JOSIANE, "/documents").await;
    let mut tx = test.app.db.begin().await.unwrap();
    koze::people::revoke_role(&mut tx, PersonId(JOSIANE), Role::Organiser).await.unwrap();
    tx.commit().await.unwrap();
    test.presses(JOSIANE, "docs:badges").await;
    assert_eq!(received_files(&test, JOSIANE).len(), 0);
    test.end().await;
}

async fn a_poster_has_the_public_link(database: Database) {
    let mut test = open_with_organiser(database, EARLY).await;
    test.says(JOSIANE, "/affiche  Bibliothèque   Schœlcher ").await;
    let (name, poster) = last_file(&test, JOSIANE);
    assert_eq!(name, "affiche.pdf");
    let text = pdf_text(&poster);
    for part in [
        "Forum sur la médiation sociale",
        "vendredi 23 novembre 2012, à partir de 8h",
        "Palais des Congrès, Salon Tainos",
        "t.me/koze_forum_bot",
        "Affiche : Bibliothèque Schœlcher",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let codes = pdf_reader::scan(&pdf_reader::dark_rectangles(&poster, 0));
    assert_eq!(codes, ["https://t.me/koze_forum_bot?start=q_bibliotheque-schoelcher"]);
    // its openings are counted
    test.says(MARIE, "/start q_bibliotheque-schoelcher").await;
    assert_eq!(
        test.query_i64("select opened from referral where source = 'bibliotheque-schoelcher'").await,
        1
    );
    // without a place it is the link that hangs in the hall
    test.says(JOSIANE, "/documents").await;
    test.taps(JOSIANE, "docs:poster").await;
    let codes = pdf_reader::scan(&pdf_reader::dark_rectangles(&last_file(&test, JOSIANE).1, 0));
    assert_eq!(codes, ["https://t.me/koze_forum_bot?start=q"]);
    test.end().await;
}
