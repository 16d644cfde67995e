//! Typography: every message and the event's own texts are set correctly,
//! and a text that people type or send back compares equal to the set one.

use koze::i18n::typography::{apply, remove_typography};
use koze::i18n::{Lang, texts};
use koze::programme::Programme;

use super::message_sources;

/// Why a text is not set correctly: a straight apostrophe, or a space at which a line must not break.
fn typography_error(lang: Lang, shown: &str) -> Option<&'static str> {
    let has = |marks: &[&str]| marks.iter().any(|mark| shown.contains(mark));
    if shown.contains('\'') {
        return Some("a straight apostrophe");
    }
    if lang != Lang::En && has(&[" :", " ;", " !", " ?", " »", "« "]) {
        return Some("a line may end before a mark");
    }
    has(&["n° ", "no. {", "24 h", "} min"]).then_some("a number and its word may part")
}

#[test]
fn every_message_is_well_set() {
    for lang in Lang::ALL {
        for id in message_sources(lang).keys().filter(|id| !id.starts_with("words-")) {
            let shown = texts(lang).label(id);
            assert_eq!(typography_error(lang, &shown), None, "{id} in {}: {shown}", lang.code());
        }
    }
}

#[test]
fn the_words_that_are_read_are_as_people_type_them() {
    let words = texts(Lang::Fr).label("words-yes");
    assert!(words.contains("d'accord") && words.contains("s'il vous plaît"), "{words}");
}

#[test]
fn the_events_texts_are_well_set() {
    let event = Programme::built_in();
    let texts = [&event.title, &event.about].into_iter();
    let texts = texts.chain(&event.organisers).chain(event.themes.iter().map(|guide| &guide.text));
    let texts = texts.chain(event.topics.iter().map(|topic| &topic.text));
    let titles =
        event.sessions.iter().flat_map(|session| [&session.title].into_iter().chain(&session.speakers));
    for (lang, text) in texts.chain(titles).flat_map(koze::programme::LocalizedText::all) {
        assert_eq!(typography_error(lang, text), None, "{text}");
    }
}

#[test]
fn an_organisers_own_text_is_set_alike() {
    let own = "title = { fr = \"L'été : \u{ab} fête \u{bb} !\", en = \"It's summer\" }";
    let file = include_str!("../../../event.toml");
    let shipped = file.lines().find(|line| line.starts_with("title = ")).unwrap();
    let event = Programme::parse(&file.replacen(shipped, own, 1)).unwrap();
    assert_eq!(event.title.get(Lang::Fr), "L’été\u{a0}: «\u{a0}fête\u{a0}»\u{a0}!");
    assert_eq!(event.title.get(Lang::En), "It’s summer");
}

/// A text that is set twice stays the same, and comparisons ignore the setting.
#[test]
fn setting_is_done_once_and_undone_for_comparing() {
    for (id, text) in message_sources(Lang::Fr) {
        let once = apply(Lang::Fr, &text);
        assert_eq!(apply(Lang::Fr, &once), once, "{id}");
        assert_eq!(remove_typography(&once), remove_typography(&text), "{id}");
    }
}
