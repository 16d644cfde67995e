//! What the texts must not contain, as far as a machine can tell: signs that are hard to read aloud, words
//! that are not French, an article before the event's title, a label that does not name an action.

use std::collections::BTreeMap;

use koze::i18n::{Lang, texts};

use super::{message_sources, render_all};

fn shown_messages(lang: Lang) -> BTreeMap<String, String> {
    message_sources(lang).into_iter().filter(|(id, _)| !id.starts_with("words-")).collect()
}

#[test]
fn no_word_is_cut_by_a_middle_dot() {
    for lang in Lang::ALL {
        for (id, text) in shown_messages(lang) {
            let signs: Vec<char> = text.chars().collect();
            let cut = signs
                .windows(3)
                .any(|three| three[1] == '·' && three[0].is_alphabetic() && three[2].is_alphabetic());
            assert!(!cut, "{id} in {}: {text}", lang.code());
        }
    }
}

#[test]
fn french_says_what_is_meant() {
    for (id, text) in shown_messages(Lang::Fr) {
        let low = text.to_lowercase();
        for wrong in [
            "répondue",
            "de vive voix (",
            "l'invitation ne",
            "est prise :",
            "son auteur",
            "couper l'auteur",
            "closes",
            "équité",
        ] {
            assert!(!low.contains(wrong), "“{wrong}” in {id}: {text}");
        }
        // "plus de" can be read as "more", so no label uses it for "no more"
        assert!(!low.contains("🔕 plus de"), "{id}: {text}");
    }
    for (id, text) in shown_messages(Lang::En) {
        for wrong in
            ["to put.", "not yet put", "goes on on", "show my name", "in your hand", "point of the programme"]
        {
            assert!(!text.to_lowercase().contains(wrong), "“{wrong}” in {id}: {text}");
        }
    }
}

/// The title may be "Assises de …" or "Journée de …": no article fits all.
#[test]
fn no_article_stands_before_the_events_title() {
    for lang in Lang::ALL {
        for (id, text) in shown_messages(lang).into_iter().filter(|(_, text)| text.contains("{ $title }")) {
            let bare = text.replace("<b>", "").to_lowercase();
            for article in ["le", "la", "du", "de la", "au", "the", "pour le", "pour la"] {
                assert!(
                    !bare.contains(&format!(" {article} {{ $title }}")),
                    "{id} in {}: {text}",
                    lang.code()
                );
            }
            assert!(!bare.trim_start().starts_with("le {"), "{id}: {text}");
        }
    }
}

/// The label of a switch says what a press does, never the present state.
#[test]
fn switches_say_what_they_do() {
    for lang in Lang::ALL {
        for name in ["review", "fair", "hallnext"] {
            let label = |way: &str| texts(lang).label(&format!("set-{name}-{way}"));
            let (on, off) = (label("on"), label("off"));
            assert!(on.split_whitespace().count() > 2 && off.split_whitespace().count() > 2, "{on} / {off}");
            assert_ne!(on, off);
        }
    }
}

/// The sentences of a message; a heading or a list item counts as one.
fn sentences(said: &str) -> Vec<String> {
    let plain = said.replace("<b>", "").replace("</b>", "").replace("<i>", "").replace("</i>", "");
    let ends = |c: char| matches!(c, '.' | '!' | '?' | ':' | ';' | '\n' | '·' | '(' | ')');
    plain
        .split(ends)
        .map(|sentence| sentence.trim().to_owned())
        .filter(|sentence| !sentence.is_empty())
        .collect()
}

/// The most words of a sentence that residents have to read.
const MAX_SENTENCE_WORDS: usize = 18;

#[test]
fn sentences_are_short() {
    for lang in Lang::ALL {
        let mut counts: Vec<(usize, String, String)> = Vec::new();
        for (id, said) in render_all(lang).into_iter().filter(|(id, _)| !id.starts_with("words-")) {
            for sentence in sentences(&said) {
                let words = sentence
                    .split_whitespace()
                    .filter(|word| word.chars().any(char::is_alphanumeric))
                    .count();
                counts.push((words, id.clone(), sentence));
            }
        }
        counts.sort();
        counts.dedup();
        let long = counts.iter().filter(|(words, ..)| *words > 15).count();
        println!("{}: {} sentences, {long} of more than 15 words", lang.code(), counts.len());
        for (words, id, sentence) in counts.iter().filter(|(words, ..)| *words > 15) {
            println!("  {words} {id}: {sentence}");
        }
        let (words, id, sentence) = counts.last().expect("sentences");
        assert!(*words <= MAX_SENTENCE_WORDS, "{words} words in {id} in {}: {sentence}", lang.code());
    }
}
