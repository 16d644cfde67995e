//! `koze texts` writes the page for a reviewer of Creole: complete,
//! doubtful texts first, and the copy in docs is current.

use koze::i18n::{Lang, fluent_sources};

use crate::process::{koze_command, run};

fn review_page(lang: &str) -> (i32, String, String) {
    let home = tempfile::tempdir().unwrap();
    run(koze_command(&home).args(["texts", "--review", lang]))
}

#[test]
fn the_page_of_creole_is_current() {
    let (code, page, error) = review_page("gcf");
    assert_eq!((code, error.as_str()), (0, ""));
    let kept = include_str!("../../docs/creole-to-review.md");
    assert!(kept == page, "update it: koze texts --review gcf > docs/creole-to-review.md");
}

#[test]
fn the_doubtful_come_first_and_none_is_left_out() {
    let (_, page, _) = review_page("gcf");
    let (first, rest) = page.split_once("\n## Le fichier de l'événement").unwrap();
    let creole: String = fluent_sources(Lang::Gcf).map(|(_, source)| source).collect();
    let doubts = creole.lines().filter(|line| line.starts_with("# doute")).count();
    assert!(doubts > 20, "{doubts} doubts");
    assert_eq!(first.matches(" · doute : ").count(), doubts);
    assert_eq!(rest.matches(" · doute : ").count(), 0);
    let ids = creole.lines().filter_map(|line| line.split_once(" =").map(|(id, _)| id));
    for id in ids.filter(|id| id.starts_with(|c: char| c.is_ascii_lowercase()) && !id.starts_with("words-")) {
        assert_eq!(page.matches(&format!("\n**{id}**")).count(), 1, "{id}");
    }
    assert!(rest.contains("**about**") && rest.contains("**adultes-relais**"));
    assert!(!page.contains("{ $") && !page.contains("<b>"), "the page has the texts as people read them");
}

#[test]
fn another_language_than_those_is_refused() {
    for lang in ["fr", "", "GCF", "ht", "gcf\n"] {
        let (code, out, error) = review_page(lang);
        assert_eq!((code, out.as_str()), (2, ""), "{lang:?}");
        assert!(error.contains("gcf or en"), "{error}");
    }
    assert_eq!(review_page("en").0, 0);
}
