//! The register of processing: every column that holds something on people is in it, nothing is invented, and the
//! organisers get it in the chat.

use std::collections::BTreeSet;
use std::os::unix::fs::MetadataExt;

use koze::people::Role;
use koze::personal_data::{DATA_INVENTORY, RegisterFormat, render_register, words_of};
use koze::programme::Programme;

use crate::data_subject_rights::column_names;
use crate::process::{koze_command, run};
use crate::registration_card::received_files;
use crate::test_bot::{Database, JOSIANE, MARIE, TestBot, martinique_time, remove_typography};

const TO_COMPLETE: &str = "à compléter par l'organisateur";

fn register_text(programme: &Programme, format: RegisterFormat) -> String {
    remove_typography(&render_register(programme, martinique_time("2012-11-12T10:00"), format))
}

/// A new column needs words, otherwise this test fails.
#[tokio::test]
async fn every_column_on_people_is_in_the_register() {
    let test = TestBot::open(Database::sqlite().await, "2012-11-12T10:00").await;
    let html = register_text(&Programme::built_in(), RegisterFormat::Html);
    let text = register_text(&Programme::built_in(), RegisterFormat::Text);
    let mut tables = 0;
    for entry in DATA_INVENTORY {
        let Some(words) = words_of(entry.table) else { continue };
        tables += 1;
        let described: BTreeSet<String> = words.columns().map(|(column, _)| column.to_owned()).collect();
        assert_eq!(described, column_names(&test, entry.table).await, "{}: see words.rs", entry.table);
        assert!(words.columns().all(|(_, words)| !words.is_empty()), "{}", entry.table);
        for page in [&html, &text] {
            assert!(page.contains(&format!("({})", entry.table)), "{}", entry.table);
            for column in &described {
                assert!(page.contains(&format!("({column})")), "{}.{column}", entry.table);
            }
        }
    }
    assert!(tables > 30, "only {tables} tables");
    test.end().await;
}

#[test]
fn the_event_file_gives_the_facts_and_the_rest_is_left_open() {
    let text = register_text(&Programme::built_in(), RegisterFormat::Text);
    for fact in [
        "Registre des activités de traitement : Forum sur la médiation sociale",
        "Organisateurs (responsables du traitement) : Agence nationale pour la cohésion sociale",
        "Contact : nathalie.vivies@villecaraibe.com ; 0596 68 64 52",
        "Signataire de l'invitation : Le Président, J. DANIEL",
        "Contacts, besoins d'accès, comptes, inscriptions de personnes qui ne sont pas venues : 3 mois après \
         l'événement, le samedi 23 février 2013",
        "Feuille de présence des personnes venues : numéro, nom, catégorie, structure, entrées : 12 mois après \
         l'événement, le samedi 23 novembre 2013",
        "6. Telegram : un sous-traitant hors de l'Union européenne",
        "établi hors de l'Union européenne (Dubaï, Émirats arabes unis)",
        "données de santé au sens de l'article 9",
        "/mesdonnees",
        "/effacer",
    ] {
        assert!(text.contains(fact), "{fact}: {text}");
    }
    for open in [
        "Délégué à la protection des données",
        "Adresse du responsable",
        "Hébergeur du serveur (sous-traitant)",
        "Garanties du transfert hors de l'Union (art. 44 à 49)",
    ] {
        assert!(text.contains(&format!("{open} : {TO_COMPLETE}")), "{open}");
    }
    // another file, another register
    let file = include_str!("../../event.toml")
        .replace("retention_months = 3", "retention_months = 6\nattendance_months = 24")
        .replace("signatory = ", "# signatory = ")
        .replace("Forum sur la médiation sociale", "Assises <du> logement & co");
    let text = register_text(&Programme::parse(&file).unwrap(), RegisterFormat::Text);
    assert!(text.contains(&format!("Signataire de l'invitation : {TO_COMPLETE}")), "{text}");
    assert!(
        text.contains("6 mois après l'événement") && text.contains("24 mois après l'événement"),
        "{text}"
    );
    let html = register_text(&Programme::parse(&file).unwrap(), RegisterFormat::Html);
    assert!(html.contains("Assises &lt;du&gt; logement &amp; co") && !html.contains("<du>"));
}

#[test]
fn the_page_loads_nothing_and_is_private() {
    let home = tempfile::tempdir().unwrap();
    let privacy = |arguments: &[&str]| run(koze_command(&home).arg("privacy").args(arguments));
    let (code, out, error) = privacy(&[]);
    assert_eq!((code, error.as_str()), (0, ""));
    assert!(out.starts_with("Registre des activités de traitement"), "{out}");
    for name in ["registre.html", "registre.txt"] {
        let (code, out, error) = privacy(&["--output", name]);
        assert_eq!((code, out.as_str(), error.as_str()), (0, "", ""), "{name}");
        assert_eq!(std::fs::metadata(home.path().join(name)).unwrap().mode() & 0o777, 0o600);
    }
    let page = std::fs::read_to_string(home.path().join("registre.html")).unwrap();
    assert!(page.starts_with("<!doctype html>") && page.contains("<html lang=\"fr\">"));
    for outside in ["http:", "https:", "<script", "<link", "<img", "url(", "@import"] {
        assert!(!page.contains(outside), "{outside}");
    }
    let (code, _, error) = privacy(&["--output", "registre.pdf"]);
    assert_eq!(code, 2);
    assert!(error.contains(".html for a page to print, or in .txt"), "{error}");
}

#[tokio::test]
async fn organisers_get_it_in_the_chat() {
    let mut test = TestBot::open(Database::sqlite().await, "2012-11-12T10:00").await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.says(MARIE, "/registre").await;
    assert_eq!(
        test.hears(MARIE),
        "Ce document est pour les organisateurs. Ce que je garde sur vous : /mesdonnees"
    );
    test.says(JOSIANE, "/registre").await;
    assert!(test.hears(JOSIANE).contains("Le registre des traitements (article 30 du RGPD)"));
    let (name, mime, bytes) = received_files(&test, JOSIANE).pop().expect("a file");
    assert_eq!((name.as_str(), mime.as_str()), ("registre-des-traitements.html", "text/html"));
    let page = String::from_utf8(bytes).unwrap();
    assert!(page.starts_with("<!doctype html>") && page.contains("Forum sur la médiation sociale"), "{page}");
    test.end().await;
}
