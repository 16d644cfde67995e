//! A language whose word files are missing.

use crate::answers::{
    AnswerContext, AskedText, Intent, Interpretation, NluModel, Payload, detect_language,
    interpret_in_context, render_answer, render_not_understood,
};
use crate::chat::Keyboard;
use crate::clock::RealTime;
use crate::i18n::{self, Lang, texts};
use crate::programme::{Programme, Schedule};
use crate::turn::EventContext;

/// Words that no language has.
const UNKNOWN_TEXT: &str = "zzorpf kwivvex tlimdu";

/// The shipped event with an interface language that has no words to understand.
struct WordlessLanguage {
    lang: Lang,
    programme: Programme,
    schedule: Schedule,
    model: NluModel,
}

impl WordlessLanguage {
    fn new(lang: Lang) -> Self {
        let programme = Programme::built_in();
        let folder = format!("{}/", lang.code());
        let file = |path: &str| i18n::locale_file(path).filter(|_| !path.starts_with(&folder));
        let model = NluModel::load(|path| file(path).map(str::to_owned), &programme).unwrap();
        Self { lang, schedule: Schedule::from_programme(&programme), programme, model }
    }

    fn event(&self) -> EventContext<'_> {
        let now = self.programme.first_start();
        let real_now = RealTime(now.0);
        EventContext { programme: &self.programme, schedule: &self.schedule, now, real_now }
    }

    fn interpret(&self, text: &str) -> Interpretation {
        interpret_in_context(&self.event(), &AskedText::new(text, self.lang), &self.model)
    }

    fn context(&self) -> AnswerContext<'_> {
        AnswerContext { event: self.event(), lang: self.lang }
    }
}

#[test]
fn a_language_without_words_is_answered_with_buttons() {
    for lang in Lang::ALL {
        let wordless = WordlessLanguage::new(lang);
        let interpretation = wordless.interpret(UNKNOWN_TEXT);
        assert!(interpretation.not_understood, "{}", lang.code());
        assert_eq!(interpretation.lang, lang);
        let message = render_not_understood(&wordless.context(), &interpretation.likely_intents);
        let Some(Keyboard::Inline(rows)) = message.keyboard else { panic!("{}", lang.code()) };
        assert_eq!(rows.len(), 4, "{}", lang.code());
        for button in rows.iter().flatten() {
            let Ok(Payload::Answer(answer)) = button.data.parse() else { panic!("{}", button.data) };
            let answer = render_answer(&wordless.context(), &answer.intent(), &wordless.model);
            assert!(!answer.html.is_empty(), "{}", button.data);
        }
        assert!(rows.iter().flatten().any(|button| button.label == texts(lang).label("button-programme")));
    }
}

#[test]
fn a_language_without_words_understands_the_names_of_the_event() {
    for lang in Lang::ALL {
        let wordless = WordlessLanguage::new(lang);
        for session in &wordless.programme.sessions {
            let interpretation = wordless.interpret(session.title.get(lang));
            assert_eq!(
                interpretation.intent.session_id(),
                Some(session.id.as_str()),
                "{}: {}",
                lang.code(),
                session.title.get(lang)
            );
        }
    }
}

#[test]
fn a_language_without_words_understands_the_words_of_the_others() {
    let requests = [
        (Lang::Fr, "à quelle heure est la table ronde"),
        (Lang::En, "what time is the table ronde"),
        (Lang::Gcf, "table ronde kilè sa ka koumansé"),
    ];
    for lang in Lang::ALL {
        let wordless = WordlessLanguage::new(lang);
        for (_, text) in requests.iter().filter(|(other, _)| *other != lang) {
            let intent = wordless.interpret(text).intent;
            assert_eq!(intent, Intent::SessionWhen("table-ronde".to_owned()), "{}: {text}", lang.code());
        }
    }
}

#[test]
fn one_known_word_does_not_change_a_language_without_words() {
    let shared = "zzorpf programme tlimdu";
    for lang in Lang::ALL {
        let detected = detect_language(shared, lang, &WordlessLanguage::new(lang).model);
        assert!(!detected.is_clear && !detected.is_sentence, "{}", lang.code());
    }
    // a whole sentence does
    let wordless = WordlessLanguage::new(Lang::Gcf);
    let detected = detect_language("what time does it start", Lang::Gcf, &wordless.model);
    assert!(detected.is_clear && detected.lang == Lang::En);
}
