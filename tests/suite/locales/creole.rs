//! The spelling of Creole (GEREC-F, as used in Martinique), as far as letters can tell: one sign for one
//! sound, and the article that follows from the sound before it.

use koze::i18n::Lang;
use koze::programme::{LocalizedText, Programme};

use super::render_all;

/// Names, and a button of Telegram's own, which keep their spelling.
const NAMES: [&str; 32] = [
    "koze run --public-url",
    "CDFG, HJKM, 3467",
    "non@exemple.com",
    "adultes relais",
    "/mesquestions",
    "/mesdonnees",
    "/programme",
    "/inscrits",
    "Telegram",
    "DÉMARRER",
    "Language",
    "/effacer",
    "/suites",
    "/regle",
    "/annonce",
    "/decaler",
    "/accueil",
    "/annuler",
    "cookies",
    "/affiche",
    "/autres",
    "Langue",
    ".xlsx",
    "DJSCS",
    "Excel",
    "Kozé",
    ".csv",
    ".xls",
    "Acsé",
    "CSV",
    "QR",
    "/inscription",
];

/// The Creole texts of the event file.
fn event_texts() -> Vec<(String, String)> {
    let event = Programme::built_in();
    let topics = event.topics.iter().map(|topic| (topic.id.as_str(), &topic.text));
    let texts = topics.chain([("title", &event.title), ("about", &event.about)]);
    let creole = |(id, text): (&str, &LocalizedText)| {
        let found = text.all().find(|(lang, _)| *lang == Lang::Gcf).map(|(_, text)| text.to_owned());
        found.map(|text| (id.to_owned(), text))
    };
    texts.filter_map(creole).collect()
}

/// The words of every Creole message and of the event file's Creole texts, without names.
fn words() -> Vec<(String, String)> {
    let mut all = Vec::new();
    // the lists of keywords contain what people type, in any spelling
    let said = render_all(Lang::Gcf).into_iter().filter(|(id, _)| !id.starts_with("words-"));
    for (id, said) in said.chain(event_texts()) {
        let said = NAMES.iter().fold(said, |said, name| said.replace(name, " "));
        // single letters are tags, hours and minutes: <b>, 8h
        let found = said.split(|c: char| !(c.is_alphabetic() || "-'’".contains(c)));
        all.extend(
            found.filter(|word| word.chars().count() > 1).map(|word| (id.clone(), word.to_lowercase())),
        );
    }
    assert!(all.len() > 500, "only {} words were read", all.len());
    all
}

/// Why a word breaks the spelling; `None` if it does not.
fn spelling_error(word: &str) -> Option<&'static str> {
    let without_ch = word.replace("ch", "");
    let without_ou = word.replace("ou", "").replace("ui", "");
    if without_ch.contains(['c', 'h']) {
        return Some("c and h stand only in ch");
    }
    if without_ou.contains('u') {
        return Some("u stands only in ou and ui");
    }
    if word.contains(['q', 'x', 'ç', 'œ', 'ê', 'â', 'î', 'ô', 'û']) {
        return Some("a letter Creole does not have");
    }
    if ["ph", "ss", "ll", "tt", "pp", "mm", "ff", "rr"].iter().any(|pair| word.contains(pair)) {
        return Some("a sound is written once");
    }
    has_wrong_article(word).then_some("the article follows the sound before it")
}

/// Whether the article does not fit the sound before it. Right are *tab-la, lari-a, moun-lan, kestion-an*.
fn has_wrong_article(word: &str) -> bool {
    let Some((noun, article)) = word.rsplit_once('-') else { return false };
    if !["la", "a", "lan", "an"].contains(&article) {
        return false;
    }
    let right = if noun.ends_with(['n', 'm']) {
        if ["an", "en", "on"].iter().any(|vowel| noun.ends_with(vowel)) { "an" } else { "lan" }
    } else if noun.ends_with(['a', 'e', 'i', 'o', 'u', 'é', 'è', 'ò']) {
        "a"
    } else {
        "la"
    };
    article != right
}

#[test]
fn creole_is_spelt_one_way() {
    for (id, word) in words() {
        if let Some(why) = spelling_error(&word) {
            panic!("“{word}” in {id}: {why}");
        }
    }
}

/// The checks themselves, with examples of the spelling and frequent mistakes.
#[test]
fn the_spelling_check_knows_right_from_wrong() {
    for right in
        ["tab-la", "pòt-la", "lari-a", "nimewo-a", "moun-lan", "fowòm-lan", "kestion-an", "latab-wonn-lan"]
    {
        assert_eq!(spelling_error(right), None, "{right}");
    }
    for right in ["tjè", "dimanch", "uitè", "étap-tala", "jòdi-a", "bonmaten-an", "kestion'w"] {
        assert_eq!(spelling_error(right), None, "{right}");
    }
    for wrong in ["forum-la", "tab-a", "lari-la", "moun-la", "kestion-lan", "pwogram-an", "kouman-la"] {
        assert!(spelling_error(wrong).is_some(), "{wrong}");
    }
    for wrong in ["contact", "kisa-que", "exposition", "salut", "heure", "téléphòn", "adresse", "fenêt"] {
        assert!(spelling_error(wrong).is_some(), "{wrong}");
    }
}

/// Every message uses the same word for each pronoun.
#[test]
fn creole_says_mwen_and_ou() {
    // the lists of keywords contain what people type, in any form
    for (id, word) in words().into_iter().filter(|(id, _)| id != "words-me") {
        for other in ["man", "an-mwen", "vou", "vouzot", "m'", "tu", "je"] {
            assert_ne!(word, other, "in {id}");
        }
    }
}

/// Each thing has one word, and each word one meaning: *gadé* means to look, *li* after *pou* means "him".
#[test]
fn creole_has_one_word_for_one_thing() {
    let instead = [
        ("za", "ja"),
        ("pies", "piès"),
        ("twò", "two"),
        ("fo", "fok"),
        ("lien-tala", "lyen-tala"),
        ("tousuit", "lamenm"),
        ("touswit", "lamenm"),
        ("osi", "tou"),
        ("yenki", "anni"),
        ("datant", "pou atann"),
        ("lègzanp", "kontel"),
        ("pèsonnel", "pèsonel"),
    ];
    for (id, word) in words() {
        let better = instead.iter().find(|(other, _)| *other == word);
        assert_eq!(better, None, "in {id}");
    }
    let instead = [
        ("tou sèl", "tousèl"),
        ("kon sa", "konsa"),
        ("pa ké ", "pé ké"),
        ("mwens ki", "mwens pasé"),
        ("mié ki", "mié pasé"),
        ("ka gadé", "ka tjenbé"),
        ("i gadé.", "i bon"),
        ("sé kestion mwen", "kestion mwen"),
        ("ki ka palé-a", "ki ka palé a"),
    ];
    for (id, said) in render_all(Lang::Gcf).into_iter().filter(|(id, _)| !id.starts_with("words-")) {
        let said = said.to_lowercase();
        let better = instead.iter().find(|(other, _)| said.contains(other));
        assert_eq!(better, None, "in {id}: {said}");
    }
}
